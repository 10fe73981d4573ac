"""The form of the files themselves."""

from collections.abc import Iterator

from align.glossary.concepts import Place
from align.glossary.lint.context import Context, File
from align.glossary.lint.values import Hit
from align.glossary.yaml_text import canonical

# A file in which fewer neighbours are out of order is kept in order, and one entry slipped in; one
# in sections, as the starter glossaries are, has a third to a half of them out of order.
_MOST_OUT_OF_ORDER = 0.1
_LEAST_CONCEPTS = 4


def unsorted(context: Context) -> Iterator[Hit]:
    """GLS023: a concept out of order in a file that is kept in the order of ids."""
    for file in context.files:
        for at in out_of_order(file):
            before, concept = file.concepts[at - 1], file.concepts[at]
            yield Hit(
                f"the concept stands after {before.id}, while the file is in the order of ids; "
                "move it, or let --fix do it.",
                concept,
                fixable=True,
            )


def out_of_order(file: File) -> list[int]:
    """Numbers of the concepts that stand after a greater id, where the file is else in order."""
    ids = [concept.id for concept in file.concepts]
    if len(ids) < _LEAST_CONCEPTS:
        return []
    found = [at for at in range(1, len(ids)) if ids[at] < ids[at - 1]]
    return found if len(found) <= max(1, _MOST_OUT_OF_ORDER * len(ids)) else []


def drifted_format(context: Context) -> Iterator[Hit]:
    """GLS024: a file that is not in the one canonical form."""
    for file in context.files:
        text = file.source.text
        wanted = canonical(text, file.source.path)
        if wanted == text:
            continue
        line = _first_difference(text, wanted)
        yield Hit(
            "the file is not in canonical form from this line on; let --fix rewrite it, or see "
            "with --diff what that changes.",
            place=Place(file.source.path, line),
            fixable=True,
        )


def _first_difference(text: str, wanted: str) -> int:
    rows, others = text.split("\n"), wanted.split("\n")
    pairs = enumerate(zip(rows, others, strict=False), 1)
    line = next((n for n, (a, b) in pairs if a != b), min(len(rows), len(others)))
    return max(1, line)
