"""What may be asked: deployments and dates for a rulebook, whole generated cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from compliance.core.deployment import Combination, Question
from compliance.core.expr import Expr
from compliance.core.rulebook import Force
from compliance.core.rulebook import Rulebook as CoreRulebook
from compliance.core.rules import Permit, Require, Rule
from compliance.core.terms import FactDeclaration, Plain, TermOf, Vocabulary
from compliance.core.values import Value
from compliance.engine import EVERYTHING, Rulebook
from compliance.spec.overlay import overlay
from compliance.testing.aims import SAMPLES, Facts, aim
from compliance.testing.days import DAYS, NEAR
from compliance.testing.mentions import days_near, values_named
from compliance.testing.rulebooks import rulebooks, scenarios
from compliance.testing.search import st
from compliance.testing.taxonomies import broader, narrower
from compliance.testing.vocabulary import values

BINDING = tuple(force for force in Force if force is not Force.GUIDANCE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to one rulebook about one deployment."""

    rulebook: CoreRulebook
    combinations: tuple[Combination, ...]
    question: Question


def dates(rulebook: Rulebook) -> st.SearchStrategy[date]:
    """Days on or next to those that the rules and events of `rulebook` name."""
    return st.sampled_from(days_near(rulebook.core))


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
        _aim_at(draw, rules[aimed], core, facts)
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
    match fact.type:
        case TermOf(taxonomy):
            declared = vocabulary.taxonomies[taxonomy]
            below: list[Value] = [t for v in named for t in narrower(str(v), declared)]
            return [*below, *list(declared.terms)[:5]]
        case Plain.BOOLEAN:
            return [True, False]
        case plain:
            return [*named, SAMPLES[plain]]


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


def _aim_at(draw: st.DrawFn, rule: Rule, rulebook: CoreRulebook, facts: Facts) -> None:
    """Facts that make `rule` fire, and perhaps what lifts or meets it hold too."""
    aim(draw, rule.when, facts, rulebook.vocabulary, want=True)
    for expr in _around(rule, rulebook):
        match draw(st.sampled_from(["leave", "hold", "fail", "fail"])):
            case "hold":
                aim(draw, expr, facts, rulebook.vocabulary, want=True)
            case "fail":
                aim(draw, expr, facts, rulebook.vocabulary, want=False)
            case _:
                pass


def _around(rule: Rule, rulebook: CoreRulebook) -> list[Expr]:
    found = [each.when for each in rule.unless]
    for ruleset in rulebook.rulesets.values():
        found += [
            other.when
            for other in ruleset.rules
            if isinstance(other, Permit) and rule.id in other.overrides
        ]
    for item in rule.items if isinstance(rule, Require) else ():
        found += [item.that, *(each.when for each in item.unless)]
        if item.refused is not None:
            found.append(item.refused)
    return found


@st.composite
def combinations(
    draw: st.DrawFn, rulebook: CoreRulebook, *, aimed: bool
) -> Combination:
    """Facts that are all stated, or some, or none; aimed at a rule or arbitrary."""
    vocabulary = rulebook.vocabulary
    facts: Facts = {}
    if aimed:
        rules = [r for s in rulebook.rulesets.values() for r in s.rules]
        _aim_at(draw, draw(st.sampled_from(rules)), rulebook, facts)
    full = draw(st.booleans())
    for name in vocabulary.facts:
        if name not in facts and (full or draw(st.booleans())):
            facts[name] = draw(st.sampled_from(values(name)))
    return Combination(dict(sorted(facts.items())))


@st.composite
def questions(draw: st.DrawFn, *, aimed: bool) -> Question:
    """Dates near those of generated rules; most often everything counts."""
    on = draw(st.sampled_from(DAYS[5:] if aimed else NEAR))
    if aimed:
        known = EVERYTHING if draw(st.integers(0, 3)) else on
    else:
        known = draw(st.sampled_from([EVERYTHING, *NEAR]))
    forces = frozenset(BINDING)
    if draw(st.integers(0, 5)) == 0:
        forces = draw(st.frozensets(st.sampled_from(BINDING), min_size=1))
    return Question(
        on, known, forces, presume=draw(st.sampled_from([True, True, False]))
    )


@st.composite
def asked(draw: st.DrawFn, *, aimed: bool, most: int = 2) -> Asked:
    """A rulebook, perhaps under a scenario, with one to `most` combinations."""
    rulebook = draw(rulebooks())
    if draw(st.integers(0, 3)) == 0:
        rulebook = overlay(rulebook, draw(scenarios(rulebook)))
    each = combinations(rulebook, aimed=aimed)
    drawn = draw(st.lists(each, min_size=1, max_size=most))
    return Asked(rulebook, tuple(drawn), draw(questions(aimed=aimed)))


@st.composite
def with_less(draw: st.DrawFn, case: Asked) -> tuple[Combination, ...]:
    """The case's combinations with facts taken away or open values made broader."""
    return tuple(draw(_less(each, case)) for each in case.combinations)


@st.composite
def _less(draw: st.DrawFn, combination: Combination, case: Asked) -> Combination:
    vocabulary = case.rulebook.vocabulary
    facts: dict[str, Value] = {}
    for name, value in combination.facts.items():
        kind = vocabulary.facts[name].type
        kept: list[Value] = [value]
        if isinstance(kind, TermOf) and not kind.exact:
            taxonomy = vocabulary.taxonomies[kind.taxonomy]
            kept += broader(str(value), taxonomy, case.rulebook, case.question)[1:]
        stated = draw(st.sampled_from([*kept, *kept, None]))
        if stated is not None:
            facts[name] = stated
    return Combination(facts)


@st.composite
def without_some(
    draw: st.DrawFn, given: Sequence[Combination]
) -> tuple[Combination, ...]:
    """The combinations with some facts taken away, and nothing else changed."""
    return tuple(
        Combination({n: v for n, v in each.facts.items() if draw(st.booleans())})
        for each in given
    )
