"""What a scenario makes of a rulebook, assumption by assumption (§9)."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.expr import (
    All,
    AnyOf,
    Equal,
    Expr,
    Fact,
    Literal,
    Not,
    Reading,
    Readings,
)
from compliance.core.periods import (
    Bound,
    EarlierOf,
    Event,
    EventVersion,
    FurtherNotice,
    LaterOf,
    OnDay,
    Period,
    Version,
)
from compliance.core.rulebook import (
    Force,
    Kind,
    Occurrence,
    Rulebook,
    Ruleset,
    Scenario,
)
from compliance.core.rules import Excuse, Forbid, Item, Permit, Require, Rule
from compliance.core.terms import Vocabulary
from compliance.core.values import Truth
from compliance.spec.overlay import overlay

KNOWN, START = date(2020, 1, 1), date(2021, 1, 1)
DAY, LATER, END = date(2021, 6, 10), date(2021, 9, 1), date(2022, 1, 1)
FIRST = Version(KNOWN, (Period(OnDay(START), OnDay(END)),), by="other", doubt="?")
SECOND = Version(START, (Period(OnDay(START), None), Period(None, OnDay(END))))
YES, NO = (Equal(Fact(name), Literal(value=True)) for name in ("yes", "no"))


def readings(name: str, one: Expr = YES, other: Expr = NO) -> Readings:
    alternatives = (Reading("one", "One", one), Reading("other", "Other", other))
    return Readings(name, name, alternatives)


def forbid(name: str = "r/ban", when: Expr = YES) -> Forbid:
    return Forbid(name, "A ban", (), when, (), (FIRST, SECOND))


def ruleset(*rules: Rule, name: str = "r", kind: Kind = Kind.LAW) -> Ruleset:
    return Ruleset(name, name, "issuer", kind, Force.LAW, KNOWN, rules)


EVENT = Event("law", "Law", (("just", "?"),), (EventVersion(KNOWN, KNOWN),))
RULEBOOK = Rulebook(
    "b",
    Vocabulary({}, {}, {}),
    {"law": EVENT, "bill/enactment": Event("bill/enactment", "Enacted")},
    {
        "r": ruleset(forbid(), forbid("r/other")),
        "bill": ruleset(forbid("bill/ban"), name="bill", kind=Kind.BILL),
    },
)


def rule(rulebook: Rulebook, name: str) -> Rule:
    (found,) = (
        each
        for ruleset in rulebook.rulesets.values()
        for each in ruleset.rules
        if each.id == name
    )
    return found


def periods(scenario: Scenario, name: str = "r/ban") -> list[tuple[Period, ...]]:
    return [each.periods for each in rule(overlay(RULEBOOK, scenario), name).in_force]


def test_nothing_assumed_changes_nothing() -> None:
    assert overlay(RULEBOOK, Scenario("s")) == RULEBOOK


def test_an_assumed_fact_is_no_part_of_the_rulebook() -> None:
    assert overlay(RULEBOOK, Scenario("s", assume={"yes": True})) == RULEBOOK


def test_an_event_assumed_has_one_entry_whatever_is_known() -> None:
    judged = (("just", Truth.TRUE),)
    laid = overlay(RULEBOOK, Scenario("s", occurs={"law": Occurrence(DAY, judged)}))

    entry = EventVersion(date.min, DAY, DAY, judged, assumed=True)
    assert laid.events["law"] == replace(EVENT, versions=(entry,))
    assert laid.rulesets == RULEBOOK.rulesets
    assert RULEBOOK.events["law"] == EVENT


def test_what_is_enacted_counts_from_that_day_and_its_event_occurred() -> None:
    laid = overlay(RULEBOOK, Scenario("s", enact={"bill": DAY}))

    assert laid.rulesets["bill"].enacted_on == DAY
    assert laid.rulesets["r"] == RULEBOOK.rulesets["r"]
    entry = EventVersion(date.min, DAY, DAY, (), assumed=True)
    assert laid.events["bill/enactment"].versions == (entry,)
    assert laid.events["law"] == EVENT
    assert [each.periods for each in rule(laid, "bill/ban").in_force] == [
        (Period(LaterOf((OnDay(START), OnDay(DAY))), OnDay(END)),),
        (
            Period(LaterOf((OnDay(START), OnDay(DAY))), None),
            Period(OnDay(DAY), OnDay(END)),
        ),
    ]


def test_what_was_enacted_stays_so() -> None:
    enacted = replace(RULEBOOK.rulesets["bill"], enacted_on=START)
    rulebook = replace(RULEBOOK, rulesets={"bill": enacted})

    assert overlay(rulebook, Scenario("s")).rulesets["bill"].enacted_on == START
    again = overlay(rulebook, Scenario("s", enact={"bill": DAY}))
    assert again.rulesets["bill"].enacted_on == DAY


CUT_OFF = [
    (Period(OnDay(START), EarlierOf((OnDay(END), OnDay(DAY)))),),
    (
        Period(OnDay(START), OnDay(DAY)),
        Period(None, EarlierOf((OnDay(END), OnDay(DAY)))),
    ),
]


@pytest.mark.parametrize("name", ["r", "r/ban"])
def test_what_is_repealed_ends_on_that_day(name: str) -> None:
    scenario = Scenario("s", repeal={name: DAY})
    other = CUT_OFF if name == "r" else [FIRST.periods, SECOND.periods]

    assert periods(scenario) == CUT_OFF
    assert periods(scenario, "r/other") == other
    assert periods(scenario, "bill/ban") == [FIRST.periods, SECOND.periods]


def test_what_is_suspended_without_an_end_never_goes_on() -> None:
    assert periods(Scenario("s", suspend={"r/ban": (DAY, None)})) == CUT_OFF


@pytest.mark.parametrize("name", ["r", "r/ban"])
def test_what_is_suspended_goes_on_afterwards(name: str) -> None:
    resumed = LaterOf((OnDay(START), OnDay(LATER)))

    assert periods(Scenario("s", suspend={name: (DAY, LATER)})) == [
        (
            Period(OnDay(START), EarlierOf((OnDay(END), OnDay(DAY)))),
            Period(resumed, OnDay(END)),
        ),
        (
            Period(OnDay(START), OnDay(DAY)),
            Period(resumed, None),
            Period(None, EarlierOf((OnDay(END), OnDay(DAY)))),
            Period(OnDay(LATER), OnDay(END)),
        ),
    ]


def test_a_version_keeps_all_but_its_periods() -> None:
    laid = overlay(RULEBOOK, Scenario("s", repeal={"r/ban": DAY}))
    first, _ = rule(laid, "r/ban").in_force

    assert replace(first, periods=FIRST.periods) == FIRST


@pytest.mark.parametrize("start", [OnDay(DAY), FurtherNotice()])
def test_an_amended_rule_has_those_periods_whatever_is_known(start: Bound) -> None:
    amended = (Period(start, None),)
    laid = overlay(RULEBOOK, Scenario("s", amend={"r/ban": amended}))

    assert rule(laid, "r/ban").in_force == (Version(date.min, amended),)
    assert rule(laid, "r/other") == rule(RULEBOOK, "r/other")


def test_what_is_amended_may_be_repealed_and_suspended_too() -> None:
    scenario = Scenario(
        "s",
        amend={"bill/ban": (Period(None, None),)},
        enact={"bill": START},
        repeal={"bill": END},
        suspend={"bill/ban": (DAY, LATER)},
    )
    start = OnDay(START)
    before_end = EarlierOf((OnDay(DAY), OnDay(END)))

    assert periods(scenario, "bill/ban") == [
        (
            Period(start, before_end),
            Period(LaterOf((start, OnDay(LATER))), OnDay(END)),
        )
    ]


def test_a_reading_is_chosen_wherever_it_stands() -> None:
    words, other = readings("words"), readings("other")
    excuse = Excuse("x", "", (), Not(words))
    item = Item("i", "", (), words, "", refused=words, unless=(excuse,))
    bare = Item("j", "", (), AnyOf((words, NO)), "")
    nested = readings("other", All((words, YES)), Not(words))
    rules: tuple[Rule, ...] = (
        forbid(when=All((words, other))),
        Require("r/duty", "", (), nested, (excuse,), (FIRST,), (item, bare)),
        Permit("r/permit", "", (), words, (excuse,), (FIRST,), ("r/ban",)),
    )
    rulebook = replace(RULEBOOK, rulesets={"r": ruleset(*rules)})
    laid = overlay(rulebook, Scenario("s", read={"words": "other"}))

    read_excuse = replace(excuse, when=Not(NO))
    read_item = replace(item, that=NO, refused=NO, unless=(read_excuse,))
    assert laid.rulesets["r"].rules == (
        replace(rules[0], when=All((NO, other))),
        Require(
            "r/duty",
            "",
            (),
            readings("other", All((NO, YES)), Not(NO)),
            (read_excuse,),
            (FIRST,),
            (read_item, replace(bare, that=AnyOf((NO, NO)))),
        ),
        replace(rules[2], when=NO, unless=(read_excuse,)),
    )


def test_a_chosen_reading_is_itself_read() -> None:
    nested = readings("words", YES, readings("other"))
    rulebook = replace(RULEBOOK, rulesets={"r": ruleset(forbid(when=nested))})
    chosen = {"words": "other", "other": "one"}

    assert rule(overlay(rulebook, Scenario("s", read=chosen)), "r/ban").when == YES
