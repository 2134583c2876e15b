"""On which events not having occurred an answer rests (§8)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from compliance.core.decision import Defeater, Derivation, Finding
from compliance.core.periods import EarlierOf, Happened, LaterOf, Period, Version
from compliance.core.rules import Excuse, Permit, Require, Rule
from compliance.core.values import Truth
from compliance.explain.evaluator import Evaluator
from compliance.explain.lists import rules_by_id


@dataclass(frozen=True, slots=True)
class Assumption:
    """An event that is taken not to have occurred, by the register or presumed."""

    event: str
    title: str
    rules: tuple[str, ...]
    checked: date | None
    presumed: bool


def assumptions(evaluator: Evaluator) -> tuple[Assumption, ...]:
    """The events on which rules that fire, or may, rest, each with its rules."""
    rules = rules_by_id(evaluator)
    resting: dict[tuple[str, bool], list[str]] = {}
    for finding in evaluator.answer.findings:
        rule = rules[finding.rule]
        matters = finding.firing is not Truth.FALSE and finding.counts
        if not matters or isinstance(rule, Permit):
            continue
        strict = evaluator.standing(rule.in_force, finding.combination, presume=False)
        presumed = set() if strict is None else set(_unsettled(strict))
        for event in dict.fromkeys(_events(finding, rule, rules, evaluator)):
            if not _occurred(event, evaluator):
                resting.setdefault((event, event in presumed), []).append(rule.id)
    return tuple(
        Assumption(
            event=event,
            title=evaluator.rulebook.events[event].title,
            rules=tuple(dict.fromkeys(names)),
            checked=_checked(event, evaluator),
            presumed=presumed,
        )
        for (event, presumed), names in sorted(resting.items())
    )


def _events(
    finding: Finding, rule: Rule, rules: dict[str, Rule], evaluator: Evaluator
) -> Iterator[str]:
    number = finding.combination
    own = evaluator.standing(rule.in_force, number, presume=True)
    if own is not None:
        yield from _pivotal(own)
    for each in _waiting(finding, rule, rules):
        lifts = evaluator.derive(each.when, number).value is not Truth.FALSE
        versions = each.in_force or ()
        tree = evaluator.standing(versions, number, presume=False) if lifts else None
        if tree is not None:
            yield from _pivotal(tree)


def _waiting(
    finding: Finding, rule: Rule, rules: dict[str, Rule]
) -> Iterator[Excuse | Permit]:
    """The exceptions and permits that were not shown."""
    excuses: dict[str, Excuse] = {each.id: each for each in rule.unless}
    defeaters: list[Defeater] = [*finding.defeaters]
    if isinstance(rule, Require):
        excuses |= {each.id: each for item in rule.items for each in item.unless}
        defeaters += [each for item in finding.items for each in item.defeaters]
    for each in defeaters:
        about = excuses.get(each.id) or rules.get(each.id)
        if each.shown is not Truth.TRUE and isinstance(about, Excuse | Permit):
            yield about


def _pivotal(tree: Derivation) -> Iterator[str]:
    """The events whose having occurred could change the truth of the whole."""
    if _loosened(tree) is tree.value:
        return
    if isinstance(tree.node, Happened):
        yield tree.node.event
    for part in tree.parts:
        yield from _pivotal(part)


def _loosened(tree: Derivation) -> Truth:
    """The truth of the tree if no event were known not to have occurred."""
    parts = [_loosened(part) for part in tree.parts]
    match tree.node:
        case Happened() if tree.value is Truth.FALSE:
            return Truth.UNKNOWN
        case LaterOf():
            return _every(parts)
        case EarlierOf() | Version():
            return _opposite(_every(map(_opposite, parts)))
        case Period(end=end) if end is not None:
            return _every([*parts[:-1], _opposite(parts[-1])])
        case Period():
            return _every(parts)
        case _:
            return tree.value


def _every(answers: Iterable[Truth]) -> Truth:
    seen = set(answers)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def _opposite(answer: Truth) -> Truth:
    match answer:
        case Truth.TRUE:
            return Truth.FALSE
        case Truth.FALSE:
            return Truth.TRUE
        case Truth.UNKNOWN:
            return answer


def _unsettled(tree: Derivation) -> Iterator[str]:
    if isinstance(tree.node, Happened) and tree.value is Truth.UNKNOWN:
        yield tree.node.event
    for part in tree.parts:
        yield from _unsettled(part)


def _occurred(event: str, evaluator: Evaluator) -> bool:
    """Whether it is registered to have happened, however it was judged."""
    question = evaluator.question
    versions = evaluator.rulebook.events[event].versions
    counted = [v for v in versions if v.known <= question.known or v.assumed]
    last = max(counted, key=lambda v: (v.assumed, v.known), default=None)
    day = None if last is None else last.occurred
    return day is not None and day <= question.on


def _checked(event: str, evaluator: Evaluator) -> date | None:
    known = evaluator.question.known
    versions = evaluator.rulebook.events[event].versions
    counted = [v for v in versions if v.known <= known or v.assumed]
    return max((v.checked for v in counted), default=None)
