"""``align glossary mine``: candidate concepts from releases and their originals."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.glossary.tables import told
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
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
    help="Write a new glossary file. Default: the terminal.",
)  # fmt: skip
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
    rows = list(dict.fromkeys([row[:2] for name in lists for row in read_batch(name)] + documents))
    if output:
        _refuse_output(output, [*archives, *lists, *paths, *(name for row in rows for name in row)])
    pairs = list(islice(_archived(archives, language), _MOST_BEADS + 1))
    failed = _pair_all(rows, language, pairs, strict=bool(documents))
    if len(pairs) > _MOST_BEADS:
        raise UsageError(f"There are more than {_MOST_BEADS:,} beads. Mine a part at a time.")
    if not pairs:
        raise InputError(files[0], "there is no sure pair of sentences to mine.", "Check the file.")
    language, pairs = _of_one_language(pairs, language)
    is_known, taken = _known(paths, language)
    proposals = propose(
        pairs, language, dictionary=load().renderings, is_known=is_known, least=least, most=most
    )
    documents_read = len({pair.document for pair in pairs})
    text = draft(proposals, documents_read, taken)
    read = f"{told(len(pairs), 'pair')} of sentences in {told(documents_read, 'document')}"
    if not proposals:
        what = f"in {read} no new term with a rendering stands {least} times."
        click.echo(f"align: note: {what} Nothing is proposed.", err=True)
    if output:
        write_atomically(output, text)
        print_text(f"{output}: {told(len(proposals), 'concept')} proposed from {read}.\n")
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
        elif name != "-" and not path.exists():
            raise InputError(name, "there is no such file or folder.", "Check the name.")
        else:
            others.append(name)
    if others and (len(others) != 2 or archives or lists):
        raise UsageError(
            f"{others[0]}: documents are mined two at a time: align glossary mine ORIGINAL RELEASE."
            " For more of them give a list (.tsv), or what align pair -f jsonl wrote."
        )
    once = {path.resolve(): path for path in reversed(archives)}  # Beads are counted once.
    archives = [path for path in dict.fromkeys(archives) if once[path.resolve()] == path]
    return archives, list(dict.fromkeys(lists)), [(others[0], others[1])] if others else []


def _refuse_output(output: Path, read: Iterable[Path | str]) -> None:
    """Refuse what would overwrite an input, or the decisions made in an earlier draft."""
    guard(output, identities(map(str, read)))
    if output.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(f"{output}: a glossary is a YAML file. Name it {output.stem}.yaml.")
    if output.exists():
        raise UsageError(
            f"{output}: the file is there already. Choose another name, or delete it first."
        )


def _archived(archives: Iterable[Path], language: "Language | None") -> "Iterator[Pair]":
    from align.glossary.mining.beads import from_jsonl, from_tmx

    for path in archives:
        is_tmx = path.suffix.lower() == ".tmx"
        yield from from_tmx(path, language) if is_tmx else from_jsonl(path)


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
    if failed:
        click.echo(f"align: {failed} of {len(rows)} pairs could not be made.", err=True)
    return failed


def _of_one_language(
    pairs: "list[Pair]", language: "Language | None"
) -> "tuple[Language, list[Pair]]":
    """The language of the originals, and the beads of the documents that are in it."""
    from align.langid import identify
    from align.types import LANGUAGE_NAMES

    samples: dict[str, str] = {}
    for pair in pairs:
        before = samples.get(pair.document, "")
        if len(before) < _SAMPLE:
            samples[pair.document] = f"{before} {pair.source}"[:_SAMPLE]
    tags = {name: identify(sample).language for name, sample in samples.items()}
    found = {one for one in tags.values() if one in ("ru", "be")}
    if language is None and len(found) > 1:
        raise UsageError(
            "The originals are in Russian and in Belarusian. Name one with --lang ru or --lang be."
        )
    name = next(iter(samples))
    if language is None and not found:
        raise InputError(
            name, "no original in Russian or Belarusian is found.", "Name its language with --lang."
        )
    chosen = language or found.pop()
    # Where the language cannot be told, the word of the user counts.
    kept = [pair for pair in pairs if tags[pair.document] in (chosen, None)]
    if not kept:
        problem = f"no original in {LANGUAGE_NAMES[chosen]} is found."
        raise InputError(name, problem, "Leave out --lang, or check the file.")
    return chosen, kept


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
