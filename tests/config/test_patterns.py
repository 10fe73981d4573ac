"""Patterns of file names: what they find, what they refuse, and that they never take long."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.config.patterns import PatternError, parse_pattern

CASES = tomllib.loads(Path(__file__).with_name("pattern_cases.toml").read_text("utf-8"))
REFUSED = [(text, case["says"]) for case in CASES["refused"] for text in case["patterns"]]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["pattern"])
def test_a_pattern_finds_what_it_should(case):
    pattern = parse_pattern(case["pattern"])
    for path, words in case["finds"].items():
        assert pattern.match(path) == words, path
    for path in case["not"]:
        assert pattern.match(path) is None, path


@pytest.mark.parametrize("case", CASES["covers"], ids=lambda case: case["pattern"])
def test_a_pattern_covers_what_it_should(case):
    pattern = parse_pattern(case["pattern"], words=False)
    for path in case["finds"]:
        assert pattern.covers(path), path
    for path in case["not"]:
        assert not pattern.covers(path), path


@pytest.mark.parametrize(("text", "says"), REFUSED, ids=map(repr, [text for text, _ in REFUSED]))
def test_a_pattern_that_cannot_be(text, says):
    with pytest.raises(PatternError, match=says):
        parse_pattern(text)


def test_words_go_with_pairs_alone():
    with pytest.raises(PatternError, match="goes with pairs"):
        parse_pattern("{id}/a", words=False)


def test_letters_with_marks_are_the_same_however_they_are_written():
    split = unicodedata.normalize("NFD", "Край/ў.txt")
    assert split != "Край/ў.txt"
    assert parse_pattern("{id}/ў.txt").match(split) == {"id": "Край"}
    assert parse_pattern(unicodedata.normalize("NFD", "{id}/ў.txt")).match("Край/ў.txt")


def walked(pattern, path):
    """Whether a walk through the folders, name by name, comes to the file."""
    *folders, name = path.split("/")
    places = pattern.begin()
    for folder in folders:
        places = pattern.step(places, folder)
    return pattern.ends(places, name)


NAME = st.text("ab.", min_size=1, max_size=4).filter(lambda name: name.strip("."))
PATHS = st.lists(NAME, min_size=1, max_size=5).map("/".join)
PIECE = st.one_of(
    st.just("**"),
    st.lists(st.sampled_from(["a", "b", ".", "?", "*"]), min_size=1, max_size=5)
    .map("".join)
    .filter(lambda text: "**" not in text and text.strip(".")),
)
PATTERNS = st.tuples(st.lists(PIECE, max_size=4), PIECE.filter(lambda p: p != "**")).map(
    lambda both: "/".join([*both[0], both[1]])
)


def as_expression(text):
    """The same as a regular expression, for short names."""
    parts = []
    for piece in text.split("/"):
        if piece == "**":
            parts.append(r"(?:(?!\.)[^/]+/)*")
            continue
        guard = r"(?!\.)" if piece[0] in "*?" else ""
        signs = {"*": "[^/]*", "?": "[^/]"}
        parts.append(guard + "".join(signs.get(c, re.escape(c)) for c in piece) + "/")
    return "".join(parts)


@given(PATTERNS, PATHS)
def test_patterns_agree_with_regular_expressions(text, path):
    pattern = parse_pattern(text)
    expected = re.fullmatch(as_expression(text), f"{path}/") is not None
    assert (pattern.match(path) is not None) == expected
    assert walked(pattern, path) == expected


@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=3, max_size=3))
def test_what_is_filled_in_is_found_again(words):
    pattern = parse_pattern("x/{a}/{b}-{c}.ru.txt")
    found = dict(zip("abc", words, strict=True))
    assert pattern.plain
    assert pattern.match(pattern.fill(found)) == found


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("*a" * 500 + "b", "a" * 20_000),
        ("**/a/" * 200 + "b", "a/" * 400 + "c"),
        ("{w}" + "?a*" * 200 + "b", "a" * 2_000),
        ("/".join(["*a*a*a*b"] * 30), "/".join(["a" * 250] * 30)),
    ],
)
def test_no_pattern_takes_long(text, path):
    # A regular expression for one of these would still be at work tomorrow.
    assert parse_pattern(text).match(path) is None
