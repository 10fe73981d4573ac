"""What the quality networks are trained to do: losses, each a mean over the rows of a batch.

People's scores, errors that were planted and words that post-editors changed are learnt by outputs
of their own: taught to the output of the scores, the other two make it agree less with people.
"""

from collections.abc import Sequence

import torch
from quality_items import Item
from torch.nn import functional

# How much each loss counts.
WEIGHTS = {"score": 2.0, "likeness": 0.5, "fault": 1.0, "tags": 1.0}
# Human scores beyond these say no more than these: 1 % of the Russian ones are below -2.3.
SCORES = (-2.6, 1.6)
# What the score of another pair of languages is worth.
LESS = 0.6


def total(parts: dict[str, torch.Tensor]) -> torch.Tensor:
    """The weighted sum."""
    return sum((WEIGHTS[name] * value for name, value in parts.items()), torch.zeros(()))


def known(parts: dict[str, torch.Tensor | None]) -> dict[str, torch.Tensor]:
    """The losses that have rows."""
    return {name: value for name, value in parts.items() if value is not None}


def score_loss(
    quality: torch.Tensor, affine: torch.Tensor, items: Sequence[Item]
) -> torch.Tensor | None:
    """How far off human scores are (Huber 1964), each on the scale of its annotators.

    Parameters
    ----------
    quality
        What the network says of each item, (rows,).
    affine
        Factor and offset of each pair of languages.
    """
    scored = [(n, item, item.score) for n, item in enumerate(items) if item.score is not None]
    if not scored:
        return None
    rows = [n for n, *_ in scored]
    scales = affine[[item.pair for _, item, _ in scored]]
    scores = torch.tensor([score for *_, score in scored]).clamp(*SCORES)
    weights = torch.tensor([LESS if item.pair else 1.0 for _, item, _ in scored])
    guessed = scales[:, 0] * quality[rows] + scales[:, 1]
    lost = functional.huber_loss(guessed, scores, delta=1.0, reduction="none")
    return (lost * weights).sum() / len(items)


def likeness_loss(likeness: torch.Tensor, items: Sequence[Item]) -> torch.Tensor | None:
    """How far off the likeness by another encoder is."""
    told = [(n, item.likeness) for n, item in enumerate(items) if item.likeness is not None]
    if not told:
        return None
    rows, values = zip(*told, strict=True)
    lost = functional.huber_loss(likeness[list(rows)], torch.tensor(values), reduction="sum")
    return lost / len(items)


def fault_loss(odds: torch.Tensor, items: Sequence[Item]) -> torch.Tensor | None:
    """Cross-entropy of there being an error."""
    told = [(n, item.fault, item.weight) for n, item in enumerate(items) if item.fault is not None]
    if not told:
        return None
    rows, faults, weights = zip(*told, strict=True)
    lost = functional.binary_cross_entropy_with_logits(
        odds[list(rows)], torch.tensor(faults, dtype=torch.float), reduction="none"
    )
    return (lost * torch.tensor(weights)).sum() / len(items)


def tag_loss(
    source: torch.Tensor, target: torch.Tensor, items: Sequence[Item]
) -> torch.Tensor | None:
    """Cross-entropy of the tags of pieces, in the mean over the pieces that have one.

    Parameters
    ----------
    source, target
        Odds of the pieces of each side, (rows, pieces).
    """
    odds, tags = [], []
    for n, item in enumerate(items):
        for side, marks in ((source, item.source_tags), (target, item.target_tags)):
            if marks is not None:
                odds.append(side[n, : len(marks)])
                tags.append(torch.tensor(marks, dtype=torch.float))
    if not odds:
        return None
    return functional.binary_cross_entropy_with_logits(torch.cat(odds), torch.cat(tags))
