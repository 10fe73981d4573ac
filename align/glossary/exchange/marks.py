"""Fields of ours in formats that have no place for them: as notes that this program reads again.

Such a note reads ``align:enforce=error``. A remark of a person that happens to begin with
``align:`` is written as ``align:note=…``, so that nothing is ever taken for something else.
"""

import re
from collections.abc import Mapping

from align.glossary.exchange.drafts import add_line
from align.glossary.exchange.fields import CONCEPT_FIELDS, TERM_FIELDS
from align.glossary.exchange.values import Tally, joined

_PREFIX = "align:"
_MARKED = re.compile("align:([a-z]+)=(.*)", re.DOTALL)


def mark(field: str, text: str) -> str:
    """A note that stands for a field."""
    return f"{_PREFIX}{field}={text}"


def marks(texts: Mapping[str, str], fields: tuple[str, ...], unit: str, tally: Tally) -> list[str]:
    """Notes for those of the `fields` that are not empty; each is counted as a loss."""
    result = []
    for field in fields:
        if text := texts[field]:
            result.append(mark(field, one_line(text, tally)))
            tally.add(
                f"the field '{field}' is kept in a note that other programs do not act on", unit
            )
    return result


def notes(text: str, tally: Tally) -> list[str]:
    """The note of a concept or term, one note a line."""
    lines = [line for line in map(joined, text.split("\n")) if line]
    if "\n".join(lines) != text:
        tally.add(_RUN, "text")
    return [mark("note", line) if line.startswith(_PREFIX) else line for line in lines]


_RUN = "line breaks and runs of blanks are written as one blank"


def one_line(text: str, tally: Tally) -> str:
    """`text` as XML keeps it: programs re-indent their files, so only single blanks are safe."""
    line = joined(text)
    if line != text:
        tally.add(_RUN, "text")
    return line


def take_note(fields: dict[str, str], text: str, known: tuple[str, ...]) -> None:
    """Put a note that was read where it belongs: into the field it stands for, or the note."""
    found = _MARKED.fullmatch(text)
    if found and found[1] in known and found[1] != "note":
        fields[found[1]] = found[2]
    else:
        add_line(fields, found[2] if found and found[1] == "note" else text)


def take_concept_note(fields: dict[str, str], text: str) -> None:
    """`take_note` for a note of a concept."""
    take_note(fields, text, CONCEPT_FIELDS)


def take_term_note(fields: dict[str, str], text: str) -> None:
    """`take_note` for a note of a term."""
    take_note(fields, text, TERM_FIELDS)
