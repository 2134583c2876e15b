"""Which rules may be in force in a month: what an answer on a day need not look at."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
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
REMEMBERED = 512


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


class Days:
    """Rules with one version and one period of exact days: which hold on a day."""

    def __init__(self, rules: Mapping[int, tuple[int, int, int]], size: int) -> None:
        """By number the day it was known, its first, and the one after its last.

        Days are proleptic Gregorian ordinals, as `date.toordinal` gives them.
        """
        self._rules, self._size = rules, size
        self._latest = max((known for known, _, _ in rules.values()), default=1)
        self._months: dict[int, tuple[int, list[int]]] = {}
        self._known: dict[int, int] = {}
        self._held: dict[tuple[date, int], int] = {}

    def on(self, day: date, known: date) -> int:
        """The rules that hold on a day, of those that were known on another."""
        knew = min(known.toordinal(), self._latest)
        mask = self._held.get((day, knew))
        if mask is None:
            whole, parts = self._month(day)
            rules, at = self._rules, day.toordinal()
            some = (n for n in parts if rules[n][1] <= at < rules[n][2])
            mask = (whole | mask_of(some, self._size)) & self._knew(knew)
            if len(self._held) >= REMEMBERED:
                self._held.clear()
            self._held[day, knew] = mask
        return mask

    def _month(self, day: date) -> tuple[int, list[int]]:
        month = day.year * MONTHS + day.month
        made = self._months.get(month)
        if made is None:
            first = day.replace(day=1).toordinal()
            last = first + monthrange(day.year, day.month)[1] - 1
            whole, parts = list[int](), list[int]()
            for number, (_, start, end) in self._rules.items():
                if start <= first and last < end:
                    whole.append(number)
                elif start <= last and first < end:
                    parts.append(number)
            made = self._months[month] = mask_of(whole, self._size), parts
        return made

    def _knew(self, known: int) -> int:
        mask = self._known.get(known)
        if mask is None:
            some = (n for n, each in self._rules.items() if each[0] <= known)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            mask = self._known[known] = mask_of(some, self._size)
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
