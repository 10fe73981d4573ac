"""Errors that a user can act on. Every message names the file, the place and what to do.

SverkaError
├── UsageError          the call itself cannot be carried out
├── InputError          a document cannot be read or used
│   ├── LanguageError   it is in another language than needed
│   └── PairError       two documents do not go together
├── ConfigError         align.toml, [tool.align] or a data file of the user's
└── ModelError          a model is missing, damaged or of another kind
"""


class SverkaError(Exception):
    """Base of all errors that are told to the user in one sentence, with exit code 2."""


class UsageError(SverkaError):
    """The call itself cannot be carried out."""


class InputError(SverkaError):
    """A document cannot be read or used.

    Parameters
    ----------
    path
        The file, as the user named it; ``-`` for standard input.
    problem
        What is wrong, as the rest of a sentence that begins with the file name.
    remedy
        What to do about it, a sentence of its own.
    line
        Line the problem is on, from 1, where there is one.
    """

    def __init__(self, path: str, problem: str, remedy: str = "", line: int | None = None) -> None:
        self.path, self.problem, self.remedy, self.line = path, problem, remedy, line
        name = "standard input" if path == "-" else path
        place = f"{name}:{line}" if line is not None else name
        super().__init__(f"{place}: {problem}" + (f" {remedy}" if remedy else ""))


class LanguageError(InputError):
    """A document is in another language than the one needed."""


class PairError(InputError):
    """Two documents do not go together: the same text, in the wrong order, or unrelated."""


class ConfigError(InputError):
    """A configuration file, or a data file of the user's, cannot be used."""


class ModelError(SverkaError):
    """A model is missing, damaged or of another kind than asked for."""
