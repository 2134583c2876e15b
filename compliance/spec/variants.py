"""A rulebook with less in it, or with a later register: what laws compare it with."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TypeAlias, TypeVar, cast

from compliance.core.deployment import Combination, Question
from compliance.core.periods import (
    Between,
    Bound,
    EventVersion,
    OnDay,
    Period,
    UnknownFrom,
    ValueVersion,
    Version,
)
from compliance.core.rulebook import Occurrence, Rulebook
from compliance.core.rules import Excuse, Forbid, Permit, Require, Rule
from compliance.core.terms import Term
from compliance.core.values import Truth
from compliance.spec.env import Env, env_of
from compliance.spec.periods import entry_of, latest

T = TypeVar("T")
AnyVersion: TypeAlias = Version | ValueVersion | EventVersion
NOBODY = Combination({})


def without_each_defeater(rulebook: Rulebook) -> Iterator[tuple[Rulebook, set[str]]]:
    """The rulebook without one exception or permit, and the ids that may feel it."""
    rules = [rule for ruleset in rulebook.rulesets.values() for rule in ruleset.rules]
    for rule in rules:
        named = {rule.id, *(rule.overrides if isinstance(rule, Permit) else ())}
        felt = {name for other in rules if other.id in named for name in _ids(other)}
        if isinstance(rule, Permit):
            yield _without(rulebook, rule), felt
        for excuse in rule.unless:
            yield _without(rulebook, excuse), felt
        for item in rule.items if isinstance(rule, Require) else ():
            for excuse in item.unless:
                yield _without(rulebook, excuse), {item.id}


def _ids(rule: Rule) -> set[str]:
    items = rule.items if isinstance(rule, Require) else ()
    return {rule.id, *(item.id for item in items)}


def _without(rulebook: Rulebook, gone: Rule | Excuse) -> Rulebook:
    def change(node: object) -> object:
        if not isinstance(node, tuple):
            return node
        return tuple(each for each in node if each is not gone)

    return replace(rulebook, rulesets=_rewritten(rulebook.rulesets, change))


def as_known(rulebook: Rulebook, question: Question) -> Rulebook:
    """The rulebook with no version but those that count."""
    unenacted = env_of(rulebook, NOBODY, question).unenacted

    def counted(versions: Sequence[AnyVersion]) -> tuple[AnyVersion, ...]:
        assumed = [v for v in versions if isinstance(v, EventVersion) and v.assumed]
        known = [
            each
            for each in sorted(versions, key=lambda version: version.known)
            if each.known <= question.known
            and (isinstance(each, EventVersion) or each.by not in unenacted)
        ]
        return tuple(assumed or known[-1:])

    def change(node: object) -> object:
        match node:
            case Term(under=edges):
                kept = (e for e in edges if not e.versions or counted(e.versions))
                return replace(node, under=tuple(kept))
            case (Version() | ValueVersion() | EventVersion(), *_):
                return counted(cast("tuple[AnyVersion, ...]", node))
            case _:
                return node

    return _rewritten(rulebook, change)


def on_the_day(rulebook: Rulebook, question: Question) -> Rulebook:
    """The rulebook without what certainly is out of its periods on the day."""
    env = env_of(rulebook, NOBODY, question)

    def change(node: object) -> object:
        match node:
            case Version(periods=periods):
                kept = (p for p in periods if _on_day(p, env.on) is not Truth.FALSE)
                return replace(node, periods=tuple(_always(p, env.on) for p in kept))
            case ValueVersion(values=values):
                dated = (
                    v for v in values if _on_day(v.period, env.on) is not Truth.FALSE
                )
                always = (replace(v, period=_always(v.period, env.on)) for v in dated)
                return replace(node, values=tuple(always))
            case (Forbid() | Require() | Permit() | Excuse(), *_):
                rules = cast("tuple[Rule | Excuse, ...]", node)
                return tuple(each for each in rules if not _is_out(each, env))
            case _:
                return node

    return _rewritten(rulebook, change)


def _is_out(node: Rule | Excuse, env: Env) -> bool:
    if node.in_force is None:
        return False
    version = latest(node.in_force, env)
    return version is None or all(
        _on_day(each, env.on) is Truth.FALSE for each in version.periods
    )


def _always(period: Period, day: date) -> Period:
    return Period(None, None) if _on_day(period, day) is Truth.TRUE else period


def _on_day(period: Period, day: date) -> Truth:
    """Whether a period holds on a day, by its plain days alone."""
    begun = Truth.TRUE if period.start is None else _come(period.start, day)
    ended = Truth.FALSE if period.end is None else _come(period.end, day)
    if begun is Truth.FALSE or ended is Truth.TRUE:
        return Truth.FALSE
    sure = begun is Truth.TRUE and ended is Truth.FALSE
    return Truth.TRUE if sure else Truth.UNKNOWN


def _come(bound: Bound, day: date) -> Truth:
    match bound:
        case OnDay(first):
            return Truth.FALSE if day < first else Truth.TRUE
        case Between(first, last) if day < first or day >= last:
            return Truth.FALSE if day < first else Truth.TRUE
        case UnknownFrom(first) if day < first:
            return Truth.FALSE
        case _:
            return Truth.UNKNOWN


def learned_later(
    rulebook: Rulebook, later: Mapping[str, Occurrence | None], question: Question
) -> Rulebook:
    """The rulebook, its register written later; what had occurred stands."""
    env = env_of(rulebook, NOBODY, question)
    events = dict(rulebook.events)
    for name, occurrence in later.items():
        entry = entry_of(name, env)
        checked = date.min if entry is None else entry.checked
        if entry is not None and entry.occurred is not None:
            continue
        if occurrence is None:
            again = EventVersion(env.known, max(checked, env.on), assumed=True)
        elif occurrence.day > checked:
            day, judged = occurrence.day, occurrence.judged
            again = EventVersion(env.known, day, day, judged, assumed=True)
        else:
            continue
        events[name] = replace(events[name], versions=(again,))
    return replace(rulebook, events=events)


def _rewritten(node: T, change: Callable[[object], object]) -> T:
    """`node` and everything in it, changed from the top down."""
    changed = change(node)
    if isinstance(changed, Mapping):
        changed = {key: _rewritten(each, change) for key, each in changed.items()}
    elif isinstance(changed, tuple):
        changed = tuple(_rewritten(each, change) for each in changed)
    elif is_dataclass(changed) and not isinstance(changed, type):
        parts = {each.name: getattr(changed, each.name) for each in fields(changed)}
        new = {name: _rewritten(part, change) for name, part in parts.items()}
        changed = replace(changed, **new)
    return cast("T", changed)
