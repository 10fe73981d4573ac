"""Diffs of fixes: those of the standard tool, with nothing in them that acts."""

import difflib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.readers import read_data
from align.report.difference import difference

sys.path.insert(0, str(Path(__file__).parent.parent / "readers"))
from word_files import docx, paragraph

_lines = st.lists(st.sampled_from(["a", "b", "c", ""]), min_size=1, max_size=30)


@given(old=_lines, new=_lines, prefix=_lines)
def test_it_is_a_diff_as_the_standard_tool_makes_it(old, new, prefix):
    before, after = (("\n".join(["x", *prefix, *lines]) + "\n").encode() for lines in (old, new))
    made = difference(before, after, read_data(before, "en.txt"))
    assert patched(before.decode().split("\n")[:-1], made) == after.decode().split("\n")[:-1]


@given(lines=_lines, places=st.sets(st.integers(0, 29)))
def test_lines_changed_in_place_give_the_same_as_difflib(lines, places):
    lines = [f"{n} {line}" for n, line in enumerate(lines)]
    new = [f"{line}!" if n in places else line for n, line in enumerate(lines)]
    document = read_data(("\n".join(lines) + "\n").encode(), "en.txt")
    data = [("\n".join(text) + "\n").encode() for text in (lines, new)]
    usual = list(difflib.unified_diff(lines, new, "en.txt", "en.txt", lineterm=""))
    assert difference(*data, document).split("\n")[:-1] == usual


def patched(lines: list[str], diff: str) -> list[str]:
    """The lines after a diff was applied by the book."""
    result: list[str] = []
    at = 0
    for row in diff.split("\n")[2:-1]:
        if row.startswith("@@"):
            start, _, length = row.split()[1][1:].partition(",")
            begin = int(start) - (length != "0")
            result += lines[at:begin]
            at = begin
        elif row.startswith("+"):
            result.append(row[1:])
        else:
            assert lines[at] == row[1:]
            result += [lines[at]] if row.startswith(" ") else []
            at += 1
    return result + lines[at:]


def test_the_same_gives_nothing():
    data = b"One.\r\nTwo.\r\n"
    assert difference(data, data, read_data(data, "en.txt")) == ""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 percent.{0}Two.{0}", "50 percent.{0}Two.{0}"),
        ("One.{0}5 percent.", "One.{0}50 percent."),
        ("5 percent.{0}Two.", "50 percent.{0}Two."),
        ("One.{0}5 percent.{0}Three.\n", "One.{0}50 percent.{0}Three.\n"),
        ("One.{0}Two.{0}3.{0}", "One.{0}3.{0}"),
    ],
)
def test_git_takes_it(old, new, mark, end, tmp_path):
    before, after = (f"{mark}{text.format(end)}".encode() for text in (old, new))
    made = difference(before, after, read_data(before, "en.txt"))
    (tmp_path / "en.txt").write_bytes(before)
    (tmp_path / "x.patch").write_bytes(made.encode())
    where = ["git", "-c", "core.autocrlf=false", "-C", str(tmp_path)]
    subprocess.run([*where, "init", "-q"], check=True)
    subprocess.run([*where, "apply", "-p0", "x.patch"], check=True)
    assert (tmp_path / "en.txt").read_bytes() == after


def test_paragraphs_of_a_word_file():
    before, after = (
        docx("".join(map(paragraph, ["One.", f"The {name} State.", "Three."])))
        for name in ("Allied", "Union")
    )
    assert difference(before, after, read_data(before, "en.docx")) == (
        "--- en.docx\n+++ en.docx\n@@ -1,3 +1,3 @@\n One.\n-The Allied State.\n"
        "+The Union State.\n Three.\n"
    )


def test_encodings_are_read_and_what_acts_is_shown():
    before, after = (
        f"Минск\u202e и \x1b[31m{number} процентов\r\n".encode("utf-16") for number in (5, 50)
    )
    made = difference(before, after, read_data(before, "\x1b.txt"))
    assert "+Минск⟨U+202E⟩ и ␛[31m50 процентов\r\n" in made
    assert "\x1b" not in made
