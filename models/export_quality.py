"""Write the trained quality networks as a folder.

    python models/export_quality.py --work FOLDER [--out FOLDER] [--network NAME]

``--work`` is that of ``train_quality.py``, all trained, or the one that is named. The folder gets

- ``adequacy.safetensors``, the weights without the word vectors, which are the encoder's, and
  ``adequacy.onnx``, the graph up to its token vectors (``onnx_graph.py``), weights and activations
  in eight bits; their ranges hold all but a thousandth at each end of what some hundred judged
  pairs give;
- ``errors.safetensors``, in float16, and ``errors.onnx`` (``pair_graph.py``);
- ``quality.json``, with the checksum of every file and the encoder they belong to.

What is made of token vectors is worked out in double precision from the matrices named ``head``.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import onnx
import torch
from safetensors.torch import save_file
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import compare_net
import onnx_graph
import pair_graph
import quality_items
import rounding
from quality_folder import FILES, describe
from quality_items import Item
from quality_net import Network, batch_of, from_encoder

from align.encode import comparer, joint
from align.encode.model import DEFAULT_MODEL, find
from align.encode.pair_model import NAME
from align.encode.weights import initializers, read

HERE = Path(__file__).resolve().parent
HEADS = 12
RUNS = (1, 2)  # whose weights are averaged
POSITIONS = joint.MOST_PIECES + 2  # a side with the marks around it
WATCHED, ROWS = 384, 32  # judged pairs by which the ranges of activations are set
# Every so many values are looked at, and such a share is left outside at each end: dev .628 instead
# of .619 with the outermost values inside, which lie ten times as far out as all others.
SPARSE, OUTSIDE = 97, 0.001
# Names of the file for those of the network that scores.
NAMES = {
    "pos": "embeddings.position_embeddings.weight",
    "side": "embeddings.side_embeddings.weight",
    "norm": "embeddings.LayerNorm",
    "hid": "head.hidden",
    "out": "head.out",
}


def stored(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Matrices of the layers and the largest of the head in float8, positions in float16.

    Scales of pairs of languages are left out: they were needed to learn from them.
    """
    out: dict[str, torch.Tensor] = {}
    for name, value in state.items():
        first, dot, rest = name.partition(".")
        if first == "affine":
            continue
        if first == "out":
            value = value[:1]  # the likeness was asked in training alone
        known = f"{NAMES[first]}{dot}{rest}" if first in NAMES else name
        if name == "pos":
            value = value[:POSITIONS].half()
        elif name == "hid.weight" or (first == "transformer" and value.ndim == 2):
            value = rounding.rounded(value, rounding.WEIGHT_LIMIT).to(torch.float8_e4m3fn)
        out[known] = value.contiguous()
    return out


def watched(network: Network, items: Sequence[Item]) -> dict[str, tuple[float, float]]:
    """Range of each activation: nought, and all but the outermost values."""
    seen: dict[str, list[torch.Tensor]] = defaultdict(list)

    def watch(name: str, linear: nn.Linear) -> None:
        def before(_: nn.Module, given: tuple[torch.Tensor]) -> None:
            seen[name].append(given[0].flatten()[::SPARSE].clone())

        linear.register_forward_pre_hook(before)

    for number, layer in enumerate(network.transformer.layer):
        for name, linear in rounding.linears(layer).items():
            watch(f"{number} {name.split()[0]}", linear)
    network.eval()
    with torch.inference_mode():
        for start in range(0, len(items), ROWS):
            part = items[start : start + ROWS]
            network(batch_of([(item.source, item.target) for item in part]))
    ends = torch.tensor([OUTSIDE, 1 - OUTSIDE])
    found = {name: torch.cat(values).quantile(ends).tolist() for name, values in seen.items()}
    return {name: (min(low, 0.0), max(high, 0.0)) for name, (low, high) in found.items()}


def write_adequacy(
    out: Path,
    state: Mapping[str, torch.Tensor],
    ranges: Mapping[str, tuple[float, float]],
    heads: int,
    words: Path,
) -> None:
    """Write weights and graph of the network that scores.

    Parameters
    ----------
    state
        Of the network.
    ranges
        Of its activations.
    heads
        Attention heads of a layer.
    words
        The file that has the word vectors.
    """
    path = out / f"{joint.NAME}.safetensors"
    save(stored(state), path)
    weights = initializers(path, words)
    onnx.save(onnx_graph.build(weights, ranges, heads), out / f"{joint.NAME}.onnx")


def write_errors(out: Path, state: Mapping[str, torch.Tensor], heads: int) -> None:
    """Write weights and graph of the network that finds errors."""
    path = out / f"{comparer.NAME}.safetensors"
    tensors = compare_net.constants(dict(state))
    save({name: value.half().contiguous() for name, value in tensors.items()}, path)
    shapes = {name: value.shape for name, value in comparer.constants(read(path)).items()}
    onnx.save(pair_graph.build(shapes, heads), out / f"{comparer.NAME}.onnx")


def save(tensors: dict[str, torch.Tensor], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, path)
    path.chmod(0o644)


def export_adequacy(work: Path, out: Path, encoder: Path) -> None:
    """Write the mean of the runs."""
    runs = [torch.load(work / f"{joint.NAME}-{n}.pt")["average"] for n in RUNS]
    state = {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}
    network = from_encoder(encoder)
    network.load_state_dict(state)
    judged = quality_items.load(work / "items.jsonl.gz")["judged ru"]
    ranges = watched(network, [group[0] for group in judged[:WATCHED]])
    write_adequacy(out, state, ranges, HEADS, encoder / "model.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE / NAME)
    parser.add_argument(
        "--network", choices=(joint.NAME, comparer.NAME), help="the other one stays"
    )
    args = parser.parse_args()
    encoder = find(DEFAULT_MODEL)
    if args.network != comparer.NAME:
        export_adequacy(args.work, args.out, encoder.folder)
    if args.network != joint.NAME:
        errors = torch.load(args.work / f"{comparer.NAME}-1.pt")["average"]
        write_errors(args.out, errors, HEADS)
    describe(args.out, encoder)
    total = sum((args.out / name).stat().st_size for name in FILES)
    print(f"{args.out}: {total:,} bytes")


if __name__ == "__main__":
    main()
