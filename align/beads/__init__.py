"""Sentences to beads: evidence, the lattice, moved passages."""

from align.beads.aligner import align, in_order
from align.beads.model import load_weights
from align.beads.relation import coverage, unrelated

__all__ = ["align", "coverage", "in_order", "load_weights", "unrelated"]
