"""Where the terms of a glossary stand in a text: one pass over its words.

Terms are compiled to a trie of folded words (Aho and Corasick 1975 do the same with letters; words
need no failure links, because few terms begin inside another). A text is split, folded and looked
up; a word no term begins with costs one look-up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from align.glossary.concepts import Case, Glossary, Status
from align.morphology import TermForms, fold, term_forms, words
from align.types import Language

Trie = dict[str, Any]
Spans = Sequence[tuple[int, int]]
# Numbers of the first word and of the one after the last, and of the entry.
Candidate = tuple[int, int, int]
# First word to the words after it to the numbers of the entries.
Forms = dict[str, dict[str, list[int]]]
# What may stand between two words of a term: blanks, and quotation marks around a name in it.
_BETWEEN = frozenset(" \t\u00a0\u202f\u2009«»“”„\"'’‘")
_BETWEEN_MOST = 4
# Signs that stand for one another between the words of a term: «Север – Юг», "Север-Юг".
_DASHES = frozenset("-–—−")
# Distinct words remembered; a large archive has more, and begins anew.
_REMEMBERED = 1 << 18
_ENDS = "#"  # no part of a word; the key of a node under which the entries that end there are


@dataclass(frozen=True, slots=True)
class Entry:
    """A term as it is looked for.

    Parameters
    ----------
    concept
        Its concept's id.
    term
        Citation form.
    status
        Of the term.
    exact
        Whether capitals matter.
    gap
        Words that may stand between its own.
    words, acronyms
        As in `align.morphology.TermForms`.
    signs
        What may stand between its words beside blanks and quotation marks: the signs that stand
        there in the citation form.
    """

    concept: str
    term: str
    status: Status
    exact: bool
    gap: int
    words: tuple[str, ...]
    acronyms: frozenset[str]
    signs: frozenset[str] = frozenset()


class Match(NamedTuple):
    """A term found. A tuple: a text has ten thousands, and a frozen class takes thrice as long.

    Parameters
    ----------
    entry
        The term.
    start, end
        Half-open range of code points.
    within
        Concept of the longer term that it is a part of; empty where it stands for itself.
    """

    entry: Entry
    start: int
    end: int
    within: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The terms of one language, compiled.

    Parameters
    ----------
    language
        Of the terms.
    entries
        The terms.
    close, loose
        Tries of folded words, of terms whose words stand together and of those that let one in; the
        key "" leads to the numbers of the entries that end there.
    """

    language: Language
    entries: tuple[Entry, ...]
    close: Trie
    loose: Trie


def compiled(glossary: Glossary, language: Language) -> Table:
    """All terms of a language, ready to be looked for."""
    entries: list[Entry] = []
    forms: tuple[Forms, Forms] = ({}, {})
    for concept in glossary.concepts:
        for term in concept.in_language(language):
            found = term_forms(term.text, language, term.forms)
            several = any(len(sequence) > 1 for sequence in found.sequences)
            gap = concept.gap if several else 0
            for first, *rest in found.sequences:
                by_rest = forms[bool(gap)].setdefault(first, {})
                by_rest.setdefault(" ".join(rest), []).append(len(entries))
            exact = term.case is Case.EXACT
            entries.append(
                Entry(
                    concept.id, term.text, term.status, exact, gap, found.words, found.acronyms,
                    _signs(term.text),
                )
            )  # fmt: skip
    return Table(language, tuple(entries), _packed(forms[0]), _packed(forms[1]))


def _signs(term: str) -> frozenset[str]:
    """What stands between the words of a term, but for blanks and quotation marks."""
    spans = words(term)
    found = {c for a, b in pairwise(spans) for c in term[a[1] : b[0]]} - _BETWEEN
    return frozenset(found | _DASHES if found & _DASHES else found)


def _packed(forms: Forms) -> dict[str, str]:
    return {
        first: "|".join(f"{rest}={','.join(map(str, n))}" for rest, n in by_rest.items())
        for first, by_rest in forms.items()
    }


class _Nodes(dict[str, "Trie | None"]):
    """First words to the tries of what may follow; None for words that no term begins with."""

    def __init__(self, packed: Mapping[str, str]) -> None:
        super().__init__()
        self._packed = packed

    def __missing__(self, word: str) -> Trie | None:
        packed = self._packed.get(word)
        if packed is None:
            self[word] = None
            return None
        root: Trie = {}
        for form in packed.split("|"):
            rest, _, numbers = form.partition("=")
            node = root
            for following in rest.split():
                node = node.setdefault(following, {})
            node[_ENDS] = [int(number) for number in numbers.split(",")]
        self[word] = root
        return root


