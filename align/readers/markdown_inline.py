"""Find the marks inside a Markdown paragraph: what is written but not shown."""

import re

# One pass; every alternative is bounded or made of one class of characters.
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|(?P<auto><(?:https?://|mailto:)[^<>\s]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>]{0,500})?/?>)"
    r"|(?P<run>\*+|_+|~~)"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
)
_TARGET = re.compile(r"\((?:[^()\\\n]|\\.|\([^()\n]{0,500}\)){0,2000}\)|\[[^\[\]\n]{0,200}\]")


def marks(text: str) -> list[tuple[int, int]]:
    """Ranges of a paragraph's text that are marks, ascending and apart from each other.

    Emphasis is told from a lone asterisk by its partner: a mark opens before a word and closes
    behind one (CommonMark 0.31, 6.2, without the rule of three).
    """
    removed: list[tuple[int, int]] = []
    runs: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
    brackets: list[tuple[int, int]] = []
    ticks = _code_spans(text)
    position = 0
    while match := _TOKEN.search(text, position):
        start, end = match.span()
        kind = match.lastgroup
        position = end
        if kind == "escape":
            removed.append((start, start + 1))
        elif kind == "code":
            close = ticks.get(start)
            if close is not None:
                removed += [(start, end), (close, close + end - start)]
                position = close + end - start
        elif kind == "auto":
            removed += [(start, start + 1), (end - 1, end)]
        elif kind == "tag":
            removed.append((start, end))
        elif kind == "open":
            brackets.append((start, end))
        elif kind == "close" and brackets:
            opening = brackets.pop()
            target = _TARGET.match(text, end)
            if target:
                removed += [opening, (start, target.end())]
                position = target.end()
        elif kind == "run":
            _pair(text, start, end, runs[text[start]], removed)
    return sorted(removed)


def _pair(
    text: str, start: int, end: int, opened: list[tuple[int, int]], removed: list[tuple[int, int]]
) -> None:
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    opens, closes = not after.isspace(), not before.isspace()
    if text[start] == "_":
        # snake_case is a word.
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    if closes:
        while opened and start < end:
            open_start, open_end = opened.pop()
            width = min(open_end - open_start, end - start)
            removed += [(open_end - width, open_end), (start, start + width)]
            start += width
            if open_end - open_start > width:
                opened.append((open_start, open_end - width))
    if opens and start < end:
        opened.append((start, end))


def _code_spans(text: str) -> dict[int, int]:
    """Start of the closing run of backticks for every run that has one of the same length."""
    runs = [match.span() for match in re.finditer("`+", text)]
    result: dict[int, int] = {}
    later: dict[int, int] = {}
    for start, end in reversed(runs):
        if end - start in later:
            result[start] = later[end - start]
        later[end - start] = start
    return result
