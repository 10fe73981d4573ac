"""Candidate marks: where a sentence could end, with what the rules need to see around it.

One pass over the text finds marks, quotation marks and brackets; look-back and look-ahead are
bounded, so the work grows with the length of the text and no faster.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from align.segment.abbreviations import MAX_ABBREVIATION, Lexicon

# Characters looked back at before a mark: the longest abbreviation (24) and the word before it.
WINDOW = 48
# A bracket longer than this is read as running text. Of 137 brackets with a mark inside, in 312
# transcripts and releases, 129 are shorter; the others condense whole passages and are divided.
GROUP_LIMIT = 300
# How many open brackets and quotation marks a closing one may be compared with.
DEPTH = 4

CLOSERS = frozenset("»“”\"'’)]}>›*_")
EVENT = re.compile(r"\.(?:\s\.){2,}|[.!?…‼⁇⁈⁉。！？]+|[()\[\]{}«»“”„\"]")
FOOTNOTE = re.compile(r"\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3}")
# White space, then what may stand before the first word (quotation marks, brackets, dashes,
# bullets, an opening ellipsis), then the word.
NEXT = re.compile(
    r"\s*((?:[\s«“„\"'‘(\[{<‹*_•·—–−-]|…|\.\.\.){0,12})((?:[^\W_]|[’'ʼ-](?=\w)){0,32})"
)
OPENERS = "«“„\"'‘([{<‹*_—–"
NONE: frozenset[str] = frozenset()
BRACKETS = {")": "(", "]": "[", "}": "{"}
QUOTES = frozenset('«»“”„"')

Kind = Literal["lower", "upper", "digit", "other", "end"]


class Group(NamedTuple):
    """A bracket or quotation from its opening sign to its closing one."""

    start: int
    end: int
    bracket: bool
    opens_sentence: bool


class Mark(NamedTuple):
    """A mark and its surroundings.

    Parameters
    ----------
    start, end
        The mark itself: ``text[start:end]``.
    close
        Where the sentence would end: after the closing quotation marks and brackets.
    sentence
        Where the present sentence began.
    token, previous
        The piece of text before the mark without its opening signs, and the two pieces before it,
        nearest first; pieces are separated by white space.
    classes
        Classes of the abbreviation that the mark closes, if it closes one.
    is_stop, is_ellipsis
        The mark is one full stop; it is … or several stops.
    gap
        White space follows `close`.
    lead, word, kind
        Signs before the next word, the word, and what it begins with.
    after
        Where the next word ends.
    groups
        Brackets and quotations around the mark, innermost first.
    """

    text: str
    start: int
    end: int
    close: int
    sentence: int
    token: str
    previous: tuple[str, str]
    classes: frozenset[str]
    is_stop: bool
    is_ellipsis: bool
    gap: bool
    lead: str
    word: str
    kind: Kind
    after: int
    groups: tuple[Group, ...]

    @property
    def sign(self) -> str:
        """The mark as it stands."""
        return self.text[self.start : self.end]

    @property
    def follower(self) -> str:
        """The character right after `close`; empty at the end."""
        return self.text[self.close : self.close + 1]

    @property
    def token_opens_sentence(self) -> bool:
        """Nothing but signs stands between the beginning of the sentence and the token."""
        start = self.start - len(self.token)
        between = self.text[max(self.sentence, start - 8) : start]
        return start - self.sentence <= 8 and not any(c.isalnum() for c in between)

    @property
    def initial_follows(self) -> bool:
        """The next word is a single capital with a stop."""
        return (
            len(self.word) == 1 and self.kind == "upper" and self.text.startswith(".", self.after)
        )


def pair_up(events: list[tuple[str, int]], text: str) -> tuple[dict[int, int], set[int]]:
    """Pair opening with closing signs.

    Returns
    -------
    dict of opening to closing offset, and the offsets of all opening signs.
    """
    pairs: dict[int, int] = {}
    opening: set[int] = set()
    stack: list[tuple[str, int]] = []
    for sign, at in events:
        if sign in BRACKETS:
            family, opens = BRACKETS[sign], False
        elif sign in "([{":
            family, opens = sign, True
        elif sign in "«»":
            family, opens = "«", sign == "«"
        else:
            family, opens = '"', _opens(sign, at, text, stack)
        if opens:
            opening.add(at)
            stack.append((family, at))
            continue
        for depth in range(1, min(DEPTH, len(stack)) + 1):
            if stack[-depth][0] == family:
                if at - stack[-depth][1] <= GROUP_LIMIT:
                    pairs[stack[-depth][1]] = at
                del stack[-depth:]
                break
    return pairs, opening


def _opens(sign: str, at: int, text: str, stack: list[tuple[str, int]]) -> bool:
    if sign in "„”":
        return sign == "„"
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    free_before = not before or before.isspace() or before in '([{«„“"—–-/'
    free_after = not after or after.isspace() or after in '.,;:!?…)]}»”"—–-'
    if free_before != free_after:
        return free_before
    return not any(family == '"' for family, _ in stack[-DEPTH:])


def find_closers(text: str, at: int, opening: set[int]) -> int:
    """Where the closing signs, and a footnote mark, that begin at `at` end."""
    end = at
    while end < len(text) and text[end] in CLOSERS and end not in opening:
        end += 1
    # « Мы готовы. » with blanks inside, as some keyboards set it.
    if text[end + 1 : end + 2] in ("»", "”") and text[end].isspace():
        end += 2
    found = FOOTNOTE.match(text, end)
    return found.end() if found else end


def look(
    text: str,
    start: int,
    end: int,
    close: int,
    sentence: int,
    groups: tuple[Group, ...],
    lexicon: Lexicon,
) -> Mark:
    """The mark at ``text[start:end]`` with its surroundings."""
    pieces = text[max(sentence, start - WINDOW) : start].split()
    detached = not pieces or text[start - 1].isspace()
    token = "" if detached else pieces.pop().lstrip(OPENERS)
    near = pieces[-1] if pieces else ""
    far = pieces[-2] if len(pieces) > 1 else ""
    first = text[start]
    is_stop = first == "." and end - start == 1
    classes = _classes(token, near, far, lexicon) if is_stop and token else NONE
    found = NEXT.match(text, close)
    # NEXT matches the empty string, too.
    lead, word, after = (found[1], found[2], found.end()) if found else ("", "", close)
    return Mark(
        text,
        start,
        end,
        close,
        sentence,
        token,
        (near, far),
        classes,
        is_stop,
        not is_stop and first in ".…" and not any(sign in "!?‼⁇⁈⁉！？" for sign in text[start:end]),
        text[close : close + 1].isspace(),
        lead,
        word,
        _kind(text, word, after),
        after,
        groups,
    )


def _classes(token: str, near: str, far: str, lexicon: Lexicon) -> frozenset[str]:
    """Classes of the abbreviation that ends in `token`; the longest one known counts."""
    if len(token) > MAX_ABBREVIATION:
        return NONE
    known = lexicon.abbreviations
    if near:
        joined = near.endswith(".")
        two = near.lstrip(OPENERS) + ("" if joined else " ") + token
        if joined and far.endswith(".") and far + two in known:
            return known[far + two]
        if two in known:
            return known[two]
    if token in known:
        return known[token]
    # "2020г.", "5км.": the unit without the number that it is joined to.
    return known.get(token.lstrip("0123456789"), NONE) if token[0].isdigit() else NONE


def _kind(text: str, word: str, after: int) -> Kind:
    if not word:
        # A tail without a letter or digit (a closing sign, an emoji) is no sentence.
        tail = text[after : after + WINDOW]
        ends = after + WINDOW >= len(text) and not any(c.isalnum() for c in tail)
        return "end" if ends else "other"
    first = word[0]
    if first.isdigit():
        return "digit"
    # iPhone, eBay: a small letter and then a capital make a name.
    if first.islower() and not word[1:2].isupper():
        return "lower"
    return "upper" if first.isalpha() else "other"


def find_events(text: str) -> Iterator[tuple[str, int, int]]:
    """Marks, quotation marks and brackets in order: sign, start, end."""
    for found in EVENT.finditer(text):
        yield found[0], found.start(), found.end()
