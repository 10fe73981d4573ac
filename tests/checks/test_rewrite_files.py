"""Fixes made in files: what was meant is read again, and not a byte besides has changed."""

import sys
import tomllib
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.checks.rewrite import fixes_of, rewritten
from align.checks.rewrite.fixes import edited, edits_of, settled, trimmed
from align.errors import InputError
from align.findings import Edit, Finding, Location, Quote, Severity, Suppression
from align.readers import read_data, read_document
from align.types import Span

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "readers"))
from word_files import docx, odt  # noqa: E402

CASES = tomllib.loads((HERE / "rewrite_cases.toml").read_text("utf-8"))["case"]


def fix_of(written: str, text: str) -> tuple[Edit, ...]:
    """A fix from the notation of the cases."""
    edits = []
    for one in written.split(" && "):
        if " -> " in one:
            old, new = one.split(" -> ")
            start = text.index(old)
            edits.append(Edit(Span(start, start + len(old)), new, True))
        else:
            before, new = one.split(" + ", 1)
            place = text.index(before) + len(before)
            edits.append(Edit(Span(place, place), new, True))
    return tuple(edits)


def file_of(form: str, text: str, encoding: str = "utf-8") -> bytes:
    make = {"docx": docx, "odt": odt}.get(form)
    return make(text) if make else text.encode(encoding)


def body(form: str, data: bytes) -> str:
    """The XML between the tags that the files of the tests all have."""
    name, tag = {"docx": ("word/document.xml", "w:body"), "odt": ("content.xml", "office:text")}[
        form
    ]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read(name).decode()
    return xml[xml.index(f"<{tag}>") + len(tag) + 2 : xml.rindex(f"</{tag}>")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_case(case, tmp_path):
    form, encoding = case["form"], case.get("encoding", "utf-8")
    path = tmp_path / f"release.{form}"
    data = file_of(form, case["file"], encoding)
    path.write_bytes(data)
    document = read_document(path)
    fixes = [fix_of(written, document.text) for written in case["fixes"]]
    made = rewritten(str(path), document, fixes)
    assert [reason for _, reason in made.left] == case.get("left", [])
    if form in ("docx", "odt"):
        assert body(form, made.after) == case["after"]
    else:
        assert made.after.decode(encoding) == case["after"]
        assert made.after == case["after"].encode(encoding)
    assert made.before == data == path.read_bytes()
    assert {*made.made, *(fix for fix, _ in made.left)} == set(fixes)
    again = read_data(made.after, str(path), encoding=None)
    assert again.text == edited(document.text, edits_of(made.made))


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_other_parts_of_an_archive_are_copied_as_they_are(form, tmp_path):
    stream = BytesIO()
    made_before = BytesIO(file_of(form, PARAGRAPHS[form]))
    with zipfile.ZipFile(made_before) as old, zipfile.ZipFile(stream, "w") as new:
        new.comment = b"kept"
        for info in old.infolist():
            info.date_time = (2021, 7, 13, 12, 30, 2)
            info.extra = b"\x99\x99\x02\x00ab"
            info.comment = b"note"
            new.writestr(info, old.read(info))
        new.writestr("media/picture.bin", bytes(range(256)) * 40, zipfile.ZIP_DEFLATED, 1)
        with new.open(zipfile.ZipInfo("media/streamed.bin"), "w", force_zip64=False) as part:
            part.write(b"streamed" * 100)
    data = stream.getvalue()
    path = tmp_path / f"release.{form}"
    path.write_bytes(data)
    document = read_document(path)
    made = rewritten(str(path), document, [fix_of("Allied -> Union", document.text)])
    assert made.made
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(BytesIO(made.after)) as new:
        assert new.testzip() is None
        assert new.comment == b"kept"
        assert old.namelist() == new.namelist()
        changed = []
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.date_time, one.comment, one.compress_type, one.external_attr) == (
                other.date_time, other.comment, other.compress_type, other.external_attr,
            )  # fmt: skip
            same = packed(data, one) == packed(made.after, other)
            assert same == (old.read(one) == new.read(other))
            changed += [] if same else [one.filename]
        assert len(changed) == 1


def packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The bytes of a part as they stand in the archive, its local header included."""
    start = info.header_offset
    head = 30 + int.from_bytes(data[start + 26 : start + 28], "little")
    head += int.from_bytes(data[start + 28 : start + 30], "little")
    return data[start : start + head + info.compress_size]


PARAGRAPHS = {
    "docx": "<w:p><w:r><w:t>The Allied State.</w:t></w:r></w:p>",
    "odt": "<text:p>The Allied State.</text:p>",
}


def test_an_archive_of_an_unusual_make_is_left(tmp_path):
    path = tmp_path / "release.docx"
    path.write_bytes(docx(PARAGRAPHS["docx"]))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/styles.xml", "<styles/>")
    data = path.read_bytes()
    document = read_document(path)
    made = rewritten(str(path), document, [fix_of("Allied -> Union", document.text)])
    assert made.after == data
    assert "archive of an unusual make" in made.left[0][1]


def test_footnotes_are_mended_too(tmp_path):
    path = tmp_path / "release.docx"
    note = "<w:footnote><w:p><w:r><w:t>The Allied State.</w:t></w:r></w:p></w:footnote>"
    path.write_bytes(docx("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", footnotes=note))
    document = read_document(path)
    made = rewritten(str(path), document, [fix_of("Allied -> Union", document.text)])
    with zipfile.ZipFile(BytesIO(made.after)) as archive:
        assert b"The Union State." in archive.read("word/footnotes.xml")


@pytest.mark.parametrize("form", ["txt", "html", "docx", "odt"])
def test_a_file_that_changed_since_is_refused(form, tmp_path):
    paragraph = PARAGRAPHS.get(form, "<p>The Allied State.</p>")
    path = tmp_path / f"release.{form}"
    path.write_bytes(file_of(form, paragraph))
    document = read_document(path)
    path.write_bytes(file_of(form, paragraph.replace("The", "An")))
    with pytest.raises(InputError, match="has changed since it was read"):
        rewritten(str(path), document, [fix_of("Allied -> Union", document.text)])


def test_mark_up_that_changed_since_is_seen(tmp_path):
    path = tmp_path / "release.html"
    path.write_text("<p>The Allied State.</p>", "utf-8")
    document = read_document(path)
    path.write_text("<p>The <b>Allied</b> State.</p>", "utf-8")
    with pytest.raises(InputError, match="has changed since it was read"):
        rewritten(str(path), document, [])


def test_an_edit_found_in_another_text_is_left(tmp_path):
    path = tmp_path / "release.txt"
    path.write_text("The Allied State.\n", "utf-8")
    document = read_document(path)
    (edit,) = fix_of("Allied -> Union", document.text)

    def fix(words: str, column: int) -> tuple[Edit, ...]:
        place = Location(str(path), 1, column, 1, column + len(words))
        return (replace(edit, at=Quote(place, words, Span(0, len(words)))),)

    assert rewritten(str(path), document, [fix("Allied", 5)]).after == b"The Union State.\n"
    for wrong in (fix("Allies", 5), fix("Allied", 6)):
        made = rewritten(str(path), document, [wrong])
        assert made.after == made.before
        assert made.left == ((wrong, "was found in a text that is not there any more"),)


def test_standard_input_cannot_be_mended():
    document = read_data(b"The Allied State.\n", "-")
    with pytest.raises(InputError, match="Name a file"):
        rewritten("-", document, [])


def test_a_sentence_a_line_keeps_its_carriage_returns(tmp_path):
    path = tmp_path / "release.txt"
    path.write_bytes(b"The Allied\rState.\r\nIt grew.\r\n")
    document = read_document(path, presegmented=True)
    made = rewritten(str(path), document, [fix_of("Allied -> Union", document.text)])
    assert made.after == b"The Union\rState.\r\nIt grew.\r\n"


def test_safe_fixes_and_the_others():
    quote = Quote(Location("en.txt", 1, 1, 1, 2))
    safe, unsafe = (Edit(Span(n, n + 1), "x", n == 0) for n in (0, 1))

    def finding(*edits: Edit, why: Suppression | None = None) -> Finding:
        return Finding("X", "x", Severity.NOTE, "", "target", quote, edits=edits, suppression=why)

    findings = [
        finding(safe),
        finding(safe, unsafe),
        finding(),
        finding(safe, why=Suppression("inline", "so")),
    ]
    assert fixes_of(findings) == ((safe,),)
    assert fixes_of(findings, unsafe=True) == ((safe,), (safe, unsafe))


_texts = st.lists(
    st.sampled_from(["Allied", "State", "«", "»", " ", "50", "&", "<", "*", "_", ".", "За́мак"]),
    min_size=1, max_size=8,
).map("".join)  # fmt: skip
_edits = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 8), _texts | st.just("")), max_size=6
)


def _pages(words: list[tuple[str, bool]]) -> str:
    return "<p>It " + "</p>\n<p>It ".join(
        f"<b>{_html(text)}</b> x" if bold else _html(text) for text, bold in words
    ) + "</p>"  # fmt: skip


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("«", "&laquo;")


def _runs(words: list[tuple[str, bool]], form: str) -> str:
    def xml(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;")

    if form == "odt":
        return "".join(
            f'<text:p>It <text:span text:style-name="B">{xml(t)}</text:span>{xml(t)}</text:p>'
            if bold else f"<text:p>It {xml(t)}</text:p>"
            for t, bold in words
        )  # fmt: skip
    return "".join(
        "<w:p><w:r><w:t>It</w:t></w:r>"
        + (f"<w:r><w:rPr><w:b/></w:rPr><w:t>{xml(t)}</w:t></w:r>" if bold else "")
        + f"<w:r><w:t>{xml(t)}</w:t></w:r></w:p>"
        for t, bold in words
    )


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx", "odt"])
@given(
    words=st.lists(st.tuples(_texts, st.booleans()), min_size=1, max_size=4),
    wanted=_edits,
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@settings(max_examples=60, deadline=None)
def test_what_is_read_again_is_what_was_meant(
    form, words, wanted, newline, encoding, tmp_path_factory
):
    if form in ("docx", "odt"):
        data = file_of(form, _runs(words, form))
    else:
        text = _pages(words) if form == "html" else "\n\n".join(f"It {t}" for t, _ in words)
        data = text.replace("\n", newline).encode(encoding)
    path = tmp_path_factory.getbasetemp() / f"any.{form}"
    path.write_bytes(data)
    document = read_document(path, encoding=None if form in ("docx", "odt") else encoding)
    length = len(document.text)
    fixes = [
        (Edit(Span(min(start, length), min(start + size, length)), new, True),)
        for start, size, new in wanted
    ]
    made = rewritten(str(path), document, fixes)
    again = read_data(made.after, str(path), encoding=None if form in ("docx", "odt") else encoding)
    assert again.text == edited(document.text, edits_of(made.made))
    assert len(made.made) + len(made.left) == len(fixes)
    if not made.made:
        assert made.after == data


@given(text=_texts, wanted=_edits)
def test_settled_fixes_do_not_touch_each_other(text, wanted):
    fixes = [(Edit(Span(start, start + size), new, True),) for start, size, new in wanted]
    kept, left = settled(fixes, text)
    assert len(kept) + len(left) == len(fixes)
    edits = edits_of(kept)
    for one, other in pairwise(edits):
        assert one.span.end <= other.span.start
        assert one.span != other.span


@given(text=_texts, start=st.integers(0, 9), size=st.integers(0, 9), new=_texts)
def test_a_trimmed_edit_does_the_same(text, start, size, new):
    span = Span(min(start, len(text)), min(start + size, len(text)))
    edit = Edit(span, new, True)
    part, words = trimmed(edit, text)
    assert edited(text, [edit]) == edited(text, [replace(edit, span=part, text=words)])
    assert span.start <= part.start <= part.end <= span.end
