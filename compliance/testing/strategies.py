"""Deployments and dates for a rulebook, near what its rules ask for."""

from collections.abc import Mapping, Sequence
from datetime import date

from compliance.core.rulebook import Rulebook as CoreRulebook
from compliance.core.rules import Rule
from compliance.core.terms import FactDeclaration, Plain, TermOf, Vocabulary
from compliance.core.values import Value
from compliance.engine import Rulebook
from compliance.testing.aims import SAMPLES, Facts, aim_at
from compliance.testing.mentions import days_near, values_named
from compliance.testing.search import st
from compliance.testing.taxonomies import narrower


def dates(rulebook: Rulebook, rule: str | None = None) -> st.SearchStrategy[date]:
    """Days on or next to those that rules and events name; or that `rule` names."""
    core = rulebook.core
    rules = {r.id: r for s in core.rulesets.values() for r in s.rules}
    named = (core.rulesets, core.events) if rule is None else rules[rule].in_force
    return st.sampled_from(days_near(named))


def deployments(
    rulebook: Rulebook, rule: str | None = None
) -> st.SearchStrategy[dict[str, object]]:
    """Facts that `compliance.evaluate` takes, near what the rules ask for.

    Aimed at `rule` where one is named, else at any. Some facts are left out, some term
    facts are lists.
    """
    core = rulebook.core
    rules = {r.id: r for s in core.rulesets.values() for r in s.rules}
    if not rules:
        return st.just({})
    aims = st.sampled_from(
        [rules[each] for each in sorted(rules) if rule in {None, each}]
    )
    near = {
        name: st.sampled_from(
            _near(core.vocabulary.facts[name], named, core.vocabulary)
        )
        for name, named in values_named(core).items()
    }
    return _deployments(core, aims, near)


@st.composite
def _deployments(
    draw: st.DrawFn,
    rulebook: CoreRulebook,
    aims: st.SearchStrategy[Rule],
    near: Mapping[str, st.SearchStrategy[Value]],
) -> dict[str, object]:
    facts: Facts = {}
    aim_at(draw, draw(aims), rulebook, facts)
    some = st.lists(st.sampled_from(sorted(near)), unique=True, max_size=6)
    for name in draw(some) if near else ():
        facts.setdefault(name, draw(near[name]))
    given: dict[str, object] = {}
    for name, value in sorted(facts.items()):
        fact = rulebook.vocabulary.facts[name]
        listed = isinstance(fact.type, TermOf) and not fact.single and name in near
        several = listed and draw(SELDOM)
        given[name] = [value, draw(near[name])] if several else value
    return given


SELDOM = st.sampled_from((False,) * 7 + (True,))


def _near(
    fact: FactDeclaration, named: Sequence[Value], vocabulary: Vocabulary
) -> list[Value]:
    if fact.type is Plain.BOOLEAN:
        return [True, False]
    if not isinstance(fact.type, TermOf):
        return [*named, SAMPLES[fact.type]]
    declared = vocabulary.taxonomies[fact.type.taxonomy]
    below: list[Value] = [t for v in named for t in narrower(str(v), declared)]
    return list(dict.fromkeys([*below, *list(declared.terms)[:5]]))
