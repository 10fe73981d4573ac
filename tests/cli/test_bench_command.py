"""``align bench``: suites as users keep them, and what may be wrong with them."""

import json
import shutil
from pathlib import Path

import pytest

from align.beads.evaluate import judge, pooled, read_gold
from align.types import Bead

GOLD = Path(__file__).with_name("gold")
TALLIES = ("strict", "lax", "links", "omitted", "added")


@pytest.fixture
def suites(tmp_path):
    """A copy of the suites that may be spoilt."""
    return shutil.copytree(GOLD, tmp_path / "gold")


def report(run):
    assert run.returncode == 0, run.stderr.decode()
    return json.loads(run.stdout)


def messages(run):
    return run.stderr.decode("utf-8").splitlines()


def test_a_table_with_a_row_for_every_suite_and_one_for_all(align):
    run = align("bench", GOLD)
    assert run.returncode == 0, run.stderr.decode()
    assert not run.stderr
    rows = {line.split()[0]: line.split() for line in run.stdout.decode().splitlines() if line}
    assert rows["decree-be"][1:7] == ["1", "3", "100.0", "100.0", "100.0", "100.0"]
    assert rows["decree-be"][7:13] == ["–", "/", "–", "–", "/", "–"]
    assert rows["visit-ru"][1:7] == ["2", "12", "100.0", "100.0", "100.0", "100.0"]
    assert rows["visit-ru"][7:13] == ["100.0", "/", "100.0"] * 2
    assert rows["all"][1:3] == ["3", "15"]


def spoil(suites):
    """Gold that no aligner agrees with, so that the figures are not all the same."""
    gold = suites / "visit-ru" / "plant.gold"
    text = gold.read_text("utf-8").replace("[2]:[2, 3]\n[3]:[4]", "[2]:[2]\n[3]:[3, 4]")
    gold.write_text(text, "utf-8")
    gold = suites / "visit-ru" / "talks.gold"
    gold.write_text(gold.read_text("utf-8").replace("[2]:[2]", "[2]:[]\n[]:[2]"), "utf-8")


def test_figures_are_those_of_what_align_pair_writes(align, suites):
    folder = suites / "visit-ru"
    spoil(suites)
    bench = report(align("bench", folder, "-f", "json"))
    counts = []
    for gold in sorted(folder.glob("*.gold")):
        names = gold.with_suffix(".ru"), gold.with_suffix(".en")
        run = align("pair", *names, "--pre-segmented", "--force", "-f", "jsonl")
        rows = [json.loads(line) for line in run.stdout.decode("utf-8").splitlines()]
        sizes = tuple(sum(len(row[side]) for row in rows) for side in ("source", "target"))
        beads = [Bead(tuple(r["source"]), tuple(r["target"]), r["probability"]) for r in rows]
        counts.append(judge(beads, read_gold(gold, sizes)))
    every = pooled(counts)
    (encoder,) = bench["encoders"]
    (suite,) = encoder["suites"]
    assert suite["suite"] == "visit-ru"
    assert {**suite, "suite": "all"} == encoder["all"]
    assert 0 < every.strict.f1 < 1
    for name in TALLIES:
        tally = getattr(every, name)
        figures = {n: getattr(tally, n) for n in ("given", "right", "wanted", "found")}
        figures |= {n: getattr(tally, n) for n in ("precision", "recall", "f1")}
        none = {f"{n}_interval": None for n in ("precision", "recall", "f1")}
        assert suite[name] == figures | none, name
    assert suite["calibration_error"] == every.calibration_error
    assert suite["right_among_surest"] == every.accepted


def test_json_names_what_made_the_figures(align):
    bench = report(align("bench", GOLD, "-f", "json"))
    assert set(bench) == {"folder", "encoders", "problems"}
    assert (bench["folder"], bench["problems"]) == (str(GOLD), [])
    (encoder,) = bench["encoders"]
    assert set(encoder) == {"encoder", "digest", "suites", "all", "worst"}
    assert [suite["languages"] for suite in encoder["suites"]] == [["be"], ["ru"]]
    for suite in encoder["suites"]:
        (signature,) = suite["signatures"]
        assert encoder["digest"] in signature
    assert encoder["all"]["languages"] == ["be", "ru"]
    assert encoder["all"]["documents"] == 3
    assert encoder["worst"] == []


def test_several_encoders_stand_below_each_other(align):
    from align.encode.model import DEFAULT_MODEL

    run = align("bench", GOLD, "--encoder", DEFAULT_MODEL, "--encoder", "none")
    assert run.returncode == 0, run.stderr.decode()
    rows = [line.split()[:2] for line in run.stdout.decode().splitlines()]
    first = rows.index(["decree-be", DEFAULT_MODEL])
    assert rows[first : first + 6] == [
        [suite, encoder]
        for suite in ("decree-be", "visit-ru", "all")
        for encoder in (DEFAULT_MODEL, "none")
    ]


