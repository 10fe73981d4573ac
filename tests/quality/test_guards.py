"""Guard rails (guard_cases.toml) and the lengths that one of them goes by."""

import math
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checks.documentation import example, pages
from align.quality.guards import guards
from align.quality.lengths import lengths, size, spelled_out

CASES = tomllib.loads(Path(__file__).with_name("guard_cases.toml").read_text("utf-8"))["case"]
KINDS = {"empty", "untranslated", "language", "length", "repeated"}
LANGUAGES = st.sampled_from(["ru", "be"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="аб ів ыeg.,()[]«»'’5\u0301\u202e\x00\n", max_size=200),
    st.lists(
        st.sampled_from(["the", "minister", "завод", "і", "АЭС", ",", ".", "(", ")", "no", "5"]),
        max_size=60,
    ).map(" ".join),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case):
    found = guards(case["source"], case["target"], case["language"])
    assert [[one.kind, one.cap] for one in found] == case.get("found", [])


@pytest.mark.parametrize("heading", ["Does not", "Breaks it"])
def test_the_pages_of_the_rules(heading):
    """Good examples pass; of the others, untranslated words and clauses left out or added fire."""
    fired = {}
    for code, page in pages().items():
        if code.startswith(("GLS", "SUP")):
            continue
        for language, text in page.examples(heading):
            alignment = example(language, text)
            for bead in alignment.beads:
                if bead.source and bead.target:
                    texts = alignment.source_text(bead), alignment.target_text(bead)
                    for one in guards(*texts, alignment.source.language):
                        fired.setdefault(code, set()).add(one.kind)
    expected = {"CVR003": {"length"}, "CVR004": {"length"}, "CVR005": {"untranslated"}}
    assert fired == ({} if heading == "Does not" else expected)


def test_words_are_named():
    [reason] = guards("Ожоги и травмы от стекла.", "Burns and травмы from glass.", "ru")
    assert reason.text == "“травмы” is left untranslated."
    english = "The plant and the factory make good things that the whole country needs"
    [reason] = guards("Завод " * 14, f"{english} раз, два, три, четыре.", "ru")
    assert reason.text == "“раз”, “два”, “три” and 1 more are left untranslated."
    [reason] = guards("Завод открыт.", "Завод открыт.", "be")
    assert reason.text == "This is left in Belarusian, untranslated."
    [reason] = guards("Завод откроют весной в области.", "It is so good, it is so good.", "ru")
    assert reason.text == "The release repeats “it is so good”."


@given(TEXTS, TEXTS, LANGUAGES)
def test_any_text(source, target, language):
    found = guards(source, target, language)
    assert found == guards(source, target, language)
    assert [one.cap for one in found] == sorted(one.cap for one in found)
    assert len({one.kind for one in found}) == len(found)
    for one in found:
        assert one.kind in KINDS
        assert 0 <= one.cap <= 100
        assert one.text.endswith(".")
        assert len(one.text) < 300
        assert not any(unicodedata.category(c).startswith("C") for c in one.text)


@given(TEXTS.filter(size), st.text(alphabet=" .,;:!?…«»()–\n\u00a0\u200b", max_size=20), LANGUAGES)
def test_nothing_is_always_found(source, target, language):
    [reason] = guards(source, target, language)
    assert (reason.kind, reason.cap) == ("empty", 0.0)


WORDS = {
    "ru": "министр экономики подписал соглашение о поставках весной и в области откроют завод",
    "be": "міністр эканомікі падпісаў пагадненне аб пастаўках увесну і ў вобласці адкрыюць завод",
}


@given(st.data(), LANGUAGES)
def test_a_copy_is_always_found(data, language):
    cyrillic = st.sampled_from(WORDS[language].split())
    words = data.draw(st.lists(st.one_of(cyrillic, st.sampled_from(["IT", "5", "Expo"]))))
    words.insert(data.draw(st.integers(0, len(words))), "завод")
    text = " ".join(words)
    for copy in (text, text.upper(), f"«{text}»."):
        assert guards(text, copy, language)[0].cap == 0


@given(st.integers(2, 100), st.integers(1, 50))
def test_the_more_is_left_the_lower_the_bound(words, more):
    def cap(left):
        target = " ".join(["завод"] * left + ["the"] * words)
        found = guards("слово " * (words + left), target, "ru")
        return min(one.cap for one in found if one.kind == "untranslated")

    assert cap(more + 1) <= cap(more) <= 50


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(1, 5000))
def test_lengths_compare_steadily(source, target, other):
    less, more = sorted((target, other))
    table = lengths()
    assert table.compare("с" * source, "t" * less)[1] <= table.compare("с" * source, "t" * more)[1]
    assert all(map(math.isfinite, table.compare("с" * source, "t" * target)))


@given(st.text(max_size=100))
def test_written_in_full_is_no_shorter(text):
    assert spelled_out(text) >= size(text)


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000, "а (" * 10_000, "завод " * 20_000, "no " * 20_000, "а" * 50_000, "[(" * 20_000],
    ids=["brackets", "letters and brackets", "words", "the same word", "a giant word", "both"],
)
def test_giant_lines(text):
    for target in (text, text + " the minister завод said"):
        assert all(0 <= one.cap <= 100 for one in guards("Завод открыт. " * 500, target, "ru"))
