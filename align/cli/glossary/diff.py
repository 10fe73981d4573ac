"""``align glossary diff``: what changed from one version of a glossary to another."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from align.cli.output import print_text

if TYPE_CHECKING:
    from align.glossary.diff import Change


@click.command(short_help="Tell what changed from one version of a glossary to another.")
@click.argument("before")
@click.argument("after")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="text for reading, json for programs.",
)  # fmt: skip
@click.pass_context
def diff(ctx: click.Context, before: str, after: str, form: str) -> None:
    """Tell what changed from BEFORE to AFTER, by concept and in words.

    Each is a glossary file, a folder of them, or REV:PATH, the file or folder PATH as it was in a
    revision of git: a commit, a branch or a tag.

    \b
    align glossary diff old.yaml terms.yaml
    align glossary diff HEAD~1:terms.yaml terms.yaml
    align glossary diff v1.2:glossaries main:glossaries

    Comments and the order of concepts do not count. The exit code is 1 where something changed.
    """
    from align.cli.glossary.tables import told
    from align.cli.glossary.versions import version
    from align.glossary.diff import diff as changes_of

    changes = changes_of(version(before), version(after))
    if form == "json":
        rows = [_row(change) for change in changes]
        print_text(json.dumps(rows, ensure_ascii=True, indent=2) + "\n")
    elif changes:
        from align.cli.glossary.changing import told_changes

        concepts = len({change.concept for change in changes})
        counts = f"{told(len(changes), 'change')} in {told(concepts, 'concept')}"
        print_text(f"{told_changes(changes, after)}\n{counts}.\n")
    else:
        print_text("Both say the same.\n")
    ctx.exit(1 if changes else 0)


def _row(change: "Change") -> dict[str, object]:
    row = asdict(change)
    place = row.pop("place")
    return {**row, "kind": change.kind.value, **(place or {})}
