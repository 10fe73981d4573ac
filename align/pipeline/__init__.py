"""The way of the data, from two files to an alignment. The only module that knows all of it.

file ─ readers ─▶ Document ─ segment ─▶ sentences ─ encode ─▶ vectors ─ beads ─▶ Alignment
"""

from align.pipeline.documents import MOST_SENTENCES, divide, languages, prepare, read
from align.pipeline.pairing import (
    ENCODED,
    Progress,
    align_sides,
    explain,
    held,
    pair,
    pair_prepared,
)
from align.pipeline.settings import Settings

__all__ = [
    "ENCODED",
    "MOST_SENTENCES",
    "Progress",
    "Settings",
    "align_sides",
    "divide",
    "explain",
    "held",
    "languages",
    "pair",
    "pair_prepared",
    "prepare",
    "read",
]
