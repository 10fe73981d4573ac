"""What the quality model is trained to do: five losses, each a mean over the rows of a batch."""

from collections.abc import Sequence

import torch
from quality_items import Group, Item
from torch.nn import functional

# How much each loss counts.
WEIGHTS = {"score": 2.0, "worthless": 1.0, "fault": 1.0, "order": 0.4, "tags": 0.7}
# Human scores beyond these say no more than these: 1 % of the Russian ones are below -2.3.
SCORES = (-2.6, 1.6)
# A score of another pair of languages, or of a translation that was edited since, is worth less.
LESS = 0.6
# Score of a translation that has nothing to do with its original; 1 % of all are lower than -2.3.
WORTHLESS = -2.2
WORTHLESS_KINDS = ("unrelated", "copied")
# A sound translation has to score so much more than the same one with an error.
MARGIN = 0.6


def losses(
    said: tuple[torch.Tensor, torch.Tensor], affine: torch.Tensor, groups: Sequence[Group]
) -> dict[str, torch.Tensor]:
    """Losses of a batch by name; those that have no rows are missing.

    Parameters
    ----------
    said
        What the network says of the items of `groups`, in their order.
    affine
        Factor and offset of each pair of languages.
    """
    items = [item for group in groups for item in group]
    quality, odds = said[0].unbind(-1)
    found = {
        "score": score_loss(quality, affine, items),
        "worthless": worthless_loss(quality, items),
        "fault": fault_loss(odds, items),
        "order": order_loss(quality, groups),
        "tags": tag_loss(said[1], items),
    }
    return {name: value for name, value in found.items() if value is not None}


def total(parts: dict[str, torch.Tensor]) -> torch.Tensor:
    """The weighted sum."""
    return sum((WEIGHTS[name] * value for name, value in parts.items()), torch.zeros(()))


def score_loss(
    quality: torch.Tensor, affine: torch.Tensor, items: Sequence[Item]
) -> torch.Tensor | None:
    """How far off human scores are (Huber 1964), each on the scale of its annotators."""
    scored = [(n, item, item.score) for n, item in enumerate(items) if item.score is not None]
    if not scored:
        return None
    rows = [n for n, *_ in scored]
    scales = affine[[item.pair for _, item, _ in scored]]
    scores = torch.tensor([score for *_, score in scored]).clamp(*SCORES)
    own = [item.pair == 0 and item.fault is None for _, item, _ in scored]
    weights = torch.tensor([1.0 if one else LESS for one in own])
    guessed = scales[:, 0] * quality[rows] + scales[:, 1]
    lost = functional.huber_loss(guessed, scores, delta=1.0, reduction="none")
    return (lost * weights).sum() / len(items)


def worthless_loss(quality: torch.Tensor, items: Sequence[Item]) -> torch.Tensor | None:
    """How far off the score of what is no translation is."""
    rows = [n for n, item in enumerate(items) if item.kind in WORTHLESS_KINDS]
    if not rows:
        return None
    scores = torch.full((len(rows),), WORTHLESS)
    return functional.huber_loss(quality[rows], scores, reduction="sum") / len(items)


def fault_loss(odds: torch.Tensor, items: Sequence[Item]) -> torch.Tensor | None:
    """Cross-entropy of there being an error."""
    known = [(n, item.fault, item.weight) for n, item in enumerate(items) if item.fault is not None]
    if not known:
        return None
    rows, faults, weights = zip(*known, strict=True)
    lost = functional.binary_cross_entropy_with_logits(
        odds[list(rows)], torch.tensor(faults, dtype=torch.float), reduction="none"
    )
    return (lost * torch.tensor(weights)).sum() / len(items)


def order_loss(quality: torch.Tensor, groups: Sequence[Group]) -> torch.Tensor | None:
    """By how much a translation with an error does not score `MARGIN` less than the sound one."""
    pairs: list[tuple[int, int, float]] = []
    sound = 0
    for group in groups:
        pairs += [(sound, sound + n, item.weight) for n, item in enumerate(group) if n]
        sound += len(group)
    if not pairs:
        return None
    better, worse, weights = zip(*pairs, strict=True)
    lost = functional.relu(MARGIN - (quality[list(better)] - quality[list(worse)]))
    return (lost * torch.tensor(weights)).sum() / sound


def tag_loss(odds: torch.Tensor, items: Sequence[Item]) -> torch.Tensor | None:
    """Cross-entropy of the tags of pieces, in the mean over the pieces that have one."""
    tags = torch.full(odds.shape, -1.0)
    for n, item in enumerate(items):
        size = len(item.source)
        if item.source_tags is not None:
            tags[n, 1 : 1 + size, 0] = torch.tensor(item.source_tags, dtype=torch.float)
        if item.target_tags is not None:
            end = size + 3 + len(item.target)
            tags[n, size + 3 : end, 1] = torch.tensor(item.target_tags, dtype=torch.float)
    known = tags >= 0
    if not known.any():
        return None
    return functional.binary_cross_entropy_with_logits(odds[known], tags[known])
