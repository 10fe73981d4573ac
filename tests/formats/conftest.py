"""Alignments for the tests of the formats: read from a small notation, or made by hypothesis."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from align.types import (
    LANGUAGES,
    Alignment,
    Bead,
    Document,
    Language,
    LineKind,
    Paragraph,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)

HERE = Path(__file__).parent
HOSTILE = tomllib.loads((HERE / "hostile.toml").read_text("utf-8"))["text"]


def side(path: str, language: Language, lines: list[list[tuple[LineKind, str]]]) -> SegmentedText:
    """A document of paragraphs, each a list of sentences of one kind."""
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    text = ""
    for block, line in enumerate(lines):
        start = len(text)
        for kind, words in line:
            span = Span(len(text), len(text) + len(words))
            sentences.append(Sentence(len(sentences), span, block, kind, words))
            text += words + " "
        text = text[:-1]
        paragraphs.append(Paragraph(Span(start, len(text)), line[0][0], block))
        text += "\n"
    source_map = SourceMap(((0, 0),), (0,))
    document = Document(path, text, tuple(paragraphs), source_map, "txt", "utf-8")
    return SegmentedText(document, language, tuple(sentences))


def read_pair(path: Path) -> Alignment:
    """An alignment from a file of `pairs/`, whose head explains the notation."""
    data = tomllib.loads(path.read_text("utf-8"))
    beads = tuple(
        Bead(
            tuple(bead["source"]), tuple(bead["target"]), bead["probability"],
            bead.get("moved", False), bead.get("locked", False),
        )
        for bead in data["beads"]
    )  # fmt: skip
    sides = [
        side(data[name]["file"], data[name]["language"], _lines(data[name]["text"]))
        for name in ("source", "target")
    ]
    return Alignment(sides[0], sides[1], beads, data["signature"])


def _lines(text: str) -> list[list[tuple[LineKind, str]]]:
    """``kind: sentence | sentence`` on each line; without a kind, plain text."""
    lines = []
    for line in text.strip().splitlines():
        found = re.fullmatch(r"(?:([a-z-]+): )?(.*)", line)
        assert found is not None
        kind = LineKind(found[1] or "text")
        lines.append([(kind, words) for words in found[2].split(" | ")])
    return lines


PAIRS = {path.stem: read_pair(path) for path in sorted((HERE / "pairs").glob("*.toml"))}


@pytest.fixture(params=PAIRS, ids=str)
def pair(request: pytest.FixtureRequest) -> tuple[str, Alignment]:
    """Each written pair in turn, with its name."""
    return request.param, PAIRS[request.param]


@pytest.fixture
def release() -> Alignment:
    """The Russian pair, which has every kind of bead."""
    return PAIRS["factory-ru"]


@pytest.fixture
def build_side() -> Callable[..., SegmentedText]:
    """`side`, for tests that build an alignment of their own."""
    return side


@pytest.fixture
def single() -> Callable[..., Alignment]:
    """Makes an alignment of one bead with the given texts, either of which may be missing."""

    def make(
        source: str | None,
        target: str | None,
        probability: float = 0.97,
        *,
        source_file: str = "source.txt",
        target_file: str = "target.txt",
        signature: str = "test",
    ) -> Alignment:
        left, right = (
            side(file, language, [] if text is None else [[(LineKind.TEXT, text)]])
            for file, language, text in ((source_file, "ru", source), (target_file, "en", target))
        )
        bead = Bead(() if source is None else (0,), () if target is None else (0,), probability)
        return Alignment(left, right, (bead,), signature)

    return make


# Any character at all, the hostile ones often, in lines like those that a segmenter makes.
_words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
_kinds = st.sampled_from(list(LineKind))
_paragraphs = st.lists(st.tuples(_kinds, st.lists(_words, min_size=1, max_size=3)), max_size=5).map(
    lambda lines: [[(kind, words) for words in line] for kind, line in lines]
)


@st.composite
def _alignments(draw: st.DrawFn) -> Alignment:
    """Any alignment: each sentence in one bead, beads broken, crossed and moved as they like."""
    source, target = (
        side(draw(_words), language, draw(_paragraphs))
        for language in (draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(LANGUAGES)))
    )
    names = st.integers(0, 4)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for which, numbered in enumerate((source.sentences, target.sentences)):
        for sentence in numbered:
            groups.setdefault(draw(names), ([], []))[which].append(sentence.index)
    beads = tuple(
        Bead(
            tuple(left),
            tuple(right),
            draw(st.floats(0, 1)),
            moved=bool(left and right) and draw(st.booleans()),
            locked=draw(st.booleans()),
        )
        for left, right in sorted(groups.values(), key=lambda group: (group[1] or [99], group[0]))
    )
    return Alignment(source, target, beads, draw(_words))


@pytest.fixture(scope="session")
def alignments() -> st.SearchStrategy[Alignment]:
    """Strategy that makes any alignment; draw from it with `hypothesis.strategies.data`."""
    return _alignments()
