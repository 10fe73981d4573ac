"""Read XML of any size, entry by entry, and expand nothing.

Documents of term banks weigh hundreds of megabytes. Only one entry is in memory at a time; what
stands between entries is thrown away as it comes. No entities, no network, no document type
beyond a bare name of one.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from align.errors import ConfigError, InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is kept of a file cannot be larger than the file: this bounds the memory.
FILE_LIMIT = 256 * 1024 * 1024
# An entry with a hundred terms in thirty languages has about this many elements.
_ENTRY_LIMIT = 20_000
# Levels above an entry: text and body, or file and groups.
_DEPTH_LIMIT = 100
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def entries(path: Path, names: Collection[str], what: str) -> Iterator["_Element"]:
    """The root as it begins, with attributes only, then every entry complete.

    Parameters
    ----------
    path
        The file.
    names
        Names of the elements that are entries, without namespace.
    what
        What the file is, for messages: ``a TBX file``.

    Raises
    ------
    ConfigError
        The file is not well-formed, declares entities, or is larger than is read.
    """
    with opened(path, FILE_LIMIT) as stream:
        yield from parsed(stream, str(path), names, what)


def parsed(stream: IO[bytes], path: str, names: Collection[str], what: str) -> Iterator["_Element"]:
    """`entries` of a stream; `path` is for messages."""
    from lxml import etree

    events = etree.iterparse(
        stream,
        events=("start", "end"),
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    depth = inside = size = 0
    line: int | None = None
    with _xml_errors(path, what):
        for event, element in events:
            if event == "start":
                depth, size = depth + 1, size + 1
                if depth == 1:
                    _refuse_declarations(element, path)
                    yield element
                if depth > _DEPTH_LIMIT or (inside and size > _ENTRY_LIMIT):
                    problem = "the elements are nested too deeply, or too many in one entry."
                    raise ConfigError(path, problem, f"Check that this is {what}.", line)
                if not inside and local_name(element) in names:
                    inside, size, line = depth, 0, line_of(element)
                continue
            if depth == inside:
                if (unknown := next(element.iter(etree.Entity), None)) is not None:
                    problem = f"the entity {unknown.text} is not defined in the file."
                    raise ConfigError(path, problem, "Write the sign itself.", line)
                yield element
                inside = 0
            if not inside and depth > 1:
                _forget(element)
            depth -= 1


@contextmanager
def opened(path: Path, limit: int) -> Iterator[IO[bytes]]:
    """The file as a stream of bytes.

    Raises
    ------
    InputError
        There is no such file, or it cannot be read.
    ConfigError
        It is larger than `limit`.
    """
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            if size > limit:
                raise ConfigError(
                    str(path),
                    f"the file has {size // 2**20:,} MB; up to {limit // 2**20:,} MB are read.",
                    "Divide it.",
                )
            yield stream
    except FileNotFoundError:
        raise InputError(str(path), "there is no such file.", "Check the name.") from None
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise InputError(str(path), f"the file cannot be read: {reason}.") from None


@contextmanager
def _xml_errors(path: str, what: str) -> Iterator[None]:
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "it is empty").partition(", line ")[0].rstrip(".")
        raise ConfigError(
            path,
            f"this is not well-formed XML: {reason}.",
            f"Give {what}, exported anew from the program it comes from.",
            error.lineno or None,
        ) from None


def _refuse_declarations(root: "_Element", path: str) -> None:
    declared: Any = root.getroottree().docinfo.internalDTD  # The stubs know no DTD.
    if declared is None:
        return
    if declared.entities() or declared.elements():
        raise ConfigError(
            path,
            "the file declares XML entities or elements of its own, which are not read.",
            "Check where it comes from, and take the part in square brackets out of <!DOCTYPE>.",
        )


def _forget(element: "_Element") -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local_name(element: "_Element") -> str:
    """Name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: "_Element") -> str:
    """Namespace of an element, empty where it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def line_of(element: "_Element") -> int | None:
    """Line on which an element begins."""
    line = element.sourceline
    return line if isinstance(line, int) else None
