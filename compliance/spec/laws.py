"""What the specification promises, as predicates that tests ask of it (§15)."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import TypeVar, cast

from compliance.core.decision import Answer, ItemStatus, Outcome
from compliance.core.deployment import Combination, Question
from compliance.core.periods import EventVersion
from compliance.core.rulebook import Force, Rulebook
from compliance.core.rules import Permit, Rule
from compliance.core.terms import Edge
from compliance.core.values import Truth
from compliance.core.walk import digest_of
from compliance.spec.rules import decide, worst

T = TypeVar("T")
Asked = Sequence[Combination]


def soundness(less: Answer, more: Answer) -> bool:
    """An allow, and a firm deny, hold when the missing facts are filled in."""
    if less.outcome is Outcome.ALLOW:
        return more.outcome is Outcome.ALLOW
    return more.outcome is Outcome.DENY if less.firm else True


def monotonicity(less: Answer, more: Answer) -> bool:
    """More facts keep an allow and a firm deny, and never make conditional worse.

    Conditional never becomes undetermined, and becomes deny only by a refusal.
    """
    if less.outcome is Outcome.CONDITIONAL:
        refused = any(
            item.status is ItemStatus.REFUSED
            for finding in more.findings
            for item in finding.items
        )
        return more.outcome is not Outcome.UNDETERMINED and (
            more.outcome is not Outcome.DENY or refused
        )
    return soundness(less, more) and (more.firm or not less.firm)


def silence_never_loosens(less: Answer, more: Answer) -> bool:
    """Taking facts away makes no allow."""
    return more.outcome is Outcome.ALLOW or less.outcome is not Outcome.ALLOW


def locality_in_on(rulebook: Rulebook, asked: Asked, question: Question) -> bool:
    """A rule that is certainly out of its periods could as well not be there."""
    answer = decide(rulebook, asked, question)
    standing = {f.rule for f in answer.findings if f.in_force is not Truth.FALSE}
    gone = {f.rule for f in answer.findings} - standing
    rest = decide(without(rulebook, gone), asked, question)
    return _verdict(answer, gone) == _verdict(rest, gone)


def locality_in_known(rulebook: Rulebook, asked: Asked, question: Question) -> bool:
    """A version that is not yet known could as well not be there."""
    forgotten = forgetting(rulebook, question.known)
    return decide(rulebook, asked, question) == decide(forgotten, asked, question)


def no_borrowed_excuse(rulebook: Rulebook, asked: Asked, question: Question) -> bool:
    """An exception speaks for its own rule alone; a permit also for those it names."""
    answer = decide(rulebook, asked, question)
    return all(
        _verdict(answer, touched) == _verdict(decide(other, asked, question), touched)
        for touched, other in _unexcused(rulebook)
    )


def order_independence(rulebook: Rulebook, asked: Asked, question: Question) -> bool:
    """Rulesets, rules and facts in any order give the same answer and digest."""
    turned = replace(
        rulebook,
        rulesets={
            name: replace(each, rules=each.rules[::-1])
            for name, each in reversed(tuple(rulebook.rulesets.items()))
        },
        events=dict(reversed(tuple(rulebook.events.items()))),
    )
    facts = [replace(c, facts=dict(reversed(tuple(c.facts.items())))) for c in asked]
    same = decide(rulebook, asked, question) == decide(turned, facts, question)
    return same and digest_of(rulebook) == digest_of(turned)


def each_of(rulebook: Rulebook, asked: Asked, question: Question) -> bool:
    """The answer to a list is the worst of the answers to its members."""
    alone = [decide(rulebook, (each,), question) for each in asked]
    together = decide(rulebook, asked, question)
    firm = any(each.firm for each in alone)
    outcome = worst(each.outcome for each in alone)
    return together.outcome is outcome and together.firm is firm


def worst_by_force(rulebook: Rulebook, asked: Asked, question: Question) -> bool:
    """The outcome is the worst by force; narrowed to one force, it is that one's."""
    everything = replace(question, forces=frozenset(Force) - {Force.GUIDANCE})
    answer = decide(rulebook, asked, everything)
    return answer.outcome is worst(answer.by_force.values()) and all(
        decide(rulebook, asked, replace(question, forces=frozenset({force}))).outcome
        is outcome
        for force, outcome in answer.by_force.items()
    )


def stale_never_allows(
    rulebook: Rulebook, asked: Asked, question: Question, later: EventVersion
) -> bool:
    """Unpresumed, an allow and a firm deny survive any occurrence after the check."""
    strict = replace(question, presume=False)
    before = decide(rulebook, asked, strict)
    return all(
        soundness(before, decide(occurred, asked, strict))
        for occurred in _occurring(rulebook, question, later)
    )


def without(rulebook: Rulebook, gone: set[str]) -> Rulebook:
    """`rulebook` less some rules."""
    rulesets = {
        name: replace(each, rules=tuple(r for r in each.rules if r.id not in gone))
        for name, each in rulebook.rulesets.items()
    }
    return replace(rulebook, rulesets=rulesets)


def forgetting(node: T, known: date) -> T:
    """`node` less every version that became known after `known`."""
    return cast(T, _forgotten(node, known))


def _forgotten(node: object, known: date) -> object:
    if isinstance(node, tuple):
        return tuple(_forgotten(e, known) for e in node if _was_there(e, known))
    if isinstance(node, dict):
        return {key: _forgotten(value, known) for key, value in node.items()}
    if is_dataclass(node) and not isinstance(node, type):
        values = {f.name: getattr(node, f.name) for f in fields(node)}
        return replace(node, **{n: _forgotten(v, known) for n, v in values.items()})
    return node


def _was_there(node: object, known: date) -> bool:
    if isinstance(node, Edge):  # one without versions holds always
        return not node.versions or any(v.known <= known for v in node.versions)
    return bool(getattr(node, "known", known) <= known)


def _unexcused(rulebook: Rulebook) -> list[tuple[set[str], Rulebook]]:
    found: list[tuple[set[str], Rulebook]] = []
    for ruleset in rulebook.rulesets.values():
        for rule in ruleset.rules:
            if isinstance(rule, Permit):
                touched = {rule.id, *rule.overrides}
                found.append((touched, without(rulebook, {rule.id})))
            elif rule.unless:
                found.append(({rule.id}, _with(rulebook, replace(rule, unless=()))))
    return found


def _with(rulebook: Rulebook, changed: Rule) -> Rulebook:
    rulesets = {
        name: replace(
            each,
            rules=tuple(changed if r.id == changed.id else r for r in each.rules),
        )
        for name, each in rulebook.rulesets.items()
    }
    return replace(rulebook, rulesets=rulesets)


def _verdict(answer: Answer, gone: set[str]) -> object:
    """What became of each rule but some, and what all of it makes."""
    found = [f for f in answer.findings if f.rule not in gone]
    told = [
        (f.rule, f.combination, f.firing, tuple(i.status for i in f.items))
        for f in found
    ]
    return told, worst(f.severity for f in found if f.counts)


def _occurring(
    rulebook: Rulebook, question: Question, later: EventVersion
) -> list[Rulebook]:
    found = []
    for name, event in rulebook.events.items():
        entries = [v for v in event.versions if v.known <= question.known or v.assumed]
        last = max(entries, key=lambda v: (v.assumed, v.known), default=None)
        unchecked = last is None or (
            last.occurred is None and last.checked < (later.occurred or date.min)
        )
        if unchecked and not name.endswith("/enactment"):
            events = {**rulebook.events, name: replace(event, versions=(later,))}
            found.append(replace(rulebook, events=events))
    return found
