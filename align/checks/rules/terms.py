"""Terms: whether the release renders those of its original as the glossary asks, and as it does."""

from collections.abc import Iterator, Mapping
from typing import Any

from align.checks.context import Context
from align.checks.rule import Change, Hit, Option, Rule, Words
from align.checks.run import joined
from align.findings import Severity
from align.glossary.check import Fault, Place, TermFault
from align.glossary.concepts import Enforce, Status
from align.glossary.fixes import replaced
from align.glossary.instead import standing_for
from align.keys.words import stem
from align.morphology import lemmas, words
from align.types import Span

_SEVERITY = {
    Enforce.ERROR: Severity.ERROR,
    Enforce.WARNING: Severity.WARNING,
    Enforce.NOTE: Severity.NOTE,
}
# Below this "what stands there instead" is not told. See tests/bench/bench_instead.py.
SURE = 0.5
_SHOWN = 3  # allowed renderings that a message names
_ORIGINAL = "the original"


class MissingRendering(Rule):
    """TRM001: a concept of the original that no agreed term of the release renders."""

    code = "TRM001"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every concept without its rendering, with what stands there instead."""
        faults = [f for f in context.term_faults if f.fault is Fault.MISSING and f.source]
        links = context.links([fault.bead for fault in faults])
        for fault in faults:
            source = _words("source", fault.source)
            assert source is not None  # noqa: S101 - chosen so above
            at = self._instead(context, fault, source, links)
            severity = _SEVERITY[fault.severity]
            said = f"“{_text(context, source)}” should be rendered {_expected(fault)}"
            if at is None:
                # Left out with its clause, more often than rendered in other words.
                yield Hit(
                    source, f"{said}; no rendering of it was found.", fault.bead,
                    severity=severity.softer(), concept=fault.concept.id,
                )  # fmt: skip
                continue
            if _means_otherwise(context, source, fault.term, at):
                continue
            yield Hit(
                at, f"{said}; “{_text(context, at)}” stands there instead.", fault.bead,
                ((_ORIGINAL, source),), severity, fault.concept.id,
            )  # fmt: skip

    @staticmethod
    def _instead(
        context: Context, fault: TermFault, source: Words, links: Mapping[int, Any]
    ) -> Words | None:
        """What stands in the release for a term, where that is plain."""
        if fault.bead not in links or context.terms is None:
            return None
        alignment = context.alignment
        bead = alignment.beads[fault.bead]
        before = bead.source[: bead.source.index(source.sentence)]
        shift = sum(len(alignment.source.sentences[n].text) + 1 for n in before)
        span = Span(source.span.start + shift, source.span.end + shift)
        matches = context.terms.target.find(alignment.target_text(bead))
        taken = [Span(m.start, m.end) for m in matches if m.entry.status.allowed]
        found = standing_for(links[fault.bead], span, taken)
        if found is None or found.score < SURE:
            return None
        return joined(alignment, "target", bead.target, found.span)


class BarredTerm(Rule):
    """TRM002: a term that is forbidden, deprecated or superseded stands in the release."""

    code = "TRM002"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every barred term; where the original does not have the concept, it is only noted."""
        for fault in context.term_faults:
            at = _words("target", fault.target)
            if fault.fault is not Fault.BARRED or at is None or fault.barred is None:
                continue
            better = fault.barred.replacement or (fault.expected[0] if fault.expected else "")
            status = fault.barred.status.value
            if fault.barred.status is Status.SUPERSEDED and fault.barred.until:
                status = f"superseded since {fault.barred.until.isoformat()}"
            say = f"; say “{better}”" if better else ""
            source = _words("source", fault.source)
            where = ", though the original does not speak of it"
            if source is not None:
                where = f" for “{_text(context, source)}”"
            yield Hit(
                at, f"“{_text(context, at)}” is {status}{where}{say}.", fault.bead,
                ((_ORIGINAL, source),) if source else (),
                _SEVERITY[fault.severity], fault.concept.id,
                _change(context, at, fault.barred.text, better),
            )  # fmt: skip


class WrongCapitals(Rule):
    """TRM003: the agreed term, in other capitals."""

    code = "TRM003"

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every agreed term whose capitals matter and are others."""
        for fault in context.term_faults:
            at = _words("target", fault.target)
            if fault.fault is not Fault.CAPITALS or at is None:
                continue
            source = _words("source", fault.source)
            agreed = [t for t in fault.expected if t.casefold() == _text(context, at).casefold()]
            yield Hit(
                at, f"“{_text(context, at)}” is written {_quoted(agreed or fault.expected)}.",
                fault.bead, ((_ORIGINAL, source),) if source else (), _SEVERITY[fault.severity],
                fault.concept.id, tuple(Change(at, text, safe=True) for text in agreed[:1]),
            )  # fmt: skip


class Inconsistent(Rule):
    """TRM004: one term of the original, rendered in two ways within the release."""

    code = "TRM004"
    options = {"least": Option(2, "how often the prevailing rendering must stand", least=1)}

    def check(self, context: Context, options: Mapping[str, Any]) -> Iterator[Hit]:
        """Every place where a repeated term is rendered otherwise than elsewhere."""
        from align.glossary.consistency import inconsistencies

        if context.linker is None:
            return
        alignment = context.alignment
        found = inconsistencies(alignment, context.links, context.covered)
        for told in found:
            if len(told.agreeing) < options["least"]:
                continue
            for other in told.others:
                bead = alignment.beads[other.bead]
                at = joined(alignment, "target", bead.target, other.target)
                source = joined(alignment, "source", bead.source, other.source)
                if at is None or source is None:
                    continue
                where = [
                    joined(alignment, "target", alignment.beads[o.bead].target, o.target)
                    for o in told.agreeing
                ]
                elsewhere = tuple(("elsewhere", words) for words in where[:1] if words)
                yield Hit(
                    at,
                    f"“{told.term}” is “{told.majority}” in {len(told.agreeing)} places and "
                    f"“{other.rendering}” here.",
                    other.bead,
                    ((_ORIGINAL, source), *elsewhere),
                )


def _means_otherwise(context: Context, source: Words, term: str, at: Words) -> bool:
    """Whether a word is here a form of another one: «дамоў» of дом, a house, not of дамова."""
    from align.encode.lexicon import load

    spans = words(_text(context, source))
    if len(spans) != 1:
        return False
    renderings = load().renderings
    there = _text(context, at)
    english = {stem(there[a:b]) for a, b in words(there)}
    mine = stem(term)
    others = {stem(lemma) for lemma in lemmas(_text(context, source), context.language)} - {mine}
    if any(word in english for word, _ in renderings(mine)):
        return False
    return any(word in english for other in others for word, _ in renderings(other))


def _words(side: Any, place: Place | None) -> Words | None:
    return None if place is None else Words(side, place.sentence, place.span)


def _text(context: Context, words: Words) -> str:
    return words.span.of(context.side(words.side).sentences[words.sentence].text)


def _quoted(terms: Any) -> str:
    return " or ".join(f"“{term}”" for term in terms[:_SHOWN])


def _expected(fault: TermFault) -> str:
    return _quoted(fault.expected)


def _change(context: Context, at: Words, barred: str, better: str) -> tuple[Change, ...]:
    """The safe fix of a barred term."""
    sentence = context.side("target").sentences[at.sentence].text
    edit = replaced(sentence, at.span, barred, better) if better else None
    if edit is None or edit.apply(sentence) == sentence:
        return ()
    return (Change(Words("target", at.sentence, edit.span), edit.text, safe=True),)
