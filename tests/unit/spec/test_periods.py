"""Bounds, periods, versions and events, at the edges of days (§7, §8)."""

from datetime import date

import pytest

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
from compliance.core.rulebook import Force
from compliance.core.terms import Vocabulary
from compliance.core.values import Duration, Truth
from compliance.spec.env import Env
from compliance.spec.periods import (
    entry_of,
    happened,
    holds_in,
    in_force,
    latest,
    passed,
    shift,
)

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
BEFORE, DAY, AFTER = date(2021, 6, 9), date(2021, 6, 10), date(2021, 6, 11)
LAST = date(2021, 8, 1)
LATER, EARLIER = OnDay(LAST), OnDay(BEFORE)
KNOWN = date(2021, 1, 1)
MONTH = Duration(months=1)


def env(
    on: date = DAY,
    *entries: EventVersion,
    known: date = date.max,
    presume: bool = True,
    unenacted: str = "",
) -> Env:
    return Env(
        facts={},
        on=on,
        known=known,
        presume=presume,
        forces=frozenset(Force),
        vocabulary=Vocabulary({}, {}, {}),
        events={"law": Event("law", "Law", (("just", "Just?"),), tuple(entries))},
        unenacted=frozenset({unenacted}),
    )


@pytest.mark.parametrize(
    ("bound", "on", "answer"),
    [
        (OnDay(DAY), BEFORE, F),
        (OnDay(DAY), DAY, T),
        (OnDay(DAY), AFTER, T),
        (FurtherNotice(), date.max, F),
        (UnknownFrom(DAY), BEFORE, F),
        (UnknownFrom(DAY), DAY, U),
        (UnknownFrom(DAY), date.max, U),
        (Between(DAY, LAST), BEFORE, F),
        (Between(DAY, LAST), DAY, U),
        (Between(DAY, LAST), date(2021, 7, 31), U),
        (Between(DAY, LAST), LAST, T),
        (Between(DAY, DAY), BEFORE, F),
        (Between(DAY, DAY), DAY, T),
        (EarlierOf((OnDay(DAY), LATER)), BEFORE, F),
        (EarlierOf((OnDay(DAY), LATER)), DAY, T),
        (EarlierOf((UnknownFrom(BEFORE), LATER)), DAY, U),
        (EarlierOf((UnknownFrom(BEFORE), EARLIER)), DAY, T),
        (EarlierOf((FurtherNotice(), LATER)), DAY, F),
        (EarlierOf(()), DAY, F),
        (LaterOf((EARLIER, OnDay(DAY))), BEFORE, F),
        (LaterOf((EARLIER, OnDay(DAY))), DAY, T),
        (LaterOf((UnknownFrom(BEFORE), EARLIER)), DAY, U),
        (LaterOf((UnknownFrom(BEFORE), LATER)), DAY, F),
        (LaterOf((EarlierOf((EARLIER, LATER)), OnDay(DAY))), DAY, T),
        (LaterOf(()), DAY, T),
    ],
)
def test_a_bound_has_passed_or_not_or_nobody_knows(
    bound: Bound, on: date, answer: Truth
) -> None:
    assert passed(bound, env(on), presume=False) is answer
    assert passed(bound, env(on), presume=True) is answer


def entry(
    occurred: date | None = None,
    judged: Truth | None = None,
    *,
    checked: date = BEFORE,
    known: date = KNOWN,
) -> EventVersion:
    said = () if judged is None else (("just", judged),)
    return EventVersion(known, checked, occurred, said)


@pytest.mark.parametrize(
    ("registered", "on", "answer"),
    [
        (entry(DAY), BEFORE, F),
        (entry(DAY), DAY, T),
        (entry(DAY), AFTER, T),
        (entry(DAY, checked=LAST), BEFORE, F),
        (entry(checked=DAY), BEFORE, F),
        (entry(checked=DAY), DAY, F),
        (entry(checked=DAY), AFTER, U),
        (entry(checked=date.max), date.max, U),
    ],
)
def test_an_event_has_passed_once_it_occurred_and_not_while_it_was_checked(
    registered: EventVersion, on: date, answer: Truth
) -> None:
    assert happened(Happened("law"), env(on, registered), presume=False) is answer


@pytest.mark.parametrize(
    ("judged", "on", "answer"),
    [
        (T, DAY, T),
        (F, DAY, F),
        (U, DAY, U),
        (None, DAY, U),
        (T, BEFORE, F),
        (U, BEFORE, F),
    ],
)
def test_a_judgement_counts_from_the_day_of_the_event(
    judged: Truth | None, on: date, answer: Truth
) -> None:
    bound = Happened("law", ("just",))

    assert happened(bound, env(on, entry(DAY, judged)), presume=True) is answer


