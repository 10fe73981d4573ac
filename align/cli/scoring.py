"""The pairs of `align score`: which they are, scored one after another."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from align.errors import SverkaError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.cli.checking import Order
    from align.encode.pairs import TokenEncoder
    from align.findings import Checked
    from align.pipeline.checking import Job
    from align.pipeline.scoring import ScoreDesk
    from align.scores import Comparison, ReleaseScore, ScoreReport


def asked(options: dict[str, Any]) -> "tuple[Order, list[Job], list[Checked]]":
    """What was asked for: how to look at releases, which they are, and those that are broken."""
    from align.cli.checking import jobs_of, order_of

    order = order_of({"select": None, "ignore": None, "fail_on": None, **options})
    return order, *jobs_of(
        order, options["original"], options["translation"], options["changed_since"]
    )


def files_of(order: "Order", jobs: "Sequence[Job]", reference: str | None) -> list[str]:
    """Every file that is read, which no output may overwrite."""
    read = [name for job in jobs for name in (job.original, job.release)]
    return [*read, *([reference] if reference else []), *map(str, order.files)]


@contextmanager
def desk_of(order: "Order") -> "Iterator[ScoreDesk]":
    """What scores one release after another."""
    from align.cli.pair import cached
    from align.encode import load_encoder
    from align.pipeline.checking import Desk, Office, tokens_of
    from align.pipeline.scoring import ScoreDesk, load_judge

    cache = order.config.cache
    loaded = load_encoder(order.config.encoder)
    office = Office(order.choose, order.glossaries, order.settings, order.today, cache)
    with cached(loaded, cache) as encoder:
        judge = load_judge(cast("TokenEncoder | None", tokens_of(loaded)))
        yield ScoreDesk(Desk(office, encoder, tokens_of(loaded)), encoder, judge)


def score_all(
    order: "Order", jobs: "list[Job]", broken: "list[Checked]", options: dict[str, Any]
) -> "ScoreReport":
    """Score pairs; one that cannot be scored is told, and the others go on.

    Raises
    ------
    SverkaError
        The only pair there is cannot be scored.
    """
    from align import __version__
    from align.cli.progress import Progress
    from align.scores import ReleaseScore, ScoreReport

    scores: list[ReleaseScore] = []
    if jobs:
        with desk_of(order) as desk:
            if len(jobs) == 1 and not broken:
                with Progress("Reading") as progress:
                    scores = [desk.score(jobs[0], options["reference"], progress)]
            else:
                scores = [_scored(desk, job) for job in jobs]
    scores += [ReleaseScore("", one.release, problem=one.problem) for one in broken]
    minimum = options["min_score"]
    if minimum is None:
        minimum = order.config.min_score
    judged_by = options["judge_by"] or order.config.min_score_by
    return ScoreReport(tuple(scores), minimum, judged_by, __version__)


def _scored(desk: "ScoreDesk", job: "Job") -> "ReleaseScore":
    from align.scores import ReleaseScore

    try:
        return desk.score(job)
    except (SverkaError, OSError) as error:
        problem = " ".join(str(error).split())
        return ReleaseScore(job.original, job.release, problem=problem)


def compare_two(options: dict[str, Any]) -> "tuple[Order, Comparison]":
    """Two translations of one original, scored and compared."""
    from align.cli.checking import order_of

    names = [options[name] for name in ("original", "first", "second", "reference")]
    if "-" in names:
        raise UsageError("align score compare reads each document twice: give files, not -.")
    order = order_of({"select": None, "ignore": None, "fail_on": None, **options})
    with desk_of(order) as desk:
        return order, desk.compare(
            options["original"], options["first"], options["second"], options["reference"]
        )
