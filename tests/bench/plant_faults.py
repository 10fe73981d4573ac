"""Faults as translators make them, planted one by one into clean releases, always the same ones.

A kind of fault is a function of a release's sentence, of what it renders and of a source of chance;
it gives the faulty sentence, or None where the sentence has no place for it. What should find it,
and the words, are in ``faults.toml``.
"""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random

DATA = tomllib.loads(Path(__file__).with_name("faults.toml").read_text(encoding="utf-8"))
RULES: dict[str, list[str]] = DATA["rules"]
_WORDS: dict[str, str] = DATA["words"]
Plant = Callable[[str, str, Random], str | None]

NUMBERS, ORDINALS, SCALES, MONTHS, WEEKDAYS, STRANGERS, FIRST_NAMES = (
    _WORDS[name].split()
    for name in (
        "numbers", "ordinals", "scales", "months", "weekdays", "strangers", "first-names",
    )
)  # fmt: skip
LOOK_ALIKES, CURRENCIES, UNITS, SPELLINGS = (
    dict(pair.split("=") for pair in _WORDS[name].split())
    for name in ("look-alikes", "currencies", "units", "spellings")
)
# A figure that is no part of a name, a code or a longer figure.
_FIGURE = re.compile(r"(?<![\w.,/:-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-])(?!,\d)(?!\.\d)(?!:\d)")
_MONTH = "|".join(MONTHS)
_CLAUSE = re.compile(r", [^,.;:!?“”\"()]+(?=[,.;!?])")


def _put(text: str, match: re.Match[str], new: str, group: int = 0) -> str:
    return text[: match.start(group)] + new + text[match.end(group) :]


def _one(found: list[re.Match[str]], chance: Random) -> re.Match[str] | None:
    return chance.choice(found) if found else None


def _any(pattern: str, text: str, chance: Random) -> re.Match[str] | None:
    return _one(list(re.finditer(pattern, text)), chance)


def _other(words: list[str], but: str, chance: Random) -> str:
    return chance.choice([word for word in words if word != but])


def number_digit(text: str, source: str, chance: Random) -> str | None:
    """12 becomes 17."""
    match = _one(list(_FIGURE.finditer(text)), chance)
    if match is None:
        return None
    places = [n for n, c in enumerate(match[0]) if c.isdigit()]
    at = match.start() + chance.choice(places)
    new = chance.choice([c for c in "123456789" if c != text[at]])
    return text[:at] + new + text[at + 1 :]


def number_deleted(text: str, source: str, chance: Random) -> str | None:
    """ "12 plants" becomes "the plants"."""
    match = _one([m for m in _FIGURE.finditer(text) if text[m.end() :][:2] != "%"], chance)
    return match and _put(text, match, "the" if match.start() else "The")


def number_word(text: str, source: str, chance: Random) -> str | None:
    """ "three" becomes "seven"."""
    match = _any(rf"\b({'|'.join(NUMBERS)})\b(?!-)", text, chance)
    return match and _put(text, match, _other(NUMBERS, match[0], chance))


def ordinal(text: str, source: str, chance: Random) -> str | None:
    """ "third" becomes "fifth"."""
    match = _any(rf"\b({'|'.join(ORDINALS)})\b(?! half)", text, chance)
    return match and _put(text, match, _other(ORDINALS, match[0], chance))


def scale(text: str, source: str, chance: Random) -> str | None:
    """A million becomes a billion."""
    match = _any(rf"(?<=\d )({'|'.join(SCALES)})\b", text, chance)
    return match and _put(text, match, SCALES[(SCALES.index(match[0]) + 1) % len(SCALES)])


def percentage_points(text: str, source: str, chance: Random) -> str | None:
    """ "5 percent" becomes "5 percentage points"."""
    match = _any(r"(?<=\d)( ?per ?cent\b| ?%)", text, chance)
    return match and _put(text, match, " percentage points")


def currency(text: str, source: str, chance: Random) -> str | None:
    """Rubles become dollars."""
    signs = "|".join(re.escape(word) for word in CURRENCIES)
    match = _any(rf"(?<=\d )(?:{signs})\b|[$€£](?=\d)|(?<=illion )(?:{signs})\b", text, chance)
    return match and _put(text, match, CURRENCIES[match[0]])


