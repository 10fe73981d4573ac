"""Write the ONNX graph of a network that reads pairs, node by node; its weights stay outside.

Inputs: ``features``, float32 (batch, tokens, features), what ``align.encode.match`` says of each
piece; ``side_ids``, int64 (batch, tokens), 0 in the source, 1 in the translation, 2 for the mark
before both; ``attention_mask``. Output ``last_hidden_state``, float32 (batch, tokens, hidden).

Weights are named as in the file, matrices turned to (in, out), queries, keys and values side by
side; ``align.encode.joint_network`` gives them under these names.
"""

import onnx
from onnx import TensorProto, helper
from onnx_graph import CONTRIB, EPSILON, IR_VERSION, OPSET, OUTPUT, value

Shapes = dict[str, tuple[int, ...]]


class _Graph:
    """Nodes and constants in order of writing."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def weight(self, name: str) -> str:
        tensor = TensorProto(name=name, dims=self.shapes[name], data_type=TensorProto.FLOAT)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="given by align.encode.joint_network")
        self.constants.append(tensor)
        return name

    def op(
        self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object
    ) -> str:
        self.nodes.append(
            helper.make_node(kind, inputs, [output], output, domain=domain, **attributes)
        )
        return output

    def product(self, source: str, name: str) -> str:
        return self.op("MatMul", [source, self.weight(f"{name}.weight")], f"{name}.product")

    def dense(self, source: str, name: str) -> str:
        inputs = [self.product(source, name), self.weight(f"{name}.bias")]
        return self.op("Add", inputs, f"{name}.sum")

    def norm(self, source: str, name: str, output: str) -> str:
        inputs = [source, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.op("LayerNormalization", inputs, output, axis=-1, epsilon=EPSILON)


def build(shapes: Shapes, heads: int) -> onnx.ModelProto:
    """Graph of a whole network.

    Parameters
    ----------
    shapes
        Of its weights, by name.
    heads
        Attention heads of a layer.
    """
    g = _Graph(shapes)
    features, hidden = shapes["given.weight"]
    layers = sum(name.endswith(".qkv.weight") for name in shapes)
    g.op("Gather", [g.weight("side"), "side_ids"], "sides")
    x = g.op("Add", [g.dense("features", "given"), "sides"], "entered")
    x = g.norm(x, "norm", "0.input")
    g.op("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    for n in range(layers):
        key = f"layer.{n}"
        inputs = [x, g.weight(f"{key}.qkv.weight"), g.weight(f"{key}.qkv.bias"), "mask"]
        out = g.op("Attention", inputs, f"{key}.attended", CONTRIB, num_heads=heads)
        out = g.dense(out, f"{key}.out")
        x = g.norm(g.op("Add", [x, out], f"{key}.first"), f"{key}.norm1", f"{key}.middle")
        up = [g.product(x, f"{key}.up"), g.weight(f"{key}.up.bias")]
        out = g.dense(g.op("BiasGelu", up, f"{key}.gelu", CONTRIB), f"{key}.down")
        total = g.op("Add", [x, out], f"{key}.second")
        x = g.norm(total, f"{key}.norm2", f"{n + 1}.input" if n + 1 < layers else OUTPUT)
    graph = helper.make_graph(
        g.nodes,
        "pair",
        [
            value("features", TensorProto.FLOAT, features),
            value("side_ids", TensorProto.INT64),
            value("attention_mask", TensorProto.INT64),
        ],
        [value(OUTPUT, TensorProto.FLOAT, hidden)],
        g.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(
        graph, opset_imports=opsets, producer_name="sverka", ir_version=IR_VERSION
    )
