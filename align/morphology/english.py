"""English words and terms: number, possessive, verb forms, British and American, hyphens.

No dictionary: rules and a table of what does not follow them (``english.toml``). Forms that nobody
writes do no harm where a text is only looked up, so the rules have no exceptions of that kind.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from align.morphology.folding import fold, is_acronym

_VOWELS = "aeiou"
# A word in -ise or -isation, of two syllables and more: size and prize are others.
_ISE = re.compile(
    "(?<=[a-z]{3})(i|y)([sz])(?=(?:e[sdr]?|ers|ing|ation|ations|ational|able|ement)$)"
)
# Prefixes that wear a hyphen before their own vowel: co-operation, re-election.
_DOUBLED = ("coo", "ree", "pree")
_VERB_ENDINGS = ("ise", "ize", "ify")
# Spellings of a term are counted out by words; a term with more is looked for as cited.
_MOST_SPELLINGS = 64


@dataclass(frozen=True)
class _Tables:
    plurals: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[str, ...]]
    prepositions: frozenset[str]
    articles: frozenset[str]
    prefixes: tuple[str, ...]
    verb_prefixes: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    lemmas: dict[str, tuple[str, ...]]


@cache
def _tables() -> _Tables:
    data = tomllib.loads(
        files("align.morphology").joinpath("english.toml").read_text(encoding="utf-8")
    )
    plurals = {word: tuple(forms.split("/")) for word, forms in data["plurals"].items()}
    verbs = {word: tuple(re.split("[ /]", forms)) for word, forms in data["verbs"].items()}
    lemmas: dict[str, tuple[str, ...]] = {}
    for word, forms in (*plurals.items(), *verbs.items()):
        for form in forms:
            lemmas[form] = (*lemmas.get(form, ()), word)
    words = data["words"]
    return _Tables(
        plurals,
        verbs,
        frozenset(words["prepositions"].split()),
        frozenset(words["articles"].split()),
        tuple(sorted(words["prefixes"].split(), key=lambda p: (-len(p), p))),
        tuple(words["verb_prefixes"].split()),
        tuple(data["british"].items()),
        lemmas,
    )


@lru_cache(maxsize=1 << 14)
def spellings(word: str) -> tuple[str, ...]:
    """A folded word as written in Britain and in America, itself first."""
    word, sign, rest = word.partition("'")
    found = {word: None}
    for british, american in _tables().pairs:
        if word.startswith(british):
            found[american + word[len(british) :]] = None
        elif word.startswith(american):
            found[british + word[len(american) :]] = None
    for spelled in tuple(found):
        match = _ISE.search(spelled)
        if match:
            other = "z" if match[2] == "s" else "s"
            found[spelled[: match.start(2)] + other + spelled[match.end(2) :]] = None
    return tuple(spelled + sign + rest for spelled in found)


def plurals(noun: str) -> tuple[str, ...]:
    """Plurals of a noun; none of what looks like a plural."""
    irregular = _tables().plurals
    for cut in range(len(noun)):
        if noun[cut:] in irregular and (
            cut == 0 or noun[cut:] in ("man", "woman", "child", "foot")
        ):
            return tuple(noun[:cut] + form for form in irregular[noun[cut:]])
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return (noun + "es",) if noun.endswith(("ss", "us", "x", "z", "ch", "sh")) else ()
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return (noun[:-1] + "ies",)
    if noun.endswith("o") and noun[-2:-1] not in _VOWELS:
        return (noun + "s", noun + "es")
    return (noun + "s",)


def verb_forms(verb: str) -> tuple[str, ...]:
    """Forms of a verb, itself first."""
    third = plurals(verb) or (verb + "es",)
    bases: tuple[str, ...] = (verb,)
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        bases = (verb[:-1],)
    elif re.fullmatch("[^aeiou]*[aeiou][bdfgklmnprstv]", verb[-4:]) or verb.endswith("l"):
        bases = (verb, verb + verb[-1])
    elif len(verb) > 3 and re.search("[^aeiou][aeiou][bdgmnprt]$", verb):
        # The stress decides: visited, but permitted.
        bases = (verb, verb + verb[-1])
    present = tuple(base + "ing" for base in bases)
    if verb.endswith("ie"):
        present = (verb[:-2] + "ying",)
    tables = _tables()
    for prefix in ("", *tables.verb_prefixes):
        root = verb[len(prefix) :]
        if verb.startswith(prefix) and root in tables.verbs:
            past = tuple(prefix + form for form in tables.verbs[root])
            break
    else:
        if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
            past = (verb[:-1] + "ied",)
        else:
            past = tuple(base + "ed" for base in bases)
    return tuple(dict.fromkeys((verb, *third, *present, *past)))


def is_preposition(word: str) -> bool:
    """Whether a folded word is a preposition, after which a term's head cannot stand."""
    return word in _tables().prepositions