def unit(text: str, source: str, chance: Random) -> str | None:
    """Kilometres become metres."""
    match = _any(rf"(?<=\d )({'|'.join(UNITS)})\b", text, chance)
    return match and _put(text, match, UNITS[match[0]])


def month(text: str, source: str, chance: Random) -> str | None:
    """July becomes June."""
    match = _any(rf"(?:\d |in |of |since |until )({_MONTH})\b|\b({_MONTH})(?= \d)", text, chance)
    if match is None:
        return None
    group = 1 if match[1] else 2
    return _put(text, match, _other(MONTHS, match[group], chance), group)


def day(text: str, source: str, chance: Random) -> str | None:
    """13 July becomes 14 July."""
    match = _any(rf"\b(\d\d?)(?= (?:{_MONTH}))|(?:{_MONTH}) (\d\d?)\b(?!\d)", text, chance)
    if match is None:
        return None
    group = 1 if match[1] else 2
    return _put(text, match, str(int(match[group]) % 28 + 1), group)


def year(text: str, source: str, chance: Random) -> str | None:
    """2021 becomes 2011."""
    match = _any(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w-])(?!,\d)", text, chance)
    return match and _put(text, match, str(int(match[0]) + chance.choice((-10, -1, 1, 10))))


def weekday(text: str, source: str, chance: Random) -> str | None:
    """Monday becomes Friday."""
    match = _any(rf"\b({'|'.join(WEEKDAYS)})\b", text, chance)
    return match and _put(text, match, _other(WEEKDAYS, match[0], chance))


