"""What the quality networks are trained to do."""

import math

import pytest
import torch
from quality_items import PAIRS, Item
from quality_losses import (
    LESS,
    SCORES,
    WEIGHTS,
    fault_loss,
    known,
    likeness_loss,
    score_loss,
    tag_loss,
    total,
)

AFFINE = torch.tensor([[1.0, 0.0]] * len(PAIRS))


def score(items: list[Item], quality: list[float], affine: torch.Tensor = AFFINE) -> float:
    found = score_loss(torch.tensor(quality), affine, items)
    assert found is not None
    return found.item()


def test_nothing_is_lost_by_the_score_of_the_annotators() -> None:
    assert score([Item([5], [6], score=0.5)], [0.5]) == 0
    assert score([Item([5], [6], score=-3.0)], [SCORES[0]]) == 0
    assert score([Item([5], [6], score=1.0)], [0.0]) == pytest.approx(0.5)
    assert score([Item([5], [6], score=1.0, pair=3)], [0.0]) == pytest.approx(0.5 * LESS)


def test_each_pair_of_languages_has_its_scale() -> None:
    affine = AFFINE.clone()
    affine[3] = torch.tensor([0.5, 0.25])
    assert score([Item([5], [6], score=0.75, pair=3)], [1.0], affine) == 0


def test_what_another_encoder_says_is_learnt_where_it_was_asked() -> None:
    items = [Item([5], [6], score=1.0, likeness=0.5), Item([5], [7])]
    found = likeness_loss(torch.tensor([1.5, 9.0]), items)
    assert found is not None
    assert found.item() == pytest.approx(0.25)
    assert likeness_loss(torch.zeros(1), items[1:]) is None


def test_an_error_has_odds() -> None:
    items = [Item([5], [6], fault=0), Item([5], [7], fault=1, weight=0.5), Item([5], [8])]
    found = fault_loss(torch.zeros(3), items)
    assert found is not None
    assert found.item() == pytest.approx(math.log(2) * 1.5 / 3)
    sure = fault_loss(torch.tensor([-30.0, 30.0, 0.0]), items)
    assert sure is not None
    assert sure.item() == pytest.approx(0, abs=1e-6)
    assert fault_loss(torch.zeros(1), [Item([5], [8])]) is None


def test_tags_are_those_of_their_side() -> None:
    items = [Item([5, 6], [7, 8, 9], source_tags=[0, 1], target_tags=[1, 0, 0]), Item([5], [7])]
    source = torch.tensor([[-20.0, 20.0, 0.0], [0.0, 0.0, 0.0]])
    target = torch.tensor([[20.0, -20.0, -20.0], [0.0, 0.0, 0.0]])
    found = tag_loss(source, target, items)
    assert found is not None
    assert found.item() == pytest.approx(0.0, abs=1e-6)
    assert tag_loss(source, target, items[1:]) is None


def test_losses_are_weighed() -> None:
    parts = known({"score": torch.tensor(1.0), "fault": torch.tensor(0.5), "tags": None})
    assert set(parts) == {"score", "fault"}
    assert total(parts).item() == pytest.approx(WEIGHTS["score"] + 0.5 * WEIGHTS["fault"])
