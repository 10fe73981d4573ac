"""Numbers, dates, money, measures and contacts: three languages, one value.

text ─ tokens ─ numerals ─ items ─▶ calendar | quantities ─▶ facts ─ match ─▶ differences
"""

from align.facts.bounds import contrary
from align.facts.compare import Difference, compare, differences
from align.facts.matching import Matching, exchange, match
from align.facts.order import turned
from align.facts.reading import read
from align.facts.values import Clock, Date, Evidence, Fact, FactKind, Part, Range

__all__ = [
    "Clock", "Date", "Difference", "Evidence", "Fact", "FactKind", "Matching", "Part", "Range",
    "compare", "contrary", "differences", "exchange", "match", "read", "turned",
]  # fmt: skip
