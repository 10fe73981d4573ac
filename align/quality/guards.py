"""Guard rails: what must not score well, whatever is learnt from people.

What is learnt knows what it has seen, and has not seen a release that is empty, was left in
Russian or says the same words over and over: "untranslated text must not score well" (COMET, issue
192). Plain rules find these, and each sets a bound. What the bounds are is said beside them; scores
are those of MLQE-PE, where three people judged each translation (Fomicheva et al. 2022).

References
----------
Guzmán et al., "The FLORES evaluation datasets", EMNLP 2019, section 3.2: what scores mean; from 30
to 50 is what has major mistakes, from 51 on the overall meaning is there.
Fomicheva et al., "MLQE-PE: a multilingual quality estimation and post-editing dataset", LREC 2022.
"""

import math
import re
from collections.abc import Sequence

from align.checks.letters import LOOK_ALIKE, is_cyrillic, is_latin
from align.langid import identify
from align.quality.lengths import lengths, size
from align.scores import Reason
from align.types import LANGUAGE_NAMES, Language

# Words that stand in English and in no neighbour of it, nor in transliterated Russian or
# Belarusian, where "to", "on", "no", "my" and "a" do.
_WORDS_OF_ENGLISH = """
the of and that for with is are this have has from were been which will would his they it by be who
not you your their our he she its as at than but must can could should said when there these those
about
"""
_ENGLISH = frozenset(_WORDS_OF_ENGLISH.split())
# A text is not English with so many words in small letters, which are no names, so small a share of
# the words above, and so few points a word of `align.langid`; headlines are short of both, and need
# more words unless English is not even the likeliest language. Of 2,100 human sentences, 1,000 of
# WMT 2021 and 8,000 of MLQE-PE none is so; of German, Romanian, Estonian and transliterated ones
# with 12 words and more 94 in 100 are.
_LEAST, _SURE, _SHARE, _POINTS = 6, 10, 0.05, 0.45
# What a translation scores at best of which a word is left untranslated: the end of "major
# mistakes" (Guzmán et al. 2019). With half of the words untranslated nothing is left; between them
# the bound falls evenly. Three such translations in MLQE-PE have 24, 40 and 43; the six that are
# left untranslated as a whole have 7 on an average.
_PARTLY, _HALF = 50.0, 0.5
# The same words again and again are a quarter of the translation, and three more words than in the
# original. The 19 such translations in MLQE-PE have 20 on an average, and at most 46.
_REPEATED, _AGAIN, _MORE = 20.0, 0.25, 3
# Words of the longest phrase that is looked for, and words that are looked at.
_PHRASE, _WORDS = 40, 2_000
_SHOWN = 60
# Characters after which a bracket is taken as forgotten.
_NEAR = 200

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_FIGURE_OR_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_FIGURE = re.compile(r"[^()\[\]]*\d")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_WORD_OR_BRACKET = re.compile(r"[()\[\]]|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# Domains in Cyrillic letters are never translated.
_DOMAINS = (".рф", ".бел", ".рус")


def guards(source: str, target: str, language: Language) -> tuple[Reason, ...]:
    """What keeps a translation from a good score, the strictest bound first.

    Parameters
    ----------
    source, target
        The original and its rendering, a sentence or some.
    language
        Of the original.

    Returns
    -------
    tuple of Reason
        Of the kinds ``empty``, ``untranslated``, ``language``, ``length`` and ``repeated``, each
        with a cap from 0 to 100; none where nothing is wrong or the original has no words.

    References
    ----------
    https://github.com/Unbabel/COMET/issues/192
    """
    if not size(source):
        return ()
    if not size(target):
        return (Reason("empty", "The release has no words here.", 0.0),)
    words = _WORD.findall(target)
    found = [
        _untranslated(source, target, language),
        _language(target, words),
        _repeated(source, target),
    ]
    reasons = [reason for reason in found if reason]
    # The length of what is no translation says nothing.
    if not any(reason.cap == 0 for reason in reasons) and (length := _length(source, target)):
        reasons.append(length)
    return tuple(sorted(reasons, key=lambda reason: (reason.cap, reason.kind)))


def _untranslated(source: str, target: str, language: Language) -> Reason | None:
    """Words of the original left as they are."""
    if not is_cyrillic(target):
        return None
    cyrillic = len(_CYRILLIC.findall(target))
    left, words = _left(target)
    copied = left and _folded(source) == _folded(target)
    if copied or (cyrillic > 1 and cyrillic > _HALF * sum(map(str.isalpha, target))):
        what = f"This is left in {LANGUAGE_NAMES[language]}" if copied else "Most of this is left"
        text = f"{what}, untranslated." if copied else f"{what} untranslated, in Cyrillic letters."
        return Reason("untranslated", text, 0.0)
    if not left:
        return None
    share = len(left) / words
    shown = ", ".join(f"“{_short(word)}”" for word in left[:3])
    more = f" and {len(left) - 3} more" if len(left) > 3 else ""
    verb = "is" if len(left) == 1 else "are"
    return Reason(
        "untranslated",
        f"{shown}{more} {verb} left untranslated.",
        round(_PARTLY * max(0.0, 1 - share / _HALF), 1),
    )


def _left(text: str) -> tuple[list[str], int]:
    """Cyrillic words that nothing explains, and how many words there are.

    A rendering in brackets explains the words before it; words in brackets are there beside their
    rendering. Brackets with figures are no rendering but a source or a date.
    """
    if any(domain in text for domain in _DOMAINS):
        text = " ".join(w for w in text.split() if not any(domain in w for domain in _DOMAINS))
    left: list[str] = []
    waiting: list[str] = []
    words, opened, latin = 0, -1, False
    for match in _WORD_OR_BRACKET.finditer(text):
        word = match.group()
        if word in "()[]":
            opened = match.start() if word in "([" else -1
            if opened >= 0 and _FIGURE.match(text, opened + 1, opened + _NEAR):
                opened = -1
            continue
        words += 1
        inside = opened >= 0 and match.start() - opened <= _NEAR
        if not _is_left(word):
            if not inside:
                left += waiting
            waiting, latin = [], True
        elif not (inside and latin):
            waiting.append(word)
    return left + waiting, words


def _is_left(word: str) -> bool:
    """Whether a word is Cyrillic: not one with a letter mistyped, nor "а" for "a" (TXT001)."""
    if not is_cyrillic(word) or (len(word) == 1 and word in LOOK_ALIKE):
        return False
    return 2 * len(_CYRILLIC.findall(word)) > len(word)


def _language(target: str, words: Sequence[str]) -> Reason | None:
    """Another script than Latin and Cyrillic, or another language than English."""
    if not target.isascii():
        letters = [c for c in target if c.isalpha()]
        other = sum(not is_latin(c) and not is_cyrillic(c) for c in letters)
        if 2 * other > len(letters):
            return Reason("language", "This is not English: it has other letters.", 0.0)
    if "http" in target or "www." in target:
        return None  # The words of an address are in no language.
    small = [word for word in words if word.islower() and not is_cyrillic(word)]
    if len(small) < _LEAST or sum(word in _ENGLISH for word in small) > _SHARE * len(small):
        return None
    guess = identify(target)
    if guess.scores["en"] >= _POINTS or (guess.language == "en" and len(small) < _SURE):
        return None
    return Reason("language", "This is not English.", 0.0)


def _length(source: str, target: str) -> Reason | None:
    """Far shorter or far longer than human translations are.

    No more of the meaning is there than the share of the usual length; where that is exceeded, so
    much of the text is something else. Of 8 such translations in MLQE-PE half have under 39.
    """
    table = lengths()
    away, spreads = table.compare(source, target)
    if -table.short <= spreads <= table.long:
        return None
    written = size(target)
    usual = max(1, round(written / math.exp(away)))
    what = "much shorter" if away < 0 else "much longer"
    return Reason(
        "length",
        f"The release is {what} here than a translation can be: {written:,} letters, "
        f"where {usual:,} are usual.",
        round(100 * math.exp(-abs(away)), 1),
    )


def _repeated(source: str, target: str) -> Reason | None:
    """The same words again and again, which the original does not repeat."""
    words = _spoken(target)
    # Few different words are what costs least to find.
    if len(words) - len(set(words)) < max(_MORE, _AGAIN * len(words)):
        return None
    again, phrase = _again(words)
    if again < _AGAIN * len(words) or again < _MORE + _again(_spoken(source))[0]:
        return None
    return Reason("repeated", f"The release repeats “{_short(phrase)}”.", _REPEATED)


def _spoken(text: str) -> list[str]:
    return [word.casefold() for word in _FIGURE_OR_WORD.findall(text)[:_WORDS]]


def _again(words: Sequence[str]) -> tuple[int, str]:
    """How many words in a row repeat the words right before them, and the words they repeat."""
    most = first = last = 0
    for length in range(1, min(_PHRASE, len(words) // 2) + 1):
        run = 0
        for n in range(length, len(words)):
            run = run + 1 if words[n] == words[n - length] else 0
            if run >= length and run > most:
                most, first, last = run, n + 1 - run - length, n + 1 - run
    return most, " ".join(words[first:last])


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
