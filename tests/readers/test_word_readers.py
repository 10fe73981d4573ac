import pytest
from word_files import PACKAGE, RELATION, W, archive, docx, odt, paragraph

from align.errors import InputError
from align.readers.docx import read_docx
from align.readers.odt import read_odt
from align.types import Document, Position

STYLES = """
<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="a3"><w:name w:val="Название"/></w:style>
<w:style w:styleId="own"><w:name w:val="Our lead"/><w:basedOn w:val="1"/></w:style>
<w:style w:styleId="b1"><w:name w:val="Points"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="q"><w:name w:val="Цытата"/></w:style>
<w:style w:styleId="ring"><w:name w:val="Ring"/><w:basedOn w:val="ring"/></w:style>
"""


def parts(document: Document) -> list[tuple[str, str]]:
    return [(str(p.kind), p.span.of(document.text)) for p in document.paragraphs]


def word(body: str, **more: str) -> list[tuple[str, str]]:
    return parts(read_docx(docx(body, **more), "x.docx"))


def test_kinds_come_from_styles_in_any_language() -> None:
    body = "".join(
        paragraph(text, f'<w:pStyle w:val="{style}"/>')
        for text, style in [
            ("Talks in Minsk", "a3"),
            ("Trade", "1"),
            ("Lead", "own"),
            ("first", "b1"),
            ("said she", "q"),
            ("odd", "ring"),
            ("Загаловак без стылю", "Загаловак2"),
        ]
    )
    kinds = ["title", "heading", "heading", "list-item", "quote", "text", "heading"]
    assert [kind for kind, _ in word(body, styles=STYLES)] == kinds


def test_kinds_set_on_a_paragraph_itself() -> None:
    number = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
    body = (
        paragraph("Title here")
        + paragraph("Head", '<w:outlineLvl w:val="1"/>')
        + paragraph("body level", '<w:outlineLvl w:val="9"/>')
        + paragraph("point", number.format(2))
        + paragraph("no point", '<w:pStyle w:val="b1"/>' + number.format(0))
        + paragraph("5 March 2024")
    )
    kinds = ["title", "heading", "text", "list-item", "text", "dateline"]
    assert [kind for kind, _ in word(body, styles=STYLES)] == kinds


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t>text.</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>"
        + paragraph("paragraph.")
    )
    assert [text for _, text in word(body)] == ["The new text.", "One paragraph."]


def test_signs_fields_and_hidden_text() -> None:
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t>"
        '<w:noBreakHyphen/><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>never</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>e.</w:t></w:r></w:p>'
    )
    assert word(body) == [("text", "a\tb\nc\u00add\u2011e.")]


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("In the box.") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Before </w:t><mc:AlternateContent>"
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>after.</w:t></w:r></w:p>"
    )
    assert [text for _, text in word(body)] == ["Before after.", "In the box."]


def test_tables_contents_and_notes() -> None:
    cell = "<w:tc>{}</w:tc>"
    body = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        f"</w:sdtPr><w:sdtContent>{paragraph('Trade 3')}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr>{cell.format(paragraph('A.'))}{cell.format(paragraph('B.'))}</w:tr></w:tbl>"
        + paragraph("Text.")
    )
    notes = (
        f'<w:footnote w:type="separator">{paragraph("no")}</w:footnote>'
        f"<w:footnote>{paragraph('A note.')}</w:footnote>"
    )
    found = word(body, footnotes=notes)
    assert [text for _, text in found] == ["Trade 3", "A.", "B.", "Text.", "A note."]
    assert found[0][0] == "furniture"


def test_paragraphs_stand_for_lines() -> None:
    document = read_docx(docx(paragraph("") + paragraph(" One.") + paragraph("Two words.")), "x")
    assert document.position(document.text.index("words")) == Position(2, 5)
    assert document.position(document.paragraphs[0].span.start) == Position(1, 2)


def test_the_main_part_is_found_by_its_relation_and_edition() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = archive(
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship '
            f'Type="{RELATION}/officeDocument" Target="/word/document2.xml"/></Relationships>',
            "word/document2.xml": f'<w:document xmlns:w="{strict}"><w:body>{paragraph("Yes.")}'
            "</w:body></w:document>",
        }
    )
    assert parts(read_docx(data, "x")) == [("text", "Yes.")]


