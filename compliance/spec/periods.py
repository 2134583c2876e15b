"""Whether a bound has passed, and a thing is in force (§7, §8)."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar, assert_never

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
from compliance.core.values import Duration, Truth
from compliance.spec.env import Env
from compliance.spec.truth import every, negate, some, truth

ONE_DAY = Duration(days=1)
V = TypeVar("V", Version, ValueVersion, EventVersion)


def latest(versions: Sequence[V], env: Env) -> V | None:
    """The version that counts: the last one known, and not by an unenacted bill."""
    counted = [
        version
        for version in versions
        if version.known <= env.known
        and getattr(version, "by", None) not in env.unenacted
    ]
    return max(counted, key=lambda version: version.known, default=None)


def in_force(versions: Sequence[Version], env: Env, *, presume: bool) -> Truth:
    """Whether the version that counts has a period that holds on the day."""
    version = latest(versions, env)
    if version is None:
        return Truth.FALSE
    return some(holds_in(each, env, presume=presume) for each in version.periods)


def holds_in(period: Period, env: Env, *, presume: bool) -> Truth:
    """Whether the period's start has passed and its end has not."""
    started = (
        Truth.TRUE if period.start is None else passed(period.start, env, presume=False)
    )
    ended = (
        Truth.FALSE if period.end is None else passed(period.end, env, presume=presume)
    )
    return every([started, negate(ended)])


def passed(bound: Bound, env: Env, *, presume: bool) -> Truth:
    """Whether `bound` has passed on the day."""
    match bound:
        case OnDay(day):
            return truth(day <= env.on)
        case Happened():
            return happened(bound, env, presume=presume)
        case EarlierOf(bounds):
            return some(passed(each, env, presume=presume) for each in bounds)
        case LaterOf(bounds):
            return every(passed(each, env, presume=presume) for each in bounds)
        case FurtherNotice():
            return Truth.FALSE
        case UnknownFrom(day):
            return Truth.FALSE if env.on < day else Truth.UNKNOWN
        case Between(first, last):
            if env.on < first:
                return Truth.FALSE
            return Truth.UNKNOWN if env.on < last else Truth.TRUE
        case _:
            assert_never(bound)


def happened(bound: Happened, env: Env, *, presume: bool) -> Truth:
    """Whether the event, as registered, has passed on the day (§8)."""
    entry = entry_of(bound.event, env)
    if entry is not None and entry.occurred is not None:
        if env.on < shift(entry.occurred, bound.plus):
            return Truth.FALSE
        judged = dict(entry.judged)
        return every(judged.get(name, Truth.UNKNOWN) for name in bound.judged)
    if entry is not None and env.on < shift(shift(entry.checked, ONE_DAY), bound.plus):
        return Truth.FALSE
    return Truth.FALSE if presume and env.presume else Truth.UNKNOWN


def entry_of(event: str, env: Env) -> EventVersion | None:
    """The register entry that counts; an assumed one whatever is known."""
    versions = env.events[event].versions
    assumed = [version for version in versions if version.assumed]
    return assumed[0] if assumed else latest(versions, env)


def shift(day: date, by: Duration) -> date:
    """`day` later by months, clamped to the month's end, then by days."""
    months = day.year * 12 + day.month - 1 + 12 * by.years + by.months
    year, month = divmod(months, 12)
    if year > date.max.year:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    clamped = date(year, month + 1, min(day.day, last))
    if by.days > (date.max - clamped).days:
        return date.max
    return clamped + timedelta(days=by.days)
