"""Every inflected form of a Russian or Belarusian term of one or several words.

A term in its citation form has a head, a noun in the nominative. Adjectives before it agree with
it; what follows it stays as it is, unless it stands in the nominative too (президент Франции, but
город Минск, в городе Минске). The forms are listed as whole sequences, so that words which do not
agree never match: an adjective and a noun have about fifteen forms together, not two hundred.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from align.morphology import belarusian, russian
from align.morphology.folding import fold, is_acronym, spelled
from align.morphology.values import Form, Kind, Name, Reading
from align.types import Language

# A term with more forms is cut short to its citation form: no term of a glossary comes near.
MOST_SEQUENCES = 4000
_CONJUNCTIONS = frozenset(("и", "і", "й", "или", "або", "да", "ды"))


@lru_cache(maxsize=1 << 14)
def readings(word: str, language: Language, *, forms: bool = True) -> tuple[Reading, ...]:
    """What the dictionary of a language says about a word, as it stands in a text.

    Without `forms`, those of a Russian word other than itself may be missing: that is quicker.
    """
    plain = spelled(word, language).lower()
    if not plain or not any("\u0400" <= c <= "\u052f" for c in plain):
        return ()
    known = (
        russian.readings(plain, forms=forms)
        if language == "ru"
        else belarusian.readings(plain, capital=word[:1].isupper())
    )
    if "-" in plain and (not known or known[0].guessed):
        return _compound(plain, language) or known
    return known


def _compound(word: str, language: Language) -> tuple[Reading, ...]:
    """Readings of a hyphenated word by its last part; the part before it may inflect with it."""
    first, _, last = word.rpartition("-")
    found = []
    for reading in readings(last, language):
        before = [
            r for r in readings(first, language) if r.kind is Kind.NOUN and not r.guessed
            and reading.kind is Kind.NOUN and any(f.case == "N" for f in r.here)
        ]  # fmt: skip
        found.append(
            Reading(
                reading.kind,
                f"{first}-{reading.lemma}",
                tuple(_replaced(f, f"{first}-{f.text}") for f in reading.here),
                tuple(dict.fromkeys(_joined(first, before, reading.forms))),
                reading.name,
                guessed=True,
            )
        )
    return tuple(found)


def _joined(first: str, before: list[Reading], forms: Sequence[Form]) -> Iterator[Form]:
    for form in forms:
        yield _replaced(form, f"{first}-{form.text}")
        for reading in before:
            for other in reading.forms:
                if other.case == form.case and other.number == form.number:
                    yield _replaced(form, f"{other.text}-{form.text}")


def _replaced(form: Form, text: str) -> Form:
    return Form(text, form.case, form.number, form.gender)


def _citation(word: str, language: Language) -> tuple[Reading, ...]:
    """The readings that a word of a glossary means: it is the lemma, or else a nominative."""
    found = readings(word, language)
    folded = fold(word, language)
    return (
        tuple(r for r in found if fold(r.lemma, language) == folded)
        or tuple(r for r in found if any(f.case == "N" for f in r.here))
        or found
    )


def _inflected(reading: Reading, word: str, language: Language) -> Iterator[Form]:
    """The forms of a reading that a citation form stands for.

    A plural stands for plurals alone (санкции). The name of a place has none: мінскі is no plural
    of Мінск. A noun that is an adjective by origin keeps its gender (рабочий, Иванова).
    """
    plural = _is_plural(reading, word, language)
    genders = {f.gender for f in reading.here if f.case == "N" and f.number == "S"}
    nouns = reading.kind is Kind.NOUN and bool(genders) and "" not in genders
    singular = not plural and reading.name is Name.OTHER and _has_singular(reading)
    for form in reading.forms:
        if (plural and form.number == "S") or (singular and form.number == "P"):
            continue
        if nouns and form.number == "S" and form.gender and form.gender not in genders:
            continue
        yield form


def _has_singular(reading: Reading) -> bool:
    return reading.kind is Kind.NOUN and any(f.number == "S" for f in reading.here)


def _is_plural(reading: Reading, word: str, language: Language) -> bool:
    return (
        reading.kind is Kind.NOUN
        and fold(reading.lemma, language) != fold(word, language)
        and all(f.number == "P" for f in reading.here if f.case == "N")
    )


def _single(word: str, language: Language) -> Iterator[str]:
    for reading in _citation(word, language):
        yield from (form.text for form in _inflected(reading, word, language))


def _agrees(form: Form, head: Form) -> bool:
    """Whether an adjective's form goes with a noun's, also as after two, three, four.

    Два больших дома, две большие реки: a plural before a genitive singular.
    """
    if head.case == "G" and head.number == "S" and form.number == "P" and form.case in ("G", "N"):
        return True
    return (
        form.case == head.case
        and form.number == head.number
        and (form.number == "P" or not form.gender or not head.gender or form.gender == head.gender)
    )


def _nominative(reading: Reading, kind: Kind) -> list[Form]:
    return [f for f in reading.here if f.case == "N"] if reading.kind is kind else []


def _heads(terms: Sequence[str], language: Language) -> list[tuple[int, Reading]]:
    """Place and readings of the head: the noun that most adjectives before it agree with."""
    best: list[tuple[int, Reading]] = []
    for place, word in enumerate(terms):
        if is_acronym(word):
            break
        nouns = [r for r in readings(word, language) if _nominative(r, Kind.NOUN)]
        fitting = [
            (place, noun)
            for noun in nouns
            if all(_may_precede(terms[i], noun, language) for i in range(place))
        ]
        if fitting:
            best = fitting
        if not all(_may_precede(word, None, language) for word in terms[: place + 1]):
            break
    return best


def _may_precede(word: str, noun: Reading | None, language: Language) -> bool:
    """Whether a word can stand before the head: it agrees, or never changes."""
    folded = fold(word, language)
    if folded in _CONJUNCTIONS:
        return True
    for reading in readings(word, language):
        if reading.kind is Kind.ADVERB:
            return True
        for form in _nominative(reading, Kind.ADJECTIVE):
            if noun is None or any(_agrees(form, head) for head in _nominative(noun, Kind.NOUN)):
                return True
    return not readings(word, language)


def _tail_agrees(word: str, before: str, head: Reading, language: Language) -> list[Reading]:
    """Readings in which a word after the head stands in the head's case; none: it is fixed."""
    if is_acronym(word):
        return []
    found = readings(word, language)
    nouns = [r for r in found if _nominative(r, Kind.NOUN)]
    if fold(before, language) in _CONJUNCTIONS:
        return nouns
    genitive = [r for r in found if any(f.case == "G" for f in r.here)]
    people = [r for r in nouns if r.name is Name.PERSON and _same_gender(r, head)]
    if people and before[:1].isupper() and word[:1].isupper():
        # Мария Иванова; but Совет Министров, where the dictionary has a common noun.
        nouns_of = (r for r in genitive if r.kind is Kind.NOUN and not r.guessed)
        if all(r.name for r in nouns_of):
            return people
    # Otherwise what can be a genitive is one: площадь Победы.
    return [] if genitive else nouns


