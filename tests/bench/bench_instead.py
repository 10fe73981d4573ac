"""How well the words that stand for a term are found (`align.glossary.instead`).

    python tests/bench/bench_instead.py --glossary FOLDER SUITE [SUITE …] [--errors] [--fit]

A SUITE is a folder ``…-ru`` or ``…-be`` of documents NAME.ru (or .be), NAME.en, a sentence a line,
and NAME.gold, a bead a line, ``[source numbers]:[target numbers]``. Every term of the glossary that
stands in a bead's original, and whose concept has one allowed rendering in its release, is an
occurrence. Four releases are tried for each:

``own``     the bead's own: is the rendering found, exactly or in part?
``barred``  the same with a term in its place that the glossary bars: is that found?
``gone``    the same without the rendering: nothing stands for the term;
``other``   that of another document where the concept is not named: nothing does either.

Printed are the shares found, the quantiles of the scores, and the area under the curve: how often
an occurrence has a higher score than one of which nothing is there. ``--fit`` prints the constants
of the score instead, and how well they do on documents they were not fitted to.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.encode import load_encoder
from align.encode.lexicon import load as load_lexicon
from align.glossary.instead import Instead, evidence, run_for, standing_for
from align.glossary.links import Linker, Links, without_possessive
from align.glossary.matching import Matcher, compiled
from align.glossary.store import load
from align.types import Language, Span

KINDS = ("own", "barred", "gone", "other")
FOLDS = 5
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
# A translator's own rendering is rarer here than in life: the glossary finds those it knows.
BARRED_WEIGHT = 4.0


@dataclass
class Case:
    """A term, a release, and where in it the rendering is, if anywhere."""

    kind: str
    document: str
    source: str
    term: Span
    target: str
    wanted: Span | None
    concept: str
    links: Links | None = None
    found: Instead | None = None

    @property
    def overlaps(self) -> bool:
        """Whether what was found has a letter of what is wanted."""
        found, wanted = self.found, self.wanted
        if found is None or wanted is None:
            return False
        return found.span.start < wanted.end and wanted.start < found.span.end

    @property
    def exact(self) -> bool:
        """Whether just what is wanted was found; the last full stop of U.S. may differ."""
        if self.found is None or self.wanted is None:
            return False
        wanted = self.wanted.of(self.target).rstrip(".")
        return (self.found.span.start, self.found.text.rstrip(".")) == (self.wanted.start, wanted)


def numbered(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line.strip()]


def beads(suite: Path, language: str) -> Iterator[tuple[str, str, str]]:
    """Name of the document, original and release of every pair."""
    for gold in sorted(suite.glob("*.gold")):
        source = numbered(gold.with_suffix(f".{language}"))
        target = numbered(gold.with_suffix(".en"))
        for row in numbered(gold):
            ours, theirs = (json.loads(part) for part in row.split(":"))
            if ours and theirs:
                yield (
                    gold.stem, " ".join(source[n] for n in ours),
                    " ".join(target[n] for n in theirs),
                )  # fmt: skip


def cases(suite: Path, glossary: Path, rng: random.Random) -> list[Case]:
    language: Language = "be" if suite.name.endswith("be") else "ru"
    terms = load(sorted(glossary.glob("*.yaml")))
    ours, english = Matcher(compiled(terms, language)), Matcher(compiled(terms, "en"))
    every = list(beads(suite, language))
    named = {target: english.find(target, nested=True) for _, _, target in every}
    found: list[Case] = []
    for document, source, target in every:
        for match in ours.find(source):
            name = match.entry.concept
            allowed = [m for m in named[target] if m.entry.concept == name]
            if len(allowed) != 1 or not allowed[0].entry.status.allowed:
                continue
            start, end = allowed[0].start, allowed[0].end
            end = start + len(without_possessive(target[start:end]))
            term = Span(match.start, match.end)

            def case(
                kind: str, text: str, wanted: Span | None, *,
                about: tuple[str, str, Span, str] = (document, source, term, name),
            ) -> Case:  # fmt: skip
                return Case(kind, about[0], about[1], about[2], text, wanted, about[3])

            found.append(case("own", target, Span(start, end)))
            concept = terms.concept(name)
            barred = [t.text for t in concept.in_language("en") if t.status.barred]
            if barred:
                put = rng.choice(barred)
                put = put[0].upper() + put[1:] if target[start].isupper() else put
                text = target[:start] + put + target[end:]
                found.append(case("barred", text, Span(start, start + len(put))))
            gone = " ".join((target[:start] + target[end:]).split())
            found.append(case("gone", gone, None))
            others = [
                t for d, _, t in every
                if d != document and all(m.entry.concept != name for m in named[t])
            ]  # fmt: skip
            if others:
                found.append(case("other", rng.choice(others), None))
    return found


def solve(every: list[Case], language: Language, linker: Linker) -> tuple[float, float]:
    """Fill in links and what is found; seconds a bead for each."""
    began = time.perf_counter()
    pairs = list(dict.fromkeys((case.source, case.target) for case in every))
    links = dict(zip(pairs, linker.link(pairs, language), strict=True))
    linking = time.perf_counter() - began
    began = time.perf_counter()
    for case in every:
        case.links = links[case.source, case.target]
        case.found = standing_for(case.links, case.term)
    return linking / len(pairs), (time.perf_counter() - began) / len(every)


def area(good: list[float], bad: list[float]) -> float:
    """How often a value of `good` is above one of `bad`, ties by half."""
    a, b = np.array(good)[:, None], np.array(bad)[None]
    return float((a > b).mean() + (a == b).mean() / 2)


def report(name: str, every: list[Case]) -> None:
    scores = {
        kind: [c.found.score if c.found else 0.0 for c in every if c.kind == kind] for kind in KINDS
    }
    for kind in KINDS:
        some = [case for case in every if case.kind == kind]
        if not some:
            continue
        marks = " ".join(f"{q:.2f}" for q in np.quantile(scores[kind], QUANTILES))
        row = f"{name:15} {kind:7} {len(some):4}  scores {marks}"
        if kind in ("own", "barred"):
            exact = np.mean([case.exact for case in some])
            overlap = np.mean([case.overlaps for case in some])
            row += f"  overlap {100 * overlap:5.1f}  exact {100 * exact:5.1f}"
        else:
            row += f"  own is higher in {100 * area(scores['own'], scores[kind]):.1f}"
        print(row)


def logistic(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Coefficients by Newton's method, with a light pull to nothing."""
    found = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (weights * (y - p)) - 0.01 * found
        curve = (x * (weights * p * (1 - p))[:, None]).T @ x + 0.01 * np.eye(x.shape[1])
        found += np.linalg.solve(curve, slope)
    return found


