"""Pair thousands of odd documents and see that nothing breaks.

    python tests/bench/fuzz_align.py [--documents 20000] [--seed 0] [--seconds N] [--kind NAME]
    python tests/bench/fuzz_align.py --seed 0 --only 1234

Documents are random and made to hurt: duplicates, empty paragraphs, one line against two hundred,
nothing but page furniture or numbers, copies of the original in the release, sentences of 100,000
characters, control characters, lone surrogates, writing from right to left, emoji. They go the
program's own way, from text to `Alignment`, most without a model, some with the bundled one, some
with vectors that say nothing; some as real files.

Checked: nothing is raised but `SverkaError`; every sentence is in exactly one bead; numbers ascend;
beads stand in target order; probabilities are from 0 to 1; a second run gives the same beads; no
document takes longer than its size allows. A failure is printed with the command that repeats it;
--only prints the document as well. Ends with 1 after a failure.
"""

import argparse
import faulthandler
import math
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from align.encode import Encoder, load_encoder
from align.errors import SverkaError
from align.pipeline import Settings, pair, pair_prepared
from align.readers.encoding import Decoded
from align.readers.plain import read_plain
from align.segment import segment, segment_lines
from align.types import Alignment, Language, LineKind, SegmentedText

Lines = list[str]
Sides = tuple[Lines, Lines]

# Seconds of the processor that a document may take: to begin, for a sentence, for a thousand
# characters, for a place where two sentences meet, up to a million places. Some ten times what
# documents took when this was written.
START, SENTENCE, THOUSAND, PLACE, PLACES = 1.0, 0.01, 0.05, 0.00005, 1_000_000
NETWORK = 20  # times as much with the bundled model
AGAIN = 15  # every so many documents are paired twice
HANGS = 600  # seconds, after each of which the place in the program is told
FILES = 25  # every so many are written to files

# Renderings of each other; {n} and {m} are numbers, {c} a city.
PAIRS = [
    ("Совещание прошло в городе {c} {n} марта.", "The meeting took place in {c} on {n} March."),
    (
        "Министр экономики доложил о росте на {n} процентов.",
        "The minister of economy reported growth of {n} percent.",
    ),
    ("Построено {n} домов и {m} школ.", "{n} houses and {m} schools have been built."),
    ("Вопрос сложный.", "This is a difficult issue."),
    ("Работа продолжается, сроки известны.", "Work goes on, and the deadlines are known."),
    ("Экспорт молока достиг {n} млн тонн.", "Exports of milk reached {n} million tonnes."),
    ("Завод в {c} перешёл на новую линию.", "The plant in {c} switched to a new line."),
    ("Спасибо.", "Thank you."),
    ("Что касается транспорта, нужны новые дороги.", "As for transport, new roads are needed."),
    ("(Аплодисменты.)", "(Applause.)"),
    ("Договор подписан на {n} лет.", "The treaty was signed for {n} years."),
    (
        "Участники обсудили образование, науку и спорт.",
        "The participants discussed education, science and sport.",
    ),
    ("В 20{n} году бюджет составил {m} рублей.", "In 20{n} the budget amounted to {m} roubles."),
    (
        "Это касается каждого, и каждый это понимает.",
        "This concerns everyone, and everyone understands it.",
    ),
]
CITIES = [("Минск", "Minsk"), ("Брест", "Brest"), ("Гомель", "Gomel"), ("Витебск", "Vitebsk")]
FURNITURE = [
    "Фото",
    "Поделиться",
    "Печать",
    "1",
    "2/5",
    "Share",
    "Print version",
    "Photo: 14",
    "Назад",
]
ODD = {
    "control": "\x00\x01\x07\x08\x0b\x0c\r\x1b\x1c\x1d\x1e\x1f\x7f\x80\x85\x9b\u2028\u2029\ufeff",
    "surrogates": "\ud800\udfff\udc80\ufffe\uffff\U0010ffff\u0378\u0301\u0489\ufffd\ue000",
    "right to left": "שלום عربي \u202e\u202d\u2066\u2069\u200f ٣٤٥ مرحبا",
    "emoji": "👩‍👩‍👧‍👦🇧🇾🏳️‍🌈👍🏽😀\u200d\ufe0f🀄",
    "punctuation": ".,;:!?…–—-«»“”\"'()[]{}*/\\|<>&%$#@^~`§№",
    "blanks": " \t\u00a0\u2003\u3000\u200b\u2060\u180e\u00ad",
    "letters": "aбßſǅﬁⅨ²½①Ωқўіʼé漢カ한ไæøðþ",
}