ODT_STYLES = """
<style:style style:name="Heading_20_1" style:display-name="Heading 1"/>
<style:style style:name="Title" />
<style:style style:name="Quotations" />
"""


def test_an_opendocument_text_is_read_as_it_is_seen() -> None:
    body = """
<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
<text:table-of-content><text:index-body><text:p>Trade 3</text:p></text:index-body>
</text:table-of-content>
<text:p text:style-name="P1">Talks</text:p>
<text:h text:outline-level="2">Trade</text:h>
<text:p>5 March 2024</text:p>
<text:p>A  <text:span>new
 word</text:span><text:s text:c="2"/>x<text:tab/>y<text:line-break/>z<text:note>
<text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body>
</text:note>.<office:annotation><text:p>no</text:p></office:annotation></text:p>
<text:list><text:list-item><text:p>first</text:p><text:list><text:list-item><text:p>inner</text:p>
</text:list-item></text:list></text:list-item></text:list>
<text:p text:style-name="Quotations">Quoted.</text:p>
<table:table><table:table-row><table:table-cell><text:p>A.</text:p></table:table-cell>
</table:table-row></table:table>
<text:p>Before <draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box>
</draw:frame>after.</text:p>
"""
    automatic = '<style:style style:name="P1" style:parent-style-name="Title"/>'
    document = read_odt(odt(body, automatic=automatic, styles=ODT_STYLES), "x.odt")
    assert parts(document) == [
        ("furniture", "Trade 3"),
        ("title", "Talks"),
        ("heading", "Trade"),
        ("dateline", "5 March 2024"),
        ("text", "A new word  x\ty\nz."),
        ("list-item", "first"),
        ("list-item", "inner"),
        ("quote", "Quoted."),
        ("text", "A."),
        ("text", "Before after."),
        ("text", "In the box."),
        ("text", "A note."),
    ]


def test_a_run_of_a_billion_blanks_is_cut_short() -> None:
    document = read_odt(odt('<text:p>a<text:s text:c="999999999"/>b.</text:p>'), "x.odt")
    assert len(document.text) < 20


ENTITIES = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    xml = f'{ENTITIES}<w:document xmlns:w="{W}"><w:body>{paragraph("&e;")}</w:body></w:document>'
    data = archive({"a": "", "word/document.xml": xml.encode(encoding)})
    with pytest.raises(InputError, match="declares XML entities"):
        read_docx(data, "x.docx")


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"word/document.xml": b" " * 80_000_000}, "unpacks to far more"),
        ({"word/document.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}, "unpacks to far more"),
        ({f"word/{n}": b"" for n in range(10_001)}, "more than 10,000 parts"),
        ({"word/document.xml": b"<a>"}, "is damaged"),
        ({"word/document.xml": b"<a>" * 2_000 + b"</a>" * 2_000}, "is damaged"),
        ({"word/other.xml": b"<a/>"}, "there is no document"),
        ({"word/document.xml": b"<a/>"}, "there is no text"),
        ({"../../word/document.xml": b"<a/>"}, "there is no document"),
    ],
)
def test_hostile_and_damaged_archives(parts: dict[str, str | bytes], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read_docx(archive({"first": "", **parts}), "x.docx")


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(archive({"first": "", "word/document.xml": b" " * 80_000_000}))
    true_size = (80_000_000).to_bytes(4, "little")
    while (place := data.find(true_size)) >= 0:
        data[place : place + 4] = (1_000).to_bytes(4, "little")
    with pytest.raises(InputError):
        read_docx(bytes(data), "x.docx")


@pytest.mark.parametrize("cut", [10, 200, 400])
def test_a_file_cut_short_is_damaged(cut: int) -> None:
    data = docx(paragraph("Text."))
    with pytest.raises(InputError, match="is damaged"):
        read_docx(data[:cut], "x.docx")


def test_a_protected_text_says_so() -> None:
    data = odt("<text:p>x</text:p>", manifest="<encryption-data/>")
    with pytest.raises(InputError, match="protected with a password"):
        read_odt(data, "x.odt")
