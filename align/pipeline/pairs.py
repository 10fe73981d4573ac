"""The pairs that the configuration names, as they are on the disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from align.config import Config, PairPattern
from align.config.patterns import Pattern, one_form
from align.errors import UsageError
from align.pipeline.walk import Problem, problem, shown, walk

_NAMED = 3  # Files that one sentence names.


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A release and its original, as seen from where the program runs.

    `source_lang` is None where the configuration does not say it.
    """

    release: str
    original: str
    source_lang: str | None = None


@dataclass(frozen=True, slots=True)
class Pairs:
    """What was found.

    Parameters
    ----------
    pairs
        Sorted by the release, each once.
    warnings
        Originals without a release, releases without an original and the like, a sentence each.
    problems
        Files that a pattern finds and that cannot be used: a check that passed them over would
        pass for nothing.
    """

    pairs: tuple[Pair, ...]
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Side:
    """The files that one pattern finds.

    Parameters
    ----------
    name
        What they are: ``original`` or ``release``.
    pattern
        What finds them.
    root
        The folder that it is seen from.
    files
        Path on the disk, by its one spelling.
    keys
        The files by what the pattern's words stand for.
    """

    name: str
    pattern: Pattern
    root: Path
    files: dict[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    def add(self, path: str) -> None:
        """Keep a file, if what stands for the same word is the same."""
        words = self.pattern.match(path)
        if words is not None:
            self.files[one_form(path)] = path
            key = tuple(words[word] for word in sorted(words))
            self.keys.setdefault(key, []).append(path)

    def counterpart(self, path: str, other: "_Side") -> str | None:
        """What the other pattern finds with the words of a file; None where it may be several."""
        if not other.pattern.plain:
            return None
        return other.pattern.fill(self.pattern.match(path) or {})

    def lone(self, path: str, other: "_Side") -> str:
        """A sentence about a file that is in no pair."""
        there = self.counterpart(path, other)
        missing = other.pattern.text if there is None else shown(self.root / there)
        return (
            f"{shown(self.root / path)}: this {self.name} has no {other.name}:"
            f" {missing} is not there."
        )


def find_pairs(config: Config) -> Pairs:
    """Every pair that the settings of a folder name.

    Raises
    ------
    UsageError
        They name none.
    """
    if not config.pairs:
        raise UsageError(
            "No pairs are named. Give ORIGINAL and TRANSLATION, or name the pairs in align.toml:"
            " align init writes one."
        )
    told: list[str] = []
    problems: list[Problem] = []
    found: dict[tuple[str, str], tuple[Pair, PairPattern]] = {}
    for entry, sides in _collected(config, problems):
        for original, release in _paired(entry, sides, config, told, problems):
            pair = Pair(release, original, entry.source_lang)
            _, before = found.setdefault((release, original), (pair, entry))
            if before is not entry:
                told.append(
                    f"{release}: the pair with {original} is found by two patterns, at"
                    f" {_place(before)} and {_place(entry)}; it is checked once."
                )
    told += _doubled(list(found.values()))
    return Pairs(
        tuple(sorted(pair for pair, _ in found.values())),
        tuple(dict.fromkeys(told)),
        tuple(sorted(set(problems))),
    )


def _collected(
    config: Config, problems: list[Problem]
) -> Iterator[tuple[PairPattern, tuple[_Side, _Side]]]:
    """Every entry with the files that its patterns find."""
    for root in dict.fromkeys(entry.root for entry in config.pairs):
        entries = [entry for entry in config.pairs if entry.root == root]
        made = [
            _Side(name, pattern, root)
            for entry in entries
            for name, pattern in (("original", entry.original), ("release", entry.release))
        ]
        patterns = [side.pattern for side in made]
        skipped = partial(_excluded, config)
        for path, numbers in walk(root, patterns, problems, skipped):
            for number in numbers:
                made[number].add(path)
        for number, entry in enumerate(entries):
            yield entry, (made[2 * number], made[2 * number + 1])


def _excluded(config: Config, path: Path) -> bool:
    # No link to a folder was followed on the way to it.
    return any(one.covers(path, links=False) for one in config.exclude)


def _paired(
    entry: PairPattern,
    sides: tuple[_Side, _Side],
    config: Config,
    told: list[str],
    problems: list[Problem],
) -> Iterator[tuple[str, str]]:
    """Originals and releases of one entry, as they are shown; what is left over is told."""
    used: set[str] = set()
    root = entry.root
    for pair in _joined(entry, sides, used, problems):
        if not any(_excluded(config, root / name) for name in pair):
            original, release = (shown(root / name) for name in pair)
            yield original, release
    for side, other in (sides, sides[::-1]):
        # What is the release of one file may look like an original too: "a.html", "a.en.html".
        lone = sorted({*side.files.values()} - used)
        lonely = [(n, side.lone(n, other)) for n in lone if not _excluded(config, root / n)]
        if _literal(entry):
            # Who names two files means that both are there.
            problems += [Problem(shown(root / n), text) for n, text in lonely]
        else:
            told += [text for _, text in lonely]
    if not any(side.files for side in sides):
        told.append(
            f"{_place(entry)}: the patterns “{entry.original.text}” and “{entry.release.text}”"
            " find no file. Check how they are written."
        )


def _literal(entry: PairPattern) -> bool:
    """Whether an entry names two files, and is no pattern for many."""
    return not set("{*").intersection(entry.original.text + entry.release.text)


def _joined(
    entry: PairPattern, sides: tuple[_Side, _Side], used: set[str], problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """Originals and releases whose words stand for the same text; `used` takes up both."""
    originals, releases = sides
    for key, first in sorted(originals.keys.items()):
        second = releases.keys.get(key, [])
        if second and len(first) == len(second) == 1:
            used.update((*first, *second))
            yield first[0], second[0]
        elif second:
            used.update((*first, *second))
            names = [shown(entry.root / name) for name in (*first, *second)]
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            text = (
                f"the pattern at {_place(entry)} does not say what goes with what among"
                f" {', '.join(names[:_NAMED])}{more}. Write a word such as {{id}} for what is the"
                " same in both names of a pair."
            )
            problems.append(problem(entry.root / second[0], text))
    # A name may be read in several ways, and one side may have been read otherwise than the other.
    for side, other in (sides, sides[::-1]):
        for path in side.files.values():
            there = other.files.get(side.counterpart(path, other) or "")
            if path not in used and there is not None and there not in used:
                used.update((path, there))
                yield (path, there) if side is originals else (there, path)


def _doubled(found: Sequence[tuple[Pair, PairPattern]]) -> Iterator[str]:
    """Warnings about files that are in several pairs."""
    releases: dict[str, list[tuple[Pair, PairPattern]]] = {}
    originals: dict[str, list[tuple[Pair, PairPattern]]] = {}
    for pair, entry in found:
        releases.setdefault(pair.release, []).append((pair, entry))
        originals.setdefault(pair.original, []).append((pair, entry))
    for name in sorted({*releases} & {*originals}):
        yield (
            f"{name}: this is the release of {releases[name][0][0].original} and the original of"
            f" {originals[name][0][0].release}. Write the patterns so that they part the two."
        )
    for name, several in sorted(releases.items()):
        # A release may well have a Russian and a Belarusian original.
        languages = [pair.source_lang for pair, _ in several]
        if len({*languages} - {None}) < len(languages):
            yield from _twice(name, "release", [(p.original, e) for p, e in several])
    for name, several in sorted(originals.items()):
        yield from _twice(name, "original", [(p.release, e) for p, e in several])


def _twice(name: str, kind: str, others: list[tuple[str, PairPattern]]) -> Iterator[str]:
    if len(others) > 1:
        (one, first), (two, second) = others[:2]
        advice = " Say source-lang at both if it has two." if kind == "release" else ""
        yield (
            f"{name}: this is the {kind} of {one} by the pattern at {_place(first)}, and of {two}"
            f" by that at {_place(second)}.{advice}"
        )


def _place(entry: PairPattern) -> str:
    line = f":{entry.place.line}" if entry.place.line else ""
    return f"{shown(entry.place.path)}{line}"
