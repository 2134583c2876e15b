"""Strong Kleene logic (§1)."""

from collections.abc import Iterable

from compliance.core.values import Truth


def truth(known: bool) -> Truth:  # noqa: FBT001 - it maps a boolean
    """The answer of something that is known."""
    return Truth.TRUE if known else Truth.FALSE


def negate(answer: Truth) -> Truth:
    """True of what is false, false of what is true."""
    return NEGATION[answer]


NEGATION = {
    Truth.TRUE: Truth.FALSE,
    Truth.FALSE: Truth.TRUE,
    Truth.UNKNOWN: Truth.UNKNOWN,
}


def every(answers: Iterable[Truth]) -> Truth:
    """False if one is, else unknown if one is, else true."""
    seen = set(answers)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def some(answers: Iterable[Truth]) -> Truth:
    """True if one is, else unknown if one is, else false."""
    return negate(every(negate(answer) for answer in answers))


def agreed(answers: Iterable[Truth]) -> Truth:
    """What all say, unknown if they differ."""
    seen = set(answers)
    return seen.pop() if len(seen) == 1 else Truth.UNKNOWN
