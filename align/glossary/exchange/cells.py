"""Tables as text: cells with commas, semicolons or tabs between them.

Spreadsheet programs compute what begins with ``=``, ``+``, ``-`` or ``@``, in a CSV file as well,
and a cell that came from a stranger's file can so fetch pages or run commands. Such cells are
written with an apostrophe before them, which is how one tells a spreadsheet "this is text"; when
the file is read the apostrophe is taken off again.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from align.errors import ConfigError, InputError
from align.glossary.exchange.xml_in import opened

# A glossary of 100,000 concepts with definitions has about 60 MB.
FILE_LIMIT = 64 * 1024 * 1024
# Longer than any note; below the 131,072 characters at which the csv module gives up.
CELL_LIMIT = 100_000
# Rows that are looked at to tell the delimiter.
_SAMPLE = 20
_DELIMITERS = ("\t", ";", ",")
_LIVE = re.compile("'*[=+\\-@\t\r\n]")
_GUARDED = re.compile("'+[=+\\-@\t\r\n]")
_SEPARATOR_LINE = re.compile("sep=([,;\t])\r?\n")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table and the line it begins on."""

    line: int
    cells: tuple[str, ...]


def live(text: str) -> bool:
    """Whether a spreadsheet program would compute a cell with this text."""
    return _LIVE.match(text) is not None and not text.startswith("'")


def guard(text: str) -> str:
    """`text` as a cell that no spreadsheet program computes."""
    return f"'{text}" if _LIVE.match(text) else text


def unguard(text: str) -> str:
    """The text that `guard` made a cell of."""
    return text[1:] if _GUARDED.match(text) else text


def write_rows(rows: Iterable[Iterable[str]], delimiter: str, *, quoted: bool = True) -> bytes:
    """A table in UTF-8, its rows ended by line feeds.

    Parameters
    ----------
    rows
        The cells; guarded where they need it.
    delimiter
        What stands between cells.
    quoted
        Put cells into quotation marks where they need it. Without, cells must hold neither the
        delimiter nor line breaks.
    """
    if not quoted:
        return "".join(delimiter.join(row) + "\n" for row in rows).encode()
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def read_text(path: Path) -> str:
    """The text of a file, whatever its encoding.

    Raises
    ------
    InputError
        There is no such file, or it is too large or no text.
    """
    from align.readers.encoding import decode

    with opened(path, FILE_LIMIT) as stream:
        data = stream.read()
    try:
        return decode(data, str(path)).text
    except InputError as error:
        raise ConfigError(
            str(path), error.problem, "Save the table as UTF-8 text.", error.line
        ) from None


def delimiter_of(text: str) -> str:
    """What stands between the cells of a table: tab, semicolon or comma.

    It is the sign that divides the first rows into the same number of cells, most of them; where
    none does, the one that is most frequent in the first row.
    """
    if found := _SEPARATOR_LINE.match(text):
        return found[1]
    sample = text[: 20 * CELL_LIMIT]
    best = (0, 0, ",")
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        if not widths or widths[0] < 2:
            continue
        even = all(width == widths[0] for width in widths)
        best = max(best, (int(even), widths[0], delimiter), key=lambda item: item[:2])
    return best[2]


def _widths(text: str, delimiter: str) -> list[int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == _SAMPLE:
                break
    except csv.Error:
        pass
    return widths


def read_rows(text: str, path: str, delimiter: str, *, quoted: bool) -> Iterator[Row]:
    """Rows that are not empty.

    Parameters
    ----------
    text
        The table.
    path
        The file, for messages.
    delimiter
        What stands between cells.
    quoted
        Quotation marks around a cell may hide delimiters and line breaks. Without, they may only
        stand around a cell of one line.

    Raises
    ------
    ConfigError
        A quotation mark is missing, or a cell is too long.
    """
    first = 0
    if found := _SEPARATOR_LINE.match(text):
        text, first = text[found.end() :], 1
    rows = _quoted(text, path, delimiter, first) if quoted else _plain(text, delimiter, first)
    for row in rows:
        if any(len(cell) > CELL_LIMIT for cell in row.cells):
            raise _too_long(path, row.line)
        if any(cell.strip() for cell in row.cells):
            yield row


def _quoted(text: str, path: str, delimiter: str, first: int) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first + 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = first + reader.line_num + 1
    except csv.Error as error:
        if "limit" in str(error):
            raise _too_long(path, line) from None
        raise ConfigError(
            path,
            "a quotation mark is missing in the row that begins here, or one too many is there.",
            'Put the whole cell into quotation marks and double those inside: "a ""b"" c".',
            line,
        ) from None


def _plain(text: str, delimiter: str, first: int) -> Iterator[Row]:
    # Lines end at line feeds alone: other signs of that kind may stand inside a term.
    for number, line in enumerate(text.split("\n"), first + 1):
        cells = line.removesuffix("\r").split(delimiter)
        yield Row(number, tuple(map(_unquoted, cells)))


def _unquoted(cell: str) -> str:
    """A cell as spreadsheets write it when it holds quotation marks: ``"a ""b"" c"``."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        inner = cell[1:-1]
        if '"' not in inner.replace('""', ""):
            return inner.replace('""', '"')
    return cell


def _too_long(path: str, line: int) -> ConfigError:
    return ConfigError(
        path,
        f"a cell in the row that begins here has more than {CELL_LIMIT:,} characters.",
        "Check that the quotation marks are closed.",
        line,
    )
