"""What the network of errors learns from is what it is given in a release."""

import sys
from pathlib import Path

import numpy as np
import pytest
import quality_items
import quality_vectors
from quality_items import Item

from align.encode import load_encoder
from align.encode.tokens import TokenVectors

SOUND = ("Экспорт вырос на 12 процентов.", "Exports grew by 12 percent.")
OTHER = ("Всё.", "That is all.")


def pieces(text: str) -> TokenVectors:
    (found,) = load_encoder().tokens([text])  # type: ignore[attr-defined]
    assert isinstance(found, TokenVectors)
    return found


def item(source: str, target: str) -> Item:
    return Item(pieces(source).ids.tolist(), pieces(target).ids.tolist(), fault=0)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    both = [item(*SOUND), item(SOUND[0], OTHER[1])]
    elsewhere = [Item([10**6], [5])]  # a piece that the encoder has not
    groups = {
        "items": [("planted mt", both), (quality_vectors.OTHER, elsewhere)],
        "dev": [("reddit", [item(*OTHER)])],
        "demetr": [],
        "releases": [],
    }
    for name, part in groups.items():
        quality_items.save(tmp_path / f"{name}.jsonl.gz", part)
    monkeypatch.setattr(sys, "argv", ["quality_vectors.py", "--work", str(tmp_path)])
    quality_vectors.main()
    return tmp_path


def test_vectors_of_texts_are_those_of_the_encoder(work: Path) -> None:
    vectors = quality_vectors.Vectors(work)
    source, target = vectors.pairs([item(*SOUND), item(SOUND[0], OTHER[1]), item(*OTHER)])
    for side, texts in (
        (source, (SOUND[0], SOUND[0], OTHER[0])),
        (target, (SOUND[1], OTHER[1], OTHER[1])),
    ):
        for n, text in enumerate(texts):
            known = pieces(text)
            size = len(known.ids)
            assert side.mask[n].tolist() == [True] * size + [False] * (len(side.mask[n]) - size)
            np.testing.assert_allclose(side.vectors[n, :size], known.vectors, atol=1e-3)
            assert not side.vectors[n, size:].any()
            assert not side.words[n, size:].any()
            assert np.array_equal(side.words[n, :size], vectors.words[known.ids])


def test_each_text_is_read_once(work: Path) -> None:
    assert len(quality_vectors.texts(work)) == 4
