"""What a dictionary says about a word: its readings, and the forms of each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Case = Literal["N", "G", "D", "A", "I", "L", ""]
Number = Literal["S", "P", ""]
Gender = Literal["M", "F", "N", ""]


class Kind(StrEnum):
    """Part of speech, as far as inflection goes."""

    NOUN = "noun"
    ADJECTIVE = "adjective"
    NUMERAL = "numeral"
    VERB = "verb"
    ADVERB = "adverb"
    OTHER = "other"


class Name(StrEnum):
    """Whether a word is a proper name."""

    NONE = ""
    PERSON = "person"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a word.

    Parameters
    ----------
    text
        In small letters, as the dictionary writes it: not folded.
    case, number, gender
        What agrees; empty where the form has none, or any. An adjective's plural has no gender.
    """

    text: str
    case: Case = ""
    number: Number = ""
    gender: Gender = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading a word: which word it is a form of, and what kind of form.

    Parameters
    ----------
    kind
        Part of speech.
    lemma
        The dictionary's entry form.
    here
        The word itself as a form of the lemma: several where they look the same.
    forms
        All forms of the lemma.
    name
        Whether it is a name, and whose: a person's or another's (a place).
    guessed
        Whether the word is missing in the dictionary and read by its ending.
    """

    kind: Kind
    lemma: str
    here: tuple[Form, ...]
    forms: tuple[Form, ...]
    name: Name = Name.NONE
    guessed: bool = False
