"""Draw the picture in README.md: the first beads of an example as the terminal shows them.

python examples/picture.py
"""

from dataclasses import replace
from pathlib import Path

from align.encode import load_encoder
from align.formats import render_table_svg
from align.pipeline import Settings, pair

HERE = Path(__file__).parent
FIRST, LAST = 26, 40  # beads shown: past the page's menu


def main() -> None:
    folder = HERE / "working-visit"
    names = str(folder / "ru.html"), str(folder / "en.html")
    alignment, _ = pair(*names, load_encoder(), Settings())
    shown = replace(alignment, beads=alignment.beads[FIRST:LAST])
    svg = render_table_svg(shown, width=104, title="align pair ru.html en.html")
    (HERE / "picture.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
