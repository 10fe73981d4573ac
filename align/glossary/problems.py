"""What is wrong with a glossary file: problems with their places, and the error that tells them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from align.errors import ConfigError
from align.glossary.concepts import Place

# More than a screen of them helps nobody: the first are often the cause of the rest.
SHOWN = 20


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a glossary file that cannot be used.

    Parameters
    ----------
    place
        File and line.
    text
        What is wrong, as the rest of a sentence that begins with the place.
    remedy
        What to do about it, a sentence of its own.
    """

    place: Place
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        head = f"{self.place.path}:{self.place.line}: {self.text}"
        return f"{head} {self.remedy}" if self.remedy else head


class GlossaryError(ConfigError):
    """A glossary cannot be used; it tells all that is wrong, a line for each problem.

    Parameters
    ----------
    problems
        At least one; `problems` of the error holds them all, in the order of file and line, its
        text the first twenty.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            sorted(dict.fromkeys(problems), key=lambda problem: problem.place)
        )
        first = self.problems[0]
        super().__init__(first.place.path, first.text, first.remedy, first.place.line)
        told = [str(problem) for problem in self.problems[:SHOWN]]
        if len(self.problems) > SHOWN:
            told.append(f"{len(self.problems) - SHOWN} more problems are not shown.")
        self.args = ("\n".join(told),)


def one(path: str, line: int, text: str, remedy: str = "") -> GlossaryError:
    """The error of a single problem."""
    return GlossaryError([Problem(Place(path, line), text, remedy)])


def suggestion(word: str, known: Sequence[str]) -> str:
    """``Did you mean …?`` where one of the known words is close, else a list of them."""
    near = get_close_matches(word[:40], known, 1)
    return f"Did you mean “{near[0]}”?" if near else f"Known are: {', '.join(known)}."
