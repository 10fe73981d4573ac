"""Concepts, and files that hold them as people write them, for tests of what must always hold."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st

from align.glossary.concepts import Case, Concept, Enforce, Status, Term
from align.types import LANGUAGES

# A file takes some time to draw; half the usual number has found what there was to find.
few = settings(max_examples=50, deadline=None)

# Words that YAML would take for something else, signs it keeps for itself, and plain ones.
_ODD = [
    "no", "1999", "0.5", "2020-01-31", "~", "null", ".5", "1:30", "=", "<<", "...", "---",
    "- x", "a: b", "a #b", "#1", "*", "&x", "!y", "@z", "%", "`", "|", ">", "?", "key:", "x,y",
    "'", '"', "\\", "a\\b", "it's", 'the "Union"', "[a, b]", "{a}", "é", "😀",
    "Саюзная дзяржава", "Союзное государство",
]  # fmt: skip
_LETTERS = st.text(st.sampled_from("abcяў XYZ'\"#:-,[]{}&*!|>%@`\\.0"), min_size=1, max_size=8)
lines = st.one_of(st.sampled_from(_ODD), _LETTERS.filter(lambda text: text.strip()))
texts = st.one_of(lines, st.lists(lines, min_size=1, max_size=3).map("\n".join))
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
ids = st.sampled_from(["union-state", "a", "b-2", "0", "no", "x1", "supreme-council"])


@st.composite
def terms(draw, language, text):
    since, until = draw(st.none() | days), draw(st.none() | days)
    if since and until and until < since:
        since, until = until, since
    return Term(
        text,
        language,
        draw(st.sampled_from(Status)),
        draw(st.sampled_from(Case)),
        tuple(draw(st.lists(lines, max_size=2))),
        since,
        until,
        draw(st.just("") | lines),
        draw(st.just("") | texts),
        draw(st.just("") | texts),
    )


@st.composite
def some_terms(draw, minimum=0):
    found = []
    for language in LANGUAGES:
        for text in draw(st.lists(lines, max_size=2, unique=True)):
            found.append(draw(st.just(Term(text, language)) | terms(language, text)))
    return tuple(found) or (Term(draw(lines), draw(st.sampled_from(LANGUAGES))),)


@st.composite
def concepts(draw, identifier=ids):
    return Concept(
        draw(identifier),
        draw(some_terms()),
        draw(st.just("") | lines),
        draw(st.just("") | texts),
        draw(st.just("") | texts),
        draw(st.sampled_from(Enforce)),
        draw(st.sampled_from([0, 1])),
        draw(st.just("") | texts),
    )


glossaries = st.lists(concepts(), max_size=4, unique_by=lambda concept: concept.id).map(tuple)


@st.composite
def versions(draw, held):
    """What a glossary may have become after some edits."""
    found = {concept.id: concept for concept in held}
    for _ in range(draw(st.integers(0, 3))):
        other = draw(concepts())
        if not found or draw(st.integers(0, 3)) == 0:
            found.setdefault(other.id, other)
            continue
        key = draw(st.sampled_from(sorted(found)))
        concept = found[key]
        match draw(st.sampled_from(["drop", "rename", "field", "terms", "term", "more", "text"])):
            case "drop":
                del found[key]
            case "rename":
                if other.id not in found:
                    found = {
                        new.id: new
                        for one in found.values()
                        for new in [replace(one, id=other.id) if one is concept else one]
                    }
            case "field":
                name = draw(st.sampled_from(["domain", "definition", "note", "enforce", "gap"]))
                found[key] = replace(concept, **{name: getattr(other, name)})
            case "terms":
                found[key] = replace(concept, terms=other.terms)
            case "more":
                known = {(term.language, term.text) for term in concept.terms}
                added = [one for one in other.terms if (one.language, one.text) not in known]
                both = sorted(
                    [*concept.terms, *added], key=lambda term: LANGUAGES.index(term.language)
                )
                found[key] = replace(concept, terms=tuple(both))
            case change:
                at = draw(st.integers(0, len(concept.terms) - 1))
                old = concept.terms[at]
                new = draw(terms(old.language, old.text))
                if change == "text":
                    text = draw(lines)
                    if any(text == term.text for term in concept.terms):
                        continue
                    new = replace(old, text=text)
                found[key] = replace(
                    concept, terms=(*concept.terms[:at], new, *concept.terms[at + 1 :])
                )
    return tuple(found.values())


@st.composite
def files(draw, of=glossaries):
    """A file as a careless person writes it, and the concepts it holds; comments have a §."""
    held = draw(of)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    if not held:
        return draw(st.sampled_from(["", "# § nothing yet\n", "\ufeff# § nothing\n\n"])), held
    out = draw(
        st.sampled_from([[], ["# § head"], ["# § head", ""], ["---"], ["", "# § a", "", "# § b"]])
    )[:]
    edge = draw(st.sampled_from([0, 0, 0, 1, 2]))
    for concept in held:
        out += _comment(draw, edge)
        if draw(st.integers(0, 5)) == 0:
            pairs = _concept_pairs(draw, concept, True)
            out.append(" " * edge + "- {" + ", ".join(pair for [pair] in pairs) + "}")
        else:
            out += draw(_item(_concept_pairs(draw, concept), edge))
        out += [""] * draw(st.integers(0, 2))
    out += draw(st.sampled_from([[], [" " * edge + "# § end"]]))
    text = end.join(out) + draw(st.sampled_from(["", end]))
    return draw(st.sampled_from(["", "", "", "\ufeff"])) + text, held


def _comment(draw, indent):
    return draw(
        st.sampled_from([[], [], [], [" " * indent + "# § above"], [" " * (indent + 1) + "#§"]])
    )


def _written(draw, value, flow=False):
    """A text in one of the ways to write it: a line, with perhaps more lines after it."""
    ways = [json.dumps(value, ensure_ascii=False)]
    if "\n" not in value:
        ways.append("'" + value.replace("'", "''") + "'")
        if (
            value.replace(" ", "").isalpha()
            and value not in ("no", "null")
            and value.strip() == value
        ):
            ways += [value] * 3
    return draw(st.sampled_from(ways))


def _pair(draw, key, value, kind, flow):
    if kind == "plain":
        return f"{key}: {value}"
    return f"{key}: {_written(draw, value, flow)}"


def _term_pairs(draw, term, flow):
    pairs = [[_pair(draw, "term", term.text, "text", flow)]]
    for key, value, kind in [
        ("status", term.status, "plain"), ("case", term.case, "plain"),
        ("from", term.since, "plain"), ("until", term.until, "plain"),
        ("replacement", term.replacement, "text"), ("note", term.note, "text"),
        ("source", term.source, "text"),
    ]:  # fmt: skip
        if value and (value not in ("preferred", "any") or draw(st.booleans())):
            pairs.append([_pair(draw, key, value, kind, flow)])
    if term.forms:
        words = [_written(draw, form, True) for form in term.forms]
        if flow or draw(st.booleans()):
            pairs.append([f"forms: [{', '.join(words)}]"])
        else:
            pairs.append(["forms:", *(f"    - {word}" for word in words)])
    return pairs


def _concept_pairs(draw, concept, flow=False):
    pairs = [[_pair(draw, "id", concept.id, "text", False)]]
    for key, value, kind in [
        ("domain", concept.domain, "text"), ("definition", concept.definition, "text"),
        ("note", concept.note, "text"), ("enforce", concept.enforce, "plain"),
        ("gap", str(concept.gap), "plain"), ("override", concept.override, "text"),
    ]:  # fmt: skip
        if value and (kind == "text" or value not in ("warning", "0") or draw(st.booleans())):
            lines_of = value.split("\n")
            easy = not flow and all(part.strip() == part and part for part in lines_of)
            if kind == "text" and key in ("definition", "note") and easy and draw(st.booleans()):
                pairs.append([f"{key}: |  # § block", *(f"   {part}" for part in lines_of)])
            else:
                pairs.append([_pair(draw, key, value, kind, False)])
    for language in concept.languages:
        pairs.append(_language(draw, language, concept.in_language(language), flow))
    return pairs


def _language(draw, language, held, flow):
    if flow or draw(st.integers(0, 3)) == 0:
        items = []
        for term in held:
            pairs = _term_pairs(draw, term, True)
            items.append("{" + ", ".join(line for pair in pairs for line in pair) + "}")
        return [f"{language}: [{', '.join(items)}]"]
    indent = draw(st.sampled_from([0, 2, 4]))
    out = [f"{language}:" + draw(st.sampled_from(["", "  # § terms"]))]
    for term in held:
        out += _comment(draw, indent)
        if term == Term(term.text, language) and draw(st.booleans()):
            out.append(" " * indent + "- " + _written(draw, term.text) + draw(_beside()))
        elif draw(st.integers(0, 3)) == 0:
            pairs = _term_pairs(draw, term, True)
            out.append(" " * indent + "- {" + ", ".join(line for p in pairs for line in p) + "}")
        else:
            out += draw(_item(_term_pairs(draw, term, False), indent))
    return out


def _beside():
    return st.sampled_from(["", "", "  # § why"])


@st.composite
def _item(draw, pairs, indent):
    """A mapping as an item of a list, its keys in any order."""
    pairs = draw(st.permutations(pairs)) if draw(st.booleans()) else pairs
    inner = indent + draw(st.sampled_from([2, 2, 3]))
    out = []
    for pair in pairs:
        if out:
            out += _comment(draw, inner)
        head = pair[0] + ("" if "  # " in pair[0] else draw(_beside()))
        out += [" " * inner + head, *(" " * inner + line for line in pair[1:])]
        if len(out) == 1 + len(pair) and draw(st.integers(0, 9)) == 0:
            out.append("")
    lone = draw(st.integers(0, 9)) == 0
    if lone:
        return [" " * indent + "-", *out]
    return [" " * indent + "-" + " " * (inner - indent - 1) + out[0].lstrip(" "), *out[1:]]