def statements(random: Random, count: int) -> Sides:
    """So many sentences and their renderings."""
    sides: Sides = ([], [])
    for _ in range(count):
        shapes = random.choice(PAIRS)
        cities = random.choice(CITIES)
        n, m = random.randint(1, 99), random.randint(100, 99_999)
        for side, shape, city in zip(sides, shapes, cities, strict=True):
            side.append(shape.format(n=n, m=m, c=city))
    return sides


def ordinary(random: Random) -> Sides:
    """A release: some sentences merged, divided, left out or added, lines of furniture between."""
    sides: Sides = ([], [])
    for source, target in zip(*statements(random, random.randint(1, 40)), strict=True):
        what = random.random()
        if what < 0.06 and all(sides):
            sides[random.randint(0, 1)][-1] += " " + source
        elif what < 0.14:
            sides[random.randint(0, 1)].append(source if random.random() < 0.3 else target)
        else:
            sides[0].append(source)
            sides[1].append(target)
        for side in sides:
            if random.random() < 0.1:
                side.append(random.choice(["", "", *FURNITURE]))
    return sides


def duplicates(random: Random) -> Sides:
    few = statements(random, random.randint(1, 3))
    return tuple([random.choice(side) for _ in range(random.randint(1, 50))] for side in few)  # type: ignore[return-value]


def twice(random: Random) -> Sides:
    source, target = statements(random, random.randint(1, 25))
    return source * random.randint(1, 3), target * random.randint(1, 3)


def boilerplate(random: Random) -> Sides:
    """The same line after every sentence."""
    source, target = statements(random, random.randint(1, 30))
    return (
        [line for sentence in source for line in (sentence, "(Аплодисменты.)")],
        [line for sentence in target for line in (sentence, "(Applause.)")],
    )


def empty_paragraphs(random: Random) -> Sides:
    return tuple(  # type: ignore[return-value]
        [
            line
            for sentence in side
            for line in [sentence, *(odd(random, "blanks", 5) for _ in range(random.randint(0, 6)))]
        ]
        for side in statements(random, random.randint(0, 12))
    )


def lopsided(random: Random) -> Sides:
    source, target = statements(random, 200)
    few = random.randint(0, 3)
    return (source[:few], target) if random.random() < 0.5 else (source, target[:few])


def furniture(random: Random) -> Sides:
    sides = statements(random, random.randint(0, 3))
    lone = [random.choice(FURNITURE) for _ in range(random.randint(1, 20))]
    other = [random.choice(FURNITURE) for _ in range(random.randint(0, 20))]
    return lone, other + sides[1]


def numbers(random: Random) -> Sides:
    """Digits, dates, amounts: ordinary, odd, and longer than any number."""

    def number() -> str:
        short = str(random.randint(0, 10 ** random.randint(1, 12)))
        return random.choice(
            [
                short, f"{short},{random.randint(0, 999)}", f"-{short}.{short}", f"{short} %",
                f"{random.randint(0, 99)}.{random.randint(0, 99)}.{random.randint(0, 9999)}",
                f"{short} млн", f"{short} billion", f"1{'0' * random.randint(0, 6000)}", "٣٤٥", "²",
                "½", "Ⅻ", "①②", "MCMXCIX", "1e999", "0x1F", "1 000 000 000", "1,000,000", "00000",
                "9" * random.randint(1, 400), "1/0", "½ 1/3", "31.02.2024", "May 99, 0000", "∞",
            ]
        )  # fmt: skip

    return tuple(  # type: ignore[return-value]
        [
            " ".join(number() for _ in range(random.randint(1, 5)))
            for _ in range(random.randint(1, 25))
        ]
        for _ in range(2)
    )


def names(random: Random) -> Sides:
    """Capital letters of several alphabets, initials, titles."""

    def name() -> str:
        letters = random.choice(["АБВГДЕЖЗІЎЫЯЁЪ", "ABCDEFGHIXYZ", "ΑΒΓΔ", "ÄÉŁŠŽÐ", "ABСЕНРО"])
        word = "".join(random.choice(letters) for _ in range(random.randint(1, 12)))
        return random.choice(
            [word, word.title(), word[0] + ".", word + "-" + word.lower(), "O'" + word]
        )

    return tuple(  # type: ignore[return-value]
        [
            " ".join(name() for _ in range(random.randint(1, 8)))
            for _ in range(random.randint(1, 20))
        ]
        for _ in range(2)
    )


