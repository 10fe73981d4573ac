"""What the commands that change a glossary share: files opened, a change checked, told, written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from align.cli.glossary.options import glossary_paths
from align.cli.output import print_text
from align.errors import UsageError

if TYPE_CHECKING:
    from align.glossary.concepts import Concept, Term
    from align.types import Language

F = TypeVar("F", bound=Callable[..., Any])


def with_diff(command: F) -> F:
    """Add ``--diff``, given to the command as `only_shown`."""
    return click.option(
        "--diff", "only_shown", is_flag=True, help="Show what would change; write nothing."
    )(command)


@dataclass(frozen=True, slots=True)
class Opened:
    """A glossary file that is to be changed: as it is now, and the fingerprint of that.

    `digest` is None where there is no such file yet.
    """

    path: Path
    text: str = field(repr=False)
    digest: str | None
    concepts: "tuple[Concept, ...]" = field(repr=False)


def own_paths(given: tuple[str, ...]) -> list[Path]:
    """The glossary files that may be changed: as `glossary_paths`, but never the bundled ones."""
    if not given:
        from align.config import load_config

        if not load_config(Path.cwd()).glossaries:
            raise UsageError(
                "The bundled glossary is not changed. Name a file of your own with -g, or in "
                "align.toml under “glossaries”."
            )
    return glossary_paths(given)


def opened(paths: Iterable[Path]) -> list[Opened]:
    """The files as they are; all problems of all of them are told at once."""
    from align.glossary import store
    from align.glossary.problems import GlossaryError, Problem

    files: list[Opened] = []
    problems: list[Problem] = []
    for path in {path.absolute(): path for path in paths}.values():
        source = store.read(path)
        try:
            concepts = store.parse(source.text, source.path)
        except GlossaryError as error:
            problems += error.problems
        else:
            files.append(Opened(path, source.text, source.digest, concepts))
    if problems:
        raise GlossaryError(problems)
    return files


def around(file: Path, given: tuple[str, ...]) -> list[Opened]:
    """A file that gets new concepts, and the other files of its glossary, in their order.

    The file need not exist yet. The bundled files do not count: a glossary of one's own stands
    beside them.
    """
    from align.config import load_config

    paths = glossary_paths(given) if given or load_config(Path.cwd()).glossaries else []
    paths = [file if path.absolute() == file.absolute() else path for path in paths]
    if not file.absolute().parent.is_dir():
        raise UsageError(f"{file}: there is no folder {file.parent}. Make it first.")
    exists = file.exists()
    order = dict.fromkeys([*paths, file])
    found = {one.path: one for one in opened(path for path in order if path != file or exists)}
    found.setdefault(file, Opened(file, "", None, ()))
    return [found[path] for path in order if path in found]


def holding(files: Sequence[Opened], identifier: str) -> "tuple[Opened, Concept]":
    """The file whose concept of this id counts, and the concept: the last one overrides."""
    from align.glossary.problems import suggestion

    for file in reversed(files):
        for concept in file.concepts:
            if concept.id == identifier:
                return file, concept
    where = str(files[0].path) if len(files) == 1 else f"{len(files)} files of the glossary"
    close = suggestion(identifier, sorted({c.id for file in files for c in file.concepts}))
    look = "“align glossary show TERM” tells the id of a term."
    raise UsageError(
        f"{where}: there is no concept {identifier}. {close if close.startswith('Did') else look}"
    )


def term_of(concept: "Concept", text: str, language: "Language | None") -> "Term":
    """The term of these words in a concept, whatever its capitals where that is enough."""
    from align.glossary.problems import suggestion
    from align.types import LANGUAGE_NAMES

    terms = concept.in_language(language) if language else concept.terms
    found = [term for term in terms if term.text == text]
    found = found or [term for term in terms if term.text.casefold() == text.casefold()]
    if len(found) == 1:
        return found[0]
    where = f"{concept.place.path}:{concept.place.line}: " if concept.place else ""
    if not found:
        kind = f"{LANGUAGE_NAMES[language]} term" if language else "term"
        close = suggestion(text, [term.text for term in terms])
        raise UsageError(f"{where}concept {concept.id} has no {kind} “{text}”. {close}")
    if len({term.language for term in found}) > 1:
        names = " and ".join(LANGUAGE_NAMES[term.language] for term in found)
        raise UsageError(f"{where}“{text}” is a term in {names}. Say which with --lang.")
    spellings = " and ".join(f"“{term.text}”" for term in found)
    raise UsageError(f"{where}concept {concept.id} has {spellings}. Write it as one of them.")


def save(files: Sequence[Opened], texts: dict[Path, str], only_shown: bool) -> None:
    """Write the new texts and say what changed; with `only_shown`, show the lines and write none.

    Parameters
    ----------
    files
        All files of the glossary, in order.
    texts
        New text by path, of those that change.
    only_shown
        Whether nothing is to be written.

    Raises
    ------
    ConfigError
        The files would not go together any more, or one was changed by somebody else meanwhile:
        then that one is not written.
    """
    from align.glossary import store
    from align.glossary.concepts import Glossary
    from align.glossary.diff import diff

    changed = [file for file in files if texts.get(file.path, file.text) != file.text]
    if not changed:
        print_text("Nothing to change: it is so already.\n")
        return
    after = {file.path: store.parse(texts[file.path], str(file.path)) for file in changed}
    refuse_clashes(files, after)
    if only_shown:
        shown = (difference(file.text, texts[file.path], str(file.path)) for file in changed)
        print_text("".join(shown))
        return
    for file in changed:
        store.write(file.path, file.digest, texts[file.path])
        changes = diff(Glossary(file.concepts), Glossary(after[file.path]))
        print_text(told_changes(changes, str(file.path)))


def refuse_clashes(files: Sequence[Opened], after: "dict[Path, tuple[Concept, ...]]") -> None:
    """Refuse a change after which the files do not go together, if they did before."""
    from align.glossary.problems import GlossaryError

    known = {problem.text for problem in _problems([file.concepts for file in files])}
    new = [
        problem
        for problem in _problems([after.get(file.path, file.concepts) for file in files])
        if problem.text not in known
    ]
    if new:
        raise GlossaryError(new)


def _problems(files: "Sequence[tuple[Concept, ...]]") -> Any:
    from align.glossary.combine import combine
    from align.glossary.problems import GlossaryError

    if len(files) == 1:
        return ()  # It may override concepts of files that are not named here.
    try:
        combine(files)
    except GlossaryError as error:
        return error.problems
    return ()


def told_changes(changes: Iterable[Any], path: str) -> str:
    """A line a change, with the place it has now."""
    from align.formats.visible import visible

    rows = []
    for change in changes:
        place = f"{change.place.path}:{change.place.line}" if change.place else path
        rows.append(f"{visible(f'{place}: {change}').removesuffix('.')}.\n")
    return "".join(rows) or f"{path}: written; it says the same as before.\n"


def difference(before: str, after: str, path: str) -> str:
    """The lines that differ, as ``diff -u`` and git show them."""
    from align.formats.visible import visible

    # Not `splitlines`, which breaks lines where YAML does not.
    old, new = (
        [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
        for text in (before, after)
    )
    lines = unified_diff(old, new, path, path, lineterm="")
    return "".join(f"{visible(line)}\n" for line in lines)
