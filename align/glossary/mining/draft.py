"""Proposals as a glossary file: a block a concept, what speaks for it in comments above.

What comes from texts stands in comments as words alone: whatever could end a line or drive a
terminal becomes a blank, so that a comment stays one.
"""

from collections.abc import Collection, Sequence

from align.glossary.concepts import Concept, Status, Term
from align.glossary.exchange.drafts import slug
from align.glossary.mining.values import Proposal
from align.glossary.yaml_text import concept_lines, written

# Characters of an example's sentence; most of the shortest ones have fewer.
_EXAMPLE = 240
_HEAD = (
    "# Proposed concepts, the likeliest first. Of each keep what is a term: correct it, set its",
    "# status to preferred, and delete the comment. Delete the rest. Nothing proposed is enforced.",
    "#",
    "# A comment tells in how many pairs of sentences the term stands; how unevenly these are",
    "# spread over the documents, from 0 (as their lengths are) to nearly 1 (all in a small one);",
    "# what the releases have for it, and how often; and a pair of sentences as an example.",
)


def draft(proposals: Sequence[Proposal], documents: int, taken: Collection[str] = ()) -> str:
    """A glossary file of proposals.

    Parameters
    ----------
    proposals
        In their order.
    documents
        Pairs of documents that were read.
    taken
        Ids that other glossary files have.
    """
    lines = [(0, line) for line in _HEAD]
    used = set(taken)
    for proposal in proposals:
        name = _identifier(proposal, used)
        used.add(name)
        lines += [(0, ""), *((0, f"# {line}") for line in evidence(proposal, documents))]
        lines += concept_lines(_concept(proposal, name), 0)
    return written(lines)


def evidence(proposal: Proposal, documents: int) -> list[str]:
    """What speaks for a proposal: a line each for its use, its renderings and an example."""
    rendered = ", ".join(f"{r.text} {r.count}" for r in proposal.renderings)
    if proposal.unexplained:
        rendered += f"; otherwise {proposal.unexplained}"
    lines = (
        f"{proposal.support} pair{'' if proposal.support == 1 else 's'} of sentences in "
        f"{proposal.documents} of {documents} document{'' if documents == 1 else 's'}, "
        f"unevenness {proposal.deviation:.2f}, score {proposal.score:.2f}",
        f"English: {rendered}",
        f"{proposal.language}: {proposal.example.source}",
        f"en: {proposal.example.target}",
    )
    return [_safe(line) for line in lines]


def _concept(proposal: Proposal, name: str) -> Concept:
    return Concept(
        name,
        (
            Term(proposal.renderings[0].text, "en", Status.PROPOSED),
            Term(proposal.term, proposal.language, Status.PROPOSED),
        ),
    )


def _identifier(proposal: Proposal, used: Collection[str]) -> str:
    """The English as an id, with a number where it is taken."""
    base = slug(proposal.renderings[0].text) or "concept"
    name, number = base, 1
    while name in used:
        number += 1
        name = f"{base}-{number}"
    return name


def _safe(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text[: 4 * _EXAMPLE])
    plain = " ".join(plain.split())
    return plain if len(plain) <= _EXAMPLE else plain[: _EXAMPLE - 1].rstrip() + "…"
