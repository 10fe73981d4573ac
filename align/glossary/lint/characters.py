"""Characters that have no place in a term, and what a term is without them."""

import re
import unicodedata

# Soft hyphen, zero-width and direction signs, byte order mark, controls.
_INVISIBLE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e"
                        "\u2060-\u2064\u2066-\u206f\ufeff]")  # fmt: skip
_STRESS = re.compile("[\u0400-\u052f][\u0302-\u036f]*[\u0300\u0301]")
_MARKS = re.compile("(?<=[\u0400-\u052f])[\u0300-\u036f]+")
_NO_STRESS = {0x300: None, 0x301: None}
_STRESSED = str.maketrans("\u0450\u045d\u0400\u040d", "еиЕИ")
_BLANKS = re.compile(r"\s+")
_LATIN = "ABCEHIKMOPTXYSJaceiopxysj"
_CYRILLIC = "АВСЕНІКМОРТХУЅЈасеіорхуѕј"
_TO_CYRILLIC = dict(zip(_LATIN, _CYRILLIC, strict=True))
_TO_LATIN = {c: latin for latin, c in _TO_CYRILLIC.items()}
_RUN = re.compile(r"[^\W\d_]+")
# Russian and Belarusian words of one small letter, and the Latin letters that look like them.
_WORDS_OF_ONE = {"ru": frozenset("aoyck"), "be": frozenset("aiy")}
_ALPHABETS = {"ru": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
              "be": frozenset("абвгдеёжзійклмнопрстуўфхцчшыьэюя")}  # fmt: skip


def is_latin(letter: str) -> bool:
    """Whether a letter is of the Latin script, marks included."""
    return letter.isalpha() and (
        letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" or "\ufb00" <= letter <= "\ufb06"
    )


def is_cyrillic(letter: str) -> bool:
    """Whether a letter is of the Cyrillic script."""
    return "\u0400" <= letter <= "\u052f"


def clean(text: str) -> str:
    """A term without stray characters: one plain blank between words, no invisible signs.

    Examples
    --------
    >>> clean(" Сою́зное\\u00a0 государ\\u00adство")
    'Союзное государство'
    """
    text = _MARKS.sub(lambda run: run[0].translate(_NO_STRESS), _INVISIBLE.sub("", text))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text).translate(_STRESSED)).strip()


def stray(text: str) -> str:
    """What is astray in a term, in words; empty where nothing is.

    Examples
    --------
    >>> stray("Union  State"), stray("Сою́з"), stray("Union State")
    ('two blanks in a row', 'a stress mark', '')
    """
    found = _INVISIBLE.search(text)
    if found:
        return f"an invisible character (U+{ord(found[0]):04X})"
    if text != text.strip():
        return "a blank at its beginning or end"
    if _STRESS.search(text) or text.translate(_STRESSED) != text:
        return "a stress mark"
    odd = next((c for c in text if c.isspace() and c != " "), "")
    if odd:
        return f"a blank of another kind (U+{ord(odd):04X})"
    if "  " in text:
        return "two blanks in a row"
    if clean(text) != text:
        return "a letter made of two characters"
    return ""


def mixed(text: str, language: str) -> list[tuple[str, str]]:
    """Words with letters of two scripts, each with what it should be, empty where that is unsure.

    Examples
    --------
    >>> mixed("Coюзное гocyдарство", "ru")
    [('Coюзное', 'Союзное'), ('гocyдарство', 'государство')]
    >>> mixed("COVID-19, БелNPP", "ru")
    [('БелNPP', '')]
    """
    return [(text[a:b], right) for a, b, right in _mixed(text, language)]


def unmixed(text: str, language: str) -> str:
    """A term with its look-alike letters put into the script of their word, where that is sure."""
    for start, end, right in reversed(_mixed(text, language)):
        text = text[:start] + (right or text[start:end]) + text[end:]
    return text


def _mixed(text: str, language: str) -> list[tuple[int, int, str]]:
    cyrillic_text = language != "en" and any(map(is_cyrillic, text))
    found = []
    for match in _RUN.finditer(text):
        word, (start, end) = match[0], match.span()
        alone = cyrillic_text and word in _WORDS_OF_ONE.get(language, ())
        if alone and not _joined(text, start, end):
            found.append((start, end, _TO_CYRILLIC[word]))
        elif any(map(is_latin, word)) and any(map(is_cyrillic, word)):
            found.append((start, end, _repaired(word, language)))
    return found


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a letter is a part of something longer: COVID-a, y2."""
    around = text[start - 1 : start] + text[end : end + 1]
    return any(c.isalnum() or c in "-–'’ʼ./" for c in around)


def _repaired(word: str, language: str) -> str:
    """The word in the one script that it can be in; empty where both or neither can be."""
    if language == "en":
        fixed = "".join(_TO_LATIN.get(c, c) for c in word)
        return fixed if all(map(is_latin, fixed)) else ""
    fixed = "".join(_TO_CYRILLIC.get(c, c) for c in word)
    known = _ALPHABETS[language]
    return fixed if all(c.lower() in known for c in fixed) else ""
