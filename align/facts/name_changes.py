"""Other names than the original's: a person, a place, a first name or an initial that differs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from align.encode.lexicon import UNKNOWN, load
from align.facts.name_pairs import MAYBE, SURE, sounds_like
from align.facts.name_sides import Named, Sides
from align.facts.name_sounds import cyrillic, initials, latin, per_letter, reading
from align.facts.name_words import (
    Sort,
    exonyms,
    is_common,
    is_given,
    is_town,
    key,
    looks_derived,
    sort_of,
)
from align.facts.names import Mention, mentions
from align.keys.romanisation import romanised
from align.keys.words import stem
from align.morphology import lemmas
from align.morphology.phrases import readings
from align.morphology.values import Kind, Name
from align.types import Language, SegmentedText

# A name on a list is no common word if fewer than one in e^7.5 sentences have its stem (State 3.8,
# Hearts 6.0); what more than one in e^5 have is none at all.
_RARE, _PLAIN = 7.5, 5.0
_LEAST = 3
_LABEL = re.compile(r"(?<!\w)\w\.\s?(?:\w\.\s?)?[^\W\d_]{2,40}[^.:!?]{0,80}?\s?:\s")
# Letters of a name that can be told from others by its sound.
_LEAST_STRANGE = 5
_BEFORE_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Messrs)\.?\s$")
_CAPITAL = re.compile(r"\b[А-ЯЁІЎA-Z][^\W\d_]{2,}")
_ENGLISH_LABEL = re.compile(r"[A-Z][^:.!?“\"]{0,120}:\s")
# Syllables of Chinese and Korean names are written in too many ways.
_SYLLABLE = 4
# Cost of a letter from which on names that begin alike are two: Жерар, Gegard costs 3.1.
_UNLIKE = 3.5
# How much farther from the beginning of its bead a name may stand that is in another's place, as a
# share; and if more names are new than are lost.
_HERE, _EXACTLY = 0.3, 0.12
_PATRONYMIC = re.compile(
    r"(?:[оеё]вич|[оеё]вн|ичн|[оеаяё]віч|[оеаяё]ўн)(?:|а|у|е|ы|ой|ей|ай|ем|ам|ом|ым)\Z"
)
_PATRONYMIC_LEAST = 6


class What(StrEnum):
    """What differs."""

    NAME = "name"
    FIRST_NAME = "first name"
    INITIAL = "initial"


@dataclass(frozen=True, slots=True)
class Changed:
    """A name of the release where the original has another.

    Parameters
    ----------
    bead
        Number of the bead.
    original, name
        The original's word and the release's.
    what
        What differs.
    sure
        Whether it is all but certain.
    """

    bead: int
    original: Named
    name: Named
    what: What
    sure: bool


def changed(sides: Sides) -> Iterator[Changed]:
    """Names that the original does not have, where it has one that the release does not."""
    for bead in sides.numbers:
        theirs = list(_new(sides, bead))
        ours = list(_lost(sides, bead)) if theirs else []
        for name in theirs:
            if any(_is_like(original, name) for original in ours):
                continue
            fewer = len(theirs) <= len(ours)
            height = sides.height(bead, name)
            rows = sorted(
                (not _is_sure(sides, bead, o, name, fewer), abs(sides.height(bead, o) - height), n)
                for n, o in enumerate(ours)
            )
            for unsure, _, place in rows[:1]:
                yield Changed(bead, ours[place], name, What.NAME, not unsure)
                del ours[place]


def strangers(sides: Sides) -> Iterator[tuple[int, Named]]:
    """Family names that nothing in the whole original sounds like, with the numbers of their beads.

    Where the original says «Александр Николаевич», the release may say Mr and any name: one that
    the original never has is told, unless the original never says the family name of whom it calls
    so there. What stands before it shows that it is a person's.
    """
    alignment = sides.alignment
    spoken: frozenset[str] | None = None
    known: frozenset[str] = frozenset()
    for bead in sides.numbers:
        spared = 0
        for name in _new(sides, bead):
            before = alignment.target.sentences[name.sentence].text[: name.span.start]
            if len(name.text) < _LEAST_STRANGE or not _BEFORE_PERSON.search(before):
                continue
            if spoken is None:
                texts = (sentence.text for sentence in alignment.source.sentences)
                spoken = frozenset(word for text in texts for word in _CAPITAL.findall(text))
                known = _with_family(alignment.source, sides.language)
            if any(sounds_like(word, name.text) for word in sorted(spoken)):
                continue
            if spared < _nameless(sides, bead, known):
                spared += 1
            else:
                yield bead, name


def _nameless(sides: Sides, bead: int, known: frozenset[str]) -> int:
    """How many people a bead calls by first name and patronymic, as the whole original does.

    Their family name, which the release has from elsewhere, cannot be held against it. `known` are
    the initials of those whose family name the original says.
    """
    return sum(
        first.text[0] not in known
        for first, after in pairwise(sides.originals[bead])
        if after.mention.joined and is_patronymic(after.text) and not is_patronymic(first.text)
    )


def _with_family(text: SegmentedText, language: Language) -> frozenset[str]:
    """Initials of the first names that stand beside a family name: А.Шохин, Шохин Александр."""
    found: set[str] = set()
    for sentence in text.sentences:
        words = mentions(sentence.text)
        found |= {word.initials[0] for word in words if word.initials}
        for one, other in pairwise(words):
            if other.joined and not is_patronymic(other.text) and not _is_adjective(one, language):
                found |= {one.text[0], other.text[0]}
    return frozenset(found)


def _is_adjective(word: Mention, language: Language) -> bool:
    """Уважаемый Александр Николаевич."""
    kinds = {reading.kind for reading in readings(word.text, language, forms=False)}
    return kinds == {Kind.ADJECTIVE}


def _lost(sides: Sides, bead: int) -> Iterator[Named]:
    """Names of the original that nothing in the release renders."""
    originals = sides.originals[bead]
    for place, original in enumerate(originals):
        after = originals[place + 1] if place + 1 < len(originals) else None
        if after and after.mention.joined and is_patronymic(after.text):
            continue  # Александр Николаевич is Mr and a surname in English.
        if not sides.is_left_out(bead, original) or not is_name(sides, bead, original):
            continue
        if not sides.moved_out(bead, original):
            yield original


def _new(sides: Sides, bead: int) -> Iterator[Named]:
    """Names of the release that nothing in the original supports."""
    pairs = sides.pairs(bead)
    speaks = _speaks(sides, bead)
    for place, name in enumerate(sides.names[bead]):
        if name.span.end <= speaks.get(name.sentence, 0):
            continue
        if (place in pairs and pairs[place].sure) or _is_plain(name.text):
            continue
        if sides.is_supported(bead, name):
            continue
        if is_english_name(sides, name) and not sides.moved_in(bead, name):
            yield name


def _speaks(sides: Sides, bead: int) -> dict[int, int]:
    """Where the label of a speaker ends in the release: it may name the office too.

    В.Путин is rendered "President of Russia Vladimir Putin" in a transcript.
    """
    found = sides.alignment.beads[bead]
    if not _LABEL.search(sides.alignment.source_text(found)):
        return {}
    texts = ((n, sides.alignment.target.sentences[n].text) for n in found.target)
    return {n: match.end() for n, text in texts if (match := _ENGLISH_LABEL.match(text))}


def is_patronymic(word: str) -> bool:
    """Whether a word of an original is a patronymic: Николаевич, Мікалаеўна."""
    return len(word) > _PATRONYMIC_LEAST and bool(_PATRONYMIC.search(word.lower()))


def is_name(sides: Sides, bead: int, original: Named) -> bool:
    """Whether a word of the original surely is the name of a person or a place."""
    mention = original.mention
    if mention.acronym or len(mention.text) < _LEAST or is_patronymic(mention.text):
        return False
    if stem(mention.text) in sides.known[0] or not cyrillic(mention.text):
        return True
    if is_surname(sides, bead, original):
        return True
    found = readings(mention.text, sides.language, forms=False)
    if found and all(r.guessed for r in found):
        kinds = {r.kind for r in found}
        return Kind.NOUN in kinds and (kinds == {Kind.NOUN} or not mention.opening)
    if not found or (any(r.kind is Kind.ADJECTIVE for r in found) and not mention.joined):
        return False
    if all(r.name for r in found):
        return True
    if mention.opening and not _is_common_abroad(mention.text, sides.language):
        return False
    return any(r.name for r in found)


def is_surname(sides: Sides, bead: int, original: Named) -> bool:
    """Whether a word goes on a name whose first part the release has as a given name."""
    originals = sides.originals[bead]
    place = next(n for n, other in enumerate(originals) if other is original)
    if not place or not original.mention.joined:
        return False
    pairs = sides.pairs(bead).values()
    names = (sides.names[bead][p.name].text for p in pairs if p.sure and p.original == place - 1)
    return any(map(is_given, names))


@lru_cache(maxsize=1 << 12)
def _is_common_abroad(original: str, language: Language) -> bool:
    """Whether a word of an original, read letter by letter, is a name that is common in English."""
    if exonyms(original):
        return True
    forms = {*reading(cyrillic(original)).forms(), *lemmas(original, language)}
    return any(is_common(romanised(form, language)) for form in forms)


def is_english_name(sides: Sides, name: Named) -> bool:
    """Whether a word of the release surely is a name."""
    mention = name.mention
    if mention.acronym or len(mention.text) < _LEAST:
        return False
    if sort_of(mention.text) is not Sort.ANY:
        return True
    rarity, common = load().rarity(key(mention.text)), is_common(mention.text)
    if common and rarity >= _RARE:
        return True
    derived = mention.opening and looks_derived(mention.text)
    if not common and rarity >= UNKNOWN and not derived:
        return True
    register = sides.register
    if register and any(map(register.is_name, sides.concepts("target", name))):
        return True
    return key(mention.text) in sides.known[1]


def _is_plain(word: str) -> bool:
    """Whether an English word is too common to be a name."""
    return load().rarity(key(word)) < _PLAIN and sort_of(word) is Sort.ANY


def _is_like(original: Named, name: Named) -> bool:
    """Whether a name may be the original's in a spelling that is hard to recognise."""
    cost = per_letter(original.text, name.text)
    begins = latin(name.text)[:1] in initials(original.text)
    # Юве and Ювентус are one.
    beginning = cyrillic(original.text)[: len(latin(name.text))]
    if per_letter(beginning, name.text) < SURE:
        return True
    short = len(latin(name.text)) <= _SYLLABLE and len(cyrillic(original.text)) <= _SYLLABLE
    return cost < MAYBE or (begins and cost < _UNLIKE) or short