def test_a_judgement_that_is_not_named_does_not_count() -> None:
    assert happened(Happened("law"), env(DAY, entry(DAY, F)), presume=True) is T


def test_all_judgements_named_count() -> None:
    registered = EventVersion(KNOWN, DAY, DAY, (("just", T), ("fair", F)))

    assert (
        happened(Happened("law", ("just", "fair")), env(DAY, registered), presume=True)
        is F
    )
    assert happened(Happened("law", ("just",)), env(DAY, registered), presume=True) is T


@pytest.mark.parametrize(
    ("on", "answer"), [(date(2021, 7, 9), F), (date(2021, 7, 10), T)]
)
def test_a_duration_after_an_event_passes_later(on: date, answer: Truth) -> None:
    bound = Happened("law", plus=MONTH)

    assert happened(bound, env(on, entry(DAY)), presume=False) is answer


@pytest.mark.parametrize(
    ("on", "answer"), [(date(2021, 7, 10), F), (date(2021, 7, 11), U)]
)
def test_a_check_vouches_for_the_duration_too(on: date, answer: Truth) -> None:
    bound = Happened("law", plus=MONTH)

    assert happened(bound, env(on, entry(checked=DAY)), presume=False) is answer


@pytest.mark.parametrize(
    ("presume", "question", "answer"),
    [(True, True, F), (True, False, U), (False, True, U), (False, False, U)],
)
def test_a_stale_event_is_presumed_not_to_have_occurred_only_where_both_say_so(
    *, presume: bool, question: bool, answer: Truth
) -> None:
    bound = Happened("law")
    stale = env(DAY, entry(checked=BEFORE), presume=question)
    never = env(DAY, presume=question)

    assert happened(bound, stale, presume=presume) is answer
    assert happened(bound, never, presume=presume) is answer


def test_an_open_judgement_is_never_presumed() -> None:
    bound = Happened("law", ("just",))

    assert passed(bound, env(DAY, entry(DAY)), presume=True) is U


def test_an_event_registered_later_counts_as_never_checked() -> None:
    asked = env(DAY, entry(BEFORE, known=AFTER), known=DAY)

    assert entry_of("law", asked) is None
    assert happened(Happened("law"), asked, presume=False) is U


def test_the_latest_entry_known_counts() -> None:
    old, new = entry(known=KNOWN), entry(DAY, known=DAY)

    assert entry_of("law", env(DAY, new, old)) is new
    assert entry_of("law", env(DAY, old, new)) is new
    assert entry_of("law", env(DAY, old, new, known=BEFORE)) is old


def test_an_assumed_entry_counts_whatever_is_known() -> None:
    assumed = EventVersion(LAST, DAY, DAY, assumed=True)
    again = EventVersion(LAST, DAY, None, assumed=True)

    assert entry_of("law", env(DAY, entry(), assumed, again, known=DAY)) is assumed


def test_presumption_reaches_what_composed_bounds_hold() -> None:
    law = Happened("law")

    assert passed(EarlierOf((law, LATER)), env(), presume=True) is F
    assert passed(EarlierOf((law, LATER)), env(), presume=False) is U
    assert passed(LaterOf((law, EARLIER)), env(), presume=True) is F
    assert passed(LaterOf((law, EARLIER)), env(), presume=False) is U


@pytest.mark.parametrize(
    ("start", "end", "on", "answer"),
    [
        (OnDay(DAY), OnDay(LAST), BEFORE, F),
        (OnDay(DAY), OnDay(LAST), DAY, T),
        (OnDay(DAY), OnDay(LAST), date(2021, 7, 31), T),
        (OnDay(DAY), OnDay(LAST), LAST, F),
        (OnDay(DAY), None, date.max, T),
        (None, OnDay(DAY), date.min, T),
        (None, OnDay(DAY), DAY, F),
        (None, None, DAY, T),
        (OnDay(DAY), FurtherNotice(), date.max, T),
        (UnknownFrom(BEFORE), None, DAY, U),
        (OnDay(BEFORE), UnknownFrom(DAY), DAY, U),
        (UnknownFrom(BEFORE), OnDay(DAY), DAY, F),
        (UnknownFrom(BEFORE), UnknownFrom(BEFORE), DAY, U),
    ],
)
def test_a_period_holds_from_its_start_until_the_day_before_its_end(
    start: Bound | None, end: Bound | None, on: date, answer: Truth
) -> None:
    assert holds_in(Period(start, end), env(on), presume=True) is answer


