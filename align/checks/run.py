"""The rules run over a paired release; their hits made findings, in the order of the release."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from align.checks.context import Context
from align.checks.documentation import info
from align.checks.matter import spoken_from
from align.checks.registry import rules
from align.checks.rule import DOUBTFUL as DOUBTFUL
from align.checks.rule import Hit, Rule, Words
from align.findings import Edit, Finding, Location, Quote, Related, Severity
from align.text import in_lines, one_line
from align.types import Alignment, SegmentedText, Span

# Below this probability of the pairing a finding is told two steps more softly, and one step below
# the rule's own (`Rule.doubtful`): the band "wrong" of the table (align/formats/summary.py).
WRONG = 0.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rules run, and how.

    Parameters
    ----------
    codes
        Codes of the rules to run.
    severities
        Severity by code, where it is not the rule's own.
    options
        Values of options by code.
    """

    codes: frozenset[str]
    severities: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def run(context: Context, chosen: Chosen) -> tuple[Finding, ...]:
    """What the chosen rules find in a release, in its order; the same found twice is told once."""
    found: dict[Finding, None] = {}
    running = {code: rule for code, rule in rules().items() if code in chosen.codes}
    if any(rule.linked for rule in running.values()):
        context.begin_linking()
    # Those that wait for links come last: the others take the time that linking takes.
    for code, rule in sorted(running.items(), key=lambda item: item[1].linked):
        values = {name: option.default for name, option in rule.options.items()}
        values.update(chosen.options.get(code, {}))
        for hit in rule.check(context, values):
            found[_finding(context, rule, hit, chosen.severities.get(code))] = None
    return tuple(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[Any, ...]:
    # What the release lacks stands in the original: it is told after what stands in the release.
    return finding.side == "source", finding.at.location, finding.rule, finding.message


def _finding(context: Context, rule: Rule, hit: Hit, severity: Severity | None) -> Finding:
    alignment = context.alignment
    bead = None if hit.bead is None else alignment.beads[hit.bead]
    about = info(rule.code)
    level = hit.severity or severity or about.severity
    if severity is not None and hit.severity is not None:
        # Who sets a severity means the rule's own; what the rule tells more softly stays so.
        level = severity.softer(max(0, hit.severity.rank - about.severity.rank))
    probability = bead.probability if bead and rule.paired else 1.0
    level = level.softer((probability < rule.doubtful) + (probability < WRONG))
    at = quote(alignment, hit.at)
    if hit.at.side == "source" and hit.at.span.end <= spoken_from(at.sentence):
        level = Severity.NOTE  # A title or a date of the page, not said by anybody.
    sides = (alignment.source_text(bead), alignment.target_text(bead)) if bead else ("", "")
    if not bead and hit.at.side == "target":
        sides = ("", at.sentence)
    return Finding(
        rule.code,
        about.name,
        level,
        hit.message,
        hit.at.side,
        at,
        tuple(Related(label, quote(alignment, words)) for label, words in hit.related),
        sides[1],
        sides[0],
        hit.concept,
        tuple(
            Edit(
                _place(alignment.target, change.words),
                change.text,
                change.safe,
                quote(alignment, change.words),
            )
            for change in hit.changes
        ),
        probability,
        fingerprint(rule.code, hit.concept, at.text, sides),
    )


def fingerprint(rule: str, concept: str, words: str, sentences: Iterable[str]) -> str:
    """16 hexadecimal digits that stay the same when lines move and blanks or capitals change."""
    parts = (rule, concept, words, *sentences)
    text = "\n".join(map(_folded, parts))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    """Kept, for the findings of a sentence follow each other."""
    return one_line(text).casefold()


def quote(alignment: Alignment, words: Words) -> Quote:
    """Words of one side with their sentence and their place in the file."""
    side = alignment.source if words.side == "source" else alignment.target
    place = _place(side, words)
    start, end = side.document.position(place.start), _end(side, place)
    location = Location(side.document.path, start.line, start.column, *end)
    return Quote(location, side.sentences[words.sentence].text, words.span)


def _end(side: SegmentedText, place: Span) -> tuple[int, int]:
    """Line and column after the last character, on its own line."""
    if not len(place):
        start = side.document.position(place.start)
        return start.line, start.column
    last = side.document.position(place.end - 1)
    return last.line, last.column + 1


def _place(side: SegmentedText, words: Words) -> Span:
    """The range of words in the text of the document."""
    sentence = side.sentences[words.sentence]
    if len(sentence.span) == len(sentence.text):
        # Every blank is one character, as on one line: thousands of findings in a giant line take
        # no time each.
        first, last = words.span.start, max(words.span.start, words.span.end)
        return Span(sentence.span.start + first, sentence.span.start + last)
    text = sentence.span.of(side.document.text)
    start = in_lines(text, words.span.start)
    if words.span.end <= words.span.start:
        return Span(sentence.span.start + start, sentence.span.start + start)
    end = in_lines(text, words.span.end - 1) + 1
    return Span(sentence.span.start + start, sentence.span.start + end)


def joined(
    alignment: Alignment, side: Literal["source", "target"], numbers: Sequence[int], span: Span
) -> Words | None:
    """A range of sentences joined by blanks, as a place in one of them; None across two."""
    at = 0
    sentences = (alignment.source if side == "source" else alignment.target).sentences
    for number in numbers:
        length = len(sentences[number].text)
        if span.start >= at and span.end <= at + length:
            return Words(side, number, Span(span.start - at, span.end - at))
        at += length + 1
    return None