def lemmas(word: str) -> tuple[str, ...]:
    """Every lemma that a folded word may have by the rules, sorted; itself among them."""
    base = re.sub("'s?$", "", word)
    tables = _tables()
    irregular = tables.lemmas.get(base, ())
    for prefix in tables.verb_prefixes:
        if base.startswith(prefix):
            roots = tables.lemmas.get(base[len(prefix) :], ())
            irregular += tuple(prefix + root for root in roots if root in tables.verbs)
    found = {base, *irregular}
    if irregular:
        return tuple(sorted(found))
    candidates = {base[: -len(e)] + put for e, put in _CUTS if base.endswith(e) and len(base) > 4}
    if base.endswith("ies"):
        # Studies is of study; of what ends in -ie only ties and the like, too short for a rule.
        candidates = {base[:-3] + "y"}
    for candidate in candidates:
        found |= {candidate} if base in (*plurals(candidate), *verb_forms(candidate)) else set()
        if len(candidate) > 3 and candidate[-1] == candidate[-2]:
            short = candidate[:-1]
            found |= {short} if base in verb_forms(short) else set()
    return tuple(sorted(found))


_CUTS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("ying", "ie"),
)  # fmt: skip


def _inflected(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The term in number and possessive, or as a verb where it is cited with "to"."""
    tables = _tables()
    if len(words) > 1 and words[0] == "to":
        yield from ((form, *words[2:]) for form in verb_forms(words[1]))
        return
    if len(words) > 1 and words[0] in tables.articles:
        words = words[1:]
    yield tuple(words)
    head = next(
        (i - 1 for i, word in enumerate(words) if word in tables.prepositions and i), len(words) - 1
    )
    forms = (words[head], *plurals(words[head]))
    if len(words) == 1 and words[0].endswith(_VERB_ENDINGS):
        forms += verb_forms(words[0])
    for form in forms:
        changed = (*words[:head], form, *words[head + 1 :])
        yield changed
        yield (*changed[:-1], changed[-1] + "'s")


def _hyphenated(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words with hyphens, apart, and together, where usage wavers."""
    yield words
    prepositions = _tables().prepositions
    for i, word in enumerate(words):
        _, hyphen, rest = word.partition("-")
        if hyphen and rest:
            yield (*words[:i], *word.split("-"), *words[i + 1 :])
            yield (*words[:i], word.replace("-", ""), *words[i + 1 :])
        elif not hyphen:
            for prefix in _tables().prefixes:
                # At least a syllable and a half must follow: interest is no inter-est.
                if word.startswith(prefix) and len(word) >= len(prefix) + 4:
                    cut = len(prefix.rstrip("aeiou")) + 1 if prefix in _DOUBLED else len(prefix)
                    yield (*words[:i], f"{word[:cut]}-{word[cut:]}", *words[i + 1 :])
        if i and not {words[i - 1], word} & prepositions and "-" not in words[i - 1] + word:
            yield (*words[: i - 1], f"{words[i - 1]}-{word}", *words[i + 1 :])


def _spelled(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    each = [
        tuple("-".join(parts) for parts in product(*map(spellings, word.split("-"))))
        for word in words
    ]
    count = 1
    for several in each:
        count *= len(several)
    return product(*each) if count <= _MOST_SPELLINGS else (words,)


def sequences(cited: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All forms of the term made of these words."""
    folded = tuple(fold(word, "en") for word in cited)
    yield folded
    if any(map(is_acronym, cited[-1:])):
        yield (*folded[:-1], folded[-1] + "'s")
        if len(folded) == 1:
            return
    for inflected in _inflected(folded):
        for hyphens in _hyphenated(inflected):
            yield from _spelled(hyphens)
