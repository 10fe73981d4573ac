"""The doors of `align.formats`: names, endings, and what holds for every format."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align.errors import UsageError
from align.formats import FORMATS, format_for_path, losses, render
from align.types import Alignment

EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)


def test_the_formats_are_those_the_command_promises():
    assert set(FORMATS) == {"table", "jsonl", "tsv", "tmx", "xliff", "ladder", "html"}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("out.jsonl", "jsonl"),
        ("a.b/out.TSV", "tsv"),
        ("memory.tmx", "tmx"),
        ("out.xlf", "xliff"),
        ("out.xliff", "xliff"),
        ("page.html", "html"),
        ("page.htm", "html"),
        ("out.ladder", "ladder"),
        ("out.txt", "table"),
    ],
)
def test_the_ending_chooses_the_format(path: str, name: str):
    assert format_for_path(path) == name


@pytest.mark.parametrize("path", ["out.docx", "out", ".tsv", "out.jsonl.gz"])
def test_an_unknown_ending_is_told_with_those_that_are_known(path: str):
    with pytest.raises(UsageError, match=r"\.jsonl \.tsv \.tmx \.xlf \.xliff") as told:
        format_for_path(path)
    assert path in str(told.value)


def test_an_unknown_name_is_told_with_those_that_are_known(release: Alignment):
    with pytest.raises(UsageError, match=r"'docx'.*jsonl, tsv, tmx"):
        render(release, "docx")


def test_importing_the_package_loads_no_format_and_no_library():
    code = (
        "import sys, align.formats\n"
        "heavy = {'rich', 'jinja2', 'lxml', 'numpy', 'align.formats.table', 'align.formats.page'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@EVERY_FORMAT
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_format_writes_any_alignment_the_same_twice(
    name: str, data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    text = render(alignment, name)
    assert render(alignment, name) == text
    assert text.encode("utf-8").decode("utf-8") == text
    assert text.endswith("\n") or (name == "jsonl" and not alignment.beads)
    assert all(loss.endswith((".", ").")) for loss in losses(alignment, name))


@EVERY_FORMAT
def test_lone_surrogates_never_reach_the_file(name: str, single):
    assert render(single("a\ud800b", "=\udfff"), name).encode("utf-8")


@EVERY_FORMAT
def test_folders_of_the_files_are_not_told(name: str, single):
    alignment = single(
        "Да.",
        "Yes.",
        source_file="/home/office/secret/а.txt",
        target_file="C:\\office\\secret\\a.txt",
    )
    assert "secret" not in render(alignment, name)


def test_nothing_is_lost_in_silence(release: Alignment):
    assert losses(release, "jsonl") == losses(release, "xliff") == losses(release, "html") == ()
    assert losses(release, "tmx") == (
        "Left out, for want of a partner: 1 omitted, 1 added, 2 of page furniture"
        " (beads without a pair).",
    )
    assert losses(release, "ladder") == (
        "A ladder cannot hold moved beads: 1 of them is written as an omission and an addition.",
    )
