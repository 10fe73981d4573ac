"""Patterns for pairs that were found by their names: what differs from pair to pair gets a word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
# What parts words in names; a word of a language stands alone between these.
_BETWEEN = re.compile(r"([./_\- ]+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A document whose name says what it is.

    Parameters
    ----------
    path
        As seen from the folder, parted by ``/``.
    role
        ``en``, ``ru``, ``be``, or ``original`` where the name leaves the language open.
    parts
        The name without its ending, cut at the words that say so: these have odd numbers.
    """

    path: str
    role: str
    parts: tuple[str, ...]

    @property
    def ending(self) -> str:
        """Such as ``.html``."""
        return PurePosixPath(self.path).suffix

    @property
    def common(self) -> tuple[str, ...]:
        """What the names of the other versions of the document have too."""
        return self.parts[::2]


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into ``pairs``.

    Parameters
    ----------
    original, release
        Patterns.
    source_lang
        ``ru`` or ``be`` where the names say so.
    pairs
        Original and release of each pair that it was made for.
    """

    original: str
    release: str
    source_lang: str | None
    pairs: tuple[tuple[str, str], ...] = field(repr=False)


def read_name(path: str, words: dict[str, str]) -> Named | None:
    """What the name of a document says, None where that is nothing.

    Where it says several things, the last one counts.

    Parameters
    ----------
    path
        As seen from the folder, parted by ``/``.
    words
        Role by word.
    """
    pieces = _BETWEEN.split(str(PurePosixPath(path).with_suffix("")))
    roles = [words.get(piece.lower()) for piece in pieces]
    said = [role for role in roles if role]
    if not said:
        return None
    role = said[-1]
    several = all(_alike(one, role) for one in said)
    last = max(number for number, one in enumerate(roles) if one)
    parts = [""]
    for number, piece in enumerate(pieces):
        if number == last or (several and roles[number]):
            parts += [piece, ""]
        else:
            parts[-1] += piece
    if role == "original":
        role = next((one for one in said if one in ("ru", "be")), role)
    return Named(path, "en" if role == "release" else role, tuple(parts))


def _alike(one: str, other: str) -> bool:
    """Whether two words say no different things of a document."""
    english = [role in ("en", "release") for role in (one, other)]
    return all(english) or one == other or ("original" in (one, other) and not any(english))


def join(documents: Iterable[Named]) -> list[tuple[Named, Named]]:
    """Originals and releases whose names differ in the words alone, sorted.

    Where there are several of a kind, those with the same ending belong together; where that does
    not decide, none do.
    """
    groups: dict[tuple[str, ...], dict[str, list[Named]]] = {}
    for one in documents:
        groups.setdefault(one.common, {}).setdefault(one.role, []).append(one)
    pairs = []
    for group in groups.values():
        releases = group.pop("en", [])
        for originals in group.values():
            if len(originals) == len(releases) == 1:
                pairs.append((originals[0], releases[0]))
                continue
            for ending in {one.ending for one in originals}:
                same = [[n for n in side if n.ending == ending] for side in (originals, releases)]
                if len(same[0]) == len(same[1]) == 1:
                    pairs.append((same[0][0], same[1][0]))
    return sorted(pairs, key=lambda pair: (pair[1].path, pair[0].path))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the name of a document is built, the same for both of a pair.

    Parameters
    ----------
    items
        Fixed text, None for a word that says what the document is, or the number of a value.
    values
        What stands between slashes and such words.
    folders
        How many of the values are in the names of folders.
    """

    items: tuple[str | int | None, ...]
    values: tuple[str, ...]
    folders: int


def _shape(named: Named) -> _Shape:
    items: list[str | int | None] = []
    values: list[str] = []
    folders = 0
    for number, part in enumerate(named.common):
        items += [None] * bool(number)
        for piece in re.split("(/)", part):
            inner = piece.strip("._- ")
            if piece == "/" or not inner:
                items += [piece] * bool(piece)
                folders = len(values) if piece == "/" else folders
                continue
            before, _, behind = piece.partition(inner)
            items += [*([before] * bool(before)), len(values), *([behind] * bool(behind))]
            values.append(inner)
    return _Shape(tuple(items), tuple(values), folders)


def entries(pairs: Sequence[tuple[Named, Named]]) -> tuple[Entry, ...]:
    """Patterns that find these pairs, and others that are named like them."""
    shapes = [_shape(original) for original, _ in pairs]
    alike: dict[tuple[str | int | None, ...], list[_Shape]] = {}
    for shape in shapes:
        alike.setdefault(shape.items, []).append(shape)
    words = {items: _words(group) for items, group in alike.items()}
    groups: dict[tuple[object, ...], list[tuple[Named, Named]]] = {}
    settled: dict[tuple[object, ...], _Shape] = {}
    for (original, release), shape in zip(pairs, shapes, strict=True):
        named = words[shape.items]
        fixed = tuple(v for n, v in enumerate(shape.values) if n not in named)
        key = (shape.items, fixed, original.parts[1::2], release.parts[1::2], original.role)
        groups.setdefault(key, []).append((original, release))
        settled[key] = shape
    found: list[Entry] = []
    for at, group in groups.items():
        found += _made(settled[at], words[settled[at].items], group)
    return tuple(sorted(found, key=lambda one: (-len(one.pairs), one.release, one.original)))


def _made(
    shape: _Shape, words: dict[int, str], pairs: list[tuple[Named, Named]]
) -> Iterator[Entry]:
    """One entry for pairs with the same words; one for each ending where they mix."""
    by_ending: dict[tuple[str, str], list[tuple[Named, Named]]] = {}
    for original, release in pairs:
        by_ending.setdefault((original.ending, release.ending), []).append((original, release))
    if len(by_ending) > 1 and len({original.common for original, _ in pairs}) == len(pairs):
        by_ending = {(".*", ".*"): pairs}
    for endings, group in by_ending.items():
        texts = [
            _pattern(shape, words, side.parts[1::2]) + ending
            for side, ending in zip(group[0], endings, strict=True)
        ]
        role = group[0][0].role
        yield Entry(
            texts[0],
            texts[1],
            role if role in ("ru", "be") else None,
            tuple((original.path, release.path) for original, release in group),
        )


def _pattern(shape: _Shape, words: dict[int, str], said: Sequence[str]) -> str:
    text, rest = "", iter(said)
    for item in shape.items:
        if item is None:
            text += next(rest)
        elif isinstance(item, str):
            text += item
        else:
            text += f"{{{words[item]}}}" if item in words else shape.values[item]
    return text


def _words(shapes: Sequence[_Shape]) -> dict[int, str]:
    """The words for the values that differ from pair to pair, by their number.

    Folders with a figure are taken to differ: next year there will be another. Of one pair alone,
    so is what else its files' names have in common.
    """
    columns = list(zip(*(shape.values for shape in shapes), strict=True))
    folders = shapes[0].folders
    alone = len({shape.values for shape in shapes}) == 1
    varying = [
        number
        for number, column in enumerate(columns)
        if len({*column}) > 1
        or (number < folders and any(sign.isdigit() for sign in column[0]))
        or (number >= folders and alone)
    ]
    words: dict[int, str] = {}
    for number in varying:
        if number == varying[-1]:
            words[number] = "id"
        elif "year" not in words.values() and all(map(_YEAR.fullmatch, columns[number])):
            words[number] = "year"
        elif [*words.values()][-1:] == ["year"] and all(map(_MONTH.fullmatch, columns[number])):
            words[number] = "month"
        else:
            count = sum(word.startswith("folder") for word in words.values())
            words[number] = f"folder{count + 1}" if count else "folder"
    return words
