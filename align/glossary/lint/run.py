"""The rules run over a glossary, and their findings put in order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from align.errors import UsageError
from align.glossary.combine import combine
from align.glossary.concepts import Concept, Glossary, Place
from align.glossary.lint.context import Context, File
from align.glossary.lint.documentation import page, pages
from align.glossary.lint.rules import RULES
from align.glossary.lint.values import Hit, Problem
from align.glossary.problems import GlossaryError
from align.glossary.problems import Problem as Unusable
from align.glossary.store import Source, parse, read
from align.types import Language

Archive = Mapping[Language, Sequence[str]]
_NOWHERE = Place("the glossary", 1)
_DUPLICATE = re.compile(r"concept \S+ stands already\b")


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> frozenset[str]:
    """The codes of the rules to run.

    Parameters
    ----------
    select
        Codes or names of rules; none for all of them.
    ignore
        Those to leave out.

    Raises
    ------
    UsageError
        There is no such rule.
    """
    only, without = _codes(select), _codes(ignore)
    return frozenset(only or pages()) - without


def _codes(names: Iterable[str]) -> frozenset[str]:
    found = set()
    for name in names:
        known = page(name)
        if known is None:
            raise UsageError(
                f"There is no rule {name!r}. Rules are named GLS001 to {max(pages())}."
            )
        found.add(known.code)
    return frozenset(found)


def lint(
    glossary: Glossary,
    *,
    files: Sequence[File] = (),
    archive: Archive | None = None,
    codes: frozenset[str] | None = None,
) -> tuple[Problem, ...]:
    """What ought to be looked at in a glossary, in the order of path, line and code.

    Parameters
    ----------
    glossary
        As the store loads it.
    files
        Its files, for the rules about their form.
    archive
        Texts by language, in which terms ought to be found.
    codes
        Rules to run, as `chosen` gives them; all by default.
    """
    context = Context(glossary, files, archive)
    wanted = chosen() if codes is None else codes
    problems = {
        _problem(code, hit)
        for code, rule in RULES.items()
        if code in wanted
        for hit in rule(context)
    }
    return tuple(sorted(problems))


def lint_files(
    paths: Sequence[Path],
    *,
    archive: Archive | None = None,
    codes: frozenset[str] | None = None,
) -> tuple[Problem, ...]:
    """What ought to be looked at in glossary files; what makes one unusable is a problem too.

    Raises
    ------
    ConfigError
        A file cannot be read at all.
    """
    unusable: list[Unusable] = []
    sources = []
    for path in dict.fromkeys(paths):
        try:
            sources.append(read(path))
        except GlossaryError as error:
            unusable += error.problems
    return _lint_sources(sources, unusable, archive, codes)


def lint_text(
    text: str,
    path: str = "the glossary",
    *,
    archive: Archive | None = None,
    codes: frozenset[str] | None = None,
) -> tuple[Problem, ...]:
    """As `lint_files`, for the text of one file."""
    return _lint_sources([Source(path, text, "")], [], archive, codes)


def _lint_sources(
    sources: Sequence[Source],
    unusable: list[Unusable],
    archive: Archive | None,
    codes: frozenset[str] | None,
) -> tuple[Problem, ...]:
    files = []
    for source in sources:
        try:
            files.append(File(source, parse(source.text, source.path)))
        except GlossaryError as error:
            unusable += error.problems
    names = [file.source.path for file in files]
    try:
        glossary = combine([file.concepts for file in files], names)
    except GlossaryError as error:
        # A file that cannot be read may hold what an override of another one means.
        if len(files) == len(sources):
            unusable += error.problems
        merged: dict[str, Concept] = {c.id: c for file in files for c in file.concepts}
        glossary = Glossary(tuple(merged.values()), tuple(names))
    wanted = chosen() if codes is None else codes
    own = {_of_store(problem) for problem in unusable}
    found = lint(glossary, files=files, archive=archive, codes=wanted)
    return tuple(sorted((*(p for p in own if p.code in wanted), *found)))


def _problem(code: str, hit: Hit) -> Problem:
    about = pages()[code]
    term, concept = hit.term, hit.concept
    place = hit.place or (term and term.place) or (concept and concept.place) or _NOWHERE
    message = f"{concept.id}: {hit.message}" if concept else hit.message
    return Problem(
        place.path,
        place.line,
        code,
        message,
        hit.severity or about.severity,
        about.name,
        concept.id if concept else "",
        term.text if term else "",
        hit.fixable,
    )


def _of_store(problem: Unusable) -> Problem:
    code = "GLS002" if _DUPLICATE.match(problem.text) else "GLS001"
    about = pages()[code]
    message = f"{problem.text} {problem.remedy}".strip()
    return Problem(
        problem.place.path, problem.place.line, code, message, about.severity, about.name
    )
