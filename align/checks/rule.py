"""What a rule is: it looks at a paired release and says what it found and where."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from align.findings import Severity
from align.types import Span

if TYPE_CHECKING:
    from align.checks.context import Context


# Below this probability of the pairing a finding is told one step more softly: the band "look" of
# the table (align/formats/summary.py).
DOUBTFUL = 0.9


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one side: the number of their sentence, and their range in `Sentence.text`."""

    side: Literal["source", "target"]
    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """Put `text` in the place of words of the release.

    `safe` changes may be made without a person having looked at them.
    """

    words: Words
    text: str
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found.

    Parameters
    ----------
    at
        The words it points to, of the release where there are any.
    message
        One sentence for an editor: what is wrong, and what the original says.
    bead
        Number of the bead in the alignment; None for what rests on no pairing.
    related
        Other places with a label each, the original's words first: ``("the original", words)``.
    severity
        If it is not the rule's own.
    concept
        Id of the glossary's concept it is about.
    changes
        What mends it.
    """

    at: Words
    message: str
    bead: int | None = None
    related: tuple[tuple[str, Words], ...] = ()
    severity: Severity | None = None
    concept: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a rule: its default, whose type it has, and what it does in half a sentence.

    `choices` are all values that it can have, where these are few; a number can be neither less
    than `least` nor more than `most`.
    """

    default: Any
    about: str
    choices: tuple[Any, ...] = ()
    least: float | None = None
    most: float | None = None


class Rule(ABC):
    """One thing that is looked at. Its page in ``pages/CODE.md`` says what, why and how to mend it.

    Class attributes
    ----------------
    code
        Such as FCT001.
    options
        Settings by name, as written in ``[rules.CODE]`` of ``align.toml``.
    paired
        Whether a finding rests on the pairing of its bead: it is told more softly where that is
        doubtful.
    doubtful
        Probability of the pairing below which that is so.
    linked
        Whether it asks how the words of every paired bead stand for each other.
    """

    code: ClassVar[str]
    options: ClassVar[Mapping[str, Option]] = {}
    paired: ClassVar[bool] = True
    doubtful: ClassVar[float] = DOUBTFUL
    linked: ClassVar[bool] = False

    @abstractmethod
    def check(self, context: "Context", options: Mapping[str, Any]) -> Iterator[Hit]:
        """What it finds, in any order; `options` has a value for every one of its options."""