def test_intervals_where_there_are_documents_enough(align, suites):
    folder = suites / "visit-ru"
    for number in range(3):
        for path in folder.glob("talks.*"):
            shutil.copy(path, path.with_stem(f"talks{number}"))
    # One of them paired otherwise than it was: recall of that document falls.
    gold = folder / "talks2.gold"
    gold.write_text(gold.read_text("utf-8").replace("[3]:[]\n[4]:[3]", "[3, 4]:[3]"), "utf-8")
    (encoder,) = report(align("bench", "gold/visit-ru", "-f", "json"))["encoders"]
    strict = encoder["all"]["strict"]
    low, high = strict["recall_interval"]
    assert low < strict["recall"] < high == 1.0
    table = align("bench", "gold/visit-ru").stdout.decode()
    low, high = (round(100 * end, 1) for end in strict["f1_interval"])
    assert f"({low}–{high})" in table


def test_the_surest_mistakes_are_shown_with_their_lines(align, suites):
    gold = suites / "visit-ru" / "plant.gold"
    text = gold.read_text("utf-8").replace("[2]:[2, 3]\n[3]:[4]", "[2]:[2]\n[3]:[3, 4]")
    gold.write_text(text, "utf-8")
    source = suites / "visit-ru" / "plant.ru"
    hostile = "В 1985 году \x1b[31m на линии [bold]работают[/bold] 240 человек."
    lines = source.read_text("utf-8").split("\n")
    source.write_text("\n".join([*lines[:4], hostile, *lines[5:]]), "utf-8")
    run = align("bench", "gold/visit-ru", "--worst", "9")
    assert run.returncode == 0, run.stderr.decode()
    table, _, mistakes = run.stdout.decode("utf-8").partition("The surest mistakes with ")
    assert "83.3" in table
    assert "visit-ru/plant: " in mistakes
    words = " ".join(mistakes.split())
    assert "found original 4 Он осмотрел новую линию сборки. Её запустили в январе." in words
    assert "gold original 5 В 1985 году ␛[31m на линии [bold]работают[/bold] 240" in words
    assert "release 5 It was launched in January. 6 The line employs 240 people." in words
    assert "\x1b" not in mistakes
    (encoder,) = report(align("bench", "gold/visit-ru", "--worst", "1", "-f", "json"))["encoders"]
    (worst,) = encoder["worst"]
    assert (worst["suite"], worst["document"], worst["moved"]) == ("visit-ru", "plant", False)
    assert {"number", "line", "text"} == set(worst["source"][0])
    assert 0 < worst["probability"] <= 1


def test_a_document_that_cannot_be_judged_does_not_stop_the_others(align, suites):
    (suites / "visit-ru" / "plant.en").unlink()
    (suites / "decree-be" / "forest.gold").write_text("[0]:[0]\n[1]:[1]\n[2]:[2]\n", "utf-8")
    run = align("bench", "gold", "-f", "json")
    assert run.returncode == 2
    bench = json.loads(run.stdout)
    (encoder,) = bench["encoders"]
    assert [suite["suite"] for suite in encoder["suites"]] == ["visit-ru"]
    assert (encoder["all"]["documents"], encoder["all"]["beads"]) == (1, 6)
    told = messages(run)
    assert told == [f"align: {p}" for p in bench["problems"]] + [
        "align: what could not be judged is in no figure."
    ]
    assert "forest.gold: sentence 3 of the original stands in no line." in told[0]
    assert "plant.en: there is no such file." in told[1]


def test_nothing_is_printed_where_nothing_can_be_judged(align, suites):
    for path in suites.rglob("*.gold"):
        path.write_text("0-0\n", "utf-8")
    run = align("bench", "gold")
    assert (run.returncode, run.stdout) == (2, b"")
    *told, last = messages(run)
    assert ["this is no bead." in line for line in told] == [True] * 3
    assert last == "align: what could not be judged is in no figure."


def test_which_of_two_originals_is_meant(align, suites):
    def languages(*args):
        run = align("bench", *args, "-f", "json")
        if run.returncode:
            return messages(run)[0]
        return [s["languages"] for s in json.loads(run.stdout)["encoders"][0]["suites"]]

    # The ending of the folder's name decides, and --source-lang before it.
    assert languages("gold/decree-be") == [["be"]]
    assert languages("gold/decree-be", "--source-lang", "ru") == [["ru"]]
    # A suite without an original in the language asked for is passed over.
    assert languages("gold", "--source-lang", "be") == [["be"]]
    (suites / "decree-be").rename(suites / "decree")
    said = languages("gold/decree")
    assert "forest.ru and forest.be are both beside it. Say which is meant" in said
    assert languages("gold/decree", "--source-lang", "be") == [["be"]]
    (suites / "decree" / "forest.be").rename(suites / "decree" / "forest.txt")
    assert languages("gold/decree") == [["ru"]]
    (suites / "decree" / "forest.ru").unlink()
    assert "Name that forest.ru or forest.be." in languages("gold/decree")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "nowhere: there is no such folder."),
        (("empty",), "Name them NAME.ru or NAME.be, NAME.en and NAME.gold."),
        (("gold/visit-ru", "--source-lang", "be"), "Name them NAME.be, NAME.en and NAME.gold."),
        (("gold", "--encoder", "nothing"), "There is no model 'nothing'."),
        (("gold", "--worst", "-1"), "'--worst'"),
        ((), "Missing argument 'GOLD_DIR'."),
    ],
)
@pytest.mark.usefixtures("suites")
def test_mistakes_of_the_call(align, tmp_path, arguments, said):
    (tmp_path / "empty").mkdir()
    run = align("bench", *arguments)
    assert (run.returncode, run.stdout) == (2, b"")
    (line,) = messages(run)
    assert line.startswith("align: ")
    assert said in line
