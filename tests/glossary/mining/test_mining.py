"""Candidate concepts from beads: what is proposed, and what must always hold of it."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.encode.lexicon import load
from align.errors import InputError
from align.glossary.concepts import Status
from align.glossary.mining import Pair, Proposal, Rendering, mine
from align.glossary.mining.association import surprise
from align.glossary.mining.beads import from_jsonl, from_tmx
from align.glossary.mining.draft import draft
from align.glossary.mining.english import English
from align.glossary.mining.ranking import c_value, deviation
from align.glossary.store import parse

CASES = tomllib.loads((Path(__file__).parent / "mining_cases.toml").read_text("utf-8"))
few = settings(max_examples=25, deadline=None)


def told(proposal: Proposal) -> str:
    renderings = ", ".join(f"{r.text} {r.count}" for r in proposal.renderings)
    return f"{proposal.term} = {renderings} ({proposal.support} pairs)"


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_what_is_proposed(case):
    lines = case["pairs"] + 4 * CASES["others"][case["language"]]
    pairs = [Pair(*line.split(" = "), "news") for line in lines]
    proposals = mine(pairs, case["language"], dictionary=load().renderings)
    assert set(case.get("proposed", ())) <= {told(proposal) for proposal in proposals}
    assert {proposal.term for proposal in proposals}.isdisjoint(case.get("not_proposed", ()))


# Terms by their citation form: forms of them, and what a release may have for them.
TERMS = {
    "Союзное государство": (
        ["Союзное государство", "Союзного государства", "Союзному государству"],
        ["Union State"],
    ),
    "таможенная пошлина": (
        ["таможенная пошлина", "таможенную пошлину", "таможенной пошлиной"],
        ["customs duty"],
    ),
    "зарплата": (["зарплата", "зарплату", "зарплатой"], ["wages", "salary"]),
    "ЕАЭС": (["ЕАЭС"], ["EAEU"]),
}
# Around them no noun and no adjective, so that a term ends where it is put in.
FRAMES = [
    ("Мы снова видели {}, да.", "We have seen the {} again."),
    ("Он сказал: {}!", "The {}, he said."),
    ("Вчера было {}; сегодня тоже.", "Yesterday there was the {}, and today again."),
    ("{} здесь.", "The {} is here."),
]
NOTHING = [("Они приехали вчера.", "They came yesterday."), ("Тогда он ушёл.", "Then he left.")]


@st.composite
def beads(draw):
    """A bead, and the citation form of the term put into it."""
    document = draw(st.sampled_from(["a", "b", "c"]))
    if draw(st.integers(0, 3)) == 0:
        return Pair(*draw(st.sampled_from(NOTHING)), document), ""
    term = draw(st.sampled_from(list(TERMS)))
    forms, english = TERMS[term]
    source, target = draw(st.sampled_from(FRAMES))
    made = (
        source.format(draw(st.sampled_from(forms))),
        target.format(draw(st.sampled_from(english))),
    )
    return Pair(*made, document), term


corpora = st.lists(beads(), min_size=15, max_size=40)


@few
@given(corpora, st.integers(2, 4))
def test_what_is_told_of_a_term_is_so(corpus, least):
    pairs = [pair for pair, _ in corpus]
    proposals = mine(pairs, "ru", dictionary=load().renderings, least=least)
    assert proposals == mine(pairs, "ru", dictionary=load().renderings, least=least)
    assert [p.score for p in proposals] == sorted((p.score for p in proposals), reverse=True)
    assert len({p.term for p in proposals}) == len(proposals)
    for proposal in proposals:
        # Where only sentences begin with it, its capital is not known.
        here = [pair for pair, term in corpus if term.lower() == proposal.term.lower()]
        assert proposal.support == len(here) >= least
        assert proposal.documents == len({pair.document for pair in here})
        assert 0 <= proposal.deviation < 1
        # The example is one of the pairs, with the term in it and what it is rendered with.
        assert proposal.example in here
        texts = [rendering.text for rendering in proposal.renderings]
        assert texts[0].lower() in proposal.example.target.lower()
        for text, count in ((r.text, r.count) for r in proposal.renderings):
            assert 0 < count <= sum(text.lower() in pair.target.lower() for pair in here)
        assert proposal.unexplained >= 0


@few
@given(corpora, st.sets(st.sampled_from(list(TERMS))), st.integers(1, 3))
def test_what_is_known_is_left_out_and_the_likeliest_come_first(corpus, known, most):
    pairs = [pair for pair, _ in corpus]
    every = mine(pairs, "ru", dictionary=load().renderings)
    new = mine(pairs, "ru", dictionary=load().renderings, is_known=known.__contains__)
    assert new == tuple(p for p in every if p.term not in known)
    assert mine(pairs, "ru", dictionary=load().renderings, most=most) == every[:most]


@few
@given(corpora, st.sets(st.sampled_from(["union-state", "eaeu", "wages", "wages-2"])))
def test_a_draft_is_a_glossary_of_proposed_terms(corpus, taken):
    proposals = mine([pair for pair, _ in corpus], "ru", dictionary=load().renderings)
    concepts = parse(draft(proposals, 3, taken))
    assert [[term.text for term in concept.terms] for concept in concepts] == [
        [proposal.renderings[0].text, proposal.term] for proposal in proposals
    ]
    assert {term.status for c in concepts for term in c.terms} <= {Status.PROPOSED}
    assert taken.isdisjoint(concept.id for concept in concepts)


_ANY = st.text(st.characters(codec=None), max_size=30)  # Halves of characters too.
_ODD = st.lists(
    st.sampled_from([
        "Союзное", "государство", "ЕАЭС", "США", "санкции", "Зеленский", "дзяржава", "ён", "і",
        "Union", "State", "EAEU", "sanctions", "the", "of", "children's", "a-b", "19", "—", "…",
        ".", "\n", "\u2028", "\x1b[31m", "\u202e", "'", "ʼ", "- id: x", "# y",
    ])
).map(" ".join)  # fmt: skip


@few
@given(st.lists(st.tuples(_ODD | _ANY, _ODD | _ANY), max_size=6), st.sampled_from(["ru", "be"]))
def test_no_text_is_too_odd(texts, language):
    pairs = [Pair(source, target, "x") for source, target in texts] * 3
    proposals = mine(pairs, language, dictionary=load().renderings)
    assert all(proposal.example in pairs for proposal in proposals)
    assert len(parse(draft(proposals, 1))) == len(proposals)


@few
@given(_ANY | _ODD, _ANY | _ODD, st.lists(_ODD.filter(str.strip), min_size=1, max_size=3))
def test_no_text_gets_out_of_its_comment(source, target, renderings):
    shown = tuple(Rendering(" ".join("".join(filter(str.isprintable, r)).split()) or "x", 1)
                  for r in renderings)  # fmt: skip
    proposal = Proposal("да", "ru", shown, 3, 1, 0.0, Pair(source, target, "x"), 1.0)
    text = draft([proposal, proposal], 1)
    first, second = parse(text)
    assert first.id != second.id
    assert first.terms == second.terms
    assert [term.text for term in first.terms] == [shown[0].text, "да"]
    assert all(line.isprintable() for line in text.split("\n"))


def test_a_term_that_is_nearly_always_part_of_a_longer_one_is_that_ones_business():
    assert c_value(2, 5, [5], plain=False) == 0
    assert c_value(2, 5, [2], plain=False) < c_value(2, 5, [], plain=False)
    assert c_value(3, 5, [], plain=False) > c_value(2, 5, [], plain=False)
    assert c_value(1, 5, [], plain=True) < c_value(1, 5, [], plain=False)


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 99), min_size=1), st.data())
def test_unevenness_is_a_share(sizes, data):
    counts = data.draw(st.dictionaries(st.sampled_from(sorted(sizes)), st.integers(1, 9)))
    assert 0 <= deviation(counts, sizes) < 1
    assert deviation(sizes, sizes) == 0


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 50))
def test_surprise_knows_no_first_and_second(both, first, second, rest):
    one, other = both + first, both + second
    total = both + first + second + rest
    found = surprise(both, one, other, total)
    assert found == pytest.approx(surprise(both, other, one, total))
    assert found >= 0
    if both * total <= one * other:
        assert found == 0


def test_a_rendering_is_shown_without_its_possessive():
    text = English("The Union State's budget. Union States’ plans.")
    assert list(text.written("union state")) == [("Union State", False), ("Union States", True)]


# Beads from files.

BEAD = {"source_text": "Мир.", "target_text": "Peace.", "probability": 0.95}
UNIT = """<tu>{}<tuv xml:lang="be-BY"><seg>Мір  і <hi>згода</hi></seg></tuv>
<tuv xml:lang="en-GB"><seg>Peace</seg></tuv></tu>"""


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({}, 1),
        ({"probability": 1}, 1),
        ({"probability": 0.89}, 0),
        ({"probability": 0.1, "locked": True}, 1),
        ({"source_text": " "}, 0),
        ({"target_text": ""}, 0),
        ({"more": 1}, 1),
    ],
)
def test_sure_pairs_of_json_lines_are_read(tmp_path, change, kept):
    path = tmp_path / "x.jsonl"
    text = "\ufeff" + json.dumps(BEAD | change, ensure_ascii=False) + "\r\n\n"
    path.write_bytes(text.encode())
    assert list(from_jsonl(path)) == [Pair("Мир.", "Peace.", str(path))] * kept


@pytest.mark.parametrize(
    "line",
    [
        b"Mir.", b"[1]", b"1", b"{}", b"[" * 9999, '{"source_text":"Мир"'.encode("cp1251"),
        json.dumps(BEAD | {"probability": True}).encode(),
        json.dumps(BEAD | {"probability": "1"}).encode(),
        json.dumps(BEAD | {"source_text": None}).encode(),
        b'"' + b"x" * (1 << 20) + b'"',
    ],
)  # fmt: skip
def test_a_line_that_is_no_bead_is_named(tmp_path, line):
    path = tmp_path / "x.jsonl"
    path.write_bytes(json.dumps(BEAD).encode() + b"\n" + line + b"\n")
    with pytest.raises(InputError, match=r"x\.jsonl:2: the line is .* align pair -f jsonl\.$"):
        list(from_jsonl(path))


@pytest.mark.parametrize(
    ("properties", "kept"),
    [
        ("", 1),
        ('<prop type="x-probability">0.91</prop>', 1),
        ('<prop type="x-probability">0.89</prop>', 0),
        ('<prop type="x-probability">high</prop>', 0),
        ('<prop type="x-probability">0</prop><prop type="x-locked">yes</prop>', 1),
    ],
)
def test_sure_units_of_a_memory_are_read(tmp_path, properties, kept):
    path = tmp_path / "x.tmx"
    path.write_text(f"<tmx><body>{UNIT.format(properties)}</body></tmx>", encoding="utf-8")
    assert list(from_tmx(path)) == [Pair("Мір і згода", "Peace", str(path))] * kept
    assert list(from_tmx(path, "ru")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tbx/>", r"x\.tmx:1: this is not TMX"),
        ("<tmx><body>", r"x\.tmx:1: this is not well-formed XML"),
        ("", r"x\.tmx: this is not well-formed XML"),
        ('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "declares XML entities"),
    ],
)
def test_a_memory_that_is_none_is_named(tmp_path, text, message):
    path = tmp_path / "x.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(from_tmx(path))
