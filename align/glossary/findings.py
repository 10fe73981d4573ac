"""A term not rendered as agreed, with what an editor needs to mend it."""

from dataclasses import dataclass

from align.glossary.check import Place, TermFault
from align.glossary.fixes import Edit


@dataclass(frozen=True, slots=True)
class TermFinding:
    """A fault, and what an editor needs to mend it.

    Parameters
    ----------
    fault
        What is wrong.
    instead
        What stands in the release for a term that is not rendered as agreed, where that is plain.
    edit
        Safe fix, in the release's sentence `place.sentence`; None where there is none.
    """

    fault: TermFault
    instead: Place | None = None
    edit: Edit | None = None

    @property
    def place(self) -> Place | None:
        """Where in the release the finding points to."""
        return self.fault.target or self.instead
