"""``align pair --explain``, ``--min-probability`` and ``--also`` as users call them."""

import json
import math
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
RU, BE, EN = (EXAMPLES / "decree" / f"{side}.md" for side in ("ru", "be", "en"))
VISIT = EXAMPLES / "working-visit" / "ru.html", EXAMPLES / "working-visit" / "en.html"
ADDRESS = EXAMPLES / "abridged-address" / "ru.txt", EXAMPLES / "abridged-address" / "en.txt"


def out(run):
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode("utf-8")


def error(run):
    """The one line on standard error of a call that failed."""
    assert run.returncode == 2
    assert run.stdout == b""
    (line,) = run.stderr.decode("utf-8").splitlines()
    return line


def rows(align, *args):
    return [json.loads(line) for line in out(align("pair", *args, "-f", "jsonl")).splitlines()]


def test_a_row_is_that_of_the_table(align):
    beads = rows(align, RU, EN)
    for number in (1, 11, len(beads)):
        bead = beads[number - 1]
        record = json.loads(out(align("pair", RU, EN, "--explain", number, "-f", "json")))
        assert record["row"] == number
        for key in ("source", "target", "source_text", "target_text", "kind", "band"):
            assert record[key] == bead[key]
        assert math.isclose(record["probability"], bead["probability"], abs_tol=1e-4)
        assert math.isclose(
            record["log_odds"], sum(r["log_odds"] for r in record["reasons"]), abs_tol=1e-3
        )
        strengths = [abs(r["log_odds"]) for r in record["reasons"]]
        assert strengths == sorted(strengths, reverse=True)


def test_people_are_told_the_evidence_the_rival_and_what_decided(align):
    text = out(align("pair", RU, EN, "--explain", "11"))
    assert text.startswith("Row 11 · 9")
    assert "Original  [12] Областные исполнительные комитеты" in text
    assert "how alike the two sides are" in text
    assert "Instead: sentence" in text
    assert "Decided by " in text
    assert text.splitlines()[-2] == "To keep it so: align lock ORIGINAL RELEASE 12:11"
    assert max(map(len, text.splitlines())) <= 100


def test_points_over_the_same_sentences_are_the_odds_of_the_two_readings(align):
    """The difference of points is the logarithm of the quotient of the probabilities."""
    beads = rows(align, *ADDRESS)
    by_doubt = sorted((b["probability"], k) for k, b in enumerate(beads, 1) if not b["moved"])
    close = []
    for _, number in by_doubt[:6]:
        record = json.loads(out(align("pair", *ADDRESS, "--explain", number, "-f", "json")))
        rival = record["instead"]["probability"]
        odds = math.log(record["probability"] / rival)
        close.append(abs(sum(record["gains"].values()) - odds))
    assert min(close) < 0.25


def test_the_answer_goes_to_a_file_whose_ending_names_the_format(align, tmp_path):
    assert out(align("pair", RU, EN, "--explain", "2", "-o", "why.json")) == ""
    assert json.loads((tmp_path / "why.json").read_text("utf-8"))["row"] == 2
    assert out(align("pair", RU, EN, "--explain", "2", "-o", "why.txt")) == ""
    assert (tmp_path / "why.txt").read_text("utf-8").startswith("Row 2 · ")


def test_a_moved_passage(align):
    beads = rows(align, *ADDRESS)
    number = next(k for k, bead in enumerate(beads, 1) if bead["moved"])
    text = out(align("pair", *ADDRESS, "--explain", number))
    assert "· moved ·" in text
    assert "of the original left out and" in " ".join(text.split())


def test_page_furniture_and_rows_that_there_are_not(align):
    text = out(align("pair", *VISIT, "--explain", "1"))
    assert "page furniture, which translates nothing: nothing was weighed." in text
    count = len(rows(align, RU, EN))
    for number in ("0", "-1", str(count + 1)):
        told = error(align("pair", RU, EN, "--explain", number))
        assert f"there is no such row; the table has {count} rows" in told


@pytest.mark.parametrize("encoder", ["none"])
def test_the_encoder_without_a_network_explains_itself_too(align, encoder):
    text = out(align("pair", RU, EN, "--encoder", encoder, "--explain", "11"))
    assert "how alike the two sides are" in text


