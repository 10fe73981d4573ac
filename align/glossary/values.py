"""From the tree of a file to its concepts, every value checked and every problem told."""

import re
from datetime import date

from align.glossary.concepts import Case, Concept, Enforce, Place, Status, Term
from align.glossary.nodes import Items, Node, Pairs, Scalar
from align.glossary.problems import GlossaryError, Problem, suggestion
from align.glossary.schema import CONCEPT_KEYS, ID, TERM_KEYS, Key, Kind
from align.glossary.words import guessed
from align.types import LANGUAGE_NAMES, LANGUAGES, Language

_CONCEPT = {key.name: key for key in CONCEPT_KEYS}
_TERM = {key.name: key for key in TERM_KEYS}
_ID = re.compile(ID)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Controls, line and paragraph separators, halves of characters, and signs that are no characters.
_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_Values = dict[str, tuple[Key, object]]


def concepts_of(root: Node | None, path: str) -> tuple[Concept, ...]:
    """The concepts of a tree.

    Raises
    ------
    GlossaryError
        Something in it cannot be used; all problems are in the error.
    """
    return _Check(path).glossary(root)


class _Check:
    """Reads one tree and gathers what is wrong with it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.where = ""

    def glossary(self, root: Node | None) -> tuple[Concept, ...]:
        if isinstance(root, Items):
            found = [self.concept(node, n) for n, node in enumerate(root.items, 1)]
        else:
            found = []
            if root is not None:
                self.problem(
                    root,
                    "a glossary is a list of concepts.",
                    "Let every concept begin with “- id: ”.",
                )
        first: dict[str, int] = {}
        for concept in found:
            if concept is None or concept.place is None:
                continue
            if concept.id in first:
                self.problems.append(
                    Problem(
                        concept.place,
                        f"concept {concept.id} stands already in line {first[concept.id]}.",
                        "Give one of them another id, or put their terms together.",
                    )
                )
            first.setdefault(concept.id, concept.place.line)
        if self.problems:
            raise GlossaryError(self.problems)
        return tuple(concept for concept in found if concept is not None)

    def problem(self, node: Node, text: str, remedy: str = "") -> None:
        self.problems.append(Problem(Place(self.path, node.line), self.where + text, remedy))

    def concept(self, node: Node, number: int) -> Concept | None:
        self.where = f"concept {number}: "
        if not isinstance(node, Pairs):
            self.problem(node, "this is no concept.", "Let it begin with “- id: ”.")
            return None
        name = node.get("id")
        if isinstance(name, Scalar) and name.value:
            self.where = f"concept {name.value[:60]}: "
        before = len(self.problems)
        values, terms = self.keys(node, _CONCEPT), []
        for language in LANGUAGES:
            terms += self.terms(node.get(language), language)
        if "id" not in values and name is None:
            self.problem(node, "there is no id.", "Add one, such as “id: union-state”.")
        if not any(language in values for language in LANGUAGES):
            self.problem(node, "there are no terms.", "Add some under “en:”, “ru:” or “be:”.")
        self.where = ""
        if len(self.problems) > before:
            return None
        fields = {key.field: value for key, value in values.values() if key.kind != Kind.TERMS}
        return Concept(terms=tuple(terms), place=Place(self.path, node.line), **fields)  # type: ignore[arg-type]

    def terms(self, node: Node | None, language: Language) -> list[Term]:
        if node is None:
            return []
        if not isinstance(node, Items) or not node.items:
            self.problem(node, f"{language} is to be a list of terms.", "Write each after “- ”.")
            return []
        seen: set[str] = set()
        found = []
        for item in node.items:
            term = self.term(item, language)
            if term is None:
                continue
            if term.text in seen:
                self.problem(
                    item,
                    f"the {LANGUAGE_NAMES[language]} term “{term.text}” stands here twice.",
                    "Put the two together.",
                )
            seen.add(term.text)
            found.append(term)
        return found

    def term(self, node: Node, language: Language) -> Term | None:
        place = Place(self.path, node.line)
        if isinstance(node, Scalar):
            text = self.text(node, _TERM["term"])
            return None if text is None else Term(text, language, place=place)
        if not isinstance(node, Pairs):
            self.problem(node, "this is no term.", "Let it begin with “- term: ”.")
            return None
        before = len(self.problems)
        values = self.keys(node, _TERM)
        if node.get("term") is None:
            self.problem(node, "there is no “term:”.", "Add it, with the term itself.")
        if len(self.problems) > before:
            return None
        fields = {key.field: value for key, value in values.values()}
        term = Term(language=language, place=place, **fields)  # type: ignore[arg-type]
        if term.since and term.until and term.until < term.since:
            self.problem(
                node,
                f"the term “{term.text}” ends ({term.until}) before it begins ({term.since}).",
                "Correct one of the two dates.",
            )
        return term

    def keys(self, node: Pairs, known: dict[str, Key]) -> _Values:
        """Values by key; those that cannot be used are told and left out."""
        values: _Values = {}
        seen: dict[str, int] = {}
        for name, value in node.pairs:
            key = known.get(name.value)
            if key is None:
                remedy = suggestion(name.value, list(known))
                self.problem(name, f"there is no key “{name.value[:60]}”.", remedy)
            elif name.value in seen:
                self.problem(
                    name,
                    f"“{key.name}” stands already in line {seen[key.name]}.",
                    "Delete one of the two.",
                )
            else:
                seen[key.name] = name.line
                if key.kind is Kind.TERMS:
                    values[key.name] = (key, None)  # The terms themselves are read by the caller.
                elif (found := self.value(value, key)) is not None:
                    values[key.name] = (key, found)
        return values

    def value(self, node: Node, key: Key) -> object:
        """What a key holds; None, and a problem told, where it cannot be used."""
        if key.kind is Kind.LINES:
            if not isinstance(node, Items):
                self.problem(node, f"{key.name} is to be a list.", "Write each after “- ”.")
                return None
            lines = [self.text(item, key) for item in node.items]
            return None if None in lines else tuple(lines)
        if key.kind in (Kind.LINE, Kind.TEXT):
            return self.text(node, key)
        if not isinstance(node, Scalar):
            self.problem(node, f"{key.name} is to be a single value.")
            return None
        match key.kind:
            case Kind.ID:
                return self.identifier(node, key)
            case Kind.NUMBER:
                if node.value in key.choices and not node.style:
                    return int(node.value)
                numbers = " or ".join(key.choices)
                self.problem(node, f"{key.name} is to be {numbers}, without quotes.")
                return None
            case Kind.DATE:
                return self.day(node, key)
        if node.value not in key.choices:
            remedy = suggestion(node.value, key.choices)
            self.problem(node, f"{key.name} cannot be “{node.value[:60]}”.", remedy)
            return None
        return {"status": Status, "case": Case, "enforce": Enforce}[key.name](node.value)

    def identifier(self, node: Scalar, key: Key) -> str | None:
        text = self.text(node, key)
        if text is not None and not _ID.fullmatch(text):
            self.problem(
                node,
                f"the id “{text[:60]}” cannot be used.",
                "Use small Latin letters, digits and hyphens, such as union-state.",
            )
            return None
        return text

    def day(self, node: Scalar, key: Key) -> date | None:
        try:
            if _DAY.fullmatch(node.value):
                return date.fromisoformat(node.value)
        except ValueError:
            pass
        self.problem(
            node,
            f"{key.name} is no date (“{node.value[:60]}”).",
            "Write year, month and day, such as 2020-01-31.",
        )
        return None

    def text(self, node: Node, key: Key) -> str | None:
        """The text of a node, None and a problem told where it is none."""
        if not isinstance(node, Scalar):
            self.problem(
                node,
                f"{key.name} is to be a text.",
                "Put a text with brackets or braces in quotes.",
            )
            return None
        # A block ends with a line feed that nobody means.
        value = node.value.rstrip("\n") if node.style in ("|", ">") else node.value
        if not value.strip():
            self.problem(node, f"{key.name} is empty.", "Fill it in or delete the line.")
            return None
        if not node.style and (what := guessed(value)):
            self.problem(
                node,
                f"{key.name}: without quotes, {value[:60]} is {what} to YAML, not a text.",
                f'Write "{value[:60]}".',
            )
            return None
        found = _CONTROL.search(value)
        if found:
            self.problem(
                node,
                f"{key.name} holds an invisible character, U+{ord(found[0]):04X}.",
                "Delete it.",
            )
            return None
        if key.kind is not Kind.TEXT and ("\n" in value or "\t" in value):
            self.problem(node, f"{key.name} is to be one line without tabs.", "Join it.")
            return None
        return value
