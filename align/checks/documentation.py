"""The pages of the rules, those of the glossary's lint among them, and their examples.

An example of a rule of a pair is a fenced block whose info string names the languages: the
sentences of the original, a line ``---``, and those of the release, line for line. An empty line
stands for a sentence that is left out, or added; a line of the release that begins with a number in
brackets renders that line of the original, out of its order::

    ```ru-en
    Экспорт вырос на 5 процентов.
    ---
    Exports grew by 50 percent.
    ```
"""

import re
from dataclasses import replace
from functools import cache

from align.findings import RuleInfo
from align.glossary.lint.documentation import pages as lint_pages
from align.linetypes import classify
from align.rulepages import Page, find_page, read_pages
from align.text import one_line
from align.types import (
    Alignment,
    Bead,
    Document,
    Language,
    LineKind,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)

# "[3] The exports grew." renders the third line of the original.
_MOVED = re.compile(r"\[(\d{1,3})\] ")


@cache
def pages() -> dict[str, Page]:
    """All pages by code, in order."""
    return dict(sorted({**lint_pages(), **read_pages("align.checks")}.items()))


def page(code: str) -> Page | None:
    """The page of a rule, by its code or its name."""
    return find_page(pages(), code)


def info(code: str) -> RuleInfo:
    """A rule as reports describe it."""
    found = pages()[code]
    return RuleInfo(
        code,
        found.name,
        found.severity,
        found.summary,
        found.text,
        found.precision,
        found.fixable,
    )


def example(languages: str, text: str) -> Alignment:
    """The alignment that an example of a page shows; see the module's docstring.

    Raises
    ------
    ValueError
        The example is not written as it should be.
    """
    source, _, target = languages.partition("-")
    above, rule, below = text.partition("---\n")
    rows = [part.removesuffix("\n").split("\n") for part in (above, below)]
    if source not in ("ru", "be") or target != "en" or not rule:
        raise ValueError(f"no example of a pair: {languages}")
    rows = [[*part, *[""] * (max(map(len, rows)) - len(part))] for part in rows]
    moved = [_MOVED.match(line) for line in rows[1]]
    plain = [
        line[match.end() :] if match else line for line, match in zip(rows[1], moved, strict=True)
    ]
    numbers = [int(match[1]) - 1 if match else None for match in moved]
    # A line that is rendered elsewhere is not left out where it stands.
    elsewhere = {n for n in numbers if n is not None}
    own = [line if n not in elsewhere else "" for n, line in enumerate(rows[0])]
    made = paired(list(zip(rows[0], plain, strict=True)), source)  # type: ignore[arg-type]
    if elsewhere:
        places = [
            {n: at for at, n in enumerate(n for n, line in enumerate(side) if line)}
            for side in (rows[0], plain)
        ]
        beads = []
        for n, number in enumerate(numbers):
            left = (places[0][number],) if number is not None else (places[0][n],) if own[n] else ()
            right = (places[1][n],) if plain[n] else ()
            beads += [Bead(left, right, 1.0, moved=number is not None)] if left or right else []
        made = replace(made, beads=tuple(beads))
    return replace(made, source=_typed(made.source), target=_typed(made.target))


def _typed(side: SegmentedText) -> SegmentedText:
    """A side whose headline, dateline and page furniture are known for what they are."""
    kinds = classify([sentence.text for sentence in side.sentences])
    sentences = zip(side.sentences, kinds, strict=True)
    return replace(side, sentences=tuple(replace(s, kind=kind) for s, kind in sentences))


def paired(beads: list[tuple[str, str]], language: Language) -> Alignment:
    """An alignment of sentences paired by hand; an empty one on one side is left out, or added."""
    sides: tuple[list[str], list[str]] = ([], [])
    made = []
    for pair in beads:
        numbers: list[tuple[int, ...]] = []
        for side, sentence in zip(sides, pair, strict=True):
            numbers.append((len(side),) if sentence else ())
            side.extend([sentence] if sentence else [])
        if any(numbers):
            made.append(Bead(numbers[0], numbers[1], 1.0))
    source, target = (_side(s, lang) for s, lang in zip(sides, (language, "en"), strict=True))
    return Alignment(source, target, tuple(made), "example")


def _side(texts: list[str], language: Language | str) -> SegmentedText:
    sentences, starts, at = [], [], 0
    for number, text in enumerate(texts):
        starts.append(at)
        span = Span(at, at + len(text))
        sentences.append(Sentence(number, span, number, LineKind.TEXT, one_line(text)))
        at += len(text) + 1
    places = SourceMap(((0, 0),), tuple(starts) or (0,))
    document = Document(f"{language}.txt", "\n".join(texts), (), places, "txt", "utf-8")
    return SegmentedText(document, language, tuple(sentences))  # type: ignore[arg-type]
