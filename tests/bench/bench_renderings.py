"""How many renderings of terms in human translations are found, and how many where there are none.

    python tests/bench/bench_renderings.py PAIRS.tsv TERMS.csv [TERMS.csv …] [--missed N]

PAIRS has a head line and the columns id, en, ru; TERMS the columns sourceString (English) and
targetString (Russian), as the terminologies of TICO-19 have them. Every English term found in an
English sentence is looked for in its Russian translation by the words of the terminology, and, for
the spurious share, in a random other sentence whose English has no such term.
"""

import argparse
import csv
import re
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

from align.glossary.concepts import Concept, Glossary, Term
from align.glossary.matching import Matcher, compiled
from align.glossary.rendering import Grade, loosely


def variants(cell: str) -> list[str]:
    """What a cell offers: parted by colons and semicolons, remarks in brackets left out."""
    parts = (re.sub(r"\s*[\[(][^\])]*[\])]", "", p).strip() for p in re.split(r"\s+:\s+|;", cell))
    return [part for part in parts if part] or [cell]


def concepts_of(files: list[Path]) -> tuple[Concept, ...]:
    terms: dict[str, list[str]] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for english in variants(row["sourceString"]):
                    key = english if english.isupper() else english.lower()
                    terms.setdefault(key, []).extend(variants(row["targetString"]))
    return tuple(
        Concept(f"c{k}", (Term(en, "en"), *(Term(ru, "ru") for ru in dict.fromkeys(russian))))
        for k, (en, russian) in enumerate(terms.items())
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("terms", type=Path, nargs="+")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="show the N commonest")
    args = parser.parse_args()
    concepts = concepts_of(args.terms)
    glossary, by_id = Glossary(concepts), {c.id: c for c in concepts}
    rows = [line.split("\t") for line in args.pairs.read_text("utf-8").split("\n")[1:] if line]
    english, russian = (Matcher(compiled(glossary, language)) for language in ("en", "ru"))
    wanted = [
        (n, match.entry.concept)
        for n, row in enumerate(rows)
        for match in english.find(row[1], nested=True)
    ]
    present = defaultdict(set)
    for n, concept in wanted:
        present[n].add(concept)
    chance = Random(0)
    others = []
    for _, concept in wanted:
        n = chance.randrange(len(rows))
        while concept in present[n]:
            n = chance.randrange(len(rows))
        others.append((n, concept))
    strict = [{m.entry.concept for m in russian.find(row[2], nested=True)} for row in rows]
    known: dict[tuple[int, str], str] = {}

    def how(n: int, concept: str) -> str:
        if concept in strict[n]:
            return "agreed"
        if (n, concept) not in known:
            found = loosely(by_id[concept], "ru", rows[n][2])
            known[n, concept] = found.grade.value if found else ""
        return known[n, concept]

    print(f"{len(concepts)} terms, {len(wanted)} occurrences")
    accepted: set[str] = set()
    for grade in ("agreed", Grade.REORDERED.value, Grade.DERIVED.value):
        accepted.add(grade)
        shares = (
            100 * sum(how(*place) in accepted for place in places) / len(places)
            for places in (wanted, others)
        )
        print("with {:10} {:6.2f} % found, {:5.2f} % spurious".format(grade, *shares))
    missed = Counter(concept for n, concept in wanted if not how(n, concept))
    for concept, count in missed.most_common(args.missed):
        print(count, "  ".join(term.text for term in by_id[concept].terms))


if __name__ == "__main__":
    main()
