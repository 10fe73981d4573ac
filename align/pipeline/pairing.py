"""From sentences to an alignment: encoding, beads, what made them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from align.errors import ModelError, PairError
from align.pipeline.documents import prepare
from align.pipeline.settings import Settings
from align.types import Alignment, Bead, LineKind, SegmentedText, Sentence

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
    alignment = Alignment(source, target, beads, made_by((source, target), encoder, settings))
    if not settings.force:
        refuse_unrelated(alignment)
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
    first, second = encode((source, target), encoder, progress)
    return align_vectors(source, target, (first, second), encoder)


def body(side: SegmentedText) -> list[Sentence]:
    """The sentences that may be paired: all but page furniture."""
    return [s for s in side.sentences if s.kind is not LineKind.FURNITURE]


def encode(
    sides: Sequence[SegmentedText], encoder: "Encoder", progress: Progress | None
) -> "list[NDArray[np.float32]]":
    """Vectors of the `body` of each side, (sentences, dimensions)."""
    import numpy as np

    texts = [s.text[:ENCODED] for side in sides for s in body(side)]
    rows = np.zeros((len(texts), encoder.dimensions), np.float32)
    for start in range(0, len(texts), _CHUNK):
        rows[start : start + _CHUNK] = encoder.encode(texts[start : start + _CHUNK])
        if progress:
            progress(min(start + _CHUNK, len(texts)), len(texts))
    if not np.isfinite(rows).all():
        raise ModelError(f"The encoder {encoder.name} gave vectors that are no numbers.")
    return np.split(rows, np.cumsum([len(body(side)) for side in sides])[:-1])


def align_vectors(
    source: SegmentedText,
    target: SegmentedText,
    vectors: "tuple[NDArray[np.float32], NDArray[np.float32]]",
    encoder: "Encoder",
) -> tuple[Bead, ...]:
    """Beads of two divided documents whose bodies have these vectors."""
    from align.beads import align, in_order

    left, right = body(source), body(target)
    beads = align(
        [s.text for s in left],
        [s.text for s in right],
        vectors,
        # For two originals no ratio of lengths was fitted and 1 is taken: Belarusian has 0.93 to
        # 0.99 characters for one of Russian in the development data.
        source.language if target.language == "en" else f"{source.language}-{target.language}",
        (encoder.centre(source.language), encoder.centre(target.language)),
    )
    numbered = [
        Bead(
            tuple(left[n].index for n in bead.source),
            tuple(right[n].index for n in bead.target),
            bead.probability,
            bead.moved,
        )
        for bead in beads
    ]
    furniture = [
        Bead((s.index,), (), 1.0) for s in source.sentences if s.kind is LineKind.FURNITURE
    ] + [Bead((), (s.index,), 1.0) for s in target.sentences if s.kind is LineKind.FURNITURE]
    return tuple(in_order(numbered + furniture))


def made_by(
    sides: Sequence[SegmentedText], encoder: "Encoder", settings: Settings, **parts: str
) -> str:
    """The signature of an alignment of `sides`, original and translation first."""
    from align.beads import load_weights
    from align.segment import load_splitter
    from align.signature import signature

    digests = [
        load_splitter(side.language, settings.abbreviations.get(side.language, ())).digest[:6]
        for side in sides
        if not settings.presegmented
    ]
    return signature(
        langs=f"{sides[0].language}-{sides[1].language}",
        encoder=f"{encoder.name}@{encoder.digest}",
        segmenter="lines" if settings.presegmented else "+".join(digests),
        aligner=load_weights().digest,
        **parts,
    )


def refuse_unrelated(alignment: Alignment) -> None:
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
