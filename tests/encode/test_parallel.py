import pytest

from align.encode.parallel import read_texts
from align.errors import InputError


def put(folder, **files):
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name.replace("__", ".")).write_bytes(data)


def test_lines_end_at_line_feeds_alone(tmp_path) -> None:
    put(tmp_path, a__en="\ufeffone\u2028still\r\ntwo\x0cstill\n", a__ru="раз\nдва")
    texts = read_texts(tmp_path)
    assert (texts.name, texts.languages, texts.sentences) == ("a", ("en", "ru"), 2)
    assert texts.sides == (("one\u2028still", "two\x0cstill"), ("раз", "два"))
    assert texts.words == 6 / 4


def test_what_lies_beside_is_left_alone(tmp_path) -> None:
    put(tmp_path, a__en="one\ntwo", a__sr_Latn="jedan\ndva", README__md="read me", a__xml="<x/>")
    put(tmp_path, LICENSE="free", __hidden__en="x", b__en="alone")
    (tmp_path / "a.fr").mkdir()
    assert read_texts(tmp_path).languages == ("en", "sr_Latn")


def test_repeated_and_empty_lines_are_left_out_and_told(tmp_path) -> None:
    put(tmp_path, a__en="one\n\ntwo\none\nthree\nfour", a__ru="раз\n \nдва\nодин\nтри\nтри")
    texts = read_texts(tmp_path)
    assert texts.sides == (("one", "two", "three"), ("раз", "два", "три"))
    assert texts.repeated == 2


def test_only_the_first_lines(tmp_path) -> None:
    put(tmp_path, a__en="one\ntwo\nthree", a__ru="раз\nдва\nтри")
    assert read_texts(tmp_path, 2).sides == (("one", "two"), ("раз", "два"))
    assert read_texts(tmp_path, 99).sentences == 3


def test_too_many_lines_are_refused_unless_asked_for(tmp_path) -> None:
    side = "".join(f"{n}\n" for n in range(20_001))
    put(tmp_path, a__en=side, a__ru=side)
    with pytest.raises(InputError, match=r"a\.en: 20,001 lines .* --sentences 20000"):
        read_texts(tmp_path)
    assert read_texts(tmp_path, 20_001).sentences == 20_001


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, r"there are no parallel texts here\."),
        ({"a__txt": "one"}, r"there are no parallel texts here\."),
        ({"a__en": "one\ntwo"}, r"a\.en: there is no a in a second language"),
        ({"a__en": "x\ny", "a__ru": "x\ny", "b__en": "x", "b__ru": "x"}, r"several texts, a and b"),
        ({"a__en": "one\ntwo\nthree\n", "a__ru": "раз\nдва\n"}, r"a\.ru:2: .* a\.en has 3 lines"),
        ({"a__en": "one\n\nthree", "a__ru": "раз\nдва\nтри"}, r"a\.en:2: the line is empty here"),
        ({"a__en": "one\ntwo", "a__ru": "раз\n\u00a0"}, r"a\.ru:2: the line is empty here"),
        ({"a__en": "one\ntwo", "a__ru": "раз\nдва".encode("cp1251")}, r"a\.ru:1: not UTF-8"),
        ({"a__en": "one\ntwo", "a__ru": b"\xef\xbb\xbfa\n\xff"}, r"a\.ru:2: not UTF-8"),
        ({"a__en": "one\none", "a__ru": "раз\nдва"}, r"too few different sentences"),
        ({"a__en": "", "a__ru": ""}, r"too few different sentences"),
    ],
)
def test_texts_that_do_not_go_together(tmp_path, files, said) -> None:
    put(tmp_path, **files)
    with pytest.raises(InputError, match=said):
        read_texts(tmp_path)


def test_a_folder_that_is_none(tmp_path) -> None:
    put(tmp_path, a__en="one")
    for name in ("nothing", "a.en"):
        with pytest.raises(InputError, match="there is no such folder"):
            read_texts(tmp_path / name)
