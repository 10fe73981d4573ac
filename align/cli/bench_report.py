"""The figures of ``align bench``, for programs and for people."""

import heapq
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.cli.bench_gold import Case, Judged

if TYPE_CHECKING:
    from rich.table import Table

    from align.beads.evaluate import Tally
    from align.types import SegmentedText

_TALLIES = ("strict", "lax", "links", "omitted", "added")
_ALL = "all"
_SHOWN = 300  # characters of a sentence in the list for people
_NARROWEST, _WIDEST = 40, 400  # columns, as for a table of pairs
# Wide enough for the table with the longest names that are not folded; a narrower terminal breaks
# the lines itself, and no figure is lost.
_TABLE = 200
_NAME = 28
# What jsonl escapes too: line ends of some readers, terminal commands, what UTF-8 cannot hold.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_NOTES = """\
All figures in per cent. P, precision: right of what was given. R, recall: found of what was wanted.
F1: both in one; in brackets its 95 % interval over documents, where there are {fewest} or more.
Strict: a bead is right that holds exactly what a bead of the gold holds. Lax: that shares a pair.
Omitted, added: sentences of original and release that have no counterpart; – where there are none.
Off: how far probabilities are from the share that is right. Sure: right of the surest 90 %.
"""


def make_report(
    folder: Path,
    results: Sequence[tuple[str, str, Sequence[Judged]]],
    worst: int,
    problems: Sequence[str],
) -> dict[str, Any]:
    """All figures as values that JSON can hold.

    Parameters
    ----------
    folder
        What was judged.
    results
        Name and digest of each encoder, and the documents paired with it, those of a suite one
        after another.
    worst
        How many wrong beads to list for each encoder.
    problems
        What could not be judged, a sentence each.
    """
    encoders = []
    for name, digest, judged in results:
        suites = [
            _figures(suite, tuple(documents))
            for suite, documents in groupby(judged, key=lambda one: one.case.suite)
        ]
        encoders.append(
            {
                "encoder": name,
                "digest": digest,
                "suites": suites,
                "all": _figures(_ALL, judged),
                "worst": [_mistake(one, k) for one, k in _worst(judged, worst)],
            }
        )
    return {"folder": str(folder), "encoders": encoders, "problems": list(problems)}


def _figures(suite: str, judged: Sequence[Judged]) -> dict[str, Any]:
    from align.beads.evaluate import pooled

    counts = pooled(one.counts for one in judged)
    tallies = {
        name: _tally(getattr(counts, name), [getattr(one.counts, name) for one in judged])
        for name in _TALLIES
    }
    return {
        "suite": suite,
        "languages": sorted({one.case.source.language for one in judged}),
        "documents": counts.documents,
        "beads": sum(len(one.case.gold) for one in judged),
        **tallies,
        "calibration_error": counts.calibration_error,
        "right_among_surest": counts.accepted,
        "signatures": sorted({one.signature for one in judged}),
        "seconds": round(sum(one.seconds for one in judged), 3),
    }


def _tally(tally: "Tally", documents: "Sequence[Tally]") -> dict[str, Any]:
    from align.beads.evaluate import interval

    figures: dict[str, Any] = {
        "given": tally.given,
        "right": tally.right,
        "wanted": tally.wanted,
        "found": tally.found,
    }
    for name in ("precision", "recall", "f1"):
        figures[name] = getattr(tally, name)
        figures[f"{name}_interval"] = interval(documents, attrgetter(name))
    return figures


def _worst(judged: Sequence[Judged], count: int) -> list[tuple[Judged, int]]:
    """The surest wrong beads, the surest first; among equals those that come first."""
    wrong = ((one, k) for one in judged for k in range(len(one.wrong)))
    return heapq.nsmallest(count, wrong, key=lambda pair: -pair[0].wrong[pair[1]].probability)


def _mistake(one: Judged, k: int) -> dict[str, Any]:
    case, bead = one.case, one.wrong[k]
    touched = [
        pair
        for pair in case.gold
        if not (set(bead.source).isdisjoint(pair[0]) and set(bead.target).isdisjoint(pair[1]))
    ]
    return {
        "suite": case.suite,
        "document": case.name,
        "probability": bead.probability,
        "moved": bead.moved,
        **_texts(case, bead.source, bead.target),
        "gold": [_texts(case, *pair) for pair in touched],
    }


def _texts(case: Case, source: Sequence[int], target: Sequence[int]) -> dict[str, Any]:
    return {"source": _sentences(case.source, source), "target": _sentences(case.target, target)}


def _sentences(side: "SegmentedText", numbers: Sequence[int]) -> list[dict[str, Any]]:
    found = [side.sentences[n] for n in numbers]
    return [
        {
            "number": sentence.index,
            "line": side.document.position(sentence.span.start).line,
            "text": sentence.text,
        }
        for sentence in found
    ]


def as_json(report: dict[str, Any]) -> str:
    """The report as JSON, its shares between 0 and 1 and unrounded."""
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def as_table(report: dict[str, Any]) -> str:
    """The report for people: a row for each suite and encoder, then the surest mistakes."""
    from align.beads.evaluate import FEWEST_DOCUMENTS

    rows = [(one, suite) for one in report["encoders"] for suite in one["suites"]]
    suites = list(dict.fromkeys(suite["suite"] for _, suite in rows))
    rows.sort(key=lambda row: suites.index(row[1]["suite"]))
    if len(suites) > 1:
        rows += [(one, one["all"]) for one in report["encoders"]]
    notes = _NOTES.format(fewest=FEWEST_DOCUMENTS)
    table = _drawn(_table(rows, len(report["encoders"]) > 1), _TABLE)
    return f"{table}\n{notes}" + "".join(_mistakes(one) for one in report["encoders"])


def _table(rows: list[tuple[dict[str, Any], dict[str, Any]]], several: bool) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from align.formats.visible import visible

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("suite", max_width=_NAME, overflow="fold")
    if several:
        table.add_column("encoder", max_width=_NAME, overflow="fold")
    for heading in (
        "docu-\nments", "beads", "strict\nP", "\nR", "\nF1", "\n(95 %)", "lax\nF1",
        "omitted\nP / R", "added\nP / R", "off", "sure", "seconds",
    ):  # fmt: skip
        table.add_column(heading, justify="right", no_wrap=True)
    for encoder, figures in rows:
        names = [figures["suite"], encoder["encoder"]][: 1 + several]
        table.add_row(*(Text(visible(name)) for name in names), *_cells(figures))
    return table


def _cells(figures: dict[str, Any]) -> list[str]:
    strict, interval = figures["strict"], figures["strict"]["f1_interval"]
    return [
        f"{figures['documents']:,}",
        f"{figures['beads']:,}",
        *(_percent(strict[name]) for name in ("precision", "recall", "f1")),
        f"({_percent(interval[0])}–{_percent(interval[1])})" if interval else "",
        _percent(figures["lax"]["f1"]),
        *(_both(figures[name]) for name in ("omitted", "added")),
        _percent(figures["calibration_error"]),
        _percent(figures["right_among_surest"]),
        f"{figures['seconds']:.1f}",
    ]


def _both(tally: dict[str, Any]) -> str:
    precision = _percent(tally["precision"] if tally["given"] else None)
    recall = _percent(tally["recall"] if tally["wanted"] else None)
    return f"{precision} / {recall}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _mistakes(encoder: dict[str, Any]) -> str:
    """The wrong beads as they are and as the gold has them, every sentence with its line."""
    from rich.table import Table
    from rich.text import Text

    from align.formats.visible import visible

    if not encoder["worst"]:
        return ""
    parts = [
        f"\nThe surest mistakes with {visible(encoder['encoder'])}, each sentence with its line\n"
    ]
    for mistake in encoder["worst"]:
        place = visible(f"{mistake['suite']}/{mistake['document']}")
        moved = ", moved" if mistake["moved"] else ""
        parts.append(f"\n{place}: {_percent(mistake['probability'])} % sure{moved}\n")
        table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
        for _ in range(2):
            table.add_column(no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(overflow="fold")
        for label, bead in [("  found", mistake), *(("  gold", bead) for bead in mistake["gold"])]:
            for side, word in (("source", "original"), ("target", "release")):
                for sentence in bead[side] or [{"line": "–", "text": ""}]:
                    text, more = visible(sentence["text"][:_SHOWN]), len(sentence["text"]) > _SHOWN
                    table.add_row(label, word, str(sentence["line"]), Text(text + "…" * more))
                    label = word = ""
        parts.append(_drawn(table, _width()))
    return "".join(parts)


def _width() -> int:
    """Columns of the terminal; 100 where there is none."""
    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    given = os.environ.get("COLUMNS", "")
    width = int(given) if given.isdecimal() and len(given) < 5 else width
    return min(max(_NARROWEST, width), _WIDEST)


def _drawn(table: "Table", width: int) -> str:
    from io import StringIO

    from rich.console import Console

    out = StringIO()
    console = Console(
        file=out, width=width, color_system=None, markup=False, legacy_windows=False, _environ={}
    )
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])
