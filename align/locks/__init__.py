"""Pairs of sentences that a translator fixed by hand, kept in a file beside the release."""

from align.locks.anchors import Anchor, quote
from align.locks.blocks import Lock
from align.locks.file import lock_path, read_locks, write_locks
from align.locks.resolve import Pin, Resolved, fix, resolve

__all__ = [
    "Anchor",
    "Lock",
    "Pin",
    "Resolved",
    "fix",
    "lock_path",
    "quote",
    "read_locks",
    "resolve",
    "write_locks",
]
