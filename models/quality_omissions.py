"""Kinds of errors that leave out words of a translation, or put some in."""

import random

from quality_pools import Pools
from quality_words import Marked, Sound, core, lists

SENTENCE_ENDS = ".!?"
# Words in small letters that stand before a noun.
DETERMINERS = ("the", "a", "of", "his", "her", "their", "its", "this", "for", "with", "some")


def removed_word(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    if not text.content:
        return None
    place = chance.choice(text.content)
    count = 1 if chance.random() < 0.7 else 2
    if chance.random() < 0.15 and len(text.content) > 4:
        gone = chance.sample(text.content, 2)
        return [pair for n, pair in enumerate(text.marked()) if n not in gone]
    return cut(text, place, count, chance)


def removed_span(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    size = len(text.words)
    if size < 7:
        return None
    count = chance.randint(2, max(3, int(size * 0.4)))
    return cut(text, chance.randint(0, size - count), count, chance)


def removed_half(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    size = len(text.words)
    if size < 6:
        return None
    count = chance.randint(int(size * 0.4), int(size * 0.75))
    return cut(text, chance.choice([0, size - count]), count, chance)


def removed_name(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    if not text.phrases:
        return None
    start, end = chance.choice(text.phrases)
    return cut(text, start, end - start, chance) if end - start < len(text.words) else None


def removed_subject(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    verbs = text.places(lambda w: w.lower() in lists().denied)
    if not verbs or not 0 < verbs[0] <= 8 or len(text.words) - verbs[0] < 3:
        return None
    return cut(text, 0, verbs[0], chance)


def removed_verb(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    size = len(text.words)
    verbs = [(n, 2) for n in text.places(lambda w: w.lower() in lists().denied) if n + 2 < size]
    verbs += [(n, 1) for n in text.content if n and text.lower(n).endswith("ed")]
    if not verbs or size < 4:
        return None
    return cut(text, *chance.choice(verbs), chance)


def cut(text: Sound, place: int, count: int, chance: random.Random) -> Marked:
    """Words left out so that the rest still looks like a sentence."""
    out = text.without(place, count)
    end = text.words[-1][-1]
    if place + count >= len(text.words) and end in SENTENCE_ENDS:
        word, bad = out[-1]
        if word[-1] not in SENTENCE_ENDS:
            out[-1] = (word.rstrip(",;:") + end, bad)
    if place == 0 and chance.random() < 0.7:
        word, bad = out[0]
        out[0] = (word[:1].upper() + word[1:], bad)
    return out


def added_word(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    if not pools.words:
        return None
    place = chance.choice(text.content) if text.content else chance.randrange(len(text.words))
    near = pools.near.get(text.lower(place))
    count = 1 if chance.random() < 0.75 else 2
    words = [
        pools.word(chance) if chance.random() < 0.6 or not near else chance.choice(near)
        for _ in range(count)
    ]
    return text.with_added(place, words)


def added_modifier(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    known = lists()
    places = [("before_numbers", n) for n in text.places(lambda w: w[:1].isdigit()) if n]
    for n in text.content:
        before = text.lower(n - 1) if n else ""
        if before in DETERMINERS and core(text.words[n]).islower():
            places.append(("adjectives", n))
        if before in known.denied or (n and text.lower(n).endswith("ed")):
            places.append(("adverbs", n))
    if not places:
        return None
    kind, place = chance.choice(places)
    return text.with_added(place, chance.choice(known.modifiers[kind]).split())


def addition(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    words, size = text.other[1].split(), len(text.words)
    if len(words) < 4:
        return None
    count = chance.randint(2, min(12, len(words)))
    start = chance.randint(0, len(words) - count)
    place = chance.choice([size, chance.randint(1, size)])
    return text.with_added(place, words[start : start + count])


def repetition(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    place = chance.randrange(len(text.words))
    return text.with_added(place + 1, [text.words[place]] * chance.randint(1, 3))


REMOVALS = (
    removed_word,
    removed_span,
    removed_half,
    removed_name,
    removed_subject,
    removed_verb,
)
ADDITIONS = (added_word, added_modifier, addition, repetition)
