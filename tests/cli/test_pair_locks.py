"""``align pair`` keeps to what ``align lock`` has fixed, in every format and in a batch."""

import json
import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
PAIR = "decree/ru.md", "decree/en.md"
FIXED = {((2, 3), (2,)), ((18,), ()), ((), (12,))}


def out(run):
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode("utf-8")


def beads(text):
    return [json.loads(line) for line in text.splitlines()]


def fixed(found):
    return {(tuple(b["source"]), tuple(b["target"])) for b in found if b["locked"]}


@pytest.fixture
def decree(align, tmp_path):
    """Copies of the example documents, with three corrections."""
    folder = Path(shutil.copytree(EXAMPLES / "decree", tmp_path / "decree"))
    out(align("lock", *PAIR, "2-3:2", "18:", ":12"))
    return folder


def test_the_pairs_are_those_that_were_fixed(align, decree):
    found = beads(out(align("pair", *PAIR, "-f", "jsonl")))
    assert fixed(found) == FIXED
    for side in ("source", "target"):
        numbers = sorted(n for bead in found for n in bead[side])
        assert numbers == list(range(len(numbers)))


def test_they_are_marked_in_the_table_and_on_the_page(align, decree):
    table = out(align("pair", *PAIR))
    last = table.splitlines()[-4:]
    assert any("3 fixed by hand" in line for line in last)
    assert any("= fixed by hand: 3" in line for line in last)
    page = out(align("pair", *PAIR, "-f", "html"))
    assert page.count('class="flag locked"') == 3


def test_the_file_can_be_left_aside(align, decree):
    found = beads(out(align("pair", *PAIR, "-f", "jsonl", "--no-locks")))
    assert fixed(found) == set()
    assert ((18,), ()) not in {(tuple(b["source"]), tuple(b["target"])) for b in found}


def test_what_no_longer_holds_is_a_warning(align, decree):
    original = decree / "ru.md"
    text = original.read_text("utf-8")
    original.write_text(text.replace("Таких в стране 143.", "Таких городов 143."), "utf-8")
    run = align("pair", *PAIR, "-f", "jsonl")
    (warning,) = run.stderr.decode("utf-8").splitlines()
    assert warning.startswith("align: warning: ")
    assert "“Таких в стране 143.” is no longer in" in warning
    assert len(fixed(beads(out(run)))) == 2
    assert align("pair", *PAIR, "--no-locks").stderr == b""


def test_a_batch_keeps_to_them_too(align, decree, tmp_path):
    (tmp_path / "b.tsv").write_text(f"{PAIR[0]}\t{PAIR[1]}\tone\n", "utf-8")
    out(align("pair", "--batch", "b.tsv", "--out-dir", "out"))
    assert fixed(beads((tmp_path / "out" / "one.jsonl").read_text("utf-8"))) == FIXED
    out(align("pair", "--batch", "b.tsv", "--out-dir", "out", "--no-locks"))
    assert fixed(beads((tmp_path / "out" / "one.jsonl").read_text("utf-8"))) == set()


def test_the_file_of_corrections_is_never_overwritten(align, decree, tmp_path):
    locks = decree / "ru.md.en.md.locks"
    before = locks.read_bytes()
    run = align("pair", *PAIR, "-o", "decree/ru.md.en.md.locks", "-f", "jsonl")
    assert run.returncode == 2
    assert b"overwrite" in run.stderr
    assert locks.read_bytes() == before


def test_numbers_beside_the_sentences_are_those_that_align_lock_takes(align, decree):
    table = out(align("pair", *PAIR, "--numbers", COLUMNS="240"))
    listed = out(align("lock", *PAIR, "--numbers")).split("Release  ")[0].splitlines()[1:]
    assert len(listed) > 30
    for line in filter(None, listed):
        number, words = line.strip().split("  ", 1)
        assert f"[{number}] {words[:40]}" in table
    assert "[0]" not in out(align("pair", *PAIR))
    page = out(align("pair", *PAIR, "--numbers", "-f", "html"))
    assert page.count('class="index"') == table.count("[")


@pytest.mark.parametrize("form", ["jsonl", "tmx"])
def test_other_formats_have_the_numbers_anyway(align, decree, form):
    run = align("pair", *PAIR, "--numbers", "-f", form)
    assert run.returncode == 2
    assert f"{form} has the numbers anyway" in run.stderr.decode()


def test_a_pair_fixed_by_hand_stays_whatever_its_probability(align, decree):
    run = align("pair", *PAIR, "-f", "jsonl", "--min-probability", "1")
    assert fixed(beads(out(run))) == FIXED
    assert "Left out, with a probability below 1:" in run.stderr.decode()


def test_nothing_was_weighed_for_a_pair_fixed_by_hand(align, decree):
    text = out(align("pair", *PAIR, "--explain", "3"))
    assert "Row 3 · fixed by hand" in text
    assert "--remove 2-3:2" in text