def _same_gender(reading: Reading, head: Reading) -> bool:
    return any(
        not a.gender or not b.gender or a.gender == b.gender
        for a in _nominative(reading, Kind.NOUN)
        for b in _nominative(head, Kind.NOUN)
    )


def _phrase(terms: Sequence[str], language: Language) -> Iterator[tuple[str, ...]]:
    for place, head in _heads(terms, language):
        slots = [_before(word, language) for word in terms[:place]]
        tail = _tails(terms, place, head, language)
        for form in _inflected(head, terms[place], language):
            if not form.case:
                continue
            words = [
                [f.text for f in forms if _agrees(f, form)] or ([word] if not forms else [])
                for word, forms in zip(terms[:place], slots, strict=True)
            ]
            after = [
                [word, *(f.text for f in forms if f.case == form.case and f.number == form.number)]
                for word, forms in zip(terms[place + 1 :], tail, strict=True)
            ]
            yield from product(*words, [form.text], *after)


def _before(word: str, language: Language) -> list[Form]:
    """Forms of a word before the head that can agree with it; none: it never changes."""
    if fold(word, language) in _CONJUNCTIONS:
        return []
    adjectives = [r for r in readings(word, language) if _nominative(r, Kind.ADJECTIVE)]
    return list(dict.fromkeys(f for r in adjectives for f in r.forms if f.case))


def _tails(terms: Sequence[str], place: int, head: Reading, language: Language) -> list[list[Form]]:
    found: list[list[Form]] = []
    loose = True
    for i in range(place + 1, len(terms)):
        agreeing = _tail_agrees(terms[i], terms[i - 1], head, language) if loose else []
        if fold(terms[i], language) not in _CONJUNCTIONS:
            # After a word that is fixed everything is: министерство труда и защиты.
            loose = bool(agreeing)
        inflected = (f for r in agreeing for f in _inflected(r, terms[i], language))
        found.append([form for form in inflected if form.case])
    return found


def _first_inflects(terms: Sequence[str], language: Language) -> Iterator[tuple[str, ...]]:
    """A term without a noun at its head: its first word that is a verb or an adjective inflects."""
    for place, word in enumerate(terms):
        kinds = {r.kind for r in readings(word, language)}
        if kinds & {Kind.VERB, Kind.ADJECTIVE, Kind.NUMERAL}:
            for text in dict.fromkeys(_single(word, language)):
                yield (*terms[:place], text, *terms[place + 1 :])
            return


def sequences(terms: Sequence[str], language: Language) -> Iterable[tuple[str, ...]]:
    """All forms of the term made of these words, not folded; the citation form is the first."""
    yield tuple(terms)
    if len(terms) == 1:
        if not is_acronym(terms[0]):
            yield from ((text,) for text in _single(terms[0], language))
        return
    found = False
    for count, sequence in enumerate(_phrase(terms, language)):
        if count >= MOST_SEQUENCES:
            return
        found = True
        yield sequence
    if not found:
        yield from _first_inflects(terms, language)
