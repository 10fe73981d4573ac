"""What the search for beads gives back in the documents' own numbers."""

from pathlib import Path

import pytest

from align.encode import load_encoder
from align.pipeline import Settings, explain, pair_prepared, prepare
from align.pipeline.search import with_summaries
from align.types import BeadKind

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def read(name, language, **options):
    folder = EXAMPLES / name
    settings = Settings(source_lang=language, presegmented=True, **options)
    source, target, _ = prepare(
        str(folder / f"{language}.sentences"), str(folder / "en.sentences"), settings
    )
    return source, target, settings


def test_a_line_in_brackets_beside_omissions_sums_them_up(encoder):
    source, target, settings = read("abridged-address", "ru")
    alignment = pair_prepared(source, target, encoder, settings)
    texts = [alignment.target_text(b) for b in alignment.beads if b.summary]
    assert texts == ["[The minister then spoke about fodder, machinery, and rural housing.]"]
    assert all(alignment.kind(b) is BeadKind.ADDITION for b in alignment.beads if b.summary)
    paired = [b for b in alignment.beads if b.source or not b.summary]
    assert not any(b.summary for b in with_summaries(paired, target))


def test_fixed_pairs_may_hold_page_furniture(encoder):
    source, target, settings = read("working-visit", "be")
    alignment = pair_prepared(source, target, encoder, settings)
    lines = [
        next(
            b for b in alignment.beads if alignment.kind(b) is BeadKind.FURNITURE and getattr(b, s)
        )
        for s in ("source", "target")
    ]
    fixed = [(lines[0].source, lines[1].target)]
    again = pair_prepared(source, target, encoder, settings, fixed=fixed)
    found = {(b.source, b.target): b for b in again.beads}
    assert found[fixed[0]].locked
    numbers = sorted(n for b in again.beads for n in b.source)
    assert numbers == list(range(len(source.sentences)))


def test_every_bead_that_was_weighed_can_be_explained(encoder):
    source, target, settings = read("decree", "ru")
    fixed = [((5,), (9,))]
    alignment = pair_prepared(source, target, encoder, settings, fixed=fixed)
    for bead in alignment.beads:
        told = explain(source, target, encoder, bead, fixed)
        if bead.locked or alignment.kind(bead) is BeadKind.FURNITURE:
            assert told is None
            continue
        why, rival = told
        assert (why.bead.source, why.bead.target) == (bead.source, bead.target)
        assert why.log_odds == pytest.approx(sum(r.log_odds for r in why.reasons))
        assert rival is not None
        assert set(rival.bead.source) & set(bead.source) or (
            set(rival.bead.target) & set(bead.target)
        )


def test_the_weight_free_mode_pairs_the_examples():
    source, target, settings = read("decree", "ru")
    alignment = pair_prepared(source, target, load_encoder("none"), settings)
    gold = (EXAMPLES / "decree" / "ru-en.gold").read_text("utf-8").strip().split("\n")
    mine = {f"{list(b.source)}:{list(b.target)}" for b in alignment.beads}
    assert sum(line in mine for line in gold) >= 0.8 * len(gold)
