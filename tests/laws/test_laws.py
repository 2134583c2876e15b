"""Every law of the specification, on generated rulebooks, deployments and dates."""

from hypothesis import event, given
from hypothesis import strategies as st

from compliance.core.decision import Answer, Outcome
from compliance.core.deployment import Combination
from compliance.core.values import Truth
from compliance.spec import laws
from compliance.spec.rules import decide
from compliance.testing.asked import (
    Asked,
    asked,
    completed,
    later,
    shuffled,
    with_less,
    without_some,
)

dated = asked(aimed=True) | asked(aimed=False)
cases = asked(aimed=True, dated=False) | dated


@given(cases.flatmap(lambda case: st.tuples(st.just(case), completed(case))), st.data())
def test_an_allow_and_a_firm_deny_hold_in_every_completion(
    pair: tuple[Asked, tuple[Combination, ...]], data: st.DataObject
) -> None:
    case, complete = pair
    given_facts = data.draw(with_less(case, complete))
    tell(decided(case, given_facts))

    assert laws.refines(case.rulebook, complete, given_facts, case.question)
    assert laws.soundness(case.rulebook, given_facts, complete, case.question)


@given(cases, st.data())
def test_more_facts_change_no_settled_verdict(case: Asked, data: st.DataObject) -> None:
    fewer = data.draw(with_less(case, case.combinations))
    more = case.combinations
    before, after = decided(case, fewer), decided(case, more)
    event(f"{before.outcome.value} became {after.outcome.value}")

    assert laws.refines(case.rulebook, more, fewer, case.question)
    assert laws.monotonicity(case.rulebook, fewer, more, case.question)


@given(cases, st.data())
def test_taking_facts_away_never_makes_an_allow(
    case: Asked, data: st.DataObject
) -> None:
    fewer = data.draw(without_some(case, case.combinations))
    tell(decided(case, fewer))

    assert laws.silence_never_loosens(
        case.rulebook, case.combinations, fewer, case.question
    )


@given(dated)
def test_a_rule_out_of_its_periods_changes_nothing(case: Asked) -> None:
    tell(decided(case))

    assert laws.locality_in_on(case.rulebook, case.combinations, case.question)


@given(dated)
def test_a_version_not_yet_known_changes_nothing(case: Asked) -> None:
    tell(decided(case))

    assert laws.locality_in_known(case.rulebook, case.combinations, case.question)


@given(cases)
def test_an_exception_lifts_its_own_rule_alone(case: Asked) -> None:
    tell(decided(case))

    assert laws.no_borrowed_excuse(case.rulebook, case.combinations, case.question)


@given(cases, st.data())
def test_the_order_of_things_changes_nothing(case: Asked, data: st.DataObject) -> None:
    other = data.draw(shuffled(case.rulebook))

    assert laws.order_independence(
        case.rulebook, other, case.combinations, case.question
    )


@given(cases)
def test_each_combination_is_decided_as_if_alone(case: Asked) -> None:
    event(f"{len(case.combinations)} combinations")

    assert laws.each_of(case.rulebook, case.combinations, case.question)


@given(cases)
def test_the_outcome_is_the_worst_of_those_by_force(case: Asked) -> None:
    event(f"{len(decided(case).by_force)} forces")

    assert laws.worst_by_force(case.rulebook, case.combinations, case.question)


@given(dated, st.data())
def test_an_allow_survives_what_the_register_did_not_know(
    case: Asked, data: st.DataObject
) -> None:
    learned = data.draw(later(case.rulebook))
    tell(decided(case))

    assert laws.stale_never_allows(
        case.rulebook, learned, case.combinations, case.question
    )


def decided(case: Asked, given_facts: laws.Combinations | None = None) -> Answer:
    chosen = case.combinations if given_facts is None else given_facts
    return decide(case.rulebook, chosen, case.question)


def tell(answer: Answer) -> None:
    """What came of it, for `--hypothesis-show-statistics`."""
    event(f"{answer.outcome.value}{', firm' if answer.firm else ''}")
    if answer.outcome is Outcome.ALLOW:
        fired = any(each.firing is Truth.TRUE for each in answer.findings)
        event(f"allowed although {'a' if fired else 'no'} rule fires")
