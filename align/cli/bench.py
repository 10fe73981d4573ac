"""``align models bench``: which encoder suits a pair of languages, and what it costs."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from align.cli.output import print_text
from align.cli.progress import Progress
from align.errors import UsageError

if TYPE_CHECKING:
    from align.encode.parallel import ParallelTexts

FORMATS = ("table", "json")
_NOTES = """\
Error: sentences whose nearest neighbour in the other language, by ratio margin over the {k} nearest
on either side, is not their rendering; in brackets the 95 % interval (Wilson) for {n:,} sentences.
Start: medians of {starts} new processes, from nothing to the first vector, libraries included.
"""


@click.command(short_help="Compare encoders on parallel texts.")
@click.option(
    "--encoder",
    "names",
    multiple=True,
    metavar="NAME",
    help="A bundled model, a folder, hf:OWNER/NAME or none; several to compare them.",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Files NAME.LANGUAGE in UTF-8; line n renders line n of the others.",
)
@click.option(
    "--sentences", type=click.IntRange(min=2), metavar="N", help="Take only the first N lines."
)
@click.option("-f", "--format", "form", type=click.Choice(FORMATS), default="table")
def bench(names: tuple[str, ...], texts: Path | None, sentences: int | None, form: str) -> None:
    """Measure how well encoders find renderings, and what they cost.

    \b
    FOLDER holds a text in two or more languages, a sentence a line, such as
        news.en  news.ru  news.be
    Some hundreds of sentences that the encoder was not trained on tell encoders apart.

    Every encoder is started and run on this machine, without the cache; close other programs before
    comparing speeds. More than 20,000 lines are compared only when --sentences says how many.
    """
    if texts is None:
        raise UsageError(
            "--texts FOLDER is needed: parallel texts, a file a language, such as news.en and "
            "news.ru, line n of one the rendering of line n of the other."
        )
    from align.encode.footprint import measure_start
    from align.encode.parallel import read_texts

    parallel = read_texts(texts, sentences)
    asked: tuple[str | None, ...] = tuple(dict.fromkeys(names)) or (None,)
    # An encoder that does not load is told before another is measured for minutes.
    starts = [measure_start(name) for name in asked]
    results = [_measure(name, start, parallel) for name, start in zip(asked, starts, strict=True)]
    report = {**_setting(texts, parallel), "encoders": results}
    if form == "json":
        print_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        print_text(_table(report))


def _setting(folder: Path, texts: "ParallelTexts") -> dict[str, Any]:
    from align.encode.bench import NEIGHBOURS
    from align.encode.footprint import cores

    return {
        "texts": {
            "folder": str(folder),
            "name": texts.name,
            "languages": texts.languages,
            "sentences": texts.sentences,
            "repeated": texts.repeated,
            "words_per_sentence": round(texts.words, 2),
        },
        "neighbours": NEIGHBOURS,
        "cores": cores(),
    }


def _measure(name: str | None, start: Any, texts: "ParallelTexts") -> dict[str, Any]:
    from align.encode import load_encoder
    from align.encode.bench import retrieval
    from align.encode.footprint import encode_timed, size_on_disk

    encoder = load_encoder(name)
    with Progress(f"Encoding with {encoder.name}") as progress:
        vectors, speed = encode_timed(encoder, texts.sides, progress)
    return {
        "encoder": name or encoder.name,
        "name": encoder.name,
        "digest": encoder.digest,
        "dimensions": encoder.dimensions,
        "bytes_on_disk": size_on_disk(name),
        "start": {
            "seconds": round(start.seconds, 3),
            "cpu_seconds": round(start.cpu_seconds, 3),
            "peak_bytes": start.peak,
        },
        "speed": {
            "sentences_per_second": round(speed.sentences, 1),
            "cores_busy": round(speed.cores_busy, 2),
        },
        "errors": [
            {
                "languages": pair.languages,
                "forth": _share(pair.forth, pair.sentences),
                "back": _share(pair.back, pair.sentences),
                "mean": _share(pair.mean, pair.sentences),
            }
            for pair in retrieval(texts, vectors)
        ],
    }


def _share(errors: float, sentences: int) -> dict[str, float]:
    """Errors in percent, with the interval. Both directions of a pair see the same sentences, so
    that their mean is as sure as one of them."""
    from align.encode.bench import wilson

    low, high = wilson(errors, sentences)
    return {
        "errors": errors,
        "percent": round(100 * errors / sentences, 3),
        "low": round(100 * low, 3),
        "high": round(100 * high, 3),
    }


def _table(report: dict[str, Any]) -> str:
    """The report as labels and a column for each encoder."""
    from align.encode.footprint import STARTS

    texts, encoders = report["texts"], report["encoders"]
    repeated = f", {texts['repeated']:,} repeated lines left out" if texts["repeated"] else ""
    head = (
        f"{texts['name']} in {', '.join(texts['languages'])}: {texts['sentences']:,} sentences of "
        f"{texts['words_per_sentence']:.1f} words{repeated}; {report['cores']} cores\n\n"
    )
    labels, *columns = _labels(encoders[0]), *map(_column, encoders)
    rows = list(zip(labels, *columns, strict=True))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = "".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        + "\n"
        for row in rows
    )
    notes = _NOTES.format(k=report["neighbours"], n=texts["sentences"], starts=STARTS)
    return f"{head}{table}\n{notes}"


def _labels(encoder: dict[str, Any]) -> list[str]:
    labels = ["encoder", "digest", "dimensions", "size on disk", "start", "  of the processor"]
    labels += ["  peak memory", "sentences a second", "  cores busy"]
    for pair in encoder["errors"]:
        one, two = pair["languages"]
        labels += [f"error {one} – {two}", f"  {one} → {two}", f"  {two} → {one}"]
    return labels


def _column(encoder: dict[str, Any]) -> list[str]:
    start, speed = encoder["start"], encoder["speed"]
    peak = start["peak_bytes"]
    cells = [
        encoder["encoder"],
        encoder["digest"],
        str(encoder["dimensions"]),
        f"{encoder['bytes_on_disk'] / 1e6:.1f} MB",
        f"{start['seconds']:.2f} s",
        f"{start['cpu_seconds']:.2f} s",
        "not measured" if peak is None else f"{peak / 1e6:.0f} MB",
        f"{speed['sentences_per_second']:.0f}",
        f"{speed['cores_busy']:.1f}",
    ]
    for pair in encoder["errors"]:
        for share in (pair["mean"], pair["forth"], pair["back"]):
            interval = f"({share['low']:.2f} to {share['high']:.2f})"
            cells.append(f"{share['percent']:.2f} % {interval}")
    return cells
