"""Reports for the tests: read from the notation of `reports/`, or made by hypothesis."""

import re
import tomllib
from pathlib import Path

from hypothesis import strategies as st

from align.checks.run import fingerprint
from align.findings import (
    Checked,
    Edit,
    Finding,
    Location,
    Quote,
    Related,
    Report,
    RuleInfo,
    Severity,
    Suppression,
)
from align.types import Span

HERE = Path(__file__).parent
HOSTILE = tomllib.loads((HERE / "hostile_reports.toml").read_text("utf-8"))["text"]
_MARKED = re.compile(r"\[([^\]]*)\]")


def read_report(path: Path) -> Report:
    """A report from a file of `reports/`, whose head explains the notation."""
    data = tomllib.loads(path.read_text("utf-8"))
    rules = tuple(
        RuleInfo(
            rule["code"],
            rule["name"],
            Severity(rule["severity"]),
            rule["summary"],
            f"# {rule['code']} {rule['name']}\n\n{rule['summary']}\n",
            rule["precision"],
            rule["fixable"],
        )
        for rule in data["rules"]
    )
    return Report(tuple(map(_checked, data["checked"])), rules, data["level"], data["version"])


def _checked(data: dict) -> Checked:
    source, target = data.get("sentences", (0, 0))
    return Checked(
        data["original"],
        data["release"],
        tuple(_finding(one, data) for one in data.get("findings", ())),
        data.get("words", 0),
        (source, target),
        data.get("signature", ""),
        tuple(data.get("warnings", ())),
        data.get("problem", ""),
    )


def quoted(path: str, written: str) -> Quote:
    """``line:column sentence`` with the words in brackets."""
    place, _, sentence = written.partition(" ")
    line, column = map(int, place.split(":"))
    mark = _MARKED.search(sentence)
    words = mark[1] if mark else ""
    span = Span(mark.start(), mark.start() + len(words)) if mark else Span(0, 0)
    sentence = _MARKED.sub(r"\1", sentence, count=1)
    return Quote(Location(path, line, column, line, column + len(words)), sentence, span)


def _finding(data: dict, checked: dict) -> Finding:
    side = data["side"]
    own = {"target": "release", "source": "original"}.get(side)
    at = quoted(data.get("path") or checked[own], data["at"])
    related = []
    for one in data.get("related", ()):
        label, path, place, sentence = (part.strip() for part in one.split(" | ", 3))
        related.append(Related(label, quoted(path, f"{place} {sentence}")))
    source = data.get("source_sentence", "")
    if not source and related and related[0].label == "the original":
        source = related[0].quote.sentence
    sides = (at.sentence if side == "target" else "", at.sentence if side == "source" else source)
    suppression = None
    if "suppressed" in data:
        kind, reason, path, place = data["suppressed"].split(" | ")
        suppression = Suppression(kind, reason, quoted(path, place).location)
    return Finding(
        data["rule"],
        data["name"],
        Severity(data["severity"]),
        data["message"],
        side,
        at,
        tuple(related),
        *sides,
        data.get("concept", ""),
        tuple(_edit(one, at) for one in data.get("edits", ())),
        data.get("probability", 1.0),
        fingerprint(data["rule"], data.get("concept", ""), at.text, sides),
        suppression,
    )


def _edit(written: str, at: Quote) -> Edit:
    old, _, new = written.partition(" -> ")
    safe = not new.endswith(" ?")
    start = at.sentence.index(old) if old else at.span.start
    column = at.location.column - at.span.start + start
    line, span = at.location.line, Span(start, start + len(old))
    place = Location(at.location.path, line, column, line, column + len(old))
    return Edit(span, new.removesuffix(" ?"), safe, Quote(place, at.sentence, span))


REPORTS = {path.stem: read_report(path) for path in sorted((HERE / "reports").glob("*.toml"))}
EMPTY = Report((), (), "error", "1.0")

# Any characters at all, the hostile ones often.
words = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=20), st.just("Minsk"))
_numbers = st.integers(1, 9)


@st.composite
def quotes(draw: st.DrawFn, path: str) -> Quote:
    """Any words of any sentence, some of them none at all."""
    sentence = " ".join(draw(st.lists(words, max_size=4)))
    ends = sorted(draw(st.tuples(*[st.integers(0, len(sentence))] * 2)))
    place = sorted(draw(st.tuples(*[st.tuples(_numbers, _numbers)] * 2)))
    return Quote(Location(path, *place[0], *place[1]), sentence, Span(*ends))


@st.composite
def findings(draw: st.DrawFn, original: str, release: str) -> Finding:
    """Any finding of a pair."""
    side = draw(st.sampled_from(["source", "target", "glossary"]))
    at = draw(quotes({"source": original, "target": release}.get(side, "g.yaml")))
    labels = st.one_of(st.just("the original"), words)
    related = tuple(
        Related(draw(labels), draw(quotes(draw(st.sampled_from([original, release, "g.yaml"])))))
        for _ in range(draw(st.integers(0, 2)))
    )
    edits = tuple(
        Edit(Span(n, n + 2), draw(words), draw(st.booleans()), draw(st.none() | quotes(release)))
        for n in range(draw(st.integers(0, 2)))
    )
    whole = st.one_of(words, st.just(at.sentence), st.just(f"{at.sentence} Then."))
    suppressed = st.builds(
        Suppression, st.sampled_from(["inline", "sidecar", "baseline"]), words, st.just(at.location)
    )
    return Finding(
        draw(st.sampled_from(["FCT001", "TRM001", "XYZ999"])),
        draw(st.sampled_from(["number", "missing-rendering"])),
        draw(st.sampled_from(Severity)),
        draw(words),
        side,
        at,
        related,
        draw(whole),
        draw(whole),
        draw(words),
        edits,
        draw(st.floats(0, 1)),
        draw(st.sampled_from(["0123456789abcdef", "fedcba9876543210"])),
        draw(st.none() | suppressed),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report."""
    checked = []
    for _ in range(draw(st.integers(0, 3))):
        original, release = draw(words), draw(words)
        if draw(st.booleans()):
            original = release = ""
        many = draw(st.lists(findings(original, release), max_size=3))
        warnings = tuple(draw(st.lists(words, max_size=1)))
        problem = draw(st.just("") | words)
        checked.append(
            Checked(original, release, tuple(many), 9, (1, 2), draw(words), warnings, problem)
        )
    rules = (
        RuleInfo("FCT001", "number", Severity.ERROR, "Numbers.", draw(words), "high", True),
        RuleInfo("TRM001", "missing-rendering", Severity.ERROR, draw(words), "", "low", False),
    )
    level = draw(st.sampled_from(["error", "warning", "note", "never"]))
    return Report(tuple(checked), rules, level, "1.0")
