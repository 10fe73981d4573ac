"""``align segment``: how a text is divided into sentences, and why."""

from pathlib import Path
from typing import Any

import click

from align.cli.output import print_text
from align.errors import LanguageError

_AROUND = 24  # characters shown before and after a mark


@click.command(short_help="Show how a text is divided into sentences.")
@click.argument("file")
@click.option("--lang", type=click.Choice(["en", "ru", "be"]), help="Default: what the text shows.")
@click.option("--explain", is_flag=True, help="For every mark, the rule that decided.")
@click.option("--encoding", metavar="NAME", help="Encoding of a text file, such as cp1251.")
@click.option(
    "--abbreviations", multiple=True, type=click.Path(path_type=Path), help="More abbreviations."
)
def segment(
    file: str,
    lang: str | None,
    explain: bool,
    encoding: str | None,
    abbreviations: tuple[Path, ...],
) -> None:
    """Print the sentences of FILE, one a line; - reads standard input.

    With --explain, print every mark that could end a sentence: its line and column, whether it
    does ("end") or not ("on"), the rule that decided, and the words around it.
    """
    from align.config import load_config
    from align.langid import identify_document
    from align.readers import read_document
    from align.segment import load_splitter
    from align.segment import segment as divide

    document = read_document(file, encoding=encoding)
    language: Any = lang or identify_document(document).language
    if language is None:
        raise LanguageError(
            document.path, "cannot tell which language this is.", "Say it with --lang en, ru or be."
        )
    extra = load_config(Path.cwd()).abbreviations.get(language, ())
    splitter = load_splitter(language, (*extra, *abbreviations))
    if not explain:
        sentences = divide(document, language, splitter).sentences
        print_text("".join(f"{sentence.text}\n" for sentence in sentences))
        return
    rows = []
    for paragraph in document.paragraphs:
        text = paragraph.span.of(document.text)
        for decision in splitter.decide(text):
            place = document.position(paragraph.span.start + decision.offset - 1)
            before = " ".join(text[max(0, decision.offset - _AROUND) : decision.offset].split())
            after = " ".join(text[decision.offset : decision.offset + _AROUND].split())
            verdict = "end" if decision.boundary else "on "
            rows.append(
                f"{place.line}:{place.column}\t{verdict}\t{decision.rule}\t{before} ‖ {after}\n"
            )
    print_text("".join(rows))
