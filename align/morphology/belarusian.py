"""Readings of Belarusian words, by the dictionary in ``models/morphology-be``."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, cast

from align.morphology.classical import as_cited, official, softened
from align.morphology.lexicon import Paradigm, load
from align.morphology.values import Case, Form, Gender, Kind, Name, Number, Reading

_KINDS = {"N": Kind.NOUN, "A": Kind.ADJECTIVE, "M": Kind.NUMERAL, "V": Kind.VERB, "R": Kind.ADVERB}
_NAMES = {"+": Name.PERSON, "*": Name.OTHER}
_CASES: tuple[Case, ...] = ("N", "G", "D", "A", "I", "L")
_NUMBERS: tuple[tuple[Number, str], ...] = (("S", "singular"), ("P", "plural"))
# A compound is read by its last part where that has so many letters and is in the dictionary:
# біяарганічны by арганічны. Shorter words end many others by chance.
_LEAST_PART = 5


def _gender(letter: str) -> Gender:
    return cast(Gender, letter) if letter in ("M", "F", "N") else ""


def _form(text: str, slot: str, paradigm: Paradigm) -> Form:
    if slot == "-":
        return Form(text)
    case, number = cast(Case, slot[-2]), cast(Number, slot[-1])
    gender = _gender(slot[0] if len(slot) == 3 else paradigm.kind[1:2])
    return Form(text, case, number, gender)


def _reading(word: str, stem: str, paradigm: Paradigm, guessed: bool) -> Reading:
    kind = _KINDS.get(paradigm.kind[0], Kind.OTHER)
    forms = [_form(stem + suffix, slot, paradigm) for slot, suffix in paradigm.forms]
    if kind is Kind.NOUN and paradigm.kind[1:2] == "M":
        # Masculine genitives waver between -а and -у: камітэта, камітэту. The dative ends in -у.
        forms += [
            Form(f.text, "G", "S", "M") for f in forms if f.case == "D" and f.text[-1:] in "ую"
        ]
    return _built(kind, word, stem + paradigm.lemma, forms, paradigm.kind[-1], guessed)


def _built(
    kind: Kind, word: str, lemma: str, forms: list[Form], mark: str, guessed: bool
) -> Reading:
    here = tuple(form for form in forms if form.text == word)
    soft = [Form(softened(f.text, word), f.case, f.number, f.gender) for f in forms]
    name = _NAMES.get(mark, Name.NONE)
    return Reading(kind, lemma, here, tuple(dict.fromkeys((*forms, *soft))), name, guessed)


def readings(word: str, *, capital: bool = False) -> tuple[Reading, ...]:
    """Readings of a word in small letters; guessed ones where the dictionary has none.

    Parameters
    ----------
    word
        In small letters.
    capital
        Whether it is written with a capital: it may be a surname then.
    """
    # ў at the beginning is у after a consonant; the dictionary has у.
    word = "у" + word[1:] if word[:1] == "ў" else word
    found = tuple(_reading(word, s, p, False) for s, p in load().find(word))
    if capital or all(reading.name for reading in found):
        return found + tuple(_surnames(word)) + (() if found else _unknown(word))
    return found


def _unknown(word: str) -> tuple[Reading, ...]:
    lexicon = load()
    for spelling, lengths in official(word):
        known = lexicon.find(spelling)
        if known:
            return tuple(
                _respelled(_reading(spelling, s, p, True), spelling, word, lengths)
                for s, p in known
            )
    for cut in range(1, len(word) - _LEAST_PART + 1):
        known = lexicon.find(word[cut:])
        if known:
            return tuple(_reading(word, word[:cut] + s, p, True) for s, p in known)
    return tuple(_reading(word, stem, paradigm, True) for stem, paradigm in lexicon.guess(word))


def _respelled(reading: Reading, spelling: str, word: str, lengths: tuple[int, ...]) -> Reading:
    def respell(text: str) -> str:
        return as_cited(text, spelling, word, lengths)

    forms = [Form(respell(f.text), f.case, f.number, f.gender) for f in reading.forms]
    mark = {name: mark for mark, name in _NAMES.items()}.get(reading.name, "")
    return _built(reading.kind, word, respell(reading.lemma), forms, mark, True)


@cache
def _surname_rules() -> tuple[dict[str, Any], ...]:
    text = files("align.morphology").joinpath("surnames_be.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["rule"])


def _surnames(word: str) -> Iterator[Reading]:
    """Readings as a surname, by its ending."""
    for rule in _surname_rules():
        if not any(word.endswith(e) and len(word) > len(e) + 1 for e in rule["endings"]):
            continue
        stem = word[: len(word) - len(rule["cut"])]
        forms = [
            Form(stem + ending.strip("-"), case, number, rule["gender"])
            for number, key in _NUMBERS
            for case, several in zip(_CASES, rule[key], strict=True)
            for ending in several.split("/")
        ]
        yield _built(Kind.NOUN, word, word, forms, "+", True)
