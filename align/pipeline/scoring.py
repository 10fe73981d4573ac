"""From two files to a score: paired, checked, read, and put together.

Alignment ─ checks ─▶ findings ─ quality ─▶ ReleaseScore
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from align.errors import ModelError
from align.findings import Finding, Location
from align.morphology import words
from align.scores import BeadScore, Comparison, Interval, MetricScore, Reason, ReleaseScore
from align.types import Alignment, Bead, BeadKind, Language, SegmentedText, Span

if TYPE_CHECKING:
    from align.encode import Encoder
    from align.encode.pairs import TokenEncoder
    from align.pipeline.checking import Desk, Job
    from align.pipeline.pairing import Progress
    from align.quality.adequacy import Judge, Judged

# Rules that ask whether a pair says the same; the others look at a whole release or at its English.
PAIR_RULES = frozenset(
    {*(f"FCT00{n}" for n in range(1, 9)), "FCT010", "FCT020", "FCT030", "CVR005"}
)
_CHUNK = 512  # pairs read between two lots of output

_ALONE = {
    BeadKind.OMISSION: Reason("omission", "The release leaves this out.", 0.0),
    BeadKind.ADDITION: Reason("addition", "The original does not say this.", 0.0),
}


def load_judge(encoder: "TokenEncoder | None" = None) -> "Judge":
    """What scores pairs.

    Parameters
    ----------
    encoder
        One that is loaded already. Pairs are always read with the bundled one, whatever encoder the
        pairing uses: scores mean something for the one that they were calibrated with.

    Raises
    ------
    ModelError
        The encoder or a network is damaged, or not the one of the calibration.
    """
    from align.encode import load_encoder
    from align.encode.pair_model import describe
    from align.encode.pairs import PairNetworks
    from align.quality.adequacy import Judge
    from align.quality.calibration import load
    from align.quality.reading import PairReader

    model, calibration = describe(), load()
    if calibration.model != model.digest:
        raise ModelError(
            f"Scores were calibrated with the networks {calibration.model}, and {model.digest} are "
            "installed. Reinstall sverka."
        )
    if encoder is None or encoder.digest != model.trunk[1]:
        encoder = cast("TokenEncoder", load_encoder())
    return Judge(PairReader(PairNetworks(encoder, model)), calibration)


class ScoreDesk:
    """Scores releases one after another; what they share is loaded once.

    Parameters
    ----------
    desk
        Checks releases.
    encoder
        Gives the vectors of sentences, for pairing.
    judge
        Scores pairs.
    """

    def __init__(self, desk: "Desk", encoder: "Encoder", judge: "Judge") -> None:
        self.desk, self._encoder, self.judge = desk, encoder, judge

    def score(
        self,
        job: "Job",
        reference: str | None = None,
        progress: "Progress | None" = None,
    ) -> ReleaseScore:
        """The score of a release against its original.

        Parameters
        ----------
        job
            The two files.
        reference
            Another English rendering of the same original, to compare with.
        progress
            Told how far the reading is.

        Raises
        ------
        SverkaError
            A document, the glossary or a file of suppressions cannot be used.
        """
        alignment, warnings = self._paired(job, progress)
        metrics: tuple[MetricScore, ...] = ()
        if reference is not None:
            from align.pipeline.reference import blocks, segments
            from align.quality.metrics import metrics as measured

            other, more = self._paired(replace(job, release=reference))
            metrics = measured(*segments(blocks(alignment, other)))
            warnings += more
        return self._judged(alignment, warnings, metrics)

    def _paired(
        self, job: "Job", progress: "Progress | None" = None
    ) -> tuple[Alignment, tuple[str, ...]]:
        from align.pipeline.pairing import pair

        settings = self.desk.settings_for(job)
        return pair(job.original, job.release, self._encoder, settings, progress=progress)

    def _judged(
        self,
        alignment: Alignment,
        warnings: tuple[str, ...],
        metrics: tuple[MetricScore, ...] = (),
    ) -> ReleaseScore:
        from align.quality.issues import issue_score
        from align.quality.release import put_together

        checked = self.desk.judge(alignment, warnings)
        made = put_together(
            ReleaseScore(
                checked.original,
                checked.release,
                beads=scored(alignment, checked.told, self.judge),
                metrics=metrics,
                signature=f"{checked.signature}|quality:{self.judge.digest}",
                warnings=warnings,
            ),
            self.judge.calibration,
            glossary=bool(self.desk.office.glossaries),
        )
        return replace(made, issues=issue_score(checked.told, made.words))

    def compare(
        self, original: str, first: str, second: str, reference: str | None = None
    ) -> Comparison:
        """Two translations of one original, measure by measure, on the same sentences.

        Raises
        ------
        SverkaError
            A document, the glossary or a file of suppressions cannot be used.
        """
        from align.pipeline.checking import Job
        from align.pipeline.reference import blocks, segments, weighed
        from align.quality.bootstrap import compare_values
        from align.quality.metrics import compare_metrics

        names = [first, second, *([reference] if reference else [])]
        paired = [self._paired(Job(original, name)) for name in names]
        alignments = [alignment for alignment, _ in paired]
        scores = [self._judged(*one) for one in paired[:2]]
        made = blocks(*alignments[:2])
        (values, words), (others, other_words) = (
            weighed(made, side, one.beads) for side, one in enumerate(scores)
        )
        signature = scores[0].signature
        measures = [compare_values(values, others, words, other_words, signature=signature)]
        if reference:
            measures += compare_metrics(*segments(blocks(*alignments)))
        told = dict.fromkeys(warning for _, warnings in paired for warning in warnings)
        return Comparison(original, first, second, tuple(measures), len(made), tuple(told))


def scored(
    alignment: Alignment, findings: Sequence[Finding], judge: "Judge"
) -> tuple[BeadScore, ...]:
    """The score of every bead but page furniture, in the order of the alignment."""
    by_text: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_text[finding.source_sentence, finding.target_sentence].append(finding)
    beads = [b for b in alignment.beads if alignment.kind(b) is not BeadKind.FURNITURE]
    texts = [(alignment.source_text(b), alignment.target_text(b)) for b in beads]
    paired = [n for n, bead in enumerate(beads) if bead.source and bead.target]
    judged = judge.judge(
        [texts[n] for n in paired],
        [alignment.source.language] * len(paired),
        [by_text[texts[n]] for n in paired],
    )
    said = dict(zip(paired, judged, strict=True))
    return tuple(_bead(alignment, bead, texts[n], said.get(n)) for n, bead in enumerate(beads))


def _bead(
    alignment: Alignment, bead: Bead, texts: tuple[str, str], judged: "Judged | None"
) -> BeadScore:
    weight = len(words(texts[0] if bead.source else texts[1]))
    places = (
        _location(alignment.source, bead.source),
        _location(alignment.target, bead.target),
    )
    if judged is None:
        return BeadScore(
            bead.source, bead.target, *texts, weight, None, 0.0, Interval(0.0, 0.0),
            (_ALONE[alignment.kind(bead)],), (), *places,
        )  # fmt: skip
    return BeadScore(
        bead.source, bead.target, *texts, weight, judged.read, judged.adequacy, judged.interval,
        judged.reasons, judged.marks, *places,
    )  # fmt: skip


def _location(side: SegmentedText, numbers: tuple[int, ...]) -> Location | None:
    """From the first of some sentences to the last one's end; None where there are none."""
    if not numbers:
        return None
    first, last = (side.sentences[n].span for n in (numbers[0], numbers[-1]))
    place = Span(first.start, max(first.start + 1, last.end))
    start, end = side.document.position(place.start), side.document.position(place.end - 1)
    return Location(side.document.path, start.line, start.column, end.line, end.column + 1)


def score_pairs(
    pairs: Sequence[tuple[str, str]], languages: Sequence[Language], judge: "Judge"
) -> "Iterator[Judged]":
    """The score of sentence pairs as they stand, one after another."""
    for start in range(0, len(pairs), _CHUNK):
        part, langs = pairs[start : start + _CHUNK], languages[start : start + _CHUNK]
        yield from judge.judge(part, langs, list(pair_findings(part, langs)))


def pair_findings(
    pairs: Sequence[tuple[str, str]], languages: Sequence[Language]
) -> Iterator[tuple[Finding, ...]]:
    """What the rules find in sentence pairs as they stand."""
    from align.checks.context import Context
    from align.checks.documentation import paired
    from align.checks.run import Chosen, run
    from align.encode.lexicon import load
    from align.glossary.links import Linker

    chosen, linker = Chosen(PAIR_RULES), Linker(None, load().renderings)
    for pair, language in zip(pairs, languages, strict=True):
        whole = all(text.strip() for text in pair)
        yield run(Context(paired([pair], language), None, linker), chosen) if whole else ()


def pairs_signature(judge: "Judge") -> str:
    """What makes the scores of sentence pairs."""
    from align.signature import signature

    return signature(quality=judge.digest, rules="pairs")
