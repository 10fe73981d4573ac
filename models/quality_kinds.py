"""Kinds of errors that change words of a translation; those that leave words out or put some in are
in ``quality_omissions.py``.

A kind gives the words of the spoilt translation, or None where the translation has no place for it.
"""

import random
from collections.abc import Callable, Mapping, Sequence

from quality_omissions import ADDITIONS, REMOVALS
from quality_pools import STEM, Pools
from quality_words import Marked, Sound, core, lists, put

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


def name_phrase(text: Sound, pools: Pools, chance: random.Random) -> Marked | None:
    if not text.phrases or not (pools.phrases or pools.names):
        return None
    start, end = chance.choice(text.phrases)
    known = (
        pools.phrases if pools.phrases and chance.random() < 0.7 else pools.names or pools.phrases
    )
    new = chance.choice(known)
    old = " ".join(text.words[start:end])
    if new.lower() in old.lower():
        return None
    out = text.marked()
    last = text.words[end - 1]
    first = text.words[start]
    new = first[: first.find(core(first))] + new + last[last.find(core(last)) + len(core(last)) :]
    out[start:end] = [(word, True) for word in new.split()]
    return out


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


# By their names in ``quality_words.toml``.
KINDS: Mapping[str, Kind] = {
    kind.__name__.replace("_", " "): kind
    for kind in (
        number,
        negation,
        name,
        name_phrase,
        exchanged_names,
        *REMOVALS,
        *ADDITIONS,
        other_word,
        near_word,
        antonym,
        disorder,
        local_disorder,
        untranslated_word,
        pronoun,
        tense,
        question,
    )
}
