"""TMX and XLIFF are valid by their standards and give back what was put in."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from align.formats import render
from align.formats.summary import trust
from align.types import Alignment, BeadKind

SCHEMAS = Path(__file__).parent / "schemas"
TMX = etree.DTD(str(SCHEMAS / "tmx14.dtd"))
XLIFF = etree.XMLSchema(etree.parse(SCHEMAS / "xliff_all.xsd", etree.XMLParser(no_network=True)))
X = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "m": "urn:oasis:names:tc:xliff:metadata:2.0",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tree(alignment: Alignment, name: str) -> etree._Element:
    text = render(alignment, name)
    assert "<!DOCTYPE" not in text.splitlines()[1]
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


def content(element: etree._Element) -> str:
    """Text of an XLIFF source or target, its ``cp`` elements turned back into characters."""
    parts = [element.text or ""]
    for cp in element:
        parts += [chr(int(cp.get("hex", ""), 16)), cp.tail or ""]
    return "".join(parts)


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_tmx_is_valid_and_holds_the_pairs(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    root = tree(alignment, "tmx")
    assert TMX.validate(root), TMX.error_log
    units = root.findall("body/tu")
    pairs = [bead for bead in alignment.beads if bead.source and bead.target]
    for unit, bead in zip(units, pairs, strict=True):
        texts = [alignment.source_text(bead), alignment.target_text(bead)]
        assert [seg.text or "" for seg in unit.iter("seg")] == [
            ILLEGAL.sub("\ufffd", text) for text in texts
        ]
        languages = [alignment.source.language, alignment.target.language]
        assert [variant.get(LANG) for variant in unit.iter("tuv")] == languages
        told = {prop.get("type"): prop.text for prop in unit.iter("prop")}
        assert told["x-probability"] == f"{bead.probability:.4f}"
        assert told["x-source-sentences"] == " ".join(map(str, bead.source))
        assert ("x-moved" in told) == bead.moved
        assert ("x-locked" in told) == bead.locked
        assert told["x-band"] == trust(alignment, bead)


def test_tmx_tells_of_doubts_and_of_beads_of_several_sentences(release: Alignment):
    root = tree(release, "tmx")
    notes = {unit.get("tuid"): unit.findtext("note") for unit in root.iter("tu")}
    assert {number: note for number, note in notes.items() if note} == {
        "7": "Worth a look: probability 81%",
        "14": "Likely wrong: probability 31%",
    }
    assert [u.get("tuid") for u in root.iter("tu") if u.get("segtype") == "block"] == ["7"]


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_any_xliff_is_valid_and_holds_every_bead_to_the_letter(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    root = tree(alignment, "xliff")
    assert XLIFF.validate(root), XLIFF.error_log
    assert root.get("srcLang") == alignment.source.language
    assert root.get("trgLang") == alignment.target.language
    units = root.findall("x:file/x:unit", X)
    for unit, bead in zip(units, alignment.beads, strict=True):
        source, target = unit.find(".//x:source", X), unit.find(".//x:target", X)
        assert source is not None
        assert target is not None
        assert content(source) == alignment.source_text(bead)
        assert content(target) == alignment.target_text(bead)
        told = {meta.get("type"): meta.text or "" for meta in unit.iter(f"{{{X['m']}}}meta")}
        assert told["kind"] == alignment.kind(bead)
        assert told["probability"] == f"{bead.probability:.4f}"
        assert told["source"] == " ".join(map(str, bead.source))
        assert told["target"] == " ".join(map(str, bead.target))
        assert (told["moved"] == "yes") == bead.moved
        assert (told["locked"] == "yes") == bead.locked
        assert told["band"] == trust(alignment, bead)
        categories = [note.get("category") for note in unit.iterfind("x:notes/x:note", X)]
        assert ("locked" in categories) == bead.locked


def test_xliff_marks_units_that_need_a_reader(release: Alignment):
    root = tree(release, "xliff")
    noted = {
        unit.get("id"): [note.get("category") for note in unit.iterfind("x:notes/x:note", X)]
        for unit in root.iterfind("x:file/x:unit", X)
    }
    assert {number: notes for number, notes in noted.items() if notes} == {
        "b5": ["moved"],
        "b7": ["probability"],
        "b8": ["omission"],
        "b9": ["addition", "probability"],
        "b14": ["probability"],
    }
    omission = root.find("x:file/x:unit[@id='b8']/x:segment", X)
    assert omission is not None
    assert (omission.get("state"), omission.get("subState")) == ("initial", "sverka:omission")


def test_xliff_furniture_is_not_for_translating(release: Alignment):
    root = tree(release, "xliff")
    kinds = {f"b{k}": release.kind(bead) for k, bead in enumerate(release.beads, 1)}
    untouched = [u.get("id") for u in root.iter(f"{{{X['x']}}}unit") if u.get("translate") == "no"]
    assert untouched == [k for k, kind in kinds.items() if kind is BeadKind.FURNITURE]


@pytest.mark.parametrize("name", ["tmx", "xliff"])
def test_entities_and_mark_up_in_a_document_stay_text(name: str, single):
    hostile = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///x'>]> &e; <b>]]></b>"
    root = tree(single(hostile, hostile, source_file='<&">\n.txt', signature="<&>"), name)
    assert hostile in "".join(root.itertext())
    assert not [e for e in root.iter() if not isinstance(e.tag, str) or e.tag.endswith("}b")]


def test_the_schemas_would_notice(release: Alignment):
    root = tree(release, "xliff")
    for meta in root.iter(f"{{{X['m']}}}meta"):
        del meta.attrib["type"]
        break
    assert not XLIFF.validate(root)
    memory = tree(release, "tmx")
    memory.find("header").attrib.pop("o-tmf")
    assert not TMX.validate(memory)
