"""The published schema says what the program takes."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from glossary_strategies import few, glossaries
from hypothesis import given

from align.glossary.schema import json_schema
from align.glossary.yaml_text import dump

ROOT = Path(__file__).parents[2]


class Texts(yaml.SafeLoader):
    """YAML 1.2 as editors read it: ``off`` and dates are texts."""


Texts.yaml_implicit_resolvers = {
    first: [one for one in found if not one[0].endswith((":bool", ":timestamp"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def valid(rows):
    return jsonschema.Draft7Validator(json_schema()).is_valid(rows)


def test_the_published_schema_is_that_of_the_code():
    published = (ROOT / "glossaries" / "schema.json").read_text(encoding="utf-8")
    assert published == json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def test_the_schema_is_a_schema():
    jsonschema.Draft7Validator.check_schema(json_schema())


@few
@given(glossaries)
def test_what_is_written_fits_the_schema(held):
    assert valid(yaml.load(dump(held), Loader=Texts))  # noqa: S506 - a safe loader.


@pytest.mark.parametrize(
    "row",
    [
        {"id": "A", "en": ["x"]},
        {"id": "a-", "en": ["x"]},
        {"id": "a"},
        {"en": ["x"]},
        {"id": "a", "en": []},
        {"id": "a", "en": "x"},
        {"id": "a", "en": [""]},
        {"id": "a", "en": [" "]},
        {"id": "a", "en": [1999]},
        {"id": "a", "en": [{"status": "preferred"}]},
        {"id": "a", "en": [{"term": "x", "status": "good"}]},
        {"id": "a", "en": [{"term": "x", "from": "2020"}]},
        {"id": "a", "en": [{"term": "x", "forms": "x"}]},
        {"id": "a", "en": [{"term": "x", "staus": "preferred"}]},
        {"id": "a", "en": ["x"], "gap": 2},
        {"id": "a", "en": ["x"], "enforce": "loud"},
        {"id": "a", "en": ["x"], "title": "x"},
        {"id": "a", "en": ["x"], "note": ""},
        "a",
        [],
    ],
    ids=str,
)
def test_what_is_refused_does_not_fit_it(row):
    assert valid([{"id": "a", "en": ["x", {"term": "z", "from": str(date(2020, 1, 2))}]}])
    assert not valid([row])
