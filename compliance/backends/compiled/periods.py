"""When things hold: bounds and versions as functions of a moment (§7, §8)."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeAlias, TypeVar, assert_never

from compliance.backends.compiled.truth import FALSE, NUMBER, TRUE, UNKNOWN
from compliance.core.periods import (
    Between,
    Bound,
    EarlierOf,
    EventVersion,
    FurtherNotice,
    Happened,
    LaterOf,
    OnDay,
    Period,
    UnknownFrom,
    ValueVersion,
    Version,
)
from compliance.core.values import Duration

V = TypeVar("V", Version, ValueVersion, EventVersion)
LAST = date.max


class When(Protocol):
    """What a bound is asked of: the two dates and the register."""

    on: date
    known: date
    presume: bool
    unenacted: frozenset[str]

    def entry(self, event: str) -> EventVersion | None:
        """The register entry that counts."""
        ...


Standing: TypeAlias = Callable[[When], int]


def latest(versions: Sequence[V], when: When) -> V | None:
    """The version known last, but not by a bill that is not enacted."""
    best: V | None = None
    for version in versions:
        if version.known > when.known:
            continue
        if getattr(version, "by", None) in when.unenacted:
            continue
        if best is None or version.known > best.known:
            best = version
    return best


def standing(versions: Sequence[Version], *, presume: bool) -> Standing:
    """Whether the version that counts has a period that holds."""
    made = {
        id(version): _period_tests(version, presume=presume) for version in versions
    }

    def stands(when: When) -> int:
        version = latest(versions, when)
        most = FALSE
        for test in () if version is None else made[id(version)]:
            answer = test(when)
            most = max(most, answer)
        return most

    return stands


def _period_tests(version: Version, *, presume: bool) -> tuple[Standing, ...]:
    return tuple(within(period, presume=presume) for period in version.periods)


def within(period: Period, *, presume: bool) -> Standing:
    """Whether a period's start has passed and its end has not."""
    start, end = period.start, period.end
    if isinstance(start, OnDay) and (end is None or isinstance(end, OnDay)):
        first, last = start.day, None if end is None else end.day

        def between(when: When) -> int:
            out = when.on < first or (last is not None and last <= when.on)
            return FALSE if out else TRUE

        return between
    begun = None if start is None else passing(start, presume=False)
    ended = None if end is None else passing(end, presume=presume)

    def inside(when: When) -> int:
        lower = TRUE if begun is None else begun(when)
        upper = TRUE if ended is None else TRUE - ended(when)
        return min(lower, upper)

    return inside


def passing(bound: Bound, *, presume: bool) -> Standing:
    """Whether a bound has passed; `presume`: what is not registered has not."""
    match bound:
        case OnDay(day):
            return lambda when: TRUE if day <= when.on else FALSE
        case Happened():
            return _happening(bound, presume=presume)
        case EarlierOf(bounds):
            each = tuple(passing(part, presume=presume) for part in bounds)
            return lambda when: max(part(when) for part in each)
        case LaterOf(bounds):
            each = tuple(passing(part, presume=presume) for part in bounds)
            return lambda when: min(part(when) for part in each)
        case FurtherNotice():
            return lambda _: FALSE
        case UnknownFrom(day):
            return lambda when: FALSE if when.on < day else UNKNOWN
        case Between(first, last):
            return lambda when: (
                TRUE if last <= when.on else FALSE if when.on < first else UNKNOWN
            )
        case _:
            assert_never(bound)


def _happening(bound: Happened, *, presume: bool) -> Standing:
    event, asked, plus = bound.event, bound.judged, bound.plus

    def happened(when: When) -> int:
        entry = when.entry(event)
        if entry is not None and entry.occurred is not None:
            if when.on < later(entry.occurred, plus):
                return FALSE
            said = dict(entry.judged)
            answers = (NUMBER[said[n]] if n in said else UNKNOWN for n in asked)
            return min(answers, default=TRUE)
        if entry is not None and when.on < later(_next_day(entry.checked), plus):
            return FALSE
        return FALSE if presume and when.presume else UNKNOWN

    return happened


def _next_day(day: date) -> date:
    return day if day == LAST else day + timedelta(days=1)


def later(day: date, by: Duration) -> date:
    """`day` later by months, no further than the month's last day, then by days."""
    count = day.month + by.months + 12 * by.years - 1
    year, month = day.year + count // 12, count % 12 + 1
    if year > LAST.year:
        return LAST
    moved = date(year, month, min(day.day, monthrange(year, month)[1]))
    if by.days > (LAST - moved).days:
        return LAST
    return moved + timedelta(days=by.days)
