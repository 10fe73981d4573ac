"""Measure how well coverage tells translations from unrelated documents.

    python models/measure_relation.py FOLDER

FOLDER is laid out as for ``fit_aligner.py``. Every document is paired with its own release and with
the release of another document; printed are quantiles of `align.beads.coverage` for both, and how
many of each kind the limit in ``align/beads/relation.py`` would refuse.
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from align.beads import coverage, unrelated
from align.encode import load_encoder
from align.pipeline import Settings, pair

STEP = 7  # how far away the other document is; suites are sorted by name, neighbours share topics


def main() -> None:
    encoder = load_encoder()
    values: dict[str, list[float]] = {"own": [], "other": []}
    refused = {"own": 0, "other": 0}
    for root in sorted(p for p in Path(sys.argv[1]).iterdir() if p.is_dir()):
        names = sorted(p.stem for p in root.glob("*.gold"))
        language = root.name[-2:]
        settings = Settings(source_lang=language, target_lang="en", presegmented=True, force=True)
        for n, name in enumerate(names):
            other = names[(n + STEP) % len(names)]
            for kind, release in (("own", name), ("other", other)):
                if kind == "other" and other.split(".")[-1] == name.split(".")[-1]:
                    continue
                alignment, _ = pair(
                    str(root / f"{name}.{language}"), str(root / f"{release}.en"), encoder, settings
                )
                values[kind].append(coverage(alignment))
                if unrelated(alignment):
                    refused[kind] += 1
                    if kind == "own":
                        print("refused though its own:", root.name, name, values[kind][-1])
    for kind, found in values.items():
        marks = np.quantile(found, [0, 0.01, 0.05, 0.5, 0.95, 0.99, 1])
        print(f"{kind:6} {len(found)} pairs, refused {refused[kind]}; coverage at 0, 1, 5, 50, 95,")
        print("       99, 100 %: " + "  ".join(f"{mark:.3f}" for mark in marks))


if __name__ == "__main__":
    main()
