"""JSON Lines gives the beads back to the letter; TSV stays one row a bead, whatever the text."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.formats import losses, render
from align.formats.summary import trust
from align.types import Alignment


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_jsonl_gives_back_the_same_beads(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    records = [json.loads(line) for line in render(alignment, "jsonl").split("\n")[:-1]]
    assert [list(record) for record in records] == len(alignment.beads) * [
        [
            "source", "target", "source_text", "target_text", "probability", "moved", "kind",
            "locked", "band", "summary",
        ]
    ]  # fmt: skip
    for record, bead in zip(records, alignment.beads, strict=True):
        assert (tuple(record["source"]), tuple(record["target"])) == (bead.source, bead.target)
        assert record["source_text"] == alignment.source_text(bead)
        assert record["target_text"] == alignment.target_text(bead)
        assert record["probability"] == round(bead.probability, 4)
        assert record["moved"] is bead.moved
        assert record["kind"] == alignment.kind(bead)
        assert record["locked"] is bead.locked
        assert record["summary"] is bead.summary
        assert record["band"] == trust(alignment, bead)


def test_jsonl_is_compact_and_readable(single):
    assert render(single("Да.", "Yes.", 0.98765), "jsonl") == (
        '{"source":[0],"target":[0],"source_text":"Да.","target_text":"Yes.",'
        '"probability":0.9877,"moved":false,"kind":"paired","locked":false,"band":"accept","summary":false}\n'
    )


@pytest.mark.parametrize("code", [0x00, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x2029, 0xD800])
def test_jsonl_escapes_what_breaks_lines_or_drives_terminals(single, code: int):
    text = render(single(f"a{chr(code)}b", "c"), "jsonl")
    assert f"a\\u{code:04x}b" in text
    assert json.loads(text)["source_text"] == f"a{chr(code)}b"


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_tsv_is_a_row_a_bead_and_no_cell_is_a_formula(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    text = render(alignment, "tsv")
    rows = [line.split("\t") for line in text.splitlines()]
    assert rows[0] == [
        "source", "target", "probability", "kind", "moved", "source_text", "target_text",
        "locked", "band",
    ]  # fmt: skip
    assert len(rows) == 1 + len(alignment.beads)
    for row, bead in zip(rows[1:], alignment.beads, strict=True):
        assert row[:2] == [" ".join(map(str, bead.source)), " ".join(map(str, bead.target))]
        assert row[3:5] == [alignment.kind(bead), "yes" if bead.moved else "no"]
        assert row[7:] == ["yes" if bead.locked else "no", trust(alignment, bead)]
        assert not any(cell.startswith(tuple('=+-@"\t\r')) for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+375", "- 9", "@office", '"We agree.', "\t=1", "＝1"])
def test_tsv_puts_an_apostrophe_before_what_a_spreadsheet_would_take_for_more(single, text: str):
    cell = render(single("Да.", text), "tsv").splitlines()[1].split("\t")[6]
    assert cell == "'" + text.replace("\t", " ")
    assert losses(single("Да.", text), "tsv")[0].startswith("1 cell begins")


@pytest.mark.parametrize("text", ["— Да.", "«Так».", "'tis", "5 = 5", "3-1", "No. 4"])
def test_tsv_leaves_ordinary_text_alone(single, text: str):
    assert render(single(text, None), "tsv").splitlines()[1].split("\t")[5] == text
    assert losses(single(text, None), "tsv") == ()
