"""How many planted faults ``align check`` finds, and how often it speaks up where nothing is wrong.

    python tests/bench/bench_checks.py [SUITE …] [--documents N] [--rounds N] [--missed] [--alarms]

SUITE is a folder of gold alignments: ``ID.ru`` or ``ID.be``, ``ID.en`` and ``ID.gold``, a sentence
a line; the releases of ``examples/`` are read as well, or alone where no SUITE is named. Every
release is checked as it is: what is told there is an alarm. Then faults of all kinds
(``plant_faults.py``) are planted into it, a few beads apart, and it is paired and checked again
from the files on: a fault is found where a rule that should find it points to its sentence, and did
not before. Chance is seeded. Printed: for each kind and language how many were planted, found as an
error or a warning, and found at all; for each rule alarms in 1,000 English words.
"""

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from plant_faults import KINDS, RULES, finds

from align.checks.choose import chooser
from align.checks.context import Terms as Prepared
from align.config import Config
from align.encode import load_encoder
from align.findings import Checked, Finding, Severity
from align.glossary.concepts import Concept
from align.glossary.kept import glossary
from align.morphology import words
from align.pipeline import Settings
from align.pipeline.checking import Desk, Job, Office, tokens_of
from align.resources import glossaries_dir

EXAMPLES = Path(__file__).parents[2] / "examples"
APART = 3  # beads from one fault to the next
STRUCTURE = ("sentence-omitted", "sentence-added", "clause-added")
TERMS = ("term-barred", "term-other", "capitals")


@dataclass
class Release:
    """A release and its original, a sentence a line, and which render each other."""

    name: str
    language: str
    source: list[str]
    target: list[str]
    beads: list[tuple[list[int], list[int]]]


@dataclass
class Fault:
    """A planted fault: of which kind, and the sentences that it is in; ``found`` says how."""

    kind: str
    before: str
    after: str
    source: str
    found: Severity | None = None


@dataclass
class Counts:
    """Of one kind in one language."""

    planted: int = 0
    warned: int = 0
    told: int = 0
    missed: list[Fault] = field(default_factory=list)


def lines(path: Path) -> list[str]:
    return [row for row in path.read_text(encoding="utf-8").split("\n") if row.strip()]


def releases(suites: list[Path], most: int) -> Iterator[Release]:
    for gold in sorted(EXAMPLES.glob("*/*-en.gold")):
        language = gold.name[:2]
        sides = [lines(gold.with_name(f"{name}.sentences")) for name in (language, "en")]
        yield release(f"{gold.parent.name}-{language}", language, *sides, gold)
    for suite in suites:
        for gold in sorted(suite.glob("*.gold"))[:most]:
            language = next(one for one in ("ru", "be") if suite.name.endswith(one))
            sides = [lines(gold.with_suffix(f".{name}")) for name in (language, "en")]
            yield release(f"{suite.name}/{gold.stem}", language, *sides, gold)


def release(name: str, language: str, source: list[str], target: list[str], gold: Path) -> Release:
    beads = []
    for row in lines(gold):
        left, _, right = row.partition(":")
        beads.append((json.loads(left), json.loads(right)))
    return Release(name, language, source, target, beads)


