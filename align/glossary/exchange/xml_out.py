"""The little XML that is written, as text: escaped, indented, the same every time."""

from collections.abc import Iterable, Mapping

_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
)


def escape(text: str) -> str:
    """`text` for the content of an element or attribute; what XML forbids is gone by `tidy`."""
    return text.translate(_ESCAPES)


def opening(name: str, attributes: Mapping[str, str] | None = None, end: str = ">") -> str:
    """A start tag; with the end ``/>``, an empty element."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{written}{end}"


def element(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """An element with nothing but text in it."""
    return f"{opening(name, attributes)}{escape(text)}</{name}>"


def block(
    name: str, lines: Iterable[str], attributes: Mapping[str, str] | None = None
) -> list[str]:
    """An element with others in it, one line each, indented."""
    return [opening(name, attributes), *("  " + line for line in lines), f"</{name}>"]


def document(lines: Iterable[str]) -> bytes:
    """A whole file."""
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *lines, ""]).encode()
