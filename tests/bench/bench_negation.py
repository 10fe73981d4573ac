"""Negations lost and added: how many are found, at how many false alarms, and the weights for it.

    python tests/bench/bench_negation.py --pairs ru:FILE.ru:FILE.en … --beads ru:FOLDER … [--fit]

A negation is taken out of English sentences whose original denies too, and put into others, one at
a time; what is told of the sentences as they are is a false alarm (some are faults of the
translation). Pairs are line-parallel texts, beads folders with ``NAME.ru``, ``NAME.en`` and
``NAME.gold``. With ``--fit`` the weights of `align.checks.flips` are fitted anew and printed, and
the figures are those of five folds.
"""

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.checks import flips
from align.encode import load_encoder
from align.encode.lexicon import load
from align.facts.negation import counted
from align.glossary.links import Linker
from align.types import Language

# Sentences without a negation that get one, as a share.
SHARE = 0.12
# Of negations with "do" so many lose "not" alone: did sign, not signed.
NAIVE = 0.5
# Letters between a plant and what is told of it.
NEAR = 40
FOLDS = 5
# False alarms at which recall is printed.
ALARMS = (5, 10, 20, 30, 50)
_AUXILIARY = "is|are|was|were|has|have|had|will|would|could|should|must|may|might|can"
_DENIED = re.compile(
    rf"\b(?P<do>do|does|did)(?: not|n['’]t) (?P<verb>\w+)|\b(?P<one>cannot|can['’]t|won['’]t)\b"
    rf"|\b(?P<auxiliary>{_AUXILIARY})(?: not|n['’]t)\b|\b(?:not|never) (?!only|least)(?=\w)"
)
_PLAIN = re.compile(
    rf"\b(?:{_AUXILIARY})\b(?! not|n['’]t|\s+been no|\s*[?])(?= (?!no\b|never\b|nothing\b)[a-z]+)"
)
_PAST = {
    "make": "made", "take": "took", "get": "got", "go": "went", "see": "saw", "have": "had",
    "know": "knew", "say": "said", "think": "thought", "come": "came", "give": "gave",
    "find": "found", "let": "let", "leave": "left", "lose": "lost", "hold": "held", "keep": "kept",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A pair of texts, and where its English was changed: nowhere, or from where it lost or got."""

    origin: str
    language: Language
    source: str
    target: str
    lost: bool | None = None
    at: int = 0


def affirmed(text: str, rng: random.Random) -> tuple[str, int] | None:
    """A text without one of its negations."""
    found = list(_DENIED.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    if match["do"] and rng.random() < NAIVE:
        new = f"{match['do']} {match['verb']}"
    elif match["do"]:
        new = {"do": match["verb"], "does": third(match["verb"])}.get(match["do"].lower())
        new = new or _PAST.get(match["verb"], past(match["verb"]))
    elif match["one"]:
        new = "can" if match["one"].startswith("c") else "will"
    else:
        new = match["auxiliary"] or ""
    rest = text[match.end() :]
    return text[: match.start()] + new + (rest if new else rest.lstrip()), match.start()


def past(verb: str) -> str:
    return verb + "d" if verb.endswith("e") else re.sub("(?<=[^aeiou])y$", "i", verb) + "ed"


def third(verb: str) -> str:
    if verb == "have":
        return "has"
    return re.sub("(?<=[^aeiou])y$", "ie", verb) + (
        "es" if re.search("(?:s|sh|ch|x|o)$", verb) else "s"
    )


def denied(text: str, rng: random.Random) -> tuple[str, int] | None:
    """A text with one negation more."""
    found = list(_PLAIN.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    short = rng.random() < 0.35 and match.group() not in ("may", "can", "will")
    return text[: match.end()] + ("n't" if short else " not") + text[match.end() :], match.start()


def cases(rows: Iterable[tuple[str, Language, str, str]]) -> Iterator[Case]:
    rng = random.Random(2)
    for origin, language, source, target in rows:
        ours, theirs = len(counted(source, language)), len(counted(target, "en"))
        if ours != theirs:
            yield Case(origin, language, source, target)
        if 0 < ours <= theirs and (planted := affirmed(target, rng)):
            yield Case(origin, language, source, *planted_case(planted, lost=True))
        if rng.random() < SHARE and (planted := denied(target, rng)):
            yield Case(origin, language, source, *planted_case(planted, lost=False))


def planted_case(planted: tuple[str, int], *, lost: bool) -> tuple[str, bool, int]:
    return planted[0], lost, planted[1]


def pairs(argument: str) -> Iterator[tuple[str, Language, str, str]]:
    language, source, target = argument.split(":")
    sides = (Path(path).read_text(encoding="utf-8").split("\n") for path in (source, target))
    for n, (ours, theirs) in enumerate(zip(*sides, strict=True)):
        if ours.strip():
            yield f"{Path(source).name} {n // 20}", language, ours, theirs  # type: ignore[misc]


def beads(argument: str) -> Iterator[tuple[str, Language, str, str]]:
    language, folder = argument.split(":")
    for gold in sorted(Path(folder).glob("*.gold")):
        ours, theirs = (
            [
                line
                for line in gold.with_suffix(end).read_text(encoding="utf-8").split("\n")
                if line.strip()
            ]
            for end in (f".{language}", ".en")
        )
        for row in filter(None, gold.read_text(encoding="utf-8").split("\n")):
            a, b = map(json.loads, row.split(":"))
            if a and b:
                texts = " ".join(ours[n] for n in a), " ".join(theirs[n] for n in b)
                yield f"{Path(folder).name} {gold.stem}", language, *texts  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Row:
    """A cue that a case may lack on one side: its evidence, and whether it was planted."""

    case: int
    planted: bool
    values: tuple[float, ...]


def rows(found: Sequence[Case], *, lost: bool) -> list[Row]:
    linker = Linker(load_encoder(), load().renderings)
    out = []
    for language in ("ru", "be"):
        numbers = [n for n, case in enumerate(found) if case.language == language]
        numbers = [n for n in numbers if found[n].lost in (None, lost)]
        texts = [(found[n].source, found[n].target) for n in numbers]
        for n, links in zip(numbers, linker.link(texts, language), strict=True):
            for told, _, target, values in flips.evidence(links, language):
                here = found[n].lost is lost and abs(target.start - found[n].at) < NEAR
                if told is lost:
                    out.append(Row(n, here, values))
    return out


def fitted(some: Sequence[Row], ridge: float = 1.0) -> NDArray[np.float64]:
    """Weights by logistic regression on standardised evidence, the base first."""
    x = np.array([(1.0, *row.values) for row in some])
    y = np.array([float(row.planted) for row in some])
    mean, spread = x.mean(0), x.std(0) + 1e-9
    mean[0], spread[0] = 0.0, 1.0
    z, w = (x - mean) / spread, np.zeros(x.shape[1])
    penalty = ridge * np.eye(len(w))
    for _ in range(100):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve(
            (z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (p - y) + penalty @ w
        )
    weights = w / spread
    weights[0] = w[0] - (weights * mean)[1:].sum()
    return weights


def scores(
    found: Sequence[Case], some: Sequence[Row], *, fit: bool, lost: bool
) -> list[tuple[float, bool]]:
    """The best score of each case, and whether it has a plant."""
    current = np.array(flips.LOST if lost else flips.ADDED)
    origins = sorted({case.origin for case in found})
    fold = {origin: n % FOLDS for n, origin in enumerate(origins)}
    best: dict[int, float] = {n: -99.0 for n, case in enumerate(found) if case.lost is lost}
    for part in range(FOLDS):
        here = [row for row in some if fold[found[row.case].origin] == part]
        there = [row for row in some if fold[found[row.case].origin] != part]
        weights = fitted(there) if fit else current
        for row in here:
            if row.planted or found[row.case].lost is None:
                score = float(weights @ (1.0, *row.values))
                best[row.case] = max(score, best.get(row.case, -99.0))
    return sorted(((score, found[n].lost is lost) for n, score in best.items()), reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pairs", nargs="*", default=[])
    parser.add_argument("--beads", nargs="*", default=[])
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    texts = [row for a in given.pairs for row in pairs(a)] + [
        row for a in given.beads for row in beads(a)
    ]
    found = list(cases(texts))
    words = sum(len(row[3].split()) for row in texts)
    print(f"{len(texts)} pairs, {words} English words")
    for lost in (True, False):
        some = rows(found, lost=lost)
        plants = sum(case.lost is lost for case in found)
        hits = alarms = 0
        print(f"{'lost' if lost else 'added'}: {plants} plants")
        for score, planted in scores(found, some, fit=given.fit, lost=lost):
            hits += planted
            alarms += not planted
            if not planted and alarms in ALARMS:
                rate = 1000 * alarms / words
                print(f"  {hits / plants:.0%} at {rate:.2f} alarms per 1,000 words ({score:.2f})")
        if given.fit:
            print("  weights", tuple(round(float(w), 2) for w in fitted(some)))


if __name__ == "__main__":
    main()
