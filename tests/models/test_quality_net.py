"""The network that is trained and the one that reads releases are the same."""

from pathlib import Path

import numpy as np
import pytest
import quality_net
import rounding
import torch
from quality_net import Network, batch_of
from safetensors.torch import save_file

from align.encode import joint
from align.encode.onnx import open_session
from align.encode.weights import initializers, read

HEADS, PIECES, WIDTH, INNER = 2, 40, 24, 48
# Pieces of both sides; the ones below 4 are no words.
PAIRS = [([7, 3, 21, 9, 30], [12, 13]), ([5], [6, 8, 39, 20, 11, 4, 17]), ([], [10]), ([33], [])]


@pytest.fixture
def words() -> torch.Tensor:
    table = torch.randn(PIECES, WIDTH, generator=torch.Generator().manual_seed(1))
    return rounding.rounded(table, rounding.TABLE_LIMIT)


@pytest.fixture
def network(words: torch.Tensor) -> Network:
    """A network of random weights that are rounded as in its file."""
    torch.manual_seed(2)
    made = Network(words, positions=16, layers=2, heads=HEADS, inner=INNER).eval()
    with torch.no_grad():
        for name, value in made.named_parameters():
            value.add_(torch.randn(value.shape) * 0.2)
            if name == "hid.weight" or (name.startswith("transformer") and value.ndim == 2):
                value.copy_(rounding.rounded(value, rounding.WEIGHT_LIMIT))
            elif name == "pos":
                value.copy_(value.half())
    return made


def test_pairs_are_given_to_both_in_the_same_way() -> None:
    batch = batch_of(PAIRS)
    for n, pair in enumerate(PAIRS):
        framed = joint._framed(*pair)
        size = len(framed.ids)
        for ours, theirs in ((batch.ids, framed.ids), (batch.positions, framed.positions)):
            assert ours[n, :size].tolist() == theirs
        assert batch.sides[n, :size].tolist() == framed.sides
        assert batch.mask[n].tolist() == [1] * size + [0] * (batch.ids.shape[1] - size)
        assert set(batch.ids[n, size:].tolist()) <= {quality_net.PAD}


def test_the_file_says_what_the_trained_network_says(
    network: Network, words: torch.Tensor, tmp_path: Path
) -> None:
    pytest.importorskip("onnx")  # writes the graph
    import export_quality

    acting = rounding.Rounding(network)  # type: ignore[arg-type]
    acting.watch()
    with torch.no_grad():
        network(batch_of(PAIRS))
    acting.begin()
    with torch.no_grad():
        states = network.states(batch_of(PAIRS))
        values, tags = network(batch_of(PAIRS))
    save_file({quality_net.WORDS: words.to(torch.float8_e4m3fn)}, tmp_path / "words.safetensors")
    export_quality.write(
        tmp_path, network.state_dict(), acting.seen, HEADS, tmp_path / "words.safetensors"
    )
    weights = tmp_path / export_quality.WEIGHTS
    given = initializers(weights, tmp_path / "words.safetensors")
    session = open_session(tmp_path / export_quality.GRAPH, 1, given)
    batch = batch_of(PAIRS)
    feed = {
        "input_ids": batch.ids,
        "attention_mask": batch.mask,
        "position_ids": batch.positions,
        "side_ids": batch.sides,
    }
    (hidden,) = session.run(
        ["last_hidden_state"], {name: value.numpy() for name, value in feed.items()}
    )
    head = joint._Head.of(read(weights), weights)
    for n, (source, target) in enumerate(PAIRS):
        row = joint._framed(source, target)
        size = len(row.ids)
        # Few values lie at the edge of two steps and may fall on either side of it.
        assert np.median(np.abs(hidden[n, :size] - states[n, :size].numpy())) < 1e-5
        np.testing.assert_allclose(hidden[n, :size], states[n, :size], atol=0.05)
        ours, source_odds, target_odds = head.read(hidden[n, :size].astype(float), row)
        np.testing.assert_allclose(ours, values[n], atol=0.05)
        begin = len(source) + 3
        np.testing.assert_allclose(source_odds, tags[n, 1 : 1 + len(source), 0], atol=0.05)
        np.testing.assert_allclose(target_odds, tags[n, begin : size - 1, 1], atol=0.05)
