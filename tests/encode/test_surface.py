"""The encoder without weights."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from align.encode import load_encoder

ENCODER = load_encoder("none")


@given(st.lists(st.text(max_size=40), max_size=8))
def test_rows_are_unit_or_zero(texts: list[str]) -> None:
    norms = np.linalg.norm(ENCODER.encode(texts), axis=1)
    for text, norm in zip(texts, norms, strict=True):
        # Two keys of opposite sign may share a place, so a text can also come out as zero.
        assert abs(norm - 1.0) < 1e-5 or norm == 0.0
        assert text.strip() or norm == 0.0


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_rows_do_not_depend_on_each_other(texts: list[str]) -> None:
    alone = np.concatenate([ENCODER.encode([text]) for text in texts])
    assert ENCODER.encode(texts).tobytes() == alone.tobytes()


def test_shared_numbers_and_names_make_texts_near() -> None:
    rows = ENCODER.encode(
        [
            "В Гродно построят 3 млн квадратных метров жилья",
            "У Гродне пабудуюць 3 мільёны квадратных метраў жылля",
            "3 million square metres of housing will be built in Grodno",
            "Talks on transport were held in Minsk",
        ]
    )
    assert rows[0] @ rows[1] > 0.4 > 0.2 > rows[0] @ rows[3]
    assert rows[0] @ rows[2] > 0.4 > 0.2 > rows[1] @ rows[3]


def test_it_is_loaded_by_name_and_knows_no_languages() -> None:
    assert ENCODER.name == "none"
    assert ENCODER.centre("ru") is None
    assert ENCODER.encode([]).shape == (0, ENCODER.dimensions)
