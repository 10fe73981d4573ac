"""The rules in the order in which they are asked; the last one always answers."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Literal

from align.segment import verdicts
from align.segment.abbreviations import Lexicon
from align.segment.marks import Mark

# Raised with every change that moves a boundary.
SEGMENTER_VERSION = "1"

Verdict = Callable[[Mark, Lexicon], bool | None]
# Which marks a rule is asked about: any; those with no white space after them; those with some,
# and among them full stops, full stops after a known abbreviation, other marks, and marks inside
# a bracket or quotation.
Scope = Literal["any", "joined", "spaced", "stop", "abbreviation", "sign", "group"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Parameters
    ----------
    name
        Stable name, shown by ``align segment --explain``.
    scope
        Which marks it is asked about.
    description
        One line for the documentation.
    verdict
        The rule itself: ends, goes on, or not for this rule to say.
    """

    name: str
    scope: Scope
    description: str
    verdict: Verdict


RULES: tuple[Rule, ...] = (
    Rule(
        "end-of-paragraph",
        "any",
        "No letter or digit follows: the paragraph ends.",
        verdicts.end_of_paragraph,
    ),
    Rule(
        "decimal-point",
        "joined",
        "A digit follows at once: 2.5, 21.04.2025, 10.30.",
        verdicts.decimal_point,
    ),
    Rule("spaced-date", "stop", "A date set with blanks: 21. 04. 2025.", verdicts.spaced_date),
    Rule(
        "mark-in-brackets",
        "any",
        "A mark alone in brackets: (?), (!), <…>.",
        verdicts.mark_in_brackets,
    ),
    Rule("inside-address", "joined", "Inside a web or mail address.", verdicts.inside_address),
    Rule(
        "footnote-mark",
        "joined",
        "A footnote number stands right after the stop.",
        verdicts.bare_footnote,
    ),
    Rule(
        "missing-space",
        "joined",
        "The blank after the stop was forgotten: work.The.",
        verdicts.missing_space,
    ),
    Rule("no-space", "joined", "No white space follows the mark.", verdicts.no_space),
    Rule(
        "bracketed-sentence",
        "group",
        "A sentence in brackets ends: (Applause.)",
        verdicts.bracketed_sentence,
    ),
    Rule(
        "inside-bracket", "group", "An aside in brackets is not divided.", verdicts.inside_bracket
    ),
    Rule("inside-title", "group", "A quoted title goes on after the mark.", verdicts.inside_title),
    Rule(
        "title-before-capital",
        "group",
        "A quoted title ends in ! or ?.",
        verdicts.title_before_capital,
    ),
    Rule(
        "quote-attribution",
        "group",
        "Author's words after a dash belong to the quotation.",
        verdicts.quote_attribution,
    ),
    Rule(
        "opening-ellipsis",
        "sign",
        "The sentence begins with an ellipsis.",
        verdicts.opening_ellipsis,
    ),
    Rule(
        "ellipsis-lowercase",
        "sign",
        "An ellipsis before a small letter.",
        verdicts.ellipsis_lower_case,
    ),
    Rule("ellipsis-digit", "sign", "An ellipsis before a number.", verdicts.ellipsis_digit),
    Rule("lowercase", "spaced", "A small letter follows.", verdicts.lower_case),
    Rule("name-with-mark", "sign", "The mark belongs to a name: Yahoo!", verdicts.name_with_mark),
    Rule(
        "list-number",
        "stop",
        "The number of a list item or section: 1. 2.1. IV.",
        verdicts.list_number,
    ),
    Rule("caption-number", "stop", "The number of a caption: Table 2.", verdicts.caption_number),
    Rule(
        "abbreviation-never-final",
        "abbreviation",
        "An abbreviation that never ends a sentence.",
        verdicts.never_final,
    ),
    Rule(
        "abbreviation-before-number",
        "abbreviation",
        "An abbreviation before its number: No. 5.",
        verdicts.before_number,
    ),
    Rule(
        "abbreviation-before-sign",
        "abbreviation",
        "An abbreviation before a dash, a bracket or the like.",
        verdicts.abbreviation_before_sign,
    ),
    Rule(
        "phrase-of-time",
        "abbreviation",
        "The sentence opens with a phrase of time: В 2024 г.",
        verdicts.phrase_of_time,
    ),
    Rule(
        "abbreviation-before-amount",
        "abbreviation",
        "A unit before a number or a currency: 5 руб. 20 коп.",
        verdicts.before_amount,
    ),
    Rule(
        "unit-after-number",
        "abbreviation",
        "A unit after its number ends the sentence.",
        verdicts.unit,
    ),
    Rule(
        "abbreviation-before-name",
        "abbreviation",
        "An abbreviation before a name: г. Минск.",
        verdicts.before_name,
    ),
    Rule(
        "abbreviation-before-capital",
        "abbreviation",
        "An abbreviation that ends a sentence before a capital.",
        verdicts.before_capital,
    ),
    Rule(
        "abbreviation-before-opener",
        "abbreviation",
        "An abbreviation that ends one only before an opener.",
        verdicts.before_opener,
    ),
    Rule("lettered-item", "stop", "A letter that names an item: Plan B.", verdicts.lettered_item),
    Rule(
        "opener-after-initials",
        "stop",
        "A word that opens sentences follows a letter.",
        verdicts.opener_after_initials,
    ),
    Rule("initials", "stop", "Initials of a name: А. Г., J. R.", verdicts.initials),
    Rule("ellipsis", "sign", "An ellipsis ends the sentence.", verdicts.ellipsis),
    Rule(
        "question-or-exclamation",
        "sign",
        "A question or exclamation mark ends it.",
        verdicts.question,
    ),
    Rule(
        "closing-quote",
        "stop",
        "A stop and closing quotation marks end it.",
        verdicts.closing_quote,
    ),
    Rule("default-stop", "stop", "Any other full stop ends it.", verdicts.default),
)


def _applies(scope: Scope, gap: bool, stop: bool, known: bool, grouped: bool) -> bool:
    return {
        "any": True,
        "joined": not gap,
        "spaced": gap,
        "stop": gap and stop,
        "abbreviation": gap and stop and known,
        "sign": gap and not stop,
        "group": gap and grouped,
    }[scope]


_APPLICABLE = {
    shape: tuple((rule.verdict, rule.name) for rule in RULES if _applies(rule.scope, *shape))
    for shape in product((False, True), repeat=4)
}


def judge(mark: Mark, lexicon: Lexicon) -> tuple[bool, str]:
    """Whether the sentence ends at the mark, and the name of the rule that says so."""
    shape = (mark.gap, mark.is_stop, bool(mark.classes), bool(mark.groups))
    for verdict, name in _APPLICABLE[shape]:
        answer = verdict(mark, lexicon)
        if answer is not None:
            return answer, name
    raise AssertionError("the last rule of every shape answers")
