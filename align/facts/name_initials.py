"""First names and initials that differ before a surname that is the original's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.facts.name_changes import Changed, What, is_patronymic
from align.facts.name_pairs import MAYBE
from align.facts.name_sides import Named, Sides
from align.facts.name_sounds import cyrillic, initials, latin, per_letter
from align.facts.name_words import given_initials, is_given, key, renderings, same_given
from align.morphology.phrases import readings
from align.morphology.values import Name
from align.types import Language

# Cost of a letter up to which two first names are one: Майкл, Mike costs 1.7.
_ALIKE = 2.0


@dataclass(frozen=True, slots=True)
class _Person:
    """What stands before a surname: a first name, initials, or both."""

    surname: Named
    first: Named | None
    initials: tuple[str, ...]


def first_names(sides: Sides) -> Iterator[Changed]:
    """Initials and first names of the release that are not those of the original."""
    for bead in sides.numbers:
        names = sides.names[bead]
        for place, pair in sorted(sides.pairs(bead).items()):
            if not pair.sure or latin(names[place].text) == "":
                continue
            theirs = _release(names, place)
            if theirs.first is None and not theirs.initials:
                continue
            ours = _original(sides, bead, pair.original)
            what = _difference(ours, theirs, sides.language)
            if what is None:
                continue
            shown = ours.first or ours.surname, theirs.first or theirs.surname
            sure = ours.first is None or _is_name(ours.first.text, sides.language)
            yield Changed(bead, shown[0], shown[1], what, sure)


def _original(sides: Sides, bead: int, place: int) -> _Person:
    originals = sides.originals[bead]
    surname = originals[place]
    before = _joined_before(originals, place)
    if before and is_patronymic(before.text) and place > 1:
        before = _joined_before(originals, place - 1)
    if before is None and place + 2 < len(originals):
        # Шохин Александр Николаевич
        name, patronymic = originals[place + 1 : place + 3]
        together = name.mention.joined and patronymic.mention.joined
        before = name if together and is_patronymic(patronymic.text) else None
    if before and surname.mention.initials and not _is_person(before.text, sides.language):
        before = None  # Слухаў У. Пятроў is no name of two parts.
    if before and not _may_be_first(sides, bead, before):
        before = None
    return _Person(surname, before, surname.mention.initials)


def _joined_before(named: Sequence[Named], place: int) -> Named | None:
    return named[place - 1] if place and named[place].mention.joined else None


def _may_be_first(sides: Sides, bead: int, name: Named) -> bool:
    """Whether the word before a surname is a first name, and no title."""
    if name.mention.acronym or is_patronymic(name.text):
        return False
    if _is_name(name.text, sides.language):
        return True
    return not name.mention.opening and not sides.is_rendered(bead, name)


def _is_person(original: str, language: Language) -> bool:
    found = readings(original, language, forms=False)
    return any(reading.name is Name.PERSON and not reading.guessed for reading in found)


def _is_name(original: str, language: Language) -> bool:
    found = readings(original, language, forms=False)
    person = any(reading.name is Name.PERSON for reading in found)
    return person or all(reading.guessed for reading in found)


def _release(names: Sequence[Named], place: int) -> _Person:
    before = _joined_before(names, place)
    if before and (before.mention.acronym or not is_given(before.text)):
        before = None
    return _Person(names[place], before, names[place].mention.initials)


def _difference(ours: _Person, theirs: _Person, language: Language) -> What | None:
    if theirs.first is not None:
        if ours.first is not None:
            same = _same(ours.first.text, theirs.first.text, language)
            return None if same else What.FIRST_NAME
        if ours.initials and not begins(ours.initials[0], theirs.first.text, language):
            return What.FIRST_NAME
        return None
    if not theirs.initials:
        return None
    if ours.first is not None and not theirs.surname.mention.joined:
        same = begins(ours.first.text, theirs.initials[0], language)
    else:
        pairs = zip(ours.initials, theirs.initials, strict=False)
        same = all(begins(a, b, language) for a, b in pairs)
    return None if same else What.INITIAL


def begins(original: str, name: str, language: Language) -> bool:
    """Whether a name may begin with the letter that stands for an original's."""
    first = latin(name)[:1]
    if not cyrillic(original) or not first:
        return latin(original)[:1] == first
    return first in initials(original) or (
        language == "be" and first in given_initials(original[0])
    )


def _same(original: str, name: str, language: Language) -> bool:
    if not cyrillic(original):
        return latin(original) == latin(name)
    if same_given(original, name) or key(name) in renderings(original):
        return True
    cost = per_letter(original, name)
    return cost < _ALIKE or (cost < MAYBE and begins(original, name, language))
