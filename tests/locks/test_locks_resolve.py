"""Corrections find their sentences again, and no others."""

import itertools
import random
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lock_sides import side

from align.errors import UsageError
from align.locks import Anchor, Lock, Pin, fix, quote, read_locks, resolve, write_locks
from align.pipeline import Settings, prepare

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
CASES = tomllib.loads((HERE / "edits.toml").read_text("utf-8"))["case"]
ENGLISH = side(["One.", "Two.", "Three."], "en.txt", "en")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_edited_document(case):
    (lock,) = fix([Pin((case["fixed"],), (1,))], side(case["before"]), ENGLISH)
    after = side(case["after"])
    found = resolve([lock], after, ENGLISH)
    if isinstance(case["now"], int):
        assert found.pins == (Pin((case["now"],), (1,)),)
        assert found.problems == ()
        return
    assert found.held == (None,)
    assert found.found == (Pin((), (1,)),)
    (problem,) = found.problems
    assert f"“{case['before'][case['fixed']]}”" in problem
    assert ("can no longer be told" in problem) == (case["now"] == "unclear")
    offered = f"the nearest is sentence {case.get('nearest')} on line {case.get('nearest', 0) + 1},"
    assert (offered in problem) == ("nearest" in case)


# Few different sentences, so that many are repeated and have the same neighbours.
TEXTS = st.lists(st.sampled_from("АБВГ").map("Слово {}.".format), min_size=1, max_size=14)
ENGLISH_TEXTS = st.lists(st.sampled_from("ABC").map("Word {}.".format), min_size=1, max_size=10)


@st.composite
def pinned(draw):
    """Two documents and pins that share no sentence."""
    source, target = draw(TEXTS), draw(ENGLISH_TEXTS)
    chance = draw(st.randoms(use_true_random=False))
    lefts, rights = list(range(len(source))), list(range(len(target)))
    chance.shuffle(lefts)
    chance.shuffle(rights)
    pins = []
    for _ in range(draw(st.integers(1, 4))):
        left = tuple(sorted(lefts.pop() for _ in range(min(len(lefts), chance.randint(0, 2)))))
        right = tuple(sorted(rights.pop() for _ in range(min(len(rights), chance.randint(0, 2)))))
        if left or right:
            pins.append(Pin(left, right))
    return source, target, pins


def edited(texts, fixed, chance, steps, words):
    """`texts` after random edits of sentences that are not, and do not become, those `fixed`.

    Every sentence comes with the number it had, None for new ones.
    """
    kept = {texts[n] for n in fixed}
    now = [(n, text) for n, text in enumerate(texts)]
    for _ in range(steps):
        at = chance.randint(0, len(now))
        edit = chance.choice(("insert", "delete", "rewrite", "swap"))
        if edit == "insert":
            now.insert(at, (None, words()))
        elif at < len(now) and now[at][1] not in kept:
            if edit == "delete":
                del now[at]
            elif edit == "rewrite":
                now[at] = (now[at][0], words())
            elif at and now[at - 1][1] not in kept:
                now[at - 1], now[at] = now[at], now[at - 1]
    return now


def moved(pin, lefts, rights):
    """Where the sentences of a pin now stand."""
    places = [{old: n for n, (old, _) in enumerate(now)} for now in (lefts, rights)]
    return Pin(
        tuple(sorted(places[0][n] for n in pin.source)),
        tuple(sorted(places[1][n] for n in pin.target)),
    )


@settings(deadline=None)
@given(pinned(), st.randoms(use_true_random=False), st.integers(0, 12))
def test_edits_elsewhere_never_change_what_is_fixed(case, chance, steps):
    """Whatever is edited, as long as it is not a copy of a fixed sentence."""
    source, target, pins = case
    locks = fix(pins, side(source), side(target, "en.txt", "en"))
    fixed = [n for pin in pins for n in pin.source], [n for pin in pins for n in pin.target]
    texts = [{source[n] for n in fixed[0]}, {target[n] for n in fixed[1]}]
    free = [
        [text for text in pool if text not in kept] or ["Нечто."]
        for pool, kept in zip((source, target), texts, strict=True)
    ]
    counter = itertools.count()

    def words(k):
        # Now and then a sentence that is there already, with or without neighbours of its own.
        return lambda: chance.choice([*free[k], f"Новое {next(counter)}."])

    lefts = edited(source, fixed[0], chance, steps, words(0))
    rights = edited(target, fixed[1], chance, steps, words(1))
    now = (
        side([t for _, t in lefts] or ["."]),
        side([t for _, t in rights] or ["."], "en.txt", "en"),
    )
    found = resolve(locks, *now)
    assert len(found.problems) == found.held.count(None)
    for pin, held in zip(pins, found.held, strict=True):
        assert held in (None, moved(pin, lefts, rights))


