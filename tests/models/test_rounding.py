"""What is rounded in training is what both libraries read from the file."""

import numpy as np
import pytest
import rounding
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import DistilBertConfig, DistilBertModel

from align.encode.weights import MATRIX_LIMIT, TABLE_LIMIT, integers


def test_the_limits_are_those_of_the_reader() -> None:
    assert (rounding.WEIGHT_LIMIT, rounding.TABLE_LIMIT) == (MATRIX_LIMIT, TABLE_LIMIT)


@settings(deadline=None, max_examples=50)
@given(
    st.integers(0, 2**32 - 1),
    st.floats(1e-4, 3.0),
    st.sampled_from([rounding.WEIGHT_LIMIT, rounding.TABLE_LIMIT]),
)
def test_rounded_weights_are_read_back_to_the_bit(seed: int, scale: float, limit: int) -> None:
    weight = torch.randn(7, 33, generator=torch.Generator().manual_seed(seed)) * scale
    rounded = rounding.rounded(weight, limit)
    stored = rounded.to(torch.float8_e4m3fn)
    numbers, scales = integers(stored.view(torch.uint8).numpy(), limit)
    np.testing.assert_array_equal(stored.float().numpy(), rounded.numpy())
    np.testing.assert_array_equal(numbers * scales[:, None], rounded.numpy())
    assert rounding.rounded(rounded, limit).equal(rounded)
    # Half a step of the row where it is fine, a sixteenth of the value where float8 is coarse.
    step = torch.exp2(rounding.exponents(weight, limit))
    assert ((weight - rounded).abs() <= torch.maximum(0.5001 * step, weight.abs() / 15)).all()


@pytest.fixture
def network() -> DistilBertModel:
    torch.manual_seed(0)
    config = DistilBertConfig(
        vocab_size=50, dim=24, hidden_dim=48, n_heads=2, n_layers=2, max_position_embeddings=16
    )
    return DistilBertModel(config).eval()


def test_weights_are_rounded_inside_and_exact_again_outside(network: DistilBertModel) -> None:
    before = [weight.detach().clone() for weight, _ in rounding.matrices(network)]
    assert len(before) == 1 + 2 * 6
    with rounding.weights_rounded(network):
        for (weight, limit), exact in zip(rounding.matrices(network), before, strict=True):
            assert weight.equal(rounding.rounded(exact, limit))
            assert not weight.equal(exact)
    for (weight, _), exact in zip(rounding.matrices(network), before, strict=True):
        assert weight.equal(exact)


def test_activations_are_rounded_in_the_ranges_seen(network: DistilBertModel) -> None:
    ids = torch.arange(10)[None]
    exact = network(ids).last_hidden_state
    acting = rounding.Rounding(network)
    acting.watch()
    assert network(ids).last_hidden_state.equal(exact)
    acting.begin()
    rounded = network(ids).last_hidden_state
    assert set(acting.seen) == {
        f"{layer} {name}" for layer in range(2) for name in ("input", "attention", "norm1", "up")
    }
    assert not rounded.equal(exact)
    assert (rounded - exact).abs().max() < 0.1
    rounded.sum().backward()
    assert network.embeddings.word_embeddings.weight.grad is not None
