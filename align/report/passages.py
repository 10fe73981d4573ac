"""What people are shown of a finding: passages of both sides with the words marked in them.

A passage is handed on in parts, marked and not, in which every character that acts (turns the
direction of writing, drives a terminal) is made visible.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from align.findings import Edit, Finding, Location, Quote
from align.formats.visible import visible
from align.report.tally import file_name
from align.text import one_line
from align.types import Span

# Longer passages are shown around the words alone. 99.9 % of the sentences in examples/ and in the
# official releases of the development data have no more than 700 characters.
LONGEST = 700

Part = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with words marked in it.

    Parameters
    ----------
    label
        What it is: ``release``, ``original``, or another place as the rule calls it.
    side
        ``target``, ``source`` or ``other``.
    text
        The passage on one line.
    spans
        Ranges of the marked words, ascending, apart from each other.
    location
        Where the words stand, if that is not told anyway.
    here
        Whether they stand in the file that the finding points to.
    """

    label: str
    side: str
    text: str
    spans: tuple[Span, ...] = ()
    location: Location | None = None
    here: bool = True

    @property
    def name(self) -> str:
        """The label, and the place where it is not that of the finding; acting characters shown."""
        if self.location is None:
            return visible(self.label)
        at = self.location
        place = "line " if self.here else f"{file_name(at.path)}:"
        return visible(f"{self.label}, {place}{at.line}")

    def parts(self, longest: int = LONGEST) -> tuple[Part, ...]:
        """The passage in order, words marked or not; acting characters made visible."""
        text, spans = shortened(self.text, self.spans, longest)
        if spans == (Span(0, len(text)),):
            return ((visible(text), False),)  # All of it: nothing to point out.
        return parted(text, spans)


def parted(text: str, spans: Iterable[Span]) -> tuple[Part, ...]:
    """A text in order, the words of `spans` marked; acting characters made visible."""
    found: list[Part] = []
    at = 0
    for span in spans:
        if span.start > at:
            found.append((visible(text[at : span.start]), False))
        found.append((visible(span.of(text)), True))
        at = span.end
    if at < len(text):
        found.append((visible(text[at:]), False))
    return tuple(found)


def passages(finding: Finding) -> tuple[Passage, ...]:
    """The passages of a finding: the release's, the original's, then other places."""
    shown: list[Passage] = []
    for label, quote in (("", finding.at), *((r.label, r.quote) for r in finding.related)):
        side = _side(label, quote, finding)
        whole = _whole(side, finding)
        place = _in(whole, quote)
        held = next((k for k, p in enumerate(shown) if p.side == side and p.text == whole), None)
        known = any(p.side == side for p in shown)
        if place is None or (held is None and known):
            # A sentence of its own, elsewhere in one of the files or in the glossary.
            text = _flat(quote.sentence)
            spans: tuple[Span, ...] = (quote.span,) if text else ()
            if text and side in _LABELS and not known and not (whole and label):
                shown.append(Passage(_LABELS[side], side, text, spans))
            elif label:
                here = quote.location.path == finding.at.location.path
                shown.append(Passage(label, side, text, spans, quote.location, here))
        elif held is None:
            shown.append(Passage(_LABELS[side], side, whole, (place,)))
        else:
            spans = _merged([*shown[held].spans, place])
            shown[held] = replace(shown[held], spans=spans)
    for side in _LABELS:
        whole = _whole(side, finding)
        if whole and not any(p.side == side for p in shown):
            shown.append(Passage(_LABELS[side], side, whole))
    return tuple(sorted(shown, key=lambda p: (p.location is not None, _ORDER.index(p.side))))


@dataclass(frozen=True, slots=True)
class Offer:
    """An edit as people are shown it: the words that go, those that come, and if it is safe."""

    old: str
    new: str
    safe: bool


def offers(finding: Finding) -> tuple[Offer, ...]:
    """The edits of a finding, acting characters made visible."""
    found = []
    for edit in finding.edits:
        old, new = _old(edit, finding), edit.text
        if _cut(old) != _cut(new):
            old, new = _cut(old), _cut(new)
        else:  # Blanks alone differ: they are shown.
            old, new = (_cut(_flat(text), flat=False) for text in (old, new))
        found.append(Offer(visible(old), visible(new), edit.safe))
    return tuple(found)


def offered(offer: Offer) -> str:
    """An edit in words: put “5” in the place of “50”."""
    if not offer.old:
        return f"insert “{offer.new}”"
    return f"“{offer.old}” → “{offer.new}”" if offer.new else f"delete “{offer.old}”"


def shortened(
    text: str, spans: Sequence[Span], longest: int = LONGEST
) -> tuple[str, tuple[Span, ...]]:
    """A long text cut to what stands around its words, with the words' places in what is left.

    Examples
    --------
    >>> shortened("one two three four five", [Span(8, 13)], 12)
    ('… three …', (Span(start=2, end=7),))
    """
    if len(text) <= longest:
        return text, tuple(spans)
    start = spans[0].start if spans else 0
    end = min(max(span.end for span in spans), start + longest) if spans else 0
    room = max(0, longest - (end - start))
    first = max(0, min(start - room // 3, len(text) - longest))
    last = min(len(text), first + longest)
    # Whole words at both ends, where there is a blank at all.
    if first:
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else first
    if last < len(text):
        blank = text.rfind(" ", max(end, first), last)
        last = blank if blank >= 0 else last
    head, tail = "… " if first else "", " …" if last < len(text) else ""
    kept = [
        Span(max(span.start, first) - first, min(span.end, last) - first)
        for span in spans
        if span.end >= first and (span.start < last or span.start == span.end == last)
    ]
    shift = len(head)
    moved = tuple(Span(span.start + shift, span.end + shift) for span in kept)
    return f"{head}{text[first:last]}{tail}", moved


_LABELS = {"target": "release", "source": "original"}
_ORDER = ("target", "source", "other")
_BLANKS = str.maketrans("\t\n\r\f\v", "     ")


def _side(label: str, quote: Quote, finding: Finding) -> str:
    """Which of the two texts a quotation is of."""
    own = finding.side if finding.side in _LABELS else "other"
    if quote.location.path == finding.at.location.path:
        return own
    if label == "the original" or _in(_whole("source", finding), quote):
        return "source"
    return "target" if _in(_whole("target", finding), quote) else "other"


def _whole(side: str, finding: Finding) -> str:
    """All sentences of one side of the bead."""
    if side not in _LABELS:
        return ""
    return _flat(finding.target_sentence if side == "target" else finding.source_sentence)


def _flat(text: str) -> str:
    """A sentence on one line, which sentences are anyway, no character more or less."""
    return text.translate(_BLANKS)


def _in(text: str, quote: Quote) -> Span | None:
    """Where the words of a quotation stand in a text that has its sentence."""
    sentence = _flat(quote.sentence)
    at = text.find(sentence) if sentence else -1
    return None if at < 0 else Span(quote.span.start + at, quote.span.end + at)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif not found or span != found[-1]:
            found.append(span)
    return tuple(found)


def _old(edit: Edit, finding: Finding) -> str:
    if edit.at is not None:
        return edit.at.text
    words = finding.at.text
    return words if len(words) == len(edit.span) else ""


def _cut(text: str, longest: int = 120, *, flat: bool = True) -> str:
    """At most so many characters, on one line; with `flat`, without blanks that say nothing."""
    shown = one_line(text) if flat else text
    shown = shown or _flat(text)  # Where blanks alone go, or come, they are shown.
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"
