import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from align.encode import load_encoder

HASHING = load_encoder("hashing")


@given(st.lists(st.text(max_size=40), max_size=8))
def test_rows_are_unit_or_zero(texts: list[str]) -> None:
    norms = np.linalg.norm(HASHING.encode(texts), axis=1)
    for text, norm in zip(texts, norms, strict=True):
        # Two trigrams of opposite sign may share a place, so a text can also come out as zero.
        assert abs(norm - 1.0) < 1e-5 or norm == 0.0
        assert text.strip() or norm == 0.0


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_rows_do_not_depend_on_each_other(texts: list[str]) -> None:
    alone = np.concatenate([HASHING.encode([text]) for text in texts])
    assert HASHING.encode(texts).tobytes() == alone.tobytes()


def test_shared_letters_make_texts_near() -> None:
    rows = HASHING.encode(["the budget of 2021", "The budget of 2022", "a frog sings"])
    assert rows[0] @ rows[1] > 0.6 > 0.2 > rows[0] @ rows[2]


def test_it_is_loaded_by_name_and_knows_no_languages() -> None:
    assert HASHING.name == "hashing"
    assert HASHING.centre("ru") is None
    assert HASHING.encode([]).shape == (0, HASHING.dimensions)
