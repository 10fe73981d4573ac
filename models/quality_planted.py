"""Sound translations, some made freer, each beside itself with errors."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from quality_errors import plant
from quality_items import Group, Item
from quality_pieces import Pieces
from quality_pools import Pools
from quality_variations import joined, varied
from training_text import table

# Rows of an origin of parallel texts in Russian, in Belarusian and in Belarusian by Apertium; of
# another one OTHERS: prose more, messages of programs less.
ROWS = {
    "en-ru": {
        "bible_bsb_synodal": 13000,
        "bitcoin_org": 1100,
        "debian_handbook": 600,
        "gnome_help": 3000,
        "libreoffice_help": 8000,
        "mozilla_org": 1500,
        "phpdoc": 8000,
        "react_docs": 3300,
        "xquad": 2200,
    },
    "en-be": {"mozilla_org": 1100, "react_docs": 1900},
    "en-be.synthetic": {
        "bible_bsb_synodal": 4300,
        "libreoffice_help": 3000,
        "phpdoc": 3000,
        "xquad": 600,
    },
}
OTHERS = 900
LONGEST = 60  # words of a side
# Texts of fewer English words than SHORT are mostly menus and headings; they are no more than a
# tenth of an origin's rows, and are there since speeches have short sentences, too.
SHORT, SHORT_SHARE = 5, 0.1
VARIED, JOINED = 0.5, 0.2  # shares of the sound translations that are made freer, or put together
ROUNDS = 3  # errors planted into each sound machine translation, one at a time
WORSE = 2  # errors planted into each parallel text
BELARUSIAN_SHARE = 0.3  # of the sound machine translations that stand beside Belarusian

Pair = tuple[str, str]


def sound_item(pieces: Pieces, source: str, target: str) -> Item:
    """A translation without an error."""
    ours, theirs = pieces.ids(source), pieces.ids(target)
    return Item(ours, theirs, None, [0] * len(ours), [0] * len(theirs), fault=0)


def parallel(folder: Path, chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """Language, origin, original and English of parallel texts, prose more than messages."""
    for name, rows in ROWS.items():
        language = "ru" if name == "en-ru" else "be"
        origins: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for origin, english, other in table(folder / f"{name}.tsv.gz"):
            if all(1 <= len(text.split()) <= LONGEST for text in (english, other)):
                short = origin.removeprefix("synth-apertium|").split(":")[0]
                origins[short].append((other, english))
        for origin, pairs in origins.items():
            most = rows.get(origin, OTHERS)
            chance.shuffle(pairs)
            brief, prose = (
                [pair for pair in pairs if (len(pair[1].split()) < SHORT) == wanted]
                for wanted in (True, False)
            )
            kept = [*prose[:most], *brief[: int(SHORT_SHARE * most)]]
            chance.shuffle(kept)
            yield from ((language, origin, *pair) for pair in kept)


class Planter:
    """Makes groups of a sound translation and the same one with errors."""

    def __init__(self, pieces: Pieces, pools: Pools, chance: random.Random) -> None:
        self.pieces, self.pools, self.chance = pieces, pools, chance
        self.kinds: Counter[str] = Counter()

    def group(self, language: str, pair: Pair, other: Pair, worse: int) -> Group:
        """The sound one, perhaps made freer, and with errors; alone where none could be planted."""
        if self.chance.random() < JOINED:
            pair = joined(pair, other) or pair
        if self.chance.random() < VARIED:
            pair = varied(pair, language, self.chance)
        source, target = pair
        group = [sound_item(self.pieces, source, target)]
        for _ in range(worse):
            found = plant(source, target, other, self.pools, self.chance)
            if found is None or not found.target.strip():
                continue
            ours = self.pieces.tagged(found.source, found.source_bad)
            theirs = self.pieces.tagged(found.target, found.target_bad)
            group.append(
                Item(
                    ours[0],
                    theirs[0],
                    source_tags=ours[1],
                    target_tags=theirs[1],
                    fault=1,
                    kind=found.kind,
                    weight=found.weight,
                )
            )
            self.kinds[found.kind] += 1
        return group

    def translations(self, sound: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, Group]]:
        for _ in range(ROUNDS):
            for russian, belarusian, english in sound:
                other = sound[self.chance.randrange(len(sound))]
                side = int(self.chance.random() < BELARUSIAN_SHARE)
                pair = (russian, belarusian)[side], english
                language = ("ru", "be")[side]
                yield "planted mt", self.group(language, pair, (other[side], other[2]), 1)

    def parallel(self, rows: Sequence[tuple[str, str, str, str]]) -> Iterator[tuple[str, Group]]:
        for n, row in enumerate(rows):
            after = rows[n + 1] if n + 1 < len(rows) else row
            other = after if after is not row and after[:2] == row[:2] else rows[n - 1]
            yield "planted parallel", self.group(row[0], row[2:], other[2:], WORSE)
