"""Whole questions: a generated rulebook, facts and dates, and what may vary in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from compliance.core.deployment import Combination, Question
from compliance.core.periods import Between, OnDay, Period, UnknownFrom
from compliance.core.rulebook import Force, Occurrence, Rulebook
from compliance.core.rules import Permit, Rule
from compliance.core.terms import TermOf
from compliance.core.values import Truth, Value
from compliance.spec.overlay import overlay
from compliance.testing.aims import Facts, aim_at
from compliance.testing.days import JUDGEMENTS, NEAR, judgements
from compliance.testing.mentions import days_in, facts_named
from compliance.testing.rulebooks import rulebooks, scenarios
from compliance.testing.search import st
from compliance.testing.taxonomies import broader, proposals
from compliance.testing.vocabulary import TYPES, values

T = TypeVar("T")
EVERYTHING = date.max
BINDING = tuple(force for force in Force if force is not Force.GUIDANCE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to one rulebook about one deployment."""

    rulebook: Rulebook
    combinations: tuple[Combination, ...]
    question: Question


ANY_VALUE: Mapping[str, st.SearchStrategy[Value | None]]
ANY_VALUE = {name: st.sampled_from((None, *values(name))) for name in TYPES}
SOME_VALUE: Mapping[str, st.SearchStrategy[Value]]
SOME_VALUE = {name: st.sampled_from(values(name)) for name in TYPES}


OTHERS: st.SearchStrategy[Mapping[str, st.SearchStrategy[Value | None]]]
OTHERS = st.sampled_from((SOME_VALUE, ANY_VALUE, {}))


@st.composite
def combinations(draw: st.DrawFn, rulebook: Rulebook, rule: Rule | None) -> Combination:
    """Facts that are all stated, or some, or none; aimed at a rule or arbitrary."""
    facts: Facts = {}
    if rule is not None:
        aim_at(draw, rule, rulebook, facts)
    for name, value in draw(OTHERS).items():
        stated = draw(value) if name not in facts else None
        if stated is not None:
            facts[name] = stated
    return Combination(dict(sorted(facts.items())))


@st.composite
def questions(draw: st.DrawFn, rule: Rule | None) -> Question:
    """Dates near those of generated rules, within a rule's periods if one is named."""
    presume = draw(st.sampled_from((True, True, False)))
    forces = draw(ALL_FORCES)
    if rule is None:
        known = draw(st.sampled_from((EVERYTHING, EVERYTHING, *NEAR)))
        return Question(draw(st.sampled_from(NEAR)), known, forces, presume=presume)
    latest = max(rule.in_force, key=lambda version: version.known)
    inside = [day for day in NEAR if any(_may_hold(p, day) for p in latest.periods)]
    on = draw(st.sampled_from(inside or NEAR) | st.sampled_from(days_in(rule.in_force)))
    known = draw(st.sampled_from((EVERYTHING, EVERYTHING, EVERYTHING, on)))
    return Question(on, known, forces, presume=presume)


ALL_FORCES = st.one_of(
    *[st.just(frozenset(BINDING))] * 4,
    st.frozensets(st.sampled_from(BINDING), min_size=1),
)


def _may_hold(period: Period, day: date) -> bool:
    match period.start:
        case OnDay(start) | Between(start, _) | UnknownFrom(start) if day < start:
            return False
    match period.end:
        case OnDay(end) | Between(_, end) if day >= end:
            return False
        case _:
            return True


@st.composite
def asked(draw: st.DrawFn, *, aimed: bool, dated: bool = True) -> Asked:
    """A rulebook, perhaps under a scenario, one or two combinations, and a question.

    If `aimed`, facts and days are chosen so that some rule is likely to fire. Unless
    `dated`, the rules are always in force, and all turns on the facts.
    """
    rulebook = draw(rulebooks(dated=dated))
    if dated and draw(st.sampled_from((False, False, False, True))):
        rulebook = overlay(rulebook, draw(scenarios(rulebook)))
    rule = draw(st.sampled_from(_aims(rulebook))) if aimed else None
    count = draw(st.sampled_from((1, 1, 2)))
    drawn = tuple(draw(combinations(rulebook, rule)) for _ in range(count))
    case = Asked(rulebook, drawn, draw(questions(rule)))
    if aimed and draw(st.sampled_from((False, False, True))):
        return replace(case, combinations=draw(with_less(case, drawn)))
    return case


