"""A picture of how far scores mean what they say: a dot for each ten points."""

from collections.abc import Sequence
from pathlib import Path

SIDE, EDGE = 320, 48
INK, FAINT, DOT = "#333", "#bbb", "#0b6e99"
Bin = tuple[float, float, int]


def draw(path: Path, bins: Sequence[Bin], title: str) -> None:
    """Write the picture.

    Parameters
    ----------
    path
        An SVG file.
    bins
        Mean score, mean of what people gave, and how many, for each part of the scale.
    title
        Said to who cannot see it.
    """
    size = SIDE + 2 * EDGE
    most = max(count for *_, count in bins)

    def x(score: float) -> float:
        return round(EDGE + score / 100 * SIDE, 1)

    def y(score: float) -> float:
        return round(EDGE + (1 - score / 100) * SIDE, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">',
        f"<title>{title}</title>",
        f'<rect width="{size}" height="{size}" fill="#fff"/>',
        f'<path d="M{x(0)} {y(0)}L{x(100)} {y(100)}" stroke="{FAINT}" stroke-dasharray="4 4"/>',
        f'<path d="M{x(0)} {y(100)}V{y(0)}H{x(100)}" fill="none" stroke="{INK}"/>',
    ]
    for mark in range(0, 101, 20):
        parts.append(
            f'<text x="{x(mark)}" y="{y(0) + 16}" text-anchor="middle">{mark}</text>'
            f'<text x="{x(0) - 6}" y="{y(mark) + 4}" text-anchor="end">{mark}</text>'
        )
    for said, given, count in bins:
        radius = round(3 + 11 * (count / most) ** 0.5, 1)
        parts.append(
            f'<circle cx="{x(said)}" cy="{y(given)}" r="{radius}" fill="{DOT}" fill-opacity=".55">'
            f"<title>said {said:.0f}, people gave {given:.0f}, {count} sentences</title></circle>"
        )
    parts += [
        f'<text x="{size / 2}" y="{size - 10}" text-anchor="middle">score</text>',
        f'<text x="14" y="{size / 2}" text-anchor="middle" '
        f'transform="rotate(-90 14 {size / 2})">what people gave</text>',
        "</svg>",
    ]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8", newline="\n")
