"""Make fixes in the file of a release, and see by reading it again that nothing else changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from align.checks.rewrite.fixes import Fix, Refused, edited, edits_of, settled
from align.checks.rewrite.ground import Ground, Splice, spliced, writings_of
from align.errors import InputError
from align.findings import Edit
from align.readers import read_data
from align.readers.encoding import decode, marked
from align.readers.source import read_bytes
from align.text import one_line
from align.types import Document

# Readings of a file that went wrong before the rest of its fixes is left out. Fixes are tried all
# at once; one that does not come out as meant costs about twice the logarithm of their number.
_FAILURES = 100
_CHANGED = "the file has changed since it was read."
_AGAIN = "Check it again."


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What became of fixes.

    Parameters
    ----------
    before, after
        The bytes of the file as it is, and with the fixes made.
    made
        The fixes that `after` has, in the order of the text.
    left
        Those left out, with the reason: the rest of a sentence that begins with “It”.
    """

    before: bytes
    after: bytes
    made: tuple[Fix, ...] = ()
    left: tuple[tuple[Fix, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Bench:
    """A file under change: its ground, how changes become bytes, and how these are read."""

    ground: Ground
    write: Callable[[Sequence[Splice]], bytes]
    read: Callable[[bytes], Document]


def rewritten(path: str, document: Document, fixes: Iterable[Fix]) -> Rewrite:
    """Make fixes in a file; nothing is written.

    What is made comes out, read again, as exactly the text that was meant. A fix whose words stand
    in several pieces of mark-up, or that would be read as mark-up, is left out; of two that
    overlap, the second.

    Parameters
    ----------
    path
        The file; not standard input.
    document
        What was read from it.
    fixes
        Edits that belong together, such as `align.findings.Finding.edits`.

    Raises
    ------
    InputError
        The file cannot be read, has changed since, or is written in a way that cannot be kept.
    """
    if path == "-":
        raise InputError(path, "what comes from there cannot be mended.", "Name a file.")
    data = read_bytes(path)
    bench = _bench(data, path, document)
    kept, left = settled(fixes, document.text)
    ready: list[tuple[Fix, list[list[Splice]]]] = []
    for fix in kept:
        if not all(_stands(edit, document) for edit in fix):
            left.append((fix, "was found in a text that is not there any more"))
            continue
        try:
            ways = [bench.ground.ways(edit) for edit in edits_of([fix])]
        except Refused as reason:
            left.append((fix, str(reason)))
        else:
            ready.append((fix, ways))
    trial = _Trial(data, document, bench)
    trial.add(ready)
    left = sorted([*left, *trial.left], key=lambda item: [edit.span for edit in item[0]])
    return Rewrite(data, trial.data, tuple(trial.made), tuple(left))


def _stands(edit: Edit, document: Document) -> bool:
    """Whether the words of an edit stand where they were found, as far as the edit says it."""
    if edit.at is None:
        return True
    place = document.position(edit.span.start)
    there = edit.at.location.line, edit.at.location.column
    words = one_line(edit.span.of(document.text))
    return (place.line, place.column) == there and words == one_line(edit.at.text)


class _Trial:
    """Fixes are tried together; where the file does not read as meant, in halves."""

    def __init__(self, data: bytes, document: Document, bench: _Bench) -> None:
        self.data = data
        self.made: list[Fix] = []
        self.left: list[tuple[Fix, str]] = []
        self._document, self._bench = document, bench
        self._splices: dict[Splice, None] = {}
        self._failures = 0

    def add(self, ready: list[tuple[Fix, list[list[Splice]]]]) -> None:
        """Make as many of these fixes as can be made, beside those made before."""
        if not ready:
            return
        if self._failures >= _FAILURES:
            self.left += [(fix, "comes after too many that failed") for fix, _ in ready]
            return
        reason = ""
        most = max((len(ways) for _, edits in ready for ways in edits), default=0)
        for way in range(max(1, most) if len(ready) == 1 else 1):
            chosen = [ways[min(way, len(ways) - 1)] for _, edits in ready for ways in edits if ways]
            reason = self._tried([fix for fix, _ in ready], chosen)
            if not reason:
                return
        self._failures += 1
        if len(ready) == 1:
            self.left.append((ready[0][0], reason))
            return
        middle = len(ready) // 2
        self.add(ready[:middle])
        self.add(ready[middle:])

    def _tried(self, fixes: list[Fix], splices: list[Splice]) -> str:
        """Make fixes, if the file then reads as meant; why not, if it does not."""
        every = {**self._splices, **dict.fromkeys(splices)}
        meant = edited(self._document.text, edits_of([*self.made, *fixes]))
        try:
            data = self._bench.write(list(every)) if every else self.data
            if self._bench.read(data).text != meant:
                return "would not read as it is meant"
        except Refused as reason:
            return str(reason)
        except InputError:
            return "would not read as it is meant"
        self.data, self._splices = data, every
        self.made += fixes
        return ""


def _bench(data: bytes, path: str, document: Document) -> _Bench:
    if document.format in ("docx", "odt"):
        from align.checks.rewrite.word import Word

        word = Word(data, path, document.format)
        if word.ground.document.text != document.text:
            raise InputError(path, _CHANGED, _AGAIN)
        return _Bench(word.ground, word.write, lambda new: read_data(new, path))
    encoding = document.encoding
    raw = decode(data, path, encoding).text
    mark, codec = marked(data, encoding)
    if mark + raw.encode(codec, "replace") != data:
        remedy = "Save it as UTF-8 and check it again."
        raise InputError(path, f"its encoding, {encoding}, cannot be written as it is.", remedy)

    def read(new: bytes, lines: bool) -> Document:
        return read_data(new, path, encoding=encoding, presegmented=lines)

    # A document does not say whether it was read with a sentence a line; its text does.
    lines = document.format == "txt" and read(data, False).text != document.text
    ground = Ground(
        raw,
        document,
        writings=writings_of(document.format, codec, "\r\n" if "\r\n" in raw else "\n"),
    )
    now = read(data, lines)
    if now.text != document.text or now.source_map != document.source_map:
        raise InputError(path, _CHANGED, _AGAIN)
    return _Bench(
        ground,
        lambda splices: mark + spliced(raw, splices).encode(codec),
        lambda new: read(new, lines),
    )
