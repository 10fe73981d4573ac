import importlib.util
import os
import sys
from pathlib import Path

# The scripts beside the package import each other by name.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "models"))

# As in tests/encode: what needs torch is tested where it is installed.
TORCH = importlib.util.find_spec("torch") is not None
NEED_TORCH = [
    "test_quality_losses.py",
    "test_quality_net.py",
    "test_quality_vectors.py",
    "test_rounding.py",
]
collect_ignore = [] if TORCH or os.environ.get("SVERKA_TEST_TORCH") == "1" else NEED_TORCH
