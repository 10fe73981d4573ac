"""How well a term with two renderings in one release is found (`align.glossary.consistency`).

    python tests/bench/bench_consistency.py SUITE [SUITE …] [--glossary FOLDER] [--quiet]

SUITE is a folder as for ``bench_instead.py``. First every document is judged as it is: what is told
is printed, for people to say whether it is right. Then a rendering that a release uses in two beads
of one source term is replaced in one of them, by ``planted_renderings.toml``, and the document is
judged again: the plant is found if a place told overlaps it. With ``--glossary`` what the glossary
covers is left out in the first part, as it is in use.
"""

import argparse
import json
import random
import time
import tomllib
from pathlib import Path

from bench_instead import numbered

from align.encode import load_encoder
from align.encode.lexicon import load as load_lexicon
from align.glossary.candidates import candidates
from align.glossary.consistency import Inconsistency, inconsistencies, linking_by
from align.glossary.links import Linker
from align.glossary.matching import Matcher, compiled
from align.glossary.store import load
from align.types import (
    Alignment,
    Bead,
    Document,
    Language,
    LineKind,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)

PLANTS: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("planted_renderings.toml").read_text(encoding="utf-8")
)


def side(lines: list[str], language: Language) -> SegmentedText:
    text, start, sentences = "\n".join(lines), 0, []
    for n, line in enumerate(lines):
        sentences.append(Sentence(n, Span(start, start + len(line)), n, LineKind.TEXT, line))
        start += len(line) + 1
    document = Document("", text, (), SourceMap((), ()), "text", "utf-8")
    return SegmentedText(document, language, tuple(sentences))


def alignment(gold: Path, language: Language) -> Alignment:
    rows = [[tuple(json.loads(part)) for part in row.split(":")] for row in numbered(gold)]
    return Alignment(
        side(numbered(gold.with_suffix(f".{language}")), language),
        side(numbered(gold.with_suffix(".en")), "en"),
        tuple(Bead(source, target, 1.0) for source, target in rows),
        "",
    )


def told(found: Inconsistency) -> str:
    others = ", ".join(f"{o.rendering} ({o.score:.2f})" for o in found.others)
    return f"{found.term} | {found.majority} ({len(found.agreeing)}) | {others}"


def planted(given: Alignment, rng: random.Random) -> list[tuple[str, int, Span, Alignment]]:
    """Each rendering that stands in two beads of one term: the words put there, and where."""
    language = given.source.language
    paired = [n for n, bead in enumerate(given.beads) if bead.source and bead.target]
    out = []
    for rendering, other in PLANTS.items():
        places = [n for n in paired if given.target_text(given.beads[n]).count(rendering) == 1]
        keys = [{k for k, _ in candidates(given.source_text(given.beads[n]), language)}
                for n in places]  # fmt: skip
        places = [n for n, ours in zip(places, keys, strict=True)
                  if any(ours & theirs for theirs in keys if theirs is not ours)]  # fmt: skip
        if len(places) < 2:
            continue
        number = rng.choice(places)
        at = given.target_text(given.beads[number]).index(rendering)
        lines = [sentence.text for sentence in given.target.sentences]
        for n in given.beads[number].target:
            lines[n] = lines[n].replace(rendering, other)
        changed = Alignment(given.source, side(lines, "en"), given.beads, "")
        out.append((f"{rendering} / {other}", number, Span(at, at + len(other)), changed))
    return out


def overlaps(found: Inconsistency, number: int, span: Span) -> bool:
    return any(
        o.bead == number and o.target.start < span.end and span.start < o.target.end
        for o in found.occurrences
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suites", nargs="+", type=Path)
    parser.add_argument("--glossary", type=Path)
    parser.add_argument("--quiet", action="store_true", help="print the counts alone")
    args = parser.parse_args()
    terms = load(sorted(args.glossary.glob("*.yaml"))) if args.glossary else None
    linker, rng = Linker(load_encoder(), load_lexicon().renderings), random.Random(0)
    for suite in args.suites:
        language: Language = "be" if suite.name.endswith("be") else "ru"
        matcher = Matcher(compiled(terms, language)) if terms else None
        documents = [alignment(gold, language) for gold in sorted(suite.glob("*.gold"))]
        count, began = 0, time.perf_counter()
        for given in documents:
            covered = {
                n: [Span(m.start, m.end) for m in matcher.find(given.source_text(bead))]
                for n, bead in enumerate(given.beads)
            } if matcher else None  # fmt: skip
            found = inconsistencies(given, linking_by(linker, given), covered)
            count += len(found)
            for one in () if args.quiet else found:
                print("   ", told(one))
        seconds = time.perf_counter() - began
        beads = sum(len(given.beads) for given in documents)
        right = tried = 0
        for given in documents:
            for name, number, span, changed in planted(given, rng):
                again = inconsistencies(changed, linking_by(linker, changed))
                hit = any(overlaps(one, number, span) for one in again)
                right, tried = right + hit, tried + 1
                if not hit and not args.quiet:
                    print("    missed:", name, "in", changed.target_text(changed.beads[number]))
        print(
            f"{suite.name:15} {len(documents)} documents, {beads} beads: {count} told, "
            f"{1000 * seconds / beads:.1f} ms a bead; plants found {right} of {tried}"
        )


if __name__ == "__main__":
    main()
