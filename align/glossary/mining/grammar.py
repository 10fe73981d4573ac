"""Terms in Russian and Belarusian sentences, by parts of speech, each in its citation form.

A term is a noun with the adjectives before it that agree with it and the genitives after it
(развитие российской экономики), a person's names that agree, or an abbreviation: up to four words,
and "and" between genitives.
These are the patterns of Justeson and Katz (1995), as the two languages order them.

References
----------
Justeson and Katz (1995), "Technical terminology: some linguistic properties and an algorithm for
identification in text", Natural Language Engineering 1(1).
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from align.morphology import fold, is_acronym, words
from align.morphology.folding import spelled
from align.morphology.phrases import readings
from align.morphology.values import Form, Kind, Name, Reading
from align.types import Language

MOST_WORDS = 4
# Letters of the longest word looked at; longer ones are codes, or no words.
_LONGEST = 40
_BLANKS = frozenset(" \u00a0\u202f\u2009")
_SENTENCE_ENDS = frozenset(".!?…:\n")


@cache
def listed(name: str) -> frozenset[str]:
    """The words that ``words.toml`` lists under `name`, folded."""
    text = files("align.glossary.mining").joinpath("words.toml").read_text(encoding="utf-8")
    data: dict[str, str] = tomllib.loads(text)
    language: Language = "en" if name.startswith("en") else "ru" if name[:2] == "ru" else "be"
    return frozenset(fold(word, language) for word in data[name].split())


@dataclass(frozen=True, slots=True)
class Citation:
    """A term's citation form, in both numbers where it has them.

    Parameters
    ----------
    key
        Folded words; the same for every form of the term.
    singular, plural
        Words in small letters, empty where there is no such number.
    number
        ``S`` or ``P`` where the form found tells its number, else empty.
    kept
        Places of words that stand as they are found: abbreviations.
    names
        Places of words that are proper names.
    """

    key: tuple[str, ...]
    singular: tuple[str, ...]
    plural: tuple[str, ...]
    number: str
    kept: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a sentence: its citation form, its words, whether a sentence begins with it."""

    citation: Citation
    first: int
    tokens: tuple[str, ...]
    initial: bool


