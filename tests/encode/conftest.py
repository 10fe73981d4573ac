import importlib.util
import os
import tomllib
from pathlib import Path

import onnxruntime
import pytest

from align.encode import Encoder, load_encoder
from align.encode.weights import initializers
from align.resources import models_dir

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "ru", "be")

# The route through torch is tested where torch is installed. SVERKA_TEST_TORCH=1 says that it has
# to be: then its absence is a failure.
TORCH = importlib.util.find_spec("torch") is not None
collect_ignore = [] if TORCH or os.environ.get("SVERKA_TEST_TORCH") == "1" else ["test_hf_torch.py"]


@pytest.fixture(scope="session")
def bundled_folder() -> Path:
    return models_dir() / "e5-mini-en-ru-be"


@pytest.fixture(scope="session")
def bundled() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="session")
def whole_graph(bundled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled graph with its weights inside, as other models' ONNX files have them."""
    weights = initializers(bundled_folder / "model.safetensors")
    path = tmp_path_factory.mktemp("whole") / "model.onnx"
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.optimized_model_filepath = str(path)
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in weights.values()]
    options.add_external_initializers(list(weights), values)
    graph = str(bundled_folder / "model.onnx")
    onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return path


@pytest.fixture(scope="session")
def statements() -> list[dict[str, str]]:
    """Renderings of the same statements in the three languages."""
    data = tomllib.loads((HERE / "renderings.toml").read_text(encoding="utf-8"))
    return data["statement"]


@pytest.fixture(scope="session")
def sentences(statements: list[dict[str, str]]) -> list[str]:
    """Every sentence of the tests and of the examples."""
    lines = [statement[language] for statement in statements for language in LANGUAGES]
    lines += (HERE / "spellings.txt").read_text(encoding="utf-8").split("\n")
    for path in sorted((HERE.parents[1] / "examples").rglob("*.sentences")):
        lines += path.read_text(encoding="utf-8").split("\n")
    return list(dict.fromkeys(line for line in lines if line.strip()))
