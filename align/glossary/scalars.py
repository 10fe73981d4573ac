"""How a text is written in YAML, so that every program reads the same text back."""

import re

from align.glossary.words import guessed

# A plain text must not begin with a sign of YAML, nor hold what ends it: ": ", " #", a colon last.
_PLAIN = re.compile(r"""(?![-?:,\[\]{}\#&*!|>'"%@`]|\.\.\.|\s)(?!.*(?::\s|\s\#|[:\s]$))[^\n\t]+""")
_ESCAPED = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def quoted(value: str, style: str = "") -> str:
    """A text on one line: plain where that is safe, else in quotes.

    Parameters
    ----------
    value
        The text.
    style
        Kind of quotes, ``'`` or ``"``, to be kept where they can hold the text.

    Examples
    --------
    >>> quoted("Union State"), quoted("no"), quoted("1999"), quoted('the "Union"')
    ('Union State', '"no"', '"1999"', 'the "Union"')
    >>> quoted("note: 'see'", "'")
    "'note: ''see'''"
    """
    odd = _ESCAPED.search(value)
    if not style and not odd and _PLAIN.fullmatch(value) and not guessed(value):
        return value
    single = not odd and (style == "'" or (not style and ('"' in value or "\\" in value)))
    if single:
        return "'" + value.replace("'", "''") + "'"
    escaped = re.sub(r'[\\"\n\t]', lambda found: _ESCAPES[found[0]], value)
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def block(value: str) -> list[str] | None:
    """Lines of a text that can be written as a block after ``|``; None where it cannot.

    Examples
    --------
    >>> block("One.\\nTwo.")
    ['One.', 'Two.']
    """
    lines = value.split("\n")
    if len(lines) < 2 or not lines[0] or not lines[-1] or lines[0].startswith(" "):
        return None
    plain = value.replace("\n", "")
    if _ESCAPED.search(plain) or any(line != line.rstrip() for line in lines):
        return None
    return lines