def fit(every: list[Case]) -> None:
    some = [case for case in every if case.found is not None and case.links is not None]
    rows = [[1.0, *evidence(c.links, *run_for(c.links, c.term))] for c in some]
    x, y = np.array(rows), np.array([float(case.overlaps) for case in some])
    weights = np.array([BARRED_WEIGHT if case.kind == "barred" else 1.0 for case in some])
    names = sorted({case.document for case in some})
    fold = np.array([names.index(case.document) % FOLDS for case in some])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        held = fold == k
        p[held] = 1 / (1 + np.exp(-x[held] @ logistic(x[~held], y[~held], weights[~held])))
    print("constants:", " ".join(f"{value:.2f}" for value in logistic(x, y, weights)))
    for low in np.arange(0, 1, 0.1):
        at = (p >= low) & (p < low + 0.1)
        if at.any():
            print(f"score from {low:.1f}: {at.sum():5} cases, {y[at].mean():.2f} right")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suites", nargs="+", type=Path)
    parser.add_argument("--glossary", type=Path, required=True)
    parser.add_argument("--errors", action="store_true", help="print what is not exact")
    parser.add_argument("--fit", action="store_true", help="fit the constants of the score")
    parser.add_argument("--no-dictionary", action="store_true")
    parser.add_argument("--no-encoder", action="store_true")
    args = parser.parse_args()
    encoder = None if args.no_encoder else load_encoder()
    linker = Linker(encoder, None if args.no_dictionary else load_lexicon().renderings)
    rng, all_cases = random.Random(0), []
    for suite in args.suites:
        every = cases(suite, args.glossary, rng)
        linking, finding = solve(every, "be" if suite.name.endswith("be") else "ru", linker)
        all_cases += every
        if args.fit:
            continue
        report(suite.name, every)
        print(f"{'':15} {1000 * linking:.1f} ms to link a bead, {1000 * finding:.2f} ms a term")
        for case in every if args.errors else ():
            if case.wanted and not case.exact:
                what = f"{case.found.text} ({case.found.score:.2f})" if case.found else "nothing"
                print(f"  {case.kind}: {case.term.of(case.source)} | "
                      f"{case.wanted.of(case.target)} | {what}")  # fmt: skip
    if args.fit:
        fit(all_cases)
    else:
        report("all", all_cases)


if __name__ == "__main__":
    main()
