"""A translation beside a reference: blocks by hand, what must hold for any, and an example."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.encode import load_encoder
from align.errors import InputError
from align.pipeline import Settings, pair
from align.pipeline.reference import blocks, segments, weighed
from align.scores import BeadScore, Interval
from align.types import (
    Alignment,
    Bead,
    BeadKind,
    Document,
    LineKind,
    Paragraph,
    SegmentedText,
    Sentence,
    SourceMap,
    Span,
)

CASES = tomllib.loads(Path(__file__).with_name("reference_cases.toml").read_text("utf-8"))["case"]
EXAMPLES = Path(__file__).parents[2] / "examples"


def side(name, language, size, furniture=()):
    """A document of sentences, each a paragraph of its own."""
    joined, sentences, paragraphs = "", [], []
    for n in range(size):
        text = f"{name} {n}."
        kind = LineKind.FURNITURE if n in furniture else LineKind.TEXT
        span = Span(len(joined), len(joined) + len(text))
        sentences.append(Sentence(n, span, n, kind, text))
        paragraphs.append(Paragraph(span, kind, n))
        joined += text + "\n"
    document = Document(
        f"{name}.txt", joined, tuple(paragraphs), SourceMap(((0, 0),), (0,)), "txt", ""
    )
    return SegmentedText(document, language, tuple(sentences))


def numbers(text):
    return tuple(map(int, text.split()))


def aligned(lines, name, furniture):
    beads = tuple(Bead(*map(numbers, line.split(">")), 0.9) for line in lines)
    sizes = (sum(len(getattr(b, k)) for b in beads) for k in ("source", "target"))
    texts = [
        side(each, language, size, furniture.get(each, ()))
        for each, language, size in zip(("original", name), ("ru", "en"), sizes, strict=True)
    ]
    return Alignment(*texts, beads, "by hand")


def written(block):
    source, *targets = (" ".join(map(str, each)) for each in (block.source, *block.targets))
    return " ".join(f"{source} > {' | '.join(targets)}".split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case):
    pairs = [
        aligned(case[name], name, case.get("furniture", {}))
        for name in ("translation", "reference")
    ]
    found = blocks(*pairs)
    assert [written(block) for block in found] == case["blocks"]
    for block in found:
        for name, held, text in zip(
            ("translation", "reference"), block.targets, block.texts, strict=True
        ):
            assert text == " ".join(f"{name} {n}." for n in held)
    assert segments(found) == tuple(tuple(block.texts[k] for block in found) for k in range(2))


@st.composite
def alignments(draw, count):
    """One original with `count` translations; beads in target order, some of them moved."""
    size = draw(st.integers(1, 8))
    furniture = draw(st.sets(st.integers(0, size - 1), max_size=2))
    original = side("original", "be", size, furniture)
    out = []
    for name in range(count):
        body = [n for n in range(size) if n not in furniture]
        groups, target = [], 0
        while body:
            groups.append(tuple(body[: (taken := draw(st.integers(1, 3)))]))
            body = body[taken:]
        groups += [()] * draw(st.integers(0, 3))
        beads, extra = [], set()
        for group in draw(st.permutations(groups)):
            width = draw(st.integers(0 if group else 1, 2))
            beads.append(Bead(group, tuple(range(target, target + width)), 0.9))
            target += width
        for n in sorted(furniture):
            beads.append(Bead((n,), (), 0.9))
        if draw(st.booleans()):
            extra.add(target)
            beads.append(Bead((), (target,), 0.9))
            target += 1
        text = side(f"translation {name}", "en", target, extra)
        out.append(Alignment(original, text, tuple(beads), "any"))
    return out


def body(text):
    return [s.index for s in text.sentences if s.kind is not LineKind.FURNITURE]


@given(alignments(3))
def test_every_sentence_is_in_one_block(pairs):
    found = blocks(*pairs)
    assert sorted(n for b in found for n in b.source) == body(pairs[0].source)
    for k, alignment in enumerate(pairs):
        assert sorted(n for b in found for n in b.targets[k]) == body(alignment.target)
        for bead in alignment.beads:
            if alignment.kind(bead) is not BeadKind.FURNITURE:
                holding = [
                    b
                    for b in found
                    if {*bead.source} & {*b.source} or {*bead.target} & {*b.targets[k]}
                ]
                assert len(holding) == 1
    firsts = [b.source[0] for b in found if b.source]
    assert firsts == sorted(firsts)
    assert all(sum(map(bool, b.targets)) == 1 for b in found if not b.source)


@given(alignments(2))
def test_translations_swapped(pairs):
    def turned(block):
        return block.source, block.targets[::-1], block.texts[::-1]

    there, back = blocks(*pairs), blocks(*pairs[::-1])
    assert sorted(map(turned, back)) == sorted((b.source, b.targets, b.texts) for b in there)
    assert [turned(b) for b in back if b.source] == [
        (b.source, b.targets, b.texts) for b in there if b.source
    ]


@given(alignments(1))
def test_one_translation_alone_gives_its_beads(pairs):
    (alignment,) = pairs
    made = {(b.source, b.targets[0]) for b in blocks(alignment)}
    beads = [b for b in alignment.beads if alignment.kind(b) is not BeadKind.FURNITURE]
    assert made == {(b.source, b.target) for b in beads}


@given(alignments(2), st.data())
def test_scores_block_by_block_have_the_mean_of_the_beads(pairs, data):
    found = blocks(*pairs)
    for k, alignment in enumerate(pairs):
        scores = [
            BeadScore(
                bead.source, bead.target, "", "", data.draw(st.integers(1, 40)), None,
                data.draw(st.floats(0, 100)), Interval(0, 100),
            )
            for bead in alignment.beads
            if alignment.kind(bead) is not BeadKind.FURNITURE
        ]  # fmt: skip
        means, words = weighed(found, k, scores)
        assert len(means) == len(words) == len(found)
        assert sum(words) == sum(score.words for score in scores)
        assert sum(m * w for m, w in zip(means, words, strict=True)) == pytest.approx(
            sum(score.adequacy * score.words for score in scores)
        )
        assert all(0 <= mean <= 100 + 1e-9 for mean in means)


def test_nothing_to_put_side_by_side():
    assert blocks() == ()
    assert segments(()) == ()


def test_originals_that_are_divided_otherwise():
    one = aligned(["0 > 0", "1 > 1"], "translation", {})
    other = aligned(["0 > 0"], "reference", {})
    with pytest.raises(InputError) as caught:
        blocks(one, other)
    assert str(caught.value) == (
        "original.txt: the original that reference.txt is paired with is not divided into the same"
        " sentences as the one that translation.txt is paired with. Pair both with the same file"
        " and the same settings."
    )


def test_a_release_beside_itself_with_a_sentence_left_out_and_one_put_in(tmp_path):
    folder = EXAMPLES / "economic-briefing"
    lines = (folder / "en.sentences").read_text("utf-8").splitlines()
    put_in = "Weather permitting, the municipal orchestra will play a waltz at the river station."
    left_out = lines[22]
    paths = []
    for name, texts in {
        "release": lines,
        "other": [*lines[:10], put_in, *lines[10:22], *lines[23:]],
    }.items():
        path = tmp_path / f"{name}.txt"
        path.write_text("\n".join(texts) + "\n", "utf-8")
        paths.append(str(path))
    encoder, settings = load_encoder(), Settings(presegmented=True)
    pairs = [pair(str(folder / "ru.sentences"), path, encoder, settings)[0] for path in paths]
    found = blocks(*pairs)
    release, other = segments(found)
    assert sum(left_out in text for text in release) == 1
    assert not any(left_out in text for text in other)
    assert sum(put_in in text for text in other) == 1
    differing = [(one, two) for one, two in zip(release, other, strict=True) if one != two]
    assert (left_out, "") in differing
    assert ("", put_in) in differing
    assert len(differing) <= 4
