"""How many terms of a glossary are mined anew from aligned documents, and what else is proposed.

    python tests/bench/bench_mining.py LANG FOLDER [FOLDER …] [--glossary FILE_OR_FOLDER]
        [--show N] [--least N] [--times N] [--missed N]

A FOLDER has documents divided into sentences: NAME.ru or NAME.be, NAME.en, and NAME.gold, lines
``[0, 1]:[2]`` of sentence numbers. A concept of the glossary counts where one of its terms stands
in N beads and more, rendered with one of its English terms, N the least support; it is mined where
a proposal has one of its terms, and mined rightly where one of its English terms is among the
renderings. With ``--times`` the beads are repeated, for measuring the time of a large archive.
"""

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import cast

from align.encode.lexicon import load as lexicon
from align.glossary.concepts import Glossary
from align.glossary.matching import Matcher, compiled
from align.glossary.mining import Pair, Proposal, mine
from align.glossary.store import load
from align.types import Language


def pairs_of(folder: Path, language: Language) -> list[Pair]:
    """Paired beads of the gold alignments in a folder."""
    found: list[Pair] = []
    for gold in sorted(folder.glob("*.gold")):
        ours, theirs = (
            [line for line in gold.with_suffix(f".{end}").read_text("utf-8").split("\n") if line]
            for end in (language, "en")
        )
        for line in gold.read_text("utf-8").split("\n"):
            if not line.strip():
                continue
            source, target = (json.loads(side) for side in line.split(":"))
            if source and target:
                texts = (
                    " ".join(s[n] for n in some) for s, some in ((ours, source), (theirs, target))
                )
                found.append(Pair(*texts, f"{folder.name}/{gold.stem}"))
    return found


def recall(
    glossary: Glossary, pairs: list[Pair], proposals: tuple[Proposal, ...], least: int, missed: int
) -> None:
    """Print how many concepts that stand often enough are mined."""
    ours = Matcher(compiled(glossary, proposals[0].language))
    english = Matcher(compiled(glossary, "en"))
    stands: dict[str, int] = defaultdict(int)
    rendered: dict[str, int] = defaultdict(int)
    for pair in pairs:
        here = {match.entry.concept for match in ours.find(pair.source)}
        there = {match.entry.concept for match in english.find(pair.target, nested=True)}
        for concept in here:
            stands[concept] += 1
            rendered[concept] += concept in there
    wanted = {c for c, count in stands.items() if count >= least and rendered[c] >= least}
    mined: set[str] = set()
    right: set[str] = set()
    for proposal in proposals:
        text = proposal.term
        for match in ours.find(text, nested=True):
            if (match.start, match.end) == (0, len(text)):
                mined.add(match.entry.concept)
                for rendering in proposal.renderings:
                    for other in english.find(rendering.text, nested=True):
                        if other.entry.concept == match.entry.concept:
                            right.add(other.entry.concept)
    n = len(wanted)
    print(f"{n} concepts of the glossary stand, rendered as agreed, in {least} beads and more")
    print(f"  proposed          {len(wanted & mined):4} {len(wanted & mined) / max(1, n):6.1%}")
    print(f"  with its English  {len(wanted & right):4} {len(wanted & right) / max(1, n):6.1%}")
    for concept in sorted(wanted - right)[:missed]:
        print(f"  missed {concept} {stands[concept]} ({'proposed' if concept in mined else '-'})")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("language", choices=["ru", "be"])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--glossary", type=Path)
    parser.add_argument("--show", type=int, default=0, help="show so many proposals")
    parser.add_argument("--missed", type=int, default=0, help="show so many missed concepts")
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--bare", action="store_true", help="without the bundled word list")
    args = parser.parse_args()
    language = cast(Language, args.language)
    once = [pair for folder in args.folders for pair in pairs_of(folder, language)]
    pairs = [
        Pair(p.source, p.target, f"{p.document}#{k}" if k else p.document)
        for k in range(args.times)
        for p in once
    ]
    began = time.perf_counter()
    dictionary = None if args.bare else lexicon().renderings
    proposals = mine(pairs, language, dictionary=dictionary, least=args.least)
    taken = time.perf_counter() - began
    print(f"{len(pairs)} beads, {len(proposals)} proposals, {taken:.1f} s")
    for p in proposals[: args.show]:
        texts = ", ".join(f"{r.text} {r.count}" for r in p.renderings)
        spread = f"{p.support} in {p.documents}, DP {p.deviation:.2f}"
        print(f"{p.score:8.2f} {p.term} = {texts} ({spread})")
    if args.glossary and proposals:
        files = sorted(args.glossary.glob("*.yaml")) if args.glossary.is_dir() else [args.glossary]
        recall(load(files), pairs, proposals, args.least, args.missed)


if __name__ == "__main__":
    main()
