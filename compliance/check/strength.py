"""Which force lifts which (§10)."""

from compliance.core.rulebook import Force

STRENGTH = {
    Force.LAW: 3,
    Force.COURT_ORDER: 3,
    Force.ADMINISTRATIVE: 3,
    Force.RESOLUTION: 2,
    Force.CONTRACT: 2,
    Force.VOLUNTARY: 1,
    Force.GUIDANCE: 0,
}


def weaker(one: Force, other: Force) -> bool:
    """Whether a permit that binds as `one` cannot lift a rule that binds as `other`."""
    return STRENGTH[one] < STRENGTH[other]
