"""The workbook comes back whole, is pleasant to fill in, and says which cell is wrong."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from exchange_samples import FULL, glossaries, plain
from hypothesis import example, given, settings

from align.errors import ConfigError, UsageError
from align.glossary.concepts import Concept, Glossary, Status, Term
from align.glossary.exchange import Imported, read, write

SHEET = "xl/worksheets/sheet1.xml"


def saved(path: Path, book: openpyxl.Workbook) -> Path:
    book.save(path)
    return path


def opened(glossary: Glossary = FULL) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write(glossary, "xlsx").data))


def repacked(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook with parts changed, or added, by hand."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(result, "w") as after:
        names = before.namelist()
        for name in [*names, *(part for part in changes if part not in names)]:
            content = before.read(name) if name in names else b""
            after.writestr(name, changes.get(name, bytes)(content), zipfile.ZIP_DEFLATED)
    return result.getvalue()


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return change


def problem(path: Path) -> str:
    with pytest.raises(ConfigError) as raised:
        read(path)
    return str(raised.value).removeprefix(f"{path}: ")


@given(glossary=glossaries())
@example(FULL)
@settings(max_examples=60, deadline=None)
def test_the_workbook_loses_nothing(tmp_path_factory, glossary: Glossary):
    exported = write(glossary, "xlsx")
    assert exported.losses == ()
    path = tmp_path_factory.mktemp("book") / "x.xlsx"
    path.write_bytes(exported.data)
    assert read(path) == Imported(glossary.concepts, (), "xlsx")


def test_the_same_glossary_gives_the_same_bytes():
    first = write(FULL, "xlsx").data
    assert first == write(FULL, "xlsx").data
    with zipfile.ZipFile(BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = packed.read("docProps/core.xml").decode()
    assert re.findall(r">(\d{4}-[^<]+)<", core) == ["1980-01-01T00:00:00Z"] * 2


def test_a_translator_can_work_with_it():
    book = opened()
    assert book.sheetnames == ["Glossary", "Terms", "How to fill in"]
    sheet, terms = book["Glossary"], book["Terms"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:6] == [
        "id",
        "domain",
        "English: use",
        "English: also allowed",
        "English: do not use",
        "English: proposed",
    ]
    assert [cell.value for cell in sheet[2]][:5] == [
        "union-state",
        "integration",
        "Union State",
        None,
        "Allied State\nState Union",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:S3")
    assert sheet.column_dimensions["C"].width > 20
    assert sheet["C2"].alignment.wrap_text
    assert sheet["C2"].number_format == "@"
    offers = {
        str(offer.sqref).split(":")[0]: offer.formula1
        for one in (sheet, terms)
        for offer in one.data_validations.dataValidation
    }
    assert (
        offers[f"{'ABCDEFGHIJKLMNOPQRS'[headings.index('enforce')]}2"] == '"error,warning,note,off"'
    )
    assert '"preferred,admitted,deprecated,superseded,forbidden,proposed"' in offers.values()
    assert [cell.value for cell in terms["C"]][1:4] == [
        "Union State",
        "Allied State",
        "State Union",
    ]
    assert book["How to fill in"]["A1"].value == "Sheet Glossary"


def test_texts_that_look_like_formulas_are_texts():
    glossary = Glossary((Concept("a", (Term("=1+1", "en"), Term("@a", "ru")), note="+x"),))
    sheet = opened(glossary)["Glossary"]
    assert [(c.value, c.data_type) for c in sheet[2] if c.value in ("=1+1", "@a", "+x")] == [
        ("=1+1", "s"),
        ("@a", "s"),
        ("+x", "s"),
    ]


def test_a_row_added_by_hand(tmp_path: Path):
    book = opened()
    sheet = book["Glossary"]
    row = sheet.max_row + 1
    sheet.cell(row, 3).value = "common market\nsingle market "
    sheet.cell(row, 7).value = "общий рынок"
    sheet.row_dimensions[2].hidden = True
    imported = read(saved(tmp_path / "x.xlsx", book))
    assert imported.concepts[:-1] == FULL.concepts
    assert imported.concepts[-1].id == "common-market"
    assert plain(imported.concepts[-1:]) == [
        {"en": ["common market", "single market"], "ru": ["общий рынок"]}
    ]
    assert imported.concepts[-1].place is not None
    assert imported.concepts[-1].place.line == row
    assert imported.remarks == ("Hidden rows are read like any other (1 row).",)


def test_real_dates_are_read_where_dates_belong(tmp_path: Path):
    book = opened()
    terms = book["Terms"]
    places = {cell.value: cell.column for cell in terms[1]}
    terms.cell(2, places["from"]).value = datetime(2024, 2, 29)
    (concept, _) = read(saved(tmp_path / "x.xlsx", book)).concepts
    assert concept.terms[0].since == date(2024, 2, 29)
    terms.cell(2, places["term"]).value = datetime(2024, 2, 29)
    assert problem(saved(tmp_path / "x.xlsx", book)).startswith(
        "the cell C2 of the sheet 'Terms' holds a number or a date, not a text."
    )


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "message"),
    [
        ("Glossary", "C2", "=A1", "holds a formula, not a text. Replace it by the text"),
        ("Glossary", "D2", 12.5, "holds a number or a date, not a text."),
        ("Glossary", "D2", True, "holds TRUE or FALSE, not a text."),
        ("Glossary", "A2", "A b", "holds 'A b'; it takes small Latin letters, digits"),
        ("Glossary", "A3", "union-state", "holds the id 'union-state' a second time."),
        ("Glossary", "C1", "Englsh: use", "is no heading that is known: 'Englsh: use'."),
        ("Glossary", "T1", "domain", "holds the heading 'domain' a second time."),
        ("Glossary", "T2", "x", "is filled in but has no heading in the first row."),
        ("Glossary", "Q2", "loud", "holds 'loud', which is none of error, warning, note"),
        ("Glossary", "R2", 3, "holds '3'; it takes 0 or 1."),
        ("Terms", "A2", "nothing", "names a concept that is not there: 'nothing'."),
        ("Terms", "B2", "fr", "must be en, ru or be."),
        ("Terms", "C2", "Onion", "holds 'Onion', which is not among the English terms of"),
        ("Terms", "C3", "Union State", "holds 'Union State' once more than it stands among"),
        ("Terms", "D2", "good", "holds 'good', which is none of preferred, admitted,"),
        ("Terms", "C2", "State Union", "is about a term that the first sheet has under"),
        ("Terms", "G2", "soon", "holds 'soon', which is no date."),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(
    tmp_path: Path, sheet: str, cell: str, value: object, message: str
):
    book = opened()
    book[sheet][cell].value = value
    told = problem(saved(tmp_path / "x.xlsx", book))
    assert told.startswith(f"the cell {cell} of the sheet '{sheet}' {message}")


def test_a_workbook_without_its_first_row(tmp_path: Path):
    book = opened()
    book["Glossary"]["A1"].value = None
    expected = "the first row of the sheet 'Glossary' has no heading 'id'. Keep the first row"
    assert problem(saved(tmp_path / "x.xlsx", book)).startswith(expected)
    book["Glossary"].delete_rows(1, 10)
    expected = "the sheet 'Glossary' is empty."
    assert problem(saved(tmp_path / "x.xlsx", book)).startswith(expected)


def test_merged_cells_are_refused_whatever_their_size(tmp_path: Path):
    book = opened()
    book["Glossary"].merge_cells("C2:D2")
    path = saved(tmp_path / "x.xlsx", book)
    expected = (
        "the cells C2:D2 of the sheet 'Glossary' are merged. Divide them again and fill in each."
    )
    assert problem(path) == expected
    grown = {SHEET: replaced(b"C2:D2", b"A2:XFD1048576")}
    path.write_bytes(repacked(path.read_bytes(), grown))
    assert problem(path).startswith("the cells A2:XFD1048576 of the sheet 'Glossary' are merged.")


def test_a_table_of_somebody(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Словарь"
    for row in (["English", "Русский", "Примечание"], ["trade", "торговля", None], [None, "рынок"]):
        sheet.append(row)
    imported = read(saved(tmp_path / "x.xlsx", book))
    assert plain(imported.concepts) == [{"en": ["trade"], "ru": ["торговля"]}, {"ru": ["рынок"]}]
    assert (
        imported.remarks[0]
        == "There is no sheet 'Glossary': the sheet 'Словарь' is read as a table."
    )


def test_rich_text(tmp_path: Path):
    rich = b"<is><r><t>Union </t></r><r><rPr><b/></rPr><t>State</t></r><rPh><t>x</t></rPh></is>"
    change = {SHEET: replaced(b"<is><t>Union State</t></is>", rich)}
    path = tmp_path / "x.xlsx"
    path.write_bytes(repacked(write(FULL, "xlsx").data, change))
    assert read(path).concepts == FULL.concepts


def test_texts_kept_apart_from_the_cells(tmp_path: Path):
    """Excel writes every text once, into a part of its own."""
    texts: list[bytes] = []

    def point(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v></c>' % (len(texts) - 1)

    def shared(content: bytes) -> bytes:
        return re.sub(rb't="inlineStr"><is>(.*?)</is></c>', point, content, flags=re.DOTALL)

    def listed(_: bytes) -> bytes:
        return b"<sst>" + b"".join(b"<si>%s</si>" % text for text in texts) + b"</sst>"

    path = tmp_path / "x.xlsx"
    path.write_bytes(
        repacked(write(FULL, "xlsx").data, {SHEET: shared, "xl/sharedStrings.xml": listed})
    )
    assert len(texts) > 20
    assert read(path).concepts == FULL.concepts


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is damaged. Open it in a spreadsheet program"),
        (b"PK\x03\x04 and no more", "the file is damaged. Open it in a spreadsheet program"),
        ("id,term".encode("utf-16"), "the file is damaged."),
    ],
)
def test_no_workbook(tmp_path: Path, data: bytes, message: str):
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    assert problem(path).startswith(message)


def test_bombs_and_entities_are_refused(tmp_path: Path):
    data, path = write(FULL, "xlsx").data, tmp_path / "x.xlsx"
    path.write_bytes(repacked(data, {SHEET: lambda content: content + b" " * 70_000_000}))
    assert path.stat().st_size < 1_000_000
    assert problem(path).startswith("the archive unpacks to far more than a document holds.")
    declared = b'<!DOCTYPE worksheet [<!ENTITY a "Union State">]><worksheet '
    path.write_bytes(repacked(data, {SHEET: replaced(b"<worksheet ", declared)}))
    assert problem(path).startswith("the file declares XML entities")
    path.write_bytes(
        repacked(data, {SHEET: replaced(b't="inlineStr"><is>', b't="s"><v>9</v><is>')})
    )
    assert problem(path).startswith("the sheet 'Glossary' is damaged.")


def test_a_text_longer_than_a_cell_is_refused():
    with pytest.raises(UsageError, match="concept 'a' is longer than 32,767 characters"):
        write(Glossary((Concept("a", (), note="a" * 32_768),)), "xlsx")


def test_terms_of_one_text_keep_their_order_and_dates(tmp_path: Path):
    terms = (
        Term("Council", "en", Status.DEPRECATED, until=date(2020, 1, 1)),
        Term("Council", "en", since=date(2020, 1, 2)),
        Term("Council", "en", Status.DEPRECATED),
    )
    glossary = Glossary((Concept("a", terms),))
    path = tmp_path / "x.xlsx"
    path.write_bytes(write(glossary, "xlsx").data)
    assert read(path).concepts == glossary.concepts
