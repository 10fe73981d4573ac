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

    from align.beads.why import Why
    from align.encode import Encoder

Progress = Callable[[int, int], None]
Fixed = tuple[tuple[int, ...], tuple[int, ...]]
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
    fixed, problems = held(source, target)
    alignment = pair_prepared(source, target, encoder, settings, progress, fixed)
    return alignment, warnings + problems


def held(source: SegmentedText, target: SegmentedText) -> tuple[tuple[Fixed, ...], tuple[str, ...]]:
    """What was fixed by hand for two divided documents.

    Returns
    -------
    tuple of (source numbers, target numbers)
        Beads to keep to.
    tuple of str
        What no longer holds, a sentence each.

    Raises
    ------
    InputError
        The file of locks cannot be read.
    """
    from align.locks import lock_path, read_locks, resolve

    path = lock_path(source.document.path, target.document.path)
    if path is None:
        return (), ()
    resolved = resolve(read_locks(path), source, target)
    return tuple((pin.source, pin.target) for pin in resolved.pins), resolved.problems


def pair_prepared(
    source: SegmentedText,
    target: SegmentedText,
    encoder: "Encoder",
    settings: Settings,
    progress: Progress | None = None,
    fixed: Sequence[Fixed] = (),
) -> Alignment:
    """Pair what `prepare` gave: all of `pair` that needs an encoder.

    `fixed` are beads to keep to, as `held` gives them.

    Raises
    ------
    PairError
        The two documents are no translations of each other.
    """
    beads = align_sides(source, target, encoder, progress, fixed)
    alignment = Alignment(source, target, beads, made_by((source, target), encoder, settings))
    if not settings.force:
        refuse_unrelated(alignment)
    return alignment


def align_sides(
    source: SegmentedText,
    target: SegmentedText,
    encoder: "Encoder",
    progress: Progress | None = None,
    fixed: Sequence[Fixed] = (),
) -> tuple[Bead, ...]:
    """Beads of two divided documents.

    Page furniture translates nothing; it is taken out first, so that a bead may reach over it, and
    comes back as null beads of its own.
    """
    first, second = encode((source, target), encoder, progress)
    return align_vectors(source, target, (first, second), encoder, fixed)


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
    fixed: Sequence[Fixed] = (),
) -> tuple[Bead, ...]:
    """Beads of two divided documents whose bodies have these vectors."""
    from align.pipeline.search import search

    return search(source, target, vectors, encoder, fixed).beads


def explain(
    source: SegmentedText,
    target: SegmentedText,
    encoder: "Encoder",
    bead: Bead,
    fixed: Sequence[Fixed] = (),
) -> "tuple[Why, Why | None] | None":
    """Evidence of one bead that `align_sides` gave, and of its best rival.

    None for page furniture and for what was fixed by hand: for these nothing was weighed.
    """
    from align.pipeline.search import search

    first, second = encode((source, target), encoder, None)
    return search(source, target, (first, second), encoder, fixed).explain(bead)


def made_by(
    sides: Sequence[SegmentedText], encoder: "Encoder", settings: Settings, **parts: str
) -> str:
    """The signature of an alignment of `sides`, original and translation first."""
    from align.beads import weights_for
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
        aligner=weights_for(encoder.name).digest,
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