def copies(random: Random) -> Sides:
    """The original, whole or in parts, in the release."""
    source, target = statements(random, random.randint(1, 25))
    part = source[: random.randint(0, len(source))]
    return source, random.choice([list(source), part + target, target + part, target[:3] + source])


def giant(random: Random) -> Sides:
    """Sentences of up to 100,000 characters, with and without blanks."""
    sides = statements(random, random.randint(1, 8))
    for side in sides:
        text = random.choice([*side, "слово", "а", "A. ", "1 ", "((«", "Minsk-", "1."])
        long = text * (random.choice([1_000, 20_000, 100_000]) // len(text))
        side.insert(random.randint(0, len(side)), long)
    return sides


def odd(random: Random, kind: str, most: int = 30) -> str:
    return "".join(random.choice(ODD[kind]) for _ in range(random.randint(0, most)))


def odd_signs(kind: str) -> Callable[[Random], Sides]:
    """Documents sprinkled with signs of a kind, or made of them alone."""

    def make(random: Random) -> Sides:
        alone = random.random() < 0.3
        sides = statements(random, random.randint(1, 15))
        for side in sides:
            for k, line in enumerate(side):
                place = random.randint(0, len(line))
                signs = odd(random, kind)
                side[k] = signs if alone else line[:place] + signs + line[place:]
        return sides

    return make


def languages(random: Random) -> Sides:
    """Both languages on both sides."""
    source, target = statements(random, random.randint(1, 25))
    for k in range(len(source)):
        if random.random() < 0.5:
            source[k], target[k] = target[k], source[k]
    return source, target


def reversed_order(random: Random) -> Sides:
    source, target = statements(random, random.randint(1, 40))
    return source, target[::-1]


def shuffled(random: Random) -> Sides:
    source, target = statements(random, random.randint(1, 40))
    random.shuffle(target)
    return source, target


def blocks(random: Random) -> Sides:
    """Passages in another order, some left out."""
    source, target = statements(random, random.randint(6, 60))
    size = random.randint(1, 12)
    parts = [target[k : k + size] for k in range(0, len(target), size)]
    random.shuffle(parts)
    kept = parts[: random.randint(1, len(parts))]
    return source, [line for part in kept for line in part]


def words(random: Random) -> Sides:
    """Sentences of a letter or a word."""
    return tuple(  # type: ignore[return-value]
        [
            random.choice(["а", "я", "Да.", "Нет", "I", "Yes.", "No", ".", "-", "1", "A"])
            for _ in range(random.randint(1, 40))
        ]
        for _ in range(2)
    )


def noise(random: Random) -> Sides:
    """Code points by chance."""
    return tuple(  # type: ignore[return-value]
        [
            "".join(chr(random.randrange(0x110000)) for _ in range(random.randint(0, 40)))
            for _ in range(random.randint(1, 15))
        ]
        for _ in range(2)
    )


def mixed(random: Random) -> Sides:
    """Pieces of other kinds, one after another."""
    parts = [KINDS[random.choice(_PIECES)](random) for _ in range(random.randint(2, 4))]
    return [line for part in parts for line in part[0]], [
        line for part in parts for line in part[1]
    ]


def long_repetitive(random: Random) -> Sides:
    """Five thousand lines, few of them different: tables, minutes, subtitles."""
    few = statements(random, random.randint(1, 40))
    sizes = [5_000, random.choice([50, 4_000, 5_000])]
    random.shuffle(sizes)
    return tuple(  # type: ignore[return-value]
        (side * (size // len(side) + 1))[:size] for side, size in zip(few, sizes, strict=True)
    )


KINDS: dict[str, Callable[[Random], Sides]] = {
    "ordinary": ordinary, "duplicates": duplicates, "twice": twice, "boilerplate": boilerplate,
    "empty paragraphs": empty_paragraphs, "lopsided": lopsided, "furniture": furniture,
    "numbers": numbers, "names": names, "copies": copies, "giant": giant, "languages": languages,
    "reversed": reversed_order, "shuffled": shuffled, "blocks": blocks, "words": words,
    "noise": noise, "mixed": mixed, **{kind: odd_signs(kind) for kind in ODD},
    "long repetitive": long_repetitive,
}  # fmt: skip
# Slow kinds come seldom.
RARE = {"long repetitive": 0.0002, "giant": 0.3, "lopsided": 0.5}
_PIECES = [kind for kind in KINDS if kind not in {*RARE, "mixed"}]


class Blind:
    """Vectors that say nothing: all zero, all alike, or by chance."""

    digest, dimensions = "blind", 32

    def __init__(self, name: str) -> None:
        self.name = name

    def centre(self, language: str) -> None:
        """None."""

    def encode(self, texts: object) -> "np.ndarray":
        """Vectors of `texts`."""
        count = len(texts)  # type: ignore[arg-type]
        if self.name == "by chance":
            rows = np.random.default_rng(count).normal(size=(count, 32))
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        else:
            rows = np.full((count, 32), 32**-0.5 if self.name == "alike" else 0.0)
        return rows.astype(np.float32)


# What makes the vectors, and how often.
ENCODERS = {"none": 0.9, "bundled": 0.04, "zero": 0.02, "alike": 0.02, "by chance": 0.02}
_loaded: dict[str, Encoder] = {}


def encoder(name: str) -> Encoder:
    if name not in _loaded:
        known: dict[str, str | None] = {"none": "none", "bundled": None}
        _loaded[name] = load_encoder(known[name]) if name in known else Blind(name)
    return _loaded[name]


@dataclass(frozen=True)
class Case:
    """A document pair, and how it is to be paired."""

    kind: str
    sides: Sides
    encoder: str
    language: Language
    presegmented: bool
    force: bool
    as_files: bool


def make(seed: int, number: int, kind: str | None = None) -> Case:
    """Document `number` of the run `seed`; the same whenever it is asked for."""
    random = Random(f"{seed}/{number}")
    chances = [RARE.get(name, 1.0) for name in KINDS]
    chosen = random.choices(list(KINDS), chances)[0]
    name = random.choices(list(ENCODERS), list(ENCODERS.values()))[0]
    chosen = kind or chosen
    return Case(
        chosen,
        KINDS[chosen](random),
        # A network needs minutes for millions of characters.
        "none" if name == "bundled" and chosen in RARE else name,
        random.choice(["ru", "be"]),
        random.random() < 0.7,
        random.random() < 0.9,
        number % FILES == 0,
    )


def divided(lines: Lines, language: Language, name: str, presegmented: bool) -> SegmentedText:
    text = Decoded("\n".join(lines), "utf-8")
    document = read_plain(text, name, presegmented=presegmented)
    return segment_lines(document, language) if presegmented else segment(document, language)


def run(case: Case) -> Alignment | None:
    """Pair it; None where it is refused in words."""
    vectors = encoder(case.encoder)
    settings = Settings(
        source_lang=case.language, target_lang="en",
        presegmented=case.presegmented, force=case.force,
    )  # fmt: skip
    try:
        if case.as_files:
            with tempfile.TemporaryDirectory() as folder:
                names = [str(Path(folder) / f"{side}.txt") for side in ("original", "release")]
                for name, lines in zip(names, case.sides, strict=True):
                    data = "\n".join(lines).encode("utf-8", "surrogatepass")
                    Path(name).write_bytes(data)
                return pair(names[0], names[1], vectors, settings)[0]
        source = divided(case.sides[0], case.language, "original", case.presegmented)
        target = divided(case.sides[1], "en", "release", case.presegmented)
        return pair_prepared(source, target, vectors, settings)
    except SverkaError:
        return None


def faults(alignment: Alignment) -> list[str]:
    """What does not hold and always should."""
    found = []
    for side in ("source", "target"):
        held = sorted(n for bead in alignment.beads for n in getattr(bead, side))
        if held != list(range(len(getattr(alignment, side).sentences))):
            found.append(f"{side}: a sentence is lost or in two beads")
    for bead in alignment.beads:
        if not (bead.source or bead.target):
            found.append("an empty bead")
        if not (math.isfinite(bead.probability) and 0.0 <= bead.probability <= 1.0):
            found.append(f"probability {bead.probability} of {bead.source}:{bead.target}")
        if any(list(part) != sorted(part) for part in (bead.source, bead.target)):
            found.append(f"numbers do not ascend in {bead.source}:{bead.target}")
        sides = (alignment.source, bead.source), (alignment.target, bead.target)
        kinds = {side.sentences[n].kind for side, part in sides for n in part}
        if LineKind.FURNITURE in kinds and len(bead.source) + len(bead.target) != 1:
            found.append(f"page furniture paired in {bead.source}:{bead.target}")
    firsts = [bead.target[0] for bead in alignment.beads if bead.target]
    if firsts != sorted(firsts):
        found.append("beads are not in target order")
    return found


def allowed(case: Case, alignment: Alignment | None) -> float:
    """Seconds of the processor that a document of this size may take."""
    rows, columns = (len(side) for side in case.sides)
    if alignment:
        rows, columns = len(alignment.source.sentences), len(alignment.target.sentences)
    characters = sum(len(line) for side in case.sides for line in side)
    each = SENTENCE * (rows + columns) + THOUSAND * characters / 1000
    slow = NETWORK if case.encoder == "bundled" else 1
    return START + slow * each + PLACE * min(rows * columns, PLACES)


@dataclass(frozen=True)
class Outcome:
    """What is wrong with a document, the seconds of the processor it took, and may take."""

    faults: list[str]
    seconds: float
    allowed: float


def check(case: Case, *, again: bool) -> Outcome:
    """Pair a document, `again` where asked, and look at what comes out."""
    began = time.process_time()
    try:
        alignment = run(case)
    except Exception:
        seconds = time.process_time() - began
        return Outcome([traceback.format_exc()], seconds, allowed(case, None))
    seconds = time.process_time() - began
    found = faults(alignment) if alignment else []
    if again and alignment:
        other = run(case)
        if other is None or other.beads != alignment.beads:
            found.append("a second run gives other beads")
    return Outcome(found, seconds, allowed(case, alignment))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=math.inf, help="stop after so long")
    parser.add_argument("--kind", choices=KINDS, help="documents of this kind alone")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this document alone, shown")
    args = parser.parse_args()
    numbers = range(args.documents) if args.only is None else range(args.only, args.only + 1)
    for name in ENCODERS:
        encoder(name).encode(["warm"])
    began, failed, done = time.monotonic(), 0, 0
    slowest: dict[str, tuple[float, float, int]] = defaultdict(lambda: (0.0, 0.0, 0))
    count: dict[str, int] = defaultdict(int)
    total: dict[str, float] = defaultdict(float)
    print(f"seed {args.seed}", flush=True)
    faulthandler.dump_traceback_later(HANGS, repeat=True)
    for number in numbers:
        if time.monotonic() - began > args.seconds:
            break
        case = make(args.seed, number, args.kind)
        outcome = check(case, again=number % AGAIN == 0 or args.only is not None)
        found, seconds, limit = list(outcome.faults), outcome.seconds, outcome.allowed
        if seconds > limit:
            found.append(f"took {seconds:.1f} s of the processor, allowed are {limit:.1f}")
        done += 1
        count[case.kind] += 1
        total[case.kind] += seconds
        slowest[case.kind] = max(slowest[case.kind], (seconds, seconds / limit, number))
        if args.only is not None:
            print(f"{case.kind}, {case.encoder}, {case.language}, {seconds:.2f} s")
            for side in case.sides:
                print(f"--- {len(side)} lines", *(ascii(line[:300]) for line in side), sep="\n")
        if found:
            failed += 1
            kind = f" --kind {case.kind!r}" if args.kind else ""
            print(f"\nFAILED {case.kind} with {case.encoder}: python {sys.argv[0]} "
                  f"--seed {args.seed}{kind} --only {number}")  # fmt: skip
            print(*found[:5], sep="\n", flush=True)
    print(f"\n{done:,} documents in {time.monotonic() - began:.0f} s, {failed} failed")
    print(f"{'kind':18}documents   mean    slowest, of what is allowed, number")
    for kind, (seconds, share, number) in sorted(slowest.items(), key=lambda item: -item[1][0]):
        mean = 1000 * total[kind] / count[kind]
        print(f"{kind:18}{count[kind]:9,}{mean:7.0f} ms{seconds:8.2f} s   {share:5.0%}  {number}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
