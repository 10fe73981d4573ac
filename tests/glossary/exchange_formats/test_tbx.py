"""TBX is valid by the standard, comes back whole, and is read in all three of its styles."""

from itertools import pairwise
from pathlib import Path

import pytest
from exchange_samples import FULL, HERE, glossaries
from hypothesis import given, settings
from lxml import etree

from align.errors import ConfigError, InputError, UsageError
from align.glossary.concepts import Concept, Glossary, Status, Term
from align.glossary.exchange import read, write
from align.glossary.exchange.xml_in import entries

SCHEMA = etree.RelaxNG(etree.parse(HERE / "schemas/tbx_basic_dca.rng"))
HEAD = (
    '<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="en">'
    "<text><body>"
)
TAIL = "</body></text></tbx>"


def back(tmp_path: Path, data: bytes) -> tuple[Concept, ...]:
    path = tmp_path / "x.tbx"
    path.write_bytes(data)
    return read(path).concepts


@given(glossary=glossaries())
@settings(max_examples=80, deadline=None)
def test_any_glossary_is_valid_and_comes_back(tmp_path_factory, glossary: Glossary):
    kept = tuple(concept for concept in glossary.concepts if concept.terms)
    if not kept:
        with pytest.raises(UsageError):
            write(glossary, "tbx")
        return
    written = write(glossary, "tbx")
    assert written.data == write(glossary, "tbx").data
    root = etree.fromstring(written.data, etree.XMLParser(resolve_entities=False))
    assert SCHEMA.validate(root), SCHEMA.error_log
    assert back(tmp_path_factory.mktemp("tbx"), written.data) == kept
    told = "Concepts without terms are left out" in "".join(written.losses)
    assert told == (len(kept) < len(glossary.concepts))


def test_what_other_programs_will_not_see_is_told():
    losses = write(FULL, "tbx").losses
    assert "The status 'forbidden' is written as deprecated, with a note (1 term)." in losses
    assert "The status 'proposed' is written as no status, with a note (1 term)." in losses
    assert (
        "The field 'enforce' is kept in a note that other programs do not act on (2 concepts)."
        in losses
    )


def test_a_term_that_must_not_be_used_is_so_for_other_programs_too():
    root = etree.fromstring(write(FULL, "tbx").data)
    found = {
        section.findtext("{*}term"): section.findtext("{*}termNote")
        for section in root.iter("{*}termSec")
    }
    assert found["State Union"] == found["Allied State"] == "deprecatedTerm-admn-sts"
    assert found["Agenda 2030"] is None


def test_the_schema_would_notice():
    root = etree.fromstring(write(FULL, "tbx").data)
    note = next(root.iter("{*}termNote"))
    note.text = "forbiddenTerm"
    assert not SCHEMA.validate(root)
    note.text, note.tag = "preferredTerm-admn-sts", "admin"
    assert not SCHEMA.validate(root)


def test_line_breaks_are_told_and_blanks_joined(tmp_path: Path):
    glossary = Glossary(
        (Concept("x", (Term("a\nb ", "en", note="one\n\ntwo"),), definition="a\nb"),)
    )
    written = write(glossary, "tbx")
    assert "Needless blanks and line breaks are left out (1 text)." in written.losses
    assert "Line breaks and runs of blanks are written as one blank (2 texts)." in written.losses
    (concept,) = back(tmp_path, written.data)
    assert (concept.terms[0].text, concept.definition) == ("a b", "a b")
    assert concept.terms[0].note == "one\ntwo"


def test_signs_that_no_file_holds_are_replaced_and_told(tmp_path: Path):
    glossary = Glossary((Concept("x", (Term("a\x00b\ud800", "en"), Term(" ", "ru"))),))
    written = write(glossary, "tbx")
    (concept,) = back(tmp_path, written.data)
    assert [term.text for term in concept.terms] == ["a\ufffdb\ufffd"]
    assert (
        "Characters that no file may hold are written as \ufffd (2 characters)." in written.losses
    )
    assert "Terms without text are left out (1 term)." in written.losses


def test_data_categories_as_tags():
    imported = read(HERE / "files/dct.tbx")
    (concept,) = imported.concepts
    assert (concept.id, concept.domain) == ("c1", "customs")
    assert concept.definition == "A duty on goods that cross a border. (Customs Code)"
    assert concept.note == "Checked with the ministry."
    assert concept.terms == (
        Term("customs duty", "en", note="context: The customs duty was halved."),
        Term("import tax", "en", Status.SUPERSEDED, source="an older edition"),
        Term("мытная пошліна", "be"),
        Term("мыта", "be", Status.ADMITTED),
    )
    assert set(imported.remarks) == {
        "The data category 'transactionType' is left out (1 place).",
        "The data category 'date' is left out (1 place).",
        "The data category 'responsibility' is left out (1 place).",
        "The data category 'partOfSpeech' is left out (1 place).",
        "The data category 'context' is kept in a note (1 place).",
        "Terms in 'es' are left out (2 terms).",
        "Concepts without a term in the three languages are left out (1 concept).",
        "Further terms without a status are read as admitted (1 term).",
    }
    assert concept.terms[1].place is not None
    assert concept.terms[1].place.line == 28


