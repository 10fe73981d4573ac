from io import BytesIO
from pathlib import Path

import pytest
from word_files import archive, docx, odt, paragraph

from align.errors import InputError
from align.readers import FORMATS, read_document
from align.readers.source import FILE_LIMIT

HTML = b"<!doctype html><title>T</title><p>The talks began.</p>"
DOCX = docx(paragraph("The talks began."))
ODT = odt("<text:p>The talks began.</text:p>")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", b"The talks began.", "txt"),
        ("a", b"The talks began.", "txt"),
        ("a.md", b"# Talks", "md"),
        ("a.HTM", b"<p>x", "html"),
        ("a.html", HTML, "html"),
        ("a.txt", HTML, "html"),
        ("a.doc", b"\xef\xbb\xbf <!-- saved --> <HTML><body>x", "html"),
        ("a.txt", HTML.decode().encode("utf-16"), "html"),
        ("a.docx", DOCX, "docx"),
        ("a.zip", DOCX, "docx"),
        ("a.odt", DOCX, "docx"),
        ("a.docx", ODT, "odt"),
        ("a.docx", b"The talks began.", "txt"),
    ],
)
def test_the_format_is_told_by_ending_and_content(
    tmp_path: Path, name: str, data: bytes, form: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_document(tmp_path / name).format == form
    assert read_document("-", stdin=BytesIO(data)).format in (form, "txt")


def test_standard_input_is_sniffed() -> None:
    assert [read_document("-", stdin=BytesIO(data)).format for data in (HTML, DOCX, ODT)] == [
        "html",
        "docx",
        "odt",
    ]


def test_every_format_has_its_reader() -> None:
    assert sorted(FORMATS) == ["docx", "html", "md", "odt", "txt"]


def test_presegmented_text_is_plain_text_whatever_its_ending(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("# One\n* two *\n\nThree.\n", encoding="utf-8")
    document = read_document(file, presegmented=True)
    assert [p.span.of(document.text) for p in document.paragraphs] == ["# One", "* two *", "Three."]


def test_the_named_encoding_is_used(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Да.".encode("cp866"))
    document = read_document(file, encoding="cp866")
    assert (document.text, document.encoding) == ("Да.", "cp866")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t\n", "there is no text in the file"),
        ("\u00a0\u2028\n".encode(), "there is no text in the file"),
        (b"%PDF-1.7 x", "this is a PDF file"),
        (b"{\\rtf1 x}", "this is a rich text"),
        (OLE, "this is an old Word file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (archive({"xl/workbook.xml": "<a/>"}), "holds no Word or OpenDocument text"),
        (b"PK\x03\x04word/", "the file is damaged"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "not a text file"),
        (b"x\n" + b"a" * 1_000_001, "longer than 1,000,000 characters"),
        (b"a\n" * 200_001, "more than 200,000 paragraphs"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes, problem: str) -> None:
    file = tmp_path / "release.txt"
    file.write_bytes(data)
    with pytest.raises(InputError, match=problem) as error:
        read_document(file)
    assert str(error.value).startswith(str(file))
    assert error.value.remedy
    with pytest.raises(InputError, match=r"^standard input"):
        read_document("-", stdin=BytesIO(data))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md"])
def test_the_line_of_a_paragraph_too_long_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("<p>One.</p>\n\n" + "word " * 200_001, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_document(file)
    assert error.value.line == 3


def test_a_missing_file_brings_names_like_it(tmp_path: Path) -> None:
    (tmp_path / "Release-2021.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=r"no such file\. Did you mean '.*Release-2021\.txt'\?"):
        read_document(tmp_path / "release-2012.txt")
    with pytest.raises(InputError, match="Check the name and the folder"):
        read_document(tmp_path / "quite different")
    with pytest.raises(InputError, match="Nor is there a folder"):
        read_document(tmp_path / "nowhere" / "a.txt")


def test_a_folder_and_names_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"):
        read_document(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_document("a\0b")
    with pytest.raises(InputError, match="cannot be read"):
        read_document(tmp_path / ("n" * 5_000))


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="not allowed to read"):
        read_document(file)


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.truncate(FILE_LIMIT + 1)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(InputError, match="larger than 64 MB"):
        read_document(file)


def test_endless_input_is_cut_off() -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size >= 0
            return b"a" * size

    with pytest.raises(InputError, match="larger than 64 MB"):
        read_document("-", stdin=Endless())
