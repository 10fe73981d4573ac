"""From sentences to an alignment: encoding, beads, what made them."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from align.errors import ModelError, PairError
from align.pipeline.documents import prepare
from align.pipeline.settings import Settings
from align.types import Alignment, Bead, LineKind, SegmentedText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from align.encode import Encoder

Progress = Callable[[int, int], None]
_CHUNK = 256  # sentences encoded between two reports of progress
# Characters of a sentence that the encoder sees. The longest sentence of the development data has
# under 2,000; what is longer is a table or damage, and would take minutes.
ENCODED = 20_000


def pair(
    original: str,
    translation: str,
    encoder: "Encoder",
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> tuple[Alignment, tuple[str, ...]]:
    """Pair the sentences of a translation with those of its original.

    Returns
    -------
    Alignment
        Every sentence of both documents in exactly one bead.
    tuple of str
        Warnings, a sentence each.

    Raises
    ------
    InputError
        A document cannot be read, is in another language, or the two do not go together.
    """
    source, target, warnings = prepare(original, translation, settings, stdin)
    return pair_prepared(source, target, encoder, settings, progress), warnings


def pair_prepared(
    source: SegmentedText,
    target: SegmentedText,
    encoder: "Encoder",
    settings: Settings,
    progress: Progress | None = None,
) -> Alignment:
    """Pair what `prepare` gave: all of `pair` that needs an encoder.

    Raises
    ------
    PairError
        The two documents are no translations of each other.
    """
    beads = align_sides(source, target, encoder, progress)
    alignment = Alignment(source, target, beads, _signature(source, target, encoder, settings))
    if not settings.force:
        _refuse_unrelated(alignment)
    return alignment


def align_sides(
    source: SegmentedText,
    target: SegmentedText,
    encoder: "Encoder",
    progress: Progress | None = None,
) -> tuple[Bead, ...]:
    """Beads of two divided documents.

    Page furniture translates nothing; it is taken out first, so that a bead may reach over it, and
    comes back as null beads of its own.
    """
    from align.beads import align, in_order

    body = [
        [s.index for s in side.sentences if s.kind is not LineKind.FURNITURE]
        for side in (source, target)
    ]
    texts = [
        [side.sentences[n].text for n in numbers]
        for side, numbers in zip((source, target), body, strict=True)
    ]
    vectors = _encode(texts[0] + texts[1], encoder, progress)
    split = len(texts[0])
    beads = align(
        texts[0],
        texts[1],
        (vectors[:split], vectors[split:]),
        source.language,
        (encoder.centre(source.language), encoder.centre(target.language)),
    )
    numbered = [
        Bead(
            tuple(body[0][n] for n in bead.source), tuple(body[1][n] for n in bead.target),
            bead.probability, bead.moved,
        )
        for bead in beads
    ]  # fmt: skip
    furniture = [
        Bead((s.index,), (), 1.0) for s in source.sentences if s.kind is LineKind.FURNITURE
    ] + [Bead((), (s.index,), 1.0) for s in target.sentences if s.kind is LineKind.FURNITURE]
    return tuple(in_order(numbered + furniture))


def _encode(
    texts: Sequence[str], encoder: "Encoder", progress: Progress | None
) -> "NDArray[np.float32]":
    import numpy as np

    def parts() -> "Iterator[NDArray[np.float32]]":
        for start in range(0, len(texts), _CHUNK):
            yield encoder.encode([text[:ENCODED] for text in texts[start : start + _CHUNK]])
            if progress:
                progress(min(start + _CHUNK, len(texts)), len(texts))

    vectors = np.concatenate([np.zeros((0, encoder.dimensions), np.float32), *parts()])
    if not np.isfinite(vectors).all():
        raise ModelError(f"The encoder {encoder.name} gave vectors that are no numbers.")
    return vectors


def _signature(
    source: SegmentedText, target: SegmentedText, encoder: "Encoder", settings: Settings
) -> str:
    from align.beads import load_weights
    from align.segment import load_splitter
    from align.signature import signature

    digests = [
        load_splitter(side.language, settings.abbreviations.get(side.language, ())).digest[:6]
        for side in (source, target)
        if not settings.presegmented
    ]
    return signature(
        langs=f"{source.language}-{target.language}",
        encoder=f"{encoder.name}@{encoder.digest}",
        segmenter="lines" if settings.presegmented else "+".join(digests),
        aligner=load_weights().digest,
    )


def _refuse_unrelated(alignment: Alignment) -> None:
    """Refuse documents that do not translate each other, in words.

    Raises
    ------
    PairError
        Hardly a sentence of the one has a partner in the other.
    """
    from align.beads import coverage, unrelated

    if unrelated(alignment):
        raise PairError(
            alignment.target.document.path,
            f"this does not seem to be a translation of {alignment.source.document.path}:"
            f" at most {coverage(alignment):.0%} of either has a counterpart in the other.",
            "Check that the two files belong together; --force pairs them all the same.",
        )
