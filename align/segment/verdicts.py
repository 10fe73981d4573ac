"""What the rules answer: whether a sentence ends at a mark.

Each answers True (the sentence ends here), False (it goes on), or None (the next rule is asked).
`align.segment.rules` says in which order they are asked, and of which marks.
"""

import re

from align.segment.abbreviations import Lexicon, key
from align.segment.marks import Mark

INITIALS = re.compile(r"(?:[^\W\d_]\.[-‐–]?)*[^\W\d_]")
LIST_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[^\W\d_]")
ROMAN = re.compile(r"[IVXLCDMХІ]+")
SPACED_DATE = re.compile(r"\s\d{1,2}\.\s?(?:\d{4}|\d{2})(?!\d)|\s(?:\d{4})(?!\d)")
# A footnote number set without raising: "работа.1 Далее".
BARE_FOOTNOTE = re.compile(r"\d{1,2}(?=\s+[«“„\"(]?[^\W\d_])")
# A phrase of time that a sentence opens with: "По итогам первого полугодия 2024 г." has 34
# characters, and a statement with a verb of its own is seldom shorter than this.
OPENING_DATE = 45
# Quoted titles with a mark inside have up to 30 characters in 312 transcripts and releases; a
# quotation longer than this is speech.
TITLE_LIMIT = 100
# 95 of 100 Russian stage remarks have up to 68 characters, the longest has 93.
REMARK = 100
# The longest word looked at before a quotation mark.
WORD = 24


def _number_precedes(mark: Mark) -> bool:
    before = mark.previous[0].lstrip('«“„"([')
    return mark.token[:1].isdigit() or before[:1].isdigit() or bool(ROMAN.fullmatch(before))


def _opener_follows(mark: Mark, lexicon: Lexicon) -> bool:
    word = mark.word
    known = word in lexicon.words["sentence-openers"] or (
        "’" in word and word.partition("’")[0] in lexicon.words["sentence-openers"]
    )
    return known and not mark.initial_follows


def _quotes(mark: Mark) -> bool:
    return any(sign in '«“„"' for sign in mark.lead)


def _dash(mark: Mark) -> bool:
    return any(sign in "—–-−" for sign in mark.lead)


def _date_follows(mark: Mark, lexicon: Lexicon) -> bool:
    pieces = mark.text[mark.after : mark.after + 16].split()
    return bool(pieces) and pieces[0].strip(",.") in lexicon.words["months"]


def _date_opens(mark: Mark, lexicon: Lexicon) -> bool:
    if mark.start - mark.sentence > OPENING_DATE:
        return False
    words = mark.text[mark.sentence : mark.start].lstrip('«“„"(—– ').split()
    return bool(words) and (words[0][0].isdigit() or words[0] in lexicon.words["date-openers"])


def _remark_follows(mark: Mark) -> bool:
    """Whether a sentence in brackets follows: (Applause.)"""
    if mark.kind != "upper" or not ("(" in mark.lead or "[" in mark.lead):
        return False
    close = ")" if "(" in mark.lead else "]"
    end = mark.text.find(close, mark.after, mark.after + REMARK)
    return end > 0 and mark.text[end - 1] in ".!?…"


# -- the end, and marks inside words -------------------------------------------------------------


def end_of_paragraph(mark: Mark, _: Lexicon) -> bool | None:
    if mark.kind != "end":
        return None
    # A bracket at the very end that holds no word, <…>, is a sentence of its own.
    rest = mark.text[mark.close : mark.close + 16].strip()
    return not rest or rest[0] in "<[("


def decimal_point(mark: Mark, _: Lexicon) -> bool | None:
    joined = mark.close == mark.end and mark.follower.isdigit()
    if mark.is_stop and joined and (not mark.token or mark.token[-1].isdigit()):
        return False
    return None


def spaced_date(mark: Mark, _: Lexicon) -> bool | None:
    if mark.kind != "digit" or not mark.token[-2:].isdigit():
        return None
    inner = len(mark.token) <= 2 and SPACED_DATE.match(mark.text, mark.close)
    return False if inner else None


def inside_address(mark: Mark, _: Lexicon) -> bool | None:
    if mark.close != mark.end:
        return None
    if any(sign in mark.token for sign in "/@=") or mark.token.startswith("www"):
        return False
    return None


def bare_footnote(mark: Mark, lexicon: Lexicon) -> bool | None:
    # The sentence ends after the number: the splitter moves the end there.
    return True if footnote_end(mark, lexicon) > mark.close else None