def name_misspelt(text: str, source: str, chance: Random) -> str | None:
    """ "Golovchenko" becomes "Golovhcenko": a name that the original spells as well."""
    from align.keys.names import skeletons

    theirs = {s for w in re.findall(r"[А-ЯЁІЎ][\w’'-]{4,}", source) for s in skeletons(w)}
    names = [
        m
        for m in re.finditer(r"(?<!^)(?<![.!?“] )\b[A-Z][a-z]{5,}\b", text)
        if any(len(s) > 2 and any(t.startswith(s) for t in theirs) for s in skeletons(m[0]))
    ]
    match = _one(names, chance)
    if match is None:
        return None
    places = [n for n in range(1, len(match[0]) - 2) if match[0][n] != match[0][n + 1]]
    at = chance.choice(places)
    word = match[0]
    return _put(text, match, word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def name_swapped(text: str, source: str, chance: Random) -> str | None:
    """A person's family name becomes another one."""
    first = "|".join(FIRST_NAMES)
    match = _any(rf"\b(?:{first}|Mr\.?|Ms|Mrs) ([A-Z][a-z]{{3,}})\b", text, chance)
    if match is None:
        return None
    return _put(text, match, chance.choice(STRANGERS), 1)


def negation_lost(text: str, source: str, chance: Random) -> str | None:
    """ "did not sign" becomes "did sign"."""
    if not re.search(r"\b[Нн][ея]\b", source):
        return None
    match = _any(r"\b(?:do|does|did|is|are|was|were|has|have|will|would|can|could|should|must)"
                 r"( not|n[’']t)\b(?! only)", text, chance)  # fmt: skip
    return match and _put(text, match, "", 1)


def negation_added(text: str, source: str, chance: Random) -> str | None:
    """ "will sign" becomes "will not sign"."""
    if re.search(r"\b(?:[Нн][еяі]\b|[Бб]е?[яз]з? )|\b(?:not|no|n't|never)\b", source + " " + text):
        return None
    match = _any(r"\b(?:is|are|was|were|has|have|will|can|must|should)(?= [a-z]{3,})", text, chance)
    return match and _put(text, match, f"{match[0]} not")


def quotation_lost(text: str, source: str, chance: Random) -> str | None:
    """The marks around a quotation go away."""
    match = _any(r"[“\"][^“”\"]{15,}[”\"]", text, chance)
    return match and _put(text, match, match[0][1:-1])


def speaker_swapped(text: str, source: str, chance: Random) -> str | None:
    """The label of who speaks names another one."""
    match = re.match(r"[A-Z][^:.!?]{3,60}? ([A-Z][a-z]{3,})(?=:)", text)
    return match and _put(text, match, chance.choice(STRANGERS), 1)


def clause_omitted(text: str, source: str, chance: Random) -> str | None:
    """A clause between commas is left out."""
    found = [m for m in _CLAUSE.finditer(text) if len(m[0].split()) > 5]
    match = _one(found, chance)
    return match and _put(text, match, "")


def word_untranslated(text: str, source: str, chance: Random) -> str | None:
    """A word is left in the language of the original."""
    theirs = re.findall(r"[а-яёіўА-ЯЁІЎ]{4,}", source)
    match = _any(r"(?<= )[a-z]{4,}\b", text, chance)
    return match and (_put(text, match, chance.choice(theirs)) if theirs else None)


def sentence_untranslated(text: str, source: str, chance: Random) -> str | None:
    """The sentence stands there as in the original."""
    return source if len(source.split()) > 5 else None


def look_alike(text: str, source: str, chance: Random) -> str | None:
    """A letter is that of the other script."""
    match = _any(rf"(?<=[A-Za-z])[{''.join(LOOK_ALIKES)}](?=[a-z])", text, chance)
    return match and _put(text, match, LOOK_ALIKES[match[0]])


def stress_mark(text: str, source: str, chance: Random) -> str | None:
    """A stress mark has stayed."""
    match = _any(r"(?<=[a-z])[aeiou](?=[a-z])", text, chance)
    return match and _put(text, match, f"{match[0]}\u0301")


def quotation_marks(text: str, source: str, chance: Random) -> str | None:
    """Quotation marks are those of the original."""
    match = _any(r"[“\"]([^“”\"]{3,})[”\"]", text, chance)
    return match and _put(text, match, f"«{match[1]}»")


def blank_doubled(text: str, source: str, chance: Random) -> str | None:
    """Two blanks."""
    match = _any(r"(?<=[a-z]) (?=[a-z])", text, chance)
    return match and _put(text, match, "  ")


def blank_before(text: str, source: str, chance: Random) -> str | None:
    """A blank before a comma."""
    match = _any(r"(?<=[a-z])[,;](?= )", text, chance)
    return match and _put(text, match, f" {match[0]}")


def stop_lost(text: str, source: str, chance: Random) -> str | None:
    """The final stop is missing."""
    return text[:-1] if re.search(r"[a-z]{3}\.$", text) and len(text.split()) > 6 else None


def bracket_lost(text: str, source: str, chance: Random) -> str | None:
    """A bracket is opened and not closed."""
    match = _any(r"(?<= )[a-z]{4,}\b", text, chance)
    return match and _put(text, match, f"({match[0]}") if "(" not in text else None


def decimal_comma(text: str, source: str, chance: Random) -> str | None:
    """5.2 percent becomes 5,2 percent."""
    match = _any(r"(?<=\d)\.(?=\d{1,2}(?:%| per ?cent| million| billion| trillion))", text, chance)
    return match and _put(text, match, ",")


def british(text: str, source: str, chance: Random) -> str | None:
    """A word is spelled on the other side of the ocean."""
    match = _any(rf"\b({'|'.join(SPELLINGS)})\b", text, chance)
    return match and _put(text, match, SPELLINGS[match[0]])


def counter(text: str, source: str, chance: Random) -> str | None:
    """The counter of a photograph has come along."""
    return f"{text} - {chance.randint(2, 12)}" if text.endswith(".") else None


def word_twice(text: str, source: str, chance: Random) -> str | None:
    """ "the the"."""
    match = _any(r"(?<= )(?:the|of|in|to|and|a|for|on|with)(?= )", text, chance)
    return match and _put(text, match, f"{match[0]} {match[0]}")


KINDS: dict[str, Plant] = {
    name: globals()[name.replace("-", "_")]
    for name in RULES
    if name.replace("-", "_") in globals()
}  # fmt: skip


def finds(rule: str, kind: str) -> bool:
    """Whether a rule is one that should find a kind of fault."""
    return any(
        rule == wanted or (wanted.endswith("*") and rule.startswith(wanted[:-1]))
        for wanted in RULES[kind]
    )
