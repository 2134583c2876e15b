"""Conditions and days read as sentences do."""

from datetime import date
from decimal import Decimal

import pytest

from compliance.core.expr import (
    All,
    AnyOf,
    AtMost,
    Equal,
    Expr,
    Fact,
    Is,
    Less,
    Literal,
    Not,
    Reading,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.periods import Event, Happened, OnDay, Period
from compliance.core.values import Duration, Value
from compliance.explain.dates import say_period
from compliance.explain.expr import say

POLICE, SHERIFF = Is("customer.type", "police"), Is("customer.type", "sheriff")
WARRANT = Equal(Fact("warrant"), Literal(value=True))
IN_OREGON = Within("customer.government", "US-OR")
DAY = date(2026, 8, 2)


def number(value: Value) -> Literal:
    return Literal(value)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (POLICE, "customer.type is police"),
        (IN_OREGON, "customer.government is within US-OR"),
        (Not(POLICE), "customer.type is not police"),
        (Not(IN_OREGON), "customer.government is not within US-OR"),
        (AnyOf((POLICE, SHERIFF)), "customer.type is police or sheriff"),
        (
            Not(AnyOf((POLICE, SHERIFF))),
            "customer.type is none of police or sheriff",
        ),
        (Not(AnyOf((POLICE,))), "customer.type is not police"),
        (
            Not(AnyOf((POLICE, WARRANT))),
            "none of these: (customer.type is police); (warrant is true)",
        ),
        (WARRANT, "warrant is true"),
        (Not(WARRANT), "not (warrant is true)"),
        (
            All((WARRANT, AnyOf((POLICE, SHERIFF)))),
            "warrant is true and (customer.type is police or sheriff)",
        ),
        (AtMost(number(16), Fact("age")), "age is at least 16"),
        (Less(Fact("age"), number(16)), "age is less than 16"),
        (
            Less(number(Decimal("1e3")), Fact("training.compute")),
            "training.compute is more than 1000",
        ),
        (AtMost(number(DAY), Fact("placed")), "placed is on or after 2026-08-02"),
        (Less(Fact("placed"), number(DAY)), "placed is before 2026-08-02"),
        (
            AtMost(Shifted(Fact("report"), Duration(days=90)), Fact("start")),
            "90 days after report is on or before start",
        ),
        (StartsWith("account", "AB-"), "account starts with “AB-”"),
        (
            Readings(
                "acme/one/police",
                "Who Acme means",
                (Reading("a", "Forces", POLICE), Reading("b", "All", SHERIFF)),
            ),
            "“Who Acme means” (which may mean: Forces; or All)",
        ),
        (All(()), "always"),
        (AnyOf(()), "never"),
    ],
)
def test_a_condition_is_a_phrase(condition: Expr, words: str) -> None:
    assert say(condition) == words


def test_a_period_that_waits_for_an_event_names_it_and_what_is_asked_of_it() -> None:
    law = Event("law", "A law is in place", (("grounded", "Is it grounded?"),))
    period = Period(OnDay(DAY), Happened("law", ("grounded",)))

    assert say_period(period, {"law": law}) == (
        "from 2026-08-02 until the event “A law is in place”, "
        "if the answer is yes: Is it grounded?"
    )


def test_a_proposal_waits_for_its_enactment() -> None:
    period = Period(Happened("us/bill/enactment", plus=Duration(months=6)), None)

    assert say_period(period, {}) == "from 6 months after its enactment"