def limit(beads):
    """A probability below which some beads are and most are not."""
    known = sorted({b["probability"] for b in beads})
    return round((known[3] + known[4]) / 2, 6)


def test_what_is_less_probable_is_left_out_and_counted(align):
    every = rows(align, *ADDRESS)
    least = limit(every)
    gone = [b for b in every if b["probability"] < least]
    run = align("pair", *ADDRESS, "-f", "jsonl", "--min-probability", least)
    assert [json.loads(line) for line in out(run).splitlines()] == [
        b for b in every if b not in gone
    ]
    (note,) = run.stderr.decode("utf-8").splitlines()
    assert note.startswith("align: note: Left out, with a probability below 0.")
    for kind, word in (("paired", "pair"), ("omission", "omission"), ("addition", "addition")):
        number = sum(b["kind"] == kind for b in gone)
        assert (f"{number} {word}" in note) == bool(number)


@pytest.mark.parametrize("ending", ["txt", "html", "tsv", "tmx", "xlf", "ladder"])
def test_every_format_can_leave_them_out(align, tmp_path, ending):
    least = limit(rows(align, *ADDRESS))
    run = align("pair", *ADDRESS, "-o", f"x.{ending}", "--min-probability", least)
    assert "note: Left out, with a probability below 0." in run.stderr.decode()
    few = (tmp_path / f"x.{ending}").read_text("utf-8")
    out(align("pair", *ADDRESS, "-o", f"y.{ending}", "--min-probability", "0"))
    assert few != (tmp_path / f"y.{ending}").read_text("utf-8")


def test_a_batch_leaves_them_out_too(align, tmp_path):
    (tmp_path / "b.tsv").write_text("{}\t{}\tone\n".format(*ADDRESS), "utf-8")
    least = limit(rows(align, *ADDRESS))
    run = align("pair", "--batch", "b.tsv", "--out-dir", "out", "--min-probability", least)
    assert b"note: one: Left out, with a probability below 0." in run.stderr
    single = align("pair", *ADDRESS, "-f", "jsonl", "--min-probability", least).stdout
    assert (tmp_path / "out" / "one.jsonl").read_bytes() == single


@pytest.mark.parametrize("value", ["nan", "1.01", "-0.1", "90%", "0,8", "inf", ""])
def test_what_is_no_probability(align, value):
    told = error(align("pair", RU, EN, "--min-probability", value))
    assert f"'{value}' is no probability. Give a number from 0 to 1" in told


def test_a_second_original_is_read_beside(align):
    text = out(align("pair", RU, EN, "--also", BE))
    assert "Read beside the Belarusian original, be.md" in text
    assert "[12]" in out(align("pair", RU, EN, "--also", BE, "--numbers"))


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--also", "x", "--explain", "1"], "--also and --explain do not go together"),
        (["--also", "x", "--min-probability", "0"], "--also and --min-probability do not go"),
        (["--explain", "1", "--min-probability", ".5"], "--explain and --min-probability do not"),
        (["--explain", "1", "-f", "tmx"], "--explain has the formats table and json, not tmx"),
        (["--explain", "x"], "'x' is not a valid integer"),
        (["-f", "json"], "-f json goes with --explain; the pairs for programs are -f jsonl."),
    ],
)
def test_what_does_not_go_together(align, args, says):
    assert says in error(align("pair", RU, EN, *args))


@pytest.mark.parametrize("option", [("--also", "x"), ("--explain", "1"), ("--numbers",)])
def test_what_does_not_go_with_a_batch(align, tmp_path, option):
    (tmp_path / "b.tsv").write_text(f"{RU}\t{EN}\tone\n", "utf-8")
    told = error(align("pair", "--batch", "b.tsv", "--out-dir", "out", *option))
    assert option[0] in told
    assert not (tmp_path / "out").exists()


def test_vectors_without_a_network_are_not_kept(align, tmp_path):
    cache = tmp_path / "cache"
    out(align("pair", RU, EN, "--encoder", "none", SVERKA_CACHE_DIR=str(cache)))
    assert not cache.exists() or not list(cache.rglob("*"))
    out(align("pair", RU, EN, SVERKA_CACHE_DIR=str(cache)))
    assert list(cache.rglob("*"))
