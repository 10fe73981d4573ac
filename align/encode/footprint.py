"""What an encoder costs: time to start, memory, speed, room on disk."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.encode import Encoder, load_encoder
from align.errors import ModelError, SverkaError
from align.resources import PACKAGE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STARTS = 3
_FIRST = "The government has approved the budget for the next year."
# Texts given to an encoder at once: enough to be sorted by length, few enough to show progress.
_CHUNK = 512

# The folder of the package is put in front for one import only, so that the process finds this
# very package and nothing else that lies beside it.
_CODE = (
    "import sys; root, name = sys.argv[1:]; sys.path.insert(0, root); import align; "
    "sys.path.remove(root); from align.encode.footprint import tell_start; tell_start(name)"
)


@dataclass(frozen=True, slots=True)
class Start:
    """A process of its own from its start to the first vector.

    Parameters
    ----------
    seconds, cpu_seconds
        Time on the wall and of the processor, the interpreter and all libraries included.
    peak
        Most bytes in memory; None where the system does not tell (Windows).
    """

    seconds: float
    cpu_seconds: float
    peak: int | None


@dataclass(frozen=True, slots=True)
class Speed:
    """Sentences a second, and how many cores were at work in the mean."""

    sentences: float
    cores_busy: float


def measure_start(name: str | None) -> Start:
    """Medians of three processes that load the encoder `name` and encode one sentence.

    Raises
    ------
    ModelError
        The encoder does not load.
    """
    starts = [_start(name or "") for _ in range(STARTS)]
    peaks = [start.peak for start in starts if start.peak is not None]
    return Start(
        statistics.median(start.seconds for start in starts),
        statistics.median(start.cpu_seconds for start in starts),
        int(statistics.median(peaks)) if peaks else None,
    )


def _start(name: str) -> Start:
    # -P: nothing is imported from the folder the user happens to be in.
    command = [sys.executable, "-P", "-c", _CODE, str(PACKAGE.parent), name]
    began = time.time()
    run = subprocess.run(  # noqa: S603 - this very interpreter, no shell
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    lines = run.stdout.splitlines()
    if run.returncode or not lines:
        said = run.stderr.decode(errors="replace").strip().split("\n")[-1][:200]
        raise ModelError(
            f"{name or 'The bundled encoder'}: the process that loads it ended with code "
            f"{run.returncode}. {said}"
        )
    told: dict[str, Any] = json.loads(lines[-1])  # a library may have written before
    if "error" in told:
        raise ModelError(told["error"])
    return Start(told["reached"] - began, told["cpu"], told["peak"])


def tell_start(name: str) -> None:
    """Load the encoder `name`, encode a sentence, and write what it took to standard output."""
    told: dict[str, float | str | None]
    try:
        load_encoder(name or None).encode([_FIRST])
        told = {"reached": time.time(), "cpu": time.process_time(), "peak": _peak()}
    except SverkaError as error:
        told = {"error": str(error)}
    sys.stdout.write(f"\n{json.dumps(told)}\n")


def _peak() -> int | None:
    """Most bytes that this process had in memory."""
    if sys.platform == "win32":
        return None
    if sys.platform == "linux":
        # What getrusage says begins with the memory of the process that started this one.
        for line in Path("/proc/self/status").read_text(encoding="ascii").split("\n"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def encode_timed(
    encoder: Encoder,
    sides: Sequence[Sequence[str]],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list["NDArray[np.float32]"], Speed]:
    """Vectors of each side, and how fast they came; nothing is read from a cache."""
    import numpy as np

    encoder.encode([_FIRST])
    total = sum(map(len, sides))
    done, vectors = 0, []
    began, cpu = time.perf_counter(), time.process_time()
    for side in sides:
        parts = []
        for start in range(0, len(side), _CHUNK):
            parts.append(encoder.encode(side[start : start + _CHUNK]))
            done += len(parts[-1])
            progress(done, total)
        vectors.append(np.concatenate(parts))
    seconds = max(time.perf_counter() - began, 1e-9)
    return vectors, Speed(total / seconds, (time.process_time() - cpu) / seconds)


def cores() -> int:
    """Processor cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def size_on_disk(name: str | None) -> int:
    """Bytes of all files in the folder of an encoder; 0 for one that has none.

    Parameters
    ----------
    name
        As `align.encode.load_encoder` takes it; of a model of the hub, its snapshot is counted.
    """
    from align.encode.model import DEFAULT_MODEL, find

    if name == "none":
        from align.encode.lexicon import TABLE

        return TABLE.stat().st_size
    if name and name.startswith("hf:"):
        from align.encode.hf import find_folder

        folder = find_folder(name.removeprefix("hf:"))
    elif name and Path(name).is_dir():
        folder = Path(name)
    else:
        folder = find(name or DEFAULT_MODEL).folder
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
