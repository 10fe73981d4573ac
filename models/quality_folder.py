"""What the folder of the quality model says of itself."""

import hashlib
import json
from pathlib import Path

from align.encode.joint_model import DESCRIPTION, NAME
from align.encode.model import ModelDescription

FILES = ("model.onnx", "model.safetensors", "calibration.json")


def describe(out: Path, encoder: ModelDescription) -> None:
    """Write ``quality.json``."""
    description = {
        "name": NAME,
        "licence": "MIT",
        "trunk": {"name": encoder.name, "digest": encoder.digest},
        "files": {
            name: hashlib.sha256((out / name).read_bytes()).hexdigest()
            for name in FILES
            if (out / name).is_file()
        },
    }
    text = json.dumps(description, indent=2, ensure_ascii=False)
    (out / DESCRIPTION).write_text(text + "\n", encoding="utf-8", newline="\n")
