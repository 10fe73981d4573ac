"""The formats by name and file suffix: what is read, what is written."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from align.errors import ConfigError, InputError, UsageError
from align.glossary.concepts import Concept, Glossary
from align.glossary.exchange.cells import delimiter_of, read_rows, read_text
from align.glossary.exchange.drafts import concepts as finish
from align.glossary.exchange.pairs import write_omegat, write_pairs, write_sets
from align.glossary.exchange.shapes import read_shape
from align.glossary.exchange.table import is_own, read_own, write_table
from align.glossary.exchange.tbx_in import read_tbx
from align.glossary.exchange.tbx_out import write_tbx
from align.glossary.exchange.tidy import tidy
from align.glossary.exchange.tmx import read_tmx, write_tmx
from align.glossary.exchange.values import Exported, Imported, Pair, Tally
from align.glossary.exchange.xliff import read_xliff, write_xliff
from align.glossary.exchange.xlsx_in import read_xlsx
from align.glossary.exchange.xlsx_out import write_xlsx
from align.types import Language

Languages = tuple[Language | None, Language | None]
_YAML = (".yaml", ".yml")
# Workbooks of other kinds, which spreadsheet programs save as .xlsx.
_SHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of glossaries.

    Parameters
    ----------
    name
        Name by which it is asked for.
    suffixes
        File suffixes; the first is the one to write.
    about
        What it is, for a list of formats.
    whole
        Whether everything that a glossary holds comes back when the file is read.
    bilingual
        Whether it holds two languages only, which are named when it is written.
    """

    name: str
    suffixes: tuple[str, ...]
    about: str
    whole: bool
    bilingual: bool


_FORMATS = (
    Format("tbx", (".tbx",), "TBX version 3, TBX-Basic; versions 2 and 3 are read", True, False),
    Format("xlsx", (".xlsx",), "a workbook for translators, one row a concept", True, False),
    Format("csv", (".csv",), "a table, one row a term, every field", True, False),
    Format("tsv", (".tsv", ".tab"), "the same with tabs", True, False),
    Format("tmx", (".tmx",), "TMX 1.4b, one unit a concept", False, False),
    Format("xliff", (".xliff", ".xlf"), "XLIFF 2.1 with the glossary module", False, True),
    Format("omegat", (".txt", ".utf8"), "OmegaT: source, target, comment, by tabs", False, True),
    Format("deepl-tsv", (".tsv",), "DeepL: source and target, by a tab", False, True),
    Format("deepl-csv", (".csv",), "DeepL: source, target and their codes", False, True),
    Format("google-pairs", (".csv",), "Google: source and target", False, True),
    Format("google-sets", (".csv",), "Google: equivalent terms, a column a language", False, False),
)
# Delimiters of the formats that are tables.
_TABLES = {
    "csv": None, "tsv": "\t", "omegat": "\t", "deepl-tsv": "\t",
    "deepl-csv": ",", "google-pairs": ",", "google-sets": ",",
}  # fmt: skip


def formats() -> tuple[Format, ...]:
    """The formats that are read and written."""
    return _FORMATS


def read(
    path: Path,
    format: str | None = None,  # noqa: A002
    *,
    source: Language | None = None,
    target: Language | None = None,
) -> Imported:
    """Read the glossary of another program.

    Parameters
    ----------
    path
        The file.
    format
        Name of its format; None to go by the suffix. What kind of table a table is, is told by
        its first rows.
    source, target
        Languages of a table of two columns, which does not say them; None to tell them by the
        words in the columns.

    Raises
    ------
    UsageError
        There is no such format.
    InputError
        There is no such file.
    ConfigError
        The file is not in the format, or holds what a glossary does not take.
    """
    if path.is_dir():
        raise InputError(str(path), "this is a folder.", "Name a file in it.")
    name = _by_name(format).name if format else _by_suffix(path).name
    if name in _TABLES:
        return _read_table(path, name, (source, target))
    if name == "xlsx":
        return read_xlsx(path, (source, target))
    readers: dict[str, Callable[[Path], Imported]] = {
        "tbx": read_tbx,
        "tmx": read_tmx,
        "xliff": read_xliff,
    }
    return readers[name](path)


