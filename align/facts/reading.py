"""A text read for its facts."""

from functools import lru_cache

from align.facts import calendar, contacts, quantities
from align.facts.items import Items
from align.facts.tokens import Token, tokenise, worth_reading
from align.facts.values import Fact
from align.facts.words import fold, vocabulary
from align.types import Language


@lru_cache(maxsize=4096)
def read(text: str, language: Language) -> tuple[Fact, ...]:
    """Quantities, dates and contacts of a text on one line, in order; no two overlap.

    Parameters
    ----------
    text
        A sentence, or a whole document: the time is linear in its length.
    language
        Language it is written in.

    Examples
    --------
    >>> [(str(fact.kind), fact.value) for fact in read("3 млрд рублей", "ru")]
    [('money', 3000000000)]
    """
    words = vocabulary(language)
    folded = fold(text)
    found: list[Fact] = []
    if not worth_reading(folded, words):
        return tuple(contacts.read(text, words))
    for fact in contacts.read(text, words):
        found.append(fact)
        # Its digits are no numbers.
        folded = folded[: fact.span.start] + " " * len(fact.span) + folded[fact.span.end :]
    items = Items(text, tokenise(folded, words), words)
    at = 0
    while at < len(items.all):
        item = items.all[at]
        if isinstance(item, Token) and not (item.sense.tells or item.sense.unit):
            at += 1
            continue
        made = calendar.read(items, at) or quantities.read(items, at)
        if made:
            found.append(made.fact)
        at = made.last if made else at + 1
    found.sort(key=lambda fact: fact.span)
    return tuple(found)
