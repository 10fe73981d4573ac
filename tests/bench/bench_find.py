"""How fast the terms of a large glossary are found, and how long a first look at a release takes.

    python tests/bench/bench_find.py TEXT [TEXT …] [--terms 5000] [--language ru] [--runs 5]

TEXT are plain texts. The glossary is made of their own words, so that it is busy: lemmas chosen at
random, and pairs of neighbouring words for a third of it. Printed: tokens a second of
a matcher that is warm, of one that sees the text for the first time, and of the peer, a dictionary
of forms asked word by word without terms of several words; seconds of the processor that
`align glossary find` takes with the glossary compiled.
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

from align.glossary.concepts import Concept, Glossary, Term
from align.glossary.matching import Matcher, compiled
from align.morphology import fold, lemmas, words
from align.types import Language


def glossary_of(text: str, count: int, language: Language) -> Glossary:
    tokens = [text[a:b] for a, b in words(text)]
    plain = [t for t in tokens if len(t) > 3 and t.isalpha()]
    single = sorted({lemmas(t, language)[0] for t in plain})
    pairs = sorted(
        {
            f"{a.lower()} {b.lower()}"
            for a, b in pairwise(tokens)
            if min(len(a), len(b)) > 3 and (a + b).isalpha()
        }
    )
    chance = Random(0)
    terms = chance.sample(single, min(len(single), count - count // 3))
    terms += chance.sample(pairs, min(len(pairs), count // 3))
    return Glossary(tuple(Concept(f"t{n}", (Term(t, language),)) for n, t in enumerate(terms)))


def rate(tokens: int, runs: int, work: Callable[[], object]) -> str:
    seconds = []
    for _ in range(runs):
        began = time.process_time()
        work()
        seconds.append(time.process_time() - began)
    return f"{tokens / statistics.median(seconds):10,.0f} tokens/s"


def cold(text: Path, glossary: Glossary, language: str, folder: Path) -> list[float]:
    """Seconds of the processor of `align glossary find`: compiling, then compiled."""
    file = folder / "terms.yaml"
    rows = [
        f"- id: {c.id}\n  {language}: [{json.dumps(c.terms[0].text, ensure_ascii=False)}]\n"
        for c in glossary.concepts
    ]
    file.write_text("".join(rows), encoding="utf-8")
    seconds = []
    command = [sys.executable, "-m", "align", "glossary", "find", str(text), "-g", str(file)]
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [*command, "--lang", language, "-f", "jsonl"],
            check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, "SVERKA_CACHE_DIR": str(folder / "cache")},
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return [seconds[0], min(seconds[1:])]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--terms", type=int, default=5000)
    parser.add_argument("--language", default="ru", choices=("en", "ru", "be"))
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    text = "\n".join(path.read_text(encoding="utf-8") for path in args.texts)
    glossary = glossary_of(text, args.terms, args.language)
    began = time.process_time()
    made = compiled(glossary, args.language)
    print(f"{len(glossary.concepts)} terms compiled in {time.process_time() - began:.1f} s")
    tokens = len(words(text))
    matcher = Matcher(made)
    began = time.process_time()
    found = matcher.find(text)
    first = tokens / (time.process_time() - began)
    print(f"{tokens:,} tokens, {len(found):,} terms found")
    print(f"warm    {rate(tokens, args.runs, lambda: matcher.find(text))}")
    print(f"first   {first:10,.0f} tokens/s")
    forms = set(made.close)
    token = re.compile(r"\w+")
    peer = rate(
        tokens, args.runs,
        lambda: [t for t in token.findall(text) if fold(t, args.language) in forms],
    )  # fmt: skip
    print(f"peer    {peer}")
    with tempfile.TemporaryDirectory() as folder:
        anew, kept = cold(args.texts[0], glossary, args.language, Path(folder))
    print(f"align glossary find: {anew:.2f} s compiling, {kept:.2f} s compiled")


if __name__ == "__main__":
    main()
