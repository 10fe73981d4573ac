"""How well the inflected occurrences of terms are found by `align.morphology` alone.

    python tests/bench/bench_terms.py LANG TEXT GOLD.jsonl [LANG TEXT GOLD.jsonl …] [--errors]

TEXT has a sentence a line, its tokens parted by single blanks; GOLD a term a line:
``{"term": "саюзная дзяржава", "pos": […], "occurrences": [[line, first token, tokens], …]}``.
Tokens are folded and compared with the forms of each term; every place where a form stands is
found, without choosing the longest. A third of the terms, chosen by a hash of the term, is kept
aside and reported by itself: look at its figures, not at its errors (`--errors` leaves them out).
"""

import argparse
import hashlib
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from align.morphology import fold, term_forms
from align.types import Language

Place = tuple[int, int, int]


@dataclass
class Counts:
    """Occurrences found rightly, found wrongly, missed, and the number of terms."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    terms: int = 0
    seen: list[str] = field(default_factory=list)

    def row(self) -> str:
        p = self.right / max(1, self.right + self.wrong)
        r = self.right / max(1, self.right + self.missed)
        f = 2 * p * r / max(1e-9, p + r)
        return f"{self.terms:5} {100 * p:7.2f} {100 * r:7.2f} {100 * f:7.2f}"


def aside(term: str) -> bool:
    """Whether a term belongs to the third kept aside."""
    return hashlib.sha256(f"aside:{term}".encode()).digest()[0] % 3 == 0


def measure(language: Language, text: Path, gold: Path, errors: bool) -> None:
    lines = [line.split(" ") for line in text.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    began = time.perf_counter()
    folded = [[fold(token, language) for token in line] for line in lines]
    folding = time.perf_counter() - began
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, line in enumerate(folded):
        for j, token in enumerate(line):
            places[token].append((i, j))
    rows = [json.loads(row) for row in gold.read_text(encoding="utf-8").split("\n") if row]
    began = time.perf_counter()
    compiled = [term_forms(row["term"], language) for row in rows]
    compiling = time.perf_counter() - began
    groups: dict[str, Counts] = defaultdict(Counts)
    for row, forms in zip(rows, compiled, strict=True):
        wanted = {tuple(place) for place in row["occurrences"]}
        found: set[Place] = set()
        for sequence in forms.sequences:
            for i, j in places[sequence[0]]:
                if tuple(folded[i][j : j + len(sequence)]) == sequence:
                    found.add((i, j, len(sequence)))
        single = "one word" if len(row["pos"]) == 1 else "several words"
        kept = aside(row["term"])
        for name in ("all", single, "kept aside" if kept else "looked at"):
            group = groups[name]
            group.terms += 1
            group.right += len(wanted & found)
            group.wrong += len(found - wanted)
            group.missed += len(wanted - found)
        if errors and not kept:
            for kind, some in (("missed", wanted - found), ("wrong", found - wanted)):
                for i, j, n in sorted(some):
                    around = " ".join(lines[i][max(0, j - 4) : j + n + 4])
                    print(f"  {kind} {row['term']}: [{' '.join(lines[i][j : j + n])}] in {around}")
    print(f"{language}: {len(rows)} terms compiled in {compiling:.2f} s,", end=" ")
    print(f"{sum(map(len, lines)) / folding:,.0f} tokens folded a second")
    print(f"{'':14} terms       P       R      F1")
    for name in ("all", "one word", "several words", "looked at", "kept aside"):
        print(f"{name:14} {groups[name].row()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sets", nargs="+", metavar="LANG TEXT GOLD")
    parser.add_argument("--errors", action="store_true", help="list the errors of terms looked at")
    args = parser.parse_args()
    if len(args.sets) % 3:
        parser.error("name a language, a text and a gold file for each set")
    for language, text, gold in zip(*[iter(args.sets)] * 3, strict=True):
        measure(language, Path(text), Path(gold), args.errors)


if __name__ == "__main__":
    main()
