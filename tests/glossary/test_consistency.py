import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode import load_encoder
from align.encode.lexicon import load as load_lexicon
from align.glossary.candidates import candidates
from align.glossary.consistency import inconsistencies, linking_by, same_rendering
from align.glossary.links import Linker
from align.types import (
    Alignment,
    Bead,
    Document,
    LineKind,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)

CASES = tomllib.loads(
    Path(__file__).with_name("consistency_cases.toml").read_text(encoding="utf-8")
)["case"]


@pytest.fixture(scope="module")
def linker():
    return Linker(load_encoder(), load_lexicon().renderings)


def side(lines, language):
    sentences, start = [], 0
    for n, line in enumerate(lines):
        sentences.append(Sentence(n, Span(start, start + len(line)), n, LineKind.TEXT, line))
        start += len(line) + 1
    document = Document("release.txt", "\n".join(lines), (), SourceMap((), ()), "text", "utf-8")
    return SegmentedText(document, language, tuple(sentences))


def alignment(pairs, language, probability=1.0):
    ours, theirs = zip(*pairs, strict=True)
    beads = tuple(Bead((n,), (n,), probability) for n in range(len(pairs)))
    return Alignment(side(ours, language), side(theirs, "en"), beads, "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_what_is_told(linker, case):
    given = alignment(case["pairs"], case["language"])
    found = inconsistencies(given, linking_by(linker, given))
    told = [[one.term, one.majority, [o.rendering for o in one.others]] for one in found]
    assert told == case["told"]
    for one in found:
        for o in one.occurrences:
            bead = given.beads[o.bead]
            assert o.target.of(given.target_text(bead)) == o.rendering
            assert o.source.of(given.source_text(bead)).strip()
        assert {o.bead for o in one.occurrences} == set(range(len(given.beads)))


def test_what_the_glossary_covers_is_left_to_it(linker):
    case = CASES[0]
    given = alignment(case["pairs"], case["language"])
    term = "Союзного государства"
    covered = {}
    for number, (source, _) in enumerate(case["pairs"]):
        at = source.index(term)
        covered[number] = [Span(at, at + len(term))]
    assert inconsistencies(given, linking_by(linker, given), covered) == ()
    part = {number: [Span(s.start, s.start + 8)] for number, (s,) in covered.items()}
    assert inconsistencies(given, linking_by(linker, given), part)


def test_doubtful_beads_and_omissions_are_left_out(linker):
    case = CASES[0]
    given = alignment(case["pairs"], case["language"], 0.5)
    assert inconsistencies(given, linking_by(linker, given)) == ()
    third = replace(given.beads[2], target=(), probability=1.0)
    rest = [replace(bead, probability=1.0) for bead in given.beads[:2]]
    alone = Bead((), (2,), 1.0)
    parted = replace(given, beads=(*rest, third, alone))
    assert inconsistencies(parted, linking_by(linker, parted)) == ()


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Совет безопасности собрался вчера.", "ru", {"Совет безопасности"}),
        ("Это наш последний вопрос.", "ru", set()),
        ("Об этом заявил Минск.", "ru", {"Минск"}),
        ("Минск ответил.", "ru", set()),
        ("Даклад ААН апублікаваны.", "be", {"ААН", "Даклад ААН"}),
        ("Міністэрства замежных спраў чакае.", "be", {"Міністэрства замежных спраў"}),
        ("Прыйшло пяць мільёнаў чалавек.", "be", set()),
        ("", "be", set()),
    ],
)
def test_candidates(text, language, found):
    # Parts of a longer candidate are candidates too: they count only where they stand alone.
    every = {span.of(text) for _, span in candidates(text, language)}
    longest = {one for one in every if not any(one in other and one != other for other in every)}
    assert longest == found - {"ААН"}
    assert found <= every


def test_forms_of_a_term_are_one_candidate():
    forms = ("Союзное государство", "Союзного государства", "Союзному государству")
    assert {key for form in forms for key, _ in candidates(form, "ru")} == {
        ("союзный", "государство")
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Union State", "the union states", True),
        ("Union State", "Allied State", False),
        ("Federal Security Service", "FSB", False),
        ("Ministry of Foreign Affairs", "MFA", True),
        ("Eurasian Economic Union", "EEU", True),
        ("Union", "Eurasian Economic Union", True),
        ("anti-terrorist", "antiterrorist", True),
        ("economy", "economic", True),
        ("beach bag", "beach bags", True),
        ("special services", "secret agencies", False),
        ("law enforcement agencies", "law enforcement bodies", False),
    ],
)
def test_same_rendering(one, other, same):
    assert same_rendering(one, other) is same
    assert same_rendering(other, one) is same
    assert same_rendering(one, one)


PAIRS = st.lists(
    st.sampled_from([pair for case in CASES for pair in case["pairs"]]), min_size=1, max_size=6
)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(PAIRS, st.booleans())
def test_a_release_that_says_it_once_is_consistent(pairs, twice):
    """Without the encoder: what is told has two renderings, in two beads, that are not the same."""
    linker = Linker(None, load_lexicon().renderings)
    given = alignment(pairs * 2 if twice else pairs, "ru")
    found = inconsistencies(given, linking_by(linker, given))
    assert found == inconsistencies(given, linking_by(linker, given))
    for one in found:
        assert len({o.bead for o in one.occurrences}) > 1
        for o in one.others:
            assert not same_rendering(o.rendering, one.majority)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(alphabet="Саюз дзяржава.-«»A1ў'\u0301", max_size=40))
def test_candidates_are_whole_words(text):
    for key, span in candidates(text, "be"):
        assert key
        assert all(key)
        assert span.of(text) == span.of(text).strip() != ""