def test_only_an_end_is_presumed_not_to_have_come() -> None:
    law = Happened("law")

    assert holds_in(Period(EARLIER, law), env(), presume=True) is T
    assert holds_in(Period(EARLIER, law), env(), presume=False) is U
    assert holds_in(Period(law, None), env(), presume=True) is U
    assert holds_in(Period(law, law), env(), presume=True) is U


def version(known: date, *periods: Period, by: str | None = None) -> Version:
    return Version(known, periods, by=by)


def test_something_is_in_force_in_any_of_its_periods() -> None:
    ended, running = Period(None, EARLIER), Period(EARLIER, None)
    perhaps = Period(UnknownFrom(BEFORE), None)

    assert in_force([version(KNOWN, ended, running)], env(), presume=True) is T
    assert in_force([version(KNOWN, ended, perhaps)], env(), presume=True) is U
    assert in_force([version(KNOWN, running, perhaps)], env(), presume=True) is T
    assert in_force([version(KNOWN, ended)], env(), presume=True) is F
    assert in_force([version(KNOWN)], env(), presume=True) is F
    assert in_force([], env(), presume=True) is F


def test_presumption_reaches_what_is_in_force() -> None:
    until_law = version(KNOWN, Period(EARLIER, Happened("law")))

    assert in_force([until_law], env(), presume=True) is T
    assert in_force([until_law], env(), presume=False) is U


def test_the_latest_version_known_counts_whole() -> None:
    first = version(KNOWN, Period(None, None))
    second = version(DAY, Period(None, EARLIER))

    assert latest([second, first], env()) is second
    assert latest([first, second], env()) is second
    assert latest([first, second], env(known=DAY)) is second
    assert latest([first, second], env(known=BEFORE)) is first
    assert latest([first, second], env(known=date(2020, 12, 31))) is None
    assert in_force([first, second], env(), presume=True) is F


def test_a_version_by_an_unenacted_bill_does_not_count() -> None:
    first, amended = version(KNOWN), version(DAY, by="bill")

    assert latest([first, amended], env()) is amended
    assert latest([first, amended], env(unenacted="bill")) is first
    assert latest([amended], env(unenacted="bill")) is None
    assert latest([amended], env(unenacted="other")) is amended


@pytest.mark.parametrize(
    ("day", "by", "later"),
    [
        (date(2021, 1, 31), Duration(), date(2021, 1, 31)),
        (date(2021, 1, 31), Duration(days=1), date(2021, 2, 1)),
        (date(2021, 1, 31), Duration(months=1), date(2021, 2, 28)),
        (date(2020, 1, 31), Duration(months=1), date(2020, 2, 29)),
        (date(2021, 1, 31), Duration(months=3), date(2021, 4, 30)),
        (date(2021, 1, 31), Duration(months=11), date(2021, 12, 31)),
        (date(2021, 1, 31), Duration(months=12), date(2022, 1, 31)),
        (date(2021, 11, 30), Duration(months=1), date(2021, 12, 30)),
        (date(2021, 12, 15), Duration(months=1), date(2022, 1, 15)),
        (date(2020, 2, 29), Duration(years=1), date(2021, 2, 28)),
        (date(2020, 2, 29), Duration(years=4), date(2024, 2, 29)),
        (date(2021, 1, 31), Duration(months=1, days=1), date(2021, 3, 1)),
        (date(2021, 1, 31), Duration(1, 1, 1), date(2022, 3, 1)),
        (date(2021, 2, 28), Duration(months=1), date(2021, 3, 28)),
        (date(2020, 1, 31), Duration(years=1, months=1), date(2021, 2, 28)),
        (date(9998, 12, 31), Duration(years=1), date.max),
        (date(9999, 12, 1), Duration(months=1), date.max),
        (date(9999, 11, 30), Duration(months=1), date(9999, 12, 30)),
        (date(9999, 12, 30), Duration(days=1), date.max),
        (date(9999, 12, 30), Duration(days=2), date.max),
        (date(9999, 12, 29), Duration(days=1), date(9999, 12, 30)),
        (date(2021, 1, 1), Duration(years=9_000), date.max),
        (date(2021, 1, 1), Duration(days=9_999_999), date.max),
        (date.max, Duration(days=1), date.max),
        (date.min, Duration(), date.min),
    ],
)
def test_a_duration_is_months_clamped_then_days_and_never_leaves_the_calendar(
    day: date, by: Duration, later: date
) -> None:
    assert shift(day, by) == later
