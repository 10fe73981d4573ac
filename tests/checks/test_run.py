"""From what a rule finds to findings: places in the files, severities, fingerprints, order."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks import run as room
from align.checks.context import Context
from align.checks.documentation import paired
from align.checks.rule import Change, Hit, Rule, Words
from align.checks.run import DOUBTFUL, WRONG, Chosen, fingerprint, joined, run
from align.findings import Severity
from align.text import one_line
from align.types import Alignment, Document, LineKind, SegmentedText, Sentence, SourceMap, Span

PAIRS = [("Первое слово.", "First word."), ("Второе слово.", "Second word.")]


class Everywhere(Rule):
    """Finds the last word of every sentence of the release, under the code of a real rule."""

    code = "TRM001"

    def check(self, context, options) -> Iterator[Hit]:
        for number, bead in context.paired:
            for sentence in bead.target:
                text = context.side("target").sentences[sentence].text
                span = Span(text.rindex(" ") + 1, len(text) - 1)
                words = Words("target", sentence, span)
                original = Words("source", bead.source[0], Span(0, 6))
                yield Hit(
                    words, "Look.", number, (("the original", original),),
                    changes=(Change(words, "place"),),
                )  # fmt: skip


@pytest.fixture(autouse=True)
def one_rule(monkeypatch):
    monkeypatch.setattr(room, "rules", lambda: {"TRM001": Everywhere()})


def found(alignment, **said):
    return run(Context(alignment), Chosen(frozenset({"TRM001"}), **said))


def sure(alignment, *probabilities):
    beads = zip(alignment.beads, probabilities, strict=True)
    return replace(alignment, beads=tuple(replace(b, probability=p) for b, p in beads))


def test_a_finding_is_complete_in_itself():
    first, second = found(paired(PAIRS, "ru"))
    assert (first.rule, first.name, first.severity) == ("TRM001", "missing-rendering", "warning")
    assert (first.at.text, first.at.sentence) == ("word", "First word.")
    assert (first.target_sentence, first.source_sentence) == ("First word.", "Первое слово.")
    place = second.at.location
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 8, 2, 12)
    assert second.related[0].quote.text == "Второе"
    assert second.related[0].quote.location.line == 2
    [edit] = second.edits
    text = "First word.\nSecond word."
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == (
        "First word.\nSecond place."
    )


def test_rules_that_were_not_chosen_do_not_run():
    assert run(Context(paired(PAIRS, "ru")), Chosen(frozenset({"TRM002"}))) == ()


@pytest.mark.parametrize(
    ("probability", "severity"),
    [(1.0, "warning"), (DOUBTFUL, "warning"), (0.89, "note"), (WRONG, "note"), (0.1, "note")],
)
def test_a_doubtful_pairing_is_told_more_softly(probability, severity):
    told = found(sure(paired(PAIRS, "ru"), 1.0, probability))
    assert [one.severity for one in told] == ["warning", severity]


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(Severity))
def test_a_surer_pairing_is_never_told_more_softly(one, other, severity):
    low, high = sorted((one, other))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "rules", lambda: {"TRM001": Everywhere()})
        told = found(sure(paired(PAIRS, "ru"), low, high), severities={"TRM001": severity})
    assert told[0].severity.rank >= told[1].severity.rank >= severity.rank


def test_who_sets_a_severity_means_it():
    told = found(paired(PAIRS, "ru"), severities={"TRM001": Severity.ERROR})
    assert {one.severity for one in told} == {"error"}


def test_the_fingerprint_stays_when_lines_move_and_changes_with_the_words():
    first = found(paired(PAIRS, "ru"))
    moved = found(paired([("Ещё одно слово.", "One more word."), *PAIRS], "ru"))
    assert [one.fingerprint for one in first] == [one.fingerprint for one in moved[1:]]
    assert len({one.fingerprint for one in moved}) == 3
    assert fingerprint("A", "", "x", ("A  b", "c")) == fingerprint("A", "", "X", ("a b", "C"))


LINES = st.lists(st.text("aЯ \n\t\u00a0.", min_size=1).filter(str.strip), min_size=1, max_size=4)


@given(LINES, st.data())
def test_places_are_those_of_the_words_in_the_file(lines, data):
    raw = "\n\n".join(lines)
    sentences, at = [], 0
    for number, line in enumerate(lines):
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        span = Span(at + start, at + end)
        sentences.append(Sentence(number, span, number, LineKind.TEXT, one_line(span.of(raw))))
        at += len(line) + 2
    starts = (0, *(n + 1 for n, c in enumerate(raw) if c == "\n"))
    document = Document("a.txt", raw, (), SourceMap(((0, 0),), starts), "txt", "utf-8")
    side = SegmentedText(document, "en", tuple(sentences))
    alignment = Alignment(side, side, (), "")
    number = data.draw(st.integers(0, len(lines) - 1))
    text = sentences[number].text
    start = data.draw(st.integers(0, len(text) - 1).filter(lambda n: text[n] != " "))
    end = data.draw(st.integers(start + 1, len(text)).filter(lambda n: text[n - 1] != " "))
    quote = room.quote(alignment, Words("target", number, Span(start, end)))
    place = quote.location
    there = raw[
        starts[place.line - 1] + place.column - 1 : starts[place.end_line - 1]
        + place.end_column - 1
    ]  # fmt: skip
    assert one_line(there) == one_line(quote.text)


def test_a_range_of_a_bead_lies_in_one_of_its_sentences_or_none():
    alignment = paired(PAIRS, "ru")
    assert joined(alignment, "target", (0, 1), Span(12, 18)) == Words("target", 1, Span(0, 6))
    assert joined(alignment, "target", (0, 1), Span(6, 18)) is None


class Missing(Everywhere):
    """Finds the date that the page has before the words of the speaker."""

    def check(self, context, options) -> Iterator[Hit]:
        yield Hit(Words("source", 0, Span(0, 20)), "Look.", 0)


@pytest.mark.parametrize(
    ("original", "severity"),
    [
        ("27 февраля 2025 года Москва И.Орленко: Проект готов.", "note"),
        ("27 февраля 2025 года открыт завод.", "warning"),
    ],
)
def test_what_stands_before_the_speaker_is_matter_of_the_page(original, severity, monkeypatch):
    monkeypatch.setattr(room, "rules", lambda: {"TRM001": Missing()})
    [finding] = found(paired([(original, "The project is ready.")], "ru"))
    assert finding.severity == severity
