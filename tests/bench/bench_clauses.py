"""How well clauses left out of a release, or added to it, are found (`align.checks.unrendered`).

    python tests/bench/bench_clauses.py SUITE [SUITE …] [--fit] [--show N] [--right FILE]

A SUITE is a folder ``…-ru`` or ``…-be`` of documents NAME.ru (or .be), NAME.en, a sentence a line,
and NAME.gold, a bead a line, ``[source numbers]:[target numbers]``. From the release of a bead a
clause between marks, of four words and more, is taken out; into it one of another bead is put.

Printed are, for some numbers of alarms per 1,000 English words in the beads as they are, the share
of the planted clauses that are found. ``--show N`` prints the N likeliest of the beads as they are;
those that are right (translators do leave out and add) can be named in FILE, a line each as shown,
and count neither way. ``--fit`` prints the weights of a run fitted anew.
"""

import argparse
import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench_instead import beads

from align.checks import unrendered as room
from align.encode import load_encoder
from align.encode.lexicon import load as load_lexicon
from align.glossary.links import Linker, Links

CUT = re.compile(r"\s*(?:[,;:](?=\s)|\s[–—-](?=\s))\s*")
RATES = (0.1, 0.2, 0.5, 1, 2)
LEAST, LONGEST, PLANTS = 4, 160, 400


@dataclass
class Case:
    """A bead as it is or with a plant, and what is found in it."""

    document: str
    language: str
    source: str
    target: str
    planted: str = ""
    links: Links | None = None
    ratio: float = 0.0


def clauses(text: str) -> list[tuple[int, int]]:
    """Where what stands between marks begins and ends."""
    out, at = [], 0
    for match in CUT.finditer(text):
        out.append((at, match.start()))
        at = match.end()
    return [*out, (at, len(text.rstrip('.!?"”»')))]


def words(text: str) -> int:
    return len(re.findall(r"\w[\w'’-]*", text))


def plants(every: list[Case], rng: random.Random) -> Iterator[tuple[str, Case]]:
    pool = [
        case.target[a:b]
        for case in every
        for a, b in clauses(case.target)
        if words(case.target[a:b]) >= LEAST and b - a < LONGEST
    ]
    for case in rng.sample(every, len(every)):
        text, parts = case.target, clauses(case.target)
        able = [
            k for k, (a, b) in enumerate(parts)
            if words(text[a:b]) >= LEAST and words(text[:a] + text[b:]) >= LEAST
        ]  # fmt: skip
        if len(parts) > 1 and able:
            k = rng.choice(able)
            a, b = parts[k]
            rest = text[parts[1][0] :] if k == 0 else text[: parts[k - 1][1]] + text[b:]
            rest = rest[:1].upper() + rest[1:]
            yield "source", Case(case.document, case.language, case.source, rest, text[a:b])
        clause = rng.choice(pool)
        if words(text) > LEAST and clause not in text:
            end = rng.choice(parts)[1]
            mark = "," if text[end : end + 1].isspace() else ""
            added = f"{text[:end]}, {clause[:1].lower()}{clause[1:]}{mark}{text[end:]}"
            yield "target", Case(case.document, case.language, case.source, added, clause)


def features(case: Case, side: str) -> tuple[float, ...]:
    """What the probability of the best run is made of."""
    found = room.runs(case.links, side, case.ratio, case.language)
    return found[0][2] if found else (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def fit(rows: np.ndarray, told: np.ndarray) -> np.ndarray:
    weights = np.zeros(rows.shape[1])
    ridge = np.eye(len(weights))
    ridge[0, 0] = 0
    for _ in range(40):
        p = 1 / (1 + np.exp(-rows @ weights))
        hessian = (rows * (p * (1 - p))[:, None]).T @ rows + ridge
        weights += np.linalg.solve(hessian, rows.T @ (told - p) - ridge @ weights)
    return weights


def key(case: Case, side: str) -> str:
    return f"{case.document}|{side}|{case.source[:60]}".strip()


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ask.add_argument("suites", nargs="+", type=Path)
    ask.add_argument("--fit", action="store_true")
    ask.add_argument("--show", type=int, default=0)
    ask.add_argument("--right", type=Path)
    given = ask.parse_args()
    told = given.right.read_text("utf-8") if given.right else ""
    right = {line.strip() for line in told.split("\n")}
    linker = Linker(load_encoder(), load_lexicon().renderings)
    rng = random.Random(7)
    clean: list[Case] = []
    planted: dict[str, list[Case]] = {"source": [], "target": []}
    for suite in given.suites:
        language = "be" if suite.name.endswith("be") else "ru"
        own = [Case(f"{suite.name}/{d}", language, s, t) for d, s, t in beads(suite, language)]
        made: dict[str, list[Case]] = {"source": [], "target": []}
        for side, case in plants(own, rng):
            made[side].append(case)
        long = [math.log(len(c.target) / len(c.source)) for c in own if len(c.source) > room._LONG]
        ratio = float(np.median(long))
        for group in (own, made["source"][:PLANTS], made["target"][:PLANTS]):
            links = linker.link([(c.source, c.target) for c in group], language)
            for case, linked in zip(group, links, strict=True):
                case.links, case.ratio = linked, ratio
        clean += own
        for side, cases in made.items():
            planted[side] += cases[:PLANTS]
    count = sum(words(case.target) for case in clean)
    for side in ("source", "target"):
        as_they_are = [case for case in clean if key(case, side) not in right]
        if given.fit:
            rows = np.array([features(c, side) for c in (*as_they_are, *planted[side])])
            told = np.array([0.0] * len(as_they_are) + [1.0] * len(planted[side]))
            weights = fit(rows, told)
            print(side, "fitted", *(f"{w:.2f}" for w in weights))
            room._WEIGHTS[side] = tuple(weights)

        def likeliest(case: Case, side: str = side) -> float:
            found = room.unrendered(case.links, side, case.ratio, case.language)
            return found[0].probability if found else 0.0

        ranked = sorted(((likeliest(c), c) for c in as_they_are), key=lambda pair: -pair[0])
        hits = np.array([likeliest(case) for case in planted[side]])
        for rate in RATES:
            limit = ranked[int(rate * count / 1000)][0]
            by = {}
            for suite in given.suites:
                mine = [h for h, c in zip(hits, planted[side], strict=True)
                        if c.document.startswith(suite.name + "/")]  # fmt: skip
                by[suite.name] = f"{np.mean(np.array(mine) > limit):.1%}"
            print(side, f"{rate} in 1,000: from {limit:.3f}, {np.mean(hits > limit):.1%}", by)
        for probability, case in ranked[: given.show]:
            found = room.unrendered(case.links, side, case.ratio, case.language)[0]
            text = case.source if side == "source" else case.target
            print(f"{probability:.3f} {key(case, side)}\n    [[{found.span.of(text)}]]")
            print(f"    {case.source[:400]}\n    {case.target[:400]}")


if __name__ == "__main__":
    main()
