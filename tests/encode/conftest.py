import importlib.util
import os
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from align.encode import Encoder, load_encoder
from align.resources import models_dir

HERE = Path(__file__).resolve().parent
LANGUAGES = ("en", "ru", "be")

# The route through torch is tested where torch is installed. SVERKA_TEST_TORCH=1 says that it has
# to be: then its absence is a failure.
TORCH = importlib.util.find_spec("torch") is not None
collect_ignore = [] if TORCH or os.environ.get("SVERKA_TEST_TORCH") == "1" else ["test_hf_torch.py"]


@pytest.fixture(scope="session")
def bundled_folder() -> Path:
    return models_dir() / "e5-small-en-ru-be"


@pytest.fixture(scope="session")
def bundled() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="session")
def exporter() -> ModuleType:
    """The script that writes a bundled model as a transformers folder."""
    path = HERE.parents[1] / "models" / "export_transformers.py"
    spec = importlib.util.spec_from_file_location("export_transformers", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


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
