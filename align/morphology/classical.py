"""The classical spelling of Belarusian (тарашкевіца) beside the official one of the dictionary.

The classical spelling writes a soft consonant's softness (сьнег for снег), keeps э and ы in words
from other languages (газэта, сыстэма for газета, сістэма) and a soft л there (плян for план), and
puts a vowel before a final р (міністар for міністр).
"""

import re
from collections.abc import Iterator
from itertools import combinations

# What the classical spelling writes, and what the official one may have there.
_EDITS = (
    (re.compile("(?<=[сзцнл])ь(?=[бвгзклмнпсфхцдчшжт])"), ""),
    (re.compile("(?<=[бвгдзклмнпрстфх])э"), "е"),
    (re.compile("(?<=[сзр])ы"), "і"),
    (re.compile("(?<=л)я"), "а"),
    (re.compile("(?<=л)ю"), "у"),
    (re.compile("(?<=л)ё"), "о"),
    (re.compile("^э(?=ў)"), "е"),
    (re.compile("(?<=[бвгдкпст])а(?=р$)"), ""),
)
# With more places than this only all of them are tried, and each alone: 2 to the 6th look-ups.
_MOST_PLACES = 6
_SOFT = re.compile("([сзц]|дз)(?=(?:[бвзлмнпсфц]|дз)([еёіюяь]))")
_SOFTENING = frozenset("еёіюяь")


def official(word: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Official spellings that `word` may have, the nearest first.

    Each with the length of `word` that stands for its first 0, 1, 2… letters.
    """
    places = sorted(
        (match.start(), match.end(), put) for found, put in _EDITS for match in found.finditer(word)
    )
    for count in range(1, len(places) + 1):
        if len(places) > _MOST_PLACES and 1 < count < len(places):
            continue
        for chosen in combinations(places, count):
            yield _edited(word, chosen)


def _edited(word: str, places: tuple[tuple[int, int, str], ...]) -> tuple[str, tuple[int, ...]]:
    letters: list[str] = []
    lengths = [0]
    at = 0
    for start, end, put in (*places, (len(word), len(word), "")):
        for i in range(at, start):
            letters.append(word[i])
            lengths.append(i + 1)
        if put:
            letters.append(put)
            lengths.append(end)
        at = end
    return "".join(letters), tuple(lengths)


def as_cited(form: str, spelling: str, word: str, lengths: tuple[int, ...]) -> str:
    """A `form` of the official `spelling`, spelled as `word`, as far as the two agree."""
    shared = shared_length(form, spelling)
    if form != spelling and word[-2:] == "ар" and spelling[-2:-1] != "а":
        # Міністар, but міністра.
        kept = min(shared, len(spelling) - 1)
        return word[: lengths[kept]] + form[kept:]
    return word[: lengths[shared]] + form[shared:]


def shared_length(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def softened(form: str, word: str) -> str:
    """A form with the soft signs of the classical spelling where the citation form tells nothing.

    Верасень: у верасні, у верасьні. Of сцяг and жыццё, written without, no сьцяг and no жыцьця is
    made.
    """
    shared = shared_length(form, word)

    def sign(match: re.Match[str]) -> str:
        place = match.start(2)
        told = place < shared or (place == shared and word[place : place + 1] in _SOFTENING)
        return match[1] if told else match[1] + "ь"

    return _SOFT.sub(sign, form)
