"""Kinds of errors that change words of a translation.

A kind gives the words of the spoilt translation, or None where the translation has no place for it.
"""

import random
from collections.abc import Callable, Mapping, Sequence

from quality_pools import STEM, Pools
from quality_words import Marked, Sound, core, lists, put

SENTENCE_ENDS = ".!?"

Kind = Callable[[Sound, Pools, random.Random], Marked | None]


def number(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    digits = text.places(lambda w: any(c.isdigit() for c in w))
    spelt = text.places(lists().fellows)
    if not (digits or spelt):
        return None
    place = chance.choice(digits or spelt)
    word = text.words[place]
    if not digits:
        return text.with_word(place, chance.choice(lists().fellows(core(word))))
    figures = [n for n, c in enumerate(word) if c.isdigit() and c.isascii()]
    if not figures:
        return None
    letters = list(word)
    for n in figures if chance.random() < 0.3 else [chance.choice(figures)]:
        letters[n] = str((int(letters[n]) + chance.randint(1, 9)) % 10)
    out = text.marked()
    out[place] = ("".join(letters), True)
    return out


def negation(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    known = lists()
    denials = text.places(
        lambda w: w.lower() in known.affirmed or w.lower() in ("not", "never", "without")
    )
    auxiliaries = text.places(lambda w: w.lower() in known.denied)
    if denials and (chance.random() < 0.6 or not auxiliaries):
        place = chance.choice(denials)
        word = text.lower(place)
        if word == "not":
            return text.without(place)
        affirmed = {**known.affirmed, "without": "with", "never": "always"}
        return text.with_word(place, affirmed[word])
    if not auxiliaries:
        return None
    place = chance.choice(auxiliaries)
    word = text.lower(place)
    if chance.random() < 0.5 or word == "do":
        return text.with_word(place, known.denied[word])
    return text.with_added(place + 1, ["not" if chance.random() < 0.8 else "never"])


def name(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    if not text.names or not pools.names:
        return None
    return text.with_word(chance.choice(text.names), chance.choice(pools.names))


def exchanged_names(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    if len(text.names) < 2:
        return None
    a, b = chance.sample(text.names, 2)
    one, other = core(text.words[a]), core(text.words[b])
    if one == other or abs(a - b) == 1:  # the two words of one name
        return None
    out = text.with_word(a, other)
    out[b] = (put(text.words[b], one), True)
    return out


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


def addition(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    words, size = text.other[1].split(), len(text.words)
    if len(words) < 4:
        return None
    count = chance.randint(2, min(12, len(words)))
    start = chance.randint(0, len(words) - count)
    place = chance.choice([size, chance.randint(1, size)])
    return text.with_added(place, words[start : start + count])


def other_word(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    places = plain(text)
    if not places or not pools.words:
        return None
    place = chance.choice(places)
    word = text.lower(place)
    new = chance.choice(pools.like(word))
    return text.with_word(place, new) if new[:STEM] != word[:STEM] else None


def near_word(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    places = plain(text)
    if not places:
        return None
    place = chance.choice(places)
    near = pools.near.get(text.lower(place))
    return text.with_word(place, chance.choice(near)) if near else None


def plain(text: Sound) -> list[int]:
    """Words with a meaning, in small letters where there are such."""
    content = text.content
    return [n for n in content if core(text.words[n]).islower()] or content


def by_table(
    text: Sound, table: Mapping[str, Sequence[str]], chance: random.Random
) -> Marked | None:
    """A word that the table has, exchanged for what stands beside it there."""
    places = text.places(lambda w: w.lower() in table)
    if not places:
        return None
    place = chance.choice(places)
    return text.with_word(place, chance.choice(table[text.lower(place)]))


def antonym(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    return by_table(text, lists().antonyms, chance)


def pronoun(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    return by_table(text, lists().pronouns, chance)


def tense(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    return by_table(text, lists().tenses, chance)


def disorder(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    words = list(text.words)
    chance.shuffle(words)
    return [(word, True) for word in words]


def local_disorder(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    size = len(text.words)
    if size < 6:
        return None
    count = chance.randint(3, min(8, size))
    start = chance.randint(0, size - count)
    part = list(text.words[start : start + count])
    chance.shuffle(part)
    out = text.marked()
    for n, word in enumerate(part, start):
        out[n] = (word, word != text.words[n])
    return out


def untranslated_word(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    words = [core(word) for word in text.source.split() if len(core(word)) > 3]
    if not words or not text.content:
        return None
    return text.with_word(chance.choice(text.content), chance.choice(words))


def question(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    out = text.marked()
    out[-1] = (out[-1][0].rstrip(".!") + "?", True)
    return out


def repetition(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    place = chance.randrange(len(text.words))
    return text.with_added(place + 1, [text.words[place]] * chance.randint(1, 3))


# By their names in ``quality_words.toml``.
KINDS: Mapping[str, Kind] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        number,
        negation,
        name,
        exchanged_names,
        removed_word,
        removed_span,
        removed_half,
        added_word,
        addition,
        other_word,
        near_word,
        antonym,
        disorder,
        local_disorder,
        untranslated_word,
        pronoun,
        tense,
        question,
        repetition,
    )
}
