"""Links, e-mail addresses and phone numbers of a text.

Every pattern begins where the characters it is made of begin, and goes on over each of them once.
"""

import re
from collections.abc import Iterator
from functools import cache

from align.facts import figures
from align.facts.quantities import whole_fact
from align.facts.values import Fact, FactKind
from align.facts.words import Vocabulary, common, fold
from align.types import Span

_EMAIL = re.compile(r"(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LINK = re.compile(r"(?<![\w.@/-])(?:https?://|www\.)[^\s<>\"«»“”]+", re.IGNORECASE)
# As machine translation parts one: "https: / / example.by / news".
_PARTED = re.compile(
    r"(?<![\w.@/-])https?: / / [^\s<>\"«»“”]+(?: / [^\s<>\"«»“”]+| /(?= |$))*", re.IGNORECASE
)
_BARE = re.compile(
    r"(?<![\w.@/-])[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){1,8}(?![\w@-])(?:/[^\s<>\"«»“”]*)?"
)
_HINT = re.compile(r"@|:(?://| / /)|www\.|[^\W\d_]\.[^\W\d_]{2}", re.IGNORECASE)
_TAIL = ".,;:!?)]}…'’"
_SCHEME = re.compile(r"https?://(?:www\.)?|www\.", re.IGNORECASE)

# Groups of digits with what stands between them; E.164 numbers have at most 15 digits.
_PHONE = re.compile(r"(?<![\w+.,/-])(?:\+|\()?\d(?:[ \u00a0().‑–-]{0,3}\d){4,16}(?![\w]|[.,/-]\d)")
_GROUPS = re.compile(r"\d+")
_SEVEN = re.compile(r"\d{3}[-‑–]\d{2}[-‑–]\d{2}$")
_LEAST, _MOST = 5, 15


@cache
def _domains() -> frozenset[str]:
    return frozenset(common()["links"]["domains"].split())


@cache
def _languages() -> frozenset[str]:
    return frozenset(common()["links"]["languages"].split())


def read(text: str, words: Vocabulary) -> list[Fact]:
    """The contacts of a text, in order."""
    found = [*_addresses(text), *_phones(text, words)]
    if len(found) < 2:
        return found
    found.sort(key=lambda fact: (fact.span, fact.kind))
    out: list[Fact] = []
    for fact in found:
        if not out or fact.span.start >= out[-1].span.end:
            out.append(fact)
    return out


def _addresses(text: str) -> Iterator[Fact]:
    if not _HINT.search(text):
        return
    for match in _EMAIL.finditer(text):
        value = match.group().rstrip(_TAIL)
        yield _fact(FactKind.EMAIL, value.casefold(), match.start(), value, text)
    for match in _LINK.finditer(text):
        yield from _link(match.start(), match.group(), text)
    for match in _PARTED.finditer(text):
        yield from _link(match.start(), match.group(), text)
    for match in _BARE.finditer(text):
        host = match.group().partition("/")[0].rstrip(".")
        # A full stop without a blank behind it joins two sentences: "done.In".
        ending = host.rpartition(".")[2]
        if ending.casefold() in _domains() and (ending.islower() or host.isupper()):
            yield from _link(match.start(), match.group(), text)


def _link(start: int, found: str, text: str) -> Iterator[Fact]:
    link = found.rstrip(_TAIL)
    value = _SCHEME.sub("", link.replace(" ", ""), count=1).rstrip("/")
    if value:
        host, slash, path = value.partition("/")
        yield _fact(FactKind.LINK, host.casefold() + slash + path, start, link, text)


def without_language(link: str) -> str:
    """A link without what says its language: "en.example.by/news", "example.by/ru/news"."""
    host, _, path = link.partition("/")
    labels = [label for label in host.split(".")[:-2] if label not in _languages()]
    steps = [step for step in path.split("/") if step.casefold() not in _languages()]
    return "/".join([".".join([*labels, *host.split(".")[-2:]]), *steps]).rstrip("/")


def _phones(text: str, words: Vocabulary) -> Iterator[Fact]:
    for match in _PHONE.finditer(text):
        written = match.group()
        digits = "".join(_GROUPS.findall(written))
        if not _LEAST <= len(digits) <= _MOST or figures.date(written):
            continue
        before = fold(text[max(0, match.start() - 24) : match.start()])
        asked = any(
            "phone" in words.senses[word].roles for word in re.findall(r"[^\W\d_]+", before)
        )
        if (written.startswith("+") and len(digits) >= 8) or asked or _local(written):
            span = Span(match.start(), match.end())
            yield whole_fact(FactKind.PHONE, digits, span, text)


def _local(written: str) -> bool:
    """Whether digits are grouped as in a phone number: (017) 222-33-44."""
    groups = _GROUPS.findall(written)
    return bool(_SEVEN.search(written)) or (
        len(groups) >= 3 and (("(" in written and ")" in written) or groups[0].startswith("0"))
    )


def _fact(kind: FactKind, value: str, start: int, written: str, text: str) -> Fact:
    return whole_fact(kind, value, Span(start, start + len(written)), text)