def footnote_end(mark: Mark, lexicon: Lexicon) -> int:
    """Where a footnote number set as plain digits after the mark ends; else `mark.close`."""
    if mark.gap or not mark.follower.isdigit() or mark.classes:
        return mark.close
    if len(mark.token) < 3 or not mark.token[-1].islower() or "." in mark.token:
        return mark.close
    found = BARE_FOOTNOTE.match(mark.text, mark.close)
    if found is None or mark.text[found.end() : found.end() + 4].strip('«“„"( \n\t')[:1].islower():
        return mark.close
    return found.end()


def missing_space(mark: Mark, lexicon: Lexicon) -> bool | None:
    if mark.kind != "upper":
        return None
    if mark.lead.strip("«“„\"'‘(["):
        return None
    token = mark.token.rpartition(".")[2].rstrip('»”")')
    if len(token) < 2 or not token[-1].isalpha() or not (mark.is_stop or len(mark.sign) < 4):
        return None
    second = mark.word[1:2]
    shaped = second.islower() or (not second and not mark.initial_follows)
    if not shaped or (mark.classes and "final-before-capital" not in mark.classes):
        return None
    if not mark.is_stop or _opener_follows(mark, lexicon) or mark.lead:
        return True
    # Vesti.FM, Storm.Ossetia: a capital on both sides makes a name.
    return True if token[0].islower() and len(token) > 2 and len(mark.word) > 2 else None


def no_space(_: Mark, __: Lexicon) -> bool:
    return False


# -- brackets and quotations ---------------------------------------------------------------------


def mark_in_brackets(mark: Mark, _: Lexicon) -> bool | None:
    before, after = mark.text[mark.start - 1 : mark.start], mark.text[mark.end : mark.end + 1]
    if not before or before not in "([<{" or not after or after not in ")]>}":
        return None
    if mark.is_ellipsis and mark.gap:
        return mark.kind != "lower" and mark.follower != ","
    return False


def bracketed_sentence(mark: Mark, lexicon: Lexicon) -> bool | None:
    for group in mark.groups:
        if not group.bracket or group.end >= mark.close or mark.kind == "lower":
            continue
        if group.opens_sentence:
            return True
        # An aside that took the full stop of its sentence into the brackets: "(see Table 2.1.)".
        # One that ends in ! or ? does so only if it is a sentence itself: "(Laughter!)".
        if mark.classes:
            final = any(name.startswith("final") for name in mark.classes)
            return True if final and _opener_follows(mark, lexicon) else None
        inner = mark.text[group.start + 1 : group.start + 3].strip('«“"—– ')
        return True if mark.is_stop or inner[:1].isupper() else None
    return None


def inside_bracket(mark: Mark, _: Lexicon) -> bool | None:
    return False if any(group.bracket for group in mark.groups) else None


def inside_title(mark: Mark, _: Lexicon) -> bool | None:
    for group in mark.groups:
        if group.bracket or group.opens_sentence or group.end - group.start > TITLE_LIMIT:
            continue
        if not mark.text[group.start - 1 : group.start].isspace() or group.end < mark.close:
            continue
        before = mark.text[max(0, group.start - 4) : group.start].rstrip()[-1:]
        after = mark.text[group.end + 1 : group.end + 4].lstrip(",").strip()[:1]
        if before.isalnum() and after.islower():
            return False
    return None


def title_before_capital(mark: Mark, lexicon: Lexicon) -> bool | None:
    for group in mark.groups:
        if group.bracket or mark.is_stop or group.end >= mark.close:
            continue
        before = mark.text[max(0, group.start - WORD) : group.start].split()
        if before and before[-1] in lexicon.words["before-title"] and mark.kind == "upper":
            return False
    return None


def quote_attribution(mark: Mark, _: Lexicon) -> bool | None:
    closed = any(not group.bracket and group.end < mark.close for group in mark.groups)
    return False if closed and _dash(mark) and not _quotes(mark) and mark.kind == "upper" else None


# -- what follows --------------------------------------------------------------------------------


def opening_ellipsis(mark: Mark, _: Lexicon) -> bool | None:
    if not mark.is_ellipsis or mark.text[mark.close - 1] in ">])":
        return None
    head = mark.text[max(mark.sentence, mark.start - 4) : mark.start]
    opens = mark.start - mark.sentence <= 4 and not any(c.isalnum() for c in head)
    return False if opens else None


def lower_case(mark: Mark, _: Lexicon) -> bool | None:
    if mark.kind != "lower" or mark.is_ellipsis:
        return None
    # "Да. …и нет": an ellipsis before the small letter opens a sentence.
    return None if mark.lead.endswith(("…", "...")) else False


def ellipsis_lower_case(mark: Mark, _: Lexicon) -> bool | None:
    return False if mark.is_ellipsis and mark.kind == "lower" else None


