"""A glossary as a translation memory: valid, and with the terms that may be used alone."""

from pathlib import Path

import pytest
from exchange_samples import FULL, HERE, glossaries, plain
from hypothesis import given, settings
from lxml import etree

from align.errors import ConfigError
from align.glossary.concepts import Concept, Enforce, Glossary, Term
from align.glossary.exchange import read, write
from align.glossary.exchange.pairs import allowed
from align.types import LANGUAGES

DTD = etree.DTD(str(HERE.parents[1] / "formats/schemas/tmx14.dtd"))


def first(concept: Concept) -> dict[str, list[str]]:
    """What a memory keeps of a concept: one allowed term a language."""
    found = {language: allowed(concept, language) for language in LANGUAGES}
    return {language: [terms[0].text] for language, terms in found.items() if terms}


@given(glossary=glossaries())
@settings(max_examples=80, deadline=None)
def test_any_glossary_is_valid_and_its_terms_come_back(tmp_path_factory, glossary: Glossary):
    exported = write(glossary, "tmx")
    assert exported.data == write(glossary, "tmx").data
    root = etree.fromstring(exported.data)
    assert DTD.validate(root), DTD.error_log
    path = tmp_path_factory.mktemp("tmx") / "x.tmx"
    path.write_bytes(exported.data)
    kept = [concept for concept in glossary.concepts if len(first(concept)) > 1]
    found = read(path).concepts
    assert plain(found) == [first(concept) for concept in kept]
    for before, after in zip(kept, found, strict=True):
        assert (before.id, before.enforce, before.gap) == (after.id, after.enforce, after.gap)
        assert (before.domain, before.definition) == (after.domain, after.definition)
        terms = [
            allowed(before, language)[0]
            for language in before.languages
            if allowed(before, language)
        ]
        assert [(t.status, t.forms, t.since) for t in terms] == [
            (t.status, t.forms, t.since) for t in after.terms
        ]


def test_what_is_left_out_is_told():
    losses = write(FULL, "tmx").losses
    assert "Terms that must not be used are left out (2 terms)." in losses
    assert "Further terms of the status 'proposed' are left out (1 term)." in losses
    assert "The field 'forms' is a property that other programs do not act on (1 place)." in losses
    lone = Glossary((Concept("a", (Term("a", "en"),)),))
    assert write(lone, "tmx").losses == (
        "Concepts with allowed terms in less than two languages are left out (1 concept).",
    )


def test_memories_of_other_programs(tmp_path: Path):
    path = tmp_path / "x.tmx"
    path.write_text(
        """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="x" creationtoolversion="1" segtype="phrase" o-tmf="x" adminlang="en"
          srclang="en" datatype="xml"/>
  <body>
    <tu>
      <prop type="client">the ministry</prop><prop type="x-enforce">error</prop><note>checked</note>
      <tuv xml:lang="EN-US"><seg><bpt i="1">&lt;b&gt;</bpt>free <hi>trade</hi>
         zone<ept i="1">&lt;/b&gt;</ept></seg></tuv>
      <tuv lang="be"><seg>зона свабоднага гандлю</seg></tuv>
      <tuv xml:lang="fr"><seg>zone</seg></tuv>
      <tuv xml:lang="be-latn"><seg>zona</seg></tuv>
    </tu>
  </body>
</tmx>
""",
        "utf-8",
    )
    imported = read(path)
    (concept,) = imported.concepts
    assert concept.terms == (
        Term("free trade zone", "en"),
        Term("зона свабоднага гандлю", "be"),
    )
    assert (concept.id, concept.note) == ("free-trade-zone", "checked")
    assert concept.enforce is Enforce.ERROR
    assert imported.remarks == (
        "The property 'client' is left out (1 place).",
        "Terms in 'fr' are left out (1 term).",
        "Terms in 'be-latn' are left out (1 term).",
    )


def test_no_memory(tmp_path: Path):
    path = tmp_path / "x.tmx"
    path.write_text("<tbx/>", "utf-8")
    with pytest.raises(ConfigError, match="this is not TMX: it does not begin with <tmx>"):
        read(path)
