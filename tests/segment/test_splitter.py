"""What always holds of the splitter, and what its decisions say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import align.segment
from align.segment import RULES, Decision, load_splitter
from align.types import LANGUAGES, Language

SPLITTERS = {language: load_splitter(language) for language in LANGUAGES}
PIECES = st.sampled_from(
    ["г.", "А.", "Mr.", "U.S.", "5", "млрд", "руб.", "«", "»", "“", "”", '"', "(", ")", "[", "…",
     "...", "?", "!", ".", "—", " ", "\n", "\u00a0", "Он", "he", "Минск", "і г. д.", "1.", "<…>",
     "*", "1"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
)
ANY_LANGUAGE = st.sampled_from(LANGUAGES)


@given(TEXTS, ANY_LANGUAGE)
def test_spans_and_gaps_give_the_text_back(text: str, language: Language) -> None:
    at = 0
    for span in SPLITTERS[language].split(text):
        assert not text[at : span.start].strip()
        assert span.start < span.end
        assert span.of(text) == span.of(text).strip()
        at = span.end
    assert not text[at:].strip()


@given(TEXTS, ANY_LANGUAGE)
def test_the_same_text_is_divided_the_same_way(text: str, language: Language) -> None:
    assert SPLITTERS[language].decide(text) == load_splitter(language).decide(text)


@given(TEXTS, ANY_LANGUAGE)
def test_decisions_ascend_and_name_known_rules(text: str, language: Language) -> None:
    decisions = SPLITTERS[language].decide(text)
    offsets = [decision.offset for decision in decisions]
    assert offsets == sorted(set(offsets))
    assert {decision.rule for decision in decisions} <= {rule.name for rule in RULES}


@given(TEXTS, ANY_LANGUAGE)
def test_a_sentence_on_its_own_can_be_split(text: str, language: Language) -> None:
    for span in SPLITTERS[language].split(text):
        assert SPLITTERS[language].split(span.of(text))


@pytest.mark.parametrize("text", ["", " \n\t", "\u2028\u2029\x85"])
def test_white_space_alone_holds_no_sentence(text: str) -> None:
    assert SPLITTERS["en"].split(text) == ()


@pytest.mark.parametrize(
    "text",
    ["\x00.", "a.\x00 B", "\U0001f600! \U0001f600", "Да.\u2028Нет.", "." * 5000, "( " * 5000,
     "“" * 5000 + "]" * 5000, '". ' * 3000],
)  # fmt: skip
def test_odd_text_is_kept_whole(text: str) -> None:
    for splitter in SPLITTERS.values():
        kept = "".join(span.of(text) for span in splitter.split(text))
        assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


def test_decisions_name_rule_and_place() -> None:
    assert SPLITTERS["en"].decide("See No. 5. It grew by 2.5%.") == (
        Decision(7, False, "abbreviation-before-number"),
        Decision(10, True, "default-stop"),
        Decision(24, False, "decimal-point"),
        Decision(27, True, "end-of-paragraph"),
    )


def test_rules_have_unique_names_and_descriptions_of_one_line() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert all(rule.description and "\n" not in rule.description for rule in RULES)


def test_digest_is_short_hexadecimal_and_differs_by_language() -> None:
    digests = {splitter.digest for splitter in SPLITTERS.values()}
    assert len(digests) == len(LANGUAGES)
    assert all(re.fullmatch(r"[0-9a-f]{12}", digest) for digest in digests)


def test_public_names() -> None:
    assert set(align.segment.__all__) == {
        "RULES", "SEGMENTER_VERSION", "Decision", "Rule", "Splitter", "load_splitter", "segment",
        "segment_lines",
    }  # fmt: skip
