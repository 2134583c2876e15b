"""Kleene's three answers as numbers, so that `all` is the least and `any` the most."""

from collections.abc import Callable
from typing import Final, TypeVar

from compliance.core.values import Truth

FALSE: Final = 0
UNKNOWN: Final = 1
TRUE: Final = 2
SAID: Final = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)
NUMBER: Final = {truth: number for number, truth in enumerate(SAID)}

F = TypeVar("F")
M = TypeVar("M")


def conjunction(parts: tuple[Callable[[F, M], int], ...]) -> Callable[[F, M], int]:
    """Every part, left to right, no further than the first that is false."""
    if len(parts) == 1:
        return parts[0]

    def every(facts: F, moment: M) -> int:
        least = TRUE
        for part in parts:
            answer = part(facts, moment)
            if answer < least:
                if answer == FALSE:
                    return FALSE
                least = UNKNOWN
        return least

    return every


def disjunction(parts: tuple[Callable[[F, M], int], ...]) -> Callable[[F, M], int]:
    """Some part, left to right, no further than the first that is true."""
    if len(parts) == 1:
        return parts[0]

    def some(facts: F, moment: M) -> int:
        most = FALSE
        for part in parts:
            answer = part(facts, moment)
            if answer > most:
                if answer == TRUE:
                    return TRUE
                most = UNKNOWN
        return most

    return some
