import tomllib
from pathlib import Path

import pytest

from align.langid import identify, identify_document
from align.types import Document, LineKind, Paragraph, SourceMap, Span

CASES = tomllib.loads(Path(__file__).with_name("langid_cases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("language", "text"), [(name, text) for name, texts in CASES.items() for text in texts]
)
def test_language_of_a_text(language: str, text: str) -> None:
    guess = identify(text)
    assert (guess.language or "none") == language
    assert (guess.confidence > 0) is (guess.language is not None)


def test_more_text_makes_surer() -> None:
    assert identify("Фотогалерея").confidence < identify(CASES["ru"][0]).confidence <= 1


def _document(*parts: tuple[str, LineKind]) -> Document:
    paragraphs, text = [], ""
    for number, (words, kind) in enumerate(parts):
        paragraphs.append(Paragraph(Span(len(text), len(text) + len(words)), kind, number))
        text += words + "\n"
    return Document("x", text, tuple(paragraphs), SourceMap(((0, 0),), (0,)), "txt", "utf-8")


def test_the_body_of_a_document_outvotes_its_furniture() -> None:
    menu = [("Навіны і падзеі дзяржаўных органаў", LineKind.FURNITURE)] * 2
    guess = identify_document(_document(*menu, (CASES["en"][0], LineKind.TEXT)))
    assert guess.language == "en"
    assert 0.5 < guess.confidence < 1


def test_a_document_in_another_language_is_none() -> None:
    guess = identify_document(_document((CASES["none"][3], LineKind.TEXT)))
    assert guess.language is None
    assert guess.confidence == 0
