"""Tell the format of a file from its ending, and from its first bytes where that says nothing."""

import re
from pathlib import PurePath

from align.errors import InputError

ENDINGS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".odt": "odt",
}

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted .docx is an OLE file with this stream name in its directory.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODT_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*)?(?:<!doctype\s+html|<html[\s>]|<head[\s>])",
    re.IGNORECASE | re.DOTALL,
)

_AS_DOCX = "Open it in a word processor and save it as .docx."
_LEGACY = (
    (b"%PDF-", "this is a PDF file, which keeps no paragraphs.", _AS_DOCX),
    (b"{\\rtf", "this is a rich text (RTF) file.", _AS_DOCX),
)


def sniff(data: bytes, path: str) -> str:
    """Name of the format of a file: txt, md, html, docx or odt.

    A file's own bytes go before its ending: a web page saved as ``release.txt`` is a web page.

    Raises
    ------
    InputError
        It is a format that other programs have to convert first.
    """
    _refuse_foreign(data, path)
    ending = ENDINGS.get(PurePath(path).suffix.lower()) if path != "-" else None
    if data.startswith(ZIP):
        return _zip_format(data, path)
    if ending in ("docx", "odt"):
        # Anything that is not an archive cannot be one of the two, whatever its name says.
        ending = None
    if ending in (None, "txt") and _looks_like_html(data):
        return "html"
    return ending or "txt"


def _refuse_foreign(data: bytes, path: str) -> None:
    for magic, problem, remedy in _LEGACY:
        if data.startswith(magic):
            raise InputError(path, problem, remedy)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError(
                path, "the document is protected with a password.", "Save it without one."
            )
        raise InputError(path, "this is an old Word file (.doc).", _AS_DOCX)


def _zip_format(data: bytes, path: str) -> str:
    # An OpenDocument file begins with its type, uncompressed (OpenDocument 1.3, part 2, 3.3).
    if data[30 : 30 + len(_ODT_MIMETYPE)] == _ODT_MIMETYPE:
        return "odt"
    # Names stand uncompressed in the directory at the end.
    if b"word/" in data:
        return "docx"
    if b"content.xml" in data and b"META-INF/" in data:
        return "odt"
    raise InputError(
        path, "this archive holds no Word or OpenDocument text.", "Unpack it and name the file."
    )


def _looks_like_html(data: bytes) -> bool:
    # NUL bytes out, so that UTF-16 looks like the rest; marks and letters beyond ASCII are skipped.
    head = data[:4_096].replace(b"\0", b"").decode("ascii", "ignore")
    return _HTML_START.match(head) is not None
