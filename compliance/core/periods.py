"""When things hold: bounds, periods, and versions that know when they became known."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from compliance.core.values import NO_TIME, Citation, Duration, Truth, Value
from compliance.errors import Span


@dataclass(frozen=True, slots=True)
class OnDay:
    """`2020-06-10`."""

    day: date


@dataclass(frozen=True, slots=True)
class Happened:
    """`{event: national-law, judged: grounded, plus: 6 months}`."""

    event: str
    judged: tuple[str, ...] = ()
    plus: Duration = NO_TIME


@dataclass(frozen=True, slots=True)
class EarlierOf:
    """`{earlier_of: [2027-12-02, {event: standards}]}`."""

    bounds: tuple["Bound", ...]


@dataclass(frozen=True, slots=True)
class LaterOf:
    """`{later_of: [2022-07-01, {event: order}]}`."""

    bounds: tuple["Bound", ...]


@dataclass(frozen=True, slots=True)
class FurtherNotice:
    """`further-notice`: the issuer said in words that no end is set."""


@dataclass(frozen=True, slots=True)
class UnknownFrom:
    """`{unknown_from: 2026-01-01}`: not before that day, nobody knows after."""

    day: date


@dataclass(frozen=True, slots=True)
class Between:
    """`{between: [2021-06-01, 2021-08-01]}`: on some day from first to last."""

    first: date
    last: date


Bound: TypeAlias = (
    OnDay | Happened | EarlierOf | LaterOf | FurtherNotice | UnknownFrom | Between
)


@dataclass(frozen=True, slots=True)
class Period:
    """`{from: 2020-06-10, until: 2021-06-10}`: half open; either may be absent."""

    start: Bound | None
    end: Bound | None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Version:
    """`{known: 2020-06-10, from: …, cite: …}`: all periods, as then published."""

    known: date
    periods: tuple[Period, ...]
    citations: tuple[Citation, ...] = ()
    by: str | None = None
    doubt: str | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Dated:
    """`{from: 2024-07-01, value: 4}`: a parameter's value in one period."""

    value: Value
    period: Period


@dataclass(frozen=True, slots=True)
class ValueVersion:
    """`{known: 2020-03-12, value: 3}`: all values of a parameter, as published."""

    known: date
    values: tuple[Dated, ...]
    citations: tuple[Citation, ...] = ()
    by: str | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class EventVersion:
    """`{known: …, checked: …, occurred: …, judged: {…}}`: one register entry."""

    known: date
    checked: date
    occurred: date | None = None
    judged: tuple[tuple[str, Truth], ...] = ()
    citations: tuple[Citation, ...] = ()
    assumed: bool = False
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may happen and that rules wait for."""

    name: str
    title: str
    judgements: tuple[tuple[str, str], ...] = ()
    versions: tuple[EventVersion, ...] = ()
    where: Span | None = field(default=None, compare=False)
