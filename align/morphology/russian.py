"""Readings of Russian words, by pymorphy3 and its dictionary (OpenCorpora)."""

from functools import cache
from typing import Any

from align.morphology.values import Case, Form, Gender, Kind, Name, Number, Reading

_CASES: dict[str, Case] = {
    "nomn": "N", "gent": "G", "gen1": "G", "gen2": "G", "datv": "D", "accs": "A", "acc2": "A",
    "ablt": "I", "loct": "L", "loc1": "L", "loc2": "L", "voct": "",
}  # fmt: skip
_NUMBERS: dict[str, Number] = {"sing": "S", "plur": "P"}
_GENDERS: dict[str, Gender] = {"masc": "M", "femn": "F", "neut": "N"}
_KINDS = {
    "NOUN": Kind.NOUN, "ADJF": Kind.ADJECTIVE, "ADJS": Kind.ADJECTIVE, "COMP": Kind.ADJECTIVE,
    "PRTF": Kind.ADJECTIVE, "PRTS": Kind.ADJECTIVE, "NUMR": Kind.NUMERAL, "INFN": Kind.VERB,
    "VERB": Kind.VERB, "GRND": Kind.VERB, "ADVB": Kind.ADVERB,
}  # fmt: skip
_PEOPLE = ("Name", "Surn", "Patr")
_OTHERS = ("Geox", "Orgn", "Trad")


@cache
def _analyzer() -> Any:
    # pymorphy3 costs a quarter of a second to load: only texts in Russian pay for it.
    from pymorphy3 import MorphAnalyzer  # type: ignore[import-untyped]

    return MorphAnalyzer(lang="ru")


def _form(text: str, tag: Any) -> Form:
    return Form(
        text,
        _CASES.get(tag.case or "", ""),
        _NUMBERS.get(tag.number or "", ""),
        _GENDERS.get(tag.gender or "", ""),
    )


def _name(tag: Any) -> Name:
    if any(name in tag for name in _PEOPLE):
        return Name.PERSON
    return Name.OTHER if any(name in tag for name in _OTHERS) else Name.NONE


def readings(word: str, *, forms: bool = True) -> tuple[Reading, ...]:
    """Readings of a word in small letters; guessed ones where the dictionary has none.

    Without `forms`, all forms of the lemma are left out: they take nine tenths of the time.
    """
    analyzer = _analyzer()
    known = analyzer.word_is_known(word)
    grouped: dict[tuple[str, str, Kind], tuple[list[Form], Any]] = {}
    for parse in analyzer.parse(word):
        kind = _KINDS.get(str(parse.tag.POS), Kind.OTHER)
        base = parse.normalized
        key = (base.word, str(base.tag), kind)
        grouped.setdefault(key, ([], parse))[0].append(_form(parse.word, parse.tag))
    found = []
    for (lemma, _, kind), (here, parse) in grouped.items():
        lexeme = parse.lexeme if forms else ()
        every = (_form(p.word, p.tag) for p in lexeme if _same_word(parse, p))
        found.append(
            Reading(
                kind,
                lemma,
                tuple(dict.fromkeys(here)),
                tuple(dict.fromkeys(every)),
                _name(parse.tag),
                guessed=not known,
            )
        )
    return tuple(found)


def _same_word(parse: Any, other: Any) -> bool:
    """Whether a form of the lexeme is of the same word.

    Participles are a verb's forms; the forms of a participle are of its own voice and tense.
    """
    if parse.tag.POS not in ("PRTF", "PRTS"):
        return True
    return (
        other.tag.POS in ("PRTF", "PRTS")
        and other.tag.voice == parse.tag.voice
        and other.tag.tense == parse.tag.tense
    )
