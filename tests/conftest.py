"""No network for any test, no cache outside the test's own folder, a way to run the command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
# A busy machine is no fault of the program.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
sys.path.insert(0, str(HERE / "offline"))
import sitecustomize  # noqa: E402,F401 - closes the network


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SVERKA_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def align(tmp_path):
    """Run ``align`` as a process of its own in `tmp_path`; gives the completed process."""

    def run(*args, stdin=None, **environment):
        path = os.pathsep.join([str(HERE / "offline"), str(HERE.parent)])
        return subprocess.run(
            [sys.executable, "-m", "align", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", **environment},
            timeout=300,
            check=False,
        )

    return run
