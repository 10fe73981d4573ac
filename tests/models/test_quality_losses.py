"""What the quality model is trained to do."""

import math

import pytest
import torch
from quality_items import PAIRS, Group, Item
from quality_losses import LESS, MARGIN, SCORES, WORTHLESS, losses, total

AFFINE = torch.tensor([[1.0, 0.0]] * len(PAIRS))


def of(groups: list[Group], quality: list[float], fault: float = 0.0) -> dict[str, float]:
    """Losses where the network says this quality of each item, and nothing of the pieces."""
    items = [item for group in groups for item in group]
    tokens = max(item.size for item in items) + 4
    values = torch.tensor([[one, fault] for one in quality])
    found = losses((values, torch.zeros(len(items), tokens, 2)), AFFINE, groups)
    return {name: value.item() for name, value in found.items()}


def test_nothing_is_lost_by_the_score_of_the_annotators() -> None:
    assert of([[Item([5], [6], score=0.5)]], [0.5]) == {"score": 0.0}
    assert of([[Item([5], [6], score=-3.0)]], [SCORES[0]]) == {"score": 0.0}
    one, two = Item([5], [6], score=1.0), Item([5], [6], score=1.0, pair=3)
    assert of([[one]], [0.0])["score"] == pytest.approx(0.5)
    assert of([[two]], [0.0])["score"] == pytest.approx(0.5 * LESS)


def test_each_pair_of_languages_has_its_scale() -> None:
    affine = AFFINE.clone()
    affine[3] = torch.tensor([0.5, 0.25])
    said = (torch.tensor([[1.0, 0.0]]), torch.zeros(1, 6, 2))
    found = losses(said, affine, [[Item([5], [6], score=0.75, pair=3)]])
    assert found["score"].item() == 0.0


def test_an_error_costs_a_translation_a_margin() -> None:
    sound, worse = Item([5], [6], fault=0), Item([5], [7], fault=1, kind="number", weight=0.5)
    assert of([[sound, worse]], [MARGIN, 0.0])["order"] == 0.0
    assert of([[sound, worse]], [0.0, 0.0])["order"] == pytest.approx(MARGIN * 0.5 / 2)
    # Of two groups each is compared within itself.
    assert of([[sound, worse], [sound]], [1.0, 0.0, -1.0])["order"] == 0.0
    assert of([[sound, worse]], [0.0, 0.0])["fault"] == pytest.approx(math.log(2) * 1.5 / 2)


def test_what_is_no_translation_has_a_score() -> None:
    sound, worse = Item([5], [6], fault=0), Item([5], [7], fault=1, kind="unrelated")
    assert of([[sound, worse]], [1.0, WORTHLESS])["worthless"] == 0.0


def test_tags_are_those_of_their_side() -> None:
    item = Item([5, 6], [7, 8, 9], source_tags=[0, 1], target_tags=[1, 0, 0])
    odds = torch.zeros(1, 9, 2)
    odds[0, 1:3, 0] = torch.tensor([-20.0, 20.0])
    odds[0, 5:8, 1] = torch.tensor([20.0, -20.0, -20.0])
    found = losses((torch.zeros(1, 2), odds), AFFINE, [[item]])
    assert found["tags"].item() == pytest.approx(0.0, abs=1e-6)
    assert total(found).item() == pytest.approx(0.0, abs=1e-6)
    assert "tags" not in of([[Item([5], [6])]], [0.0])
