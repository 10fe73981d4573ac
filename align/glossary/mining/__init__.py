"""Candidate concepts from beads: terms of originals, and what releases render them with.

beads ─ nouns and what belongs to them ─▶ terms ─ association ─▶ renderings ─ ranking ─▶ proposals

A person decides: everything is proposed, nothing is enforced.
"""

from align.glossary.mining.propose import mine
from align.glossary.mining.values import Pair, Proposal, Rendering

__all__ = ["Pair", "Proposal", "Rendering", "mine"]
