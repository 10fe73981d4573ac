"""The table as a picture (SVG), for a README or a page of documentation."""

from io import StringIO

from align.formats.table import draw
from align.formats.visible import visible
from align.types import Alignment


def render_table_svg(alignment: Alignment, width: int, title: str) -> str:
    """The table in the frame of a terminal window, as rich draws it.

    Parameters
    ----------
    alignment
        What to show.
    width
        Columns of the terminal.
    title
        Words in the frame's title bar, such as the command that was given.

    Returns
    -------
    str
        A picture that stands alone: no fonts or anything else from elsewhere, the same bytes
        for the same alignment.
    """
    from rich.console import Console
    from rich.terminal_theme import DIMMED_MONOKAI

    console = Console(
        file=StringIO(),
        record=True,
        width=width,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )
    draw(alignment, console)
    return console.export_svg(
        title=visible(title), theme=DIMMED_MONOKAI, code_format=_FRAME, unique_id="sverka"
    )


# Fields in braces are filled in by rich; braces of the style sheet are doubled for that reason.
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}}
.{unique_id}-title {{ font: bold 18px "Helvetica Neue", Arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""
