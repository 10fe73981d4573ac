import codecs

import pytest

from align.errors import InputError
from align.readers.encoding import decode

RU = "Рабочая поездка министра экономики\n«Мы готовы», — сказал он.\n"
BE = "Рабочая паездка міністра эканомікі\n«Мы гатовыя», — сказаў ён.\n"
EN = "The minister’s “café” visit\n"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
def test_old_russian_encodings_are_told_apart(encoding: str) -> None:
    text = RU.replace("—", "-").replace("«", '"').replace("»", '"')
    assert decode(text.encode(encoding), "x").text == text


@pytest.mark.parametrize("text", ["Мінск", "МИНСК", "Визит", "В 11:20", "Ён у Мінску — №5", RU, BE])
def test_windows_1251_is_told_from_a_few_letters(text: str) -> None:
    decoded = decode(text.encode("cp1251"), "x")
    assert (decoded.text, decoded.encoding) == (text, "cp1251")


def test_accented_latin_letters_are_no_cyrillic() -> None:
    assert decode(EN.encode("cp1252"), "x").text == EN
    late = "Plain words. " * 20_000 + EN
    assert decode(late.encode("cp1252"), "x").text == late


@pytest.mark.parametrize("text", [RU, BE, EN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_unicode_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "x")
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("named", [False, True])
def test_a_byte_order_mark_is_heeded_and_dropped(mark: bytes, encoding: str, named: bool) -> None:
    data = mark + RU.encode(encoding)
    assert decode(data, "x", encoding if named else None).text == RU


def test_a_page_says_its_own_encoding() -> None:
    # "юг" in KOI8-R, which is "АЗ" in Windows-1251.
    page = b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>\xc0\xc7'
    assert decode(page, "x", declared=True).text.endswith("юг")
    assert not decode(page, "x", declared=False).text.endswith("юг")


def test_what_a_page_says_is_not_believed_when_it_is_utf8() -> None:
    page = f'<?xml version="1.0" encoding="windows-1251"?><p>{RU}'
    assert decode(page.encode(), "x", declared=True).text == page


@pytest.mark.parametrize("label", ["latin1", "windows-1251", "utf-7", "hex", "no-such-thing"])
def test_no_declaration_breaks_the_reader(label: str) -> None:
    page = f'<meta charset="{label}"><p>{RU}'
    assert decode(page.encode("cp1251"), "x", declared=True).text == page


def test_the_named_encoding_wins() -> None:
    assert decode(RU.encode("cp1251"), "x", "koi8-r").text != RU


def test_the_place_of_a_byte_that_does_not_fit_is_named() -> None:
    with pytest.raises(InputError, match=r"^x:2: byte 6 cannot be read as ascii\.") as error:
        decode(b"abc\nd\xe9", "x", "ascii")
    assert error.value.line == 2


def test_a_faulty_byte_in_utf8_is_not_taken_for_another_encoding() -> None:
    data = RU.encode() + b"\xff" + RU.encode()
    with pytest.raises(InputError, match=r"^x:3: byte \d+ cannot be read as UTF-8\."):
        decode(data, "x")


@pytest.mark.parametrize("name", ["klingon", "hex", "a\0b", "rot13"])
def test_an_encoding_that_does_not_exist(name: str) -> None:
    with pytest.raises(InputError, match="there is no text encoding called"):
        decode(b"abc", "x", name)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)), b"abc\0def", b"\1\2\3\4 abc"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        decode(data, "x")


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "latin-1"])
def test_what_can_only_be_utf8_is_read_so_whatever_the_user_names(
    encoding: str, mark: bytes
) -> None:
    found = decode(mark + "“Минск”, Minsk".encode(), "x", encoding)
    assert (found.text, found.encoding) == ("“Минск”, Minsk", "utf-8")
    assert decode("Минск".encode("cp1251"), "x", "cp1251").text == "Минск"
