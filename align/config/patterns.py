"""Patterns of file names: ``releases/{id}/ru.html``, ``**/*.txt``.

===========  =====================================================================================
``*``        any run of characters in a name, an empty one too
``?``        one character
``{word}``   a run of one character or more, which has a name: it is the same text wherever the
             pattern, or that of the other file of the pair, says ``{word}``
``**``       any folders, or none
===========  =====================================================================================

Names are parted by ``/`` on every system. What begins with a full stop is hidden: only a pattern
that writes the full stop finds it. Of several readings the first that fits is taken, each gap as
short as it can be from the left. The work grows with the length of the pattern times that of the
name, never beyond: patterns are matched by hand, not by regular expressions.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_GAP = re.compile(r"\*|\{([^{}]*)\}")
_ELSEWHERE = re.compile(r"/|~/|[A-Za-z]:")
_UNSEEN = re.compile(r"[\0-\x1f\x7f]")
ANY = "*"  # The name of a gap that has none.


class PatternError(ValueError):
    """A pattern cannot be understood: the rest of a sentence that begins with it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one name between slashes looks like: fixed text, a gap, fixed text, and so on.

    Parameters
    ----------
    texts
        Fixed text before, between and behind the gaps, ``?`` for any character.
    gaps
        The gaps' words, `ANY` for ``*``; one less than the texts.
    """

    texts: tuple[str, ...]
    gaps: tuple[str, ...]

    def fits(self, name: str, hidden: bool = False) -> tuple[str, ...] | None:
        """What stands in the gaps of a name, None where it does not fit."""
        texts = self.texts
        open_start = not texts[0] or texts[0][0] == "?"
        if name.startswith(".") and open_start and not hidden:
            return None
        if not self._stands(texts[0], name, 0):
            return None
        at, found = len(texts[0]), []
        for number, gap in enumerate(self.gaps, 1):
            text, least = texts[number], at + (gap != ANY)
            if number == len(self.gaps):
                end = len(name) - len(text)
                place = end if end >= least and self._stands(text, name, end) else -1
            else:
                place = self._find(text, name, least)
            if place < 0:
                return None
            found.append(name[at:place])
            at = place + len(text)
        return tuple(found) if at == len(name) else None

    @staticmethod
    def _stands(text: str, name: str, at: int) -> bool:
        if "?" not in text:
            return name.startswith(text, at)
        there = name[at : at + len(text)]
        return len(there) == len(text) and all(
            sign in ("?", other) for sign, other in zip(text, there, strict=True)
        )

    def _find(self, text: str, name: str, least: int) -> int:
        if "?" not in text:
            return name.find(text, least)
        places = range(least, len(name) - len(text) + 1)
        return next((at for at in places if self._stands(text, name, at)), -1)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of file names.

    Parameters
    ----------
    text
        As it is written.
    pieces
        One for each name, None for ``**``.
    """

    text: str
    pieces: tuple[Piece | None, ...]

    @property
    def words(self) -> frozenset[str]:
        """The words of its gaps."""
        every = (gap for piece in self.pieces if piece for gap in piece.gaps)
        return frozenset(every) - {ANY}

    @property
    def plain(self) -> bool:
        """Whether it finds one file at most once its words are known."""
        return not any(
            piece is None or ANY in piece.gaps or "?" in "".join(piece.texts)
            for piece in self.pieces
        )

    @property
    def open_ended(self) -> bool:
        """Whether a file's name may end in anything."""
        last = self.pieces[-1]
        return last is None or not last.texts[-1]

    def fill(self, words: Mapping[str, str]) -> str:
        """The name that it finds where its gaps hold these texts, for a `plain` pattern."""
        names = []
        for piece in self.pieces:
            assert piece is not None  # noqa: S101 - a plain pattern has no such piece.
            gaps = (*(words[gap] for gap in piece.gaps), "")
            names.append("".join(t + g for t, g in zip(piece.texts, gaps, strict=True)))
        return "/".join(names)

    def match(self, path: str, hidden: bool = False) -> dict[str, str] | None:
        """What its words stand for in a path, None where it does not fit.

        Parameters
        ----------
        path
            As seen from the pattern's folder, parted by ``/``.
        hidden
            Whether gaps and ``**`` reach what begins with a full stop.
        """
        names = one_form(path).split("/")
        steps = self._steps(names, hidden)
        found: dict[str, str] = {}
        piece_at = name_at = 0
        while name_at < len(names) or piece_at < len(self.pieces):
            if not steps[piece_at][name_at]:
                return None
            piece = self.pieces[piece_at]
            if piece is None:
                # As few folders as will do.
                if steps[piece_at + 1][name_at]:
                    piece_at += 1
                else:
                    name_at += 1
                    piece_at += not steps[piece_at][name_at]
                continue
            for gap, text in zip(piece.gaps, piece.fits(names[name_at], hidden) or (), strict=True):
                if gap != ANY and found.setdefault(gap, text) != text:
                    return None
            piece_at, name_at = piece_at + 1, name_at + 1
        return found

    def _steps(self, names: list[str], hidden: bool) -> list[list[bool]]:
        """Whether the pieces from one on fit the names from one on, by both numbers."""
        rows = [[False] * len(names) + [True]]
        for piece in reversed(self.pieces):
            after, row = rows[-1], [False] * (len(names) + 1)
            # The last piece is what stands behind: "**" there means what is in the folder.
            row[-1] = piece is None and after[-1] and len(rows) > 1
            for at in range(len(names) - 1, -1, -1):
                if piece is not None:
                    row[at] = after[at + 1] and piece.fits(names[at], hidden) is not None
                else:
                    on = row[at + 1] or after[at + 1]
                    row[at] = after[at] or (on and (hidden or not names[at].startswith(".")))
            rows.append(row)
        return rows[::-1]

    def covers(self, path: str) -> bool:
        """Whether it fits a path or a folder that the path is in, hidden ones too.

        A pattern of one name means this name in any folder, as in ``.gitignore``.
        """
        names = path.split("/")
        if len(self.pieces) == 1 and self.pieces[0] is not None:
            piece = self.pieces[0]
            return any(piece.fits(one_form(name), hidden=True) is not None for name in names)
        return any(
            self.match("/".join(names[:length]), hidden=True) is not None
            for length in range(len(names), 0, -1)
        )

    def begin(self) -> frozenset[int]:
        """Where a walk through the folders stands at its start; see `step`."""
        return frozenset((0,))

    def step(self, places: frozenset[int], name: str) -> frozenset[int]:
        """Where a walk stands after entering a folder; nowhere if nothing in it can fit."""
        after = set()
        for at in places:
            while at < len(self.pieces) and self.pieces[at] is None:
                if not name.startswith("."):
                    after.add(at)
                at += 1
            piece = self.pieces[at] if at < len(self.pieces) else None
            if piece is not None and piece.fits(name) is not None:
                after.add(at + 1)
        return frozenset(at for at in after if at < len(self.pieces))

    def ends(self, places: frozenset[int], name: str) -> bool:
        """Whether a walk that stands there finds a file; its words may yet disagree."""
        last = len(self.pieces) - 1
        piece = self.pieces[last]
        return (
            piece is not None
            and any(set(self.pieces[at:last]) <= {None} for at in places)
            and piece.fits(name) is not None
        )


