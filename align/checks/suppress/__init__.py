"""Suppressions: findings that somebody looked at and accepted, with a reason and maybe a date.

They stand in comments of web pages and Markdown files, or in a file beside the release. What they
name and what is not there, or no longer, is told as a finding of its own: SUP001.
"""

from align.checks.suppress.apply import applied, apply_all
from align.checks.suppress.comments import read_comments
from align.checks.suppress.ignore import CODE, Ignore
from align.checks.suppress.sidecar import read_sidecar, sidecar_path

__all__ = [
    "CODE",
    "Ignore",
    "applied",
    "apply_all",
    "read_comments",
    "read_sidecar",
    "sidecar_path",
]