def _sort(original: Named, language: Language) -> Sort:
    known = sort_of(original.text)
    if known is not Sort.ANY:
        return known
    names = {r.name for r in readings(original.text, language, forms=False)}
    return Sort.PERSON if names == {Name.PERSON} else Sort.ANY


def _sort_of_name(name: Named) -> Sort:
    if is_town(name.text):
        return Sort.CITY
    known = sort_of(name.text)
    return Sort.PERSON if known is Sort.ANY and is_given(name.text) else known


def _is_sure(sides: Sides, bead: int, original: Named, name: Named, fewer: bool) -> bool:
    """Whether both are surely names, and the one stands where the other should."""
    apart = abs(sides.height(bead, original) - sides.height(bead, name))
    known = stem(original.text) in sides.known[0] or not cyrillic(original.text)
    found = readings(original.text, sides.language, forms=False)
    if not known and all(r.guessed for r in found) and len(original.text) <= _SYLLABLE:
        return False
    known = known or is_surname(sides, bead, original)
    sure = known or all(r.name for r in found) or all(r.guessed for r in found)
    if not (sure or _is_common_abroad(original.text, sides.language)):
        return False
    if not is_common(name.text) and looks_derived(name.text):
        return False
    sort, other = _sort(original, sides.language), _sort_of_name(name)
    if sort is Sort.COUNTRY and (other is Sort.CITY or not (other is sort or is_common(name.text))):
        return False  # Athens may well be the government of Greece.
    if apart < _HERE:
        return fewer or apart < _EXACTLY
    placed = {sort, other} & {Sort.COUNTRY, Sort.CITY}
    return known and fewer and (not placed or sort is other)
