"""JSON: two translations of one original, measure by measure."""

from align.formats.jsonl import dumped
from align.report.score.comparing import better, verdict
from align.report.score.records import ends, points
from align.scores import Comparison


def render(comparison: Comparison) -> str:
    """The comparison, indented for reading.

    ``better`` is ``first`` or ``second``, and null where no difference can be told; ``difference``
    is second less first, ``low`` and ``high`` where it lies with 95 %.
    """
    whole = {
        "original": comparison.original,
        "first": comparison.first,
        "second": comparison.second,
        "verdict": verdict(comparison),
        "segments": comparison.segments,
        "measures": [
            {
                "name": one.name,
                "first": points(one.first),
                "second": points(one.second),
                "difference": points(one.difference),
                **ends(one.interval),
                "p": round(float(one.p), 4),
                "better": better(one) or None,
                "signature": one.signature,
            }
            for one in comparison.measures
        ],
        "warnings": list(comparison.warnings),
    }
    return dumped(whole, indent=1) + "\n"
