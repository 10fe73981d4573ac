"""The glossary as a table, whole: one row a term, every field a column.

The id stands in every row; the fields of the concept stand in its first row. In a table that was
sorted or filled in by hand they may stand in any row, or in several if they agree.
"""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from align.errors import ConfigError, UsageError
from align.glossary.concepts import Concept
from align.glossary.exchange.cells import CELL_LIMIT, Row, guard, unguard, write_rows
from align.glossary.exchange.drafts import Draft, TermDraft, build, check_id, language_of
from align.glossary.exchange.fields import (
    CONCEPT_FIELDS,
    TERM_FIELDS,
    FieldError,
    concept_texts,
    shown,
    term_texts,
)
from align.glossary.exchange.values import BLANKS, Tally

# The notes of concept and term must not share a heading.
_TERM_HEADINGS = {"note": "term note"}
_NEEDED = ("id", "language", "term")
HEADINGS = (
    "id",
    *CONCEPT_FIELDS,
    "language",
    "term",
    *(_TERM_HEADINGS.get(field, field) for field in TERM_FIELDS),
)


def write_table(concepts: Sequence[Concept], delimiter: str) -> bytes:
    """The glossary as CSV or TSV; nothing is lost.

    Raises
    ------
    UsageError
        A text is longer than a cell.
    """
    rows = [list(HEADINGS), *(row for concept in concepts for row in _rows(concept))]
    for row in rows:
        if any(len(cell) >= CELL_LIMIT for cell in row):
            raise UsageError(
                f"A text of concept '{row[0]}' is longer than {CELL_LIMIT:,} characters, "
                "which is the most a cell of a table takes. Shorten it."
            )
    return write_rows(([guard(cell) for cell in row] for row in rows), delimiter)


def _rows(concept: Concept) -> Iterator[list[str]]:
    of_concept = list(concept_texts(concept).values())
    for term in concept.terms:
        yield [concept.id, *of_concept, term.language, term.text, *term_texts(term).values()]
        of_concept = [""] * len(CONCEPT_FIELDS)
    if not concept.terms:
        yield [concept.id, *of_concept, "", "", *[""] * len(TERM_FIELDS)]


def is_own(cells: Sequence[str]) -> bool:
    """Whether a first row is that of a whole glossary, not of another program's table."""
    names = [_plain(cell) for cell in cells]
    return all(name in names for name in _NEEDED)


def read_own(rows: Iterator[Row], path: str) -> tuple[Concept, ...]:
    """The concepts of a table as `write_table` writes it.

    Raises
    ------
    ConfigError
        A heading or a cell is not what it should be.
    """
    header = next(rows)
    headings = _headings(header, path)
    drafts: dict[str, Draft] = {}
    for row in rows:
        cells = _cells(row, headings, path)
        try:
            check_id(cells["id"])
        except FieldError as error:
            raise ConfigError(path, f"{error}", "Correct it.", row.line) from None
        draft = drafts.setdefault(cells["id"], Draft(cells["id"], line=row.line))
        _take_concept(draft, cells, row.line, path)
        _take_term(draft, cells, row.line, path)
    tally = Tally()
    return tuple(build(draft, draft.id, path, tally) for draft in drafts.values())


def _headings(row: Row, path: str) -> tuple[str, ...]:
    names = [_plain(cell) for cell in row.cells]
    while names and not names[-1]:
        names.pop()
    for number, name in enumerate(names):
        if name not in HEADINGS:
            close = get_close_matches(name, HEADINGS, 1)
            known = f"Known are: {', '.join(HEADINGS)}."
            remedy = f"Did you mean '{close[0]}'?" if close else known
            problem = f"the heading '{shown(name)}' of column {number + 1} is unknown."
            raise ConfigError(path, problem, remedy, row.line)
        if name in names[:number]:
            raise ConfigError(path, f"there are two columns '{name}'.", "Remove one.", row.line)
    return tuple(names)


def _plain(heading: str) -> str:
    return " ".join(heading.lower().replace("_", " ").split())


def _cells(row: Row, headings: tuple[str, ...], path: str) -> dict[str, str]:
    if len(row.cells) < len(headings) or any(row.cells[len(headings) :]):
        raise ConfigError(
            path,
            f"the row has {len(row.cells)} cells and the first row {len(headings)}.",
            "Check that cells with a comma or line break stand in quotation marks.",
            row.line,
        )
    texts = (unguard(cell).strip(BLANKS) for cell in row.cells)
    return dict.fromkeys(HEADINGS, "") | dict(zip(headings, texts, strict=False))


def _take_concept(draft: Draft, cells: dict[str, str], line: int, path: str) -> None:
    for field in CONCEPT_FIELDS:
        text = cells[field]
        if text and draft.fields.setdefault(field, text) != text:
            raise ConfigError(
                path,
                f"the field '{field}' of concept '{draft.id}' is another than in an earlier row.",
                "Leave it empty in all rows of the concept but one.",
                line,
            )


def _take_term(draft: Draft, cells: dict[str, str], line: int, path: str) -> None:
    fields = {field: cells[_TERM_HEADINGS.get(field, field)] for field in TERM_FIELDS}
    if not cells["term"]:
        if cells["language"] or any(fields.values()):
            raise ConfigError(
                path, f"the row of '{draft.id}' has no term.", "Write it, or empty the row.", line
            )
        return
    language = language_of(cells["language"])
    if language is None:
        problem = f"the field 'language' holds '{shown(cells['language'])}'; it takes en, ru or be."
        raise ConfigError(path, problem, "Correct it.", line)
    # An empty cell is the default, not a status to be guessed.
    fields["status"] = fields["status"] or "preferred"
    draft.terms.append(TermDraft(cells["term"], language, fields, line))
