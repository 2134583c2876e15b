"""Why a rule that would have decided is not in force (§12)."""

from datetime import date

import pytest

from compliance.core.decision import NearMiss
from compliance.core.deployment import Combination, Question
from compliance.core.expr import All
from compliance.core.periods import (
    Bound,
    Event,
    FurtherNotice,
    Happened,
    OnDay,
    Period,
    UnknownFrom,
    Version,
)
from compliance.core.rulebook import Force, Kind, Rulebook, Ruleset
from compliance.core.rules import Forbid
from compliance.core.terms import Vocabulary
from compliance.core.values import Truth
from compliance.spec.env import env_of
from compliance.spec.evaluator import Evaluator
from compliance.spec.near import near_misses
from compliance.spec.rules import decide

KNOWN = date(2020, 1, 1)
BEFORE, DAY, AFTER = (
    OnDay(date(2021, 6, 9)),
    OnDay(date(2021, 6, 10)),
    OnDay(date(2021, 6, 11)),
)
LAW = Happened("law")
NOT_YET, NO_LONGER, PROPOSED = NearMiss.NOT_YET, NearMiss.NO_LONGER, NearMiss.PROPOSED


def book(*versions: Version, kind: Kind = Kind.LAW) -> Rulebook:
    ban = Forbid("r/ban", "A ban", (), All(()), (), versions)
    ruleset = Ruleset("r", "R", "issuer", kind, Force.LAW, KNOWN, (ban,))
    events = {"law": Event("law", "Law")}
    return Rulebook("b", Vocabulary({}, {}, {}), events, {"r": ruleset})


def missed(rulebook: Rulebook, known: date = date.max) -> tuple[NearMiss, ...]:
    question = Question(DAY.day, known)
    (finding,) = decide(rulebook, [Combination({})], question).findings
    return finding.near_misses


@pytest.mark.parametrize(
    ("periods", "why"),
    [
        (((BEFORE, AFTER),), ()),
        (((AFTER, None),), (NOT_YET,)),
        (((BEFORE, DAY),), (NO_LONGER,)),
        (((None, DAY),), (NO_LONGER,)),
        (((BEFORE, DAY), (AFTER, None)), (NOT_YET, NO_LONGER)),
        (((AFTER, FurtherNotice()),), (NOT_YET,)),
        (((LAW, DAY),), (NOT_YET, NO_LONGER)),
        (((AFTER, LAW),), (NOT_YET,)),
        (((UnknownFrom(KNOWN), None),), ()),
        (((BEFORE, LAW),), ()),
        ((), ()),
    ],
)
def test_a_rule_waits_for_a_start_or_is_past_an_end(
    periods: tuple[tuple[Bound | None, Bound | None], ...], why: tuple[NearMiss, ...]
) -> None:
    version = Version(KNOWN, tuple(Period(*each) for each in periods))

    assert missed(book(version)) == why


def test_a_rule_of_which_nothing_was_known_is_no_near_miss() -> None:
    version = Version(KNOWN, (Period(AFTER, None),))

    assert missed(book(version), known=date(2019, 12, 31)) == ()
    assert missed(book()) == ()


def test_a_bill_is_only_proposed_whatever_its_periods() -> None:
    for start in (BEFORE, AFTER):
        version = Version(KNOWN, (Period(start, None),))
        assert missed(book(version, kind=Kind.BILL)) == (PROPOSED,)
    assert missed(book(kind=Kind.BILL)) == ()


def test_what_is_in_force_or_may_be_misses_nothing() -> None:
    rulebook = book(Version(KNOWN, (Period(AFTER, None),)))
    ruleset = rulebook.rulesets["r"]
    env = env_of(rulebook, Combination({}), Question(DAY.day, date.max))

    assert near_misses(ruleset.rules[0], ruleset, Truth.TRUE, env) == ()
    assert near_misses(ruleset.rules[0], ruleset, Truth.UNKNOWN, env) == ()
    assert near_misses(ruleset.rules[0], ruleset, Truth.FALSE, env) == (NOT_YET,)


def test_the_environment_holds_what_the_question_and_the_rulebook_say() -> None:
    rulebook = book(kind=Kind.DEMAND)
    question = Question(DAY.day, KNOWN, frozenset({Force.LAW}), presume=False)
    env = env_of(rulebook, Combination({"yes": True}), question)

    assert (env.on, env.known, env.presume) == (DAY.day, KNOWN, False)
    assert env.facts == {"yes": True}
    assert env.forces == {Force.LAW}
    assert env.vocabulary is rulebook.vocabulary
    assert env.events is rulebook.events
    assert env.unenacted == {"r"}


def test_the_evaluator_answers_and_derives_for_each_combination() -> None:
    version = Version(KNOWN, (Period(BEFORE, LAW),))
    rulebook = book(version)
    given = (Combination({}), Combination({"yes": True}))
    evaluator = Evaluator(rulebook, given, Question(DAY.day, date.max))

    assert evaluator.answer == decide(rulebook, given, evaluator.question)
    assert evaluator.derive(All(()), 1).value is Truth.TRUE
    presumed = evaluator.standing((version,), 1, presume=True)
    unpresumed = evaluator.standing((version,), 0, presume=False)
    assert presumed is not None
    assert unpresumed is not None
    assert presumed.value is Truth.TRUE
    assert unpresumed.value is Truth.UNKNOWN
    assert evaluator.version((version,)) is version
    assert evaluator.version(()) is None
