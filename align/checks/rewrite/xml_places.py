"""Where in the bytes of an XML part the texts of its elements stand, and other texts there."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from xml.parsers import expat
from xml.sax.saxutils import escape

from align.checks.rewrite.fixes import Refused

Key = tuple[int, str]
"""Number of an element in the order of the document, and ``text`` or ``tail``."""

_SPACE = b' xml:space="preserve"'


@dataclass(slots=True)
class _Place:
    """Bytes of a text; `tag` is where the start tag before it begins, -1 behind an end tag."""

    tag: int
    start: int = -1
    end: int = -1


def mended(xml: bytes, changes: Mapping[Key, tuple[str, str]], *, spaced: bool) -> bytes:
    """An XML part with some texts changed; all other bytes stay as they are.

    Parameters
    ----------
    xml
        The part, in UTF-8.
    changes
        The old text and the new one, by place.
    spaced
        Elements with blanks at the edge of their text are marked to keep them, as Word needs it.

    Raises
    ------
    Refused
        A text holds comments or sections of its own.
    """
    places = _places(xml, changes)
    parts: list[bytes] = []
    at = 0
    for key in sorted(changes, key=lambda key: places[key].start):
        place, (old, new) = places[key], changes[key]
        if place.start < at or unescape_xml(xml[place.start : place.end]) != old:
            raise Refused("stands among comments or sections of XML")
        tag = xml[max(place.tag, 0) : place.start]
        if spaced and new != new.strip() and place.tag >= 0 and b"xml:space" not in tag:
            parts += (xml[at : place.start - 1], _SPACE, b">")
        else:
            parts.append(xml[at : place.start])
        # A bare carriage return would be read as a line feed (XML 1.0, 2.11).
        parts.append(escape(new, {"\r": "&#13;"}).encode())
        at = place.end
    return b"".join((*parts, xml[at:]))


def unescape_xml(content: bytes) -> str:
    """The text that plain content stands for; not what it says where it holds mark-up."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text if "<" in text else unescape(text)


def _places(xml: bytes, wanted: Mapping[Key, object]) -> dict[Key, _Place]:
    """Places of the texts that are asked for."""
    parser = expat.ParserCreate()
    found = {key: _Place(-1) for key in wanted}
    stack: list[int] = []
    count = 0
    waiting: _Place | None = None  # Begins where the next thing does.
    opened: _Place | None = None  # Ends where the next thing does that is no text.

    def step(is_text: bool) -> int:
        nonlocal waiting, opened
        here = parser.CurrentByteIndex
        if waiting is not None:
            waiting.start, opened, waiting = here, waiting, None
        if opened is not None and not is_text:
            opened.end, opened = here, None
        return here

    def begin(_name: str, _attributes: object) -> None:
        nonlocal count, waiting
        here = step(False)
        stack.append(count)
        waiting = found.get((count, "text"))
        if waiting is not None:
            waiting.tag = here
        count += 1

    def end(_name: str) -> None:
        nonlocal waiting
        step(False)
        waiting = found.get((stack.pop(), "tail"))

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda _: step(True)
    parser.CommentHandler = lambda _: step(False)
    parser.ProcessingInstructionHandler = lambda *_: step(False)
    parser.StartCdataSectionHandler = lambda: step(False)
    parser.EndCdataSectionHandler = lambda: step(False)
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise Refused("stands in a part of the file that is damaged") from None
    return found