class Matcher:
    """Finds the terms of a compiled glossary in texts of its language."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._known = _Known(table.language)
        self._close, self._loose = _Nodes(table.close), _Nodes(table.loose)
        self._between = _BETWEEN.union(*(entry.signs for entry in table.entries))
        self._forms = [
            TermForms(e.words, (), e.acronyms) if e.exact or e.acronyms else None
            for e in table.entries
        ]

    def find(self, text: str, *, nested: bool = False) -> list[Match]:
        """Terms in a text, in its order, the longer of two that begin together first.

        Terms do not reach over a line feed. Of two that overlap the longer one counts; a concept is
        told once at a place.

        Parameters
        ----------
        text
            Any number of lines.
        nested
            Tell also what is a part of a longer term, with `Match.within`.
        """
        known, spans = self._known, words(text)
        folded = [known[text[a:b]] for a, b in spans]
        found = self._candidates(text, spans, folded)
        for remembered in (known, self._close, self._loose):
            if len(remembered) > _REMEMBERED:
                remembered.clear()
        entries, forms = self.table.entries, self._forms
        out: list[Match] = []
        at, count = 0, len(found)
        while at < count:
            first, reach, number = found[at]
            begin, at = at, at + 1
            while at < count and found[at][0] < reach:
                reach = max(reach, found[at][1])
                at += 1
            if at > begin + 1:
                out += self._chosen(found[begin:at], spans, text, nested)
            elif (reach == first + 1 and forms[number] is None) or self._fits(
                found[begin], spans, text
            ):
                out.append(Match(entries[number], spans[first][0], spans[reach - 1][1]))
        return out

    def _candidates(self, text: str, spans: Spans, folded: Sequence[str]) -> list[Candidate]:
        """Every run of words that is a form of a term, by its first word."""
        close, loose, count = self._close, self._loose, len(folded)
        some_loose = bool(self.table.loose)
        found: list[Candidate] = []
        for first, word in enumerate(folded):
            node, after = close[word], first
            while node is not None:
                after += 1
                ends = node.get(_ENDS)
                if ends:
                    found += [(first, after, number) for number in ends]
                    if len(node) == 1:
                        break
                if after == count:
                    break
                node = node.get(folded[after])
                if node is not None and not self._together(text, spans, after):
                    break
            if some_loose and (begun := loose[word]) is not None:
                found += self._loosely(begun, first, text, spans, folded)
        return found

    def _fits(self, candidate: Candidate, spans: Spans, text: str) -> bool:
        """Whether words have the capitals that their term asks for, and no signs but its own."""
        first, after, number = candidate
        signs = self.table.entries[number].signs
        for k in range(first + 1, after):
            between = text[spans[k - 1][1] : spans[k][0]]
            if between != " " and not all(c in _BETWEEN or c in signs for c in between):
                return False
        forms = self._forms[number]
        if forms is None:
            return True
        tokens = [text[a:b] for a, b in spans[first:after]]
        exact = self.table.entries[number].exact
        return forms.fits(tokens, self.table.language, exact=exact)

    def _loosely(
        self, node: Trie, first: int, text: str, spans: Spans, folded: Sequence[str]
    ) -> list[Candidate]:
        """Runs from a word on that let one foreign word in."""
        found: list[Candidate] = []
        waiting = [(node, first + 1, False)]
        while waiting:
            node, after, let_in = waiting.pop()
            found += [(first, after, number) for number in node.get(_ENDS, ())]
            if after == len(folded) or not self._together(text, spans, after):
                continue
            if folded[after] in node:
                waiting.append((node[folded[after]], after + 1, let_in))
            beyond = after + 1
            if (
                not let_in
                and beyond < len(folded)
                and folded[beyond] in node
                and self._together(text, spans, beyond)
            ):
                waiting.append((node[folded[beyond]], beyond + 1, True))
        return found

    def _together(self, text: str, spans: Spans, k: int) -> bool:
        """Whether only blanks and quotation marks part a word from the one before."""
        before, after = spans[k - 1][1], spans[k][0]
        if after - before == 1:
            return text[before] in self._between
        return after - before <= _BETWEEN_MOST and self._between.issuperset(text[before:after])

    def _chosen(
        self, found: Sequence[Candidate], spans: Spans, text: str, nested: bool
    ) -> list[Match]:
        """Of candidates that overlap, what fits: a concept once at a place, longer terms first."""
        entries = self.table.entries
        if not nested:
            # Mostly one of them has all the words: the others are parts of it.
            first, reach = found[0][0], max(candidate[1] for candidate in found)
            whole = [c for c in found if c[1] - c[0] == reach - first]
            if len(whole) == 1 and self._fits(whole[0], spans, text):
                return [Match(entries[whole[0][2]], spans[first][0], spans[reach - 1][1])]
        taken: dict[int, tuple[str, int, int]] = {}
        told: set[tuple[str, int]] = set()
        out: list[tuple[int, int, Match]] = []
        for candidate in sorted(found, key=lambda f: (f[0] - f[1], f[0], f[2])):
            first, after, number = candidate
            entry = entries[number]
            places = range(first, after)
            if any((entry.concept, k) in told for k in places):
                continue
            holder = next(
                (taken[k][0] for k in places if k in taken and taken[k][1:] != (first, after)), ""
            )
            if (holder and not nested) or not self._fits(candidate, spans, text):
                continue
            told.update((entry.concept, k) for k in places)
            if not holder:
                taken.update((k, (entry.concept, first, after)) for k in places)
            start, end = spans[first][0], spans[after - 1][1]
            out.append((first, -after, Match(entry, start, end, holder)))
        return [match for _, _, match in sorted(out, key=lambda row: row[:2])]


class _Known(dict[str, str]):
    """Words as they stand to their folded forms."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language: Language = language

    def __missing__(self, word: str) -> str:
        self[word] = folded = fold(word, self._language)
        return folded
