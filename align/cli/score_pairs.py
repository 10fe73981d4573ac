"""``align score --pairs``: sentence pairs of a table, scored as they stand."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.cli.output import guard, identities, print_text, write_atomically
from align.errors import InputError

if TYPE_CHECKING:
    from align.quality.adequacy import Judged
    from align.types import Language

_MOST_BYTES = 256 * 1024 * 1024  # a million pairs of usual length


def score_pairs(options: dict[str, Any]) -> None:
    """Score a table and write a line, or an element, for each of its rows."""
    from align.pipeline.scoring import load_judge, pairs_signature, score_pairs

    path: Path = options["pairs"]
    output: Path | None = options["output"]
    if output:
        guard(output, identities([str(path)]))
    pairs = read_pairs(path, options["encoding"] or "utf-8")
    languages = [_language(source, options["source_lang"]) for source, _ in pairs]
    judge = load_judge()
    judged = list(score_pairs(pairs, languages, judge))
    form = options["form"] or ("jsonl" if output and output.suffix == ".jsonl" else "text")
    if output and output.suffix == ".json" and not options["form"]:
        form = "json"
    signature = pairs_signature(judge)
    text = _rendered(form, pairs, judged, signature)
    if output:
        write_atomically(output, text)
    else:
        print_text(text)


def _rendered(
    form: str, pairs: "list[tuple[str, str]]", judged: "list[Judged]", signature: str
) -> str:
    from align.formats.jsonl import dumped
    from align.report.score.records import pair_record

    records = [pair_record(pair, one) for pair, one in zip(pairs, judged, strict=True)]
    if form == "jsonl":
        return "".join(dumped({**record, "signature": signature}) + "\n" for record in records)
    if form == "json":
        whole = {"pairs": records, "signature": signature}
        return dumped(whole, indent=1) + "\n"
    from align.formats.visible import visible

    lines = [
        visible(f"{one.adequacy:6.1f}  {target[:100]}"
                + "".join(f"\n        {r.text}" for r in one.reasons))
        for (_, target), one in zip(pairs, judged, strict=True)
    ]  # fmt: skip
    mean = sum(one.adequacy for one in judged) / max(1, len(judged))
    return "".join(f"{line}\n" for line in lines) + (
        f"\n{len(judged)} pairs, {mean:.1f} on average.\n{signature}\n"
    )


def read_pairs(path: Path, encoding: str) -> list[tuple[str, str]]:
    """Source and translation of every line of a table; further columns are not looked at.

    Lines end at line feeds alone, a carriage return before one is dropped.

    Raises
    ------
    InputError
        It cannot be read or decoded, is too large, or a line has no tab.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(str(path), f"more than {_MOST_BYTES >> 20} MB.", "Divide the table.")
        text = path.read_bytes().decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            str(path), f"byte {error.start} is not {encoding}.", "Name another with --encoding."
        ) from error
    except LookupError as error:
        raise InputError(str(path), f"there is no encoding {encoding}.") from error
    lines = text.removeprefix("\ufeff").split("\n")
    if lines[-1] == "":
        del lines[-1]
    pairs = []
    for number, line in enumerate(lines, 1):
        source, tab, rest = line.removesuffix("\r").partition("\t")
        if not tab:
            raise InputError(
                f"{path}:{number}", "there is no tab.",
                "Write a pair a line: source, tab, translation, which may be empty.",
            )  # fmt: skip
        pairs.append((source, rest.partition("\t")[0]))
    return pairs


def _language(source: str, given: "Language | None") -> "Language":
    """The language said, else that of the text; Russian where there is nothing to tell by."""
    from align.langid import identify

    return given or ("be" if identify(source).language == "be" else "ru")
