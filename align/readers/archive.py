"""Word-processor files are zip archives of XML: take parts out of them without being overrun.

Sizes that an archive states of itself are not believed; what counts are the bytes that come out.
"""

import tomllib
import zipfile
import zlib
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from align.errors import InputError
from align.types import LineKind

if TYPE_CHECKING:
    from lxml.etree import _Element

# A document of 500 pages has about 2 MB of XML in its main part.
PART_LIMIT = 64 * 1024 * 1024
# Word's XML shrinks to a tenth or a twentieth; a thousandth is what bombs are made of. Small parts
# may shrink more.
_RATIO_LIMIT, _RATIO_FROM = 200, 1024 * 1024
# A long illustrated report has some hundred parts.
_MEMBER_LIMIT = 10_000
_MEMBER_SIGN = b"PK\x01\x02"
_CHUNK = 256 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = "Open it in a word processor and save it again."


class Archive:
    """A zip archive in memory that hands out its parts, up to a limit for all together."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self._size = len(data)
        self._taken = 0
        # Counted before the directory is read: a list of a million names fills the memory.
        if data.count(_MEMBER_SIGN) > _MEMBER_LIMIT:
            raise InputError(path, f"the archive has more than {_MEMBER_LIMIT:,} parts.", _DAMAGED)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._names = frozenset(self._zip.namelist())
        except Exception as error:
            raise self._damaged() from error

    def read(self, name: str) -> bytes | None:
        """Bytes of a part, or None where the archive has no such part.

        Raises
        ------
        InputError
            The part is damaged, protected, or grows beyond all measure.
        """
        if name not in self._names:
            return None
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise InputError(
                self.path, "the document is protected with a password.", "Save it without one."
            )
        if info.compress_type not in _METHODS:
            raise self._damaged()
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    pieces.append(piece)
                    size += len(piece)
                    self._refuse_bomb(size, info.compress_size)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
        ) as error:
            raise self._damaged() from error
        self._taken += size
        return b"".join(pieces)

    def xml(self, name: str) -> "_Element | None":
        """Root element of an XML part, or None where the archive has no such part.

        Raises
        ------
        InputError
            The part is no XML, or XML with a document type, where entities hide.
        """
        content = self.read(name)
        return None if content is None else parse_xml(content, self.path)

    def _refuse_bomb(self, size: int, packed: int) -> None:
        # The packed size is stated by the archive as well, so the whole file bounds it.
        packed = max(1, min(packed, self._size))
        bomb = size > _RATIO_FROM and size > _RATIO_LIMIT * packed
        if bomb or self._taken + size > PART_LIMIT:
            raise InputError(
                self.path,
                "the archive unpacks to far more than a document holds.",
                "Check where the file comes from.",
            )

    def _damaged(self) -> InputError:
        return InputError(self.path, "the file is damaged.", _DAMAGED)


def parse_xml(content: bytes, path: str) -> "_Element":
    """Parse XML that needs no document type: no entities, no network, no giant trees."""
    from lxml import etree

    problem = InputError(
        path,
        "the file declares XML entities, which documents never do.",
        "Check where it comes from.",
    )
    # NUL bytes out, so that UTF-16 looks like the rest.
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise problem
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise InputError(path, "the file is damaged.", _DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise problem
    return root


def local_name(element: "_Element") -> str:
    """Name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "_Element", name: str) -> str | None:
    """An attribute by its name without namespace, which differs between editions of a format."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def style_kind(name: str) -> LineKind | None:
    """What a paragraph style says of its paragraphs, by its name."""
    words = " ".join(name.replace("_20_", " ").replace("_", " ").lower().split())
    words = words.rstrip("0123456789").rstrip()
    return _style_kinds().get(words) or _style_kinds().get(words.replace(" ", ""))


@cache
def _style_kinds() -> dict[str, LineKind]:
    text = files("align").joinpath("data/styles.toml").read_text(encoding="utf-8")
    kinds = {
        "title": LineKind.TITLE,
        "heading": LineKind.HEADING,
        "quote": LineKind.QUOTE,
        "list": LineKind.LIST_ITEM,
        "furniture": LineKind.FURNITURE,
    }
    result: dict[str, LineKind] = {}
    for key, names in tomllib.loads(text).items():
        for name in names:
            # Identifiers are names without blanks: "ListParagraph".
            result[name] = result[name.replace(" ", "")] = kinds[key]
    return result
