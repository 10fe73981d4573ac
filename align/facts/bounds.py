"""At least or at most: "более 20", "up to 20"; and where a release says the contrary."""

from collections.abc import Iterator

from align.facts.compare import Difference
from align.facts.items import Items
from align.facts.matching import Matching
from align.facts.values import Evidence


def before(items: Items, at: int) -> int:
    """What is said before the number that begins at an item: 1 at least, -1 at most, 0 neither."""
    step = at - 1
    step -= items.has(step, "than")
    if items.english and items.word(step) == "to" and items.word(step - 1) == "up":
        found = -1
    elif items.has(step, "above"):
        found = 1
    elif items.has(step, "below"):
        found = -1
    else:
        return 0
    return -found if items.has(step - 1, "not") else found


def contrary(found: Matching) -> Iterator[Difference]:
    """Equal values of which one is a lower limit and the other an upper one."""
    for slot in found.original:
        if slot.mate is None or slot.mate < 0 or not slot.part.bound:
            continue
        other = found.release[slot.mate]
        surest = min(slot.part.evidence, other.part.evidence)
        if slot.part.bound + other.part.bound == 0 and surest > Evidence.HINT:
            yield Difference("bound", slot.fact, other.fact, (slot.part, other.part))
