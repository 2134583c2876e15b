"""Days that lie near each other, and the bounds, periods and versions made of them."""

from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise

from compliance.core.periods import (
    Between,
    Bound,
    EarlierOf,
    Event,
    EventVersion,
    FurtherNotice,
    Happened,
    LaterOf,
    OnDay,
    Period,
    UnknownFrom,
    Version,
)
from compliance.core.values import Duration, Truth
from compliance.testing.search import st

EARLY = date(2024, 1, 1)
DAYS = (
    EARLY,
    date(2024, 1, 30),
    date(2024, 1, 31),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 6, 15),
    date(2024, 6, 16),
    date(2024, 12, 31),
    date(2025, 2, 28),
    date(2025, 3, 1),
)
NEAR = tuple(
    sorted({day + timedelta(days=by) for day in DAYS for by in (-1, 0, 1)} | {date.max})
)
DURATIONS = (
    Duration(),
    Duration(days=1),
    Duration(months=1),
    Duration(years=1),
    Duration(months=1, days=1),
    Duration(years=9_999),
)
EVENTS = ("e0", "e1")
JUDGEMENTS = ("just", "fair")
MAKERS = ("r0", "r1", "r2")
SAID = (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN, None)

days = st.sampled_from(DAYS)
known = st.sampled_from((EARLY, EARLY, EARLY, *DAYS))
made_by = st.sampled_from((None, None, None, *MAKERS))
windows = st.sampled_from(tuple(combinations(DAYS, 2)))
judgements = st.tuples(*(st.sampled_from(SAID) for _ in JUDGEMENTS)).map(
    lambda said: tuple((n, t) for n, t in zip(JUDGEMENTS, said, strict=True) if t)
)


@cache
def happenings(events: tuple[str, ...]) -> tuple[Happened, ...]:
    """Each event, unjudged or judged, at once or some time after it."""
    return tuple(
        Happened(event, judged, plus)
        for plus in DURATIONS
        for event in events
        for judged in ((), JUDGEMENTS[:1], JUDGEMENTS)
        if event in EVENTS or not judged
    )


@cache
def all_bounds(events: tuple[str, ...]) -> tuple[Bound, ...]:
    """Bounds of every kind; further notice, which starts nothing, is the last."""
    simple: tuple[Bound, ...] = (
        *map(OnDay, DAYS[::3]),
        *happenings(events)[:8],
        UnknownFrom(DAYS[6]),
    )
    composed: list[Bound] = [
        kind(pair) for pair in pairwise(simple) for kind in (EarlierOf, LaterOf)
    ]
    return (
        *map(OnDay, DAYS),
        *happenings(events),
        *(Between(*window) for window in combinations(DAYS[3:8], 2)),
        Between(DAYS[6], DAYS[6]),
        *map(UnknownFrom, DAYS[3:8]),
        *composed,
        LaterOf((OnDay(DAYS[2]), EarlierOf((OnDay(DAYS[6]), happenings(events)[0])))),
        FurtherNotice(),
    )


@cache
def bounds(events: tuple[str, ...] = EVENTS) -> st.SearchStrategy[Bound]:
    """Every kind of bound."""
    return st.sampled_from(all_bounds(events))


@cache
def periods(events: tuple[str, ...] = EVENTS) -> st.SearchStrategy[tuple[Period, ...]]:
    """What one version may hold: one period of any bounds, or two of plain days."""
    starts = st.sampled_from(all_bounds(events)[:-1])
    early = st.just(OnDay(EARLY))
    end = st.none() | bounds(events)
    awaited = st.sampled_from(happenings(events))
    return st.one_of(
        st.just((Period(OnDay(EARLY), None),)),
        st.just((Period(OnDay(EARLY), None),)),
        st.builds(_period, early, awaited),
        st.builds(_period, awaited, st.none()),
        st.builds(_period, early, end),
        st.builds(_period, starts, end),
        st.sampled_from(tuple(combinations(DAYS[1:], 4))).map(_revived),
    )


def _period(start: Bound, end: Bound | None) -> tuple[Period, ...]:
    """One period, without its end where that comes no later than its start."""
    match start, end:
        case (
            (OnDay(first) | Between(first, _) | UnknownFrom(first)),
            (OnDay(last) | Between(_, last)),
        ) if last <= first:
            return (Period(start, None),)
        case _ if start == end:
            return (Period(start, None),)
        case _:
            return (Period(start, end),)


def _revived(ordered: tuple[date, ...]) -> tuple[Period, ...]:
    first, second, third, fourth = map(OnDay, ordered)
    return (Period(first, second), Period(third, fourth))


@cache
def versions(
    events: tuple[str, ...] = EVENTS,
) -> st.SearchStrategy[tuple[Version, ...]]:
    """One version, or two in any order, known on different days."""
    one = st.builds(Version, known, periods(events), by=st.none())
    made = st.builds(Version, days, periods(events), by=made_by)
    two = st.tuples(one, made).map(lambda pair: pair[: 1 + _differ(*pair)])
    return one.map(lambda version: (version,)) | two


def _differ(one: Version, other: Version) -> bool:
    return one.known != other.known


@st.composite
def events(draw: st.DrawFn, name: str) -> Event:
    """An event with up to two entries, each checked, occurred or judged on its own."""
    entries: dict[date, EventVersion] = {}
    for _ in range(draw(st.sampled_from((1, 2, 0)))):
        occurred = draw(st.none() | days)
        judged = () if occurred is None else draw(judgements)
        day = draw(known)
        entries[day] = EventVersion(day, draw(days), occurred, judged)
    return Event(
        name=name,
        title=f"The event `{name}`",
        judgements=tuple((each, f"Is it {each}?") for each in JUDGEMENTS),
        versions=tuple(entries.values()),
    )
