"""The little XML that two formats need, written as text: escaped, indented, deterministic."""

import re
from collections.abc import Mapping

# Everything outside the production Char of XML 1.0, which no reader accepts even escaped.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Line ends and tabs are written as references: parsers turn them into blanks in attributes, and
# a bare carriage return into a line feed everywhere (XML 1.0, sections 2.11 and 3.3.3).
_ESCAPES = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def escape(text: str) -> str:
    """`text` for the content of an element or attribute; illegal characters become U+FFFD."""
    return ILLEGAL.sub("\ufffd", text).translate(_ESCAPES)


def opening(name: str, attributes: Mapping[str, str] | None = None, end: str = ">") -> str:
    """A start tag; with the end ``/>``, an empty element."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items())
    return f"<{name}{written}{end}"


def element(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """An element with nothing but text in it."""
    return f"{opening(name, attributes)}{escape(text)}</{name}>"
