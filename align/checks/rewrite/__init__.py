"""Edits of findings, made in the file of the release: its format and its encoding stay.

Edits ─ settle ─▶ fixes ─ ground (text or archive) ─▶ bytes ─ read again ─▶ what was meant
"""

from align.checks.rewrite.fixes import Fix, fixes_of
from align.checks.rewrite.run import Rewrite, rewritten

__all__ = ["Fix", "Rewrite", "fixes_of", "rewritten"]
