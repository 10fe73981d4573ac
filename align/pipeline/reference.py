"""Translations of one original side by side, by way of the sentences of the original.

Each translation was paired with the original, so what two of them say of the same can be found
without comparing English with English: the sentences of the original that the beads of either tie
together make a block, and every translation has what it says of these sentences in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.errors import InputError
from align.scores import BeadScore
from align.types import Alignment, Bead, BeadKind


@dataclass(frozen=True, slots=True)
class Block:
    """What some sentences of an original are in each of its translations.

    Parameters
    ----------
    source
        Sentence numbers of the original, ascending; empty for what a translation adds.
    targets
        Sentence numbers of each translation, ascending; empty where it has nothing.
    texts
        The sentences of each translation, joined by blanks.
    """

    source: tuple[int, ...]
    targets: tuple[tuple[int, ...], ...]
    texts: tuple[str, ...]


def blocks(*alignments: Alignment) -> tuple[Block, ...]:
    """The smallest blocks that no bead of any translation crosses.

    Parameters
    ----------
    alignments
        One original with each of its translations: a translation and a reference, say, or two
        translations and a reference.

    Returns
    -------
    tuple of Block
        Every sentence of every text in exactly one block, page furniture left out, in the order of
        the original. What a translation adds is a block of its own behind the one that holds the
        sentence before it.

    Raises
    ------
    InputError
        The alignments are not of the same original, divided alike.
    """
    if not alignments:
        return ()
    first = alignments[0]
    for other in alignments[1:]:
        _check(first, other)
    beads = [[b for b in a.beads if a.kind(b) is not BeadKind.FURNITURE] for a in alignments]
    block_of, sources = _joined(bead.source for side in beads for bead in side)
    targets: list[list[list[int]]] = [[[] for _ in alignments] for _ in sources]
    added: list[list[Block]] = [[] for _ in range(len(sources) + 1)]  # behind which block, from 1
    for side in range(len(alignments)):
        before = 0
        for bead in sorted(beads[side], key=lambda bead: bead.target[:1]):
            if not bead.source:
                added[before].append(_addition(alignments, side, bead))
            elif bead.target:
                before = block_of[bead.source[0]] + 1
                targets[before - 1][side] += bead.target
    out = list(added[0])
    for number, source in enumerate(sources):
        out.append(_block(alignments, source, targets[number]))
        out += added[number + 1]
    return tuple(out)


def segments(made: Sequence[Block]) -> tuple[tuple[str, ...], ...]:
    """The texts of blocks for each translation in turn, as metrics compare them.

    The texts of a block go together; a text is empty where the translation has nothing there.
    """
    return tuple(zip(*(block.texts for block in made), strict=True))


def weighed(
    made: Sequence[Block], side: int, beads: Iterable[BeadScore]
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """The scores of a translation's beads, block by block.

    Parameters
    ----------
    made
        Blocks.
    side
        Which of the translations of the blocks the beads are of, from 0.
    beads
        Its beads, all but page furniture; each lies in one block.

    Returns
    -------
    tuple of float
        Mean adequacy of each block's beads, weighted by their words; 0 where there are none.
    tuple of int
        Words of each block. The mean of the blocks so weighted is that of the beads.
    """
    sources = {n: k for k, block in enumerate(made) for n in block.source}
    targets = {n: k for k, block in enumerate(made) for n in block.targets[side]}
    points, words = [0.0] * len(made), [0] * len(made)
    for bead in beads:
        k = sources[bead.source[0]] if bead.source else targets[bead.target[0]]
        points[k] += bead.adequacy * bead.words
        words[k] += bead.words
    return tuple(p / w if w else 0.0 for p, w in zip(points, words, strict=True)), tuple(words)


def _check(one: Alignment, other: Alignment) -> None:
    """Refuse alignments whose sentence numbers do not mean the same sentences."""
    if one.source.sentences != other.source.sentences:
        paths = one.target.document.path, other.target.document.path
        raise InputError(
            other.source.document.path,
            f"the original that {paths[1]} is paired with is not divided into the same sentences"
            f" as the one that {paths[0]} is paired with.",
            "Pair both with the same file and the same settings.",
        )


def _joined(
    groups: Iterable[tuple[int, ...]],
) -> tuple[dict[int, int], tuple[tuple[int, ...], ...]]:
    """Numbers that groups tie together, directly or through others (union-find, Tarjan 1975).

    Returns
    -------
    dict
        The set of each number, counted from 0 in the order of their least members.
    tuple of tuple of int
        The sets, ascending.
    """
    parent: dict[int, int] = {}

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = n = parent[parent[n]]
        return n

    for group in groups:
        for n in group:
            parent.setdefault(n, n)
            # The least number is the root, which puts the sets in order.
            low, high = sorted((root(group[0]), root(n)))
            parent[high] = low
    sets: dict[int, list[int]] = {}
    for n in sorted(parent):
        sets.setdefault(root(n), []).append(n)
    order = {first: k for k, first in enumerate(sets)}
    return {n: order[root(n)] for n in parent}, tuple(tuple(each) for each in sets.values())


def _addition(alignments: Sequence[Alignment], side: int, bead: Bead) -> Block:
    """A block of what one translation adds."""
    return _block(
        alignments, (), [bead.target if k == side else () for k in range(len(alignments))]
    )


def _block(
    alignments: Sequence[Alignment], source: tuple[int, ...], targets: Sequence[Sequence[int]]
) -> Block:
    numbers = tuple(tuple(sorted(each)) for each in targets)
    texts = (
        " ".join(alignment.target.sentences[n].text for n in each)
        for alignment, each in zip(alignments, numbers, strict=True)
    )
    return Block(source, numbers, tuple(texts))
