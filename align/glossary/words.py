"""Plain words that YAML programs take for something else than a text."""

import re

# Both YAML 1.1 and 1.2: a file must mean the same to every program that reads it.
_GUESSED = re.compile(
    r"""
      (?P<nothing> ~ | null | Null | NULL )
    | (?P<truth> yes | Yes | YES | no | No | NO | on | On | ON | off | Off | OFF
        | true | True | TRUE | false | False | FALSE )
    | (?P<date> \d{4}-\d{1,2}-\d{1,2} (?: [Tt\ \t] .* )? )
    | (?P<number> [-+]?\d[\d_]* (?: :\d{1,2} )* (?: \.[\d_]* )? (?: [eE][-+]?\d+ )?
        | [-+]?\.\d[\d_]* (?: [eE][-+]?\d+ )?
        | [-+]?0b[01_]+ | [-+]?0o[0-7_]+ | [-+]?0x[\da-fA-F_]+
        | [-+]?\.(?: inf | Inf | INF ) | \.(?: nan | NaN | NAN ) )
    | (?P<sign> = | << )
    """,
    re.VERBOSE | re.ASCII,
)
_FIRST = frozenset("~nNyYoOtTfF=<+-.0123456789")
_NAMES = {
    "nothing": "nothing",
    "truth": "yes or no",
    "date": "a date",
    "number": "a number",
    "sign": "a sign of its own",
}


def guessed(word: str) -> str:
    """What YAML may take a word without quotes for; empty where it is surely a text.

    Examples
    --------
    >>> guessed("no"), guessed("1999"), guessed("0.5"), guessed("1999-12-08")
    ('yes or no', 'a number', 'a number', 'a date')
    >>> guessed("Norway"), guessed("8 December 1999")
    ('', '')
    """
    if word[:1] not in _FIRST:
        return "" if word else "nothing"
    found = _GUESSED.fullmatch(word)
    return _NAMES[found.lastgroup] if found and found.lastgroup else ""
