"""Write the encoder's ONNX graph, node by node; its weights stay in ``model.safetensors``.

The graph is made without torch, so that it has the same bytes everywhere. Attention and matrix
products use onnxruntime's own operators (domain ``com.microsoft``), which its CPU provider has on
every platform.

Inputs ``input_ids`` and ``attention_mask``, int64 (batch, tokens); a network that reads two texts
together has ``position_ids``, which begin anew with the second text, and ``side_ids``, 0 and 1, as
well. Output ``last_hidden_state``, float32 (batch, tokens, hidden): what each token means where it
stands, and in the mean what the sentence means. Pooling is left to the caller, who can do it in
double precision: the last bit of a float32 mean depends on the shape of the batch.

The scale of every activation is a constant, not taken from the batch at hand (onnxruntime's
"dynamic" quantisation): a text's vector must not depend on which texts it happens to be encoded
with. The weights are external data that ``align.encode.weights`` provides under the names used
here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
CONTRIB = "com.microsoft"
IR_VERSION = 8  # read by every onnxruntime since 1.12
EPSILON = 1e-12  # of DistilBERT's layer norms
OUTPUT = "last_hidden_state"
Range = tuple[float, float]


class _Graph:
    """Nodes and constants in order of writing."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], ranges: Mapping[str, Range]) -> None:
        self.weights, self.ranges = weights, ranges
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def weight(self, name: str) -> str:
        """A constant of which only kind and shape are written."""
        value = self.weights[name]
        tensor = TensorProto(name=name, dims=value.shape, data_location=TensorProto.EXTERNAL)
        tensor.data_type = helper.np_dtype_to_tensor_dtype(value.dtype)
        tensor.external_data.add(key="location", value="model.safetensors, by align.encode.weights")
        self.constants.append(tensor)
        return name

    def op(
        self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object
    ) -> str:
        node = helper.make_node(kind, inputs, [output], output, domain=domain, **attributes)
        self.nodes.append(node)
        return output

    def quantised(self, source: str, activation: str) -> tuple[str, str, str]:
        """Names of `source` in uint8, of its scale and of its zero point."""
        low, high = self.ranges[activation]
        scale = np.float32((high - low) / 255)
        zero = np.uint8(round(-low / ((high - low) / 255)))
        names = f"{activation}.scale", f"{activation}.zero"
        self.constant(names[0], np.array(scale))
        self.constant(names[1], np.array(zero))
        return self.op("QuantizeLinear", [source, *names], f"{activation}.uint8"), *names

    def matrix(self, name: str) -> tuple[str, str, str]:
        """Names of an (in, out) matrix in int8, of its scales (one a column) and its zero point."""
        columns = self.weights[name].shape[1]
        zero = self.constant(f"{name}.zero", np.zeros(columns, np.int8))
        return self.weight(name), self.weight(f"{name}.scale"), zero

    def dense(self, name: str, source: str, activation: str, bias: bool = True) -> str:
        """``source @ matrix + bias``."""
        values, scale, zero = self.quantised(source, activation)
        matrix, matrix_scale, matrix_zero = self.matrix(name)
        inputs = [values, matrix, scale, matrix_scale, zero, matrix_zero]
        inputs += [self.weight(f"{name}.bias")] if bias else []
        return self.op("MatMulIntegerToFloat", inputs, f"{name}.product", CONTRIB)

    def attention(self, name: str, source: str, activation: str, heads: int) -> str:
        """Self-attention with queries, keys and values side by side in one matrix."""
        values, scale, zero = self.quantised(source, activation)
        matrix, matrix_scale, matrix_zero = self.matrix(name)
        bias = self.weight(f"{name}.bias")
        inputs = [values, matrix, bias, scale, matrix_scale, "mask", zero, matrix_zero]
        return self.op("QAttention", inputs, f"{name}.product", CONTRIB, num_heads=heads)

    def norm(self, name: str, source: str, output: str) -> str:
        inputs = [source, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.op("LayerNormalization", inputs, output, axis=-1, epsilon=EPSILON)


def build(
    weights: Mapping[str, NDArray[Any]],
    ranges: Mapping[str, Range],
    heads: int,
) -> onnx.ModelProto:
    """Graph of the whole encoder.

    Parameters
    ----------
    weights
        What ``align.encode.weights.initializers`` reads.
    ranges
        Lowest and highest value of each activation: of layer 0 ``0 input``, ``0 attention``,
        ``0 norm1`` and ``0 up``, and so on.
    heads
        Attention heads of a layer.
    """
    g = _Graph(weights, ranges)
    hidden = weights["words"].shape[1]
    inputs = ["input_ids", "attention_mask"]
    layers = sum(name.endswith(".qkv") for name in weights)
    g.op("Gather", [g.weight("words"), "input_ids"], "word.int8")
    g.op("Cast", ["word.int8"], "word.float", to=TensorProto.FLOAT)
    g.op("Gather", [g.weight("words.scale"), "input_ids"], "word.scale")
    g.op("Mul", ["word.float", "word.scale"], "word")
    if "sides" in weights:
        inputs += ["position_ids", "side_ids"]
        g.op("Gather", [g.weight("positions"), "position_ids"], "place")
        g.op("Gather", [g.weight("sides"), "side_ids"], "side")
        g.op("Add", ["place", "side"], "position")
    else:
        g.op("Shape", ["input_ids"], "tokens", start=1, end=2)
        start = g.constant("start", np.array([0], np.int64))
        g.op("Slice", [g.weight("positions"), start, "tokens"], "position")
    x = g.norm("norm", g.op("Add", ["word", "position"], "embedded"), "0.input")
    g.op("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for n in range(layers):
        out = g.attention(f"{n}.qkv", x, f"{n} input", heads)
        out = g.dense(f"{n}.out", out, f"{n} attention")
        x = g.norm(f"{n}.norm1", g.op("Add", [x, out], f"{n}.sum1"), f"{n}.middle")
        up = g.dense(f"{n}.up", x, f"{n} norm1", bias=False)
        up = g.op("BiasGelu", [up, g.weight(f"{n}.up.bias")], f"{n}.gelu", CONTRIB)
        out = g.dense(f"{n}.down", up, f"{n} up")
        total = g.op("Add", [x, out], f"{n}.sum2")
        x = g.norm(f"{n}.norm2", total, f"{n + 1}.input" if n + 1 < layers else OUTPUT)
    graph = helper.make_graph(
        g.nodes,
        "encoder",
        [value(name, TensorProto.INT64) for name in inputs],
        [value(OUTPUT, TensorProto.FLOAT, hidden)],
        g.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(
        graph, opset_imports=opsets, producer_name="sverka", ir_version=IR_VERSION
    )


def value(name: str, kind: int, *width: int) -> onnx.ValueInfoProto:
    shape: Sequence[str | int] = ["batch", "tokens", *width]
    return helper.make_tensor_value_info(name, kind, shape)
