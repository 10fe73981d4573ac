"""Sentences to beads: evidence, the lattice, moved passages."""

from align.beads.aligner import Found, align, find, in_order
from align.beads.model import load_weights, weights_for
from align.beads.relation import coverage, unrelated

__all__ = [
    "Found",
    "align",
    "coverage",
    "find",
    "in_order",
    "load_weights",
    "unrelated",
    "weights_for",
]
