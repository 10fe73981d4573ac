"""``align check``: what an editor should look at before releases go out."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from align.cli.glossary.options import with_glossary
from align.cli.output import guard, identities, print_text, terminal, write_atomically
from align.errors import UsageError

if TYPE_CHECKING:
    from align.cli.checking import Order
    from align.findings import Checked, Report
    from align.pipeline.checking import Job

_LEVELS = ("error", "warning", "note", "never")
# As `align.report.NAMES`, which a test compares: the help is shown without importing them.
FORMATS = (
    "text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown", "html",
)  # fmt: skip


@click.command(short_help="Check releases against their originals.")
@click.argument("original", required=False)
@click.argument("translation", required=False)
@with_glossary
@click.option("-f", "--format", "form", type=click.Choice(FORMATS),
              help="Default: by the output's ending, else text.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
@click.option("--fail-on", type=click.Choice(_LEVELS),
              help="Exit with 1 where there is a finding at or above this level; default: error.",
              )  # fmt: skip
@click.option("--select", metavar="RULES", help="Only these, such as TRM,FCT001 or ALL.")
@click.option("--ignore", metavar="RULES", help="All but these.")
@click.option("--fix", is_flag=True, help="Mend what needs no person, then tell what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what a person should"
              " look at.")  # fmt: skip
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option("--changed-since", metavar="REV",
              help="Only pairs that changed since this revision of git.")  # fmt: skip
@click.option("--watch", is_flag=True, help="Check again whenever a file changes; end with Ctrl-C.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Pairs checked at a time.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule as well.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE",
              help="Findings that are known and not told; see align baseline.")  # fmt: skip
@click.option("--source-lang", type=click.Choice(["ru", "be"]), help="Language of the originals.")
@click.option("--target-lang", type=click.Choice(["en"]), help="Language of the releases.")
@click.option("--pre-segmented", is_flag=True,
              help="One sentence a line; blank lines end paragraphs.")  # fmt: skip
@click.option("--encoder", metavar="NAME", help="Encoder, as for align pair.")
@click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251.")
@click.option("--abbreviations", multiple=True, metavar="LANG=FILE",
              help="More abbreviations, such as ru=mine.toml.")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Neither read nor keep results of earlier runs.")
@click.option("--force", is_flag=True, help="Check documents that seem to be no translations.")
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """Say what an editor should look at in TRANSLATION, given its ORIGINAL.

    The two are paired first; then terms, numbers, dates, names, quotations, omissions and the
    English text itself are looked at. Without arguments every pair that align.toml names is
    checked. align rules lists what is looked at.

    Exit code 0: nothing at or above --fail-on, 1: something, 2: could not be done.
    """
    from align.cli.checking import jobs_of, order_of

    _refuse(options)
    if options["watch"]:
        _watch(options)
    order = order_of(options)
    jobs, broken = jobs_of(
        order, options["original"], options["translation"], options["changed_since"]
    )
    if options["output"]:
        read = [name for job in jobs for name in (job.original, job.release)]
        guard(options["output"], identities([*read, *map(str, order.files)]))
    ctx.exit(_once(order, jobs, broken, options))


def _watch(options: dict[str, Any]) -> NoReturn:
    """Check, and again whenever a file changes, until the user ends it."""
    from align.cli.checking import jobs_of, order_of, wait, watched
    from align.pipeline.watch import stamps

    while True:
        order = order_of(options)
        jobs, broken = jobs_of(
            order, options["original"], options["translation"], options["changed_since"]
        )
        before = stamps(watched(order, jobs))
        click.clear()
        _once(order, jobs, broken, options)
        click.echo("Waiting for a change; Ctrl-C ends it.", err=True)
        wait(order, jobs, before)


def _refuse(options: dict[str, Any]) -> None:
    """Refuse options that do not go together."""
    if bool(options["original"]) != bool(options["translation"]):
        raise UsageError(
            "Give two documents, or none for the pairs of align.toml: align check ORIGINAL RELEASE"
        )
    if options["fix"] and options["diff"]:
        raise UsageError("--fix writes and --diff does not: give one of the two.")
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise UsageError("--unsafe-fixes goes with --fix or --diff.")
    if "-" in (options["original"], options["translation"]) and options["fix"]:
        raise UsageError("--fix changes files, and standard input is none.")
    if options["original"] and options["changed_since"]:
        raise UsageError("--changed-since is for the pairs of align.toml: give no documents.")
    if options["watch"] and (options["fix"] or options["diff"] or options["output"]):
        raise UsageError("--watch shows findings: it does not go with --fix, --diff and -o.")


def _once(
    order: "Order", jobs: "list[Job]", broken: "list[Checked]", options: dict[str, Any]
) -> int:
    """Check all pairs, tell what was found, and give the exit code."""
    from align.cli.checking import check_all, report_of
    from align.report.tally import exit_code

    checked = [*check_all(order, jobs), *broken]
    if options["diff"]:
        from align.cli.mending import differences

        shown = differences(checked, order.settings, options["unsafe_fixes"])
        print_text(shown)
        return max(2 * any(one.problem for one in checked), int(bool(shown)))
    if options["fix"]:
        from align.cli.mending import mend

        mended = mend(checked, order.settings, options["unsafe_fixes"])
        again = [n for n, job in enumerate(jobs) if job.release in mended]
        for n, one in zip(again, check_all(order, [jobs[n] for n in again]), strict=True):
            checked[n] = one
        for path, count in mended.items():
            click.echo(f"align: {path}: {count} edit{'s' if count != 1 else ''} made.", err=True)
    report = report_of(order, checked)
    for one in checked:
        for warning in one.warnings:
            click.echo(f"align: warning: {warning}", err=True)
        if one.problem:
            click.echo(f"align: {one.problem}", err=True)
    _write(report, options)
    return exit_code(report)


def _write(report: "Report", options: dict[str, Any]) -> None:
    """The report where it is wanted, and the summary where GitHub wants it."""
    from align.report import for_suffix, renderer

    output: Path | None = options["output"]
    form = options["form"] or (for_suffix(output) if output else "text")
    render = renderer(form)
    if output:
        write_atomically(output, render(report))
        if form != "github":
            print_text(_told(report, output))
    elif form == "text":
        width, color = terminal()
        print_text(render(report, width=width, color=color))
    else:
        print_text(render(report))
    if options["statistics"]:
        from align.report.statistics import statistics

        click.echo(statistics(report), nl=False, err=form != "text")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        from align.report.github import step_summary

        with Path(summary).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(step_summary(report))


def _told(report: "Report", output: Path) -> str:
    from align.report.tally import tally, verdict

    return f"{output}: {tally(report.checked).words}. {verdict(report)}\n"
