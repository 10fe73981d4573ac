"""From files to sentences: reading, languages, dividing. All that needs no encoder."""

from typing import BinaryIO

from align.errors import InputError, LanguageError, PairError
from align.pipeline.settings import Settings
from align.types import LANGUAGE_NAMES, Document, Language, LineKind, SegmentedText

# Twice the longest novels; at 200 sentences a second these take eight minutes.
MOST_SENTENCES = 50_000


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
        check_usable(side)
    return source, target, warnings


def check_usable(side: SegmentedText) -> None:
    """Refuse a document that has nothing to pair, or too much.

    Raises
    ------
    InputError
        It is page furniture alone, or has more than `MOST_SENTENCES` sentences.
    """
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
            f"Give the original first: {translation.path} {original.path}",
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
