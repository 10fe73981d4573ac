"""The concepts of glossary files, kept from one run to the next beside what was compiled of them.

Reading the YAML of 750 concepts takes most of a second, reading these again a twentieth of it.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from align.glossary.compiled import keep as keep_file
from align.glossary.compiled import kept_at
from align.glossary.concepts import Case, Concept, Enforce, Glossary, Place, Status, Term


def glossary(paths: Sequence[Path], *, keep: bool = True) -> Glossary:
    """The concepts of glossary files, as `align.glossary.store.load` reads them.

    Parameters
    ----------
    paths
        The files, in order.
    keep
        Use what was read before, and keep what is read now.

    Raises
    ------
    ConfigError
        A file cannot be used.
    """
    # Concepts know their files by name, so the names count as well as what is in them.
    kept = kept_at(paths, f"concepts {[str(path) for path in paths]}") if keep else None
    if kept is not None:
        found = _read(kept)
        if found is not None:
            return found
    from align.glossary.store import load

    made = load(paths)
    if kept is not None:
        keep_file(_written(made), kept)
    return made


def _written(made: Glossary) -> dict[str, Any]:
    concepts = [
        [
            c.id, c.domain, c.definition, c.note, c.enforce, c.gap, c.override, _at(c.place),
            [
                [
                    t.text, t.language, t.status, t.case, list(t.forms), _day(t.since),
                    _day(t.until), t.replacement, t.note, t.source, _at(t.place),
                ]
                for t in c.terms
            ],
        ]
        for c in made.concepts
    ]  # fmt: skip
    return {"concepts": concepts, "paths": list(made.paths), "digest": made.digest}


def _at(place: Place | None) -> list[Any] | None:
    return None if place is None else [place.path, place.line]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read(path: Path) -> Glossary | None:
    try:
        data = json.loads(path.read_bytes())
        concepts = tuple(
            Concept(
                name, tuple(_term(*term) for term in terms), domain, definition, note,
                Enforce(enforce), int(gap), override, Place(*place) if place else None,
            )
            for name, domain, definition, note, enforce, gap, override, place, terms
            in data["concepts"]
        )  # fmt: skip
        made = Glossary(concepts, tuple(data["paths"]), str(data["digest"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)  # Those used longest ago go first.
    return made


def _term(
    text: str, language: Any, status: str, case: str, forms: list[str], since: str | None,
    until: str | None, replacement: str, note: str, source: str, place: list[Any] | None,
) -> Term:  # fmt: skip
    return Term(
        text,
        language,
        Status(status),
        Case(case),
        tuple(forms),
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
        replacement,
        note,
        source,
        Place(*place) if place else None,
    )