def _aims(rulebook: Rulebook) -> Sequence[Rule]:
    """Forbids and requirements, those that may count before those that do not."""
    idle = proposals(rulebook)
    rules = [
        (ruleset.name in idle or ruleset.force is Force.GUIDANCE, rule)
        for ruleset in rulebook.rulesets.values()
        for rule in ruleset.rules
        if rule.in_force and not isinstance(rule, Permit)
    ]
    counting = [rule for no, rule in rules if not no]
    return counting or [rule for _, rule in rules]


@st.composite
def with_less(
    draw: st.DrawFn, case: Asked, given: Sequence[Combination]
) -> tuple[Combination, ...]:
    """`given` with facts taken away or open values broader: one of them, or many."""
    named = facts_named(case.rulebook.rulesets)
    return tuple(draw(_less(each, case, named)) for each in given)


@st.composite
def _less(
    draw: st.DrawFn, combination: Combination, case: Asked, named: Collection[str]
) -> Combination:
    facts = dict(combination.facts)
    for name in draw(_some_of(facts.keys() & named)):
        stated = draw(st.sampled_from((None, *_broader(name, facts[name], case))))
        if stated is None:
            del facts[name]
        else:
            facts[name] = stated
    return Combination(facts)


def _some_of(facts: Collection[str]) -> st.SearchStrategy[Sequence[str]]:
    if not facts:
        return st.just(())
    one = st.sampled_from(sorted(facts)).map(lambda name: [name])
    return one | one | st.lists(st.sampled_from(sorted(facts)), unique=True)


def _broader(name: str, value: Value, case: Asked) -> Sequence[str]:
    kind = case.rulebook.vocabulary.facts[name].type
    if not isinstance(kind, TermOf) or kind.exact:
        return ()
    taxonomy = case.rulebook.vocabulary.taxonomies[kind.taxonomy]
    return broader(str(value), taxonomy, case.rulebook, case.question)[1:] * 2


@st.composite
def without_some(
    draw: st.DrawFn, case: Asked, given: Sequence[Combination]
) -> tuple[Combination, ...]:
    """`given` with facts taken away, one of them or many, and nothing else changed."""
    named = facts_named(case.rulebook.rulesets)
    taken = [draw(_some_of(each.facts.keys() & named)) for each in given]
    return tuple(
        Combination({n: v for n, v in each.facts.items() if n not in names})
        for each, names in zip(given, taken, strict=True)
    )


@st.composite
def completed(draw: st.DrawFn, case: Asked) -> tuple[Combination, ...]:
    """The case's combinations with every missing fact stated."""
    return tuple(
        Combination({name: draw(SOME_VALUE[name]) for name in TYPES} | dict(each.facts))
        for each in case.combinations
    )


@st.composite
def shuffled(draw: st.DrawFn, rulebook: Rulebook) -> Rulebook:
    """The same rulebook: rulesets, rules, facts, terms and events in another order."""
    vocabulary = rulebook.vocabulary
    taxonomies = {
        name: replace(each, terms=draw(_reordered(each.terms)))
        for name, each in draw(_reordered(vocabulary.taxonomies)).items()
    }
    rulesets = {
        name: replace(each, rules=tuple(draw(st.permutations(each.rules))))
        for name, each in draw(_reordered(rulebook.rulesets)).items()
    }
    facts = draw(_reordered(vocabulary.facts))
    return replace(
        rulebook,
        vocabulary=replace(vocabulary, facts=facts, taxonomies=taxonomies),
        events=draw(_reordered(rulebook.events)),
        rulesets=rulesets,
    )


def _reordered(given: Mapping[str, T]) -> st.SearchStrategy[dict[str, T]]:
    turns = st.sampled_from(range(len(given) or 1))
    names = list(given)
    return turns.map(lambda n: {k: given[k] for k in (names[n:] + names[:n])[::-1]})


@st.composite
def later(draw: st.DrawFn, rulebook: Rulebook) -> dict[str, Occurrence | None]:
    """What the register may come to say of each event."""
    certain = st.just(tuple((name, Truth.TRUE) for name in JUDGEMENTS))
    occurrence = st.builds(Occurrence, st.sampled_from(NEAR), certain | judgements)
    return {name: draw(st.none() | occurrence) for name in rulebook.events}
