from hypothesis import given
from hypothesis import strategies as st

from align.text import line_starts, normalise_newlines, one_line
from align.types import SourceMap

TEXTS = st.text(alphabet="ab \r\n\u2028\u0085\f\u0301", max_size=60)


def test_one_line_joins_every_kind_of_white_space() -> None:
    assert (
        one_line("  The\tminister\r\n of\u00a0economy\u2028 left ")
        == "The minister of economy left"
    )


def test_newlines_of_all_systems_become_line_feeds() -> None:
    assert normalise_newlines("a\r\nb\rc\nd")[0] == "a\nb\nc\nd"


def test_a_lone_carriage_return_is_kept_on_request() -> None:
    assert normalise_newlines("a\r\nb\rc\r", keep_lone=True)[0] == "a\nb\rc\r"


@given(TEXTS)
def test_runs_lead_back_to_the_same_character(raw: str) -> None:
    text, runs = normalise_newlines(raw)
    source_map = SourceMap(runs, line_starts(raw))
    assert [offset for offset, _ in runs] == sorted({offset for offset, _ in runs})
    for offset, char in enumerate(text):
        there = raw[source_map.raw_offset(offset)]
        assert there == char or (char == "\n" and there == "\r")


@given(TEXTS)
def test_only_carriage_returns_before_line_feeds_are_dropped(raw: str) -> None:
    assert normalise_newlines(raw, keep_lone=True)[0] == raw.replace("\r\n", "\n")


@given(TEXTS)
def test_lines_are_counted_as_editors_count_them(raw: str) -> None:
    text, _ = normalise_newlines(raw)
    assert len(line_starts(raw)) == text.count("\n") + 1
    assert len(line_starts(raw, line_feeds_only=True)) == raw.count("\n") + 1
