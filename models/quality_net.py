"""The network that says how people would score a pair, in torch.

A BERT without token types, as DistilBERT's class has it (``bert_torch.py``), but with a vector for
each side, positions that begin anew with the translation, and two further matrices, from what is
known of the whole pair to its quality and to its likeness by another encoder
(``quality_likeness.py``), which is asked in training alone. ``align.encode.joint`` runs the same
with onnxruntime; names of the layers are those of DistilBERT, so that ``rounding.py`` and
``align.encode.weights`` know them.

Word vectors are those of the encoder and stay as they are: the quality model ships without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from quality_items import PAIRS
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

HEAD, PAD, TAIL = 0, 1, 2
FIRST_WORD = 4  # below are the four special pieces
EPSILON = 1e-12
WORDS = "embeddings.word_embeddings.weight"
POSITIONS = "embeddings.position_embeddings.weight"


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_lin, self.k_lin, self.v_lin, self.out_lin = (
            nn.Linear(width, width) for _ in range(4)
        )

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        rows, tokens, width = x.shape
        parts = (rows, tokens, self.heads, width // self.heads)
        q, k, v = (f(x).view(parts).transpose(1, 2) for f in (self.q_lin, self.k_lin, self.v_lin))
        odds = (q @ k.transpose(-1, -2)) * (width // self.heads) ** -0.5 + bias
        mixed = (odds.softmax(-1) @ v).transpose(1, 2)
        out: torch.Tensor = self.out_lin(mixed.reshape(rows, tokens, width))
        return out


class FeedForward(nn.Module):
    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.lin1, self.lin2 = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        out: torch.Tensor = self.lin2(functional.gelu(self.lin1(x)))
        return out


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.attention, self.ffn = Attention(width, heads), FeedForward(width, inner)
        self.sa_layer_norm = nn.LayerNorm(width, eps=EPSILON)
        self.output_layer_norm = nn.LayerNorm(width, eps=EPSILON)
        self.drop = nn.Dropout(drop)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        x = self.sa_layer_norm(x + self.drop(self.attention(x, bias)))
        out: torch.Tensor = self.output_layer_norm(x + self.drop(self.ffn(x)))
        return out


class Body(nn.Module):
    def __init__(self, layers: int, width: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.layer = nn.ModuleList(Layer(width, heads, inner, drop) for _ in range(layers))


class Network(nn.Module):
    """The whole network.

    Parameters
    ----------
    table
        Word vectors, (pieces, width); they are not trained.
    positions
        How many positions a side can have.
    layers, heads, inner
        Sizes of the transformer.
    drop
        Share of the values that are left out in training.
    """

    table: torch.Tensor

    def __init__(
        self,
        table: torch.Tensor,
        *,
        positions: int,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        drop: float = 0.1,
    ) -> None:
        super().__init__()
        width = table.shape[1]
        self.register_buffer("table", table, persistent=False)
        self.pos = nn.Parameter(torch.zeros(positions, width))
        self.side = nn.Parameter(torch.zeros(2, width))
        self.norm = nn.LayerNorm(width, eps=EPSILON)
        self.transformer = Body(layers, width, heads, inner, drop)
        self.hid = nn.Linear(5 * width, width)
        self.out = nn.Linear(width, 2)  # quality, likeness
        self.drop = nn.Dropout(drop)
        # The scale of each pair of languages: its annotators' score is a·quality + b.
        self.affine = nn.Parameter(torch.tensor([[1.0, 0.0]] * len(PAIRS)))
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def states(self, batch: "Batch") -> torch.Tensor:
        """Token vectors, (rows, tokens, width)."""
        x: torch.Tensor = functional.embedding(batch.ids, self.table)
        x = x + functional.embedding(batch.positions, self.pos)
        x = self.norm(x + functional.embedding(batch.sides, self.side))
        bias = torch.zeros(batch.mask.shape).masked_fill(batch.mask == 0, -1e4)[:, None, None, :]
        if torch.is_autocast_enabled("cpu"):
            bias = bias.bfloat16()
        for layer in self.transformer.layer:
            x = layer(x, bias)
        return x.float()

    def forward(self, batch: "Batch") -> tuple[torch.Tensor, torch.Tensor]:
        """Quality, and what another encoder would say of the likeness of the two, (rows,) each."""
        x = self.states(batch)
        words = (batch.ids >= FIRST_WORD).float()
        first, second = (mean(x, words * (batch.sides == side)) for side in (0, 1))
        parts = [x[:, 0], first, second, first * second * 4, (first - second).abs()]
        inner = torch.tanh(self.hid(self.drop(torch.cat(parts, -1))))
        quality, likeness = self.out(self.drop(inner)).float().unbind(-1)
        return quality, likeness


def mean(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Means of token vectors, (rows, width), each token weighted by `weight` (rows, tokens)."""
    return (x * weight[..., None]).sum(1) / weight.sum(1, keepdim=True).clamp_min(1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs as the network is given them: int64, (rows, tokens) each."""

    ids: torch.Tensor
    positions: torch.Tensor
    sides: torch.Tensor
    mask: torch.Tensor


def batch_of(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Batch:
    """Pairs of pieces behind one another: ``<s> source </s> </s> translation </s>``."""
    width = max(len(source) + len(target) for source, target in pairs) + 4
    ids = torch.full((len(pairs), width), PAD)
    positions, sides, mask = (torch.zeros(len(pairs), width, dtype=torch.long) for _ in range(3))
    for n, (source, target) in enumerate(pairs):
        left, right = [HEAD, *source, TAIL], [TAIL, *target, TAIL]
        size = len(left) + len(right)
        ids[n, :size] = torch.tensor([*left, *right])
        positions[n, :size] = torch.tensor([*range(len(left)), *range(len(right))])
        sides[n, len(left) : size] = 1
        mask[n, :size] = 1
    return Batch(ids, positions, sides, mask)


def from_encoder(folder: Path, further: torch.Tensor | None = None) -> Network:
    """A network that begins as the bundled encoder.

    Parameters
    ----------
    folder
        Of the encoder.
    further
        Vectors of pieces that it lacks, (pieces, width).
    """
    tensors = {
        name: value.float() for name, value in load_file(folder / "model.safetensors").items()
    }
    table = tensors[WORDS]
    if further is not None:
        table = torch.cat([table, further])
    network = Network(table, positions=len(tensors[POSITIONS]))
    state = {name: value for name, value in tensors.items() if name.startswith("transformer.")}
    state["pos"] = tensors[POSITIONS]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = tensors[f"embeddings.LayerNorm.{part}"]
    missing = network.load_state_dict(state, strict=False)
    if missing.unexpected_keys:
        raise SystemExit(f"{folder}: has {missing.unexpected_keys[0]}, which this network has not")
    return network
