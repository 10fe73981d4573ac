"""Weights and activations as the finished encoder has them, in eight bits, while it is trained.

A weight is stored once and read in two ways: as float8 (e4m3, Micikevicius et al. 2022,
arXiv:2209.05433) by transformers, and as int8 times a power of two by onnxruntime. Both readings
are exact, because only values are used that both can hold: with the step 2^e of its row, a weight
is n·2^e with n = 0…15, 16, 18…30, 32, 36…60 (four significant bits). Word vectors go on with 64,
72…120; in matrices that are multiplied n stays within seven bits, so that sums do not overflow on
processors without VNNI.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn
from transformers import DistilBertModel

WEIGHT_LIMIT, TABLE_LIMIT = 60, 120
SMALLEST = -9  # 2^-9 is the least that e4m3 tells from nothing

Range = tuple[float, float]


def exponents(weight: torch.Tensor, limit: int) -> torch.Tensor:
    """The exponent of each row's step, (rows, 1)."""
    most = weight.abs().amax(1, keepdim=True)
    return torch.ceil(torch.log2(most.clamp_min(1e-9) / limit)).clamp_min(SMALLEST)


def rounded(weight: torch.Tensor, limit: int) -> torch.Tensor:
    """The nearest values that both readings hold."""
    step = torch.exp2(exponents(weight, limit))
    whole = torch.round(weight / step) * step
    # Up to 16 steps float8 is the finer grid, from there on the coarser one.
    return torch.where(whole.abs() < 16 * step, whole, weight.to(torch.float8_e4m3fn).float())


def matrices(model: DistilBertModel) -> Iterator[tuple[nn.Parameter, int]]:
    """The weights that are rounded, and the largest n of each."""
    yield model.embeddings.word_embeddings.weight, TABLE_LIMIT
    for layer in model.transformer.layer:
        for linear in linears(layer).values():
            yield linear.weight, WEIGHT_LIMIT


def linears(layer: nn.Module) -> dict[str, nn.Linear]:
    """The matrices of a layer by the name of the activation that they multiply."""
    return {
        "input q": layer.attention.q_lin,
        "input k": layer.attention.k_lin,
        "input v": layer.attention.v_lin,
        "attention": layer.attention.out_lin,
        "norm1": layer.ffn.lin1,
        "up": layer.ffn.lin2,
    }


class Rounding:
    """Rounds a model's activations from `begin` on, in ranges seen between `watch` and `begin`."""

    def __init__(self, model: DistilBertModel) -> None:
        self.model = model
        self.seen: dict[str, Range] = {}
        self.watching = False
        for number, layer in enumerate(model.transformer.layer):
            for name, linear in linears(layer).items():
                self._hook(f"{number} {name.split()[0]}", linear)

    def _hook(self, name: str, linear: nn.Linear) -> None:
        def before(_: nn.Module, given: tuple[torch.Tensor]) -> tuple[torch.Tensor]:
            x = given[0].float()
            if self.watching:
                low, high = self.seen.get(name, (0.0, 0.0))
                self.seen[name] = (min(low, x.min().item()), max(high, x.max().item()))
                return given
            low, high = self.seen[name]
            scale = (high - low) / 255
            zero = round(-low / scale)
            codes = (torch.round(x.detach() / scale) + zero).clamp(0, 255)
            inside = x.clamp(low, high)
            return (inside + ((codes - zero) * scale - inside).detach(),)

        linear.register_forward_pre_hook(before)

    def watch(self) -> None:
        self.watching = True

    def begin(self) -> None:
        self.watching = False


@contextmanager
def weights_rounded(model: DistilBertModel) -> Iterator[None]:
    """Inside, the weights are the rounded ones; afterwards the exact ones, gradients kept."""
    exact = [weight.detach().clone() for weight, _ in matrices(model)]
    with torch.no_grad():
        for weight, limit in matrices(model):
            weight.copy_(rounded(weight, limit))
    try:
        yield
    finally:
        with torch.no_grad():
            for (weight, _), value in zip(matrices(model), exact, strict=True):
                weight.copy_(value)
