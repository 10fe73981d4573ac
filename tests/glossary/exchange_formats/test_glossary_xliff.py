"""A glossary as XLIFF: valid by core and modules, and read back for its two languages."""

from pathlib import Path

import pytest
from exchange_samples import FULL, HERE, glossaries, plain
from hypothesis import given, settings
from lxml import etree

from align.errors import ConfigError, UsageError
from align.glossary.concepts import Concept, Glossary, Status
from align.glossary.exchange import read, write
from align.glossary.exchange.pairs import allowed
from align.types import Language

SCHEMA = etree.XMLSchema(
    etree.parse(HERE / "schemas/xliff_glossary.xsd", etree.XMLParser(no_network=True))
)
X = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "g": "urn:oasis:names:tc:xliff:glossary:2.0",
}
PAIR: tuple[Language, Language] = ("en", "be")


def pair_of(concept: Concept) -> dict[str, list[str]]:
    """Allowed terms of the two languages, every text once."""
    found = {language: allowed(concept, language) for language in PAIR}
    return {key: list(dict.fromkeys(t.text for t in terms)) for key, terms in found.items()}


@given(glossary=glossaries())
@settings(max_examples=80, deadline=None)
def test_any_glossary_is_valid_and_its_pairs_come_back(tmp_path_factory, glossary: Glossary):
    kept = [concept for concept in glossary.concepts if all(pair_of(concept).values())]
    source, target = PAIR
    if not kept:
        with pytest.raises(UsageError, match="no concept with allowed terms for English to Bel"):
            write(glossary, "xliff", source=source, target=target)
        return
    exported = write(glossary, "xliff", source=source, target=target)
    root = etree.fromstring(exported.data)
    assert SCHEMA.validate(root), SCHEMA.error_log
    for unit in root.iterfind(".//x:unit", X):
        marks = {f"#{mark.get('id')}" for mark in unit.iterfind(".//x:mrk[@type='term']", X)}
        assert {e.get("ref") for e in unit.iterfind(".//g:glossEntry[@ref]", X)} == marks
    path = tmp_path_factory.mktemp("xliff") / "x.xlf"
    path.write_bytes(exported.data)
    imported = read(path)
    assert imported.remarks == ()
    assert plain(imported.concepts) == [pair_of(concept) for concept in kept]
    for before, after in zip(kept, imported.concepts, strict=True):
        assert (before.id, before.domain, before.enforce) == (after.id, after.domain, after.enforce)
        assert before.definition == after.definition
        assert before.note.replace("\n", " ") == after.note


def test_what_is_left_out_is_told():
    losses = write(FULL, "xliff", source="be", target="en").losses
    assert "Terms in Russian are left out (3 terms)." in losses
    assert "Terms that must not be used are left out (2 terms)." in losses
    assert "The field 'case' is left out (1 term)." in losses
    assert "The field 'status' is left out (1 term)." in losses


def test_the_schema_would_notice():
    root = etree.fromstring(write(FULL, "xliff").data)
    entry = root.find(".//g:glossEntry", X)
    for child in entry.findall("g:translation", X) + entry.findall("g:definition", X):
        entry.remove(child)
    assert not SCHEMA.validate(root)


def test_glossaries_of_other_programs(tmp_path: Path):
    path = tmp_path / "x.xliff"
    path.write_text(
        """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="ru-RU"
  trgLang="en" xmlns:g="urn:oasis:names:tc:xliff:glossary:2.0"><file id="f">
  <unit id="u1">
    <g:glossary>
      <g:glossEntry><g:term source="a register">совет</g:term>
        <g:translation>council</g:translation><g:translation>board</g:translation>
        <g:definition>a body</g:definition></g:glossEntry>
      <g:glossEntry><g:term>указ</g:term><g:translation>decree</g:translation></g:glossEntry>
    </g:glossary>
    <segment><source>указ совета</source></segment>
  </unit>
</file></xliff>""",
        "utf-8",
    )
    council, decree = read(path).concepts
    assert (council.id, council.definition) == ("council", "a body")
    assert [(t.text, t.status) for t in council.terms] == [
        ("council", Status.PREFERRED),
        ("board", Status.ADMITTED),
        ("совет", Status.PREFERRED),
    ]
    assert council.terms[2].source == "a register"
    assert decree.id == "decree"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<xliff version="1.2"/>', "this is not XLIFF 2, the edition that has glossaries."),
        ("<tmx/>", "this is not XLIFF 2"),
        ('<xliff version="2.1" srcLang="ru" trgLang="fr"/>', "not two of en, ru and be."),
        ('<xliff version="2.1" srcLang="ru" trgLang="en"/>', "the file holds no glossary."),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, message: str):
    path = tmp_path / "x.xlf"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        read(path)
    assert message in str(raised.value)
