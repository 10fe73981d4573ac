"""The networks that are trained and the ones that read releases are the same."""

from collections.abc import Sequence
from pathlib import Path

import compare_net
import numpy as np
import pytest
import quality_net
import rounding
import torch
from compare_net import CompareNetwork, Texts
from quality_net import Network, batch_of
from safetensors.torch import save_file
from torch.nn import functional

from align.encode import comparer, joint
from align.encode.match import Pieces, compare
from align.encode.model import ModelDescription
from align.encode.onnx import open_session
from align.encode.pair_model import PairModel
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


def test_the_file_scores_as_the_trained_network(
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
        values, _ = network(batch_of(PAIRS))
    table = tmp_path / "words.safetensors"
    save_file({quality_net.WORDS: words.to(torch.float8_e4m3fn)}, table)
    export_quality.write_adequacy(tmp_path, network.state_dict(), acting.seen, HEADS, table)
    weights = tmp_path / "adequacy.safetensors"
    session = open_session(tmp_path / "adequacy.onnx", 1, initializers(weights, table))
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
        ours = head.read(hidden[n, :size].astype(float), row)
        np.testing.assert_allclose(ours, values[n], atol=0.05)


def test_the_file_finds_the_errors_that_the_trained_network_finds(
    words: torch.Tensor, tmp_path: Path
) -> None:
    pytest.importorskip("onnx")  # writes the graph
    import export_quality

    torch.manual_seed(3)
    finder = CompareNetwork(WIDTH, layers=2, heads=HEADS, inner=INNER).eval()
    sides = [texts([pair[side] for pair in PAIRS], words) for side in (0, 1)]
    with torch.no_grad():
        for value in finder.parameters():
            value.add_(torch.randn(value.shape) * 0.1)
            value.copy_(value.half())
        said = finder(*sides)
    # Where the mark and the constant that it gets all the same are added up, half precision shows.
    export_quality.write_errors(tmp_path, finder.state_dict(), HEADS)
    save_file(
        {quality_net.WORDS: words.to(torch.float8_e4m3fn), **unused()},
        tmp_path / "model.safetensors",
    )
    trunk = ModelDescription.__new__(ModelDescription)
    object.__setattr__(trunk, "folder", tmp_path)
    model = PairModel("test", "MIT", ("ru", "en"), ("trunk", ""), (), tmp_path)
    ours = comparer.Comparer(model, trunk)
    rows = [
        compare(
            *(
                Pieces(
                    side.vectors[n, : len(pair[k])].numpy(), side.words[n, : len(pair[k])].numpy()
                )
                for k, side in enumerate(sides)
            )
        )
        for n, pair in enumerate(PAIRS)
    ]
    for n, (values, source, target) in enumerate(ours._run(rows)):
        # The layers are trained in bfloat16, which has three digits.
        np.testing.assert_allclose(values, [said.quality[n], said.fault[n]], atol=0.02)
        np.testing.assert_allclose(source, said.source[n, : len(source)], atol=0.02)
        np.testing.assert_allclose(target, said.target[n, : len(target)], atol=0.02)


def texts(rows: Sequence[Sequence[int]], words: torch.Tensor) -> Texts:
    """Texts with some unit vector for each piece."""
    size = max(map(len, rows))
    mask = torch.tensor([[n < len(row) for n in range(size)] for row in rows])
    ids = torch.tensor([[*row, *[quality_net.PAD] * (size - len(row))] for row in rows])
    vectors = functional.normalize(torch.randn(len(rows), size, WIDTH), dim=-1)
    kept = mask[..., None]
    return Texts(vectors * kept, functional.embedding(ids, words) * kept, mask)


def unused() -> dict[str, torch.Tensor]:
    """What a file of weights has to have beside word vectors."""
    names = ("embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias")
    return {
        "embeddings.position_embeddings.weight": torch.zeros(2, WIDTH),
        **{name: torch.zeros(WIDTH) for name in names},
    }


def test_the_lowest_fifth() -> None:
    values = torch.tensor([[0.5, 0.1, 0.9, 0.0, 0.3, 0.2], [0.4, 0.6, 0.0, 0.0, 0.0, 0.0]])
    mask = torch.tensor([[True] * 6, [True, True, False, False, False, False]])
    # Of six pieces two, of two one.
    assert compare_net.lowest(values, mask).tolist() == pytest.approx([0.05, 0.4])
