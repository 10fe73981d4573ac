"""Bytes to text: byte order marks, declarations, strict UTF-8, then old one-byte encodings.

Several encodings give *some* text for any bytes. Which of them was meant is decided by what the
letters look like: ``align/data/encodings.toml``. A guess is never forced: bytes that look like no
text in any of the candidates are refused.
"""

import codecs
import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from align.errors import InputError

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATIONS = (
    re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})"),
    re.compile(rb"<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE),
)
# The HTML standard looks at the first 1,024 bytes only; saved pages put comments before.
_DECLARATION_REACH = 8_192
# Saved web pages say Latin-1 and mean Windows-1252 (WHATWG Encoding standard, "names and labels").
_SAME_AS_1252 = frozenset(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1"))
_SAMPLE = 65_536
_HIGH_BYTES = frozenset(b"\x00\x04\x20")

# Log-probabilities (natural) of signs beside the letter frequencies, which go from -2 to -8:
# a mark of punctuation; a letter that clashes with its neighbours; a sign no text has; an accented
# Latin letter.
_MARK, _CLASH, _STRANGE, _ACCENTED = -3.5, -6.0, -14.0, -5.0
# Below this mean nothing looks like text. Real Russian and Belarusian letters give about -3.
_PLAUSIBLE = -8.0
_TELLING = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+(?:[\x00-\x7f](?![\x80-\xff]))?")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_REMEDY = "Save it as UTF-8, or name its encoding with --encoding."


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, without its byte order mark, and the name of its encoding."""

    text: str
    encoding: str


def decode(
    data: bytes, path: str, encoding: str | None = None, *, declared: bool = False
) -> Decoded:
    """Decode a file.

    Parameters
    ----------
    data
        The bytes of the file.
    path
        The file as the user named it, for messages.
    encoding
        The encoding the user named; it is then the only one tried. One option goes to two
        documents: what can only be UTF-8 is read as such.
    declared
        Heed the charset of ``<meta>`` or the encoding of an XML declaration.

    Raises
    ------
    InputError
        The bytes are not text, or not in that encoding.
    """
    result = _decode_as(data, path, encoding) if encoding else _guess(data, path, declared)
    _refuse_binary(result.text, path)
    return result


def marked(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The byte order mark that a text begins with, and the encoding of what follows it.

    Parameters
    ----------
    data
        The bytes of the file.
    encoding
        Its encoding, as `decode` told it.

    Examples
    --------
    >>> marked(codecs.BOM_UTF8 + b"Minsk", "utf-8")
    (b'\xef\xbb\xbf', 'utf-8')
    """
    name = codecs.lookup(encoding).name
    for mark, bom_name in _BOMS:
        # "utf-16" means either of the two that the mark tells apart.
        if data.startswith(mark) and bom_name.startswith(name.removesuffix("-sig")):
            return mark, bom_name
    return b"", name


def _decode_as(data: bytes, path: str, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        if not name.startswith("utf") and _is_utf8(data):
            return Decoded(data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), "utf-8")
        for mark, bom_name in _BOMS:
            # "utf-16" and "utf-8-sig" handle their own mark; "utf-8" would keep it as a letter.
            if name == bom_name and data.startswith(mark):
                return Decoded(data[len(mark) :].decode(name), name)
        return Decoded(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise _misfit(data, path, encoding, error) from None
    except UnicodeError:
        raise InputError(path, f"the bytes are not text in {encoding}.", _REMEDY) from None
    except (LookupError, ValueError):
        raise InputError(
            path,
            f"there is no text encoding called '{encoding}'.",
            "Name one such as utf-8, cp1251, koi8-r or utf-16.",
        ) from None


def _is_utf8(data: bytes) -> bool:
    """Whether bytes can hardly be anything else: letters of two bytes and more, all of them whole.

    In Windows-1251 these would be pairs such as “Рё” and nothing else.
    """
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _misfit(data: bytes, path: str, encoding: str, error: UnicodeDecodeError) -> InputError:
    before = data[: error.start].decode(encoding, "replace")
    return InputError(
        path,
        f"byte {error.start + 1} cannot be read as {encoding}.",
        "Name the encoding the file was saved in, or save it as UTF-8.",
        before.count("\n") + 1,
    )


def _guess(data: bytes, path: str, declared: bool) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode_as(data, path, name)
    wide = _wide(data)
    if wide is not None:
        return wide
    if b"\0" in data:
        raise _no_text(path)
    try:
        # Bytes of another encoding are valid UTF-8 about never, and editors convert pages without
        # changing what the page says of itself: so this comes before the declaration.
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(data):
            raise _misfit(data, path, "UTF-8", error) from None
    if declared:
        named = _declared(data)
        if named is not None:
            return named
    return _one_byte(data, path)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte is 0 (Latin, blanks) or 4 (Cyrillic)."""
    sample = data[:4_096]
    if len(data) < 4 or len(data) % 2 or 0 not in sample:
        return None
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high, low = sample[offset::2], sample[1 - offset :: 2]
        fits = sum(byte in _HIGH_BYTES for byte in high)
        if fits >= 0.9 * len(high) and low.count(0) <= 0.02 * len(low):
            try:
                return Decoded(data.decode(name), name)
            except UnicodeDecodeError:
                return None
    return None


def _nearly_utf8(data: bytes) -> bool:
    """Whether a few bytes only keep a text from being UTF-8, as after a cut or a faulty edit."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 10 <= sum(not char.isascii() for char in text) - broken


def _declared(data: bytes) -> Decoded | None:
    for pattern in _DECLARATIONS:
        match = pattern.search(data[:_DECLARATION_REACH])
        if match is None:
            continue
        label = match[1].decode("ascii").lower()
        if label in _SAME_AS_1252:
            label = "cp1252"
        try:
            name = codecs.lookup(label).name
            text = data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
        # The page may say one thing and be another.
        if not name.startswith("utf") and likeness(text[:_SAMPLE]) >= _PLAUSIBLE:
            return Decoded(text, name)
    return None


def _one_byte(data: bytes, path: str) -> Decoded:
    # Only what stands around letters beyond ASCII tells; in an English file they may come late.
    sample = b" ".join(match[0] for match in islice(_TELLING.finditer(data), _SAMPLE))[:_SAMPLE]
    best: tuple[float, str] | None = None
    for name, prior in _letters().candidates.items():
        try:
            data.decode(name)
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        likely = likeness(text)
        score = likely + prior / max(1, sum(not char.isascii() for char in text))
        if likely >= _PLAUSIBLE and (best is None or score > best[0]):
            best = (score, name)
    if best is None:
        problem = "the file is not text, or in an encoding that cannot be told."
        raise InputError(path, problem, _REMEDY)
    return _decode_as(data, path, best[1])


def likeness(text: str) -> float:
    """Mean log-probability of the letters and signs of `text` beyond ASCII, 0 without any."""
    letters = _letters()
    total, count = 0.0, 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if not char.isascii():
            total += letters.score(before, char, after)
            count += 1
    return total / count if count else 0.0


@dataclass(frozen=True, slots=True)
class _Letters:
    candidates: dict[str, float]
    openers: frozenset[str]
    closers: frozenset[str]
    dashes: frozenset[str]
    words: frozenset[str]
    frequencies: dict[str, float]

    def score(self, before: str, char: str, after: str) -> float:
        if char in self.dashes:
            return _MARK
        if char in self.openers:
            return _MARK + (_CLASH if after == " " else 0.0)
        if char in self.closers:
            return _MARK + (_CLASH if before == " " else 0.0)
        small = char.lower()
        frequency = self.frequencies.get(small)
        latin = (before.isascii() and before.isalpha()) + (after.isascii() and after.isalpha())
        if frequency is not None:
            clash = latin + (char != small and before.islower())
            alone = not (before.isalpha() or after.isalpha())
            return frequency + (clash + (alone and small not in self.words)) * _CLASH
        if "\u00c0" <= char <= "\u017f" and char.isalpha():
            # One accented letter in a Latin word is a name; several in a row are no word.
            return _ACCENTED if latin else _STRANGE
        return _STRANGE


@cache
def _letters() -> _Letters:
    text = files("align").joinpath("data/encodings.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    frequencies: dict[str, float] = data["letters"]
    return _Letters(
        data["candidates"],
        frozenset(data["openers"]),
        frozenset(data["closers"]),
        frozenset(data["dashes"]),
        frozenset(data["words"]),
        {letter: math.log(rate / 1000) for letter, rate in frequencies.items()},
    )


def _refuse_binary(text: str, path: str) -> None:
    controls = len(_CONTROLS.findall(text))
    broken = text.count("\ufffd")
    # A stray control character or two come with text copied from elsewhere; NUL never does.
    if "\0" in text or controls * 20 > len(text) or broken * 20 > len(text):
        raise _no_text(path)


def _no_text(path: str) -> InputError:
    if path.lower().endswith((".docx", ".odt")):
        problem = "this is not a text file, and no Word or OpenDocument file either."
        return InputError(path, problem, "It may be damaged: save it again from its program.")
    return InputError(
        path, "this is not a text file.", "Give a .txt, .md, .html, .docx or .odt file."
    )
