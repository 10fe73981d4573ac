"""``align glossary lint``: look for slips in a glossary, and repair what needs no person."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import print_text
from align.errors import InputError, UsageError

if TYPE_CHECKING:
    from align.glossary.lint import Problem
    from align.types import Language

# What the archive of an office is kept in; anything else in the folder is passed over.
_TEXTS = frozenset((".txt", ".md", ".html", ".htm", ".docx", ".odt"))


@click.command(short_help="Look for slips in the glossary.")
@with_glossary
@click.option("--select", metavar="CODES", help="Only these rules, parted by commas.")
@click.option("--ignore", metavar="CODES", help="All rules but these.")
@click.option("--fix", is_flag=True, help="Repair what needs no person, then tell what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--archive", metavar="FOLDER",
    help="Texts of the office: tell preferred terms that none of them has.",
)  # fmt: skip
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "jsonl"]), default="text",
    help="text for reading, jsonl for programs.",
)  # fmt: skip
@click.option("--explain", metavar="CODE", help="Show the page of a rule, such as GLS003.")
@click.pass_context
def lint(
    ctx: click.Context, given: tuple[str, ...], select: str | None, ignore: str | None, fix: bool,
    diff: bool, archive: str | None, form: str, explain: str | None,
) -> None:  # fmt: skip
    """Look for slips in the glossary: 24 rules, from doubled ids to look-alike letters.

    The exit code is 1 where there are errors or warnings, 0 where there are none or notes alone.
    With --diff it is 1 where --fix would change a file.
    """
    from align.glossary.lint import chosen, lint_files

    if explain is not None:
        print_text(_page(explain))
        return
    if fix and diff:
        raise UsageError("--fix writes and --diff does not: give one of the two.")
    codes = chosen(_split(select), _split(ignore))
    paths = glossary_paths(given)
    if diff:
        shown = "".join(_difference(path, codes) for path in paths)
        print_text(shown)
        ctx.exit(1 if shown else 0)
    repaired = [path for path in paths if _repair(path, codes)] if fix else []
    texts = None if archive is None else _archive(Path(archive))
    problems = lint_files(paths, archive=texts, codes=codes)
    if form == "jsonl":
        print_text("".join(_row(problem) for problem in problems))
    else:
        print_text(_told(problems, repaired))
    ctx.exit(1 if any(problem.severity != "note" for problem in problems) else 0)


def _split(codes: str | None) -> list[str]:
    return [code.strip() for code in (codes or "").split(",") if code.strip()]


def _page(code: str) -> str:
    from align.glossary.lint import chosen, page

    found = page(next(iter(chosen([code]))))
    assert found is not None  # noqa: S101 - chosen refuses a rule that is not there.
    fix = ", repaired by --fix" if found.fixable else ""
    return f"{found.text}\nUsually: {found.severity}{fix}.\n"


def _difference(path: Path, codes: frozenset[str]) -> str:
    from align.glossary.lint import fixed
    from align.glossary.store import read

    text = read(path).text
    after = fixed(text, str(path), codes=codes)
    # Lines end at line feeds alone: a term may hold other signs that splitlines takes for ends.
    lines = unified_diff(
        text.split("\n"), after.split("\n"), str(path), f"{path} (repaired)", lineterm=""
    )
    return "".join(f"{line}\n" for line in lines)


def _repair(path: Path, codes: frozenset[str]) -> bool:
    from align.glossary.lint import fixed
    from align.glossary.store import read, write

    source = read(path)
    after = fixed(source.text, str(path), codes=codes)
    if after == source.text:
        return False
    write(path, source.digest, after)
    return True


def _archive(folder: Path) -> "dict[Language, list[str]]":
    """The texts in a folder and the folders in it, by language; those of none are left out."""
    from align.langid import identify_document
    from align.readers.read import read_document

    if not folder.is_dir():
        raise UsageError(f"--archive {folder}: there is no such folder.")
    texts: dict[Language, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _TEXTS or not path.is_file():
            continue
        try:
            document = read_document(path)
        except InputError as error:
            click.echo(f"align: {' '.join(str(error).split())} It is left out.", err=True)
            continue
        language = identify_document(document).language
        if language is not None:
            texts.setdefault(language, []).append(document.text)
    if not texts:
        raise UsageError(
            f"--archive {folder}: no English, Russian or Belarusian text is in this folder."
        )
    return texts


def _row(problem: "Problem") -> str:
    return json.dumps(asdict(problem), ensure_ascii=False) + "\n"


def _told(problems: "Iterable[Problem]", repaired: list[Path]) -> str:
    """A line a problem, files parted by empty lines, and how many there are of each severity."""
    rows = [f"Repaired: {path}.\n" for path in repaired]
    counts: Counter[str] = Counter()
    fixable = 0
    before = ""
    for problem in problems:
        if before and problem.path != before:
            rows.append("\n")
        before = problem.path
        rows.append(
            f"{problem.path}:{problem.line}: {problem.code} {problem.name} ({problem.severity}): "
            f"{problem.message}\n"
        )
        counts[problem.severity] += 1
        fixable += problem.fixable
    if not counts:
        return "".join([*rows, "No problems.\n"])
    told = ", ".join(
        f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}"
        for name in ("error", "warning", "note")
        if counts[name]
    )
    rows.append(f"\n{told}{f'; --fix repairs {fixable}' if fixable else ''}.\n")
    return "".join(rows)
