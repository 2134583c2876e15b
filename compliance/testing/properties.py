"""Properties that a policy author may ask of rules: consistent, helpful, alive."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from compliance.core.decision import Outcome
from compliance.core.terms import Plain
from compliance.core.values import Truth
from compliance.engine import Decision, Rulebook, evaluate
from compliance.spec.rules import decide
from compliance.testing.search import NoSuchExample, Phase, find, given, settings, st
from compliance.testing.strategies import dates, deployments
from compliance.testing.taxonomies import proposals

WORST_FIRST = list(Outcome)
Facts = dict[str, object]


def only(rulebook: Rulebook, *rulesets: str) -> Rulebook:
    """The part of `rulebook` that these rulesets are, with all of its vocabulary."""
    kept = {name: rulebook.core.rulesets[name] for name in rulesets}
    name = f"{rulebook.name}: {', '.join(rulesets)}"
    return replace(rulebook, core=replace(rulebook.core, name=name, rulesets=kept))


def at_least_as_strict(
    stricter: Rulebook,
    looser: Rulebook,
    *,
    examples: int = 200,
    within: st.SearchStrategy[Facts] | None = None,
) -> None:
    """Nothing is allowed by `stricter` that `looser` denies or makes conditional.

    Deployments and days are drawn near the rules of both; `within` draws deployments of
    your own instead. To hold a rulebook against a part of it, take `only` that part.

    Raises `AssertionError` with the simplest deployment found that breaks it.
    """
    drawn = deployments(stricter) | deployments(looser) if within is None else within

    @settings(max_examples=examples, deadline=None, database=None)
    @given(drawn, dates(stricter) | dates(looser))
    def property_holds(deployment: Facts, on: date) -> None:
        one = evaluate(deployment, on=on, rulebook=stricter)
        other = evaluate(deployment, on=on, rulebook=looser)
        broken = one.allowed and other.outcome in {Outcome.DENY, Outcome.CONDITIONAL}
        assert not broken, (  # noqa: S101 - a property is an assertion
            f"`{stricter.name}` allows what `{looser.name}` does not\n"
            f"{_told(deployment, on)}\n\n{other}"
        )

    property_holds()


def safeguard_never_worsens(
    rulebook: Rulebook,
    fact: str,
    *,
    examples: int = 200,
    within: st.SearchStrategy[Facts] | None = None,
) -> None:
    """Adding the safeguard that `fact` states never worsens the answer.

    `fact` is true or false, as in `notice.sign`: whatever else is stated, the answer
    with it true is no worse than with it false, worst first: deny, undetermined,
    conditional, allow.

    Raises `AssertionError` with the simplest deployment found that breaks it,
    `ValueError` if `fact` is no fact that is true or false.
    """
    declared = rulebook.core.vocabulary.facts.get(fact)
    if declared is None or declared.type is not Plain.BOOLEAN:
        message = f"`{fact}` is not a fact that is true or false"
        raise ValueError(message)
    drawn = deployments(rulebook) if within is None else within

    @settings(max_examples=examples, deadline=None, database=None)
    @given(drawn, dates(rulebook))
    def property_holds(deployment: Facts, on: date) -> None:
        without = evaluate({**deployment, fact: False}, on=on, rulebook=rulebook)
        having = evaluate({**deployment, fact: True}, on=on, rulebook=rulebook)
        assert _rank(having) >= _rank(without), (  # noqa: S101 - likewise
            f"`{fact}` worsens {without.outcome.value} to {having.outcome.value}\n"
            f"{_told(deployment, on)}\n\n{having}"
        )

    property_holds()


def dead_rules(rulebook: Rulebook, *, examples: int = 200) -> tuple[str, ...]:
    """The rules that fired in none of `examples` deployments aimed at each.

    Rules of bills and demands that nobody enacted are never in force and are left out.
    """
    return tuple(
        rule for rule in _in_force(rulebook) if not _fires(rulebook, rule, examples)
    )


def no_dead_rule(rulebook: Rulebook, *, examples: int = 200) -> None:
    """Every rule fires for some deployment, on some day near those it names.

    A rule that never does is likely to ask for two things that exclude each other, or
    to be lifted whatever the facts. The search is no proof: raise `examples` for rules
    with many conditions.

    Raises `AssertionError` that lists the rules that never fired.
    """
    dead = dead_rules(rulebook, examples=examples)
    assert not dead, (  # noqa: S101 - likewise
        f"{len(dead)} of {len(list(_in_force(rulebook)))} rules fired in none of "
        f"{examples} deployments aimed at each:\n  " + "\n  ".join(dead)
    )


def _in_force(rulebook: Rulebook) -> Iterator[str]:
    idle = proposals(rulebook.core)
    for name, ruleset in sorted(rulebook.core.rulesets.items()):
        if name not in idle:
            yield from (rule.id for rule in ruleset.rules)


def _fires(rulebook: Rulebook, rule: str, examples: int) -> bool:
    def fires(asked: tuple[Facts, date]) -> bool:
        deployment, on = asked
        decision = evaluate(deployment, on=on, rulebook=rulebook)
        combinations = decision.deployment.combinations
        answer = decide(rulebook.core, combinations, decision.question)
        return any(
            each.rule == rule and each.firing is Truth.TRUE for each in answer.findings
        )

    aimed = st.tuples(deployments(rulebook, rule), dates(rulebook, rule))
    search = settings(
        max_examples=examples, deadline=None, database=None, phases=[Phase.generate]
    )
    try:
        find(aimed, fires, settings=search)
    except NoSuchExample:
        return False
    return True


def _rank(decision: Decision) -> int:
    return WORST_FIRST.index(decision.outcome)


def _told(deployment: Mapping[str, object], on: date) -> str:
    facts = "\n".join(f"  {name}: {value}" for name, value in deployment.items())
    return f"on {on}, for\n{facts or '  no facts at all'}"
