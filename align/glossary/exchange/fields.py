"""The fields of concepts and terms as text, the same in every format that has room for them.

Names are those of the glossary file: ``from`` and ``until`` are `Term.since` and `Term.until`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from align.glossary.concepts import Case, Concept, Enforce, Status, Term
from align.glossary.exchange.values import BLANKS

CONCEPT_FIELDS = ("domain", "definition", "note", "enforce", "gap", "override")
TERM_FIELDS = ("status", "case", "forms", "from", "until", "replacement", "note", "source")

_FORM_MARK = "|"
_TERM_NAMES = {"from": "since"}


class FieldError(ValueError):
    """A value that its field does not take.

    Parameters
    ----------
    problem
        What is wrong, as the rest of a sentence that begins with the place.
    field
        Name of the field.
    """

    def __init__(self, problem: str, field: str = "") -> None:
        self.problem, self.field = problem, field
        super().__init__(f"the field '{field}' {problem}")


def concept_texts(concept: Concept) -> dict[str, str]:
    """Every field of a concept as text; empty where it has the value it has by default."""
    return {
        "domain": concept.domain,
        "definition": concept.definition,
        "note": concept.note,
        "enforce": "" if concept.enforce is Enforce.WARNING else concept.enforce.value,
        "gap": str(concept.gap) if concept.gap else "",
        "override": concept.override,
    }


def term_texts(term: Term) -> dict[str, str]:
    """Every field of a term as text; empty where it has the value it has by default."""
    return {
        "status": "" if term.status is Status.PREFERRED else term.status.value,
        "case": "" if term.case is Case.ANY else term.case.value,
        "forms": join_forms(term.forms),
        "from": term.since.isoformat() if term.since else "",
        "until": term.until.isoformat() if term.until else "",
        "replacement": term.replacement,
        "note": term.note,
        "source": term.source,
    }


def concept_values(texts: Mapping[str, str]) -> dict[str, Any]:
    """Arguments for a `Concept`, from the fields that are not empty.

    Raises
    ------
    FieldError
        A field holds what it does not take.
    """
    return {name: _parse(name, text) for name, text in texts.items() if text}


def term_values(texts: Mapping[str, str]) -> dict[str, Any]:
    """Arguments for a `Term`, from the fields that are not empty.

    Raises
    ------
    FieldError
        A field holds what it does not take.
    """
    return {_TERM_NAMES.get(name, name): _parse(name, text) for name, text in texts.items() if text}


def join_forms(forms: tuple[str, ...]) -> str:
    r"""Several forms in one text: ``a | b``, a bar inside a form as ``\|``."""
    escaped = (form.replace("\\", "\\\\").replace(_FORM_MARK, "\\|") for form in forms)
    return f" {_FORM_MARK} ".join(escaped)


def split_forms(text: str) -> tuple[str, ...]:
    """The way back from `join_forms`; blanks around a form do not count."""
    forms, current = [], ""
    signs = iter(text)
    for sign in signs:
        if sign == "\\":
            current += next(signs, sign)
        elif sign == _FORM_MARK:
            forms.append(current)
            current = ""
        else:
            current += sign
    return tuple(form for form in (f.strip(BLANKS) for f in [*forms, current]) if form)


def _parse(name: str, text: str) -> Any:
    try:
        return _PARSERS[name](text)
    except FieldError as error:
        raise FieldError(error.problem, name) from None


def _choice(values: type[Status] | type[Case] | type[Enforce]) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        try:
            return values(text.strip().lower())
        except ValueError:
            names = ", ".join(value.value for value in values)
            raise FieldError(f"holds '{shown(text)}', which is none of {names}.") from None

    return parse


def _day(text: str) -> date:
    stripped = text.strip()
    try:
        # `fromisoformat` reads 20250101 and 2025-W01 too, which no glossary file does.
        if len(stripped) == len("2025-01-01") and stripped[4::3] == "--":
            return date.fromisoformat(stripped)
    except ValueError:
        pass
    raise FieldError(
        f"holds '{shown(text)}', which is no date. Write it as year-month-day, such as 2025-01-31."
    )


def _gap(text: str) -> int:
    if text.strip() not in ("0", "1"):
        raise FieldError(f"holds '{shown(text)}'; it takes 0 or 1.")
    return int(text)


def shown(text: str) -> str:
    """`text` as it may stand in a message: one line, not too long, nothing that moves a cursor."""
    clean = "".join(sign if sign.isprintable() else " " for sign in text)
    return clean if len(clean) <= 60 else clean[:57] + "…"


_PARSERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("domain", "definition", "note", "override", "replacement", "source"), str),
    "enforce": _choice(Enforce),
    "status": _choice(Status),
    "case": _choice(Case),
    "gap": _gap,
    "from": _day,
    "until": _day,
    "forms": split_forms,
}
