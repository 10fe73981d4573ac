"""Choose what the quality model learns from, and write it in pieces.

    python models/quality_belarusian.py --quality FOLDER --work WORK
    python models/quality_text.py --quality FOLDER --parallel FOLDER --work WORK

The first folder holds tables of MLQE-PE (Fomicheva et al. 2022, https://aclanthology.org/2022.lrec-1.530):
machine translations with human scores, of Russian also with post-edits and word tags; and
``demetr-ru-en.dev.tsv.gz``, sound and spoilt translations of DEMETR (Karpinska et al. 2022,
https://aclanthology.org/2022.emnlp-main.649), which training is only watched by. The second folder
is that of ``training_text.py``. Written are ``items.jsonl.gz`` (``quality_items.py``),
``dev.jsonl.gz`` and ``demetr.jsonl.gz`` in the same form, and ``pieces.json``, which further pieces
other languages need. Three minutes; the same tables give the same bytes.

Sorts of items
- *judged other*: translations between other languages, with their scores;
- *judged ru*, *judged be*: translations from Russian, once with a Belarusian rendering as original;
- *planted mt*, *planted parallel*: sound translations, and the same ones with an error; post-edits
  and unchanged machine translations, and parallel texts.
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import quality_items
import quality_likeness
from quality_errors import plant
from quality_items import PAIRS, Group, Item
from quality_likeness import likeness
from quality_pieces import Pieces, character_tags, detokenised
from quality_pools import Pools
from training_text import columns, table

# Rows of an origin of parallel texts in Russian; of another one OTHERS. Synthetic Belarusian ones a
# third of it, true ones BELARUSIAN: prose more, messages of programs less.
ROWS = {
    "bible_bsb_synodal": 9000,
    "bitcoin_org": 1100,
    "chromium": 1500,
    "debian_handbook": 600,
    "gnome_help": 2000,
    "homeassistant": 1500,
    "libreoffice_help": 9000,
    "mozilla_org": 1500,
    "phpdoc": 7000,
    "react_docs": 2500,
    "xquad": 2200,
}
OTHERS, BELARUSIAN = 700, 1000
WORDS_EN, WORDS_OTHER = (5, 60), (4, 60)  # fewest and most of each side
GOOD = 0.3  # a translation that post-editors left as it was and that scores more is sound
ROUNDS = 4  # errors planted into each sound machine translation, one at a time
WORSE = 2  # errors planted into each parallel text
BELARUSIAN_SHARE = 0.3  # of the sound machine translations that stand beside Belarusian


Pair = tuple[str, str]


@dataclass(slots=True)
class Judged:
    """Machine translations from Russian: their items, and pairs that are sound."""

    groups: list[tuple[str, Group]] = field(default_factory=list)
    sound: list[tuple[str, str, str]] = field(default_factory=list)  # ru, be, en


def likenesses(quality: Path) -> dict[Pair, float]:
    """Of the judged translations whose languages the other encoder knows."""
    found: dict[Pair, float] = {}
    for name in quality_likeness.TABLES:
        rows = columns(quality / f"mlqe-{name}.train.tsv.gz")
        found |= likeness([(row["source"], row["translation"]) for row in rows])
    return found


def translation_item(pieces: Pieces, row: dict[str, str], words: dict[str, str]) -> Item:
    """A judged translation from Russian with its word tags."""
    ours, theirs = (
        pieces.tagged(row[side], character_tags(row[side], words[side].split(), tags))
        for side, tags in (
            ("source", words["source_tags"].split()),
            # Gaps and tokens by turns.
            ("translation", words["target_tags"].split()[1::2]),
        )
    )
    return Item(ours[0], theirs[0], float(row["z_mean"]), ours[1], theirs[1])


def sound_item(pieces: Pieces, source: str, target: str) -> Item:
    """A translation without an error."""
    ours, theirs = pieces.ids(source), pieces.ids(target)
    return Item(ours, theirs, None, [0] * len(ours), [0] * len(theirs), fault=0)


def judged(
    quality: Path, pieces: Pieces, belarusian: dict[str, str], like: dict[Pair, float]
) -> Judged:
    """All that is known of translations from Russian."""
    out = Judged()
    tables = (quality / f"mlqe-ru-en.{name}.tsv.gz" for name in ("train", "train.words"))
    for row, words in zip(*map(columns, tables), strict=True):
        russian, translation = row["source"], row["translation"]
        rendered = belarusian[russian] or russian
        near = like[russian, translation]
        item = replace(translation_item(pieces, row, words), likeness=near)
        score, effort = float(row["z_mean"]), float(words["hter"])
        out.groups.append(("judged ru", [item]))
        ids = pieces.ids(rendered)
        other = Item(ids, item.target, score, None, item.target_tags, likeness=near)
        out.groups.append(("judged be", [other]))
        edited = detokenised(words["post_edit"])
        if effort > 0 and detokenised(words["translation"]) == translation:
            out.sound.append((russian, rendered, edited))
        elif effort == 0 and score > GOOD:
            out.sound.append((russian, rendered, translation))
    return out


def judged_elsewhere(
    quality: Path, pieces: Pieces, like: dict[Pair, float]
) -> Iterator[tuple[str, Group]]:
    """Scores of translations between other languages."""
    for number, name in enumerate(PAIRS[1:], 1):
        whole: tuple[Callable[[str], list[int]], ...] = (pieces.whole_ids, pieces.ids)
        source_ids, target_ids = whole if name.endswith("en") else whole[::-1]
        for row in columns(quality / f"mlqe-{name}.train.tsv.gz"):
            ours, theirs = source_ids(row["source"]), target_ids(row["translation"])
            near = like.get((row["source"], row["translation"]))
            item = Item(ours, theirs, float(row["z_mean"]), pair=number, likeness=near)
            yield "judged other", [item]


def parallel(folder: Path, chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """Language, origin, original and English of parallel texts, prose more than messages."""
    for language, name in (("ru", "en-ru"), ("be", "en-be.synthetic"), ("be", "en-be")):
        origins: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for origin, english, other in table(folder / f"{name}.tsv.gz"):
            sizes = ((english, WORDS_EN), (other, WORDS_OTHER))
            if all(low <= len(text.split()) <= high for text, (low, high) in sizes):
                short = origin.removeprefix("synth-apertium|").split(":")[0]
                origins[short].append((other, english))
        for origin, pairs in origins.items():
            most = ROWS.get(origin, OTHERS)
            if language == "be":
                most = BELARUSIAN if name == "en-be" else most // 3
            chance.shuffle(pairs)
            yield from ((language, origin, *pair) for pair in pairs[:most])


class Planter:
    """Makes groups of a sound translation and the same one with errors."""

    def __init__(self, pieces: Pieces, pools: Pools, chance: random.Random) -> None:
        self.pieces, self.pools, self.chance = pieces, pools, chance
        self.kinds: Counter[str] = Counter()

    def group(self, source: str, target: str, other: tuple[str, str], worse: int) -> Group:
        """The sound one alone where no error could be planted."""
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
                source = (russian, belarusian)[side]
                yield "planted mt", self.group(source, english, (other[side], other[2]), 1)

    def parallel(self, rows: Sequence[tuple[str, str, str, str]]) -> Iterator[tuple[str, Group]]:
        for n, row in enumerate(rows):
            after = rows[n + 1] if n + 1 < len(rows) else row
            other = after if after is not row and after[:2] == row[:2] else rows[n - 1]
            yield "planted parallel", self.group(row[2], row[3], (other[2], other[3]), WORSE)


def development(quality: Path, pieces: Pieces) -> Iterator[tuple[str, Group]]:
    """Judged translations that nothing is learnt from; their sort is where they are from."""
    tables = (quality / f"mlqe-ru-en.{name}.tsv.gz" for name in ("dev", "dev.words"))
    for row, words in zip(*map(columns, tables), strict=True):
        yield row["domain"], [translation_item(pieces, row, words)]


def demetr(
    quality: Path, pieces: Pieces, belarusian: dict[str, str]
) -> Iterator[tuple[str, Group]]:
    """Sound and spoilt translations from Russian, then from Belarusian.

    Their sort is ``severity perturbation``.
    """
    for row in columns(quality / "demetr-ru-en.dev.tsv.gz"):
        sound, spoilt = row["translation"], row["perturbed"]
        group = []
        for source in (row["source"], belarusian[row["source"]] or row["source"]):
            for target in (sound, spoilt):
                fault = int(target != sound)
                group.append(Item(pieces.ids(source), pieces.ids(target), fault=fault))
        yield f"{row['severity']} {row['perturbation']}", group


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--parallel", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    chance, pieces = random.Random(7), Pieces()
    belarusian = json.loads((args.work / "belarusian.json").read_text("utf-8"))
    like = likenesses(args.quality)
    known = judged(args.quality, pieces, belarusian, like)
    rows = list(parallel(args.parallel, chance))
    english = [row["translation"] for row in columns(args.quality / "mlqe-ru-en.train.tsv.gz")]
    english += [row["post_edit"] for row in columns(args.quality / "mlqe-ru-en.train.words.tsv.gz")]
    pools = pieces.pools([*english, *(row[3] for row in rows)])
    planter = Planter(pieces, pools, chance)
    groups = [
        *known.groups,
        *(pair for pair in planter.translations(known.sound) if len(pair[1]) > 1),
        *(pair for pair in planter.parallel(rows) if len(pair[1]) > 1),
        *judged_elsewhere(args.quality, pieces, like),
    ]
    quality_items.save(args.work / "items.jsonl.gz", groups)
    quality_items.save(args.work / "dev.jsonl.gz", development(args.quality, pieces))
    quality_items.save(args.work / "demetr.jsonl.gz", demetr(args.quality, pieces, belarusian))
    (args.work / "pieces.json").write_text(json.dumps(list(pieces.further)) + "\n", "utf-8")
    counts = Counter(sort for sort, _ in groups)
    for name, count in [*counts.items(), *planter.kinds.most_common()]:
        print(f"{count:7,} {name}")


if __name__ == "__main__":
    main()
