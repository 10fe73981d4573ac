"""How good a quality model is while it is trained, by data that it learns nothing from."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import quality_items
import torch
from numpy.typing import NDArray
from quality_items import Group, Item
from quality_net import Network, batch_of

ROWS = 32  # of a batch
ALARMS = 0.1  # share of the sound translations that may be taken for spoilt ones

Floats = NDArray[np.float64]
Score = Callable[[Floats], Floats]
Error = tuple[str, str, Group]

# Ways of making one score of the two values: the quality alone, the odds of an error alone, and the
# quality less a share of the odds where these are high.
SCORES: dict[str, Score] = {
    "quality": lambda said: said[..., 0],
    "fault": lambda said: -said[..., 1],
    "both": lambda said: said[..., 0] - 0.7 * np.logaddexp(0, said[..., 1]),
}


def some_of_both(said: Floats) -> Floats:
    return np.asarray(said[..., 0] - 0.3 * np.logaddexp(0, said[..., 1]))


@dataclass(frozen=True, slots=True)
class Dev:
    """Development data.

    Parameters
    ----------
    domains, items
        Judged translations from Russian.
    errors
        Severity, perturbation and four items each: sound and spoilt from Russian, then from
        Belarusian.
    """

    domains: Sequence[str] = ()
    items: Sequence[Item] = ()
    errors: Sequence[Error] = ()

    @classmethod
    def read(cls, work: Path) -> "Dev":
        judged = quality_items.load(work / "dev.jsonl.gz")
        pairs = [(domain, group[0]) for domain, groups in judged.items() for group in groups]
        errors: list[Error] = []
        for sort, groups in quality_items.load(work / "demetr.jsonl.gz").items():
            severity, perturbation = sort.split(" ")
            errors += [(severity, perturbation, group) for group in groups]
        return cls([domain for domain, _ in pairs], [item for _, item in pairs], errors)


@torch.inference_mode()
def read(network: Network, items: Sequence[Item]) -> tuple[Floats, list[Floats]]:
    """What the network says of pairs, (rows, 2), and of the tokens of each, (tokens, 2)."""
    said = np.zeros((len(items), 2))
    tags: list[Floats] = [np.zeros((0, 2))] * len(items)
    order = sorted(range(len(items)), key=lambda n: items[n].size)
    with torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), ROWS):
            rows = order[start : start + ROWS]
            values, odds = network(batch_of([(items[n].source, items[n].target) for n in rows]))
            said[rows] = values.numpy()
            for n, row in zip(rows, odds.numpy(), strict=True):
                tags[n] = row.astype(float)
    return said, tags


def evaluate(network: Network, dev: Dev, belarusian: bool = False) -> str:
    """The figures, in one line.

    - Pearson's r of human scores and the model's: of all, and domain by domain;
    - the same of the quality less a share of the odds of an error;
    - area under the ROC curve of the tags of the translation and of the source;
    - share of DEMETR's critical errors, in the mean over their kinds, that score less than nine in
      ten sound translations.
    """
    network.eval()
    said, tags = read(network, dev.items)
    told = [
        f"r {correlations(said[:, 0], dev)}",
        f"of both {correlations(some_of_both(said), dev)}",
    ]
    told.append(f"tags {tag_areas(dev.items, tags)}")
    for language, first in (("ru", 0), ("be", 2))[: 1 + belarusian]:
        told.append(f"errors {language} {errors_caught(network, dev.errors, first)}")
    network.train()
    return ", ".join(told)


def correlations(scores: Floats, dev: Dev) -> str:
    human = np.array([item.score for item in dev.items], float)
    domains = np.array(dev.domains)
    parts = [("all", np.full(len(human), True))]
    parts += [(name, domains == name) for name in sorted(set(dev.domains))]
    return " ".join(
        f"{name} {np.corrcoef(scores[rows], human[rows])[0, 1]:.4f}" for name, rows in parts
    )


def tag_areas(items: Sequence[Item], tags: Sequence[Floats]) -> str:
    """Of the translation, then of the source."""
    known: tuple[list[int], list[int]] = ([], [])
    odds: tuple[list[float], list[float]] = ([], [])
    for item, found in zip(items, tags, strict=True):
        sides = ((1, item.source_tags), (len(item.source) + 3, item.target_tags))
        for side, (start, true) in enumerate(sides):
            if true:
                known[side].extend(true)
                odds[side].extend(found[start : start + len(true), side])
    return "/".join(f"{area(np.array(known[side]), np.array(odds[side])):.3f}" for side in (1, 0))


def area(known: NDArray[np.int64], scores: Floats) -> float:
    """Area under the ROC curve: how often a positive one scores more than a negative one."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(len(scores))
    yes = known > 0
    count = yes.sum()
    return float((ranks[yes].sum() - count * (count - 1) / 2) / (count * (len(yes) - count)))


def errors_caught(network: Network, errors: Sequence[Error], first: int) -> str:
    """Share of critical errors that score less than nine in ten sound translations.

    `first` is the place of the sound one in each group.
    """
    pairs = [group[first] for *_, group in errors]
    sound = list({(*one.source, -1, *one.target): one for one in pairs}.values())
    said, _ = read(network, [*sound, *(group[first + 1] for *_, group in errors)])
    told = []
    for name, score in SCORES.items():
        scores = score(said)
        bound = sorted(scores[: len(sound)])[int(ALARMS * len(sound))]
        kinds: dict[str, list[bool]] = defaultdict(list)
        spoilt = scores[len(sound) :]
        for (severity, perturbation, group), found in zip(errors, spoilt, strict=True):
            if severity == "critical" and group[first + 1].fault:
                kinds[perturbation].append(bool(found < bound))
        told.append(f"{name} {np.mean([np.mean(found) for found in kinds.values()]):.3f}")
    return " ".join(told)