class Grammar:
    """Finds terms in sentences of one language; every form is read once.

    Parameters
    ----------
    language
        Russian or Belarusian.
    counts
        How often each word stands in the texts: of two nouns that a form can belong to, the one
        with more forms in these texts is meant.
    """

    def __init__(self, language: Language, counts: Mapping[str, int]) -> None:
        self._language: Language = language
        self._joining = listed(f"{language}_joining")
        self._stop_nouns = listed(f"{language}_nouns")
        self._stop_adjectives = listed(f"{language}_adjectives")
        self._nouns_of: dict[str, tuple[Reading, ...]] = {}
        self._adjectives_of: dict[str, tuple[Reading, ...]] = {}
        self._citations: dict[tuple[str, ...], Citation | None] = {}
        self._unlisted = self._forms_of_unlisted(counts)
        self._votes: Counter[str] = Counter()
        for word in sorted(counts):
            nouns = self._nouns(word)
            for lemma in {reading.lemma for reading in nouns}:
                # Sixteenths: sums of whole numbers are the same in any order. With a capital, a
                # name is twice as likely as a common noun: Пуцін is a form of "пуціна" too.
                name = any(reading.name for reading in nouns if reading.lemma == lemma)
                self._votes[lemma] += counts[word] * (32 if name else 16) // len(nouns)

    def find(self, text: str) -> Iterator[Found]:
        """Every term of a sentence, also those inside others."""
        spans = words(text)
        tokens = [text[a:b] for a, b in spans]
        gaps = [text[a:b] for (_, a), (b, _) in zip([(0, 0), *spans], spans, strict=False)]
        for first in range(len(tokens)):
            initial = first == 0 or not _SENTENCE_ENDS.isdisjoint(gaps[first])
            joined = 0
            for last in range(first, min(first + MOST_WORDS + 1, len(tokens))):
                if last > first and not (gaps[last] and _BLANKS.issuperset(gaps[last])):
                    break
                if last > first and not joined and self._joins(tokens[last]):
                    joined = 1
                    continue
                if last - first - joined >= MOST_WORDS or not self._may_belong(tokens[last]):
                    break
                run = tuple(tokens[first : last + 1])
                citation = self.citation(run)
                if citation is not None:
                    yield Found(citation, first, run, initial)

    def citation(self, run: tuple[str, ...]) -> Citation | None:
        """The citation form of words that are a term, None for others."""
        if run not in self._citations:
            self._citations[run] = self._read(run)
        return self._citations[run]

    def _joins(self, word: str) -> bool:
        return fold(word, self._language) in self._joining

    def _may_belong(self, word: str) -> bool:
        return is_acronym(word) or bool(self._nouns(word)) or bool(self._adjectives(word))

    def _nouns(self, word: str) -> tuple[Reading, ...]:
        found = self._nouns_of.get(word)
        if found is None:
            found = self._nouns_of[word] = tuple(self._as_nouns(word))
        return found

    def _as_nouns(self, word: str) -> Iterator[Reading]:
        if not 2 < len(word) <= _LONGEST or is_acronym(word) or not _plain(word):
            return
        found = readings(word, self._language)
        if word[0].isupper() and all(reading.guessed for reading in found):
            found = self._guesses(word, found)
        if any(fold(r.lemma, self._language) in self._stop_nouns for r in found):
            return
        # Russian readings come with the likeliest first, Belarusian ones in no such order.
        likeliest = found[:1] if self._language == "ru" else found
        if any(r.kind is Kind.OTHER for r in likeliest) or (
            self._language == "ru"
            and any(r.kind not in (Kind.NOUN, Kind.ADJECTIVE) for r in likeliest)
        ):
            return
        adjectives = {r.lemma for r in found if r.kind is Kind.ADJECTIVE}
        for reading in found:
            if reading.kind is not Kind.NOUN or (reading.name and not word[0].isupper()):
                continue
            # Belarusian ваенны is a noun too, but mostly an adjective.
            if self._language == "ru" or reading.lemma not in adjectives:
                yield reading

    def _adjectives(self, word: str) -> tuple[Reading, ...]:
        found = self._adjectives_of.get(word)
        if found is None:
            known = readings(word, self._language) if len(word) <= _LONGEST else ()
            good = not is_acronym(word) and _plain(word)
            found = self._adjectives_of[word] = tuple(
                r
                for r in known
                if good
                and r.kind is Kind.ADJECTIVE
                and fold(r.lemma, self._language) not in self._stop_adjectives
                and any(f.case for f in r.here)
            )
        return found

    def _forms_of_unlisted(self, counts: Mapping[str, int]) -> dict[str, list[Reading]]:
        """Forms of names that the dictionary lacks, by what the texts have of them.

        A form alone does not tell its nominative; Трампа is of Трамп where that stands too.
        """
        found: dict[str, list[Reading]] = {}
        for word in sorted(counts):
            if 2 < len(word) <= _LONGEST and word[0].isupper() and not is_acronym(word):
                for reading in readings(word, self._language):
                    if reading.guessed and reading.kind is Kind.NOUN:
                        for text in dict.fromkeys(form.text for form in reading.forms):
                            found.setdefault(text, []).append(reading)
        return found

    def _guesses(self, word: str, found: Sequence[Reading]) -> tuple[Reading, ...]:
        """Readings of a name that the dictionary lacks, those by its other forms among them."""
        lower = spelled(word, self._language).lower()
        more = [
            replace(reading, here=tuple(f for f in reading.forms if f.text == lower))
            for reading in self._unlisted.get(lower, ())
        ]
        return tuple(dict.fromkeys((*found, *more)))

    def _read(self, run: tuple[str, ...]) -> Citation | None:
        if len(run) == 1 and is_acronym(run[0]):
            return self._abbreviation(run)
        for head in range(len(run) - 1, -1, -1):
            if any(is_acronym(word) for word in run[: head + 1]):
                continue
            found = self._headed(run, head)
            if found is not None:
                return found
        return None

    def _abbreviation(self, run: tuple[str, ...]) -> Citation | None:
        word = spelled(run[0], self._language)
        if not 2 <= len(word) <= 10 or not any("\u0400" <= c <= "\u052f" for c in word):
            return None
        return Citation((word.lower(),), (word,), (), "S", frozenset((0,)))

    def _headed(self, run: tuple[str, ...], head: int) -> Citation | None:
        """The citation form with the noun at `head`, of the readings that agree the best voted."""
        before = [self._adjectives(word) for word in run[:head]]
        if not all(before):
            return None
        for noun in sorted(self._nouns(run[head]), key=lambda r: -self._votes[r.lemma]):
            forms = [f for f in noun.here if f.case and all(_agreeing(b, f) for b in before)]
            if not forms:
                continue
            tail = self._tail(run, head, noun, forms)
            if tail is not None:
                return self._built(run, head, noun, forms, tail)
        return None

    def _tail(
        self, run: tuple[str, ...], head: int, noun: Reading, forms: Sequence[Form]
    ) -> list[Reading | None] | None:
        """Readings of the words after the head that agree with it; None for one that is fixed."""
        after = run[head + 1 :]
        if not after:
            return []
        if noun.name is Name.PERSON and run[head][0].isupper():
            people = [self._person(word, noun, forms) for word in after]
            if all(people):
                return list(people)
        for place, word in enumerate(after):
            last = place == len(after) - 1
            if self._joins(word):
                if place == 0 or last:
                    return None
                continue
            if is_acronym(word):
                if not last:
                    return None
                continue
            nouns = any(f.case == "G" for r in self._nouns(word) for f in r.here)
            adjective = any(f.case == "G" for r in self._adjectives(word) for f in r.here)
            if not nouns and (last or not adjective):
                return None
        return [None] * len(after)

    def _person(self, word: str, noun: Reading, forms: Iterable[Form]) -> Reading | None:
        if not word[0].isupper():
            return None
        wanted = {(f.case, f.number, f.gender) for f in forms}
        for reading in sorted(self._nouns(word), key=lambda r: -self._votes[r.lemma]):
            if reading.name is Name.PERSON and any(
                (f.case, f.number, f.gender) in wanted for f in reading.here
            ):
                return reading
        return None

    def _built(
        self, run: tuple[str, ...], head: int, noun: Reading, forms: Sequence[Form],
        tail: Sequence[Reading | None],
    ) -> Citation | None:  # fmt: skip
        after = run[head + 1 :]
        numbers = {form.number for form in forms}
        both: list[tuple[str, ...]] = []
        for number in ("S", "P"):
            cited = next((f for f in noun.forms if f.case == "N" and f.number == number), None)
            built: list[str] = []
            if cited is not None:
                gender = cited.gender or forms[0].gender
                wanted = Form("", "N", cited.number, gender)
                adjectives = [
                    _inflected(self._adjectives(run[k]), forms, wanted) for k in range(head)
                ]
                ends = [
                    _inflected((reading,), forms, wanted) if reading else self._fixed(word)
                    for word, reading in zip(after, tail, strict=True)
                ]
                parts = [*adjectives, cited.text, *ends]
                built = [part for part in parts if part]
            both.append(tuple(built) if len(built) == len(run) else ())
        singular, plural = both
        cited_words = singular or plural
        if not cited_words:
            return None
        names = {head} if noun.name else set()
        names |= {head + 1 + k for k, reading in enumerate(tail) if reading}
        return Citation(
            tuple(fold(word, self._language) for word in cited_words),
            singular,
            plural,
            numbers.pop() if len(numbers) == 1 else "",
            frozenset(head + 1 + k for k, word in enumerate(after) if is_acronym(word)),
            frozenset(names),
        )

    def _fixed(self, word: str) -> str:
        word = spelled(word, self._language)
        return word if is_acronym(word) else word.lower()


