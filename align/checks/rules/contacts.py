"""Phone numbers, links and e-mail addresses."""

from align.checks.factual import FactRule
from align.facts import FactKind


class Contacts(FactRule):
    """A phone number, link or e-mail address is changed, missing or added."""

    code = "FCT008"
    kinds = frozenset((FactKind.PHONE, FactKind.LINK, FactKind.EMAIL))
