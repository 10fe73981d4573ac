"""``align score``: how good a translation is; which of two translations is better."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.glossary.options import with_glossary
from align.cli.output import guard, identities, print_text, terminal, write_atomically
from align.errors import UsageError

if TYPE_CHECKING:
    from align.scores import ScoreReport

# As `align.report.score.NAMES`, which a test compares: the help is shown without importing them.
FORMATS = ("text", "json", "jsonl", "markdown", "html", "junit")
_READING = (
    click.option("--source-lang", type=click.Choice(["ru", "be"]),
                 help="Language of the originals."),
    click.option("--target-lang", type=click.Choice(["en"]), help="Language of the releases."),
    click.option("--pre-segmented", is_flag=True,
                 help="One sentence a line; blank lines end paragraphs."),
    click.option("--encoder", metavar="NAME", help="Encoder, as for align pair."),
    click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251."),
    click.option("--abbreviations", multiple=True, metavar="LANG=FILE",
                 help="More abbreviations, such as ru=mine.toml."),
    click.option("--no-cache", is_flag=True, help="Neither read nor keep results of earlier runs."),
    click.option("--force", is_flag=True, help="Score documents that seem to be no translations."),
)  # fmt: skip


def _reading(command: Any) -> Any:
    for option in reversed(_READING):
        command = option(command)
    return command


class _Score(click.Command):
    """A command with one more beneath it, whose name stands where a document could."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        if args and args[0] == "compare":
            return compare.make_context(f"{info_name} compare", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(cls=_Score, short_help="Say how good a translation is, and why.")
@click.argument("original", required=False)
@click.argument("translation", required=False)
@with_glossary
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Score the sentence pairs of a table (source, tab, translation) as they stand.",
)
@click.option(
    "--reference",
    metavar="FILE",
    help="Another English rendering, to compare with by BLEU, chrF++ and TER.",
)
@click.option("--explain", is_flag=True, help="Say of every bead what its score is made of.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the output's ending, else text.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.option(
    "--min-score",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="Exit with 1 where a release has less; default: min-score of align.toml.",
)
@click.option(
    "--judge-by",
    type=click.Choice(["low", "score"]),
    help="Hold the low end of the interval, or the score itself, against it.",
)
@click.option(
    "--changed-since", metavar="REV", help="Only pairs that changed since this revision of git."
)
@_reading
@click.pass_context
def score(ctx: click.Context, /, **options: Any) -> None:
    """Say how good TRANSLATION is as a rendering of ORIGINAL, from 0 to 100, and why.

    The two are paired and checked first; then the words of each sentence are held against those of
    its rendering. Without arguments every pair that align.toml names is scored, and their trend
    shown.

    \b
        align score ORIGINAL TRANSLATION           the score, its interval, the worst sentences
        align score ORIGINAL TRANSLATION -o x.html a page to read and print
        align score --pairs FILE --format jsonl    sentence pairs: {"adequacy": ...} a line
        align score compare ORIGINAL FIRST SECOND  which of two translations is better

    Exit code 0: scored, 1: less than --min-score, 2: could not be done.
    """  # fmt: skip
    _refuse(options)
    if options["pairs"]:
        from align.cli.score_pairs import score_pairs

        score_pairs(options)
        return
    from align.cli.scoring import asked, files_of, score_all

    order, jobs, broken = asked(options)
    if options["output"]:
        guard(options["output"], identities(files_of(order, jobs, options["reference"])))
    report = score_all(order, jobs, broken, options)
    _write(report, options)
    from align.report.score.words import exit_code

    ctx.exit(exit_code(report))


def _refuse(options: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    named = options["original"] or options["translation"]
    if options["pairs"] and (named or options["reference"] or options["explain"]):
        raise UsageError("--pairs scores a table: give no documents, --reference or --explain.")
    if options["pairs"] and options["form"] not in (None, "text", "json", "jsonl"):
        raise UsageError("--pairs writes text, json or jsonl.")
    if bool(options["original"]) != bool(options["translation"]):
        raise UsageError(
            "Give two documents, or none for the pairs of align.toml: "
            "align score ORIGINAL TRANSLATION"
        )
    if options["reference"] and not named:
        raise UsageError("--reference goes with two documents.")
    if options["changed_since"] and (named or options["pairs"]):
        raise UsageError("--changed-since is for the pairs of align.toml: give no documents.")
    if options["explain"] and options["form"] not in (None, "text"):
        raise UsageError("--explain is text; json and html have all of it.")


def _write(report: "ScoreReport", options: dict[str, Any]) -> None:
    from align.report.score import explain, for_suffix, renderer

    output: Path | None = options["output"]
    form = options["form"] or (for_suffix(output) if output and not options["explain"] else "text")
    for one in report.releases:
        for warning in one.warnings:
            click.echo(f"align: warning: {warning}", err=True)
        if one.problem:
            click.echo(f"align: {one.problem}", err=True)
    width, color = (80, False) if output else terminal()
    if options["explain"]:
        text = "\n".join(explain(one, width=width, color=color) for one in report.releases)
    elif form == "text":
        text = renderer(form)(report, width=width, color=color)
    else:
        text = renderer(form)(report)
    if output is None:
        print_text(text)
        return
    write_atomically(output, text)
    print_text(renderer("text")(report, width=width, color=False, brief=True))


@click.command()
@click.argument("original")
@click.argument("first")
@click.argument("second")
@with_glossary
@click.option("--reference", metavar="FILE", help="A rendering to compare both with.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@_reading
def compare(**options: Any) -> None:
    """Say which of two translations of ORIGINAL is better, FIRST or SECOND, and how sure that is.

    The two are compared on the same sentences of the original by paired bootstrap (Koehn 2004).
    """
    from align.cli.scoring import compare_two, files_of
    from align.report.score import comparison

    order, result = compare_two(options)
    output: Path | None = options["output"]
    width, color = (80, False) if output else terminal()
    text = comparison(result, options["form"], width=width, color=color)
    for warning in result.warnings:
        click.echo(f"align: warning: {warning}", err=True)
    if output is None:
        print_text(text)
        return
    names = [options[name] for name in ("original", "first", "second")]
    guard(output, identities([*names, *files_of(order, [], options["reference"])]))
    write_atomically(output, text)
