"""Glossaries in and out: TBX, workbooks, tables, TMX, XLIFF.

What a format cannot hold is told: `Exported.losses` and `Imported.remarks` are sentences for the
person who exports or imports.
"""

from align.glossary.exchange.entry import Format, formats, read, write
from align.glossary.exchange.values import Exported, Imported

__all__ = ["Exported", "Format", "Imported", "formats", "read", "write"]
