"""The pairs of `align check`: which they are, checked one after another or several at a time."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from align.errors import SverkaError, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from align.checks.choose import Chooser
    from align.config import Config
    from align.findings import Checked, Report
    from align.pipeline import Settings
    from align.pipeline.checking import Desk, Job
    from align.types import Language

# A process of its own takes half a second to begin, a release takes one: from so many a process on
# it is worth it.
_WORTH = 4


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, in a form that another process can be given.

    Parameters
    ----------
    config
        Settings of the folder, those of the command line laid over them.
    choose
        Gives the rules for a release.
    settings
        How documents are read.
    glossaries
        Files of the glossary.
    named
        Whether the user named these files: then they are looked at themselves.
    today
        The day of the check.
    """

    config: "Config"
    choose: "Chooser"
    settings: "Settings"
    glossaries: tuple[Path, ...]
    named: bool
    today: date

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that is read beside the documents."""
        baseline = (self.config.baseline,) if self.config.baseline else ()
        more = (path for paths in self.settings.abbreviations.values() for path in paths)
        return (*self.glossaries, *self.config.files, *baseline, *more)


def order_of(options: dict[str, Any]) -> Order:
    """What the options of the command and the settings of the folder ask for together."""
    from align.checks.choose import chooser
    from align.cli.glossary.options import glossary_paths
    from align.cli.pair import settings_of
    from align.config import load_config

    config = load_config(Path.cwd())
    given: dict[str, Any] = {
        key: options[key]
        for key in ("encoder", "fail_on", "baseline", "jobs")
        if options.get(key) is not None
    }
    if options["no_cache"]:
        given["cache"] = False
    config = replace(config, **given)
    select, ignore = (
        [name.strip() for name in (options[key] or "").split(",") if name.strip()]
        for key in ("select", "ignore")
    )
    return Order(
        config,
        chooser(config, select=select, ignore=ignore),
        settings_of(config, options),
        tuple(glossary_paths(options["given"])),
        bool(options["given"]),
        # The day counts where a suppression has one on which it ends.
        date.today(),
    )


def jobs_of(
    order: Order, original: str | None, release: str | None, since: str | None
) -> "tuple[list[Job], list[Checked]]":
    """The pair named, or those of the settings; what cannot be used."""
    from align.pipeline.checking import Job

    if original and release:
        return [Job(original, release)], []
    return releases_of(order, since)


def releases_of(order: Order, since: str | None) -> "tuple[list[Job], list[Checked]]":
    """The pairs that the settings name, with `since` those that changed; what cannot be used."""
    from align.findings import Checked
    from align.pipeline.changes import changed_pairs
    from align.pipeline.checking import Job
    from align.pipeline.pairs import find_pairs

    found = find_pairs(order.config)
    for warning in found.warnings:
        click.echo(f"align: warning: {warning}", err=True)
    if not found.pairs and not found.problems:
        raise UsageError(
            f"{order.config.path}: not one of its pairs is there. Nothing was checked."
        )
    releases = [*(p.release for p in found.pairs), *(one.path for one in found.problems)]
    for warning in order.choose.idle(releases, [p.original for p in found.pairs]):
        click.echo(f"align: warning: {warning}", err=True)
    pairs = found.pairs
    if since is not None:
        pairs = changed_pairs(pairs, since, order.files)
    broken = [Checked("", one.path, problem=one.text) for one in found.problems]
    return [
        Job(p.original, p.release, cast("Language | None", p.source_lang)) for p in pairs
    ], broken


@contextmanager
def desk_of(order: Order) -> "Iterator[Desk]":
    """What checks one release after another."""
    from align.cli.pair import cached
    from align.encode import load_encoder
    from align.pipeline.checking import Desk, Office, tokens_of

    cache = order.config.cache
    loaded = load_encoder(order.config.encoder)
    office = Office(order.choose, order.glossaries, order.settings, order.today, cache)
    with cached(loaded, cache) as encoder:
        yield Desk(office, encoder, tokens_of(loaded))


def check_all(order: Order, jobs: "list[Job]") -> "list[Checked]":
    """Check pairs; one that cannot be checked is told, and the others go on.

    Raises
    ------
    SverkaError
        The only pair there is cannot be checked.
    """
    if not jobs:
        return []
    workers = order.config.jobs or min(os.cpu_count() or 1, len(jobs) // _WORTH)
    if workers > 1 and len(jobs) > 1:
        with _pool(order, min(workers, len(jobs))) as pool:
            return list(pool.map(_checked_there, jobs))
    with desk_of(order) as desk:
        if len(jobs) == 1:
            from align.cli.progress import Progress

            with Progress("Reading") as progress:
                return [desk.check(jobs[0], progress=progress)]
        return [_checked(desk, job) for job in jobs]


def _pool(order: Order, workers: int) -> "Executor":
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, get_context("spawn"), _begin, (order,))


# Of a process of its own; it lasts as long as the process.
_desk: "list[Desk]" = []
_open = ExitStack()


def _begin(order: Order) -> None:
    _desk[:] = [_open.enter_context(desk_of(order))]


def _checked_there(job: "Job") -> "Checked":
    return _checked(_desk[0], job)


def _checked(desk: "Desk", job: "Job") -> "Checked":
    from align.findings import Checked

    try:
        return desk.check(job)
    except (SverkaError, OSError) as error:
        problem = " ".join(str(error).split())
        return Checked(job.original, job.release, problem=problem)


def report_of(order: Order, checked: "list[Checked]", *, known: bool = True) -> "Report":
    """The report of all pairs, the glossary's own findings first; `known` ones marked."""
    from align import __version__
    from align.checks.documentation import info
    from align.checks.merge import merged
    from align.findings import Checked, Report

    codes: set[str] = set()
    for one in checked:
        codes |= order.choose(one.release).codes
    everything = merged(checked)
    if order.named:
        from align.checks.lint import lint_findings

        own = order.choose.chosen
        found = lint_findings(order.glossaries, own)
        if found:
            everything.insert(0, Checked("", "", found))
    else:
        codes = {code for code in codes if not code.startswith("GLS")}
    rules = tuple(info(code) for code in sorted(codes))
    report = Report(tuple(everything), rules, order.config.fail_on, __version__)
    path = order.config.baseline
    if known and path is not None:
        from align.checks import baseline

        report = baseline.apply(report, baseline.read(path), path.absolute().parent)
    return report


def wait(order: Order, jobs: "list[Job]", before: "Mapping[Path, Any]") -> None:
    """Wait until a file of the pairs, the glossary or the settings changes.

    `before` is what `stamps` gave before they were read.
    """
    from align.pipeline.watch import wait_for_change

    wait_for_change(watched(order, jobs), time.sleep, before=before)


def watched(order: Order, jobs: "list[Job]") -> list[Path]:
    """The files whose change makes another check worth while."""
    names = [name for job in jobs for name in (job.original, job.release)]
    return [*map(Path, names), *order.files]
