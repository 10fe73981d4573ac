"""Text to sentences: candidate marks, then named rules in order, abbreviations as data."""

from align.segment.rules import RULES, SEGMENTER_VERSION, Rule
from align.segment.sentences import segment, segment_lines
from align.segment.splitter import Decision, Splitter, load_splitter

__all__ = [
    "RULES",
    "SEGMENTER_VERSION",
    "Decision",
    "Rule",
    "Splitter",
    "load_splitter",
    "segment",
    "segment_lines",
]
