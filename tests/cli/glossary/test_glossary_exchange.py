"""``align glossary import`` and ``export``, as they are called, on real files."""

import csv
import shutil
import tomllib
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from align.cli import cli
from align.errors import SverkaError
from align.glossary import store
from align.glossary.exchange import formats
from align.types import LANGUAGES

FILES = Path(__file__).parents[2] / "glossary" / "exchange_formats" / "files"
TERMS = """\
- id: union-state
  domain: integration
  definition: The union under the treaty of 8 December 1999.
  note: '=HYPERLINK("http://example.org")'
  enforce: error
  gap: 1
  en:
    - {term: Union State, case: exact, source: the treaty}
    - {term: State of the Union, status: admitted}
    - {term: Allied State, status: deprecated, replacement: Union State, until: 1999-12-08}
    - {term: State Union, status: forbidden, note: a tabloid's coinage}
  ru:
    - {term: Союзное государство, forms: [союзгосударство]}
  be: [Саюзная дзяржава]

- id: plus
  en: ["+1"]
  ru: ["=СУММ(A1)"]

- id: loan
  en:
    - {term: loan, status: proposed}
  ru: [заём]
"""
CASES = tomllib.loads((Path(__file__).parent / "exchange_cases.toml").read_text("utf-8"))


@pytest.fixture(autouse=True)
def terms(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return path


def call(*args):
    return CliRunner().invoke(cli, ["glossary", *args])


def run(*args):
    result = call(*args)
    assert result.exit_code == 0, (result.exception, result.stderr)
    return result


def refused(*args):
    result = call(*args)
    assert isinstance(result.exception, SverkaError), (result.exception, result.stdout)
    assert result.stdout == ""
    message = str(result.exception)
    assert "\n" not in message
    return message


def told(text):
    """Concepts in a line each: id, and the terms in English / Russian / Belarusian."""
    return [
        f"{concept.id}: "
        + " / ".join(
            " | ".join(term.text for term in concept.in_language(language))
            for language in LANGUAGES
        )
        for concept in store.parse(text)
    ]


def test_every_format_is_tried_here_and_listed():
    assert set(CASES) == {form.name for form in formats()}
    for command in ("import", "export"):
        rows = run(command, "--list").stdout.splitlines()
        assert {row.split()[0] for row in rows[1:] if row[0] != " "} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_what_is_exported_comes_back_and_what_is_lost_is_told(tmp_path, name):
    case = CASES[name]
    file, parts = case["file"], case.get("comes_back")
    exported = run("export", "-g", "terms.yaml", "-o", file, "--to", name)
    assert exported.stderr == "".join(f"align: {file}: {one}\n" for one in case["told"])
    count = 3 if parts is None else len(parts)
    concepts = f"{count} concept{'' if count == 1 else 's'}"
    assert exported.stdout == f"{file}: {concepts} as {name}.\n"
    pair = ["--source-lang", "ru", "--target-lang", "en"]
    run("import", file, "--from", name, *pair, "-o", "back.yaml")
    if parts is None:
        assert run("diff", "terms.yaml", "back.yaml").stdout == "Both say the same.\n"
    else:
        assert told((tmp_path / "back.yaml").read_text("utf-8")) == parts
    before = (tmp_path / file).read_bytes()
    run("export", "-g", "terms.yaml", "-o", file, "--to", name)
    assert (tmp_path / file).read_bytes() == before


def test_no_cell_that_is_exported_is_computed(tmp_path):
    for file, dialect in (("x.csv", "excel"), ("x.tsv", "excel-tab")):
        run("export", "-g", "terms.yaml", "-o", file)
        lines = (tmp_path / file).read_text("utf-8").splitlines()
        cells = [cell for row in csv.reader(lines, dialect) for cell in row]
        assert "'=СУММ(A1)" in cells
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    run("export", "-g", "terms.yaml", "-o", "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets" in name]
    assert len(sheets) == 3
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_a_workbook_that_a_translator_filled_in_goes_into_the_glossary(tmp_path, terms):
    run("export", "-g", "terms.yaml", "-o", "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    english = next(name for name in places if "English" in name)
    russian = next(name for name in places if "Russian" in name)
    filled_in = {
        "domain": "economy",
        english: "customs duty\nduty",
        russian: "таможенная пошлина",
    }
    row = sheet.max_row + 1
    for heading, text in filled_in.items():
        sheet.cell(row, places[heading], text)
    book.save(tmp_path / "x.xlsx")
    assert run("import", "x.xlsx", "--into", "terms.yaml").stdout == (
        "terms.yaml: 1 concept added from x.xlsx; 3 others were there already.\n"
    )
    text = terms.read_text("utf-8")
    assert text.startswith(TERMS)
    assert told(text)[3:] == ["customs-duty: customs duty | duty / таможенная пошлина / "]


@pytest.mark.parametrize(
    ("name", "data", "concepts"),
    [
        ("x.csv", "en;ru\r\nwages;зарплата\r\n".encode("cp1251"), ["wages: wages / зарплата / "]),
        ("x.csv", "en,be\nwages,зарплата\n".encode("utf-16"), ["wages: wages /  / зарплата"]),
        ("x.csv", "\ufeffэто и наш парламент,this and our parliament\n".encode(),
         ["this-and-our-parliament: this and our parliament / это и наш парламент / "]),
        ("x.tsv", b"Comment\tSource\tTarget\nx\tthe wages\tpay\n", None),
        ("x.txt", "в городе и на селе\tin town and country\tx\n"
         "в городе и на селе\tin town and in the country\n".encode(),
         ["in-town-and-country: in town and country | in town and in the country / "
          "в городе и на селе / "]),
    ],
)  # fmt: skip
def test_tables_of_any_program_and_encoding_are_read(tmp_path, name, data, concepts):
    (tmp_path / name).write_bytes(data)
    if concepts is None:
        assert refused("import", name) == (
            "x.tsv: the languages of the table cannot be told. Name the languages of its columns "
            "with --source-lang and --target-lang."
        )
        concepts = ["pay: pay / the wages / "]
        result = run("import", name, "--source-lang", "ru", "--target-lang", "en")
    else:
        result = run("import", name)
    assert told(result.stdout) == concepts


@pytest.mark.parametrize("name", ["dct.tbx", "martif.tbx"])
def test_term_bases_of_other_programs_are_read(tmp_path, name):
    shutil.copy(FILES / name, tmp_path / "x.tbx")
    run("import", "x.tbx", "-o", "new.yaml")
    assert store.load([tmp_path / "new.yaml"]).concepts


def test_a_term_that_stands_twice_in_a_term_base_is_taken_once(tmp_path):
    sections = "".join(f"<termSec><term>one</term><note>{n}</note></termSec>" for n in "ab")
    (tmp_path / "x.tbx").write_text(
        f"<tbx><text><body><conceptEntry><langSec xml:lang='en'>{sections}</langSec>"
        "</conceptEntry></body></text></tbx>"
    )
    result = run("import", "x.tbx")
    assert told(result.stdout) == ["one: one /  / "]
    assert "align: x.tbx: Terms that a concept has twice are taken once (1 term).\n" in (
        result.stderr
    )


def test_a_row_without_terms_is_told_and_left_out(tmp_path):
    (tmp_path / "x.csv").write_text("id,language,term,note\na,en,one,\nb,,,to do\n")
    result = run("import", "x.csv")
    assert told(result.stdout) == ["a: one /  / "]
    assert result.stderr == "align: x.csv: Concept b (line 3) has no terms and is left out.\n"


NEW = """en,ru,domain
wages,зарплата,
customs duty,таможенная пошлина,economy
Union State,Союзное государство,
loan,ссуда,
state,Саюзная дзяржава,
"""


def test_only_what_is_new_is_added(tmp_path, terms):
    (tmp_path / "x.csv").write_text(NEW, encoding="utf-8")
    options = ["import", "x.csv", "--into", "terms.yaml", "--domain", "trade"]
    shown = run(*options, "--diff")
    assert shown.stdout.startswith("--- terms.yaml\n+++ terms.yaml\n")
    assert "\n-" not in shown.stdout.removeprefix("--- terms.yaml")
    assert terms.read_text("utf-8") == TERMS
    result = run(*options, "--status", "proposed")
    assert result.stdout == (
        "terms.yaml: 3 concepts added from x.csv; 2 others were there already.\n"
    )
    assert result.stderr == shown.stderr
    assert result.stderr.splitlines() == [
        "align: terms.yaml:1: union-state is there and says other things; it is left as it is.",
        "align: terms.yaml:20: loan is the id of a concept with other terms; nothing is added. "
        "Add it under another id with align glossary add.",
    ]
    text = terms.read_text("utf-8")
    assert text.startswith(TERMS)
    added = store.parse(text)[3:]
    assert [(c.id, c.domain) for c in added] == [
        ("wages", "trade"), ("customs-duty", "economy"), ("state", "trade"),
    ]  # fmt: skip
    assert {term.status.value for c in added for term in c.terms} == {"proposed"}
    again = run(*options)
    assert again.stdout == "terms.yaml: 0 concepts added from x.csv; 5 others were there already.\n"
    assert terms.read_text("utf-8") == text


def test_what_another_file_of_the_glossary_has_is_not_added(tmp_path, terms):
    (tmp_path / "mine.yaml").write_text("# mine\n")
    (tmp_path / "x.csv").write_text("en,ru\nUnion state,союзное государство\n", encoding="utf-8")
    result = run("import", "x.csv", "--into", "mine.yaml", "-g", "terms.yaml")
    assert result.stdout == "mine.yaml: 0 concepts added from x.csv; 1 other was there already.\n"
    assert (tmp_path / "mine.yaml").read_text() == "# mine\n"
    terms.write_text(TERMS.replace("union-state", "union"), encoding="utf-8")
    assert run("import", "x.csv", "--into", "mine.yaml", "-g", "terms.yaml").stderr == (
        "align: terms.yaml:1: union-state is there as union, with the same terms; it is left out.\n"
    )


def test_of_many_that_differ_some_are_told(tmp_path, terms):
    letters = "abcdefghijklmnopqrstuvwxyz"
    terms.write_text("".join(f"- {{id: {one}, en: [{one}]}}\n" for one in letters))
    (tmp_path / "x.csv").write_text("en,ru\n" + "".join(f"{one},да\n" for one in letters))
    said = run("import", "x.csv", "--into", "terms.yaml").stderr.splitlines()
    assert len(said) == 21
    assert said[-1] == "align: 6 more are there and differ."


BAD = {
    "empty.csv": b"",
    "head.csv": b"en,ru\n",
    "binary.csv": bytes(range(256)),
    "quote.csv": 'en,ru\nstate,"государство\nwages,зарплата\n'.encode(),
    "ragged.csv": 'en,ru\nстрана,"country\nb"\na,b,c\n'.encode(),
    "same.csv": b"a,b\nc,d\n",
    "wide.csv": b"a,b,c,d,e\n1,2,3,4,5\n",
    "status.csv": b"id,language,term,status\na,en,one,\nb,en,two,prefered\n",
    "heading.csv": b"id,language,term,statsu\na,en,one,\n",
    "days.csv": b"id,language,term,from,until\na,en,one,,\nb,en,two,2020-02-01,2020-01-01\n",
    "twins.csv": b"id,language,term\na,en,one\nb,en,two\nb,en,two\n",
    "id.csv": b"id,language,term\nBig Id,en,one\n",
    "cut.tbx": b'<?xml version="1.0"?>\n<tbx><text><body>\n<conceptEntry id="a">',
    "html.tbx": b"<html><body/></html>",
    "none.tbx": b'<tbx><text><body><conceptEntry id="a"><langSec xml:lang="de"><termSec>'
    b"<term>eins</term></termSec></langSec></conceptEntry></body></text></tbx>",
    "bomb.tbx": b'<!DOCTYPE tbx [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><tbx>&c;</tbx>',
    "file.tbx": b'<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/hostname">]><tbx>&a;</tbx>',
    "old.xliff": b'<xliff version="1.2"/>',
    "html.xlsx": b"<html/>",
    "old.xls": b"\xd0\xcf\x11\xe0",
    "x.dat": b"a",
}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["none.csv"], "none.csv: there is no such file. Check the name."),
        (["folder"], "folder: this is a folder. Name a file in it."),
        (["terms.yaml"], "terms.yaml: this is a glossary already. It needs no import."),
        (["empty.csv"], "empty.csv: the table is empty. Check the file."),
        (["head.csv"], "head.csv: there is no concept in it with a term in English, Russian or"),
        (["binary.csv"], "binary.csv: this is not a text file. Save the table as UTF-8 text."),
        (["quote.csv"], "quote.csv:2: a quotation mark is missing in the row that begins here"),
        (["ragged.csv"], "ragged.csv:4: the row has 3 cells, and the table 2 columns."),
        (["same.csv"], "same.csv: the languages of the table cannot be told. Name the languages"),
        (["wide.csv"], "wide.csv:1: the table has 5 columns and no heading that is known."),
        (["status.csv"], "status.csv:3: the field 'status' holds 'prefered', which is none of"),
        (["heading.csv"], "heading.csv:1: the heading 'statsu' of column 4 is unknown. Did you"),
        (["days.csv"], "days.csv:3: concept b: the term “two” ends (2020-01-01) before it begins"),
        (["twins.csv"], "twins.csv:3: concept b: the English term “two” stands here twice."),
        (["id.csv"], "id.csv:2: the field 'id' holds 'Big Id'; it takes small Latin letters"),
        (["cut.tbx"], "cut.tbx:3: this is not well-formed XML"),
        (["html.tbx"], "html.tbx:1: this is not TBX: it begins with <html>, not <tbx> or"),
        (["none.tbx"], "none.tbx: there is no concept in it with a term in English, Russian or"),
        (["bomb.tbx"], "bomb.tbx: the file declares XML entities or elements of its own"),
        (["file.tbx"], "file.tbx: the file declares XML entities or elements of its own"),
        (["old.xliff"], "old.xliff:1: this is not XLIFF 2, the edition that has glossaries."),
        (["html.xlsx"], "html.xlsx: the file is damaged. Open it in a spreadsheet program and"),
        (["old.xls"], "old.xls: workbooks of the kind .xls are not read. Save it as .xlsx in"),
        (["x.dat"], "x.dat: the suffix '.dat' says nothing of the format. Name the format with"),
        (["id.csv", "--from", "tbxx"], "There is no glossary format 'tbxx'. Did you mean 'tbx'?"),
        (["id.csv", "--from", "tbx"], "id.csv:1: this is not well-formed XML"),
    ],
)
def test_what_cannot_be_imported_is_told_in_a_sentence(tmp_path, args, message):
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for options in ([], ["-o", "new.yaml"], ["--into", "terms.yaml"]):
        if args[0] not in options:
            assert refused("import", *args, *options).startswith(message)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("=1+1", "x.xlsx: the cell B2 of the sheet 'Sheet' holds a formula, not a text."),
        (5, "x.xlsx: the cell B2 of the sheet 'Sheet' holds a number or a date, not a text."),
        (True, "x.xlsx: the cell B2 of the sheet 'Sheet' holds TRUE or FALSE, not a text."),
        ("один", "x.xlsx: the cells A2:B2 of the sheet 'Sheet' are merged. Divide them again"),
    ],
)
def test_a_cell_that_is_no_text_is_named(tmp_path, cell, message):
    book = openpyxl.Workbook()
    for row in (["en", "ru"], ["one", cell]):
        book.active.append(row)
    if cell == "один":
        book.active.merge_cells("A2:B2")
    book.save(tmp_path / "x.xlsx")
    assert refused("import", "x.xlsx", "-o", "new.yaml").startswith(message)
    assert not (tmp_path / "new.yaml").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "x.csv"], "x.csv: the output would overwrite the document itself."),
        (["--into", "x.csv"], "x.csv: the output would overwrite the document itself."),
        (["-o", "terms.yaml"], "terms.yaml: the file is there already. Choose another name, or"),
        (["-o", "new.txt"], "new.txt: a glossary is a YAML file. Name it new.yaml."),
        (["--into", "other.csv"], "other.csv: a glossary is a YAML file. Name it other.yaml."),
        (["--into", "none.yaml"], "none.yaml: there is no such file. Check the name, or make it"),
        (["-o", "none/new.yaml"], "none/new.yaml: there is no folder none. Make it first."),
        (["--into", "broken.yaml"], "broken.yaml:1: a glossary is a list of concepts."),
        (["-o", "a.yaml", "--into", "terms.yaml"], "-o makes a new file and --into adds to one"),
        (["--diff"], "--diff goes with --into FILE."),
    ],
)
def test_where_nothing_is_imported_to(tmp_path, args, message):
    (tmp_path / "x.csv").write_text(NEW, encoding="utf-8")
    (tmp_path / "other.csv").write_text("")
    (tmp_path / "broken.yaml").write_text("id: a\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert refused("import", "x.csv", *args).startswith(message)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "terms.yaml"], "terms.yaml: the output would overwrite the document itself."),
        (["-o", "other.yaml", "--to", "csv"], "other.yaml: files in .yaml are glossaries"),
        (["-o", "x.foo"], "x.foo: the suffix “.foo” says nothing of the format. Name it with --to"),
        (["-o", "x.csv", "--to", "cvs"], "There is no glossary format 'cvs'. Did you mean 'csv'?"),
        (["-o", "."], ".: this is a folder. Name a file in it."),
        (["-o", "none/x.csv"], "none/x.csv: there is no folder none. Make it first."),
        (["-o", "x.txt", "--source-lang", "en"], "The format 'omegat' needs two different"),
        (["-o", "x.txt", "-g", "loan.yaml"],
         "x.txt: nothing is written, as there is no concept for it. Concepts without an allowed "
         "term in both languages (Russian to English) are left out (1 concept)."),
        (["-o", "x.tmx", "-g", "loan.yaml"], "x.tmx: nothing is written, as there is no concept"),
        (["-o", "x.csv", "-g", "empty.yaml"],
         "x.csv: nothing is written, as there is no concept for it. The glossary is empty."),
        (["-o", "x.csv", "-g", "broken.yaml"], "broken.yaml:1: a glossary is a list of concepts."),
        (["-o", "x.csv", "-g", "none.yaml"], "none.yaml: the glossary cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_exported_is_told_in_a_sentence(tmp_path, args, message):
    (tmp_path / "loan.yaml").write_text("- id: loan\n  en: [loan]\n")
    (tmp_path / "empty.yaml").write_text("# nothing yet\n")
    (tmp_path / "broken.yaml").write_text("id: a\n")
    (tmp_path / "other.yaml").write_text("# mine\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    given = [] if "-g" in args else ["-g", "terms.yaml"]
    assert refused("export", *args, *given).startswith(message)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_export_that_is_there_is_replaced_whole(tmp_path):
    (tmp_path / "x.csv").write_text("x" * 9999)
    run("export", "-g", "terms.yaml", "-o", "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8").startswith("id,domain,")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["terms.yaml", "x.csv"]


def test_errors_are_one_sentence_and_exit_code_2(align, tmp_path):
    (tmp_path / "x.csv").write_bytes(BAD["days.csv"])
    done = align("glossary", "import", "x.csv", "-o", "new.yaml")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "align: x.csv:3: concept b: the term “two” ends (2020-01-01) before it begins "
        "(2020-02-01). Correct one of the two dates.\n"
    )
    assert not (tmp_path / "new.yaml").exists()
