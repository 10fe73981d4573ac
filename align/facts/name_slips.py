"""Names of a release that are misspelt, or spelled in two ways."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.facts.name_sides import Named, Sides
from align.facts.name_sounds import cost, initials, latin, per_letter
from align.facts.name_spelling import LEAST, distance, is_known, slip
from align.facts.name_words import exonyms, looks_derived
from align.facts.names import words_of
from align.keys.words import stem
from align.morphology.phrases import readings
from align.morphology.values import Kind

# How much better a spelling must read to be told at all, and for a warning if it is known or not
# (`align.facts.name_spelling.slip`).
NOTED, SURE, SURER = 4.0, 6.0, 7.5
# What a mended name may cost a letter; where that is more than `_COSTLY`, it must gain more.
_MENDED, _COSTLY, _MORE = 1.2, 0.9, 1.5
# How much better the other of two spellings must read.
_CLEARER = 1.0
# Spellings of one name that are compared.
_MOST = 30
# A slip is one letter, in a long name two.
_LONG = 8


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A name of the release with a slip.

    Parameters
    ----------
    bead
        Number of the bead.
    original, name
        The original's word and the release's.
    better
        How it should be spelled, with its capital; empty where that is only guessed at `guess`.
    guess
        The spelling nearest to it that reads well.
    sure
        Whether it is all but certain.
    """

    bead: int
    original: Named
    name: Named
    better: str
    guess: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """A name that the release spells otherwise elsewhere.

    Parameters
    ----------
    bead
        Number of the bead.
    original, name
        The original's word and the release's.
    usual, where
        The other spelling, and one place where it stands.
    sure
        Whether the other is the right one: it is the more frequent, or this one is no name.
    """

    bead: int
    original: Named
    name: Named
    usual: Named
    sure: bool


def misspelt(sides: Sides, told: frozenset[Named] = frozenset()) -> Iterator[Misspelt]:
    """Names that stand in the release once and are a letter off.

    Parameters
    ----------
    sides
        Of the release.
    told
        Names to leave aside.
    """
    for bead in sides.numbers:
        pairs = sides.pairs(bead)
        for place, name in enumerate(sides.names[bead]):
            plain = latin(name.text)
            pair = pairs.get(place)
            if len(plain) < LEAST or name.mention.acronym or name in told:
                continue
            if not name.text.isalpha():
                continue  # O'Hagan
            if (pair and pair.exact) or is_known(name.text) or sides.uses[plain] > 1:
                continue
            if sides.concepts("target", name):
                continue
            found = _listed(sides, bead, name)
            if found is None and pair is not None:
                original = sides.originals[bead][pair.original]
                found = _heard(sides, bead, original, name)
            if found is not None:
                yield found


def _listed(sides: Sides, bead: int, name: Named) -> Misspelt | None:
    """A slip in a name whose spelling is known from the glossary or a list."""
    plain = latin(name.text)
    for original in sides.originals[bead]:
        known = (*sides.spelled(original), *exonyms(original.text))
        near = [
            word for word in known
            if _is_near(plain, latin(word)) and not derived(plain, latin(word))
        ]  # fmt: skip
        if near:
            return Misspelt(bead, original, name, near[0], near[0], True)
    return None


def _is_near(name: str, other: str) -> bool:
    if len(other) < LEAST or name == other:
        return False
    most = 2 if len(other) >= _LONG else 1
    return distance(name, other, most) <= most


def _heard(sides: Sides, bead: int, original: Named, name: Named) -> Misspelt | None:
    """A slip in a name that reads much better otherwise."""
    found = slip(original.text, name.text, sides.language, NOTED)
    if found is None or per_letter(original.text, found.better) > _MENDED:
        return None
    if derived(latin(name.text), found.better) or found.better[0] not in initials(original.text):
        return None
    kinds = {reading.kind for reading in readings(original.text, sides.language, forms=False)}
    if kinds == {Kind.ADJECTIVE} and looks_derived(name.text):
        return None  # Demilitarised Zone
    guess = found.better.capitalize()
    costly = per_letter(original.text, found.better) > _COSTLY
    sure = found.gain >= (SURE if found.known else SURER) + (_MORE if costly else 0)
    return Misspelt(bead, original, name, guess if found.known else "", guess, sure)


def variants(sides: Sides) -> Iterator[Variant]:
    """Names that the release spells in two ways, the rarer spelling each time."""
    groups: dict[str, list[tuple[int, Named, Named]]] = {}
    for bead in sides.numbers:
        for place, pair in sides.pairs(bead).items():
            original, name = sides.originals[bead][pair.original], sides.names[bead][place]
            if len(latin(name.text)) >= LEAST and not name.mention.acronym:
                groups.setdefault(stem(original.text), []).append((bead, original, name))
    for group in groups.values():
        yield from _compared(sides, group)


def _compared(sides: Sides, group: Sequence[tuple[int, Named, Named]]) -> Iterator[Variant]:
    counts = Counter(latin(name.text) for _, _, name in group)
    if len(counts) < 2:
        return
    places: dict[str, Named] = {}
    for _, _, name in group:
        places.setdefault(latin(name.text), name)
    spellings = [spelling for spelling, _ in counts.most_common(_MOST)]
    near = {
        one: [o for o in spellings if _is_near(one, o) and not derived(one, o)] for one in spellings
    }
    for bead, original, name in group:
        plain = latin(name.text)
        others = [places[other] for other in near.get(plain, ())]
        if not others:
            continue
        best = max(others, key=lambda other: (counts[latin(other.text)], is_known(other.text)))
        more = counts[latin(best.text)] - counts[plain]
        gain = cost(original.text, name.text) - cost(original.text, best.text)
        known = is_known(name.text)
        clearer = gain >= _CLEARER
        if (more > 0 and (clearer or not known)) or (more == 0 and clearer and not known):
            yield Variant(bead, original, name, best, not known)


def derived(one: str, other: str) -> bool:
    """Whether two words are forms of one: Korea, Koreas, Korean."""
    pairs = enumerate(zip(one, other, strict=False))
    common = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    endings = words_of("english-endings") | {""}
    return common >= LEAST and {one[common:], other[common:]} <= endings
