"""The file of corrections: read, edited by people and by the program, refused where broken."""

import re
import stat
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError
from align.locks import Anchor, Lock, lock_path, quote, read_locks, write_locks

HERE = Path(__file__).parent
BROKEN = tomllib.loads((HERE / "broken.toml").read_text("utf-8"))["case"]
BY_HAND = (HERE / "by_hand.locks").read_text("utf-8")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789abcdef", min_size=count, max_size=count)


ANCHORS = st.builds(
    lambda digest, after, before, copies, text: Anchor(digest, after, before, *copies, quote(text)),
    digits(10),
    st.just("") | digits(6),
    st.just("") | digits(6),
    st.integers(1, 9).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))),
    st.text(max_size=20) | st.sampled_from(["| [pair]", "# no", "\u202eabc", "слово " * 90]),
)
REASONS = st.text(max_size=20).map(quote) | st.sampled_from(["# why", "[pair]", "a | b"])
LOCKS = st.lists(
    st.builds(
        Lock,
        st.lists(ANCHORS, max_size=3).map(tuple),
        st.lists(ANCHORS, max_size=3).map(tuple),
        REASONS,
    ).filter(lambda lock: lock.source or lock.target),
    max_size=5,
).filter(
    lambda locks: all(
        len(names) == len({(a.digest, a.after, a.before, a.copy) for a in names})
        for names in (
            [a for lock in locks for a in lock.source],
            [a for lock in locks for a in lock.target],
        )
    )
)


def put(path: Path, locks: list[Lock] | tuple[Lock, ...]) -> bytes:
    write_locks(path, locks, "ru.md", "en.md")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("original", "translation", "expected"),
    [
        ("decree/ru.md", "decree/en.md", "decree/ru.md.en.md.locks"),
        ("originals/be.docx", "releases/en.txt", "releases/be.docx.en.txt.locks"),
        ("ru", "en", "ru.en.locks"),
        ("-", "en.md", None),
        ("ru.md", "-", None),
    ],
)
def test_the_file_is_beside_the_release(original, translation, expected):
    assert lock_path(original, translation) == (Path(expected) if expected else None)


@settings(deadline=None)
@given(LOCKS)
def test_what_is_written_is_read(locks):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.locks"
        data = put(path, locks)
        found = read_locks(path)
        assert found == tuple(locks)
        lines = data.decode("utf-8").split("\n")
        assert all(lines[lock.line - 1].startswith("[") for lock in found)
        assert put(path, found) == data


@settings(deadline=None)
@given(LOCKS, st.data())
def test_taking_one_out_and_putting_it_back_keeps_the_others(locks, data):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.locks"
        put(path, locks)
        if not locks:
            return
        one = data.draw(st.sampled_from(locks))
        rest = [lock for lock in locks if lock is not one]
        put(path, rest)
        assert read_locks(path) == tuple(rest)
        put(path, [*rest, one])
        assert read_locks(path) == (*rest, one)


PIECES = (
    *("[pair]", "[added] x", "[", "]", "original", "release ", "0123456789", " after aaaaaa"),
    *(
        " before ",
        "| слово",
        "\n",
        "\n",
        "\r\n",
        "# x",
        "<<<<<<<",
        " copy 1 of 2",
        "\x00",
        "\u2028",
    ),
)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=30).map(lambda parts: "".join(parts).encode())
    | st.binary(max_size=200)
)
def test_any_bytes_are_corrections_or_a_clear_error(data):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.locks"
        path.write_bytes(data)
        try:
            locks = read_locks(path)
        except InputError as error:
            told = error
        else:
            put(path, locks)
            assert read_locks(path) == locks
            return
    assert str(told).startswith(f"{path}:{told.line}: ")
    assert told.remedy.endswith(".")


@pytest.mark.parametrize("case", BROKEN, ids=[case["name"] for case in BROKEN])
def test_a_broken_file_is_refused_and_left_alone(case, tmp_path):
    path = tmp_path / "ru.md.en.md.locks"
    path.write_text(case["text"], "utf-8")
    with pytest.raises(InputError, match=re.escape(case["says"])) as caught:
        read_locks(path)
    assert caught.value.line == case["line"]
    assert f"{path}:{case['line']}: " in str(caught.value)
    with pytest.raises(InputError):
        put(path, ())
    assert path.read_text("utf-8") == case["text"]


