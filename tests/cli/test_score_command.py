"""``align score`` as it is called."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner

from align.cli import cli
from align.cli.score import FORMATS
from align.cli.score_pairs import read_pairs
from align.errors import InputError, SverkaError, UsageError
from align.report import score as shown

EXAMPLES = Path(__file__).parents[2] / "examples"
DECREE = EXAMPLES / "decree"
ORIGINAL = """\
Министр экономики выступил в Минске.

Экспорт вырос на 12 процентов.

Стороны подписали соглашение о поставках.
"""
RELEASE = """\
The minister of economy spoke in Minsk.

Exports grew by 12 percent.

The parties signed an agreement on supplies.
"""
WORSE = """\
The minister of economy spoke in Minsk.

Exports grew by 17 percent.
"""


@pytest.fixture(autouse=True)
def documents(tmp_path, monkeypatch):
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for name, text in (("ru.txt", ORIGINAL), ("en.txt", RELEASE), ("worse.txt", WORSE)):
        (tmp_path / name).write_text(text, encoding="utf-8")


def run(*args):
    return CliRunner().invoke(cli, ["score", *map(str, args)])


def as_json(*args):
    return json.loads(run(*args, "--format", "json").stdout)


def test_the_formats_are_those_of_the_report():
    assert FORMATS == shown.NAMES


def test_json_has_what_outside_scripts_rely_on():
    data = as_json("ru.txt", "en.txt")
    assert 0 < data["low"] <= data["score"] <= data["high"] <= 100
    assert set(data["parts"]) == {"adequacy", "coverage", "terminology", "facts"}
    assert [bead["source"] for bead in data["beads"]] == [[0], [1], [2]]
    assert [bead["target"] for bead in data["beads"]] == [[0], [1], [2]]
    assert all(0 <= bead["adequacy"] <= 100 for bead in data["beads"])
    assert "|quality:" in data["signature"]
    assert data["parts"]["coverage"] == 100


def test_what_is_left_out_and_a_wrong_number_cost():
    good, worse = as_json("ru.txt", "en.txt"), as_json("ru.txt", "worse.txt")
    assert worse["score"] < good["score"] - 10
    assert worse["parts"]["coverage"] < 80
    wrong, gone = worse["beads"][1:]
    assert wrong["reasons"][0]["kind"] == "FCT002"
    assert wrong["adequacy"] == wrong["reasons"][0]["cap"]
    assert (gone["target"], gone["adequacy"]) == ([], 0)
    assert sum(worse["lost"].values()) + worse["score"] == pytest.approx(100, abs=0.05)


def test_the_same_files_give_the_same_bytes():
    for form in FORMATS:
        assert run("ru.txt", "worse.txt", "-f", form).stdout == (
            run("ru.txt", "worse.txt", "-f", form, "--no-cache").stdout
        )


def test_a_least_score_gates():
    data = as_json("ru.txt", "en.txt")
    between = (data["low"] + data["score"]) / 2
    assert run("ru.txt", "en.txt").exit_code == 0
    assert run("ru.txt", "en.txt", "--min-score", between).exit_code == 1
    assert run("ru.txt", "en.txt", "--min-score", between, "--judge-by", "score").exit_code == 0
    assert run("ru.txt", "en.txt", "--min-score", data["low"] - 1).exit_code == 0


def test_the_settings_of_the_folder_gate_as_well(tmp_path):
    data = as_json("ru.txt", "en.txt")
    text = 'pairs = [{ original = "ru.txt", release = "en.txt" }]\n'
    (tmp_path / "align.toml").write_text(text + f"min-score = {data['score'] + 1:.1f}\n")
    result = run()
    assert result.exit_code == 1
    assert "ru.txt" in result.stdout or "en.txt" in result.stdout
    (tmp_path / "align.toml").write_text(
        text + f'min-score = {data["score"] - 0.1:.1f}\nmin-score-by = "score"\n'
    )
    assert run().exit_code == 0


def test_several_releases_have_a_trend_and_a_broken_one_is_told(tmp_path):
    (tmp_path / "align.toml").write_text(
        'pairs = [{ original = "ru.txt", release = "en.txt" },\n'
        '         { original = "ru.txt", release = "worse.txt" },\n'
        '         { original = "ru.txt", release = "empty.txt" }]\n'
    )
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = run("-f", "json")
    assert result.exit_code == 2
    data = json.loads(result.stdout)
    by_name = {Path(one["release"]).name: one for one in data["releases"]}
    assert list(by_name) == sorted(["en.txt", "worse.txt", "empty.txt"])
    assert by_name["empty.txt"]["score"] is None
    assert by_name["empty.txt"]["problem"]
    assert by_name["en.txt"]["score"] > by_name["worse.txt"]["score"]
    assert "worse.txt" in run().stdout


def test_files_are_written_by_their_ending(tmp_path):
    for name in ("x.html", "x.json", "x.jsonl", "x.md", "x.xml", "x.txt"):
        assert run("ru.txt", "en.txt", "-o", name).exit_code == 0
    assert "<!doctype html>" in (tmp_path / "x.html").read_text("utf-8").lower()
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["score"] > 0
    assert ET.parse(tmp_path / "x.xml").getroot().tag == "testsuites"  # noqa: S314 - our own.


def test_no_output_overwrites_what_is_read(tmp_path):
    result = run("ru.txt", "en.txt", "-o", "en.txt", "-f", "text")
    assert isinstance(result.exception, SverkaError)
    assert (tmp_path / "en.txt").read_text("utf-8") == RELEASE


def test_every_bead_is_explained():
    text = run("ru.txt", "worse.txt", "--explain").stdout
    assert "17 percent" in text
    assert "12" in text
    assert "The release leaves this out." in text


def test_with_a_reference():
    data = as_json("ru.txt", "worse.txt", "--reference", "en.txt")
    names = [metric["name"] for metric in data["metrics"]]
    assert names == ["BLEU", "chrF++", "TER"]
    assert all("version:" in metric["signature"] for metric in data["metrics"])
    same = as_json("ru.txt", "en.txt", "--reference", "en.txt")
    assert [metric["value"] for metric in same["metrics"]] == [100, 100, 0]


def test_two_translations_are_compared():
    result = run("compare", "ru.txt", "worse.txt", "en.txt", "--reference", "en.txt", "-f", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert [one["name"] for one in data["measures"]] == ["score", "BLEU", "chrF++", "TER"]
    one = data["measures"][0]
    assert one["difference"] > 0
    assert one["second"] == pytest.approx(as_json("ru.txt", "en.txt")["score"], abs=0.01)
    back = json.loads(
        run(
            "compare", "ru.txt", "en.txt", "worse.txt", "--reference", "en.txt", "-f", "json"
        ).stdout
    )
    assert back["measures"][0]["difference"] == pytest.approx(-one["difference"], abs=0.01)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["ru.txt"], "Give two documents"),
        (["--pairs", "p.tsv", "--explain"], "--pairs scores a table"),
        (["--pairs", "p.tsv", "-f", "html"], "--pairs writes"),
        (["--reference", "en.txt"], "--reference goes with two documents"),
        (["ru.txt", "en.txt", "--changed-since", "HEAD"], "--changed-since"),
        (["ru.txt", "en.txt", "--explain", "-f", "json"], "--explain is text"),
        (["compare", "-", "en.txt", "worse.txt"], "give files"),
    ],
)
def test_what_does_not_go_together_is_refused(args, words):
    result = run(*args)
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)


# Pairs of sentences


def pairs(tmp_path, text, *args):
    (tmp_path / "p.tsv").write_bytes(text.encode() if isinstance(text, str) else text)
    return run("--pairs", "p.tsv", *args)


ROWS = (
    "Экспорт вырос на 12 процентов.\tExports grew by 12 percent.\n"
    "Экспорт вырос на 12 процентов.\tExports grew by 17 percent.\n"
    "Экспорт вырос на 12 процентов.\t\n"
    "Экспарт вырас на 12 працэнтаў.\tЭкспарт вырас на 12 працэнтаў.\n"
)


def test_a_line_for_each_pair(tmp_path):
    result = pairs(tmp_path, ROWS, "--format", "jsonl")
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(found) == 4
    right, wrong, empty, copied = (one["adequacy"] for one in found)
    assert right > wrong > empty == copied == 0
    assert all("quality:" in one["signature"] for one in found)


def test_lines_end_at_line_feeds_alone(tmp_path):
    text = "Да,\u2028 да.\tYes,\u2028 yes.\r\nНет.\x0c Нет.\tNo.\x85 No."
    result = pairs(tmp_path, text, "--format", "jsonl")
    assert len(result.stdout.splitlines()) == 2
    assert read_pairs(tmp_path / "p.tsv", "utf-8") == [
        ("Да,\u2028 да.", "Yes,\u2028 yes."),
        ("Нет.\x0c Нет.", "No.\x85 No."),
    ]


def test_the_other_forms(tmp_path):
    whole = json.loads(pairs(tmp_path, ROWS, "-f", "json").stdout)
    assert len(whole["pairs"]) == 4
    assert whole["signature"]
    text = pairs(tmp_path, ROWS).stdout
    assert "4 pairs" in text
    assert pairs(tmp_path, ROWS, "-o", "out.jsonl").exit_code == 0
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 4


def test_nothing_gives_nothing(tmp_path):
    assert pairs(tmp_path, "", "--format", "jsonl").stdout == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"one\ttwo\nthree\n", r"p\.tsv:2.*no tab"),
        (b"\xff\xfe\t\n", "is not utf-8"),
    ],
)
def test_a_broken_table_is_told_by_line(tmp_path, data, words):
    result = pairs(tmp_path, data, "--format", "jsonl")
    assert isinstance(result.exception, InputError)
    assert result.stdout == ""
    with pytest.raises(InputError, match=words):
        raise result.exception


def test_the_example(tmp_path):
    result = run(DECREE / "ru.md", DECREE / "en.md")
    assert result.exit_code == 0
    assert "of 100" in result.stdout
