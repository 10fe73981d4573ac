import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encode.spelling import as_read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("УКАЗ ПРЕЗИДЕНТА", "указ президента"),
        ("JOINT STATEMENT, 2024", "joint statement, 2024"),
        ("ЎРАД І СЕЙМ", "ўрад і сейм"),
        ("США", "США"),
        ("NATO ", "NATO "),
        ("The USA and Belarus", "The USA and Belarus"),
        ("12 34", "12 34"),
        ("a\ud800b", "a?b"),
    ],
)
def test_headings_are_read_in_small_letters(text: str, read: str) -> None:
    assert as_read(text) == read


@given(st.text())
def test_no_character_is_lost_or_added(text: str) -> None:
    """Offsets of pieces are offsets of the text."""
    assert len(as_read(text)) == len(text)
    assert as_read(as_read(text)) == as_read(text)
