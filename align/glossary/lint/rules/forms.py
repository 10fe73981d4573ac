"""The form a term is cited in, and forms that say too little."""

from collections.abc import Iterator

from align.glossary.concepts import Concept, Enforce, Term
from align.glossary.lint.characters import is_cyrillic, stray
from align.glossary.lint.context import SOURCES, Context, data, folded, named, tokens
from align.glossary.lint.dictionary import LONGEST, Fact, facts
from align.glossary.lint.rules.languages import strange
from align.glossary.lint.values import Hit, Severity
from align.morphology import fold, is_acronym, term_forms
from align.morphology.values import Kind, Name
from align.types import LANGUAGE_NAMES, Language

_INFLECTED = frozenset((Kind.NOUN, Kind.ADJECTIVE, Kind.NUMERAL))
# Forms that two concepts share are told for this many of them; the rest are of the same kind.
_SHOWN = 3
# Letters of the two parts of a compound: Гос-, Мин-, and a last part that is no chance word.
_LEAST_PREFIX, _LEAST_PART = 2, 5


def citation_not_nominative(context: Context) -> Iterator[Hit]:
    """GLS011: a Russian or Belarusian term that begins in another case than the nominative."""
    for concept, term in context.terms(*SOURCES):
        cited = tokens(term.text)
        wrong = _not_nominative(cited[0], term.language) if cited else None
        if wrong is None:
            continue
        # Минтруда, of труд, is a name that has no other form; Минска is a slip. Nobody can tell.
        name = len(cited) == 1 and cited[0][:1].isupper()
        if name and (term.forms or wrong.name is Name.NONE):
            continue
        first = f"begin it with “{wrong.written}”" if len(cited) > 1 else f"write “{wrong.written}”"
        yield Hit(
            f"{named(term)} is not in the nominative, so other forms of it are not found; cite it "
            f"as a dictionary does ({first}).",
            concept,
            term,
            severity=Severity.NOTE if name else None,
        )


def _not_nominative(word: str, language: Language) -> Fact | None:
    """The likeliest reading of a word that surely is no nominative, nor a word without cases."""
    if is_acronym(word) or not any(map(is_cyrillic, word)):
        return None
    found = facts(word, language)
    sure = [fact for fact in found if not fact.guessed]
    if not sure or any(fact.kind not in _INFLECTED for fact in found):
        return None
    return None if any(fact.nominative or fact.caseless for fact in found) else sure[0]


def head_word_unknown(context: Context) -> Iterator[Hit]:
    """GLS012: a head word whose forms are guessed from its ending."""
    for concept, term in context.allowed(*SOURCES):
        if term.forms or stray(term.text) or strange(concept, term):
            continue  # It is told by a rule that knows more.
        head = _head(tokens(term.text), term.language)
        if head and _guessed(head, term.language):
            yield Hit(
                f"{named(term)} has the head word “{head}”, which the dictionary does not know; "
                "see that it is spelled well, and list its cases under “forms:”.",
                concept,
                term,
            )


def _head(cited: tuple[str, ...], language: Language) -> str:
    """The noun that a term is about: the first one that only adjectives stand before."""
    for word in cited:
        if is_acronym(word) or not any(map(is_cyrillic, word)):
            return ""
        kinds = {fact.kind for fact in facts(word, language)}
        if Kind.NOUN in kinds or not kinds:
            return word
        if Kind.ADJECTIVE not in kinds and Kind.NUMERAL not in kinds:
            return ""
    return ""


def _guessed(word: str, language: Language) -> bool:
    """Whether nothing but the ending of a word says how it inflects.

    Of a compound the last part does (Мингорисполком), and surnames are regular.
    """
    last = word.rpartition("-")[2][:LONGEST]
    if sum(map(str.isupper, last)) > 1:
        return False  # БелАЭС is an abbreviation.
    found = facts(last, language)
    if any(not f.guessed or (f.name is Name.PERSON and word[:1].isupper()) for f in found):
        return False
    return not any(
        _is_noun(last[cut:], language) for cut in range(_LEAST_PREFIX, len(last) - _LEAST_PART + 1)
    )


def _is_noun(word: str, language: Language) -> bool:
    return any(
        not fact.guessed and fact.kind is Kind.NOUN and fact.nominative
        for fact in facts(word, language)
    )


def over_general_word(context: Context) -> Iterator[Hit]:
    """GLS020: a single word that stands in every release, in whatever sense."""
    for concept, term in context.terms():
        if concept.enforce not in (Enforce.ERROR, Enforce.WARNING) or len(folded(term)) != 1:
            continue
        if not (term.status.barred or (term.status.allowed and term.language != "en")):
            continue
        if folded(term)[0] in _general(term.language) and not _capital_matters(term):
            yield Hit(
                f"{named(term)} is so general that many alarms will be false; add the words that "
                "go with it, or set “enforce: note”.",
                concept,
                term,
            )


def _general(language: Language) -> frozenset[str]:
    return frozenset(
        fold(word, language) for word in data("words.toml")["general"][language].split()
    )


def _capital_matters(term: Term) -> bool:
    return term.case == "exact" and term.text[:1].isupper()


def shared_form(context: Context) -> Iterator[Hit]:
    """GLS021: a form that may be of the terms of two concepts."""
    for language in SOURCES:
        yield from _shared(context, language)


def _shared(context: Context, language: Language) -> Iterator[Hit]:
    # Terms of several words hardly ever share a form that they do not share whole.
    seen: dict[str, tuple[Concept, Term]] = {}
    for concept, term in context.preferred(language):
        cited = folded(term)
        if len(cited) != 1 or is_acronym(term.text) or len(term.text) > LONGEST:
            continue
        met: dict[str, list[str]] = {}
        for form, *more in term_forms(term.text, language, term.forms).sequences:
            other, twin = seen.setdefault(form, (concept, term))
            if other.id != concept.id and not more and folded(twin) != cited:
                met.setdefault(other.id, []).append(form)
        for other_id, forms in met.items():
            told = ", ".join(f"“{form}”" for form in forms[:_SHOWN])
            yield Hit(
                f"{named(term)} shares the {LANGUAGE_NAMES[language]} form {told} with {other_id}; "
                "texts cannot tell them apart: give one of them a longer term, or put them "
                "together.",
                concept,
                term,
            )
