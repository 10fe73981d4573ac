"""Rules that compare the two texts: what is left out, added, untranslated, moved."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import aligned, alignment_of, cases, found, named, spans_hold

from align.checks.documentation import paired
from align.checks.matter import matter
from align.checks.unrendered import runs, unrendered, usual_ratio
from align.encode import load_encoder
from align.encode.lexicon import load as load_lexicon
from align.findings import Checked, Report, Severity
from align.glossary.links import Linker
from align.report import renderer
from align.report.passages import passages

CASES = cases("coverage_cases.toml")
CODES = tuple(dict.fromkeys(case["rule"] for case in CASES))
LINKED = ("CVR003", "CVR004")
WORDS = st.sampled_from(
    ["завод", "экспорт", "вырос", "Министр", "7,5", "и", "—", "«", "»", "мы", "Спасибо", "(Смех.)"]
)
ENGLISH = st.sampled_from(
    ["plant", "exports", "grew", "The", "7.5", "and", "—", "“", "”", "слово", "(Laughter.)", "we"]
)


@pytest.fixture(scope="module")
def linker():
    return Linker(load_encoder(), load_lexicon().renderings)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_what_is_found(case, linker):
    alignment = aligned(case)
    findings = found(alignment, case["rule"], case.get("options"), linker)
    assert [finding.at.text for finding in findings] == case["hits"]
    assert {f.severity for f in findings} <= {Severity(case.get("severity", "warning"))}
    assert spans_hold(alignment, findings)
    if "message" in case:
        assert [finding.message for finding in findings] == [case["message"]]


def test_every_rule_has_cases_of_both_kinds_in_both_languages():
    for code in CODES:
        own = [case for case in CASES if case["rule"] == code]
        assert {bool(case["hits"]) for case in own} == {True, False}, code
        assert {case.get("language", "ru") for case in own} == {"ru", "be"}, code


@pytest.mark.parametrize(("code", "label"), [("CVR001", "also left out"), ("CVR002", "also added")])
def test_the_further_sentences_of_a_run_are_shown(code, label):
    both = [
        [text.format(n) for n in range(40)]
        for text in ("Это предложение номер {}.", "This is sentence number {}.")
    ]
    long, short = both if code == "CVR001" else both[::-1]
    short[20:28] = [""] * 8
    alignment = alignment_of(original="\n".join(both[0]), release="\n".join(both[1]))
    # The surest of the run is not the first of it.
    beads = tuple(
        replace(bead, probability=0.95 if n == 22 else 0.9 if 20 <= n < 28 else 1.0)
        for n, bead in enumerate(alignment.beads)
    )
    [one] = found(replace(alignment, beads=beads), code)
    assert one.message.endswith("this sentence, and 7 sentences after it.")
    assert one.at.text == long[20]
    assert [(other.label, other.quote.text) for other in one.related] == [
        (label, text) for text in long[21:26]
    ]
    shown = passages(one)
    assert [passage.text for passage in shown] == long[20:26]
    assert [passage.name.split(",")[0] for passage in shown[1:]] == [label] * 5
    report = Report((Checked("ru.txt", "en.txt", (one,)),), (), "error", "1.0")
    for form in ("text", "html", "markdown", "github", "junit", "sarif"):
        told = renderer(form)(report)
        assert all(text in told for text in long[20:26]), form


def text_of(count, first="Это предложение"):
    return [f"{first} номер {n}." for n in range(count)]


@pytest.mark.parametrize(("left_out", "told"), [(7, 7), (8, 1)])
def test_an_abridged_release_has_one_note(left_out, told):
    original = text_of(20)
    release = [f"This is sentence number {n}." for n in range(20)]
    for n in range(left_out):
        release[2 * n + 1] = ""
    findings = found(alignment_of("\n".join(release), "\n".join(original)), "CVR001")
    assert len(findings) == told
    assert ("abridged" in findings[0].message) == (told == 1)
    options = {"abridged-from": 0.2}
    assert len(found(alignment_of("\n".join(release), "\n".join(original)), "CVR001", options)) == 1


def test_a_release_of_its_own_has_one_note():
    original = [*text_of(10), *[""] * 20]
    release = [f"This is sentence number {n}." for n in range(30)]
    findings = found(alignment_of("\n".join(release), "\n".join(original)), "CVR002")
    assert [finding.severity for finding in findings] == [Severity.NOTE]
    assert "67%" in findings[0].message


def test_a_summary_explains_what_was_left_out():
    alignment = alignment_of(
        "Exports grew.\n[The minister told about the harvest.]\n\nAll is well.",
        "Экспорт вырос.\n\nУрожай собирают три комбайна.\nВсе хорошо.",
    )
    beads = tuple(replace(b, summary=not b.source) for b in alignment.beads)
    alignment = replace(alignment, beads=beads)
    for code in ("CVR001", "CVR002"):
        findings = found(alignment, code)
        assert [finding.severity for finding in findings] == [Severity.NOTE], code
        assert "brackets" in findings[0].message


@pytest.mark.parametrize(
    ("probability", "severity"), [(0.95, "warning"), (0.75, "warning"), (0.6, "note")]
)
def test_a_doubtful_omission_is_a_note(probability, severity):
    alignment = alignment_of("Exports grew.\n", "Экспорт вырос.\nВесной откроют завод удобрений.")
    beads = tuple(b if b.target else replace(b, probability=probability) for b in alignment.beads)
    (finding,) = found(replace(alignment, beads=beads), "CVR001")
    assert finding.severity == severity


def test_without_links_and_without_vectors_no_clause_is_told():
    case = next(c for c in CASES if c["rule"] == "CVR003" and c["hits"])
    alignment = aligned(case)
    alone = Linker(None, load_lexicon().renderings)
    for linker in (None, alone):
        assert found(alignment, "CVR003", {"part": 0.0}, linker) == ()
        [hit] = found(alignment, "CVR003", None, linker)
        assert "much less" in hit.message


def test_options_say_how_sure_it_must_be(linker):
    case = next(c for c in CASES if c["rule"] == "CVR003" and c["hits"])
    alignment = aligned(case)
    assert (
        found(alignment, "CVR003", {"warn-from": 1.0, "part": 0.0}, linker)[0].severity
        == Severity.NOTE
    )
    assert found(alignment, "CVR003", {"note-from": 1.0, "part": 0.0}, linker) == ()
    assert found(alignment, "CVR003", {"least": 50, "part": 0.0}, linker) == ()


def test_what_is_told_first_is_likeliest(linker):
    text = "Завод выпускает удобрения, экспорт растет каждый год, а школу построят весной."
    (links,) = linker.link([(text, "The plant makes fertilizers.")], "ru")
    told = unrendered(links, "source", 0.0, "ru")
    assert [one.probability for one in told] == sorted((o.probability for o in told), reverse=True)
    spans = sorted(span for span, _, _ in runs(links, "source", 0.0, "ru"))
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_short_document_has_the_ratio_of_its_language():
    short = usual_ratio(alignment_of("Yes.", "Да."))
    assert short == pytest.approx(usual_ratio(alignment_of("No.", "Нет.")))
    long = usual_ratio(alignment_of("word " * 40, "слово слово " * 40))
    assert long < short


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("(Аплодисменты.)", "ru", "remark"),
        ("Смех в зале.", "ru", "remark"),
        ("Дорогие друзья!", "ru", "greeting"),
        ("Шаноўныя сябры!", "be", "greeting"),
        ("Good afternoon, colleagues.", "en", "greeting"),
        ("На снимке слева направо: директор, мастер и рабочие нового цеха", "ru", "caption"),
        ("На снимке видно, что завод работает.", "ru", ""),
        ("Обращаясь к рабочим:", "ru", "label"),
        ("Поделиться", "ru", "page"),
        ("13 июля 2021 года", "ru", "page"),
        ("Да.", "ru", "fragment"),
        ("Спасибо за удобрения, которые завод выпускает для всей области и для соседей.", "ru", ""),
        ("Да пачатку 2000-х гадоў цягнік хадзіў тройчы на тыдзень.", "be", ""),
        ("Смотрите также Встреча с министром 19 апреля 2025 года", "ru", "page"),
        ("Экспорт вырос на треть.", "ru", ""),
    ],
)  # fmt: skip
def test_what_is_beside_the_message(text, language, kind):
    assert matter(text, language) == kind


def test_a_line_that_repeats_the_headline_is_of_the_page():
    title = "Встреча с министром экономики"
    assert matter(f"События {title} Новости области", "ru", [title]) == "page"
    assert matter("Встреча с министром прошла хорошо.", "ru", [title]) == ""


LINES = st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=6)
OTHERS = st.lists(st.lists(ENGLISH, max_size=8).map(" ".join), min_size=1, max_size=6)


@pytest.mark.parametrize("code", [code for code in CODES if code not in LINKED])
@settings(max_examples=60, deadline=None)
@given(original=LINES, release=OTHERS)
def test_any_pair_is_looked_at(code, original, release):
    alignment = alignment_of("\n".join(release), "\n".join(original))
    findings = found(alignment, code)
    assert spans_hold(alignment, findings)
    assert findings == found(alignment, code)


@settings(max_examples=25, deadline=None)
@given(original=LINES, release=OTHERS)
def test_any_pair_is_linked(linker, original, release):
    alignment = alignment_of("\n".join(release), "\n".join(original))
    for code in LINKED:
        assert spans_hold(alignment, found(alignment, code, {"note-from": 0.0, "least": 0}, linker))


@pytest.mark.parametrize(
    ("language", "kept", "lost"),
    [
        ("ru", "Министры обсудили строительство новой больницы в Бресте.",
         "Вы сами это хорошо знаете."),
        ("be", "Міністры абмеркавалі будаўніцтва новай бальніцы ў Брэсце.",
         "Гэтыя праекты трэба пашыраць."),
    ],
)  # fmt: skip
def test_a_sentence_taken_for_a_part_of_its_neighbour_is_told(language, kept, lost, linker):
    release = "The ministers discussed the construction of a new hospital in Brest."
    alignment = paired([(kept, release), (lost, "")], language)
    [first, second] = alignment.beads
    merged = replace(first, source=first.source + second.source)
    [finding] = found(replace(alignment, beads=(merged,)), "CVR003", None, linker)
    assert finding.at.text == lost
    alone = replace(alignment, beads=(first,))
    assert found(alone, "CVR003", None, linker) == ()
