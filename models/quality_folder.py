"""What the folder of the quality networks says of itself."""

import hashlib
import json
from pathlib import Path

from align.encode import comparer, joint
from align.encode.model import ModelDescription
from align.encode.pair_model import DESCRIPTION, NAME

FILES = tuple(
    f"{name}.{ending}" for name in (joint.NAME, comparer.NAME) for ending in ("onnx", "safetensors")
)


def describe(out: Path, encoder: ModelDescription) -> None:
    """Write ``quality.json``."""
    description = {
        "name": NAME,
        "licence": "MIT",
        "languages": ["ru", "be", "en"],
        "trunk": {"name": encoder.name, "digest": encoder.digest},
        "files": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES},
    }
    text = json.dumps(description, indent=2, ensure_ascii=False)
    (out / DESCRIPTION).write_text(text + "\n", encoding="utf-8", newline="\n")
