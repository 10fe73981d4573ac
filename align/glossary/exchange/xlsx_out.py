"""Write the workbook for translators (`align.glossary.exchange.workbook` says what is in it).

Every cell is a text, so nothing is computed, and ``1/2`` stays what it is. The bytes depend on the
glossary alone: dates inside the file are fixed.
"""

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from align.errors import UsageError
from align.glossary.concepts import Case, Concept, Enforce, Status, Term
from align.glossary.exchange.fields import concept_texts, term_texts
from align.glossary.exchange.workbook import (
    CELL_LIMIT,
    STANDINGS,
    column_name,
    escape_text,
    layout,
    standing,
)
from align.types import Language

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_LAST_ROW = 1_048_576
_HEAD_COLOUR = "DDE6F0"
# The first day that a zip archive can name.
_DAY = datetime(1980, 1, 1)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
# A dozen lines of terms are read at a glance; a taller row only when a cell is opened.
_MOST_LINES = 12
_LINE_HEIGHT = 15.0


def write_xlsx(concepts: Sequence[Concept]) -> bytes:
    """The glossary as a workbook; nothing is lost.

    Raises
    ------
    UsageError
        A text is longer than a cell.
    """
    from openpyxl import Workbook

    book = Workbook()
    names = layout().sheets
    for unused in book.worksheets:
        book.remove(unused)
    sheet = book.create_sheet(names["concepts"])
    rows = [_concept_row(concept) for concept in concepts]
    _fill(sheet, list(layout().headings), layout().widths, rows)
    _offer(sheet, "enforce", list(layout().headings), [value.value for value in Enforce])
    _offer(sheet, "gap", list(layout().headings), ["0", "1"])
    terms = book.create_sheet(names["terms"])
    headings = list(layout().term_widths)
    details = [row for concept in concepts for row in _detail_rows(concept)]
    _fill(terms, headings, tuple(layout().term_widths.values()), details)
    _offer(terms, "status", headings, [value.value for value in Status])
    _offer(terms, "case", headings, [value.value for value in Case])
    _offer(terms, "language", headings, ["en", "ru", "be"])
    _explain(book.create_sheet(names["help"]))
    return _bytes(book)


def _concept_row(concept: Concept) -> list[str]:
    texts = concept_texts(concept) | {"id": concept.id, "enforce": concept.enforce.value}
    return [
        texts[place] if isinstance(place, str) else _stacked(concept, *place)
        for place in layout().headings.values()
    ]


def _stacked(concept: Concept, language: Language, kind: str) -> str:
    """Terms of one language and standing, one a line."""
    terms = concept.in_language(language)
    return "\n".join(term.text for term in terms if standing(term.status) == kind)


def _detail_rows(concept: Concept) -> list[list[str]]:
    """Rows for the terms of which the first sheet does not say everything.

    Where it would not even say the order of the terms, or which of two equal ones is meant, all
    terms of the language have a row.
    """
    rows = []
    order = list(STANDINGS)
    for language in concept.languages:
        terms = concept.in_language(language)
        places = [order.index(standing(term.status)) for term in terms]
        distinct = len({term.text for term in terms}) == len(terms)
        whole = places != sorted(places) or not distinct
        rows += [_detail_row(concept, term) for term in terms if whole or _has_details(term)]
    return rows


def _has_details(term: Term) -> bool:
    plain = Term(term.text, term.language, STANDINGS[standing(term.status)])
    return term != plain


def _detail_row(concept: Concept, term: Term) -> list[str]:
    texts = term_texts(term) | {
        "id": concept.id,
        "language": term.language,
        "term": term.text,
        "status": term.status.value,
        "forms": "\n".join(term.forms),
    }
    return [texts[field] for field in layout().term_widths]


def _fill(
    sheet: "Worksheet", headings: list[str], widths: tuple[int, ...], rows: list[list[str]]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    wrapped = Alignment(wrap_text=True, vertical="top")
    head = PatternFill("solid", start_color=_HEAD_COLOUR)
    for number, (heading, width) in enumerate(zip(headings, widths, strict=True), 1):
        column = sheet.column_dimensions[column_name(number)]
        column.width = width
        # Text, so that what is typed below stays as typed.
        column.number_format, column.alignment = "@", wrapped
        cell = sheet.cell(1, number, heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True), head, wrapped
    for number, row in enumerate(rows, 2):
        lines = 1
        for place, (text, width) in enumerate(zip(row, widths, strict=True), 1):
            if not text:
                continue
            escaped = escape_text(text)
            if len(escaped) > CELL_LIMIT:
                raise UsageError(
                    f"A text of concept '{row[0]}' is longer than {CELL_LIMIT:,} characters, "
                    "which is the most a cell of a workbook takes. Shorten it."
                )
            entry = sheet.cell(number, place, escaped)
            # Set by hand: openpyxl takes a text that begins with "=" for a formula.
            entry.data_type = "s"
            entry.number_format, entry.alignment = "@", wrapped
            lines = max(lines, sum(1 + len(line) // width for line in text.split("\n")))
        sheet.row_dimensions[number].height = _LINE_HEIGHT * min(lines, _MOST_LINES)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{column_name(len(headings))}{len(rows) + 1}"


def _offer(sheet: "Worksheet", heading: str, headings: list[str], values: list[str]) -> None:
    """A drop-down of `values` in every cell of a column."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation("list", formula1=f'"{",".join(values)}"', allow_blank=True)
    offer.errorTitle, offer.error = heading, f"Choose one of: {', '.join(values)}."
    offer.showErrorMessage = True
    letters = column_name(headings.index(heading) + 1)
    offer.add(f"{letters}2:{letters}{_LAST_ROW}")
    sheet.add_data_validation(offer)


def _explain(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 100
    for number, (head, text) in enumerate(layout().help, 1):
        cell = sheet.cell(number, 1, head)
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top")
        sheet.cell(number, 2, text).alignment = Alignment(wrap_text=True, vertical="top")


def _bytes(book: "Workbook") -> bytes:
    """The file, packed anew without the time of day."""
    draft, result = BytesIO(), BytesIO()
    book.properties.creator = "Sverka"
    book.save(draft)
    with zipfile.ZipFile(draft) as packed, zipfile.ZipFile(result, "w") as fixed:
        for name in packed.namelist():
            content = packed.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{_DAY.isoformat()}Z".encode(), content)
            entry = zipfile.ZipInfo(name, _DAY.timetuple()[:6])
            # The kind of machine is written down too, unless it is set.
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            fixed.writestr(entry, content)
    return result.getvalue()
