"""``align bench``: how well documents are paired, judged by pairings made by hand."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.output import print_text
from align.cli.progress import Progress
from align.errors import InputError, SverkaError, UsageError

if TYPE_CHECKING:
    from align.beads.evaluate import Counts, Pair
    from align.encode import Encoder
    from align.types import Alignment, Bead, Language, SegmentedText

FORMATS = ("table", "json")
_ENDINGS: "tuple[Language, Language]" = ("ru", "be")


@dataclass(frozen=True, slots=True)
class Case:
    """A document and how a reader paired it."""

    suite: str
    name: str
    source: "SegmentedText"
    target: "SegmentedText"
    gold: "tuple[Pair, ...]"

    @property
    def sentences(self) -> int:
        """Of both sides."""
        return len(self.source.sentences) + len(self.target.sentences)


@dataclass(frozen=True, slots=True)
class Judged:
    """A document as it came out with one encoder.

    Parameters
    ----------
    case
        The document.
    counts
        How it compares with the gold.
    wrong
        The beads that are in it and not in the gold.
    signature
        Of the alignment.
    seconds
        Encoding and pairing.
    """

    case: Case
    counts: "Counts"
    wrong: "tuple[Bead, ...]"
    signature: str
    seconds: float


@click.command(short_help="Judge the pairing by documents that a reader paired.")
@click.argument("folder", metavar="GOLD_DIR", type=click.Path(path_type=Path))
@click.option(
    "--encoder",
    "names",
    multiple=True,
    metavar="NAME",
    help="A bundled model, a folder or hf:OWNER/NAME; several to compare them.",
)
@click.option("--source-lang", type=click.Choice(_ENDINGS), help="Judge these originals alone.")
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="table")
@click.option(
    "--worst",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Show the N surest of the wrong beads as well.",
)
@click.option("--no-cache", is_flag=True, help="Neither read nor keep vectors of earlier runs.")
@click.pass_context
def bench(
    ctx: click.Context,
    /,
    folder: Path,
    names: tuple[str, ...],
    source_lang: "Language | None",
    form: str,
    worst: int,
    no_cache: bool,
) -> None:
    """Pair the documents of GOLD_DIR and compare with how a reader paired them.

    \b
    GOLD_DIR holds for every document, a sentence a line as for align pair --pre-segmented,
        NAME.ru or NAME.be   the original
        NAME.en              the release
        NAME.gold            what renders what, a bead a line, sentences counted from 0:
                             [0]:[0]     one renders one
                             [1, 2]:[1]  one renders two
                             [3]:[]      left out of the release
                             []:[2]      added in the release
    or folders that hold such files, a suite each.

    Where NAME.ru and NAME.be are both there, the folder's name decides if it ends in -ru or -be;
    else say --source-lang.

    A document that cannot be judged is told and left out of all figures; the exit code is then 2.
    Compare seconds with --no-cache only.
    """
    from align.cli.bench_report import as_json, as_table, make_report
    from align.config import load_config
    from align.encode import load_encoder

    config = load_config(Path.cwd())
    found = _find(folder, source_lang)
    asked: tuple[str | None, ...] = tuple(dict.fromkeys(names)) or (config.encoder,)
    # All before the first document: a mistake in the last name is told before minutes of work.
    encoders = [load_encoder(name) for name in asked]
    told: list[str] = []
    cases = list(_read(found, told.append))
    results = []
    for name, encoder in zip(asked, encoders, strict=True):
        label = name or encoder.name
        judged = _judge(cases, encoder, config.cache and not no_cache, told.append)
        results.append((label, encoder.digest, judged))
    if any(judged for _, _, judged in results):
        report = make_report(folder, results, worst, told)
        print_text(as_json(report) if form == "json" else as_table(report))
    if told:
        _say("what could not be judged is in no figure.")
        ctx.exit(2)


def _say(message: str) -> None:
    from align.formats.visible import visible

    click.echo(f"align: {visible(' '.join(message.split()))}", err=True)


@dataclass(frozen=True, slots=True)
class _Files:
    """What belongs to a document: its gold and its original, in one or both languages."""

    suite: str
    gold: Path
    originals: "tuple[tuple[Language, Path], ...]"


def _find(folder: Path, language: "Language | None") -> list[_Files]:
    """The documents of a folder, or of the folders in it.

    Raises
    ------
    UsageError
        There is nothing to judge.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: there is no such folder. Name one that holds gold files.")
    found = _suite(folder, language)
    if not found:
        for inner in sorted(folder.iterdir()):
            if inner.is_dir() and not inner.name.startswith("."):
                found += _suite(inner, language)
    if not found:
        original = f"NAME.{language}" if language else "NAME.ru or NAME.be"
        raise UsageError(
            f"{folder}: there are no documents here to judge by. "
            f"Name them {original}, NAME.en and NAME.gold."
        )
    return found


