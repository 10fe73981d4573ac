"""From beads to proposed concepts."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from align.glossary.mining.association import Dictionary, Kinship
from align.glossary.mining.corpus import Corpus, Key, Place, read
from align.glossary.mining.grammar import cited
from align.glossary.mining.linking import Link, link
from align.glossary.mining.ranking import c_value, deviation
from align.glossary.mining.values import Pair, Proposal
from align.types import Language

LEAST_SUPPORT = 3


def mine(
    pairs: Iterable[Pair],
    language: Language,
    *,
    dictionary: Dictionary | None = None,
    is_known: Callable[[str], bool] | None = None,
    least: int = LEAST_SUPPORT,
    most: int | None = None,
) -> tuple[Proposal, ...]:
    """Concepts that beads hold, the best first.

    Parameters
    ----------
    pairs
        Beads; a text that stands twice counts twice.
    language
        Of the originals.
    dictionary
        English stems for a stem, such as ``align.encode.lexicon.load().renderings``.
    is_known
        Whether a term, given in its citation form, is in the glossary already: it is left out.
    least
        Beads in which a term must stand.
    most
        How many are given; None for all.
    """
    corpus = read(pairs, language)
    kinship = Kinship(dictionary, corpus.ours, corpus.theirs)
    links: dict[Key, Link] = {}
    for key, usage in corpus.usages.items():
        found = link(corpus, usage, kinship) if len(usage.beads) >= least else None
        if found is not None:
            links[key] = found
    free, inside = _nested(corpus.places, links)
    scores: dict[Key, float] = {}
    for key, one in links.items():
        # What nearly always is a part of a longer term is that term's business.
        if free[key] >= least:
            usage = corpus.usages[key]
            value = c_value(len(key), len(usage.beads), list(inside[key].values()), usage.plain)
            scores[key] = round(value * one.quality, 4)
    proposals: list[Proposal] = []
    for key in sorted(scores, key=lambda key: (-scores[key], key)):
        if len(proposals) == most:
            break
        usage = corpus.usages[key]
        text = cited(usage.citation, usage.plural, usage.capitals)
        if is_known is None or not is_known(text):
            proposals.append(_proposal(text, language, corpus, key, links[key], scores[key]))
    return tuple(proposals)


def _nested(
    places: Iterable[Iterable[Place]], links: Mapping[Key, Link]
) -> tuple[Counter[Key], dict[Key, Counter[Key]]]:
    """How often each term stands by itself, and how often inside each longer one."""
    free: Counter[Key] = Counter()
    inside: dict[Key, Counter[Key]] = {key: Counter() for key in links}
    for bead in places:
        here = [place for place in bead if place.key in links]
        for place in here:
            holders = {
                other.key
                for other in here
                if other.first <= place.first
                and place.after <= other.after
                and other.after - other.first > place.after - place.first
            }
            inside[place.key].update(holders)
            free[place.key] += not holders
    return free, inside


def _proposal(
    text: str, language: Language, corpus: Corpus, key: Key, found: Link, score: float
) -> Proposal:
    beads = corpus.usages[key].beads
    documents = Counter(corpus.pairs[bead].document for bead in beads)
    return Proposal(
        text,
        language,
        found.renderings,
        len(beads),
        len(documents),
        round(deviation(documents, corpus.sizes), 4),
        corpus.pairs[found.example],
        score,
    )
