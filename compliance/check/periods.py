"""Periods and versions that cannot be meant."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from compliance.check.diagnostic import fault
from compliance.check.walk import parameters_in, rules_of, versions_in
from compliance.core.periods import (
    Between,
    Bound,
    EarlierOf,
    Event,
    EventVersion,
    Happened,
    LaterOf,
    OnDay,
    Period,
    UnknownFrom,
    ValueVersion,
    Version,
)
from compliance.core.rulebook import Rulebook
from compliance.errors import Diagnostic


def period_faults(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """What is wrong with the dates of rules, parameters, edges and events."""
    for rule in rules_of(rulebook):
        for versions in versions_in(rule):
            yield from _same_day(versions)
            yield from version_faults(versions, starts=True)
        for parameter in {p.name: p for p in parameters_in(rule)}.values():
            yield from _same_day(parameter.versions)
            yield from _value_faults(parameter.versions)
    for taxonomy in rulebook.vocabulary.taxonomies.values():
        for term in taxonomy.terms.values():
            for edge in term.under:
                yield from _same_day(edge.versions)
                yield from _edge_faults(edge.versions)
    for event in rulebook.events.values():
        yield from _same_day(event.versions)
        yield from _event_faults(event)


def _same_day(
    versions: Sequence[Version | ValueVersion | EventVersion],
) -> Iterator[Diagnostic]:
    days = Counter(version.known for version in versions)
    for version in versions:
        day = version.known
        if days[day] > 1:
            days[day] = 0
            yield fault(
                "P401",
                f"two versions became known on {day}: which one counts?",
                version.where,
            )


def version_faults(
    versions: Iterable[Version], *, starts: bool
) -> Iterator[Diagnostic]:
    """What is wrong with the periods of versions; whether each must have a start."""
    for version in versions:
        for period in version.periods:
            if starts and period.start is None:
                yield fault(
                    "P402",
                    "`from` is missing: the first day of the period",
                    period.where,
                )
            yield from _period_faults(period)
        yield from _adjacent(version)


def _value_faults(versions: Iterable[ValueVersion]) -> Iterator[Diagnostic]:
    for version in versions:
        for dated in version.values:
            yield from _period_faults(dated.period)
        for one, other in combinations(version.values, 2):
            if one.value != other.value and _overlap(one.period, other.period):
                yield fault(
                    "P409",
                    "two values hold at once: one period ends where the other begins",
                    other.period.where,
                )


def _overlap(one: Period, other: Period) -> bool:
    return _before(one.start, other.end) and _before(other.start, one.end)


def _before(start: Bound | None, end: Bound | None) -> bool:
    if start is None or end is None:
        return True
    return isinstance(start, OnDay) and isinstance(end, OnDay) and start.day < end.day


def _period_faults(period: Period) -> Iterator[Diagnostic]:
    first, last = _earliest(period.start), _latest(period.end)
    if first is not None and last is not None and last <= first:
        yield fault(
            "P404",
            f"the period ends ({last}) before it begins ({first})"
            if last < first
            else f"the period is empty: `until` ({last}) is the first day no longer",
            period.where,
        )


def _earliest(bound: Bound | None) -> date | None:
    match bound:
        case OnDay(day) | Between(day, _) | UnknownFrom(day):
            return day
        case _:
            return None


def _latest(bound: Bound | None) -> date | None:
    match bound:
        case OnDay(day) | Between(_, day):
            return day
        case _:
            return None


def _adjacent(version: Version) -> Iterator[Diagnostic]:
    starts = {p.start for p in version.periods if _uncertain(p.start)}
    for period in version.periods:
        if _uncertain(period.end) and period.end in starts:
            yield fault(
                "P405",
                "one period ends and another begins at a bound that is not certain: "
                "write one period",
                period.where,
            )


def _uncertain(bound: Bound | None) -> bool:
    match bound:
        case Between() | UnknownFrom() | Happened():
            return True
        case EarlierOf(bounds) | LaterOf(bounds):
            return any(_uncertain(each) for each in bounds)
        case _:
            return False


def _edge_faults(versions: Iterable[Version]) -> Iterator[Diagnostic]:
    for version in versions:
        for period in version.periods:
            yield from _period_faults(period)


def _event_faults(event: Event) -> Iterator[Diagnostic]:
    for version in event.versions:
        if version.judged and version.occurred is None:
            yield fault(
                "P408",
                "a judgement counts from the day it `occurred`: name it",
                version.where,
            )
