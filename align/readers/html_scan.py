"""Split HTML into tags and text with exact positions, in time linear in its length.

The rules are those of the HTML standard's tokeniser as far as they matter for text: comments,
bogus comments, attributes, elements whose content is no mark-up. (The standard library's parser
goes over the rest of the file again for every unclosed construct, which takes hours on a hostile
page, and reports positions as lines and columns only.)
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# A "<" before anything else is text: "3 < 4".
_MARKUP = re.compile("<[A-Za-z/!?]")
_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*")
_BLANKS = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>=][^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_UNQUOTED = re.compile(r"[^\s>]+")
# Longer numbers are no characters, and int() of very long ones is slow.
_REFERENCE = re.compile(
    r"&(?:#[0-9]{1,9}(?![0-9]);?|#[xX][0-9a-fA-F]{1,8}(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{1,31};?)"
)
_RAW_ELEMENTS = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"))
_RAW_TEXT = frozenset(("title", "textarea"))
_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in (*_RAW_ELEMENTS, *_RAW_TEXT)
}
# Attributes that say something about text; the others are passed over.
_KEPT = frozenset(("class", "id", "role", "hidden", "style", "aria-hidden"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag: its name in small letters and the attributes that matter."""

    kind: Literal["start", "end"]
    name: str
    attributes: dict[str, str]
    self_closing: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text between two tags, as written."""

    start: int
    end: int


def scan(raw: str, is_xml: bool = False) -> Iterator[Tag | Text]:
    """Tags and texts of an HTML file in order.

    Parameters
    ----------
    raw
        The decoded file.
    is_xml
        ``<script/>`` is complete, as in XHTML.

    Notes
    -----

    Comments and declarations are left out, and so is what scripts and styles contain. A construct
    that is never closed reaches to the end of the file, as in browsers.
    """
    position = 0
    while position < len(raw):
        markup = _MARKUP.search(raw, position)
        if markup is None:
            yield Text(position, len(raw))
            return
        angle = markup.start()
        if angle > position:
            yield Text(position, angle)
        following = raw[angle + 1 : angle + 2]
        opening = _NAME.match(raw, angle + 1)
        if opening:
            tag, position = _start_tag(raw, opening[0].lower(), opening.end())
            if tag is None:
                return
            yield tag
            if tag.name in _ENDS and not (is_xml and tag.self_closing):
                end = _ENDS[tag.name].search(raw, position)
                stop = end.start() if end else len(raw)
                if tag.name in _RAW_TEXT and stop > position:
                    yield Text(position, stop)
                position = stop
        elif following == "/" and raw[angle + 2 : angle + 3].isalpha():
            name = _NAME.match(raw, angle + 2)
            position = _after(raw, ">", angle + 2)
            if name:
                yield Tag("end", name[0].lower(), {}, self_closing=False)
        else:
            position = _after_declaration(raw, angle)


def unescape(raw: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Resolve character references in a stretch of text.

    Yields
    ------
    (text, start, end)
        Parts in order, with the stretch of the file each stands for.
    """
    done = start
    for match in _REFERENCE.finditer(raw, start, end):
        written = match[0]
        text = html.unescape(written)
        if text == written:
            continue
        # "&ltx" is "<x": only the name was replaced, the rest stands as written.
        rest = 0
        while rest < len(text) - 1 and text[-1 - rest] == written[-1 - rest]:
            rest += 1
        if match.start() > done:
            yield raw[done : match.start()], done, match.start()
        done = match.end() - rest
        if text[: len(text) - rest]:
            yield text[: len(text) - rest], match.start(), done
    if done < end:
        yield raw[done:end], done, end


def _after(raw: str, mark: str, start: int) -> int:
    found = raw.find(mark, start)
    return len(raw) if found < 0 else found + len(mark)


def _after_declaration(raw: str, angle: int) -> int:
    if not raw.startswith("<!--", angle):
        return _after(raw, ">", angle + 2)
    if raw.startswith((">", "->"), angle + 4):
        return _after(raw, ">", angle + 4)
    return _after(raw, "-->", angle + 4)


def _start_tag(raw: str, name: str, position: int) -> tuple[Tag | None, int]:
    attributes: dict[str, str] = {}
    while True:
        blanks = _BLANKS.match(raw, position)
        position = blanks.end() if blanks else position
        if position >= len(raw):
            return None, position
        if raw[position] == ">":
            closing = raw[position - 1] == "/"
            return Tag("start", name, attributes, closing), position + 1
        attribute = _ATTRIBUTE.match(raw, position)
        # A stray "=" begins a name, says the standard.
        stop = attribute.end() if attribute else position + 1
        key = raw[position:stop].lower() if stop - position <= 16 else ""
        equals = _EQUALS.match(raw, stop)
        value = ""
        position = stop
        if equals and attribute:
            value, position = _value(raw, equals.end())
        if key in _KEPT:
            attributes.setdefault(key, value)


def _value(raw: str, start: int) -> tuple[str, int]:
    quote = raw[start : start + 1]
    if quote in ('"', "'") and quote:
        end = raw.find(quote, start + 1)
        if end < 0:
            return "", len(raw)
        return raw[start + 1 : end], end + 1
    match = _UNQUOTED.match(raw, start)
    return (match[0], match.end()) if match else ("", start)