def ellipsis_digit(mark: Mark, _: Lexicon) -> bool | None:
    return False if mark.is_ellipsis and mark.kind == "digit" and not mark.lead else None


def name_with_mark(mark: Mark, lexicon: Lexicon) -> bool | None:
    if mark.token + mark.sign not in lexicon.words["names-with-mark"]:
        return None
    return _opener_follows(mark, lexicon)


# -- a full stop after a number, an abbreviation, an initial -------------------------------------


def list_number(mark: Mark, _: Lexicon) -> bool | None:
    if not LIST_NUMBER.fullmatch(mark.token):
        return None
    opens = mark.token_opens_sentence or mark.previous[0].endswith((":", ";"))
    return False if opens else None


def caption_number(mark: Mark, lexicon: Lexicon) -> bool | None:
    if not LIST_NUMBER.fullmatch(mark.token):
        return None
    label = mark.previous[0]
    opens = mark.text.startswith(label, mark.sentence) and not mark.previous[1]
    return False if opens and label in lexicon.words["caption-words"] else None


def never_final(mark: Mark, _: Lexicon) -> bool | None:
    # "10 см." is a unit, "см. с. 10" is not.
    if "after-number" in mark.classes and _number_precedes(mark):
        return None
    return False if "never-final" in mark.classes else None


def before_number(mark: Mark, lexicon: Lexicon) -> bool | None:
    if "before-number" not in mark.classes:
        return None
    sign = mark.text[mark.close : mark.after + 2].strip()[:1]
    roman = bool(ROMAN.fullmatch(mark.word)) and not _opener_follows(mark, lexicon)
    return False if mark.kind == "digit" or roman or sign in "№§#" else None


def abbreviation_before_sign(mark: Mark, lexicon: Lexicon) -> bool | None:
    # "No. – Why?", "Minister: No.": a word that stands alone is no abbreviation.
    alone = mark.token_opens_sentence or mark.previous[0].endswith(":")
    if (alone and mark.classes == {"before-number"}) or _remark_follows(mark):
        return None
    sign = mark.text[mark.close : mark.after + 2].strip()[:1]
    return False if sign and sign in "—–-−(№§%/+=<>&" else None


def phrase_of_time(mark: Mark, lexicon: Lexicon) -> bool | None:
    if "after-number" not in mark.classes or not _number_precedes(mark):
        return None
    return False if _date_opens(mark, lexicon) and not _quotes(mark) else None


def before_amount(mark: Mark, lexicon: Lexicon) -> bool | None:
    if mark.word in lexicon.words["currencies"]:
        return False
    if mark.kind != "digit" or mark.classes == {"before-number"}:
        return None
    return _date_follows(mark, lexicon) and "before-name" not in mark.classes - {"after-number"}


def unit(mark: Mark, lexicon: Lexicon) -> bool | None:
    found = "after-number" in mark.classes and _number_precedes(mark)
    return True if found else None


def before_name(mark: Mark, lexicon: Lexicon) -> bool | None:
    return False if "before-name" in mark.classes else None


def before_capital(mark: Mark, lexicon: Lexicon) -> bool | None:
    return True if "final-before-capital" in mark.classes else None


def before_opener(mark: Mark, lexicon: Lexicon) -> bool | None:
    if "final-before-opener" not in mark.classes:
        return None
    return _opener_follows(mark, lexicon) or _quotes(mark)


def lettered_item(mark: Mark, lexicon: Lexicon) -> bool | None:
    if len(mark.token) != 1 or not mark.token.isalpha():
        return None
    found = mark.previous[0] in lexicon.words["before-letter"] and not mark.initial_follows
    return True if found else None


def opener_after_initials(mark: Mark, lexicon: Lexicon) -> bool | None:
    if not INITIALS.fullmatch(mark.token) or mark.token_opens_sentence:
        return None
    surname = mark.previous[0][:1].isupper() and not mark.previous[0].endswith(".")
    if INITIALS.fullmatch(key(mark.previous[0])):
        surname = mark.previous[1][:1].isupper()
    return True if _opener_follows(mark, lexicon) or (surname and _quotes(mark)) else None


def initials(mark: Mark, _: Lexicon) -> bool | None:
    found = mark.token[-1:].isupper() and INITIALS.fullmatch(mark.token)
    return False if found else None


# -- what is left --------------------------------------------------------------------------------


def ellipsis(mark: Mark, _: Lexicon) -> bool | None:
    return True if mark.is_ellipsis else None


def question(_: Mark, __: Lexicon) -> bool:
    return True


def closing_quote(mark: Mark, _: Lexicon) -> bool | None:
    return True if mark.close > mark.end else None


def default(_: Mark, __: Lexicon) -> bool:
    return True
