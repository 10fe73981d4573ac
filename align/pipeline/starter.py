"""The first align.toml of a folder: what was found in it, and what else can be said."""

from collections.abc import Iterable
from importlib.resources import files

from align.config.show import toml
from align.pipeline.shapes import Entry
from align.pipeline.survey import Survey

_EXAMPLE = """\
# pairs = [
#     { original = "releases/{id}/ru.html", release = "releases/{id}/en.html" },
# ]"""
# Entries that a person may be expected to read through.
MOST = 20


def starter(found: Survey) -> str:
    """The text of the file."""
    text = files("align").joinpath("data/init.toml").read_text(encoding="utf-8")
    glossaries = toml(list(found.glossaries)) if found.glossaries else ""
    return text.replace("@pairs@", _pairs(found.entries)).replace(
        "@glossaries@",
        f"glossaries = {glossaries}" if glossaries else '# glossaries = ["terms.yaml"]',
    )


def _pairs(entries: Iterable[Entry]) -> str:
    rows = []
    for entry in [*entries][:MOST]:
        names = {"original": entry.original, "release": entry.release}
        if entry.source_lang:
            names["source-lang"] = entry.source_lang
        count = len(entry.pairs)
        rows.append(f"    {toml(names)},  # {count} pair{'' if count == 1 else 's'}")
    return "\n".join(("pairs = [", *rows, "]")) if rows else _EXAMPLE
