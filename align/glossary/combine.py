"""Several files made into one glossary, and the fingerprint of what matching depends on."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from align.glossary.concepts import Concept, Glossary, Place
from align.glossary.problems import GlossaryError, Problem

# Raised when the digest comes to cover other things: two digests then never agree by accident.
_DIGEST_VERSION = 1


def combine(files: Iterable[Sequence[Concept]], paths: Sequence[str] = ()) -> Glossary:
    """The glossary of several files, later ones overriding earlier ones.

    Parameters
    ----------
    files
        Concepts of each file, every id once in a file.
    paths
        Their names, as `Glossary.paths` keeps them.

    Raises
    ------
    GlossaryError
        An id stands in two files and the later does not say ``override``, or a concept overrides
        what is in no earlier file.

    Notes
    -----
    A concept that overrides takes the earlier one's place in the order, and its whole content:
    nothing of the earlier one is left, so that what holds can be read in one place.
    """
    found: dict[str, Concept] = {}
    problems = []
    for concepts in files:
        earlier = set(found)
        for concept in concepts:
            place = concept.place or Place("the glossary", 1)
            if concept.id in earlier and not concept.override:
                there = found[concept.id].place
                problems.append(
                    Problem(
                        place,
                        f"concept {concept.id} stands already in "
                        + (f"{there.path}:{there.line}." if there else "an earlier file."),
                        "If this one is to replace it, add “override:” with the reason; else give "
                        "one of them another id.",
                    )
                )
            elif concept.override and concept.id not in earlier:
                problems.append(
                    Problem(
                        place,
                        f"concept {concept.id} overrides nothing: no earlier file has it.",
                        "Delete “override:”, correct the id, or name the files in another order.",
                    )
                )
            found[concept.id] = concept
    if problems:
        raise GlossaryError(problems)
    concepts = tuple(found.values())
    return Glossary(concepts, tuple(paths), digest(concepts))


def digest(concepts: Iterable[Concept]) -> str:
    """SHA-256, in hexadecimal, of all that decides what is found and how loud it is told.

    Ids, terms with their status, case, forms, dates and replacements, and the strictness and gap of
    concepts count. The order of concepts and of forms does not, nor does what is there for people
    alone: domains, definitions, notes, sources, reasons of overrides, places.
    """
    rows = sorted(
        [
            concept.id,
            concept.enforce.value,
            concept.gap,
            [
                [
                    term.language,
                    term.text,
                    term.status.value,
                    term.case.value,
                    sorted(set(term.forms)),
                    term.since.isoformat() if term.since else "",
                    term.until.isoformat() if term.until else "",
                    term.replacement,
                ]
                for term in concept.terms
            ],
        ]
        for concept in concepts
    )
    written = json.dumps([_DIGEST_VERSION, rows], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()
