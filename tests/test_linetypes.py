import tomllib
from pathlib import Path

import pytest

from align.linetypes import classify, line_kind
from align.types import LineKind

CASES = tomllib.loads(Path(__file__).with_name("linetypes_cases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, lines in CASES.items() for line in lines]
)
def test_kind_of_a_line(kind: str, line: str) -> None:
    assert line_kind(line) == kind


def test_first_line_without_a_full_stop_is_the_title() -> None:
    kinds = classify(["Share", "13 July 2021", "Talks in the capital", "The talks began."])
    assert kinds == ("furniture", "dateline", "title", "text")


@pytest.mark.parametrize("line", ["The talks began.", "Dear friends!", "Colleagues,"])
def test_a_sentence_is_no_title(line: str) -> None:
    assert classify([line, "The talks began."])[0] is LineKind.TEXT


def test_a_line_alone_is_no_title() -> None:
    assert classify(["Talks in the capital"]) == (LineKind.TEXT,)


def test_the_title_and_the_date_repeated_are_furniture() -> None:
    lines = ["Talks in Minsk", "5 March 2024", "The talks began.", "5 March 2024", "Talks in Minsk"]
    assert classify(lines) == ("title", "dateline", "text", "furniture", "furniture")


def test_another_date_stays_a_dateline() -> None:
    lines = ["Chronicle", "5 марта", "The talks began.", "6 марта", "They ended."]
    assert classify(lines)[3] is LineKind.DATELINE


def test_a_title_told_by_the_mark_up_is_not_looked_for() -> None:
    assert classify(["Opening", "Talks", "The end."], title="Talks")[0] is LineKind.TEXT


def test_a_long_line_is_text_whatever_it_begins_with() -> None:
    assert line_kind("Фото: " + "слово " * 40) is LineKind.TEXT