def test_a_file_that_people_wrote_is_understood(tmp_path):
    path = tmp_path / "x.locks"
    path.write_text(BY_HAND, "utf-8")
    pair, omission, addition = read_locks(path)
    assert [a.text for a in pair.source] == ["Указ подписан.", "Он вступает в силу."]
    assert pair.source[0] == Anchor("0123456789", "aaaaaa", "bbbbbb", 1, 1, "Указ подписан.")
    assert pair.source[1].before == "cccccc"
    assert (pair.source[1].copy, pair.source[1].copies) == (2, 3)
    assert pair.reason == "agreed"
    assert (pair.line, omission.line, addition.line) == (4, 14, 16)
    assert not omission.target
    assert not addition.source
    assert addition.reason == "for readers abroad"


def test_windows_line_ends_and_byte_order_mark(tmp_path):
    path, plain = tmp_path / "x.locks", tmp_path / "y.locks"
    plain.write_text(BY_HAND, "utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode())
    assert read_locks(path) == read_locks(plain)
    assert put(path, read_locks(path)) == BY_HAND.encode()


def test_a_new_block_leaves_the_rest_to_the_letter(tmp_path):
    path = tmp_path / "x.locks"
    path.write_text(BY_HAND, "utf-8")
    new = Lock((Anchor("ffffffffff", text="Новое."),), (), "late")
    put(path, [new, *read_locks(path)])
    assert path.read_text("utf-8") == BY_HAND + "\n[left out] late\noriginal ffffffffff | Новое.\n"


def test_a_block_goes_with_the_comment_that_touches_it(tmp_path):
    path = tmp_path / "x.locks"
    path.write_text(BY_HAND, "utf-8")
    pair, omission, addition = read_locks(path)
    put(path, [addition])
    assert path.read_text("utf-8") == (
        "# Our corrections. Ask the desk before you change them.\n\n"
        "# --- what follows is about the photographs ---\n\n"
        "[added] for readers abroad\n"
        "release 4123456789 | A base unit is an amount.\n\n"
        "# The end.\n"
    )
    path.write_text(BY_HAND, "utf-8")
    put(path, [pair, omission])
    assert path.read_text("utf-8") == BY_HAND.replace(
        "[added] for readers abroad\nrelease 4123456789 | A base unit is an amount.\n\n", ""
    )


def test_what_the_file_begins_with_stays(tmp_path):
    path = tmp_path / "x.locks"
    path.write_text("# About all of them.\n[left out]\noriginal 0123456789 | Один.\n", "utf-8")
    put(path, [])
    assert path.read_text("utf-8") == "# About all of them.\n"


def test_a_new_file_says_what_it_is(tmp_path):
    path = tmp_path / "x.locks"
    write_locks(path, [], "decree/ru\n.md", "decree/en.md")
    lines = path.read_text("utf-8").splitlines()
    assert "en.md, the release of ru .md" in lines[0]
    assert all(line.startswith("# ") for line in lines)


def test_no_file_holds_nothing(tmp_path):
    assert read_locks(tmp_path / "x.locks") == ()
    assert read_locks(tmp_path / ("x" * 300 + ".locks")) == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_utf_8_is_told_with_its_line(tmp_path):
    path = tmp_path / "x.locks"
    path.write_bytes(b"# one\n# two\n[pair] " + "причина".encode("cp1251"))
    with pytest.raises(InputError, match="UTF-8") as caught:
        read_locks(path)
    assert caught.value.line == 3


def test_a_giant_file_is_refused(tmp_path):
    path = tmp_path / "x.locks"
    path.write_bytes(b"# " + b"x" * (8 * 1024 * 1024))
    with pytest.raises(InputError, match="more than 8 MB"):
        read_locks(path)


def test_a_folder_of_that_name_is_told(tmp_path):
    (tmp_path / "x.locks").mkdir()
    with pytest.raises(InputError, match="cannot be"):
        put(tmp_path / "x.locks", [Lock((Anchor("ffffffffff"),), ())])


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        put(tmp_path / "none" / "x.locks", [])


@pytest.mark.skipif(sys.platform == "win32", reason="links and permissions are POSIX")
def test_permissions_and_links_stay(tmp_path):
    real, link = tmp_path / "real.locks", tmp_path / "x.locks"
    real.write_text(BY_HAND, "utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    put(link, [])
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["real.locks", "x.locks"]


def test_nothing_in_the_file_acts_on_a_terminal(tmp_path):
    path = tmp_path / "x.locks"
    put(path, [Lock((Anchor("ffffffffff", text="a\x1b[31m\u202eb\x07"),), (), "a\x1b]0;b\x07")])
    text = path.read_text("utf-8")
    assert all(c.isprintable() or c == "\n" for c in text)
