"""Exit statuses: what a shell learns of an answer."""

from collections.abc import Iterable

ALLOW = 0
DENY = 1
USAGE = 2
OPEN = 3
INVALID = 4

CLEAN = 0
FINDINGS = 1

OF_OUTCOME = {"allow": ALLOW, "deny": DENY, "undetermined": OPEN, "conditional": OPEN}
WORST_FIRST = (INVALID, DENY, OPEN, ALLOW)


def worst(statuses: Iterable[int]) -> int:
    """The one that a caller must not miss."""
    return min(statuses, key=WORST_FIRST.index)
