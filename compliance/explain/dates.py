"""Bounds and periods in words."""

from collections.abc import Mapping
from typing import assert_never

from compliance.core.periods import (
    Between,
    Bound,
    EarlierOf,
    Event,
    FurtherNotice,
    Happened,
    LaterOf,
    OnDay,
    Period,
    UnknownFrom,
    Version,
)
from compliance.explain.expr import length

Events = Mapping[str, Event]


def say_bound(bound: Bound, events: Events) -> str:
    """`bound` as a phrase: a day, or what it waits for."""
    match bound:
        case OnDay(day):
            return day.isoformat()
        case Happened(event, judged, plus):
            after = length(plus)
            lead = f"{after} after " if after != "no time" else ""
            return f"{lead}{_event(event, events)}{_judged(event, judged, events)}"
        case EarlierOf(bounds):
            return f"the earlier of {_listed(bounds, events)}"
        case LaterOf(bounds):
            return f"the later of {_listed(bounds, events)}"
        case FurtherNotice():
            return "further notice"
        case UnknownFrom(day):
            return f"a day that is not known, {day.isoformat()} or later"
        case Between(first, last):
            return f"some day from {first.isoformat()} to {last.isoformat()}"
        case _:
            assert_never(bound)


def _event(event: str, events: Events) -> str:
    if "/" in event:
        return "its enactment"
    title = events[event].title if event in events else event
    return f"the event “{title}”"


def _judged(event: str, judged: tuple[str, ...], events: Events) -> str:
    questions = dict(events[event].judgements) if event in events else {}
    if not judged:
        return ""
    asked = " ".join(questions.get(each, each) for each in judged)
    return f", if the answer is yes: {asked}"


def _listed(bounds: tuple[Bound, ...], events: Events) -> str:
    return " and ".join(say_bound(each, events) for each in bounds)


def say_period(period: Period, events: Events) -> str:
    """`from 2020-06-10 until further notice`."""
    start = "" if period.start is None else f"from {say_bound(period.start, events)}"
    end = "" if period.end is None else f"until {say_bound(period.end, events)}"
    return " ".join(part for part in (start, end) if part) or "always"


def say_version(version: Version, events: Events) -> str:
    """All periods of a version, in order."""
    return "; ".join(say_period(each, events) for each in version.periods)


def imprecise(version: Version) -> bool:
    """Whether a bound of the version is not a day."""
    return any(
        _uncertain(bound)
        for period in version.periods
        for bound in (period.start, period.end)
        if bound is not None
    )


def _uncertain(bound: Bound) -> bool:
    match bound:
        case Between() | UnknownFrom():
            return True
        case EarlierOf(bounds) | LaterOf(bounds):
            return any(_uncertain(each) for each in bounds)
        case _:
            return False
