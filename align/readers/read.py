"""One way in for all formats."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from align.readers.encoding import Decoded, decode
from align.readers.plain import read_plain
from align.readers.sniff import sniff
from align.readers.source import read_bytes
from align.types import Document

# Format → module and function; loaded when the first such file comes. Text formats are decoded
# before, archives are read as bytes.
FORMATS: dict[str, str] = {
    "txt": "align.readers.plain:read_plain",
    "md": "align.readers.markdown:read_markdown",
    "html": "align.readers.html:read_html",
    "docx": "align.readers.docx:read_docx",
    "odt": "align.readers.odt:read_odt",
}
_ARCHIVES = frozenset(("docx", "odt"))


def read_document(
    path: str | Path,
    *,
    encoding: str | None = None,
    presegmented: bool = False,
    stdin: BinaryIO | None = None,
) -> Document:
    """Read a release or its original.

    Parameters
    ----------
    path
        A txt, md, html, docx or odt file; ``-`` for standard input.
    encoding
        Encoding of a text file or web page; by default it is found out.
    presegmented
        The file is plain text with one sentence a line; blank lines end paragraphs.
    stdin
        Stream to read for ``-`` instead of the process's own.

    Raises
    ------
    InputError
        The file cannot be read or holds no text.
    """
    name = str(path)
    return read_data(read_bytes(name, stdin), name, encoding=encoding, presegmented=presegmented)


def read_data(
    data: bytes, name: str, *, encoding: str | None = None, presegmented: bool = False
) -> Document:
    """Read a document whose bytes are at hand; see `read_document`.

    Parameters
    ----------
    data
        The bytes of the file.
    name
        The file as the user named it; its ending tells the format where the bytes do not.
    encoding, presegmented
        As for `read_document`.

    Raises
    ------
    InputError
        The file holds no text.
    """
    if presegmented:
        sniff(data, name)  # for its errors: a PDF file is no text
        return read_plain(decode(data, name, encoding), name, presegmented=True)
    form = sniff(data, name)
    if form in _ARCHIVES:
        read_archive: Callable[[bytes, str], Document] = _load(form)
        return read_archive(data, name)
    read_text: Callable[[Decoded, str], Document] = _load(form)
    return read_text(decode(data, name, encoding, declared=form == "html"), name)


def _load(form: str) -> Callable[..., Document]:
    module, _, function = FORMATS[form].partition(":")
    reader: Callable[..., Document] = getattr(import_module(module), function)
    return reader
