"""What a scenario makes of a rulebook: another rulebook (§9)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from compliance.core.expr import All, AnyOf, Expr, Not, Readings
from compliance.core.periods import (
    Bound,
    EarlierOf,
    Event,
    EventVersion,
    LaterOf,
    OnDay,
    Period,
    Version,
)
from compliance.core.rulebook import Rulebook, Ruleset, Scenario
from compliance.core.rules import Excuse, Item, Require, Rule
from compliance.core.values import Truth

ENACTMENT = "enactment"


def overlay(rulebook: Rulebook, scenario: Scenario) -> Rulebook:
    """`rulebook` with every assumption of `scenario` in it but assumed facts."""
    events = dict(rulebook.events)
    for name, occurrence in scenario.occurs.items():
        events[name] = _occurred(events[name], occurrence.day, occurrence.judged)
    for name, day in scenario.enact.items():
        enactment = f"{name}/{ENACTMENT}"
        events[enactment] = _occurred(events[enactment], day, ())
    rulesets = {
        name: _ruleset(ruleset, scenario) for name, ruleset in rulebook.rulesets.items()
    }
    return replace(rulebook, events=events, rulesets=rulesets)


def _occurred(event: Event, day: date, judged: tuple[tuple[str, Truth], ...]) -> Event:
    entry = EventVersion(
        known=date.min,
        checked=day,
        occurred=day,
        judged=judged,
        assumed=True,
    )
    return replace(event, versions=(entry,))


def _ruleset(ruleset: Ruleset, scenario: Scenario) -> Ruleset:
    enacted = scenario.enact.get(ruleset.name)
    rules = tuple(_rule(each, ruleset.name, scenario) for each in ruleset.rules)
    scope = None if ruleset.scope is None else _reader(scenario.read)(ruleset.scope)
    return replace(
        ruleset,
        rules=rules,
        scope=scope,
        enacted_on=enacted or ruleset.enacted_on,
    )


def _rule(rule: Rule, ruleset: str, scenario: Scenario) -> Rule:
    versions = rule.in_force
    if rule.id in scenario.amend:
        versions = (Version(known=date.min, periods=scenario.amend[rule.id]),)
    if ruleset in scenario.enact:
        versions = _cut(versions, _not_before(scenario.enact[ruleset]))
    for name in (rule.id, ruleset):
        if name in scenario.suspend:
            versions = _cut(versions, _without(*scenario.suspend[name]))
        if name in scenario.repeal:
            versions = _cut(versions, _without(scenario.repeal[name], None))
    read = _reader(scenario.read)
    changed = replace(
        rule,
        in_force=versions,
        when=read(rule.when),
        unless=tuple(_excuse(each, read) for each in rule.unless),
    )
    if isinstance(changed, Require):
        return replace(changed, items=tuple(_item(i, read) for i in changed.items))
    return changed


def _excuse(excuse: Excuse, read: Callable[[Expr], Expr]) -> Excuse:
    return replace(excuse, when=read(excuse.when))


def _item(item: Item, read: Callable[[Expr], Expr]) -> Item:
    return replace(
        item,
        that=read(item.that),
        refused=None if item.refused is None else read(item.refused),
        unless=tuple(_excuse(each, read) for each in item.unless),
    )


def _cut(
    versions: tuple[Version, ...], cut: Callable[[Period], tuple[Period, ...]]
) -> tuple[Version, ...]:
    return tuple(
        replace(
            version, periods=tuple(p for each in version.periods for p in cut(each))
        )
        for version in versions
    )


def _not_before(day: date) -> Callable[[Period], tuple[Period, ...]]:
    return lambda period: (replace(period, start=_later(period.start, day)),)


def _without(first: date, end: date | None) -> Callable[[Period], tuple[Period, ...]]:
    def cut(period: Period) -> tuple[Period, ...]:
        before = replace(period, end=_earlier(period.end, first))
        if end is None:
            return (before,)
        return (before, replace(period, start=_later(period.start, end)))

    return cut


def _later(start: Bound | None, day: date) -> Bound:
    return OnDay(day) if start is None else LaterOf((start, OnDay(day)))


def _earlier(end: Bound | None, day: date) -> Bound:
    return OnDay(day) if end is None else EarlierOf((end, OnDay(day)))


def _reader(chosen: Mapping[str, str]) -> Callable[[Expr], Expr]:
    def read(expr: Expr) -> Expr:
        match expr:
            case All() | AnyOf():
                return replace(expr, args=tuple(read(arg) for arg in expr.args))
            case Not():
                return replace(expr, arg=read(expr.arg))
            case Readings(name, _, alternatives) if name in chosen:
                return read(
                    next(a.means for a in alternatives if a.name == chosen[name])
                )
            case Readings():
                return replace(
                    expr,
                    alternatives=tuple(
                        replace(each, means=read(each.means))
                        for each in expr.alternatives
                    ),
                )
            case _:
                return expr

    return read
