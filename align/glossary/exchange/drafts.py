"""From what other programs say to concepts: ids, statuses and languages that they leave open."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from align.errors import ConfigError
from align.glossary.concepts import Concept, Place, Status, Term
from align.glossary.exchange.fields import FieldError, concept_values, shown, term_values
from align.glossary.exchange.values import BLANKS, Tally, joined
from align.types import LANGUAGES, Language

# A concept of three terms takes about 2 kB: at this number some 400 MB, which any desk has.
CONCEPT_LIMIT = 200_000
# Far beyond any term bank; what is joined or compared piece by piece must end somewhere.
TERM_LIMIT = 1_000
_TEXT_LIMIT = 100_000
_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_NO_SLUG = re.compile("[^a-z0-9]+")
# Ids are read by people in messages.
_SLUG_LENGTH = 60
# Signs that a glossary file refuses, because nobody sees them; those that end lines become blanks.
_UNSEEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ENDS = "\x85\u2028\u2029"
_ONE_LINE = ("domain", "forms", "replacement")
_SCRIPT_OF_OTHERS = "latn"


@dataclass(slots=True)
class TermDraft:
    """A term as found: its fields are texts, ``status`` is missing where the file states none."""

    text: str
    language: Language
    fields: dict[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(slots=True)
class Draft:
    """A concept as found; `id` is empty where the file gives none."""

    id: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    terms: list[TermDraft] = field(default_factory=list)
    line: int | None = None

    def add_note(self, text: str) -> None:
        """Add a line to the note."""
        add_line(self.fields, text)


def add_line(fields: dict[str, str], text: str) -> None:
    """Add a line to the field ``note``."""
    add_text(fields, "note", text, "\n")


def add_text(fields: dict[str, str], name: str, text: str, sign: str) -> None:
    """Add to a field that may come in several pieces, with `sign` between them.

    Raises
    ------
    FieldError
        The field would become longer than anybody reads.
    """
    before = fields.get(name, "")
    if len(before) + len(text) > _TEXT_LIMIT:
        raise FieldError(f"has more than {_TEXT_LIMIT:,} characters.", name)
    if text:
        fields[name] = f"{before}{sign}{text}" if before else text


def language_of(tag: str | None) -> Language | None:
    """The language of a tag such as ``en-GB``, ``RU`` or ``be_BY``; None for any other."""
    parts = (tag or "").strip().lower().replace("_", "-").split("-")
    if parts[0] != "en" and _SCRIPT_OF_OTHERS in parts:
        return None  # Belarusian in Latin letters: nothing that the rest of the program reads.
    return next((language for language in LANGUAGES if language == parts[0]), None)


def concepts(
    drafts: Iterable[Draft], path: str, tally: Tally, *, keep_empty: bool = False
) -> tuple[Concept, ...]:
    """Turn drafts into concepts with an id each.

    Where a file states no status, the first term of a language is the preferred one and the
    others are admitted: that is the order in which term banks and spreadsheets list them.
    Concepts without terms are left out, unless `keep_empty`.

    Raises
    ------
    ConfigError
        A field holds what it does not take, or there are too many concepts.
    """
    return tuple(_concepts(drafts, path, tally, keep_empty))


def _concepts(
    drafts: Iterable[Draft], path: str, tally: Tally, keep_empty: bool
) -> Iterator[Concept]:
    ids = _Ids(tally)
    number = 0
    for draft in _whole(drafts, path):
        if not draft.terms and not keep_empty:
            tally.add("concepts without a term in the three languages are left out", "concept")
            continue
        number += 1
        if number > CONCEPT_LIMIT:
            raise ConfigError(
                path, f"the file has more than {CONCEPT_LIMIT:,} concepts.", "Divide it."
            )
        concept = build(draft, ids.next(draft, number), path, tally)
        if concept.terms or keep_empty:
            yield concept


def _whole(drafts: Iterable[Draft], path: str) -> Iterator[Draft]:
    try:
        yield from drafts
    except FieldError as error:
        raise ConfigError(path, f"{error}", "Shorten it.") from None


def build(draft: Draft, identifier: str, path: str, tally: Tally) -> Concept:
    """The concept of a draft."""
    if len(draft.terms) > TERM_LIMIT:
        problem = f"a concept has more than {TERM_LIMIT:,} terms."
        raise ConfigError(path, problem, "Divide it.", draft.line)
    terms: list[Term] = []
    for language in LANGUAGES:
        of_language = [term for term in draft.terms if term.language == language]
        settled = any(term.fields.get("status") == Status.PREFERRED for term in of_language)
        for term in of_language:
            text, fields = joined(_seen(term.text, tally)), _fit(term.fields, tally)
            if not text:
                tally.add("terms without text are left out")
                continue
            if "status" not in fields:
                if settled:
                    fields["status"] = Status.ADMITTED.value
                    tally.add("further terms without a status are read as admitted")
                settled = True
            values = _checked(path, term.line, term_values, fields)
            terms.append(Term(text, language, **values, place=_place(path, term.line)))
    values = _checked(path, draft.line, concept_values, _fit(draft.fields, tally))
    return Concept(identifier, tuple(terms), **values, place=_place(path, draft.line))


def _place(path: str, line: int | None) -> Place | None:
    return Place(path, line) if line is not None else None


def _fit(fields: Mapping[str, str], tally: Tally) -> dict[str, str]:
    """Fields as a glossary file takes them."""
    fitting = {name: _seen(text, tally) for name, text in fields.items()}
    return {name: joined(text) if name in _ONE_LINE else text for name, text in fitting.items()}


def _seen(text: str, tally: Tally) -> str:
    if not _UNSEEN.search(text):
        return text
    clean, count = _UNSEEN.subn(lambda found: " " if found[0] in _ENDS else "", text)
    tally.add("signs that nobody sees are left out", "character", count)
    return clean.strip(BLANKS)


def _checked(
    path: str,
    line: int | None,
    parse: Callable[[Mapping[str, str]], dict[str, Any]],
    fields: Mapping[str, str],
) -> dict[str, Any]:
    try:
        return parse(fields)
    except FieldError as error:
        raise ConfigError(path, f"{error}", "Correct it.", line) from None


class _Ids:
    """Hands out ids, every one once."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._used: set[str] = set()
        self._last: dict[str, int] = {}

    def next(self, draft: Draft, number: int) -> str:
        given = draft.id
        if _ID.fullmatch(given) and given not in self._used:
            self._used.add(given)
            return given
        identifier = self._unused(slug(given) or slug(_name(draft)) or f"concept-{number}")
        if given:
            self._tally.add(
                "ids are changed to be unique, of small letters, digits and hyphens", "concept"
            )
        return identifier

    def _unused(self, base: str) -> str:
        identifier, count = base, self._last.get(base, 1)
        while identifier in self._used:
            count += 1
            identifier = f"{base}-{count}"
        self._last[base] = count
        self._used.add(identifier)
        return identifier


def _name(draft: Draft) -> str:
    english = [term for term in draft.terms if term.language == "en"]
    preferred = (t for t in english if t.fields.get("status", "preferred") == Status.PREFERRED)
    named = next(preferred, None) or next(iter(english), None)
    return named.text if named else ""


def slug(text: str) -> str:
    """`text` as an id: small Latin letters, digits and hyphens; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", text[: 4 * _SLUG_LENGTH])
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    return _NO_SLUG.sub("-", letters).strip("-")[:_SLUG_LENGTH].strip("-")


def check_id(text: str) -> None:
    """Refuse an id that a glossary file would not take.

    Raises
    ------
    FieldError
        There are other signs in it than small Latin letters, digits and hyphens.
    """
    if not _ID.fullmatch(text):
        raise FieldError(
            f"holds '{shown(text)}'; it takes small Latin letters, digits and hyphens.", "id"
        )
