"""Whole rulebooks of a few small rulesets, and scenarios to lay over them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from compliance.check.strength import STRENGTH
from compliance.core.periods import Event, OnDay, Period, Version
from compliance.core.rulebook import (
    Force,
    Kind,
    Occurrence,
    Rulebook,
    Ruleset,
    Scenario,
)
from compliance.core.rules import Due, Excuse, Forbid, Item, Permit, Require
from compliance.testing.conditions import conditions, shallow
from compliance.testing.days import (
    EARLY,
    EVENTS,
    MAKERS,
    days,
    events,
    judgements,
    periods,
    versions,
    windows,
)
from compliance.testing.search import st
from compliance.testing.vocabulary import vocabularies

T = TypeVar("T")
PROPOSALS = {Kind.BILL, Kind.DEMAND}
KINDS = (Kind.LAW, Kind.LAW, Kind.PLEDGE, Kind.ORDER, Kind.BILL, Kind.DEMAND)
ALWAYS = (Version(EARLY, (Period(OnDay(EARLY), None),)),)
FORCES = (Force.LAW, Force.LAW, *Force)


@st.composite
def rulebooks(draw: st.DrawFn, *, dated: bool = True) -> Rulebook:
    """A rulebook in which `compliance.check` finds no fault.

    Unless `dated`, its rules are few, enacted, and in force from the first day on.
    """
    rulesets: dict[str, Ruleset] = {}
    for name in MAKERS[: draw(st.sampled_from((1, 1, 2, 3) if dated else (1, 2)))]:
        rulesets[name] = draw(_rulesets(name, rulesets, dated=dated))
    found = {name: draw(events(name)) for name in EVENTS}
    for ruleset in rulesets.values():
        if ruleset.kind in PROPOSALS:
            name = f"{ruleset.name}/enactment"
            found[name] = Event(name, f"`{ruleset.name}` is enacted")
    return _sound(Rulebook("generated", draw(vocabularies()), found, rulesets))


def _sound(rulebook: Rulebook) -> Rulebook:
    """With a ruleset of no rules for each name by which a version may be made."""
    empty = {
        name: Ruleset(name, "Empty", name, Kind.BILL, Force.LAW, EARLY, ())
        for name in MAKERS
        if name not in rulebook.rulesets
    }
    enactments = {
        f"{name}/enactment": Event(f"{name}/enactment", f"`{name}` is enacted")
        for name in empty
    }
    return replace(
        rulebook,
        rulesets={**rulebook.rulesets, **empty},
        events={**rulebook.events, **enactments},
    )


@st.composite
def _rulesets(
    draw: st.DrawFn, name: str, earlier: Mapping[str, Ruleset], *, dated: bool
) -> Ruleset:
    kind = draw(st.sampled_from(KINDS if dated else KINDS[:1]))
    own: tuple[str, ...] = EVENTS if dated else ()
    if kind in PROPOSALS:
        own = (*EVENTS, f"{name}/enactment")
    ruleset = Ruleset(
        name=name,
        title=f"The ruleset `{name}`",
        issuer=name,
        kind=kind,
        force=draw(st.sampled_from(FORCES)),
        reviewed=EARLY,
        rules=tuple(
            draw(norms(f"{name}/{letter}", own))
            for letter in draw(st.sampled_from(("a", "ab")))
        ),
    )
    return draw(_with_permit(ruleset, earlier, own))


@st.composite
def _with_permit(
    draw: st.DrawFn,
    ruleset: Ruleset,
    earlier: Mapping[str, Ruleset],
    own: tuple[str, ...],
) -> Ruleset:
    """The ruleset, perhaps with a permit that lifts rules as strong as it or weaker."""
    if draw(st.booleans()):
        return ruleset
    liftable = [
        rule.id
        for other in (*earlier.values(), ruleset)
        if STRENGTH[ruleset.force] >= STRENGTH[other.force]
        for rule in other.rules
        if not isinstance(rule, Permit)
    ]
    named = {draw(st.sampled_from(liftable)), draw(st.sampled_from(liftable))}
    name = f"{ruleset.name}/p"
    when, unless = draw(shallow), draw(excuses(name, own))
    permit = Permit(
        name, "A permit", (), when, unless, draw(standing(own)), tuple(sorted(named))
    )
    return replace(ruleset, rules=(*ruleset.rules, permit))


@st.composite
def norms(draw: st.DrawFn, name: str, own: tuple[str, ...]) -> Forbid | Require:
    """A rule that forbids or requires; its bounds may name the events `own`."""
    when = draw(conditions if own else shallow)
    unless = draw(excuses(name, own))
    in_force = draw(standing(own))
    if draw(st.booleans()):
        return Forbid(name, "A ban", (), when, unless, in_force)
    items = tuple(
        draw(_items(f"{name}/{each}", own))
        for each in draw(st.sampled_from((("i0",), ("i0", "i1"))))
    )
    return Require(name, "A duty", (), when, unless, in_force, items)


@st.composite
def _items(draw: st.DrawFn, name: str, own: tuple[str, ...]) -> Item:
    return Item(
        id=name,
        title="An item",
        citations=(),
        that=draw(shallow),
        remedy="Do it.",
        due=draw(st.sampled_from((*Due, Due.BEFORE))),
        refused=draw(st.none() | shallow),
        unless=draw(excuses(name, own))[:1],
    )


def standing(own: tuple[str, ...]) -> st.SearchStrategy[tuple[Version, ...]]:
    """Versions whose bounds may name the events `own`; without any, always in force."""
    return versions(own) if own else st.just(ALWAYS)


@st.composite
def excuses(draw: st.DrawFn, owner: str, own: tuple[str, ...]) -> tuple[Excuse, ...]:
    """Up to two exceptions, some with periods of their own."""
    return tuple(
        Excuse(
            id=f"{owner}/x{number}",
            title="An exception",
            citations=(),
            when=draw(shallow),
            in_force=draw(st.none() | standing(own) if own else st.none()),
        )
        for number in range(draw(st.sampled_from((0, 1, 0, 1, 2))))
    )


@st.composite
def scenarios(draw: st.DrawFn, rulebook: Rulebook) -> Scenario:
    """Assumptions of every kind that make sense of this rulebook."""
    rulesets = rulebook.rulesets.values()
    rules = [rule.id for ruleset in rulesets for rule in ruleset.rules]
    proposals = [each.name for each in rulesets if each.kind in PROPOSALS]
    either = [*rulebook.rulesets, *rules]
    spans = st.tuples(days, st.none()) | windows
    return Scenario(
        name="assumed",
        occurs=draw(_some(EVENTS, st.builds(Occurrence, days, judgements))),
        enact={name: draw(days) for name in proposals if draw(st.booleans())},
        repeal=draw(_some(either, days)),
        suspend=draw(_some(either, spans)),
        amend=draw(_some(rules, periods())),
        assume={},
        read=draw(_some(("wide", "strict"), st.sampled_from(("one", "other")))),
    )


def _some(
    names: Sequence[str], value: st.SearchStrategy[T]
) -> st.SearchStrategy[dict[str, T]]:
    one = st.tuples(st.sampled_from(names), value)
    return st.just({}) | one.map(lambda pair: dict([pair]))
