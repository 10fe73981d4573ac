"""Make a sound translation freer than it is, so that it stays sound.

Translations of machines and of manuals keep close to the original. People who render a speech leave
out what only fills a pause, put in what joins a sentence to the last one, address a hall in their
own way, and take another word where it reads better. A network that has seen none of it among sound
translations takes it for errors. The lists are in ``quality_variations.toml``.
"""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LISTS = Path(__file__).resolve().with_name("quality_variations.toml")
COLUMNS = ("ru", "be", "en")  # of a name
LONGEST = 60  # words of a side that two translations may have together

Pair = tuple[str, str]
Places = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Free:
    """What ``quality_variations.toml`` says."""

    openers: Places
    particles: Places
    addresses: tuple[Mapping[str, str | Sequence[str]], ...]
    labels: tuple[Mapping[str, str | Sequence[str]], ...]
    names: Mapping[str, Sequence[Sequence[str]]]
    same: Places


@cache
def lists() -> Free:
    """The lists, read once."""
    data = tomllib.loads(LISTS.read_text(encoding="utf-8"))
    same: dict[str, list[str]] = defaultdict(list)
    for line in data["same"]["either"]:
        for phrase in line:
            same[phrase] += [other for other in line if other != phrase]
    for phrase, *others in data["same"]["first"]:
        same[phrase] += others
    return Free(
        data["openers"],
        data["particles"],
        tuple(data["address"]),
        tuple(data["label"]),
        data["names"],
        dict(same),
    )


def opened(opener: str, text: str) -> str:
    """`text` behind a word; its first letter is small then, if its first word has others."""
    if opener.rstrip().endswith((".", "!", "?", ":")) or not text[1:2].islower():
        return opener + text
    return opener + text[:1].lower() + text[1:]


def opened_source(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    return opened(chance.choice(lists().openers[language]), pair[0]), pair[1]


def opened_target(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    return pair[0], opened(chance.choice(lists().openers["en"]), pair[1])


def particle_source(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    words = pair[0].split()
    if len(words) < 4:
        return None
    words.insert(chance.randint(1, len(words) - 1), chance.choice(lists().particles[language]))
    return " ".join(words), pair[1]


def particle_target(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    words, known = pair[1].split(), lists().particles
    places = [n for n, word in enumerate(words) if word in known["auxiliaries"]]
    if not places:
        return None
    words.insert(chance.choice(places) + 1, chance.choice(known["en"]))
    return pair[0], " ".join(words)


def other_words(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    """Phrases of the translation exchanged for others that say the same."""
    found = list(_phrases().finditer(pair[1]))
    if not found:
        return None
    text = pair[1]
    kept = chance.sample(found, min(len(found), chance.randint(1, 3)))
    for match in sorted(kept, key=lambda m: m.start(), reverse=True):
        new = chance.choice(lists().same[match[0].lower()])
        if match[0][0].isupper():
            new = new[:1].upper() + new[1:]
        text = text[: match.start()] + new + text[match.end() :]
    return pair[0], text


@cache
def _phrases() -> re.Pattern[str]:
    longest = sorted(lists().same, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)


def named(line: Mapping[str, str | Sequence[str]], language: str, chance: random.Random) -> Pair:
    """A form of address, or who speaks, in the original and in English."""
    people = {kind: chance.choice(names) for kind, names in lists().names.items()}

    def filled(text: str, at: int) -> str:
        first, father, surname = (people[kind][at] for kind in ("first", "father", "surname"))
        return text.format(
            first=first,
            father=father,
            surname=surname,
            initial=first[0],
            patronymic=f"{first} {father}",
        )

    english = line["en"]
    assert not isinstance(english, str)
    return (
        filled(str(line[language]), COLUMNS.index(language)),
        filled(chance.choice(english), COLUMNS.index("en")),
    )


def addressed(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    """With a form of address before it, or now and then after it."""
    ours, theirs = named(chance.choice(lists().addresses), language, chance)
    if ours.endswith(",") or chance.random() < 0.8:
        end = pair[1] if not theirs.endswith(",") else opened("", pair[1])
        start = opened("", pair[0]) if ours.endswith(",") else pair[0]
        return f"{ours} {start}", f"{theirs} {end}"
    return f"{pair[0]} {ours}", f"{pair[1]} {theirs.rstrip(',') + '.' * theirs.endswith(',')}"


def labelled(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    ours, theirs = named(chance.choice(lists().labels), language, chance)
    return f"{ours} {pair[0]}", f"{theirs} {pair[1]}"


def address_alone(pair: Pair, language: str, chance: random.Random) -> Pair | None:
    return named(chance.choice(lists().addresses), language, chance)


# How often each is tried, beside the others; they are made in this order.
VARIATIONS: Mapping[Callable[[Pair, str, random.Random], Pair | None], float] = {
    opened_source: 3,
    opened_target: 2,
    particle_source: 3,
    particle_target: 2,
    other_words: 6,
    addressed: 1.5,
    labelled: 1.5,
    address_alone: 0.5,
}
MORE = (0.5, 0.35, 0.15)  # chances of one, two and three variations


def varied(pair: Pair, language: str, chance: random.Random) -> Pair:
    """The pair, freer by one to three variations that find a place in it.

    Parameters
    ----------
    pair
        A sound translation.
    language
        Of the original: ``ru`` or ``be``.
    """
    kinds, often = zip(*VARIATIONS.items(), strict=True)
    count = chance.choices(range(1, len(MORE) + 1), MORE)[0]
    for kind in sorted(chance.choices(kinds, often, k=count), key=kinds.index):
        found = kind(pair, language, chance)
        if found is not None:
            pair = found
    return pair


def joined(one: Pair, other: Pair) -> Pair | None:
    """Two translations as one; None where that is too long."""
    pair = f"{one[0]} {other[0]}", f"{one[1]} {other[1]}"
    return pair if max(len(text.split()) for text in pair) <= LONGEST else None