def one_form(name: str) -> str:
    """A name in one spelling: macOS may write й and ў as a letter and a mark."""
    return unicodedata.normalize("NFC", name)


def parse_pattern(text: str, *, words: bool = True) -> Pattern:
    """Read a pattern.

    Parameters
    ----------
    text
        The pattern.
    words
        Whether gaps may have words.

    Raises
    ------
    PatternError
        It cannot be understood, or leads out of the folder.

    Examples
    --------
    >>> parse_pattern("releases/{id}/ru.html").match("releases/2024-17/ru.html")
    {'id': '2024-17'}
    """
    if _UNSEEN.search(text):
        raise PatternError("has a character that no name should have.")
    if "\\" in text:
        raise PatternError("has “\\”. Part folders by “/”, on Windows too.")
    if _ELSEWHERE.match(text):
        raise PatternError(
            "does not begin in the folder of the settings. Write it as seen from there."
        )
    names = one_form(text).removeprefix("./").removesuffix("" if words else "/").split("/")
    if ".." in names:
        raise PatternError("leads out of the folder of the settings. Move the settings higher up.")
    if "" in names or "." in names:
        raise PatternError("has an empty name. Write it like releases/*.html.")
    pieces: list[Piece | None] = []
    for name in names:
        if name != "**":
            pieces.append(_piece(name, words))
        elif not pieces or pieces[-1] is not None:
            pieces.append(None)
    if words and pieces[-1] is None:
        raise PatternError("ends in “**”, which stands for folders. Name the files: **/*.html.")
    return Pattern(text, tuple(pieces))


def _piece(name: str, words: bool) -> Piece:
    if "**" in name:
        raise PatternError("has “**” within a name. It stands alone between slashes: a/**/b.")
    texts: list[str] = []
    gaps: list[str] = []
    at = 0
    for gap in _GAP.finditer(name):
        if gaps and gap.start() == at:
            raise PatternError(
                "has two gaps side by side. Put something between, or make them one."
            )
        word = gap[1]
        if word is not None and not words:
            raise PatternError("has a word in braces, which goes with pairs. Write “*”.")
        if word is not None and not _WORD.fullmatch(word):
            raise PatternError(
                "has braces that hold no word of letters, such as {id}. For several names write"
                " several entries."
            )
        texts.append(name[at : gap.start()])
        gaps.append(ANY if word is None else word)
        at = gap.end()
    texts.append(name[at:])
    if "{" in "".join(texts) or "}" in "".join(texts):
        raise PatternError("has a brace without its other half. Write gaps like {id}.")
    return Piece(tuple(texts), tuple(gaps))