def write(
    glossary: Glossary,
    format: str,  # noqa: A002
    *,
    source: Language = "ru",
    target: Language = "en",
) -> Exported:
    """Write a glossary for another program.

    Parameters
    ----------
    glossary
        The glossary.
    format
        Name of the format.
    source, target
        The languages of a format that holds two only.

    Raises
    ------
    UsageError
        There is no such format, the languages are the same, or the glossary does not fit at all.
    """
    chosen = _by_name(format)
    if chosen.bilingual and source == target:
        raise UsageError(f"The format '{chosen.name}' needs two different languages.")
    tally = Tally()
    concepts, pair = tidy(glossary.concepts, tally), Pair(source, target)
    data = _written(chosen.name, concepts, pair, tally)
    return Exported(data, tally.sentences, chosen.name, len(concepts) - tally.left_out)


def _written(name: str, concepts: tuple[Concept, ...], pair: Pair, tally: Tally) -> bytes:
    writers: dict[str, Callable[[], bytes]] = {
        "tbx": lambda: write_tbx(concepts, tally),
        "xlsx": lambda: write_xlsx(concepts),
        "csv": lambda: write_table(concepts, ","),
        "tsv": lambda: write_table(concepts, "\t"),
        "tmx": lambda: write_tmx(concepts, tally),
        "xliff": lambda: write_xliff(concepts, pair, tally),
        "omegat": lambda: write_omegat(concepts, pair, tally),
        "deepl-tsv": lambda: write_pairs(concepts, pair, tally, "\t"),
        "deepl-csv": lambda: write_pairs(concepts, pair, tally, ",", tagged=True),
        "google-pairs": lambda: write_pairs(concepts, pair, tally, ","),
        "google-sets": lambda: write_sets(concepts, tally),
    }
    return writers[name]()


def _read_table(path: Path, name: str, pair: Languages) -> Imported:
    text = read_text(path)
    delimiter = _TABLES[name] or delimiter_of(text)
    # Programs write tabs without quotation marks around cells; only our own table has them.
    first = next(read_rows(text, str(path), delimiter, quoted=False), None)
    if first is None:
        raise ConfigError(str(path), "the table is empty.", "Check the file.")
    own = is_own(first.cells)
    rows = read_rows(text, str(path), delimiter, quoted=own or delimiter != "\t")
    if own:
        return Imported(read_own(rows, str(path)), (), "tsv" if delimiter == "\t" else "csv")
    tally = Tally()
    drafts = read_shape(list(rows), str(path), pair, tally)
    return Imported(finish(drafts, str(path), tally), tally.sentences, name)


def _by_name(name: str) -> Format:
    for known in _FORMATS:
        if known.name == name:
            return known
    names = [known.name for known in _FORMATS]
    close = get_close_matches(name, names, 1)
    hint = f"Did you mean '{close[0]}'?" if close else f"Known are: {', '.join(names)}."
    raise UsageError(f"There is no glossary format '{name}'. {hint}")


def _by_suffix(path: Path) -> Format:
    suffix = path.suffix.lower()
    for known in _FORMATS:
        if suffix in known.suffixes:
            return known
    if suffix in _YAML:
        raise ConfigError(str(path), "this is a glossary already.", "It needs no import.")
    if suffix in _SHEETS:
        problem = f"workbooks of the kind {suffix} are not read."
        raise ConfigError(str(path), problem, "Save it as .xlsx in your spreadsheet program.")
    suffixes = sorted({one for known in _FORMATS for one in known.suffixes})
    raise ConfigError(
        str(path),
        f"the suffix '{suffix}' says nothing of the format.",
        f"Name the format with --from, or use one of {', '.join(suffixes)}.",
    )
