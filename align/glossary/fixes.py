"""Edits that put the agreed term in the place of another and leave the sentence as it was.

Number, possessive, capitals and a preceding "a" or "an" are kept or follow. Where it is not plain
how they should be, there is no edit: a fix that needs a second look is no fix.
"""

import re
from dataclasses import dataclass

from align.morphology import fold, is_acronym, words
from align.types import Span

_ARTICLE = re.compile(r"\b(a|an)(\s+)$", re.IGNORECASE)
# Written with a vowel, spoken with a consonant: a European, a one-off, a union, a unilateral act.
_CONSONANT_SOUND = re.compile(r"(?:eu|ewe|one\b|once|u(?:ni(?!n|m)|s[aeiu]|k|t[eio]))", re.I)
_SILENT_H = re.compile(r"(?:hour|honou?r|honest|heir)", re.I)
# Letters whose names begin with a vowel sound: an MP, an SCO summit.
_VOWEL_NAMES = frozenset("AEFHILMNORSX")
# Not capitalised inside a title.
_SMALL = frozenset(
    ("a", "an", "the", "of", "on", "in", "at", "to", "for", "from", "by", "with", "and", "or", "as")
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of the words in `span`."""

    span: Span
    text: str

    def apply(self, text: str) -> str:
        """The text with the edit made."""
        return text[: self.span.start] + self.text + text[self.span.end :]


def replaced(text: str, span: Span, term: str, replacement: str) -> Edit | None:
    """The edit that puts one English term in the place of another.

    Parameters
    ----------
    text
        The sentence.
    span
        Where the term stands, in whatever form.
    term, replacement
        Citation forms of both.

    Returns
    -------
    Edit or None
        None where the form that stands there cannot be told.

    Examples
    --------
    >>> text = "They spoke of colored revolutions."
    >>> replaced(text, Span(14, 33), "colored revolution", "color revolution").apply(text)
    'They spoke of color revolutions.'
    """
    found = span.of(text)
    form = _form(found, term)
    if form is None or not words(replacement):
        return None
    plural, possessive = form
    new = _plural(replacement) if plural else replacement
    if new is None:
        return None
    new = _capitals(new, found, term, replacement)
    if possessive:
        new += "’" if new.endswith("s") and plural else "’s"
        new = new.replace("’", "'") if "'" in found else new
    start = span.start
    article = _ARTICLE.search(text, max(0, start - 8), start)
    if article and not plural:
        wanted = "an" if _vowel_sound(new) else "a"
        if wanted != article[1].lower():
            wanted = wanted.capitalize() if article[1][0].isupper() else wanted
            new, start = wanted + article[2] + new, article.start()
    return Edit(Span(start, span.end), new)


def _tokens(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


def _head(tokens: list[str]) -> int:
    """Number of the word that takes the plural: the last before the first preposition."""
    from align.morphology.english import is_preposition

    for n, token in enumerate(tokens):
        if n and is_preposition(fold(token, "en")):
            return n - 1
    return len(tokens) - 1


def _form(found: str, term: str) -> tuple[bool, bool] | None:
    """Whether words are a plural, and a possessive, of a term; None where they are neither."""
    from align.morphology.english import plurals

    there, cited = _tokens(found), _tokens(term)
    if len(there) != len(cited) or not there:
        return None
    possessive = False
    last = fold(there[-1], "en")
    if last.endswith(("'s", "s'")) and not fold(cited[-1], "en").endswith("'s"):
        possessive, there[-1] = True, last.removesuffix("'s").removesuffix("'")
    head = _head(cited)
    mine, its = fold(there[head], "en"), fold(cited[head], "en")
    return mine != its and mine in plurals(its), possessive


def _plural(term: str) -> str | None:
    from align.morphology.english import plurals

    spans = words(term)
    start, end = spans[_head(_tokens(term))]
    made = plurals(fold(term[start:end], "en"))
    if not made:
        return term if fold(term[start:end], "en").endswith("s") else None
    plural = made[0]
    if is_acronym(term[start:end]):
        plural = term[start:end] + "s"
    elif term[start].isupper():
        plural = plural[0].upper() + plural[1:]
    return term[:start] + plural + term[end:]


def _capitals(new: str, found: str, term: str, replacement: str) -> str:
    """The new words in the capitals that the old ones stood in."""
    letters = [c for c in found if c.isalpha()]
    if len(letters) > 1 and found.isupper() and not term.isupper():
        return new.upper()
    if replacement[:1].isupper() or not found[:1].isupper():
        return new
    tokens = [t for t in _tokens(found) if t.lower() not in _SMALL]
    in_title = len(tokens) > 1 and all(t[0].isupper() for t in tokens)
    if in_title and not term[:1].isupper():
        return re.sub(r"[^\W\d_][^\s\-]*", _titled, new)
    return new if term[:1].isupper() else new[0].upper() + new[1:]


def _titled(match: re.Match[str]) -> str:
    word = match.group()
    return word if match.start() and word in _SMALL else word[0].upper() + word[1:]


def _vowel_sound(term: str) -> bool:
    first = _tokens(term)[0]
    if is_acronym(first):
        return first[0] in _VOWEL_NAMES
    if _SILENT_H.match(first):
        return True
    return first[0].lower() in "aeiou" and not _CONSONANT_SOUND.match(first)
