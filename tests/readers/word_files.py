"""Word-processor files made on the spot."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_TYPE = "application/vnd.oasis.opendocument.text"


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of the parts, the first of them uncompressed."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for number, (name, content) in enumerate(parts.items()):
            method = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            file.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def docx(body: str, *, styles: str = "", namespace: str = W, **parts: str) -> bytes:
    """A Word file with this body; further parts by their names in ``word/``."""
    names = f'xmlns:w="{namespace}" xmlns:mc="{MC}"'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {names}>{content}</w:{name}>"
    return archive(files)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word file, one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, *, automatic: str = "", styles: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text with this body."""
    spaces = ("office", "text", "style", "table", "number")
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in spaces)
    names += f' xmlns:draw="{ODF}:drawing:1.0"'
    content = (
        f"<office:document-content {names}><office:automatic-styles>"
        f"<number:text>no</number:text>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": ODT_TYPE,
            "content.xml": content,
            "styles.xml": f"<office:document-styles {names}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )
