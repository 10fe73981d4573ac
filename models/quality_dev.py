"""How good a quality network is while it is trained, by data that it learns nothing from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import quality_items
import torch
from compare_net import CompareNetwork
from numpy.typing import NDArray
from quality_items import Group, Item
from quality_net import Network, batch_of
from quality_vectors import Vectors

ROWS = 32  # of a batch
ALARMS = 0.1  # share of the sound translations that may be taken for spoilt ones

Floats = NDArray[np.float64]
Error = tuple[str, str, Group]


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
    releases
        Renderings by people, by folder.
    """

    domains: Sequence[str] = ()
    items: Sequence[Item] = ()
    errors: Sequence[Error] = ()
    releases: Mapping[str, Sequence[Item]] = field(default_factory=dict)

    @classmethod
    def read(cls, work: Path) -> "Dev":
        judged = quality_items.load(work / "dev.jsonl.gz")
        pairs = [(domain, group[0]) for domain, groups in judged.items() for group in groups]
        errors: list[Error] = []
        for sort, groups in quality_items.load(work / "demetr.jsonl.gz").items():
            severity, perturbation = sort.split(" ")
            errors += [(severity, perturbation, group) for group in groups]
        people = quality_items.load(work / "releases.jsonl.gz")
        return cls(
            [domain for domain, _ in pairs],
            [item for _, item in pairs],
            errors,
            {name: [group[0] for group in groups] for name, groups in people.items()},
        )


@torch.inference_mode()
def scores(network: Network, items: Sequence[Item]) -> Floats:
    """Quality of pairs, (rows,)."""
    said = np.zeros(len(items))
    for rows in batches(items):
        with torch.autocast("cpu", torch.bfloat16):
            said[rows] = network(batch_of([(items[n].source, items[n].target) for n in rows]))[0]
    return said


@torch.inference_mode()
def comparisons(
    network: CompareNetwork, vectors: Vectors, items: Sequence[Item]
) -> tuple[Floats, list[tuple[Floats, Floats]]]:
    """Quality and odds of an error of pairs, (rows, 2), and odds of the pieces of each side."""
    said = np.zeros((len(items), 2))
    tags: list[tuple[Floats, Floats]] = [(np.zeros(0), np.zeros(0))] * len(items)
    for rows in batches(items):
        found = network(*vectors.pairs([items[n] for n in rows]))
        said[rows, 0], said[rows, 1] = found.quality, found.fault
        for k, n in enumerate(rows):
            tags[n] = found.source[k].double().numpy(), found.target[k].double().numpy()
    return said, tags


def batches(items: Sequence[Item]) -> list[list[int]]:
    """Numbers of items, those of like size together."""
    order = sorted(range(len(items)), key=lambda n: items[n].size)
    return [order[start : start + ROWS] for start in range(0, len(order), ROWS)]


def evaluate(network: Network | CompareNetwork, dev: Dev, vectors: Vectors | None) -> str:
    """The figures, in one line.

    - Pearson's r of human scores and the network's: of all, and domain by domain;

    and where it finds errors

    - area under the ROC curve of the tags of the translation and of the source;
    - share of DEMETR's critical errors, in the mean over their kinds, whose odds are above those of
      nine in ten sound translations;
    - share of the renderings by people whose odds are above these.
    """
    network.eval()
    if isinstance(network, CompareNetwork):
        assert vectors is not None
        said, tags = comparisons(network, vectors, dev.items)
        told = [f"r {correlations(said[:, 0], dev)}", f"tags {tag_areas(dev.items, tags)}"]
        for language, first in (("ru", 0), ("be", 2)):
            caught, bound = errors_caught(network, vectors, dev.errors, first)
            told.append(f"errors {language} {caught:.3f} above {bound:.2f}")
            for name, items in dev.releases.items():
                if name.endswith(language):
                    odds = comparisons(network, vectors, items)[0][:, 1]
                    told.append(f"{name} {np.mean(odds > bound):.3f}")
    else:
        told = [f"r {correlations(scores(network, dev.items), dev)}"]
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


def tag_areas(items: Sequence[Item], tags: Sequence[tuple[Floats, Floats]]) -> str:
    """Of the translation, then of the source."""
    known: tuple[list[int], list[int]] = ([], [])
    odds: tuple[list[float], list[float]] = ([], [])
    for item, found in zip(items, tags, strict=True):
        for side, true in enumerate((item.source_tags, item.target_tags)):
            if true:
                known[side].extend(true)
                odds[side].extend(found[side][: len(true)])
    return "/".join(f"{area(np.array(known[side]), np.array(odds[side])):.3f}" for side in (1, 0))


def area(known: NDArray[np.int64], scores: Floats) -> float:
    """Area under the ROC curve: how often a positive one scores more than a negative one."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(len(scores))
    yes = known > 0
    count = yes.sum()
    return float((ranks[yes].sum() - count * (count - 1) / 2) / (count * (len(yes) - count)))


def errors_caught(
    network: CompareNetwork, vectors: Vectors, errors: Sequence[Error], first: int
) -> tuple[float, float]:
    """Share of critical errors with odds above those of nine in ten sound translations, and these.

    `first` is the place of the sound one in each group.
    """
    pairs = [group[first] for *_, group in errors]
    sound = list({(*one.source, -1, *one.target): one for one in pairs}.values())
    spoilt = [group[first + 1] for *_, group in errors]
    odds = comparisons(network, vectors, [*sound, *spoilt])[0][:, 1]
    bound = float(sorted(odds[: len(sound)], reverse=True)[int(ALARMS * len(sound))])
    kinds: dict[str, list[bool]] = defaultdict(list)
    for (severity, perturbation, group), found in zip(errors, odds[len(sound) :], strict=True):
        if severity == "critical" and group[first + 1].fault:
            kinds[perturbation].append(bool(found > bound))
    return float(np.mean([np.mean(found) for found in kinds.values()])), bound
