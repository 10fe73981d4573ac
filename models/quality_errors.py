"""Plant an error into a translation, and tell which characters are wrong.

Human scores of machine translation teach how good a translation is as a whole; what an error looks
like is learnt from translations that are sound but for one error, which is planted here
(Tuan et al. 2021, "Quality Estimation without Human-labeled Data",
https://aclanthology.org/2021.eacl-main.50). The kinds, how often each is tried and the word lists
are in ``quality_words.toml``.

Characters count as wrong
- in the translation: those of a word that is put in, changed or moved; where words are left out,
  the words on both sides of the gap, for an omission has no characters of its own;
- in the original: those that nothing renders. Where the translation was changed nobody knows which
  these are.
"""

import random
from dataclasses import dataclass

from quality_kinds import KINDS
from quality_pools import Pools
from quality_words import Sound, lists

TRIES = 8  # kinds that are tried before a text is given up
SHORTEST = 3  # words of a translation; shorter ones can only be exchanged as a whole
WHOLE = ("unrelated", "copied")


@dataclass(frozen=True, slots=True)
class Planted:
    """A translation with an error.

    Parameters
    ----------
    kind
        Its name in ``quality_words.toml``.
    source, target
        Both texts as they are now.
    target_bad, source_bad
        Whether each character is wrong; of the original None where that is not known.
    weight
        How much it counts in training.
    """

    kind: str
    source: str
    target: str
    target_bad: tuple[bool, ...]
    source_bad: tuple[bool, ...] | None
    weight: float


def plant(
    source: str, target: str, other: tuple[str, str], pools: Pools, chance: random.Random
) -> Planted | None:
    """A translation with an error of some kind; None where it has no place for one.

    Parameters
    ----------
    source, target
        A sound translation.
    other
        Another pair of the same origin.
    """
    words = target.split()
    if not words:
        return None
    text = Sound(source, target, words, other)
    kinds = [kind for kind in lists().kinds if len(words) >= SHORTEST or kind[0] in WHOLE]
    names, often, _ = zip(*kinds, strict=True)
    for _ in range(TRIES):
        kind = chance.choices(names, often)[0]
        planted = plant_kind(kind, text, pools, chance)
        if planted is not None:
            changed = (planted.source, planted.target) != (source, target)
            return planted if changed else None
    return None


def plant_kind(kind: str, text: Sound, pools: Pools, chance: random.Random) -> Planted | None:
    """An error of this kind; None where the translation has no place for it."""
    weight = next(weight for name, _, weight in lists().kinds if name == kind)
    source = text.source
    if kind in WHOLE:
        target = source if kind == "copied" else text.other[1]
        everything = (True,) * len(target), (True,) * len(source)
        return Planted(kind, source, target, *everything, weight)
    if kind == "source addition":
        words = text.other[0].split()
        if len(words) < 3:
            return None
        if len(words) > 14:
            start = chance.randint(0, len(words) - 14)
            words = words[start : start + chance.randint(3, 14)]
        more = " ".join(words)
        bad = (False,) * (len(source) + 1) + (True,) * len(more)
        sound = (False,) * len(text.target)
        return Planted(kind, f"{source} {more}", text.target, sound, bad, weight)
    marked = KINDS[kind](text, pools, chance)
    if marked is None:
        return None
    target = " ".join(word for word, _ in marked)
    target_bad: list[bool] = []
    for word, bad_word in marked:
        target_bad += [*[bad_word] * len(word), False]
    return Planted(kind, source, target, tuple(target_bad[:-1]), None, weight)