def _suite(folder: Path, language: "Language | None") -> list[_Files]:
    """The documents of one folder; none where none has an original in `language`."""
    suite = folder.name if folder.name not in ("", "..") else folder.resolve().name
    named: Language | None = next((e for e in _ENDINGS if suite.endswith(f"-{e}")), None)
    found = []
    for gold in sorted(folder.glob("*.gold")):
        originals = {e: p for e in _ENDINGS if (p := gold.with_suffix(f".{e}")).is_file()}
        if language or named in originals:
            originals = {e: p for e, p in originals.items() if e == (language or named)}
        if not gold.name.startswith("."):
            found.append(_Files(suite, gold, tuple(originals.items())))
    return found if language is None or any(files.originals for files in found) else []


def _read(found: list[_Files], tell: Callable[[str], None]) -> Iterator[Case]:
    """The documents that can be judged; of the others, what is wrong."""
    from align.beads.evaluate import read_gold
    from align.pipeline import Settings, prepare

    for files in found:
        try:
            language, original = _original(files)
            settings = Settings(
                source_lang=language, target_lang="en", presegmented=True, force=True
            )
            release = str(files.gold.with_suffix(".en"))
            source, target, warnings = prepare(str(original), release, settings)
            gold = read_gold(files.gold, (len(source.sentences), len(target.sentences)))
        except (SverkaError, OSError) as error:
            _say(str(error))
            tell(str(error))
            continue
        for warning in warnings:
            _say(f"warning: {warning}")
        yield Case(files.suite, files.gold.stem, source, target, gold)


def _original(files: _Files) -> "tuple[Language, Path]":
    name = files.gold.stem
    if not files.originals:
        raise InputError(
            str(files.gold), "its original is not beside it.",
            f"Name that {name}.ru or {name}.be.",
        )  # fmt: skip
    if len(files.originals) > 1:
        raise InputError(
            str(files.gold), f"{name}.ru and {name}.be are both beside it.",
            "Say which is meant with --source-lang ru or --source-lang be.",
        )  # fmt: skip
    return files.originals[0]


def _judge(
    cases: list[Case], encoder: "Encoder", cache: bool, tell: Callable[[str], None]
) -> list[Judged]:
    """Pair every document with the vectors of `encoder`, and compare."""
    from align.cli.pair import cached
    from align.pipeline import Settings, pair_prepared

    judged = []
    total, before = sum(case.sentences for case in cases), 0
    with cached(encoder, cache) as ready, Progress(f"Pairing with {encoder.name}") as progress:
        for case in cases:

            def advance(done: int, _: int, start: int = before) -> None:
                progress(start + done, total)

            settings = Settings(
                source_lang=case.source.language, target_lang="en", presegmented=True, force=True
            )
            began = time.perf_counter()
            try:
                alignment = pair_prepared(case.source, case.target, ready, settings, advance)
            except (SverkaError, OSError) as error:
                problem = f"{case.suite}/{case.name} with {encoder.name}: {error}"
                _say(problem)
                tell(problem)
            else:
                judged.append(_compare(case, alignment, time.perf_counter() - began))
            before += case.sentences
    return judged


def _compare(case: Case, alignment: "Alignment", seconds: float) -> Judged:
    from align.beads.evaluate import judge

    # As align pair -f jsonl writes them, so that its output gives the same figures.
    beads = [replace(b, probability=round(b.probability, 4)) for b in alignment.beads]
    gold = set(case.gold)
    wrong = tuple(bead for bead in beads if (bead.source, bead.target) not in gold)
    return Judged(case, judge(beads, case.gold), wrong, alignment.signature, seconds)
