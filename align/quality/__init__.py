"""How good a translation is: adequacy, guard rails, intervals, and comparison.

A bead's score rests on how well the words of its two sides match (`align.quality.reading`), means
what a human score means (`align.quality.calibration`), and is bounded by what plain rules find
(`align.quality.adequacy`). `align.quality.release` puts the scores of a release together.
"""
