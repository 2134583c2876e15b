"""Generated questions: the default interpreter against the specification, whole."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, event, given, settings

from compliance.backends.compiled.book import Compiled
from compliance.backends.compiled.evaluator import CompiledEvaluator
from compliance.core.decision import Answer, Verdict
from compliance.core.deployment import Question
from compliance.core.values import Truth
from compliance.engine import Interpreter, bundled, evaluate
from compliance.explain import lists
from compliance.explain.assumptions import assumptions
from compliance.explain.coverage import coverage
from compliance.explain.evaluator import Evaluator
from compliance.explain.reasons import reasons_of
from compliance.spec.evaluator import Evaluator as Specification
from compliance.testing.asked import Asked, asked
from compliance.testing.strategies import dates, deployments

EVERY_FORCE = Question(date.max, date.max).forces


def heard(answer: Answer) -> Answer:
    """An answer without the findings of rules that ask for something else."""
    kept = (each for each in answer.findings if each.pattern is not Truth.FALSE)
    return replace(answer, findings=tuple(kept))


def at_once(case: Asked) -> Verdict | None:
    """The answer from plain facts, by masks alone; None where they need more care."""
    book, question = Compiled(case.rulebook, few=0), case.question
    if len(case.combinations) > 1 or question.forces != EVERY_FORCE:
        return None
    taken = book.take(case.combinations[0].facts)
    moment = book.moment(question.on, question.known, presume=question.presume)
    return None if taken is None else book.verdict(taken, moment)


def told(evaluator: Evaluator) -> Mapping[str, object]:
    """All that a decision says of an evaluator's answer."""
    return {
        "verdict": evaluator.verdict,
        "answer": heard(evaluator.answer),
        "reasons": reasons_of(evaluator),
        "missing": lists.missing(evaluator),
        "lifted by": lists.could_be_lifted_by(evaluator),
        "checklist": lists.checklist(evaluator),
        "assumptions": assumptions(evaluator),
        "coverage": coverage(evaluator),
    }


@given(asked(aimed=True) | asked(aimed=False))
def test_both_say_the_same_of_a_generated_rulebook(case: Asked) -> None:
    specified = Specification(case.rulebook, case.combinations, case.question)
    compiled, anchored = (
        CompiledEvaluator(book, case.combinations, case.question)
        for book in (Compiled(case.rulebook), Compiled(case.rulebook, large=0))
    )
    event(specified.answer.outcome.value)

    assert told(compiled) == told(specified)
    assert anchored.verdict == specified.verdict
    assert heard(anchored.answer) == heard(specified.answer)
    assert at_once(case) in {None, specified.verdict}


@pytest.mark.slow
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(deployments(bundled()), dates(bundled()), dates(bundled()))
def test_both_say_the_same_of_the_bundled_rulebook(
    deployment: dict[str, object], on: date, known: date
) -> None:
    decisions = [
        evaluate(deployment, on=on, known=known, rulebook=bundled().asked_by(each))
        for each in Interpreter
    ]
    event(decisions[0].outcome.value)

    assert decisions[0].to_dict() == decisions[1].to_dict()
