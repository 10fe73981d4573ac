"""The Belarusian dictionary: what is in it, how unknown words are read, how spellings meet."""

import subprocess
import sys
from pathlib import Path

import pytest

from align.errors import ModelError
from align.morphology.belarusian import readings
from align.morphology.classical import as_cited, official, softened
from align.morphology.lexicon import Lexicon
from align.morphology.values import Kind, Name


def forms(word: str, **options: bool) -> set[str]:
    return {form.text for reading in readings(word, **options) for form in reading.forms}


def test_forms_with_yo_are_there_though_the_source_has_none() -> None:
    assert {"лёду", "льдом"} <= forms("лёд")
    assert {"вёсцы", "вёсак"} <= forms("вёска")
    assert {"рэжысёра", "рэжысёрам"} <= forms("рэжысёр")


def test_known_words_are_not_guessed() -> None:
    assert not any(reading.guessed for reading in readings("міністэрства"))


def test_compounds_are_read_by_their_last_part() -> None:
    found = readings("мегаарганічны")
    assert {reading.kind for reading in found} == {Kind.ADJECTIVE}
    assert all(reading.guessed for reading in found)
    assert "мегаарганічнага" in forms("мегаарганічны")


def test_unknown_words_are_read_by_their_ending() -> None:
    assert {"крыптаграшкі", "крыптаграшку"} <= forms("крыптаграшка")


def test_surnames_decline_by_rule() -> None:
    assert {"зораўцоўым", "зораўцоўу"}.isdisjoint(forms("зораўцоў", capital=True))
    assert {"зораўцова", "зораўцовым"} <= forms("зораўцоў", capital=True)
    people = [r for r in readings("зораўцоў", capital=True) if r.name is Name.PERSON]
    assert people


def test_classical_spellings_lead_to_the_official_one() -> None:
    found = dict(official("сыстэма"))
    assert "сістэма" in found
    assert as_cited("сістэмы", "сістэма", "сыстэма", found["сістэма"]) == "сыстэмы"
    assert "сыстэмай" in forms("сыстэма")
    assert {"плянамі", "пляне"} <= forms("плян")


@pytest.mark.parametrize(
    ("form", "citation", "expected"),
    [
        ("верасні", "верасень", "верасьні"),
        ("сцягу", "сцяг", "сцягу"),
        ("жыцця", "жыццё", "жыцця"),
        ("крэсле", "крэсла", "крэсьле"),
    ],
)
def test_soft_signs_come_where_the_citation_does_not_tell(
    form: str, citation: str, expected: str
) -> None:
    assert softened(form, citation) == expected


def test_a_damaged_dictionary_is_named(tmp_path: Path) -> None:
    (tmp_path / "stems.txt.gz").write_bytes(b"no gzip")
    with pytest.raises(ModelError, match=r"stems\.txt\.gz.*Install sverka again"):
        Lexicon(tmp_path).find("слова")


def test_importing_the_room_loads_no_dictionary() -> None:
    code = (
        "import sys, align.morphology; "
        "print(*sorted({'pymorphy3', 'numpy', 'gzip'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
