"""From what is read of a pair to a score that means what a human score means.

The numbers are in ``data/calibration.json``; ``models/fit_quality.py`` fits them on human ones.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.quality.reading import Reading, Tagged
from align.resources import PACKAGE
from align.scores import Interval

FILE = PACKAGE / "quality" / "data" / "calibration.json"
Floats = NDArray[np.float64]


def features(reading: Reading, source: str, target: str) -> dict[str, float]:
    """What a score is made of, by name.

    Parameters
    ----------
    reading
        What was read from the pair.
    source, target
        The texts.
    """
    length = math.log((len(target) + 1) / (len(source) + 1))
    return {
        **reading.values,
        # The probability of an error rather than its log-odds: what is surely wrong, or surely
        # right, is neither more wrong nor more right the surer that is.
        "fault": float(1 / (1 + np.exp(-reading.values["fault"]))),
        "longer": max(0.0, length),
        "shorter": max(0.0, -length),
    }


@dataclass(frozen=True)
class Calibration:
    """What ``calibration.json`` says.

    Parameters
    ----------
    weights
        Of each feature, in standard deviations of human scores; ``constant`` among them.
    curve
        Estimates and the human scores, 0 to 100, that belong to them, both ascending.
    residuals
        Scores, and quantiles of human score less estimate at each, (scores, quantiles).
    caps
        Bound by rule, or group of rules, and severity: ``FCT001 error``, ``TRM warning``.
    tags
        For each side, what turns `Tagged.odds` into log-odds that nothing accounts for a piece,
        constant and slope; and the probability from which on a word is marked.
    model
        Digest of the networks that the numbers belong to.
    """

    weights: Mapping[str, float]
    curve: tuple[tuple[float, float], ...]
    residuals: tuple[tuple[float, tuple[float, ...]], ...]
    caps: Mapping[str, float]
    tags: Mapping[str, tuple[float, float, float]]
    model: str

    def doubts(self, side: str, tagged: Tagged) -> Floats:
        """Probability that the other side does not account for each piece, float64 (pieces,)."""
        constant, slope, _ = self.tags[side]
        return np.asarray(1 / (1 + np.exp(-(constant + slope * tagged.odds))), np.float64)

    def cap(self, rule: str, severity: str) -> float | None:
        """The score that a pair cannot be above where a rule fires; None where it sets no bound."""
        return self.caps.get(f"{rule} {severity}", self.caps.get(f"{rule[:3]} {severity}"))

    def estimate(self, rows: Sequence[Mapping[str, float]]) -> Floats:
        """Scores before any bound, 0 to 100, float64 (rows,)."""
        raw = np.array(
            [
                self.weights["constant"]
                + sum(self.weights[name] * value for name, value in row.items())
                for row in rows
            ]
        )
        below, score = np.array(self.curve).T
        return np.asarray(np.interp(raw, below, score), np.float64)

    @cached_property
    def _table(self) -> tuple[Floats, Floats]:
        scores, quantiles = zip(*self.residuals, strict=True)
        return np.array(scores), np.array(quantiles)

    def draw(self, scores: Floats, chance: np.random.Generator) -> Floats:
        """A human score's distance from each of `scores`, drawn at random, of the same shape."""
        at, table = self._table
        quantiles = table.shape[1]
        place = np.interp(scores, at, np.arange(len(at)))
        row = np.minimum(place.astype(np.int64), len(at) - 1)
        after = np.minimum(row + 1, len(at) - 1)
        column = chance.integers(0, quantiles, scores.shape)
        share = place - row
        drawn: Floats = (1 - share) * table[row, column] + share * table[after, column]
        return drawn

    def interval(self, score: float) -> Interval:
        """Where 95 % of the human scores of such a bead lie."""
        at, table = self._table
        ends = [
            float(np.clip(score + np.interp(score, at, np.quantile(table, q, axis=1)), 0, 100))
            for q in (0.025, 0.975)
        ]
        return Interval(min(ends[0], score), max(ends[1], score))


@cache
def data_digest() -> str:
    """Stands for every table that scores rest on: 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(p for p in FILE.parent.iterdir() if p.suffix in (".json", ".toml")):
        # Lines end alike, however the files were checked out.
        digest.update(f"{path.name}\n{path.read_text(encoding='utf-8')}\n".encode())
    return digest.hexdigest()


def load(path: Path = FILE) -> Calibration:
    """Read the file of numbers.

    Raises
    ------
    ModelError
        It is missing or is not as it should be.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Calibration(
            weights={str(k): float(v) for k, v in data["weights"].items()},
            curve=tuple((float(x), float(y)) for x, y in data["curve"]),
            residuals=tuple(
                (float(row["score"]), tuple(map(float, row["quantiles"])))
                for row in data["residuals"]
            ),
            caps={str(k): float(v) for k, v in data["caps"].items()},
            tags={str(k): (float(a), float(b), float(c)) for k, (a, b, c) in data["tags"].items()},
            model=str(data["model"]),
        )
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); reinstall sverka.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"{path}: not a calibration: {error!r}; reinstall sverka.") from error
