"""Sverka: pairs the sentences of an English release with those of its original.

The command is ``align``; the way of the data is in `align.pipeline`.
"""

__version__ = "0.1.0"
