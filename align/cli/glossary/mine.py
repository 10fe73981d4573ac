"""``align glossary mine``: candidate concepts from releases and their originals."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import guard, identities, print_text, write_atomically
from align.cli.progress import Progress
from align.errors import InputError, SverkaError, UsageError

if TYPE_CHECKING:
    from align.glossary.mining import Pair
    from align.types import Language

_ARCHIVES = (".jsonl", ".tmx")
# At 20,000 beads it takes 400 MB: what is more is mined in parts.
_MOST_BEADS = 200_000
# Characters of a document that tell its language.
_SAMPLE = 5_000


@click.command(short_help="Propose concepts from releases and their originals.")
@click.argument("files", nargs=-1, required=True)
@click.option("--lang", "language", type=click.Choice(["ru", "be"]), help="Language of originals.")
@click.option(
    "--min-support", "least", type=click.IntRange(min=2), default=3, show_default=True,
    metavar="N", help="Pairs of sentences in which a term must stand.",
)  # fmt: skip
@click.option("--most", type=click.IntRange(min=1), metavar="N", help="No more than N concepts.")
@with_glossary
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.pass_context
def mine(
    ctx: click.Context, files: tuple[str, ...], language: "Language | None", least: int,
    most: int | None, given: tuple[str, ...], output: Path | None,
) -> None:  # fmt: skip
    """Propose concepts for the glossary: terms of originals, and what releases render them with.

    FILES are what align pair -f jsonl (or tmx) has written, files or folders of them; or lists of
    documents as align pair --batch takes them (.tsv); or ORIGINAL RELEASE, two documents. Lists and
    documents are paired first.

    The proposals are a glossary file, the likeliest first, each with its use, its renderings and an
    example in comments; a person keeps or deletes them. Terms of the glossary are left out.
    """
    from align.cli.batch import read_batch
    from align.encode.lexicon import load
    from align.glossary.mining import mine as propose
    from align.glossary.mining.draft import draft

    paths = glossary_paths(given)
    archives, lists, documents = _sorted_out(files)
    rows = [row[:2] for name in lists for row in read_batch(name)] + documents
    if output:
        read = [*files, *map(str, (*archives, *paths)), *(name for row in rows for name in row)]
        guard(output, identities(read))
    pairs = [pair for path in archives for pair in _archived(path, language)]
    failed = _pair_all(rows, language, pairs, strict=bool(documents))
    if len(pairs) > _MOST_BEADS:
        raise UsageError(f"There are more than {_MOST_BEADS:,} beads. Mine a part at a time.")
    language, pairs = _of_one_language(pairs, language)
    if not pairs:
        raise UsageError(f"{files[0]}: there is no sure pair of sentences to mine.")
    is_known, taken = _known(paths, language)
    proposals = propose(
        pairs, language, dictionary=load().renderings, is_known=is_known, least=least, most=most
    )
    text = draft(proposals, len({pair.document for pair in pairs}), taken)
    if output:
        write_atomically(output, text)
    else:
        print_text(text)
    ctx.exit(2 if failed else 0)


def _sorted_out(
    files: tuple[str, ...],
) -> tuple[list[Path], list[str], list[tuple[str, str]]]:
    """What the arguments are: files of beads, lists of documents, two documents."""
    archives: list[Path] = []
    lists: list[str] = []
    others: list[str] = []
    for name in files:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in _ARCHIVES)
            if not inside:
                raise UsageError(
                    f"{name}: there is no .jsonl or .tmx in this folder. Write them with align pair"
                    " --batch FILE --out-dir FOLDER -f jsonl."
                )
            archives += inside
        elif path.suffix.lower() in _ARCHIVES:
            archives.append(path)
        elif path.suffix.lower() == ".tsv":
            lists.append(name)
        else:
            others.append(name)
    if others and (len(others) != 2 or archives or lists):
        raise UsageError(
            f"{others[0]}: documents are mined two at a time: align glossary mine ORIGINAL RELEASE."
            " For more of them give a list (.tsv), or what align pair -f jsonl wrote."
        )
    return archives, lists, [(others[0], others[1])] if others else []


def _archived(path: Path, language: "Language | None") -> "Iterator[Pair]":
    from align.glossary.mining.beads import from_jsonl, from_tmx

    return from_tmx(path, language) if path.suffix.lower() == ".tmx" else from_jsonl(path)


def _pair_all(
    rows: list[tuple[str, str]], language: "Language | None", pairs: "list[Pair]", *, strict: bool
) -> int:
    """Pair documents and add their beads; how many of a list could not be paired."""
    if not rows:
        return 0
    from align.cli.pair import cached
    from align.config import load_config
    from align.encode import load_encoder
    from align.glossary.mining.beads import from_alignment
    from align.pipeline import Settings, pair

    config = load_config(Path.cwd())
    settings = Settings(source_lang=language, abbreviations=dict(config.abbreviations))
    failed = 0
    with cached(load_encoder(config.encoder), config.cache) as encoder:
        for number, (original, release) in enumerate(rows, 1):
            try:
                with Progress(f"{number} of {len(rows)}") as progress:
                    alignment, warnings = pair(
                        original, release, encoder, settings, progress=progress
                    )
            except SverkaError as error:
                if strict:
                    raise
                failed, warnings = failed + 1, ()
                click.echo(f"align: {error}", err=True)
            else:
                pairs += from_alignment(alignment, f"{original} {release}")
            for warning in warnings:
                click.echo(f"align: warning: {warning}", err=True)
    return failed


def _of_one_language(
    pairs: "list[Pair]", language: "Language | None"
) -> "tuple[Language, list[Pair]]":
    """The language of the originals, and the beads of the documents that are in it."""
    from align.langid import identify

    samples: dict[str, str] = {}
    for pair in pairs:
        before = samples.get(pair.document, "")
        if len(before) < _SAMPLE:
            samples[pair.document] = f"{before} {pair.source}"[:_SAMPLE]
    told = {name: identify(sample).language for name, sample in samples.items()}
    found = {one for one in told.values() if one in ("ru", "be")}
    if language is None and len(found) > 1:
        raise UsageError(
            "The originals are in Russian and in Belarusian. Name one with --lang ru or --lang be."
        )
    if language is None and not found:
        name = next(iter(samples), "")
        raise InputError(
            name, "no original in Russian or Belarusian is found.", "Name its language with --lang."
        )
    chosen = language or found.pop()
    # Where the language cannot be told, the word of the user counts.
    return chosen, [pair for pair in pairs if told[pair.document] in (chosen, None)]


def _known(paths: list[Path], language: "Language") -> "tuple[Callable[[str], bool], set[str]]":
    """Whether the glossary has a term, and the ids that it has given away."""
    from align.glossary.compiled import table
    from align.glossary.matching import Matcher
    from align.types import LANGUAGES

    tables = {one: table(paths, one) for one in LANGUAGES}
    matcher = Matcher(tables[language])

    def is_known(term: str) -> bool:
        return any(
            (match.start, match.end) == (0, len(term)) for match in matcher.find(term, nested=True)
        )

    return is_known, {entry.concept for one in tables.values() for entry in one.entries}
