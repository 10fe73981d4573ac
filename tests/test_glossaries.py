"""The starter glossaries are whole, without slips, and as their README counts them."""

import json
import re
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from align.glossary.concepts import Glossary, Status
from align.glossary.lint import Severity, lint_files
from align.glossary.matching import Matcher, compiled
from align.glossary.store import load
from align.resources import glossaries_dir
from align.types import LANGUAGES

FILES = sorted(glossaries_dir().glob("*.yaml"))


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load(FILES)


def test_there_are_concepts_in_all_three_languages(glossary):
    complete = [c for c in glossary.concepts if all(c.preferred(lang) for lang in LANGUAGES)]
    assert len(complete) == len(glossary.concepts) >= 250


def test_the_readme_counts_what_is_there(glossary):
    text = (glossaries_dir() / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)\.yaml` \|.*?\| ([\d |]+) \|$", text, re.MULTILINE))
    for file in FILES:
        concepts = [c for c in glossary.concepts if c.place and Path(c.place.path) == file]
        terms = Counter(term.language for c in concepts for term in c.terms)
        counts = [len(concepts), *(terms[language] for language in LANGUAGES)]
        assert [int(n) for n in rows[file.stem].split(" | ")] == counts, file.name


def test_no_slip_is_worth_a_warning():
    assert [p.message for p in lint_files(FILES) if p.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_files_follow_the_published_schema(file):
    schema = json.loads((glossaries_dir() / "schema.json").read_text("utf-8"))
    data = YAML(typ="safe").load(file.read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(data, default=str)), schema)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_found_as_it_is_written(glossary, language):
    matcher = Matcher(compiled(glossary, language))
    for concept in glossary.concepts:
        for term in concept.in_language(language):
            if term.status is Status.PREFERRED:
                found = {m.entry.concept for m in matcher.find(term.text, nested=True)}
                assert concept.id in found, (concept.id, term.text)
