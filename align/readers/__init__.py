"""Readers: a file of any supported format becomes a `align.types.Document`."""

from align.readers.read import FORMATS, read_data, read_document

__all__ = ["FORMATS", "read_data", "read_document"]
