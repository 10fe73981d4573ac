"""What an archive of releases says about a glossary."""

from collections import Counter
from collections.abc import Iterator

from align.glossary.concepts import Concept, Status
from align.glossary.lint.context import Context
from align.glossary.lint.values import Hit
from align.glossary.matching import Matcher, compiled
from align.types import LANGUAGE_NAMES, Language


def never_observed(context: Context) -> Iterator[Hit]:
    """GLS022: a term that stands in no text of its language."""
    for language, texts in (context.archive or {}).items():
        if not texts:
            continue
        matcher = Matcher(compiled(context.glossary, language))
        seen: Counter[tuple[str, str]] = Counter()
        for text in texts:
            for match in matcher.find(text, nested=True):
                seen[match.entry.concept, match.entry.term] += 1
        for concept in context.glossary.concepts:
            hit = _unseen(concept, language, seen, len(texts))
            if hit is not None:
                yield hit


def _unseen(
    concept: Concept, language: Language, seen: Counter[tuple[str, str]], texts: int
) -> Hit | None:
    terms = [t for t in concept.in_language(language) if t.status is not Status.PROPOSED]
    preferred = next((t for t in terms if t.status is Status.PREFERRED), None)
    if preferred is None or seen[concept.id, preferred.text]:
        return None
    name = LANGUAGE_NAMES[language]
    counts = [(seen[concept.id, t.text], t) for t in terms]
    most, other = max(counts, key=lambda pair: pair[0])
    what = f"the preferred {name} term “{preferred.text}” stands in none of {texts} texts"
    if most:
        how_often = f" {most} times" if most > 1 else ""
        return Hit(
            f"{what}, but “{other.text}” ({other.status}) does{how_often}; see which of them is "
            "to be preferred.",
            concept,
            preferred,
        )
    return Hit(
        f"{what}, nor does any other {name} term of the concept; see that it is spelled as in use.",
        concept,
        preferred,
    )
