"""Generated rulebooks: each interpreter against the specification."""

from dataclasses import replace

from hypothesis import event, given

from compliance.backends.compiled.book import Compiled
from compliance.backends.compiled.evaluator import CompiledEvaluator
from compliance.core.decision import Answer, Outcome
from compliance.core.rules import Permit
from compliance.core.values import Truth
from compliance.spec.rules import decide
from compliance.testing.asked import Asked, asked


def told(answer: Answer, permits: set[str]) -> Answer:
    """An answer without the findings that say nothing."""
    kept = (
        each
        for each in answer.findings
        if each.pattern is not Truth.FALSE and each.rule not in permits
    )
    return replace(answer, findings=tuple(kept))


@given(asked(aimed=True) | asked(aimed=False))
def test_the_compiled_interpreter_answers_as_the_specification_does(
    case: Asked,
) -> None:
    answer = decide(case.rulebook, case.combinations, case.question)
    compiled = CompiledEvaluator(
        Compiled(case.rulebook), case.combinations, case.question
    )
    permits = {
        rule.id
        for ruleset in case.rulebook.rulesets.values()
        for rule in ruleset.rules
        if isinstance(rule, Permit)
    }
    deciding = dict.fromkeys(
        each.rule
        for each in answer.findings
        if each.counts
        and each.severity is answer.outcome
        and answer.outcome is not Outcome.ALLOW
    )
    event(answer.outcome.value)

    assert compiled.verdict == (answer.outcome, tuple(deciding))
    assert compiled.answer == told(answer, permits)
