"""Tables of other programs, read: two or three columns, or a column a language.

DeepL takes two columns without headings, or four with the codes of the languages; OmegaT takes
two or three, the third for comments; Google takes two columns, or a table of equivalent terms
whose headings are language codes; published term lists (TICO-19) have columns for the languages of
each row. Spreadsheets of people look much the same, with headings in words
(``data/headings.toml``).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.errors import ConfigError
from align.glossary.exchange.cells import Row, unguard
from align.glossary.exchange.drafts import TERM_LIMIT, Draft, TermDraft, language_of
from align.glossary.exchange.fields import shown
from align.glossary.exchange.values import Pair, Tally, joined
from align.types import LANGUAGE_NAMES, Language

# Terms by which the language of a column is told.
_SAMPLE = 2_000
_TAG = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})?")
_NAMED = "Name the languages of its columns with --source-lang and --target-lang."
_SHAPES = (
    "Known are: a heading row of languages; two or three columns (source, target, comment); "
    "four (source, target and their language codes)."
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the columns of a table hold: a language, a name from headings.toml, or nothing known."""

    names: tuple[str, ...]
    header: bool

    def place(self, name: str) -> int | None:
        return self.names.index(name) if name in self.names else None


def read_shape(
    rows: Sequence[Row], path: str, pair: tuple[Language | None, Language | None], tally: Tally
) -> Iterator[Draft]:
    """Drafts of the concepts in a table of another program.

    Parameters
    ----------
    rows
        The rows, the heading among them if there is one.
    path
        The file, for messages.
    pair
        Languages of source and target, where the user named them.
    tally
        Takes remarks.

    Raises
    ------
    ConfigError
        The columns are none of the known, a row is ragged, or the languages cannot be told.
    """
    columns = _columns(rows, path)
    body = rows[1:] if columns.header else rows
    for row in body:
        _refuse_ragged(row, columns, path)
    tally.add(
        "columns with an unknown heading are left out", "column", sum(not n for n in columns.names)
    )
    if sum(name in LANGUAGE_NAMES for name in columns.names) > 1:
        return _sets(body, columns, tally)
    if columns.place("source_language") is not None:
        return _tagged_pairs(body, columns, tally)
    return _pairs(body, columns, _pair(body, columns, pair, path, tally), tally)


def _columns(rows: Sequence[Row], path: str) -> _Columns:
    first = rows[0]
    width = max(len(row.cells) for row in rows)
    names = tuple(_meaning(cell) for cell in first.cells)
    # One cell of a heading's meaning may be a term: that of a region, say.
    if width == 4 and not all(names[:2]) and all(_is_tagged(row) for row in rows):
        return _Columns(("source", "target", "source_language", "target_language"), header=False)
    languages = {name for name in names if name in LANGUAGE_NAMES}
    if len(languages) > 1 or {"source", "target"} <= set(names):
        for number, (name, cell) in enumerate(zip(names, first.cells, strict=True)):
            if name and name in names[:number]:
                problem = f"the heading '{shown(cell)}' means the same as an earlier one."
                raise ConfigError(path, problem, "Remove one.", first.line)
        return _Columns(names, header=True)
    if width in (2, 3):
        return _Columns(("source", "target", "comment")[:width], header=False)
    raise ConfigError(
        path,
        f"the table has {width} column{'' if width == 1 else 's'} and no heading that is known.",
        _SHAPES,
        first.line,
    )


def _is_tagged(row: Row) -> bool:
    tags = [cell.strip() for cell in row.cells[2:4]]
    return len(tags) == 2 and all(_TAG.fullmatch(tag) for tag in tags)


def _meaning(heading: str) -> str:
    plain = joined(heading).lower()
    return _headings().get(plain) or (language_of(plain) if len(plain) <= 7 else "") or ""


def _refuse_ragged(row: Row, columns: _Columns, path: str) -> None:
    width = len(columns.names)
    # A comment may be missing from a row; spreadsheets pad rows with empty cells.
    least = 2 if not columns.header and width == 3 else width
    if len(row.cells) < least or any(cell.strip() for cell in row.cells[width:]):
        raise ConfigError(
            path,
            f"the row has {len(row.cells)} cell{'' if len(row.cells) == 1 else 's'}, and the table "
            f"{width} columns.",
            "Check the signs between cells, and that cells with such a sign are in quotes.",
            row.line,
        )


