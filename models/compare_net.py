"""The small network over the encoder's pieces that finds errors, in torch.

The bundled encoder reads each text by itself and is not trained (``quality_vectors.py``). What is
known of each piece is the same as in ``align.encode.match``; ``align.encode.comparer`` runs the
layers with onnxruntime.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from quality_items import PAIRS
from quality_net import EPSILON, Layer, mean
from torch import nn
from torch.nn import functional

from align.encode.comparer import NONE, PAIR, SOURCE, SUMMARY_SCALE, TARGET
from align.encode.match import NOTHING, SCALES, SHARPNESS

SUMMARY = 6
WORST = 5  # the least matched fifth of a side


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as the encoder reads them.

    Parameters
    ----------
    vectors, words
        Unit vectors of the pieces and their word vectors, (rows, pieces, width); nought where a
        row has no further piece.
    mask
        Where it has one, bool (rows, pieces).
    """

    vectors: torch.Tensor
    words: torch.Tensor
    mask: torch.Tensor

    def rows(self, numbers: Sequence[int]) -> "Texts":
        """Some of them, perhaps more than once."""
        kept = torch.tensor(numbers)
        return Texts(self.vectors[kept], self.words[kept], self.mask[kept])


@dataclass(frozen=True, slots=True)
class Said:
    """What the network says: quality and fault (rows,), odds of the pieces (rows, pieces)."""

    quality: torch.Tensor
    fault: torch.Tensor
    source: torch.Tensor
    target: torch.Tensor


class CompareNetwork(nn.Module):
    """The network.

    Parameters
    ----------
    width
        Of the encoder's vectors.
    layers, heads, inner
        Sizes of the layers.
    drop
        Share of the values that are left out in training.
    """

    def __init__(
        self,
        width: int,
        *,
        layers: int = 3,
        heads: int = 12,
        inner: int = 768,
        drop: float = 0.1,
    ) -> None:
        super().__init__()
        self.given = nn.Linear(5 * width + 2, width)
        self.side = nn.Parameter(torch.randn(2, width) * 0.02)
        self.mark = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.norm = nn.LayerNorm(width, eps=EPSILON)
        self.layer = nn.ModuleList(Layer(width, heads, inner, drop) for _ in range(layers))
        self.hid = nn.Linear(5 * width + SUMMARY, width)
        self.out = nn.Linear(width, 2)  # quality, log-odds of an error
        self.tag = nn.Linear(width, 2)  # log-odds for a piece of the source, of the translation
        self.drop = nn.Dropout(drop)
        self.affine = nn.Parameter(torch.tensor([[1.0, 0.0]] * len(PAIRS)))
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def _fast(self) -> torch.autocast:
        """In training half the digits will do."""
        return torch.autocast("cpu", torch.bfloat16, enabled=self.training)

    def forward(self, source: Texts, target: Texts) -> Said:
        """What is said of pairs."""
        likeness = source.vectors @ target.vectors.transpose(1, 2)
        one, near = self._given(source, target, likeness, SOURCE)
        other, far = self._given(target, source, likeness.transpose(1, 2), TARGET)
        x = torch.cat([self.mark.expand(len(source.mask), -1, -1), one, other], 1)
        mask = torch.cat(
            [torch.ones(len(source.mask), 1, dtype=torch.bool), source.mask, target.mask], 1
        )
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
        with self._fast():
            x = self.norm(x.float())
            for layer in self.layer:
                x = layer(x, bias.bfloat16() if self.training else bias)
        x = x.float()
        size = source.mask.shape[1]
        first, second = x[:, 1 : 1 + size], x[:, 1 + size :]
        sums = [side.vectors.sum(1) for side in (source, target)]
        lengths = [side.mask.sum(1).float() for side in (source, target)]
        summary = [
            mean(near[..., None], source.mask.float())[:, 0],
            mean(far[..., None], target.mask.float())[:, 0],
            lowest(near, source.mask),
            lowest(far, target.mask),
            functional.cosine_similarity(*sums, dim=-1),
            (lengths[1] / lengths[0].clamp_min(1)).clamp(0, 4),
        ]
        features = [
            x[:, 0],
            mean(first, source.mask.float()),
            mean(second, target.mask.float()),
            most(first, source.mask),
            most(second, target.mask),
            torch.stack(summary, -1) * SUMMARY_SCALE,
        ]
        inner = torch.tanh(self.hid(self.drop(torch.cat(features, -1))))
        quality, fault = self.out(self.drop(inner)).unbind(-1)
        return Said(quality, fault, self.tag(first)[..., SOURCE], self.tag(second)[..., TARGET])

    def _given(
        self, own: Texts, other: Texts, likeness: torch.Tensor, side: int
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """What a side is given in, and how like the nearest piece of the other is each."""
        absent = ~other.mask[:, None, :]
        known = likeness.masked_fill(absent, NOTHING)
        weights = (known * SHARPNESS).masked_fill(absent, -1e4).softmax(-1)
        matched, words = weights @ other.vectors, weights @ other.words
        nearest = known.max(-1).values
        second = known.topk(min(2, known.shape[-1]), -1).values[..., -1]
        parts = [
            SCALES["own"] * own.vectors,
            SCALES["difference"] * (own.vectors - matched).abs(),
            SCALES["product"] * own.vectors * matched,
            own.words,
            words,
            SCALES["nearest"] * nearest[..., None],
            SCALES["lead"] * (nearest - second)[..., None],
        ]
        with self._fast():
            entered: torch.Tensor = self.given(torch.cat(parts, -1)) + self.side[side]
        return entered, nearest


def most(x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Largest numbers of the token vectors, (rows, width)."""
    return x.masked_fill(~mask[..., None], NONE).max(1).values


def lowest(values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Means of the lowest fifth of the values, (rows,)."""
    count = (mask.sum(1) / WORST).ceil().clamp_min(1)
    ascending = values.masked_fill(~mask, 1.0).sort(1).values
    kept = torch.arange(values.shape[1])[None] < count[:, None]
    return (ascending * kept).sum(1) / count


def constants(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Tensors of the network as its file has them, by their names there."""
    names = {
        "attention.q_lin": "q",
        "attention.k_lin": "k",
        "attention.v_lin": "v",
        "attention.out_lin": "out",
        "ffn.lin1": "up",
        "ffn.lin2": "down",
        "sa_layer_norm": "norm1",
        "output_layer_norm": "norm2",
    }
    heads = {"hid": "head.hidden", "out": "head.out", "tag": "head.tag"}
    out: dict[str, torch.Tensor] = {}
    for name, value in state.items():
        first, _, rest = name.partition(".")
        if first == "layer":
            number, _, rest = rest.partition(".")
            known, _, part = rest.rpartition(".")
            out[f"layer.{number}.{names[known]}.{part}"] = value
        elif first in heads:
            out[f"{heads[first]}.{rest}"] = value
        elif first in ("given", "norm"):
            out[name] = value
    # The mark is a piece of which nothing is given: less the constant it gets all the same.
    mark = state["mark"][0, 0] - state["given.bias"]
    out["side"] = torch.stack([state["side"][SOURCE], state["side"][TARGET], mark])
    assert len(out["side"]) == PAIR + 1
    return out