@settings(deadline=None)
@given(pinned(), st.randoms(use_true_random=False), st.integers(0, 12))
def test_new_sentences_elsewhere_let_go_of_nothing(case, chance, steps):
    """Nor do rewritten ones: only old sentences in new places can make a copy doubtful."""
    source, target, pins = case
    locks = fix(pins, side(source), side(target, "en.txt", "en"))
    counter = itertools.count()

    def inserted(texts, fixed):
        kept = {texts[n] for n in fixed}
        now = [
            (n, text if text in kept or chance.random() < 0.7 else f"Новое {next(counter)}.")
            for n, text in enumerate(texts)
        ]
        for _ in range(steps):
            now.insert(chance.randint(0, len(now)), (None, f"Новое {next(counter)}."))
        return now

    lefts = inserted(source, [n for pin in pins for n in pin.source])
    rights = inserted(target, [n for pin in pins for n in pin.target])
    found = resolve(
        locks, side([t for _, t in lefts]), side([t for _, t in rights], "en.txt", "en")
    )
    assert found.held == tuple(moved(pin, lefts, rights) for pin in pins)
    assert found.problems == ()


@settings(deadline=None)
@given(TEXTS, st.data())
def test_another_copy_of_a_fixed_sentence_is_not_taken_for_it(texts, data):
    number = data.draw(st.integers(0, len(texts) - 1))
    at = data.draw(st.integers(0, len(texts)))
    (lock,) = fix([Pin((number,), ())], side(texts), ENGLISH)
    copy = ["Новое одно.", texts[number], "Новое другое."]
    found = resolve([lock], side([*texts[:at], *copy, *texts[at:]]), ENGLISH)
    now = Pin((number if number < at else number + 3,), ())
    (anchor,) = lock.source
    if anchor.after and anchor.before:
        assert found.held == (now,)
    else:
        assert found.held in ((now,), (None,))


@settings(deadline=None)
@given(st.lists(pinned(), min_size=1, max_size=3), TEXTS, ENGLISH_TEXTS)
def test_no_sentence_is_in_two_pins_and_the_mirror_image_is_mirrored(cases, source, target):
    locks = [
        lock
        for texts, others, pins in cases
        for lock in fix(pins, side(texts), side(others, "en.txt", "en"))
    ]
    left, right = side(source), side(target, "en.txt", "en")
    found = resolve(locks, left, right)
    for numbers in ([p.source for p in found.pins], [p.target for p in found.pins]):
        flat = [n for part in numbers for n in part]
        assert len(flat) == len(set(flat))
    assert len(found.problems) == found.held.count(None)
    swapped = [replace(lock, source=lock.target, target=lock.source) for lock in locks]
    mirrored = resolve(swapped, right, left)
    assert mirrored.pins == tuple(Pin(pin.target, pin.source) for pin in found.pins)
    assert resolve(locks, left, right) == found


@pytest.mark.parametrize(
    ("folder", "original", "release"),
    [
        ("decree", "ru.md", "en.md"),
        ("decree", "be.md", "en.md"),
        ("working-visit", "ru.html", "en.html"),
        ("economic-briefing", "be.docx", "en.txt"),
        ("abridged-address", "ru.txt", "en.txt"),
    ],
)
def test_every_sentence_of_an_example_is_found_through_the_file(
    folder, original, release, tmp_path
):
    names = EXAMPLES / folder / original, EXAMPLES / folder / release
    source, target, _ = prepare(*map(str, names), Settings())
    shorter = min(len(source.sentences), len(target.sentences))
    pins = [Pin((n,), (n,)) for n in range(shorter)]
    pins += [Pin((n,), ()) for n in range(shorter, len(source.sentences))]
    path = tmp_path / "x.locks"
    locks = fix(pins, source, target, "все подряд")
    write_locks(path, locks, *names)
    found = resolve(read_locks(path), source, target)
    assert found.pins == tuple(pins)
    assert found.problems == ()


