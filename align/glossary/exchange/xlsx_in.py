"""Read the workbook for translators back, and tables of terms that people keep in workbooks."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from align.errors import ConfigError
from align.glossary.concepts import Status
from align.glossary.exchange.cells import Row
from align.glossary.exchange.drafts import (
    TERM_LIMIT,
    Draft,
    TermDraft,
    check_id,
    concepts,
    language_of,
)
from align.glossary.exchange.fields import (
    CONCEPT_FIELDS,
    TERM_FIELDS,
    FieldError,
    concept_values,
    join_forms,
    shown,
    term_values,
)
from align.glossary.exchange.shapes import read_shape
from align.glossary.exchange.values import BLANKS, Imported, Tally
from align.glossary.exchange.workbook import STANDINGS, layout, standing
from align.glossary.exchange.xlsx_sheets import Book, Cell, SheetRow, address
from align.types import LANGUAGE_NAMES, Language

_DAYS = ("from", "until")
_KINDS = {
    "number": ("a number or a date", "Put an apostrophe before it, or write it as text."),
    "formula": ("a formula", "Replace it by the text that it gives."),
    "error": ("an error of a formula", "Write the text itself."),
    "yes or no": ("TRUE or FALSE", "Put an apostrophe before it, or write it as text."),
}


def read_xlsx(path: Path, pair: tuple[Language | None, Language | None]) -> Imported:
    """The concepts of a workbook.

    Parameters
    ----------
    path
        The file.
    pair
        Languages of the columns of another program's table, where the user named them.

    Raises
    ------
    ConfigError
        It is no workbook, or a cell holds what it does not take.
    """
    book, tally = Book(path), Tally()
    names = layout().sheets
    if names["concepts"] in book.names:
        found = concepts(_Reader(book, tally).drafts(), str(path), tally, keep_empty=True)
        return Imported(found, tally.sentences, "xlsx")
    if not book.names:
        raise ConfigError(str(path), "the workbook has no sheets.", "Check the file.")
    sheet = book.names[0]
    rows = _rows(book, sheet)
    if not rows:
        raise ConfigError(str(path), f"the sheet '{sheet}' is empty.", "Fill it in.")
    found = concepts(read_shape(rows, str(path), pair, tally), str(path), tally)
    told = f"There is no sheet '{names['concepts']}': the sheet '{sheet}' is read as a table."
    return Imported(found, (told, *tally.sentences), "xlsx")


def _rows(book: Book, sheet: str) -> list[Row]:
    """The rows of a sheet, all of one width."""
    empty = Cell("", "text")
    found = list(book.rows(sheet))
    width = max((max(row.cells) for row in found), default=0)
    rows = []
    for row in found:
        cells = (row.cells.get(column, empty) for column in range(1, width + 1))
        texts = tuple(_text(book, sheet, n, row, cell) for n, cell in enumerate(cells, 1))
        if any(text.strip() for text in texts):
            rows.append(Row(row.number, texts))
    return rows


def _text(book: Book, sheet: str, column: int, row: SheetRow, cell: Cell) -> str:
    if cell.kind in _KINDS:
        what, remedy = _KINDS[cell.kind]
        raise _problem(book, sheet, column, row, f"holds {what}, not a text.", remedy)
    return cell.text


def _problem(
    book: Book, sheet: str, column: int, row: SheetRow, problem: str, remedy: str = "Correct it."
) -> ConfigError:
    place = f"the cell {address(column, row.number)} of the sheet '{sheet}'"
    return ConfigError(book.path, f"{place} {problem}", remedy)


class _Reader:
    """Reads the two sheets of our own workbook; what is wrong is told with sheet and cell."""

    def __init__(self, book: Book, tally: Tally) -> None:
        self._book, self._tally = book, tally
        self._names = layout().sheets

    def drafts(self) -> list[Draft]:
        """Drafts of the concepts, in the order of the first sheet."""
        result: list[Draft] = []
        by_id: dict[str, Draft] = {}
        sheet = self._names["concepts"]
        for row, places, texts in self._table(sheet, list(layout().headings), "id"):
            draft = self._concept(sheet, row, places, texts)
            if draft.id:
                if draft.id in by_id:
                    problem = f"holds the id '{draft.id}' a second time."
                    raise _problem(self._book, sheet, places["id"], row, problem)
                by_id[draft.id] = draft
            result.append(draft)
        details: dict[int, int] = {}
        if self._names["terms"] in self._book.names:
            self._details(by_id, details)
        for draft in result:
            draft.terms = list(_ordered(draft.terms, details))
        return result

    def _table(
        self, sheet: str, headings: list[str], needed: str
    ) -> Iterator[tuple[SheetRow, dict[str, int], dict[str, str]]]:
        """Rows below the headings: the row, the columns of the headings, texts by heading."""
        places: dict[str, int] = {}
        for row in self._book.rows(sheet):
            if not places:
                places = self._headings(sheet, row, headings, needed)
                continue
            if row.hidden:
                self._tally.add("hidden rows are read like any other", "row")
            extra = [n for n in row.cells if n not in places.values()]
            if extra and row.cells[extra[0]].text.strip():
                problem = "is filled in but has no heading in the first row."
                raise _problem(self._book, sheet, extra[0], row, problem, "Write it, or empty it.")
            texts = dict.fromkeys(headings, "")
            for heading, column in places.items():
                if cell := row.cells.get(column):
                    texts[heading] = self._cell(sheet, column, row, cell, heading)
            if any(texts.values()):
                yield row, places, texts
        if not places:
            raise ConfigError(
                self._book.path, f"the sheet '{sheet}' is empty.", "Keep its first row."
            )

    def _headings(
        self, sheet: str, row: SheetRow, headings: list[str], needed: str
    ) -> dict[str, int]:
        places: dict[str, int] = {}
        for column, cell in row.cells.items():
            name = " ".join(_text(self._book, sheet, column, row, cell).split())
            if name not in headings:
                close = get_close_matches(name, headings, 1)
                remedy = f"It should be one such as '{close[0]}'." if close else ""
                problem = f"is no heading that is known: '{shown(name)}'."
                raise _problem(
                    self._book, sheet, column, row, problem, remedy or "Remove the column."
                )
            if name in places:
                problem = f"holds the heading '{name}' a second time."
                raise _problem(self._book, sheet, column, row, problem)
            places[name] = column
        if needed not in places:
            problem = f"the first row of the sheet '{sheet}' has no heading '{needed}'."
            raise ConfigError(self._book.path, problem, "Keep the first row as it was.")
        return places

    def _cell(self, sheet: str, column: int, row: SheetRow, cell: Cell, heading: str) -> str:
        if cell.kind == "number" and heading in _DAYS and (day := self._book.day(cell.text)):
            return day.isoformat()
        if cell.kind == "number" and heading == "gap":
            return cell.text.removesuffix(".0")
        text = _text(self._book, sheet, column, row, cell).replace("\r\n", "\n")
        return text.strip(BLANKS)

    def _concept(
        self, sheet: str, row: SheetRow, places: Mapping[str, int], texts: Mapping[str, str]
    ) -> Draft:
        draft = Draft(texts["id"], line=row.number)
        try:
            if draft.id:
                check_id(draft.id)
            draft.fields = {field: texts[field] for field in CONCEPT_FIELDS if texts[field]}
            concept_values(draft.fields)
        except FieldError as error:
            raise _problem(self._book, sheet, places[error.field], row, error.problem) from None
        for heading, place in layout().headings.items():
            if isinstance(place, tuple) and texts[heading]:
                language, kind = place
                status = {"status": STANDINGS[kind].value}
                lines = [line.strip(BLANKS) for line in texts[heading].split("\n")]
                if len(lines) > TERM_LIMIT:
                    problem = f"holds more than {TERM_LIMIT:,} terms."
                    raise _problem(self._book, sheet, places[heading], row, problem)
                draft.terms += [
                    TermDraft(line, language, dict(status), row.number) for line in lines if line
                ]
        return draft

    def _details(self, by_id: Mapping[str, Draft], details: dict[int, int]) -> None:
        """Give terms what the second sheet says of them; `details` takes the row of each."""
        sheet = self._names["terms"]
        for row, places, texts in self._table(sheet, list(layout().term_widths), "term"):

            def wrong(
                heading: str,
                problem: str,
                row: SheetRow = row,
                places: Mapping[str, int] = places,
            ) -> ConfigError:
                column = places.get(heading, places["term"])
                return _problem(self._book, sheet, column, row, problem)

            draft = by_id.get(texts["id"])
            if draft is None:
                raise wrong("id", f"names a concept that is not there: '{shown(texts['id'])}'.")
            language = language_of(texts["language"])
            if language is None:
                raise wrong("language", "must be en, ru or be.")
            fields = {field: texts[field] for field in TERM_FIELDS if texts[field]}
            if forms := fields.get("forms"):
                fields["forms"] = join_forms(tuple(forms.split("\n")))
            try:
                values = term_values(fields)
            except FieldError as error:
                raise wrong(error.field, error.problem) from None
            term = self._meant(draft, language, texts["term"], values.get("status"), details)
            if isinstance(term, str):
                raise wrong("term", term)
            details[id(term)] = row.number
            term.fields |= fields

    def _meant(
        self,
        draft: Draft,
        language: Language,
        text: str,
        status: Status | None,
        details: Mapping[int, int],
    ) -> TermDraft | str:
        """The term that a row of details is about, or what is wrong."""
        own = [t for t in draft.terms if t.language == language and t.text == text]
        where = f"the {LANGUAGE_NAMES[language]} terms of '{draft.id}'"
        if not own:
            sheet = self._names["concepts"]
            return f"holds '{shown(text)}', which is not among {where} in the sheet '{sheet}'."
        free = [term for term in own if id(term) not in details]
        if not free:
            return f"holds '{shown(text)}' once more than it stands among {where}."
        for term in free:
            if status is None or standing(Status(term.fields["status"])) == standing(status):
                return term
        heading = next(
            name
            for name, place in layout().headings.items()
            if place == (language, standing(Status(free[0].fields["status"])))
        )
        return f"is about a term that the first sheet has under '{heading}', not '{status}'."


def _ordered(terms: list[TermDraft], details: Mapping[int, int]) -> Iterator[TermDraft]:
    """Terms of each language in the order of the second sheet, where that lists them all."""
    for language in LANGUAGE_NAMES:
        own = [term for term in terms if term.language == language]
        if all(id(term) in details for term in own):
            own.sort(key=lambda term: details[id(term)])
        yield from own
