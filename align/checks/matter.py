"""What a sentence is, beside the message of a release: greeting, remark, caption, matter of a page.

To leave such a sentence out, or to add one, is no slip; it is only noted.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from align.linetypes import labels, line_kind
from align.types import Language, LineKind

Matter = Literal["remark", "greeting", "caption", "label", "page", "fragment", ""]

NAMES: dict[Matter, str] = {
    "remark": "a remark",
    "greeting": "a greeting",
    "caption": "a caption",
    "label": "a label",
    "page": "matter of the page",
    "fragment": "a word or two",
}
# Words of a greeting, a label or an aside; the longest of the development data has 7.
_SHORT = 8
# A sentence of so few words says little: "Yes.", "Of course."
_FRAGMENT = 2
# Characters of a sentence that are looked at.
_SEEN = 2000
# Words of a title that a line repeats, and labels that it holds, before it is matter of the page.
_TITLE_WORDS, _LABELS = 3, 2
_BRACKETED = re.compile(r"\W?[(\[<][^()\[\]<>]{1,200}[)\]>]\W?")
# Date and time on one line, as a page has them: "2021 года 14:00".
_CLOCK = re.compile(r"\b[12]\d{3}\b.{0,12}\b\d{1,2}:\d{2}\b")
_YEAR = re.compile(r"\b20\d\d\b")
_WORD = re.compile(r"[^\W_]+")


def matter(text: str, language: Language, titles: Sequence[str] = ()) -> Matter:
    """What a sentence is, if it is not a part of the message.

    Parameters
    ----------
    text
        The sentence.
    language
        Its language.
    titles
        Titles of the document: a line that repeats one is matter of the page.
    """
    text = text[:_SEEN].strip()
    words = _WORD.findall(text)
    if _BRACKETED.fullmatch(text):
        return "remark"
    if line_kind(text) in (LineKind.FURNITURE, LineKind.DATELINE) or _of_page(text, titles):
        return "page"
    folded = text.lower().replace("ё", "е").lstrip("«“\"'— –-")
    if _begins(folded, language, "captions") and not text.endswith((".", "!", "?", "…")):
        return "caption"
    if len(words) <= _SHORT:
        if _begins(folded, language, "asides"):
            return "remark"
        if _begins(folded, language, "greetings"):
            return "greeting"
        if text.endswith(":") and _begins(folded, language, "labels"):
            return "label"
    return "fragment" if len(words) <= _FRAGMENT else ""


def _of_page(text: str, titles: Sequence[str]) -> bool:
    """Whether lines of a web page ran together in a sentence."""
    folded = text.casefold()
    for title in titles:
        inner = title.casefold().strip(" .")
        if len(_WORD.findall(inner)) >= _TITLE_WORDS and inner in folded and len(text) > len(inner):
            return True
    found = labels(text)
    if len(found) >= _LABELS or _CLOCK.search(text):
        return True
    # "Read also Meeting of …" begins with the label and names another page, with its date.
    return any(_another_page(text, label) for label in found)


def _another_page(text: str, label: str) -> bool:
    """Whether a text begins with a label, and a name and a year follow."""
    words = list(_WORD.finditer(text))
    count = len(label.split())
    if len(words) <= count:
        return False
    first = " ".join(match.group().casefold() for match in words[:count])
    return first == label and words[count].group()[0].isupper() and bool(_YEAR.search(text))


def _begins(folded: str, language: Language, kind: str) -> bool:
    return any(
        folded.startswith(name) and not folded[len(name) : len(name) + 1].isalpha()
        for name in _names(language, kind)
    )


@cache
def _names(language: Language, kind: str) -> tuple[str, ...]:
    text = files("align.checks").joinpath("data/matter.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)[language][kind]
    return tuple(name.strip() for line in listed.split("\n") for name in line.split("|") if name)


# Who speaks, in the middle of a line: what stands before it ran together with it on a web page.
_SPEAKER = re.compile(r"(?<=\s)(?:(?:[А-ЯЁІЎ]\.\s?){1,2}[А-ЯЁІЎ]\w+|Вопрос|Ответ|Пытанне|Адказ):\s")


def spoken_from(text: str) -> int:
    """Where the words of a line of a transcript begin, after titles and dates of the page.

    Examples
    --------
    >>> spoken_from("27 февраля 2025 года Москва И.Орленко: Проект готов.")
    28
    """
    match = _SPEAKER.search(text)
    return match.start() if match else 0