@pytest.mark.parametrize("seed", range(5))
def test_repeated_sentences_of_a_release_are_told_apart_after_edits(seed):
    """The repeated title and button of a page, every one fixed, then many edits."""
    names = [EXAMPLES / "working-visit" / f"{name}.sentences" for name in ("ru", "en")]
    source, target, _ = prepare(*map(str, names), Settings(presegmented=True))
    texts = [s.text for s in source.sentences]
    repeated = [n for n, text in enumerate(texts) if texts.count(text) > 1]
    assert len(repeated) >= 4
    locks = fix([Pin((n,), ()) for n in repeated], source, target)
    chance = random.Random(seed)
    counter = itertools.count()
    now = edited(texts, repeated, chance, 60, lambda: f"Новое предложение {next(counter)}.")
    found = resolve(locks, side([text for _, text in now]), target)
    assert found.held == tuple(moved(Pin((n,), ()), now, []) for n in repeated)


def test_half_a_pair_is_no_pair():
    source = side(["Один.", "Два.", "Три."])
    locks = fix([Pin((0, 1), (0,)), Pin((2,), (2,))], source, ENGLISH)
    found = resolve(locks, side(["Один.", "Нечто другое.", "Три."]), ENGLISH)
    assert found.held == (None, Pin((2,), (2,)))
    assert found.found[0] == Pin((0,), (0,))
    (problem,) = found.problems
    assert problem.startswith("ru.txt.en.txt.locks: “Два.” is no longer in ru.txt.")
    assert "fix it anew with align lock" in problem


def test_all_of_a_pair_that_went_is_counted():
    (lock,) = fix([Pin((0, 1), (0,))], side(["Один.", "Два."]), ENGLISH)
    (problem,) = resolve([lock], side(["Три."]), ENGLISH).problems
    assert "(and 1 more of this pair)" in problem


def test_of_two_corrections_with_one_sentence_the_first_is_kept_to():
    source = side(["Один.", "Два.", "Три."])
    (first,) = fix([Pin((0,), (0,))], source, ENGLISH)
    (second,) = fix([Pin((0, 1), (1,))], source, ENGLISH)
    locks = [replace(first, line=5), replace(second, line=9)]
    found = resolve(locks, source, ENGLISH)
    assert found.held == (Pin((0,), (0,)), None)
    (problem,) = found.problems
    assert problem.startswith("ru.txt.en.txt.locks:9: “Один.” is in the block on line 5 too")


def test_two_lines_that_mean_one_sentence():
    source = side(["Один.", "Два."])
    (lock,) = fix([Pin((0,), (0,))], source, ENGLISH)
    twice = Anchor(lock.source[0].digest, text="Один.")
    found = resolve([replace(lock, source=(lock.source[0], twice))], source, ENGLISH)
    assert found.held == (None,)
    assert "two lines of the pair mean the same sentence of ru.txt" in found.problems[0]


def test_a_hand_written_line_needs_nothing_but_its_digits():
    source = side(["Один.", "Два."])
    (lock,) = fix([Pin((1,), (1,))], source, ENGLISH)
    bare = Lock((Anchor(lock.source[0].digest),), (Anchor(lock.target[0].digest),))
    assert resolve([bare], source, ENGLISH).pins == (Pin((1,), (1,)),)


@pytest.mark.parametrize(
    ("pins", "says"),
    [
        ([Pin((), ())], "Name at least one"),
        ([Pin((3,), ())], "no sentence 3; it has 3, numbered from 0 to 2"),
        ([Pin((), (-1,))], "en.txt: there is no sentence -1"),
        ([Pin((1, 1), ())], "ru.txt: sentence 1 is named twice"),
        ([Pin((1,), (0,)), Pin((2,), (0,))], "en.txt: sentence 0 is named twice"),
    ],
)
def test_what_cannot_be_fixed_is_told(pins, says):
    with pytest.raises(UsageError, match=says):
        fix(pins, side(["Один.", "Два.", "Три."]), ENGLISH)


def test_a_giant_sentence_is_quoted_in_part():
    text = "слово " * 100_000
    (lock,) = fix([Pin((0,), ())], side([text]), ENGLISH)
    assert len(lock.source[0].text) <= 200
    assert lock.source[0].text.endswith("слово с…")
    assert resolve([lock], side(["Ноль.", text]), ENGLISH).pins == (Pin((1,), ()),)


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(1, 12))
def test_a_quotation_is_short_plain_and_stays_as_it_is(text, width):
    quoted = quote(text, width)
    assert len(quoted) <= width
    assert all(c.isprintable() for c in quoted)
    assert quote(quoted, width) == quoted
