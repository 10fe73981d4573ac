"""When two values are the same, and when they could be: units, clocks, halves of the day."""

from fractions import Fraction
from functools import cache

from align.facts.contacts import without_language
from align.facts.values import Clock, Number, Part
from align.facts.words import common, currencies

# Roles whose values are plain numbers: "2021" may be a year on one side and a number on the other.
NUMERIC = frozenset(("number", "day", "year", "decade", "century"))
# How far a converted measure may be from the exact one: as a share (300 km are "190 miles", 1.9 %;
# 250 kg "550 pounds", 0.2 %; 8 cm "3 inches", 5 % in the news documents of NTREX), or in whole
# units where it is a small number (7 cm "3 inches", 1.5 cm "half an inch").
_CONVERTED, _ROUNDED, _SMALL = 0.06, 0.5, 10
# Where both stand beside each other in one text; "six metres (18 feet)" is 9 % off.
_BESIDE = 0.12
# How far a rounded number may be from the exact one.
_ROUNDING = Fraction(1, 20)
# Units of time are converted exactly ("two decades"), but for months and weeks.
_SAME_TIME = 0.021
# The last digits of phone numbers that have to agree; before them stand country and trunk codes.
_PHONE = 9


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {name: (what, float(size)) for name, (what, size) in common()["units"].items()}


@cache
def _same() -> frozenset[tuple[str, str]]:
    pairs = common()["same"]["pairs"]
    return frozenset((a, b) for a, b in pairs) | frozenset((b, a) for a, b in pairs)


def measured(unit: str) -> str:
    """What a unit measures; money, percent and the like are what they are."""
    if unit in currencies():
        return "money"
    if unit in ("percent", "points", "permille", "point"):
        return "percent"
    return _units()[unit][0] if unit in _units() else unit


def alike(one: str, other: str) -> bool:
    """Whether two units measure the same; pounds are money, too."""
    kinds = {measured(one), measured(other)}
    return len(kinds) == 1 or ("pound" in (one, other) and "money" in kinds)


def same_unit(one: str, other: str) -> bool:
    """Whether two units can be one: roubles and Belarusian roubles; nothing fits everything."""
    return not one or not other or one == other or (one, other) in _same()


def keys(part: Part) -> list[object]:
    """What a part is found by: the same for equal values, whatever their units and roles."""
    also = [_key(value) for value in part.also]
    if part.role in NUMERIC:
        return [part.value, *also]
    if part.role == "month":
        return [("month", value) for value in (part.value, *part.also)]
    if isinstance(part.value, Clock):
        return [_key(part.value), *also]
    if part.role == "weekday":
        return [("weekday", part.value)]
    value = str(part.value)
    if part.unit == "link":
        value = without_language(value)
    return [(part.unit, value[-_PHONE:] if part.unit == "phone" else value), *also]


def _key(value: Number | Clock) -> object:
    if isinstance(value, Clock):
        return "clock", value.hour % 12, value.minute
    return value


def fits(one: Part, other: Part) -> bool:
    """Whether two parts with a key in common are the same."""
    if isinstance(one.value, Clock) and isinstance(other.value, Clock):
        return one.value.fits(other.value)
    return same_unit(one.unit, other.unit)


def equal(one: Part, other: Part) -> bool:
    """Whether two parts say the same in different ways: 18 часов and 6 pm, 50 % and half."""
    if isinstance(one.value, Clock) or isinstance(other.value, Clock):
        return _as_clock(one, other) or _as_clock(other, one)
    if one.role not in NUMERIC or other.role not in NUMERIC:
        return False
    a, b = _number(one.value), _number(other.value)
    if _share(one, a) == _share(other, b) and "percent" in (one.unit, other.unit):
        return True
    if "times" in (one.unit, other.unit) and a * b == 1:
        return True
    return _same_time(one, other)


