"""Choose what the quality model learns from, and write it in pieces.

    python models/quality_belarusian.py --quality FOLDER --work WORK
    python models/quality_text.py --quality FOLDER --parallel FOLDER --gold FOLDER ... --work WORK

The first folder holds tables of MLQE-PE (Fomicheva et al. 2022, https://aclanthology.org/2022.lrec-1.530):
machine translations with human scores, of Russian also with post-edits and word tags; and
``demetr-ru-en.dev.tsv.gz``, sound and spoilt translations of DEMETR (Karpinska et al. 2022,
https://aclanthology.org/2022.emnlp-main.649), which training is only watched by. The second folder
is that of ``training_text.py``. Those of ``--gold`` hold renderings by people
(``quality_releases.py``), by which training is only watched, too. Written are ``items.jsonl.gz``
(``quality_items.py``), ``dev.jsonl.gz``, ``demetr.jsonl.gz`` and ``releases.jsonl.gz`` in the same
form, and ``pieces.json``, which further pieces other languages need. Three minutes; the same tables
give the same bytes.

Sorts of items
- *judged other*: translations between other languages, with their scores;
- *judged ru*, *judged be*: translations from Russian, once with a Belarusian rendering as original;
- *planted mt*, *planted parallel*: sound translations, half of them made freer
  (``quality_variations.py``), and the same ones with an error; post-edits and unchanged machine
  translations, and parallel texts.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import quality_items
import quality_likeness
import quality_releases
from quality_items import PAIRS, Group, Item
from quality_likeness import likeness
from quality_pieces import Pieces, character_tags, detokenised
from quality_planted import Pair, Planter, parallel
from training_text import columns

GOOD = 0.3  # a translation that post-editors left as it was and that scores more is sound


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


def releases(folders: Sequence[Path], pieces: Pieces) -> Iterator[tuple[str, Group]]:
    """Renderings by people; their sort is the folder's name."""
    for folder in folders:
        for ours, theirs in quality_releases.pairs(folder):
            yield folder.name, [Item(pieces.ids(ours), pieces.ids(theirs), fault=0)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--parallel", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
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
    quality_items.save(args.work / "releases.jsonl.gz", releases(args.gold, pieces))
    (args.work / "pieces.json").write_text(json.dumps(list(pieces.further)) + "\n", "utf-8")
    counts = Counter(sort for sort, _ in groups)
    for name, count in [*counts.items(), *planter.kinds.most_common()]:
        print(f"{count:7,} {name}")


if __name__ == "__main__":
    main()
