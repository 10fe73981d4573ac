"""The splitter: decisions of the rules mark by mark, and the sentences that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from align.segment.abbreviations import Lexicon, load_lexicon
from align.segment.marks import (
    DEPTH,
    QUOTES,
    Group,
    find_closers,
    find_events,
    look,
    pair_up,
)
from align.segment.rules import RULES, SEGMENTER_VERSION, judge
from align.segment.verdicts import footnote_end
from align.types import Language, Span

SIGNS = QUOTES | frozenset("()[]{}")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a sentence ends at a candidate mark, and by which rule.

    Parameters
    ----------
    offset
        Where the sentence ends or would end: after the mark, its closing quotation marks,
        brackets and footnote mark.
    boundary
        The sentence ends here.
    rule
        Name of the rule that decided.
    """

    offset: int
    boundary: bool
    rule: str


class Splitter:
    """Divides a paragraph of one language into sentences.

    Parameters
    ----------
    language
        Language of the text.
    lexicon
        Its abbreviations and word lists.
    """

    __slots__ = ("digest", "language", "lexicon")

    def __init__(self, language: Language, lexicon: Lexicon) -> None:
        self.language = language
        self.lexicon = lexicon
        rules = " ".join(rule.name for rule in RULES)
        said = f"{SEGMENTER_VERSION}\n{language}\n{rules}\n{lexicon.canonical()}"
        #: Twelve hexadecimal digits that stand for the rules and the data.
        self.digest: str = sha256(said.encode()).hexdigest()[:12]

    def decide(self, text: str) -> tuple[Decision, ...]:
        """Every candidate mark of a paragraph, in order, with the rule that decided it."""
        events = list(find_events(text))
        pairs, opening = pair_up([(s, at) for s, at, _ in events if s in SIGNS], text)
        decisions: list[Decision] = []
        groups: list[Group] = []
        sentence, done = _skip_space(text, 0), 0
        for sign, start, end in events:
            if sign in SIGNS:
                if start in pairs:
                    opens = _opens_sentence(text, start, sentence)
                    groups.append(Group(start, pairs[start], sign not in QUOTES, opens))
                continue
            if start < done:
                continue
            while groups and groups[-1].end < start:
                groups.pop()
            close = find_closers(text, end, opening)
            around = tuple(reversed(groups[-DEPTH:])) if groups else ()
            mark = look(text, start, end, close, sentence, around, self.lexicon)
            boundary, rule = judge(mark, self.lexicon)
            if boundary:
                if not mark.gap:
                    close = footnote_end(mark, self.lexicon)
                sentence = _skip_space(text, close)
            decisions.append(Decision(close, boundary, rule))
            done = close
        return tuple(decisions)

    def split(self, text: str) -> tuple[Span, ...]:
        """Sentences of a paragraph, without the white space around them.

        Every character that is no white space is in exactly one of them.
        """
        spans: list[Span] = []
        start = _skip_space(text, 0)
        for decision in self.decide(text):
            if decision.boundary:
                spans.append(Span(start, decision.offset))
                start = _skip_space(text, decision.offset)
        end = len(text.rstrip())
        if start < end:
            spans.append(Span(start, end))
        return tuple(spans)


def load_splitter(language: Language, extra: Sequence[Path] = ()) -> Splitter:
    """A splitter with the packaged data of a language and, on top, files of the user's.

    Raises
    ------
    ConfigError
        A file cannot be read, is no TOML, or holds an unknown key or a value of a wrong type.
    """
    return Splitter(language, load_lexicon(language, extra))


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _opens_sentence(text: str, at: int, sentence: int) -> bool:
    """Whether a bracket or quotation at `at` begins a sentence or is announced by a colon."""
    before = text[max(sentence, at - 16) : at].rstrip()
    return not before or before[-1] in ".!?…:;—–)]>" or before[-2:] in ("!»", "?»")