def _sets(rows: Iterable[Row], columns: _Columns, tally: Tally) -> Iterator[Draft]:
    """A row a concept, a column a language."""
    for row in rows:
        draft = Draft(line=row.line)
        for name, cell in zip(columns.names, row.cells, strict=False):
            language = language_of(name)
            # Remarks are guarded when they are written; terms are never.
            text = joined(cell) if language else unguard(joined(cell))
            if not text:
                continue
            if language is not None:
                draft.terms.append(TermDraft(text, language, line=row.line))
            else:
                _take(draft, name, text, tally)
        yield draft


def _take(draft: Draft, name: str, text: str, tally: Tally) -> None:
    # Several rows may tell of one concept: what a further one says differently is kept too.
    if name == "comment":
        _note(draft, text)
    elif name == "description":
        if draft.fields.setdefault("definition", text) != text:
            _note(draft, f"definition: {text}")
    elif name == "domain":
        if draft.fields.setdefault("domain", text) != text:
            _note(draft, f"domain: {text}")
    elif name == "pos":
        tally.add("parts of speech are left out", "place")


def _note(draft: Draft, text: str) -> None:
    if text not in draft.fields.get("note", "").split("\n"):
        draft.add_note(text)


def _tagged_pairs(rows: Iterable[Row], columns: _Columns, tally: Tally) -> Iterator[Draft]:
    """A row a pair, with the codes of its languages."""
    found: dict[tuple[str, str], Draft] = {}
    for row in rows:
        by_name = dict(zip(columns.names, row.cells, strict=False))
        tags = by_name["source_language"], by_name.get("target_language", "")
        source, target = map(language_of, tags)
        if source is None or target is None or source == target:
            tally.add("rows that are not in two of the three languages are left out", "row")
            continue
        _add(found, row, columns, Pair(source, target), tally)
    yield from found.values()


def _pairs(rows: Iterable[Row], columns: _Columns, pair: Pair, tally: Tally) -> Iterator[Draft]:
    found: dict[tuple[str, str], Draft] = {}
    for row in rows:
        _add(found, row, columns, pair, tally)
    yield from found.values()


def _add(
    found: dict[tuple[str, str], Draft], row: Row, columns: _Columns, pair: Pair, tally: Tally
) -> None:
    """Put a row to the concept of its source term: a further row gives it a further target."""
    texts: dict[str, str] = {}
    for name, cell in zip(columns.names, row.cells, strict=False):
        text = joined(cell)
        texts[name] = text if name in ("source", "target") else unguard(text)
    source, target = texts["source"], texts["target"]
    if not source or not target:
        tally.add("rows with one term only are left out", "row")
        return
    draft = found.get((pair.source, source))
    if draft is None:
        draft = found[pair.source, source] = Draft(line=row.line)
        draft.terms.append(TermDraft(source, pair.source, line=row.line))
    if len(draft.terms) <= TERM_LIMIT and all(
        (term.language, term.text) != (pair.target, target) for term in draft.terms
    ):
        draft.terms.append(TermDraft(target, pair.target, line=row.line))
    for name in ("comment", "description", "domain", "pos"):
        if texts.get(name):
            _take(draft, name, texts[name], tally)


def _pair(
    rows: Sequence[Row],
    columns: _Columns,
    named: tuple[Language | None, Language | None],
    path: str,
    tally: Tally,
) -> Pair:
    source, target = (
        language or _language(rows, columns.place(name))
        for language, name in zip(named, ("source", "target"), strict=True)
    )
    if source is None or target is None or source == target:
        raise ConfigError(path, "the languages of the table cannot be told.", _NAMED)
    pair = Pair(source, target)
    if None in named:
        tally.add(f"the columns are read as {pair}", "row", len(rows))
    return pair


def _language(rows: Sequence[Row], place: int | None) -> Language | None:
    from align.langid import identify

    if place is None:
        return None
    text = "\n".join(row.cells[place] for row in rows[:_SAMPLE] if len(row.cells) > place)
    if found := identify(text).language:
        return found
    # Short lists have none of the words that English is told by; the two others have letters.
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    return "en" if 2 * latin > sum(sign.isalpha() for sign in text) else None


@cache
def _headings() -> dict[str, str]:
    text = files(__package__).joinpath("data/headings.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return {
        heading: name
        for group in (data["languages"], data["columns"])
        for name, headings in group.items()
        for heading in headings
    }
