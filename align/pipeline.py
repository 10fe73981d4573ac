"""The way of the data, from two files to an alignment. The only module that knows all of it.

file ─ readers ─▶ Document ─ segment ─▶ sentences ─ encode ─▶ vectors ─ beads ─▶ Alignment
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from align.errors import InputError, LanguageError, ModelError, PairError
from align.types import LANGUAGE_NAMES, Alignment, Bead, Document, Language, LineKind, SegmentedText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from align.encode import Encoder

Progress = Callable[[int, int], None]
_CHUNK = 256  # sentences encoded between two reports of progress
# Twice the longest novels; at 200 sentences a second these take eight minutes.
MOST_SENTENCES = 50_000
# Characters of a sentence that the encoder sees. The longest sentence of the development data has
# under 2,000; what is longer is a table or damage, and would take minutes.
ENCODED = 20_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How a pair is to be read.

    Parameters
    ----------
    source_lang, target_lang
        Languages; None for what the documents show.
    presegmented
        The files hold one sentence a line.
    encoding
        Encoding of text files; found out by default.
    abbreviations
        Further abbreviation files by language.
    force
        Pair even documents that do not seem to be translations of each other.
    """

    source_lang: Language | None = None
    target_lang: Language | None = None
    presegmented: bool = False
    encoding: str | None = None
    abbreviations: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    force: bool = False


def read(path: str, settings: Settings, stdin: BinaryIO | None = None) -> Document:
    """Read one document."""
    from align.readers import read_document

    return read_document(
        path, encoding=settings.encoding, presegmented=settings.presegmented, stdin=stdin
    )


def divide(document: Document, language: Language, settings: Settings) -> SegmentedText:
    """Divide a document into sentences."""
    from align.segment import load_splitter, segment, segment_lines

    if settings.presegmented:
        return segment_lines(document, language)
    extra = settings.abbreviations.get(language, ())
    return segment(document, language, load_splitter(language, extra))


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


def prepare(
    original: str, translation: str, settings: Settings, stdin: BinaryIO | None = None
) -> tuple[SegmentedText, SegmentedText, tuple[str, ...]]:
    """Read and divide both documents: all of `pair` that needs no encoder.

    Returns
    -------
    SegmentedText, SegmentedText
        Original and translation.
    tuple of str
        Warnings, a sentence each.

    Raises
    ------
    InputError
        A document cannot be read, is in another language, or the two do not go together.
    """
    if original == "-" and translation == "-":
        raise InputError("-", "only one of the two documents can come from standard input.")
    documents = read(original, settings, stdin), read(translation, settings, stdin)
    (source_lang, target_lang), warnings = languages(documents, settings)
    source = divide(documents[0], source_lang, settings)
    target = divide(documents[1], target_lang, settings)
    for side in (source, target):
        if all(s.kind is LineKind.FURNITURE for s in side.sentences):
            raise InputError(
                side.document.path, "this holds nothing but page furniture.",
                "Check that the text itself was saved.",
            )  # fmt: skip
        if len(side.sentences) > MOST_SENTENCES:
            raise InputError(
                side.document.path,
                f"this has {len(side.sentences):,} sentences, and {MOST_SENTENCES:,} is the limit.",
                "Divide it into parts.",
            )
    return source, target, warnings


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


def languages(
    documents: tuple[Document, Document], settings: Settings
) -> tuple[tuple[Language, Language], tuple[str, ...]]:
    """Languages of original and translation: those asked for, else those found.

    Raises
    ------
    PairError
        The two documents are the same, or stand in the wrong order.
    LanguageError
        A language is none of the three, or the translation is not English.
    """
    from align.langid import identify_document

    original, translation = documents
    if original.text == translation.text:
        raise PairError(
            translation.path, f"this is the same text as {original.path}.",
            "Give the original first and its English release second.",
        )  # fmt: skip
    found = tuple(identify_document(d).language for d in documents)
    if found[0] == "en" and found[1] in ("ru", "be"):
        raise PairError(
            original.path,
            f"this is English and {translation.path} is {LANGUAGE_NAMES[found[1]]}:"
            " the two files are in the wrong order.",
            f"Give the original first: align pair {translation.path} {original.path}",
        )
    if found[0] is not None and found[0] == found[1] and not settings.source_lang:
        raise PairError(
            translation.path,
            f"both documents are {LANGUAGE_NAMES[found[0]]}.",
            "Give a Russian or Belarusian original and its English release.",
        )
    asked = settings.source_lang, settings.target_lang
    warnings = tuple(
        f"{document.path}: looks {LANGUAGE_NAMES[seen]}, read as {LANGUAGE_NAMES[wanted]} as asked."
        for document, wanted, seen in zip(documents, asked, found, strict=True)
        if wanted and seen and wanted != seen
    )
    source, target = asked[0] or found[0], asked[1] or found[1] or "en"
    if source is None:
        raise LanguageError(
            original.path,
            "this does not look like Russian or Belarusian, or is too short to tell.",
            "If it is, say which with --source-lang ru or --source-lang be.",
        )
    if found[1] is None and not asked[1]:
        letters = [c for c in translation.text if c.isalpha()]
        if sum(c.isascii() for c in letters) < len(letters) / 2:
            raise LanguageError(
                translation.path,
                "this does not look like English.",
                "Give the English release; --target-lang en reads it as English all the same.",
            )
        warnings += (f"{translation.path}: cannot tell that this is English, read as English.",)
    for document, language, role, fine in (
        (original, source, "original", source != "en"),
        (translation, target, "release", target == "en"),
    ):
        if not fine:
            wanted = "English" if role == "release" else "Russian or Belarusian"
            raise LanguageError(
                document.path,
                f"the {role} must be {wanted}, and this is {LANGUAGE_NAMES[language]}.",
                "Give the original first and its English release second.",
            )
    return (source, target), warnings


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
