"""Characters that act instead of showing, made to show: for formats that people look at.

A document may carry terminal commands (escape sequences) and marks that turn the direction of
writing, by accident or to deceive. Data formats keep them; a terminal and a page show them.
"""

import re

# Control characters (Cc), the two Unicode line ends, every mark that embeds, overrides or
# isolates a direction (UAX #9, table 4), interlinear and tag characters, the two characters that
# are none, lone surrogates. The soft hyphen, the joiners and the zero-width space stay: they are
# part of ordinary typesetting.
_ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """`text` with every acting character replaced by a picture or its code point.

    Examples
    --------
    >>> visible("no \\x1b[31mred")
    'no ␛[31mred'
    """
    return _ACTING.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # The block "Control Pictures" has them in the same order.
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
