"""``align models``: what is bundled, whether it is whole, and how encoders compare."""

import click

from align.cli.bench import bench
from align.errors import ModelError


@click.group(short_help="List, describe and verify the bundled models; compare encoders.")
def models() -> None:
    """List, describe and verify the bundled models; compare encoders."""


models.add_command(bench)


@models.command("list")
def list_models() -> None:
    """Name the bundled models, the default first."""
    from align.encode.model import DEFAULT_MODEL, installed

    for model in sorted(installed(), key=lambda m: (m.name != DEFAULT_MODEL, m.name)):
        mark = "  (default)" if model.name == DEFAULT_MODEL else ""
        size = model.size / 1e6
        click.echo(f"{model.name}\t{'/'.join(model.languages)}\t{size:.0f} MB{mark}")
    from align.encode.pair_model import describe

    judge = describe()
    click.echo(f"{judge.name}\t{'/'.join(judge.languages)}\t{judge.size / 1e6:.0f} MB  (scores)")


@models.command()
@click.argument("name", required=False)
def info(name: str | None) -> None:
    """Describe the model NAME, or the default one."""
    from align.encode.model import DEFAULT_MODEL, find
    from align.encode.pair_model import NAME, describe

    if name == NAME:
        judge = describe()
        about = [
            ("name", judge.name),
            ("languages", ", ".join(judge.languages)),
            ("stands on", f"{judge.trunk[0]} {judge.trunk[1]}"),
            ("licence", judge.licence),
            ("digest", judge.digest),
            ("folder", str(judge.folder)),
            *((f"sha256 {file}", digest) for file, digest in judge.files),
        ]
        for label, value in about:
            click.echo(f"{label:24} {value}")
        return
    model = find(name or DEFAULT_MODEL)
    rows = [
        ("name", model.name),
        ("languages", ", ".join(model.languages)),
        ("dimensions", str(model.dimensions)),
        ("longest input", f"{model.max_tokens} tokens, longer text in windows"),
        ("licence", model.licence),
        ("digest", model.digest),
        ("folder", str(model.folder)),
        *((f"sha256 {file}", digest) for file, digest in model.files),
    ]
    for label, value in rows:
        click.echo(f"{label:24} {value}")


@models.command()
@click.argument("name", required=False)
def verify(name: str | None) -> None:
    """Compare every file of a model, or of all and the dictionary, with its checksum."""
    from align.encode.model import find, installed
    from align.encode.model import verify as verify_files
    from align.encode.pair_model import NAME, describe
    from align.encode.pair_model import verify_files as verify_judge

    found = [] if name == NAME else [find(name)] if name else installed()
    if not found and name != NAME:
        raise ModelError("No model is bundled: the installation is damaged. Reinstall sverka.")
    for model in found:
        verify_files(model)
        click.echo(f"{model.name}: {len(model.files)} files as described")
    if not name or name == NAME:
        judge = describe()
        verify_judge(judge)
        click.echo(f"{judge.name}: {len(judge.files)} files as described")
    if not name:
        from align.resources import models_dir, sums
        from align.resources import verify as verify_folder

        folder = models_dir() / "morphology-be"
        described = sums(folder)
        verify_folder(folder, described)
        click.echo(f"{folder.name}: {len(described)} files as described")
