"""Deployments and dates for a rulebook, near what its rules ask for."""

from collections.abc import Mapping, Sequence
from datetime import date

from compliance.core.rulebook import Rulebook as CoreRulebook
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


@st.composite
def deployments(
    draw: st.DrawFn, rulebook: Rulebook, rule: str | None = None
) -> dict[str, object]:
    """Facts that `compliance.evaluate` takes, near what the rules ask for.

    Aimed at `rule` where one is named, else at any. Some facts are left out, some term
    facts are lists.
    """
    core = rulebook.core
    rules = {r.id: r for s in core.rulesets.values() for r in s.rules}
    facts: Facts = {}
    if rules:
        aimed = rule if rule is not None else draw(st.sampled_from(sorted(rules)))
        aim_at(draw, rules[aimed], core, facts)
    named = values_named(core)
    for name in draw(st.lists(st.sampled_from(sorted(named)), unique=True, max_size=6)):
        declared = core.vocabulary.facts[name]
        near = _near(declared, named[name], core.vocabulary)
        facts.setdefault(name, draw(st.sampled_from(near)))
    return {
        name: draw(_perhaps_listed(core.vocabulary.facts[name], value, core, named))
        for name, value in sorted(facts.items())
    }


def _near(
    fact: FactDeclaration, named: Sequence[Value], vocabulary: Vocabulary
) -> list[Value]:
    if fact.type is Plain.BOOLEAN:
        return [True, False]
    if not isinstance(fact.type, TermOf):
        return [*named, SAMPLES[fact.type]]
    declared = vocabulary.taxonomies[fact.type.taxonomy]
    below: list[Value] = [t for v in named for t in narrower(str(v), declared)]
    return [*below, *list(declared.terms)[:5]]


@st.composite
def _perhaps_listed(
    draw: st.DrawFn,
    fact: FactDeclaration,
    value: Value,
    rulebook: CoreRulebook,
    named: Mapping[str, Sequence[Value]],
) -> object:
    listed = isinstance(fact.type, TermOf) and not fact.single
    if not listed or draw(st.integers(0, 7)):
        return value
    near = _near(fact, named.get(fact.name, ()), rulebook.vocabulary)
    return [value, draw(st.sampled_from(near or [value]))]
