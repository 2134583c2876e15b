"""Each law of the semantics, over generated rulebooks, deployments and dates."""

from datetime import date

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from compliance.check import check
from compliance.core.decision import Answer, Outcome
from compliance.core.periods import EventVersion
from compliance.core.rulebook import Rulebook
from compliance.core.values import Truth
from compliance.spec import laws
from compliance.spec.rules import decide
from compliance.testing.days import days, judgements
from compliance.testing.rulebooks import rulebooks
from compliance.testing.strategies import Asked, asked, with_less, without_some

cases = asked(aimed=True) | asked(aimed=False)
later = st.builds(
    lambda day, judged: EventVersion(
        known=date.min, checked=day, occurred=day, judged=judged, assumed=True
    ),
    days,
    judgements,
)


def answers(case: Asked, data: st.DataObject, less: object) -> tuple[Answer, Answer]:
    fewer = data.draw(less(case))  # type: ignore[operator]
    before = decide(case.rulebook, fewer, case.question)
    after = decide(case.rulebook, case.combinations, case.question)
    event(f"{before.outcome.value} then {after.outcome.value}")
    return before, after


@given(cases, st.data())
def test_allow_and_firm_deny_are_sound(case: Asked, data: st.DataObject) -> None:
    assert laws.soundness(*answers(case, data, with_less))


@given(cases, st.data())
def test_more_facts_never_turn_a_settled_answer(
    case: Asked, data: st.DataObject
) -> None:
    assert laws.monotonicity(*answers(case, data, with_less))


@given(cases, st.data())
def test_silence_never_loosens(case: Asked, data: st.DataObject) -> None:
    fewer = answers(case, data, lambda each: without_some(each.combinations))

    assert laws.silence_never_loosens(*fewer)


@given(cases)
def test_a_rule_out_of_its_periods_changes_nothing(case: Asked) -> None:
    assert laws.locality_in_on(case.rulebook, case.combinations, case.question)


@given(cases)
def test_a_version_not_yet_known_changes_nothing(case: Asked) -> None:
    assert laws.locality_in_known(case.rulebook, case.combinations, case.question)


@given(cases)
def test_no_rule_borrows_an_excuse(case: Asked) -> None:
    assert laws.no_borrowed_excuse(case.rulebook, case.combinations, case.question)


@given(cases)
def test_order_changes_nothing(case: Asked) -> None:
    assert laws.order_independence(case.rulebook, case.combinations, case.question)


@given(asked(aimed=True, most=3))
def test_a_list_is_answered_by_its_worst_member(case: Asked) -> None:
    assert laws.each_of(case.rulebook, case.combinations, case.question)


@given(cases)
def test_the_outcome_is_the_worst_by_force(case: Asked) -> None:
    assert laws.worst_by_force(case.rulebook, case.combinations, case.question)


@given(cases, later)
def test_a_stale_register_never_allows(case: Asked, entry: EventVersion) -> None:
    assert laws.stale_never_allows(
        case.rulebook, case.combinations, case.question, entry
    )


@given(rulebooks())
def test_generated_rulebooks_have_no_fault(rulebook: Rulebook) -> None:
    assert [each for each in check(rulebook) if not each.warning] == []


@pytest.mark.slow
def test_generated_questions_reach_every_outcome_and_truth() -> None:
    outcomes: dict[Outcome, int] = dict.fromkeys(Outcome, 0)
    truths: dict[Truth, int] = dict.fromkeys(Truth, 0)

    @settings(max_examples=400)
    @given(cases)
    def count(case: Asked) -> None:
        answer = decide(case.rulebook, case.combinations, case.question)
        outcomes[answer.outcome] += 1
        for finding in answer.findings:
            truths[finding.firing] += 1

    count()

    assert min(outcomes.values()) >= 4, outcomes
    assert min(truths.values()) >= 20, truths