class Terms:
    """Terms of the bundled glossary in the sentences of releases, to be rendered otherwise."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @staticmethod
    def _another(terms: Prepared, concept: Concept, source: str, chance: Random) -> str | None:
        """The English term of another concept of the domain, not spoken of here."""
        spoken = {m.entry.concept for m in terms.source.find(source, nested=True)}
        others = [
            preferred.text
            for other in terms.glossary.concepts
            if other.domain == concept.domain
            and other.id not in spoken
            and (preferred := other.preferred("en")) is not None
            and preferred.text[0].islower()
        ]
        return chance.choice(others) if others else None

    def planted(
        self, kind: str, text: str, source: str, language: str, chance: Random
    ) -> str | None:
        """A sentence with another rendering of one of its terms."""
        terms = self._desk.terms_for(language)
        assert terms is not None
        spoken = {m.entry.concept for m in terms.source.find(source)}
        for match in terms.target.find(text):
            concept = terms.glossary.concept(match.entry.concept)
            if concept is None or concept.id not in spoken or concept.enforce == "note":
                continue
            there = text[match.start : match.end]
            if (
                text.count(there) > 1
                or sum(m.entry.concept == concept.id for m in terms.target.find(text)) > 1
            ):
                continue
            barred = [t.text for t in concept.in_language("en") if t.status.barred]
            new = None
            if kind == "term-barred" and barred:
                new = barred[0]
            elif kind == "term-other" and match.start:
                new = self._another(terms, concept, source, chance)
            elif kind == "capitals" and match.entry.exact and " " in there:
                new = there.lower() if there.lower() != there and there != there.upper() else None
            if new:
                return text[: match.start] + new + text[match.end :]
        return None


def planted(
    one: Release, terms: Terms, counts: Counter[str], pool: list[str], chance: Random
) -> tuple[list[str], list[Fault]]:
    """The release with faults, those of the rarest kinds first."""
    target: list[str | None] = list(one.target)
    added: dict[int, str] = {}
    faults = []
    paired = [bead for bead in one.beads if len(bead[0]) == len(bead[1]) == 1]
    at = chance.randrange(APART)
    for (source,), (number,) in paired[at::APART]:
        text, theirs = one.target[number], one.source[source]
        if len(text.split()) < 5:
            continue
        order = sorted(RULES, key=lambda kind: (counts[kind], chance.random()))
        for kind in order:
            new: str | None = None
            if kind == "sentence-omitted":
                new, target[number] = text, None
            elif kind == "sentence-added":
                new = added[number] = chance.choice(pool)
            elif kind == "clause-added" and text.endswith("."):
                clause = chance.choice(pool).split(",")[0].rstrip('.!?”"')
                if 4 <= len(clause.split()) <= 20:
                    new = target[number] = f"{text[:-1]}, {clause[:1].lower()}{clause[1:]}."
            elif kind in TERMS:
                new = terms.planted(kind, text, theirs, one.language, chance)
                target[number] = new or text
            elif kind in KINDS:
                new = KINDS[kind](text, theirs, chance)
                target[number] = new or text
            if new is not None and (new != text or kind == "sentence-omitted"):
                counts[kind] += 1
                faults.append(Fault(kind, text, new, theirs))
                break
    out: list[str] = []
    for number, sentence in enumerate(target):
        out += [sentence] if sentence is not None else []
        out += [added[number]] if number in added else []
    return out, faults


def checked(desk: Desk, one: Release, target: list[str], folder: Path) -> Checked:
    original, translation = folder / f"original.{one.language}", folder / "release.en"
    original.write_text("\n".join(one.source) + "\n", encoding="utf-8")
    translation.write_text("\n".join(target) + "\n", encoding="utf-8")
    return desk.check(Job(str(original), str(translation)))


def judge(faults: list[Fault], findings: tuple[Finding, ...], before: tuple[Finding, ...]) -> None:
    known = {(f.rule, sentence) for f in before for sentence in _shown(f)}
    for fault in faults:
        mine = " ".join(fault.after.split())
        where = {mine} if fault.kind != "sentence-omitted" else set()
        where.add(" ".join(fault.source.split()))
        hits = [
            finding.severity
            for finding in findings
            if finds(finding.rule, fault.kind)
            and any(
                sentence in where and (finding.rule, sentence) not in known
                for sentence in _shown(finding)
            )
        ]
        fault.found = min(hits, key=lambda severity: severity.rank, default=None)


def _shown(finding: Finding) -> set[str]:
    """The sentences that a finding shows as what it is about."""
    about = {finding.at.sentence}
    if finding.rule in ("CVR001", "CVR002"):
        about |= {related.quote.sentence for related in finding.related}
    else:
        about |= {finding.target_sentence}
    return about


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suites", nargs="*", type=Path)
    parser.add_argument("--documents", type=int, default=20, help="of each suite at most")
    parser.add_argument("--rounds", type=int, default=3, help="faulty versions of a release")
    parser.add_argument("--missed", action="store_true", help="show the faults that were missed")
    parser.add_argument("--alarms", action="store_true", help="show what is told of clean ones")
    args = parser.parse_args()
    encoder = load_encoder()
    paths = tuple(sorted(glossaries_dir().glob("*.yaml")))
    settings = Settings(presegmented=True, force=True)
    office = Office(chooser(Config()), paths, settings, date(2026, 1, 1))
    desk = Desk(office, encoder, tokens_of(encoder))
    glossary(paths)
    every = list(releases(args.suites, args.documents))
    sentences = [s for one in every for s in one.target if len(s.split()) > 7]
    counts: dict[tuple[str, str], Counts] = defaultdict(Counts)
    alarms: dict[str, Counter[str]] = defaultdict(Counter)
    number_of_words: Counter[str] = Counter()
    planned: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in every:
            own = frozenset(one.target)
            clean = checked(desk, one, one.target, folder)
            group = one.name.split("/")[0] if "/" in one.name else "examples"
            number_of_words[group] += sum(len(words(text)) for text in one.target)
            for finding in clean.findings:
                alarms[group][f"{finding.rule} {finding.severity}"] += 1
                if args.alarms and finding.severity != Severity.NOTE:
                    print(f"{one.name} {finding.rule} {finding.message}\n    "
                          f"{finding.source_sentence}\n    {finding.target_sentence}")  # fmt: skip
            for turn in range(args.rounds):
                chance = Random(f"{one.name} {turn}")
                pool = [s for s in sentences if s not in own]
                target, faults = planted(one, Terms(desk), planned[one.language], pool, chance)
                judge(faults, checked(desk, one, target, folder).findings, clean.findings)
                for fault in faults:
                    row = counts[fault.kind, one.language]
                    row.planted += 1
                    row.told += fault.found is not None
                    warned = fault.found is not None and fault.found != Severity.NOTE
                    row.warned += warned
                    row.missed += [] if warned else [fault]
    report(counts, args.missed)
    for group, found in alarms.items():
        loud = sum(n for rule, n in found.items() if not rule.endswith("note"))
        share = 1000 / number_of_words[group]
        quiet = share * (found.total() - loud)
        print(f"\n{group}: {number_of_words[group]:,} words")
        print(f"in 1,000 of them {share * loud:.2f} errors and warnings, {quiet:.2f} notes")
        for rule, n in sorted(found.items()):
            print(f"    {rule:15} {n:4} {share * n:6.2f}")
    print(f"\n{len(every)} releases, {time.perf_counter() - began:.0f} s")


def report(counts: dict[tuple[str, str], Counts], missed: bool) -> None:
    print(f"{'kind':24} {'planted':>13} {'as error or warning':>22} {'at all':>15}")
    total = {language: Counts() for language in ("ru", "be")}
    for kind in (*RULES, ""):
        cells = []
        for language in ("ru", "be"):
            row = counts[kind, language] if kind else total[language]
            total[language].planted += row.planted if kind else 0
            total[language].warned += row.warned if kind else 0
            total[language].told += row.told if kind else 0
            share = 100 / max(1, row.planted)
            cells.append((row.planted, share * row.warned, share * row.told))
        (a, b, c), (d, e, f) = cells
        print(f"{kind or 'all':24} {a:6} {d:6} {b:10.1f} % {e:7.1f} % {c:8.1f} % {f:6.1f} %")
        for language in ("ru", "be") if missed and kind else ():
            for fault in counts[kind, language].missed:
                print(f"    {language} {fault.found or 'missed'}: {fault.after}\n        "
                      f"{fault.source}")  # fmt: skip


if __name__ == "__main__":
    main()