def _plain(word: str) -> bool:
    return not any(map(str.isdigit, word))


def _agrees(form: Form, head: Form) -> bool:
    return (
        form.case == head.case
        and form.number == head.number
        and (head.number == "P" or not form.gender or not head.gender or form.gender == head.gender)
    )


def _agreeing(several: Iterable[Reading], head: Form) -> bool:
    return any(_agrees(form, head) for reading in several for form in reading.here)


def _inflected(several: Iterable[Reading], heads: Sequence[Form], wanted: Form) -> str:
    """The nominative of the first reading that agrees with the head as it stands."""
    for reading in several:
        if any(_agrees(form, head) for form in reading.here for head in heads):
            for form in reading.forms:
                if _agrees(form, wanted) and form.case == "N":
                    return form.text
    return ""


def cited(citation: Citation, plural: bool, capitals: Sequence[str]) -> str:
    """A term as a glossary has it.

    Parameters
    ----------
    citation
        Its citation form.
    plural
        Whether the plural is meant, if there is one.
    capitals
        Of each word ``C`` where it begins with a capital, else ``l``.
    """
    singular, several = citation.singular, citation.plural
    forms = (several or singular) if plural else (singular or several)
    return " ".join(
        word[:1].upper() + word[1:] if capital == "C" else word
        for word, capital in zip(forms, capitals, strict=True)
    )
