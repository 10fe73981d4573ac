"""Seconds the splitter needs for 10 MB of text, as one line and as many.

    python tests/bench/bench_segment.py [MEGABYTES]

The text is made here, from a few sentences of each language in a fixed order; a megabyte is a
million code points. The last rows are hostile: marks, brackets and quotation marks only.
"""

import sys
from time import perf_counter

from align.segment import load_splitter
from align.types import Language

SENTENCES: dict[Language, str] = {
    "en": "The minister, Dr. J. R. Osborne, opened the new line of the plant on Jan. 5 (it was "
    "a cold and windy day). “We are ready, and so are the workers of the plant. Growth reached 2.5 "
    "percent in the region and in the country as a whole,” he said. Nobody in the hall objected! ",
    "ru": "Министр А. Г. Сосновский открыл новую линию тракторного завода в г. Минске 5 мая 2024 г."
    " (было холодно и ветрено). «Мы готовы, готовы и рабочие завода. Рост по области и по стране в "
    "целом составил 2,5 млрд руб.», — сказал он журналистам. Никто из участников не возражал! ",
    "be": "Міністр А. Г. Сасноўскі адкрыў новую лінію трактарнага завода ў г. Мінску 5 мая 2024 г. "
    "(было холадна і ветрана). «Мы гатовы, гатовы і рабочыя завода. Рост па вобласці і па краіне ў "
    "цэлым склаў 2,5 млрд руб.», — сказаў ён журналістам. Ніхто з удзельнікаў не пярэчыў! ",
}
HOSTILE = [". ", "(", "«", '" ', "( А. ", ".\n\n", "A.", "x" * 99 + ".", ")" * 3 + "]", "1.1"]


def seconds(language: Language, paragraphs: list[str]) -> float:
    splitter = load_splitter(language)
    start = perf_counter()
    for paragraph in paragraphs:
        splitter.split(paragraph)
    return perf_counter() - start


def main() -> None:
    size = int(float(sys.argv[1]) * 1e6) if len(sys.argv) > 1 else 10_000_000
    for language, sentence in SENTENCES.items():
        paragraph = sentence * 3
        text = (sentence * (size // len(sentence) + 1))[:size]
        lines = [paragraph] * (size // len(paragraph) + 1)
        print(f"{language}  one line   {seconds(language, [text]):6.2f} s")
        print(f"{language}  many lines {seconds(language, lines):6.2f} s")
    for part in HOSTILE:
        text = (part * (size // 10 // len(part) + 1))[: size // 10]
        print(f"ru  a tenth of {part[:8]!r:12} {seconds('ru', [text]):6.2f} s")


if __name__ == "__main__":
    main()
