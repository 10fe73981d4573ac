"""``align glossary stats``: how much is in a glossary, and what of it occurs in texts."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.glossary.options import glossary_paths, with_glossary
from align.cli.output import print_text, terminal
from align.errors import InputError

if TYPE_CHECKING:
    from align.glossary.concepts import Glossary
    from align.types import Language

_NO_DOMAIN = "none"


@click.command(short_help="Count the concepts, and how often they occur in texts.")
@click.argument("files", nargs=-1, metavar="[FILE]...")
@with_glossary
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="text for reading, json for programs.",
)  # fmt: skip
@click.option("--encoding", metavar="NAME", help="Encoding of text files, such as cp1251.")
@click.option("--no-cache", is_flag=True, help="Compile the glossary anew.")
def stats(
    files: tuple[str, ...], given: tuple[str, ...], form: str, encoding: str | None, no_cache: bool
) -> None:
    """Count what the glossary holds, by file, domain, status and language.

    With FILEs, releases and originals in any of the three languages, count also how often each
    concept occurs in them, in whatever form, and tell those that never do.
    """
    from align.glossary.store import load

    paths = glossary_paths(given)
    glossary = load(paths)
    made = counted(glossary)
    if files:
        seen = _seen(files, paths, encoding, keep=not no_cache)
        ids = [concept.id for concept in glossary.concepts]
        order = sorted((name for name in ids if seen[name]), key=lambda name: -seen[name].total())
        made["files_read"] = len(files)
        made["occurrences"] = {name: dict(seen[name]) for name in order}
        made["never"] = [name for name in ids if not seen[name]]
    if form == "json":
        print_text(json.dumps(made, ensure_ascii=True, indent=2) + "\n")
    else:
        print_text(_shown(made))


def counted(glossary: "Glossary") -> dict[str, Any]:
    """Counts of concepts by file and domain, of terms by status and language; what is missing."""
    from align.types import LANGUAGES

    by_file: dict[str, Counter[str]] = {path: Counter() for path in glossary.paths}
    by_domain: dict[str, Counter[str]] = {}
    by_status: dict[str, Counter[str]] = {}
    without: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for concept in glossary.concepts:
        groups = [by_domain.setdefault(concept.domain or _NO_DOMAIN, Counter())]
        if concept.place is not None:
            groups.append(by_file.setdefault(concept.place.path, Counter()))
        for group in groups:
            group["concepts"] += 1
            group.update(term.language for term in concept.terms)
        for term in concept.terms:
            by_status.setdefault(term.status.value, Counter())[term.language] += 1
        for language in LANGUAGES:
            if not concept.in_language(language):
                without[language].append(concept.id)
    return {
        "concepts": len(glossary.concepts),
        "terms": sum(len(concept.terms) for concept in glossary.concepts),
        "files": {name: _ordered(group, "concepts") for name, group in by_file.items()},
        "domains": {name: _ordered(by_domain[name], "concepts") for name in sorted(by_domain)},
        "statuses": {name: _ordered(group) for name, group in by_status.items()},
        "without": without,
    }


def _ordered(counts: Counter[str], *names: str) -> dict[str, int]:
    from align.types import LANGUAGES

    return {name: counts[name] for name in (*names, *LANGUAGES)}


def _seen(
    files: Iterable[str], paths: list[Path], encoding: str | None, *, keep: bool
) -> "dict[str, Counter[str]]":
    """How often each concept occurs in files, by language."""
    from collections import defaultdict

    from align.glossary.compiled import table
    from align.glossary.matching import Matcher
    from align.langid import identify_document
    from align.readers.read import read_document
    from align.text import one_line

    found: dict[str, Counter[str]] = defaultdict(Counter)
    matchers: dict[Language, Matcher] = {}
    for file in files:
        document = read_document(file, encoding=encoding)
        language = identify_document(document).language
        if language is None:
            raise InputError(
                file,
                "the text is in none of English, Russian and Belarusian, or too short to tell.",
                "Leave it out.",
            )
        if language not in matchers:
            matchers[language] = Matcher(table(paths, language, keep=keep))
        for part in document.paragraphs:
            for match in matchers[language].find(one_line(part.span.of(document.text))):
                found[match.entry.concept][language] += 1
    return found


def _shown(made: dict[str, Any]) -> str:
    from align.cli.glossary.tables import paragraph, table, told
    from align.types import LANGUAGE_NAMES, LANGUAGES

    width, _ = terminal()
    languages = [f"#{LANGUAGE_NAMES[language]}" for language in LANGUAGES]
    total = f"{told(made['concepts'], 'concept')}, {told(made['terms'], 'term')}"
    parts = [f"{total} in {told(len(made['files']), 'file')}.\n"]
    for group, heading in (("files", "file"), ("domains", "domain")):
        rows = [[name, *map(str, counts.values())] for name, counts in made[group].items()]
        parts.append(table([heading, "#concepts", *languages], rows))
    rows = [
        [name, *map(str, counts.values()), str(sum(counts.values()))]
        for name, counts in made["statuses"].items()
    ]
    parts.append(table(["status", *languages, "#all"], rows))
    missing = [
        paragraph(f"Without {LANGUAGE_NAMES[language]} ({len(ids)}):", ", ".join(ids), 4, width)
        for language in LANGUAGES
        if (ids := made["without"][language])
    ]
    parts.append("".join(missing) or "Every concept has terms in all three languages.\n")
    if "never" in made:
        parts += _occurrences(made, width)
    return "\n".join(parts)


def _occurrences(made: dict[str, Any], width: int) -> Iterable[str]:
    from align.cli.glossary.tables import broken, paragraph, table, told
    from align.types import LANGUAGE_NAMES, LANGUAGES

    seen: dict[str, dict[str, int]] = made["occurrences"]
    files = told(made["files_read"], "file")
    times = told(sum(sum(counts.values()) for counts in seen.values()), "time")
    yield f"In {files}: {told(len(seen), 'concept')}, {times}.\n"
    if seen:
        rows = [
            [
                broken(name, width // 2),
                *(str(counts.get(language, "")) for language in LANGUAGES),
                str(sum(counts.values())),
            ]
            for name, counts in seen.items()
        ]
        languages = [f"#{LANGUAGE_NAMES[language]}" for language in LANGUAGES]
        yield table(["concept", *languages, "#all"], rows)
    if made["never"]:
        yield paragraph(f"Never ({len(made['never'])}):", ", ".join(made["never"]), 4, width)
