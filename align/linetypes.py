"""Say what the lines of a plain text are: title, dateline, list item, page furniture or text.

A release copied from the web brings furniture along: photo counters, share buttons, "read also".
The words are data (``align/data/linetypes.toml``, for English, Russian and Belarusian together: a
page in one of them often carries buttons in another). A line is typed only when the whole of it
matches: to call a sentence furniture is worse than to miss a button.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from align.types import LineKind

# Longer lines are body text whatever they begin with; the longest furniture line seen in official
# releases is a link line of 60 characters, the longest dateline one of 48.
_FURNITURE_LENGTH = 150
_DATELINE_LENGTH = 100
_TITLE_LENGTH = 300

_AROUND = " \t\u00a0-–—•·*|/\\<>»«›‹→←↑↓▶▼►:…#+"
_SEPARATOR = re.compile(r"\s*[|/\\•·›»>→,;]\s*|\s+[-–—]\s+|\s{2,}")
# What stands between the steps of a breadcrumb: no comma and no dash, those are found in headings.
_STEP = re.compile(r"\s*[|/\\›»>→]\s*")
_COUNT = re.compile(r"[\s:]*[(\[]?\s*\d{1,6}\s*[)\]]?$")
_BARE_NUMBER = re.compile(r"\W*\d{1,4}(?:\s*(?:/|из|of|з)\s*\d{1,4})?\W*")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}")
_BARE_LINK = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?:/\S*)?")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)")
_BULLET = re.compile(r"(?:[•◦▪‣●○■□*]|\d{1,3}\)|\d{1,3}\.(?=\s)|[a-zа-яі]\))\s+\S")
_NUMERIC_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}")
_TOKEN = re.compile(
    r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2}[:.]\d{2}(?::\d{2})?"
    r"|\d+|[^\W\d_]+(?:[-.'’][^\W\d_]+)*|[^\w\s]"
)
_LETTERS = re.compile(r"[^\W_]+")
_PLACE_WORDS = 4
_DATELINE_MARKS = frozenset(",–—-|./:'’")
_STOPS = (".", "!", "…", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class _Words:
    phrases: frozenset[str]
    openers: frozenset[str]
    endings: tuple[str, ...]
    pages: frozenset[str]
    homes: frozenset[str]
    counted: re.Pattern[str]
    months: frozenset[str]
    date_words: frozenset[str]


def classify(lines: Sequence[str], *, title: str | None = None) -> tuple[LineKind, ...]:
    """Kinds of the lines (or paragraphs) of one document, in order.

    Parameters
    ----------
    lines
        Lines that hold words.
    title
        The title where mark-up tells it; otherwise the first line that is neither furniture nor a
        dateline is the title, if it ends without a full stop and other lines follow.

    Notes
    -----
    A later line equal to the title, and the repetition of a dateline, are furniture.
    """
    kinds = [line_kind(line) for line in lines]
    skip = (LineKind.FURNITURE, LineKind.DATELINE)
    first = next((index for index, kind in enumerate(kinds) if kind not in skip), None)
    if title is None and first is not None and len(lines) > 1 and _is_title(lines[first]):
        kinds[first] = LineKind.TITLE
        title = lines[first]
    known = {_fold(title)} if title is not None else set()
    title_seen = False
    for index, line in enumerate(lines):
        if kinds[index] is LineKind.DATELINE:
            folded = _fold(line)
            if folded in known:
                kinds[index] = LineKind.FURNITURE
            known.add(folded)
        elif title is not None and _fold(line) == _fold(title):
            if title_seen:
                kinds[index] = LineKind.FURNITURE
            title_seen = True
    return tuple(kinds)


def line_kind(line: str) -> LineKind:
    """Kind of a line by its own words alone: furniture, dateline, list item or text."""
    line = line.strip()
    if len(line) <= _FURNITURE_LENGTH and _is_furniture(line):
        return LineKind.FURNITURE
    if len(line) <= _DATELINE_LENGTH and _is_dateline(line):
        return LineKind.DATELINE
    return LineKind.LIST_ITEM if _BULLET.match(line) else LineKind.TEXT


def labels(text: str) -> tuple[str, ...]:
    """Names of buttons and labels, of two words and more, that stand in a text, in their order.

    "Read also", "Статус материала": where lines of a web page ran together they tell what is none
    of the release. In small letters, each once.
    """
    folded = f" {' '.join(_LETTERS.findall(_fold(text)))} "
    found = ((folded.find(f" {label} "), label) for label in _labels())
    return tuple(label for at, label in sorted(found) if at >= 0)


@cache
def _labels() -> tuple[str, ...]:
    names = _words().phrases | _words().openers
    plain = sorted(" ".join(_LETTERS.findall(name)) for name in names)
    return tuple(name for name in plain if " " in name)


def _is_title(line: str) -> bool:
    line = line.strip()
    return len(line) <= _TITLE_LENGTH and not line.rstrip("»”\"')").endswith(_STOPS)


def _is_furniture(line: str) -> bool:
    words = _words()
    folded = _fold(line)
    if not folded:
        # Rules and ornaments: "* * *", "-----".
        return True
    if _BARE_NUMBER.fullmatch(line) or _CLOCK.fullmatch(folded) or words.counted.fullmatch(folded):
        return True
    if _ADDRESS.fullmatch(folded) or (_BARE_LINK.fullmatch(folded) and "/" in folded):
        return True
    if _COPYRIGHT.match(folded) or any(ending in folded for ending in words.endings):
        return True
    opener, colon, rest = folded.partition(":")
    if colon and opener.strip() in words.openers and not rest.rstrip().endswith((".", "!", "?")):
        return True
    return _is_phrase(folded) or _is_menu(line)


def _is_phrase(folded: str) -> bool:
    phrases = _words().phrases
    return folded in phrases or _COUNT.sub("", folded).strip(_AROUND) in phrases


def _is_menu(line: str) -> bool:
    """Whether the line is a row of names of pages and buttons."""
    words = _words()
    pages = words.pages
    parts = [part for part in map(_fold, _SEPARATOR.split(line)) if part]
    # "Society, economy" is a heading; three names of pages in a row are a menu.
    if len(parts) > 2 and all(part in pages for part in parts):
        return True
    # A breadcrumb begins at home and ends in the title of the page itself, which can be anything.
    steps = [step for step in map(_fold, _STEP.split(line)) if step]
    if len(steps) > 1 and all(step in pages for step in steps[:-1]):
        return steps[0] in words.homes or steps[-1] in pages
    return _is_row_of_pages(_fold(line).split(), pages)


def _is_row_of_pages(tokens: Sequence[str], pages: frozenset[str]) -> bool:
    longest = 4
    if not 2 <= len(tokens) <= 30:
        return False
    # reach[i]: the fewest page names that make up the first i words, 0 where none do.
    reach = [0] * (len(tokens) + 1)
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - longest), end):
            if (start == 0 or reach[start]) and " ".join(tokens[start:end]) in pages:
                count = reach[start] + 1
                reach[end] = max(reach[end], count)
    # Two names in a row may be a heading ("Society and economy" has a third word, but
    # "Документы Президента" would not need one); three are a menu.
    return reach[-1] >= 3


def _is_dateline(line: str) -> bool:
    """Whether the line holds a date, and beside it nothing but a time, a place and an agency.

    "13 July 2021, 14:00", "Minsk, 5 March (an agency) –", "21 апреля 2025 года 16:45 Москва".
    """
    words = _words()
    body = re.sub(r"\([^()]{0,40}\)", " ", line)
    tokens = _TOKEN.findall(body)
    folded = [token.casefold() for token in tokens]
    has_month = any(token in words.months for token in folded)
    numbers = [token for token in folded if token.isdecimal()]
    numeric = any(_NUMERIC_DATE.fullmatch(token) for token in folded)
    if not numeric and not (has_month and any(1 <= int(n[:5]) <= 2999 for n in numbers)):
        return False
    if len(numbers) > 4:
        return False
    place = 0
    beside_mark = False
    before = ""
    for word, small in zip(tokens, folded, strict=True):
        if word[0].isalpha() and small not in words.months and small not in words.date_words:
            if not word[0].isupper():
                return False
            place += 1
            # A place needs a mark between it and the date, or stands after the time or the year.
            after_date = before[-1:].isdecimal() or before in words.date_words
            beside_mark = beside_mark or after_date
        elif not word[0].isalnum():
            if not _DATELINE_MARKS.issuperset(word):
                return False
            beside_mark = True
        before = small
    return place == 0 or (place <= _PLACE_WORDS and beside_mark)


def _fold(line: str) -> str:
    """Small letters, `ё` as `е`, one kind of apostrophe, single blanks, no marks around."""
    folded = line.casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    return " ".join(folded.split()).strip(_AROUND)


def _split(names: str) -> list[str]:
    return [name for part in names.splitlines() for name in part.strip().split("|") if name]


@cache
def _words() -> _Words:
    text = files("align").joinpath("data/linetypes.toml").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = tomllib.loads(text)

    def gather(*keys: str) -> list[str]:
        return [
            _fold(name)
            for entry in data.values()
            for key in keys
            for name in _split(entry.get(key, ""))
        ]

    counted = "|".join(map(re.escape, gather("counted")))
    phrases = frozenset(gather("phrases"))
    return _Words(
        phrases,
        frozenset(gather("openers")),
        tuple(gather("endings")),
        phrases | frozenset(gather("sections")),
        frozenset(gather("homes")),
        re.compile(rf"(?:{counted})\W{{0,3}}\d{{1,6}}|\d{{1,6}}\s?(?:{counted})"),
        frozenset(gather("months")),
        frozenset(gather("date_words", "weekdays")),
    )
