"""Which English a term is rendered with.

In every bead the run of words that goes best with the term is taken, greedily, as in competitive
linking (Melamed 2000). What most beads have is the first rendering, the others compete with it.

References
----------
Melamed (2000), "Models of translational equivalence among words", Computational Linguistics 26(2).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from align.glossary.mining.association import SURPRISING, Kinship, surprise
from align.glossary.mining.corpus import Corpus, Usage
from align.glossary.mining.english import English
from align.glossary.mining.values import Rendering
from align.morphology import is_acronym

# Runs that stand in several beads and are weighed for a term; renderings shown for one.
_WEIGHED, _SHOWN = 40, 5
# A run in less than this share of a term's beads is weighed only where its words render the term's.
_SHARE = 0.15
# How well words must account for each other in a run that is weighed for the beads it shares.
_COVER = 0.3
# How much the Dice of shared beads counts beside the words.
_TOGETHER = 0.5
# What words and shared beads must come to for a run to be a rendering.
_ENOUGH = 0.6
# A run of English may begin or end with a word that renders one of the term's so surely.
_RELATED = 0.3
# Singular where the term is, if one bead in ten has the singular: the citation form is wanted.
_CITED = 0.1


@dataclass(frozen=True, slots=True)
class Link:
    """What a term is rendered with.

    Parameters
    ----------
    renderings
        The commonest first.
    quality
        How well the first one renders the term, from 0 to 1, times the share of beads that have it.
    example
        Number of a short bead with it.
    """

    renderings: tuple[Rendering, ...]
    quality: float
    example: int


def link(corpus: Corpus, usage: Usage, kinship: Kinship) -> Link | None:
    """Renderings of a term; None where nothing goes with it."""
    weighed = _weighed(corpus, usage, kinship)
    if not weighed:
        return None
    chosen: dict[str, list[int]] = {}
    choice = _Choice(usage, kinship, weighed)
    for bead in usage.beads:
        runs = {corpus.repeated.runs[n] for n in corpus.repeated.inside[bead]} & weighed.keys()
        best = choice.best(corpus.english[bead], runs)
        if best:
            chosen.setdefault(best, []).append(bead)
    if not chosen:
        return None
    ranked = sorted(chosen.items(), key=lambda item: (-len(item[1]), item[0]))
    key, beads = ranked[0]
    if key not in weighed:
        return None
    renderings = tuple(
        Rendering(_written(corpus, run, some, usage), len(some)) for run, some in ranked[:_SHOWN]
    )
    example = min(beads, key=lambda n: (_length(corpus, n), n))
    quality = _cover(usage, key, kinship) * len(beads) / len(usage.beads)
    return Link(renderings, quality, example)


def _cover(usage: Usage, run: str, kinship: Kinship) -> float:
    words = usage.citation.key
    abbreviated = len(words) == 1 and bool(usage.citation.kept)
    return kinship.cover(words, run.split(" "), abbreviated=abbreviated)


def _length(corpus: Corpus, bead: int) -> int:
    return len(corpus.pairs[bead].source) + len(corpus.pairs[bead].target)


def _weighed(corpus: Corpus, usage: Usage, kinship: Kinship) -> dict[str, float]:
    """Repeated runs that go with the term by the beads they share, each with its Dice."""
    together: Counter[int] = Counter()
    for bead in usage.beads:
        together.update(corpus.repeated.inside[bead])
    total, support = len(corpus.pairs), len(usage.beads)
    counts = corpus.repeated.counts
    least = max(2, _SHARE * support)
    some = [(2 * both / (support + counts[n]), n) for n, both in together.items() if both >= least]
    some.sort(key=lambda item: (-item[0], item[1]))
    found: dict[str, float] = {}
    for dice, n in some[:_WEIGHED]:
        key = corpus.repeated.runs[n]
        if (
            surprise(together[n], support, counts[n], total) >= SURPRISING
            and _cover(usage, key, kinship) >= _COVER
        ):
            found[key] = dice
    return found


class _Choice:
    """The run of a bead that renders a term best; what is weighed once is remembered."""

    def __init__(self, usage: Usage, kinship: Kinship, weighed: Mapping[str, float]) -> None:
        self._usage, self._kinship, self._weighed = usage, kinship, weighed
        self._related: dict[str, bool] = {}
        self._worth: dict[str, float] = {}

    def best(self, text: English, runs: set[str]) -> str:
        """The best of `runs` and of those that begin and end well; empty where none will do."""
        related = self._related
        for word in text.normals:
            if word not in related:
                ours = self._usage.citation.key
                related[word] = any(self._kinship.words(one, word) >= _RELATED for one in ours)
        places = [place for place, word in enumerate(text.normals) if related[word]]
        best = (0.0, 0, "")
        for run in runs.union(text.between(places)):
            worth = self._worth.get(run)
            if worth is None:
                worth = _cover(self._usage, run, self._kinship)
                worth = round(worth + _TOGETHER * self._weighed.get(run, 0.0), 6)
                self._worth[run] = worth
            best = max(best, (worth, len(run), run))
        return best[2] if best[0] >= _ENOUGH else ""


def _written(corpus: Corpus, key: str, beads: Sequence[int], usage: Usage) -> str:
    """A rendering as it is mostly written: in the number of the term, where it is found in it."""
    surfaces: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for bead in beads:
        for text, begins in set(corpus.english[bead].written(key)):
            (first if begins else surfaces)[text] += 1
    if not surfaces:
        # A sentence begins with a capital whatever the word: the term tells what to make of it.
        plain = usage.capitals[0] == "l"
        for text, count in first.items():
            surfaces[_uncapital(text) if plain else text] += count
    ranked = sorted(surfaces.items(), key=lambda item: (-item[1], item[0]))
    if not usage.plural:
        singular = [s for s in ranked if s[0].lower() == key and s[1] >= _CITED * len(beads)]
        ranked = singular or ranked
    return ranked[0][0]


def _uncapital(text: str) -> str:
    """`text` without its capital, unless another word has one: then it is a name."""
    head, _, rest = text.partition(" ")
    return text if is_acronym(head) or rest != rest.lower() else text[:1].lower() + text[1:]