def converted(one: Part, other: Part, *, loose: bool = False) -> bool:
    """Whether two measures are one in different units, roughly: 135 km/h and 85 mph.

    `loose`: as writers put them side by side, "six metres (18 feet)".
    """
    if "degree" in (one.unit, other.unit) or {one.unit, other.unit} == {"C", "F"}:
        return _degrees(one, other) or _degrees(other, one)
    sizes = _sizes(one, other)
    if not sizes:
        return False
    a, b = float(_number(one.value)), float(_number(other.value))
    apart = abs(a * sizes[0] - b * sizes[1])
    rounded = max(
        (_ROUNDED * size for value, size in ((a, sizes[0]), (b, sizes[1])) if value < _SMALL),
        default=0.0,
    )
    # Half an inch is nothing to a mile.
    rounded = min(rounded, 0.2 * max(a * sizes[0], b * sizes[1]))
    share = _BESIDE if loose else _CONVERTED
    return apart <= max(share * max(a * sizes[0], b * sizes[1]), rounded)


def exchanged(one: Part, other: Part) -> bool:
    """Whether two sums are in different currencies; what one is in the other is not known here."""
    money = measured(one.unit) == measured(other.unit) == "money"
    return money and not same_unit(one.unit, other.unit) and one.value != other.value


def one_money(one: Part, other: Part) -> bool:
    """Whether two sums are in one currency: roubles and BYN."""
    money = measured(one.unit) == measured(other.unit) == "money"
    return money and same_unit(one.unit, other.unit)


def rounded(exact: Part, other: Part) -> bool:
    """Whether a number is another with fewer digits: 1,127 and "more than 1,100"."""
    if not isinstance(exact.value, int | Fraction) or not isinstance(other.value, int | Fraction):
        return False
    a, b = Fraction(exact.value), Fraction(other.value)
    return abs(a - b) <= abs(a) * _ROUNDING and _digits(b) < _digits(a)


def _digits(value: Fraction) -> int:
    """How many digits of a number say something: 2 of 1,100 and of 5.7."""
    while value.denominator % 2 == 0 or value.denominator % 5 == 0:
        value *= 10
    return len(str(value.numerator).rstrip("0"))


def _sizes(one: Part, other: Part) -> tuple[float, float] | None:
    """Sizes of two different units that measure the same; None where they do not."""
    mine, yours = _units().get(one.unit), _units().get(other.unit)
    if not mine or not yours or mine[0] != yours[0] or one.unit == other.unit:
        return None
    return mine[1], yours[1]


def _same_time(one: Part, other: Part) -> bool:
    sizes = _sizes(one, other) if measured(one.unit) == "time" else None
    if not sizes:
        return False
    a, b = float(_number(one.value)) * sizes[0], float(_number(other.value)) * sizes[1]
    return abs(a - b) <= _SAME_TIME * max(a, b)


def _degrees(celsius: Part, fahrenheit: Part) -> bool:
    if celsius.unit == "F" or fahrenheit.unit == "C":
        return False
    read = float(_number(celsius.value)) * 9 / 5 + 32
    return abs(read - float(_number(fahrenheit.value))) <= 1.5


def _share(part: Part, value: Number) -> Number:
    return Fraction(value) / 100 if part.unit == "percent" else value


def _as_clock(clock: Part, part: Part) -> bool:
    """Whether a number is a time: "до 18 часов", "в 13.10"."""
    if not isinstance(clock.value, Clock) or part.role != "number" or part.unit not in ("", "h"):
        return False
    value = _number(part.value)
    if clock.value.minute == 0:
        if not part.unit:
            return False
        hour = int(value)
        if value != hour or (hour > 12 and clock.value.sure and hour % 24 != clock.value.hour):
            return False
        return (hour - clock.value.hour) % 12 == 0
    return (
        not part.unit
        and (int(value) - clock.value.hour) % 12 == 0
        and (value - int(value)) * 100 == clock.value.minute
    )


def _number(value: Number | Clock | str) -> Number:
    if isinstance(value, int | Fraction):
        return value
    raise TypeError(f"no number: {value!r}")
