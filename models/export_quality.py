"""Write the trained quality model as a folder.

    python models/export_quality.py --work FOLDER [--out FOLDER]

``--work`` is that of ``train_quality.py``, phase 2 done. The folder gets ``model.safetensors``, the
weights without the word vectors, which are the encoder's; ``model.onnx``, the graph of the network
up to its token vectors (``onnx_graph.py``); and ``quality.json``, with the checksum of every file
and the encoder it belongs to. What ``align.encode.joint`` makes of token vectors it works out in
double precision from the matrices named ``head``.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import onnx_graph
import rounding
from quality_folder import FILES, describe

from align.encode.joint import MOST_PIECES
from align.encode.joint_model import NAME
from align.encode.model import DEFAULT_MODEL, find
from align.encode.weights import initializers

HERE = Path(__file__).resolve().parent
HEADS = 12
GRAPH, WEIGHTS = "model.onnx", "model.safetensors"
POSITIONS = MOST_PIECES + 2  # a side with the marks around it
# Names of the file for those of the network.
NAMES = {
    "pos": "embeddings.position_embeddings.weight",
    "side": "embeddings.side_embeddings.weight",
    "norm": "embeddings.LayerNorm",
    "hid": "head.hidden",
    "out": "head.out",
    "tag": "head.tag",
}
POSITION, HIDDEN = "embeddings.position_embeddings.weight", "head.hidden.weight"


def stored(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Matrices of the layers and the largest of the head in float8, positions in float16.

    Scales of pairs of languages are left out: they were needed to learn from them.
    """
    out: dict[str, torch.Tensor] = {}
    for name, value in state.items():
        first, dot, rest = name.partition(".")
        if first == "affine":
            continue
        known = f"{NAMES[first]}{dot}{rest}" if first in NAMES else name
        if name == "pos":
            value = value[:POSITIONS]
        if known == HIDDEN or (first == "transformer" and value.ndim == 2):
            value = rounding.rounded(value, rounding.WEIGHT_LIMIT).to(torch.float8_e4m3fn)
        elif known == POSITION:
            value = value.half()
        out[known] = value.contiguous()
    return out


def write(
    out: Path,
    state: Mapping[str, torch.Tensor],
    ranges: Mapping[str, tuple[float, float]],
    heads: int,
    words: Path,
) -> None:
    """Write weights and graph.

    Parameters
    ----------
    state
        Of the network.
    ranges
        Of its activations, as ``rounding.Rounding`` saw them.
    heads
        Attention heads of a layer.
    words
        The file that has the word vectors.
    """
    out.mkdir(parents=True, exist_ok=True)
    save_file(stored(state), out / WEIGHTS)
    (out / WEIGHTS).chmod(0o644)
    weights = initializers(out / WEIGHTS, words)
    onnx.save(onnx_graph.build(weights, ranges, heads), out / GRAPH)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE / NAME)
    args = parser.parse_args()
    trained = torch.load(args.work / "phase-2.pt")
    if not trained["ranges"]:
        raise SystemExit(f"{args.work}/phase-2.pt: not rounded yet; train it to the end first")
    encoder = find(DEFAULT_MODEL)
    write(args.out, trained["ema"], trained["ranges"], HEADS, encoder.folder / WEIGHTS)
    describe(args.out, encoder)
    total = sum((args.out / name).stat().st_size for name in FILES if (args.out / name).is_file())
    print(f"{args.out}: {total:,} bytes")


if __name__ == "__main__":
    main()
