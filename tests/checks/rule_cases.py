"""Cases of rules, read from TOML, and how they are tried."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from align.checks.context import Context
from align.checks.documentation import example
from align.checks.registry import rules
from align.checks.run import Chosen, run
from align.types import Alignment, Document, SegmentedText, Sentence, SourceMap, Span

HERE = Path(__file__).parent


def cases(name):
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"]


def table(name):
    """Cases of pairs in one language or both, with what is found in them, as parameters."""
    return [
        pytest.param(language, entry[language], entry["finds"], id=f"{language} {entry['name']}")
        for entry in cases(name)
        for language in ("ru", "be")
        if language in entry
    ]


def are_told(findings, finds):
    """Whether findings are those of a table: rule, severity, message and edits.

    "{}" stands there for the words of the original.
    """
    expected = []
    for text, finding in zip(finds, findings, strict=False):
        original = [related.quote.text for related in finding.related]
        expected.append(text.replace("{}", original[0] if original else ""))
    told = [
        f"{f.rule} {f.severity} {f.message}{''.join(f' → {edit.text}' for edit in f.edits)}"
        for f in findings
    ]
    assert told == expected + finds[len(findings) :]


def named(case):
    return f"{case['rule']}: {case['about']}"


def aligned(case):
    """The alignment of a case, written as the examples of the rules' pages are."""
    source = case.get("original", "")
    return example(f"{case.get('language', 'ru')}-en", f"{source}\n---\n{case['release']}\n")


def found(alignment, code, options=None, linker=None, terms=None):
    chosen = Chosen(frozenset({code}), {}, {code: options or {}})
    return run(Context(alignment, terms, linker), chosen)


def with_release(alignment, text):
    """The alignment with other words in the release, sentence for sentence."""
    lines = text.split("\n")
    sentences, starts, at = [], [], 0
    for sentence, line in zip(alignment.target.sentences, lines, strict=True):
        starts.append(at)
        sentences.append(
            Sentence(
                sentence.index,
                Span(at, at + len(line)),
                sentence.paragraph,
                sentence.kind,
                " ".join(line.split()),
            )
        )
        at += len(line) + 1
    document = Document("en.txt", text, (), SourceMap(((0, 0),), tuple(starts) or (0,)), "txt", "")
    return replace(alignment, target=SegmentedText(document, "en", tuple(sentences)))


def fixed(alignment, code, options=None, rounds=20):
    """The alignment after all safe edits, as often as there are any; edits never overlap."""
    for _ in range(rounds):
        edits = sorted(
            {e for f in found(alignment, code, options) for e in f.edits if e.safe},
            key=lambda edit: edit.span,
        )
        if not edits:
            return alignment
        text, end, out = alignment.target.document.text, 0, []
        for edit in edits:
            if edit.span.start < end:
                continue
            out += [text[end : edit.span.start], edit.text]
            end = edit.span.end
        alignment = with_release(alignment, "".join(out) + text[end:])
    raise AssertionError("safe edits without end")


def spans_hold(alignment, findings):
    """Whether every span lies in its sentence, and every edit in the release."""
    size = len(alignment.target.document.text)
    for finding in findings:
        for quote in (finding.at, *(r.quote for r in finding.related)):
            assert 0 <= quote.span.start <= quote.span.end <= len(quote.sentence)
        for edit in finding.edits:
            assert 0 <= edit.span.start <= edit.span.end <= size
    return True


def alignment_of(release: str, original: str = "", language="ru") -> Alignment:
    return example(f"{language}-en", f"{original}\n---\n{release}\n")


CODES = tuple(rules())
