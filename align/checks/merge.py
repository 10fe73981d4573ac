"""A release with several originals: what rests on the release alone is told once.

A Russian and a Belarusian original of one English release are two pairs, each checked for itself.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace

from align.checks.registry import rules
from align.checks.suppress import CODE
from align.findings import Checked, Finding


def merged(checked: Sequence[Checked]) -> list[Checked]:
    """The same, in the same order, without what an earlier pair of a release has told already.

    What rests on the release alone is told by the first pair that has it, as loudly as the loudest
    has it. A suppression is called unused where no pair of its release uses it. What compares the
    release with its original stays with each.
    """
    pairs = Counter(one.release for one in checked if one.release and not one.problem)
    loudest: dict[Hashable, Finding] = {}
    faults: Counter[Hashable] = Counter()
    for one in checked:
        if pairs[one.release] > 1:
            for finding in filter(_alone, one.findings):
                known = loudest.setdefault(_key(one, finding), finding)
                if finding.severity.rank < known.severity.rank:
                    loudest[_key(one, finding)] = finding
            faults.update({_key(one, f) for f in one.findings if f.rule == CODE})
    told: set[Hashable] = set()
    result: list[Checked] = []
    for one in checked:
        if pairs[one.release] < 2:
            result.append(one)
            continue
        kept: list[Finding] = []
        here: set[Hashable] = set()
        for finding in one.findings:
            key = _key(one, finding)
            if not _alone(finding):
                kept.append(finding)
            elif key not in told and (finding.rule != CODE or faults[key] == pairs[one.release]):
                here.add(key)
                kept.append(loudest[key])
        told |= here
        result.append(replace(one, findings=tuple(kept)))
    return result


def _alone(finding: Finding) -> bool:
    """Whether a finding rests on the release alone, whatever original is shown with it."""
    if finding.side != "target":
        return False
    rule = rules().get(finding.rule)
    return not finding.source_sentence or (rule is not None and not rule.paired)


def _key(checked: Checked, finding: Finding) -> Hashable:
    """The same for the same finding of a release: its fingerprint knows the original's sentence."""
    return checked.release, finding.rule, finding.concept, finding.at, finding.message
