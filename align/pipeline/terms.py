"""The terms of a paired release: found in both sides and compared with the glossary."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from align.glossary.check import Checker, Fault, Place, TermFault, softer
from align.glossary.compiled import table
from align.glossary.findings import TermFinding
from align.glossary.fixes import Edit, replaced
from align.glossary.matching import Matcher
from align.glossary.store import load
from align.types import Alignment, Span

if TYPE_CHECKING:
    from align.glossary.links import TokenEncoder

# Below this "what stands there instead" is not told. See tests/bench/bench_instead.py.
SURE = 0.5


def check_terms(
    alignment: Alignment,
    glossaries: Sequence[Path],
    encoder: "TokenEncoder | None",
    *,
    cache: bool = True,
) -> tuple[TermFinding, ...]:
    """Whether a release renders the terms of its original as the glossary asks.

    Parameters
    ----------
    alignment
        The release paired with its original.
    glossaries
        Files of the glossary.
    encoder
        Gives the vectors of words by which "what stands there instead" is found; without one it
        is found by names and a word list alone.
    cache
        Use and keep compiled glossaries.

    Raises
    ------
    ConfigError
        A glossary file cannot be used.
    """
    languages = alignment.source.language, alignment.target.language
    source, target = (Matcher(table(glossaries, lang, keep=cache)) for lang in languages)
    faults = Checker(load(glossaries), source, target).check(alignment)
    missing = [f for f in faults if f.fault is Fault.MISSING and f.source]
    found = dict(zip(map(id, missing), _instead(alignment, missing, target, encoder), strict=True))
    findings: list[TermFinding] = []
    for fault in faults:
        instead = found.get(id(fault))
        if fault.fault is Fault.MISSING and instead is None:
            # Left out with its clause, more often than rendered in other words.
            fault = replace(fault, severity=softer(fault.severity))
        findings.append(TermFinding(fault, instead, _edit(alignment, fault)))
    return tuple(findings)


def _edit(alignment: Alignment, fault: TermFault) -> Edit | None:
    """The safe fix of a barred term, or of one in other capitals."""
    if fault.target is None or not fault.expected:
        return None
    text = alignment.target.sentences[fault.target.sentence].text
    barred = fault.barred.text if fault.barred else fault.expected[0]
    better = (fault.barred.replacement if fault.barred else "") or fault.expected[0]
    edit = replaced(text, fault.target.span, barred, better)
    return edit if edit and edit.apply(text) != text else None


def _instead(
    alignment: Alignment,
    faults: Sequence[TermFault],
    target: Matcher,
    encoder: "TokenEncoder | None",
) -> list[Place | None]:
    """What stands in the release for terms that are missing there."""
    if not faults:
        return []
    from align.encode.lexicon import load as load_lexicon
    from align.glossary.instead import standing_for
    from align.glossary.links import Linker

    pairs = [_texts(alignment, fault) for fault in faults]
    linker = Linker(encoder, load_lexicon().renderings)
    out: list[Place | None] = []
    for fault, pair, links in zip(
        faults, pairs, linker.link(pairs, alignment.source.language), strict=True
    ):
        taken = [Span(m.start, m.end) for m in target.find(pair[1]) if m.entry.status.allowed]
        span = fault.source.span if fault.source else Span(0, 0)
        found = standing_for(links, span, taken)
        sure = found is not None and found.score >= SURE
        bead = alignment.beads[fault.bead]
        out.append(_place(alignment, bead.target, found.span) if found and sure else None)
    return out


def _texts(alignment: Alignment, fault: TermFault) -> tuple[str, str]:
    """The original's sentence and the release's part of the bead."""
    source = alignment.source.sentences[fault.source.sentence].text if fault.source else ""
    return source, alignment.target_text(alignment.beads[fault.bead])


def _place(alignment: Alignment, numbers: Sequence[int], span: Span) -> Place | None:
    """A range of sentences joined by blanks as a place in one of them."""
    at = 0
    for number in numbers:
        text = alignment.target.sentences[number].text
        if span.start >= at and span.end <= at + len(text):
            inner = Span(span.start - at, span.end - at)
            return Place(number, inner, inner.of(text))
        at += len(text) + 1
    return None