def test_version_two():
    imported = read(HERE / "files/martif.tbx")
    union, market = imported.concepts
    assert (union.id, market.id) == ("term-0012", "term-0012-2")
    assert union.definition == "союз без пошлин внутри"
    assert union.terms == (
        Term("customs union", "en", source="the treaty"),
        Term("таможенный союз", "ru", note="geographicalUsage: Belarus"),
        Term("пошлинный союз", "ru", Status.PROPOSED, note="administrativeStatus: somehow-odd"),
    )
    assert [term.text for term in market.terms] == ["single market", "единый рынок"]
    assert "The status 'somehow-odd' is unknown and kept in a note (1 term)." in imported.remarks


def test_ids_are_made_of_the_english_term(tmp_path: Path):
    entry = (
        '<conceptEntry><langSec xml:lang="{}"><termSec><term>{}</term></termSec></langSec>'
        "</conceptEntry>"
    )
    pairs = [("en", "Café: free trade"), ("en", "cafe free-trade"), ("ru", "торговля")]
    body = "".join(entry.format(*pair) for pair in pairs)
    found = back(tmp_path, f"{HEAD}{body}{TAIL}".encode())
    assert [c.id for c in found] == ["cafe-free-trade", "cafe-free-trade-2", "concept-3"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.tbx: this is not well-formed XML: no element found. Give a TBX file"),
        ("<tbx>\n<b></tbx>", "x.tbx:2: this is not well-formed XML: Opening and ending tag"),
        ("<html/>", "x.tbx:1: this is not TBX: it begins with <html>, not <tbx> or <martif>."),
        (
            "<!DOCTYPE tbx [<!ENTITY a 'b'>]><tbx>&a;</tbx>",
            "x.tbx: the file declares XML entities or elements of its own",
        ),
        (
            "<!DOCTYPE tbx [<!ENTITY % a SYSTEM 'file:///etc/passwd'>%a;]><tbx/>",
            "x.tbx: the file declares XML entities",
        ),
        (
            "<!DOCTYPE tbx SYSTEM 'x.dtd'><tbx>\n<conceptEntry>&nbsp;</conceptEntry></tbx>",
            "x.tbx:2: the entity &nbsp; is not defined in the file. Write the sign itself.",
        ),
        (
            "<tbx>\n<conceptEntry>" + f"<note>{'a' * 1000}</note>" * 200 + "</conceptEntry></tbx>",
            "x.tbx: the field 'note' has more than 100,000 characters. Shorten it.",
        ),
        (
            '<tbx>\n<conceptEntry><langSec xml:lang="en">'
            + "<termSec><term>a</term></termSec>" * 1_001
            + "</langSec></conceptEntry></tbx>",
            "x.tbx:2: a concept has more than 1,000 terms. Divide it.",
        ),
        ("<tbx>" + "<a>" * 150, "nested too deeply"),
        ("<tbx><conceptEntry>" + "<a/>" * 30_000, "too many in one entry"),
        (
            f'{HEAD}\n<conceptEntry id="x">\n<note>align:enforce=loud</note><langSec xml:lang="en">'
            f"<termSec><term>a</term></termSec></langSec></conceptEntry>{TAIL}",
            "x.tbx:2: the field 'enforce' holds 'loud', which is none of error,",
        ),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, message: str):
    path = tmp_path / "x.tbx"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        read(path)
    assert message in str(raised.value)


def test_entities_that_grow_are_refused(tmp_path: Path):
    names = "abcdefghij"
    grown = "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in pairwise(names))
    path = tmp_path / "x.tbx"
    path.write_text(f'<!DOCTYPE tbx [<!ENTITY a "ha">{grown}]><tbx q="&j;">&j;</tbx>', "utf-8")
    with pytest.raises(ConfigError):
        read(path)


def test_no_file():
    with pytest.raises(InputError, match="there is no such file"):
        read(Path("nowhere.tbx"))


def test_only_one_entry_is_in_memory(tmp_path: Path):
    path = tmp_path / "x.tbx"
    entry = (
        '<conceptEntry id="c{}"><langSec xml:lang="es"><termSec><term>a</term></termSec></langSec>'
        "</conceptEntry><x/>\n"
    )
    path.write_text(HEAD + "".join(map(entry.format, range(5_000))) + TAIL, "utf-8")
    seen = 0
    for element in entries(path, ("conceptEntry",), "a TBX file"):
        parent = element.getparent()
        if parent is not None:
            seen += 1
            assert len(parent) <= 2_000  # What the parser reads ahead, never the whole.
    assert seen == 5_000
