"""Which rules may be in force in a month: what an answer on a day need not look at."""

from collections.abc import Sequence
from datetime import date

from compliance.backends.compiled.masks import mask_of
from compliance.core.periods import (
    Between,
    Bound,
    EarlierOf,
    LaterOf,
    OnDay,
    UnknownFrom,
    Version,
)

MONTHS = 12


class Calendar:
    """For each rule the first and the last month in which any version may hold.

    What was known when plays no part, and what has no day counts as any day, so that
    no rule is lost.
    """

    def __init__(self, versions: Sequence[Sequence[Version]]) -> None:
        """The versions of each rule, in the order of their numbers."""
        self._spans = [_span(each) for each in versions]
        self._masks: dict[int, int] = {}

    def around(self, day: date) -> int:
        """The rules that may be in force in the month of a day."""
        month = day.year * MONTHS + day.month
        mask = self._masks.get(month)
        if mask is None:
            spans = enumerate(self._spans)
            numbers = (n for n, (first, last) in spans if first <= month <= last)
            mask = self._masks[month] = mask_of(numbers, len(self._spans))
        return mask


def _span(versions: Sequence[Version]) -> tuple[int, int]:
    periods = [period for version in versions for period in version.periods]
    starts = [_days(period.start)[0] for period in periods]
    ends = [_days(period.end)[1] for period in periods]
    first = min(starts, default=date.max)
    last = max(ends, default=date.min)
    return first.year * MONTHS + first.month, last.year * MONTHS + last.month


def _days(bound: Bound | None) -> tuple[date, date]:
    """The first and the last day on which a bound may pass."""
    match bound:
        case OnDay(day):
            return day, day
        case Between(first, last):
            return first, last
        case UnknownFrom(day):
            return day, date.max
        case EarlierOf(bounds) | LaterOf(bounds):
            each = [_days(part) for part in bounds]
            return min(first for first, _ in each), max(last for _, last in each)
        case _:
            return date.min, date.max
