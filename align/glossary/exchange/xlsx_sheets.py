"""The texts in the cells of a workbook (ECMA-376 part 1, chapter 18), without computing anything.

Only what is needed is taken out of the archive, row by row: names of sheets, shared texts, cells,
merged ranges. So a workbook that claims millions of cells, or a merged range over a whole sheet,
costs no more than the bytes it has.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from align.errors import ConfigError, InputError
from align.glossary.exchange.workbook import column_name, unescape_text
from align.glossary.exchange.xml_in import local_name, opened, parsed

if TYPE_CHECKING:
    from lxml.etree import _Element


# A workbook of 100,000 concepts has about 20 MB.
FILE_LIMIT = 64 * 1024 * 1024
_CELL_COUNT_LIMIT = 2_000_000
_REMEDY = "Open it in a spreadsheet program and save it again as .xlsx."
_WHAT = "a workbook"
_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")
# Day 0 of the two calendars of workbooks; that of 1900 counts a 29 February that never was.
_DAY_ZERO = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    `kind` is ``text`` or ``number``; of formulas, errors, booleans and merged cells there is
    only the kind.
    """

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number, its cells by the number of their column, whether it is hidden."""

    number: int
    cells: Mapping[int, Cell]
    hidden: bool


class Book:
    """A workbook of which sheets can be read."""

    def __init__(self, path: Path) -> None:
        from align.readers.archive import Archive

        self.path = str(path)
        with opened(path, FILE_LIMIT) as stream:
            data = stream.read()
        self._cells = 0
        try:
            self._archive: Archive = Archive(data, self.path)
            main = self._related("").get("officeDocument", "xl/workbook.xml")
            root = self._archive.xml(main)
            related = self._related(main)
            if root is None:
                raise InputError(self.path, "this is not a workbook.")
            self._parts = dict(_sheets(root, self._ids(main)))
            self._epoch = _DAY_ZERO[_is_1904(root)]
            self._texts = list(self._shared(related.get("sharedStrings", "xl/sharedStrings.xml")))
        except ConfigError:
            raise
        except InputError as error:
            raise ConfigError(self.path, error.problem, _REMEDY) from None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the sheets in their order."""
        return tuple(self._parts)

    def day(self, number: str) -> date | None:
        """The day of a cell that holds a date as the number it is stored as."""
        try:
            days = float(number)
            return self._epoch + timedelta(days=int(days)) if days == int(days) else None
        except (ValueError, OverflowError):
            return None

    def rows(self, name: str) -> Iterator[SheetRow]:
        """Rows of a sheet that have cells.

        Raises
        ------
        ConfigError
            The sheet is damaged or has merged cells.
        """
        try:
            content = self._archive.read(self._parts[name])
        except InputError as error:
            raise ConfigError(self.path, error.problem, _REMEDY) from None
        if content is None:
            raise ConfigError(self.path, f"the sheet '{name}' is missing.", _REMEDY)
        number = 0
        for element in parsed(BytesIO(content), self.path, ("row", "mergeCell"), _WHAT):
            kind = local_name(element)
            if kind == "mergeCell":
                raise ConfigError(
                    self.path,
                    f"the cells {element.get('ref', '')[:20]} of the sheet '{name}' are merged.",
                    "Divide them again and fill in each.",
                )
            if kind != "row":
                continue
            stated = element.get("r", "")
            number = int(stated) if stated.isdecimal() and len(stated) < 8 else number + 1
            cells = dict(self._row(element, name))
            if cells:
                hidden = element.get("hidden", "").lower() in _TRUE
                yield SheetRow(number, cells, hidden)

    def _row(self, row: "_Element", sheet: str) -> Iterator[tuple[int, Cell]]:
        column = 0
        for element in row:
            if local_name(element) != "c":
                continue
            self._cells += 1
            if self._cells > _CELL_COUNT_LIMIT:
                problem = f"the workbook has more than {_CELL_COUNT_LIMIT:,} cells."
                raise ConfigError(self.path, problem, "Divide it, and clear unused cells.")
            address = _ADDRESS.fullmatch(element.get("r", ""))
            column = _column_number(address[1]) if address else column + 1
            cell = self._cell(element, sheet)
            if cell.text or cell.kind not in ("text", "number"):
                yield column, cell

    def _cell(self, element: "_Element", sheet: str) -> Cell:
        kind = element.get("t", "n")
        children = {local_name(child): child for child in element}
        if "f" in children:
            return Cell("", "formula")
        if kind == "inlineStr":
            return Cell(_text(children["is"]) if "is" in children else "", "text")
        value = children.get("v")
        text = "" if value is None else value.text or ""
        if not text:
            return Cell("", "text")
        if kind == "s":
            if not text.isdecimal() or len(text) > 9 or int(text) >= len(self._texts):
                raise ConfigError(self.path, f"the sheet '{sheet}' is damaged.", _REMEDY)
            return Cell(self._texts[int(text)], "text")
        if kind == "str":
            return Cell(unescape_text(text), "text")
        return Cell(text, {"n": "number", "d": "number", "b": "yes or no"}.get(kind, "error"))

    def _shared(self, part: str) -> Iterator[str]:
        content = self._archive.read(part)
        if content is not None:
            for element in parsed(BytesIO(content), self.path, ("si",), _WHAT):
                if local_name(element) == "si":
                    yield _text(element)

    def _related(self, part: str) -> dict[str, str]:
        """Parts that a part refers to, by the last word of the kind of relation."""
        return {kind: target for _, kind, target in self._relations(part)}

    def _ids(self, part: str) -> dict[str, str]:
        """Parts that a part refers to, by the id of the relation."""
        return {identifier: target for identifier, _, target in self._relations(part)}

    def _relations(self, part: str) -> Iterator[tuple[str, str, str]]:
        place = PurePosixPath(part)
        root = self._archive.xml(str(place.parent / "_rels" / f"{place.name}.rels"))
        for relation in () if root is None else root:
            target = relation.get("Target", "")
            name = target[1:] if target.startswith("/") else str(place.parent / target)
            kind = relation.get("Type", "").rpartition("/")[2]
            yield relation.get("Id", ""), kind, name


def _sheets(root: "_Element", parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        if local_name(element) == "sheet":
            identifier = next(
                (str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), ""
            )
            if identifier in parts:
                yield element.get("name", ""), parts[identifier]


def _is_1904(root: "_Element") -> bool:
    properties = (e for e in root if local_name(e) == "workbookPr")
    return any(e.get("date1904", "").lower() in _TRUE for e in properties)


def _text(element: "_Element") -> str:
    """The text of a cell: that of its runs, without the reading aids of East Asian scripts."""
    parts = []
    for child in element:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [run.text or "" for run in child if local_name(run) == "t"]
    return unescape_text("".join(parts))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(column: int, row: int) -> str:
    """A cell as people name it: ``D5``."""
    return f"{column_name(column)}{row}"
