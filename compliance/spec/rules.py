"""Firing, defeat and outcome (§6, §9, §10, §11)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compliance.core.decision import (
    Answer,
    Defeater,
    DefeaterKind,
    Finding,
    ItemFinding,
    ItemStatus,
    NearMiss,
    Outcome,
)
from compliance.core.deployment import Combination, Question
from compliance.core.rulebook import Force, Rulebook, Ruleset
from compliance.core.rules import Due, Excuse, Forbid, Item, Permit, Require, Rule
from compliance.core.values import Truth
from compliance.spec.env import Env, env_of
from compliance.spec.expr import holds
from compliance.spec.gaps import missing_of
from compliance.spec.periods import in_force, latest, passed
from compliance.spec.truth import every, negate, some

WORST_FIRST = tuple(Outcome)


def decide(
    rulebook: Rulebook, combinations: Sequence[Combination], question: Question
) -> Answer:
    """The answer of `rulebook` to all `combinations`, worst of each."""
    envs = [env_of(rulebook, each, question) for each in combinations]
    findings = tuple(
        replace(finding, counts=ruleset.force in question.forces)
        for ruleset in sorted(rulebook.rulesets.values(), key=lambda r: r.name)
        for rule in sorted(ruleset.rules, key=lambda r: r.id)
        for number, env in enumerate(envs)
        for finding in [find(rule, ruleset, rulebook, env, number)]
    )
    force_of = {r.id: s.force for s in rulebook.rulesets.values() for r in s.rules}
    outcome = worst(each.severity for each in findings if each.counts)
    return Answer(
        outcome=outcome,
        firm=any(firmly_denies(each) for each in findings if each.counts),
        by_force={
            force: worst(f.severity for f in findings if force_of[f.rule] is force)
            for force in Force
            if force is not Force.GUIDANCE and force in force_of.values()
        },
        findings=findings,
        missing=missing_of(rulebook, findings, envs, outcome),
    )


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The first of deny, undetermined, conditional, allow that is there."""
    return min(outcomes, key=WORST_FIRST.index, default=Outcome.ALLOW)


def find(
    rule: Rule, ruleset: Ruleset, rulebook: Rulebook, env: Env, combination: int
) -> Finding:
    """What becomes of `rule` in one combination."""
    presumed = not isinstance(rule, Permit)
    standing = in_force(rule.in_force, env, presume=presumed)
    if ruleset.name in env.unenacted:
        standing = Truth.FALSE
    pattern = holds(rule.when, env)
    defeaters = defeaters_of(rule, rulebook, env)
    if isinstance(rule, Permit):
        firing = permits(rule, ruleset, env)
    else:
        firing = every([standing, pattern, negate(shown(defeaters))])
    items = items_of(rule, firing, env)
    return Finding(
        rule=rule.id,
        combination=combination,
        firing=firing,
        in_force=standing,
        unpresumed=every([standing, in_force(rule.in_force, env, presume=False)]),
        pattern=pattern,
        defeaters=defeaters,
        items=items,
        severity=severity(rule, firing, items),
        counts=True,
        near_misses=near_misses(rule, ruleset, standing, env),
    )


def shown(defeaters: Iterable[Defeater]) -> Truth:
    """True if one is shown, else false: what was not shown does not lift (§6)."""
    return some(
        Truth.TRUE if each.shown is Truth.TRUE else Truth.FALSE for each in defeaters
    )


def defeaters_of(rule: Rule, rulebook: Rulebook, env: Env) -> tuple[Defeater, ...]:
    """The rule's exceptions and the permits that name it, each with its truth."""
    overriding = [
        Defeater(DefeaterKind.PERMIT, permit.id, permits(permit, ruleset, env))
        for ruleset in rulebook.rulesets.values()
        for permit in ruleset.rules
        if isinstance(permit, Permit) and rule.id in permit.overrides
    ]
    overriding.sort(key=lambda each: each.id)
    return (*(excuse_of(each, env) for each in rule.unless), *overriding)


def excuse_of(excuse: Excuse, env: Env) -> Defeater:
    """An exception, and whether it is shown."""
    return Defeater(DefeaterKind.EXCEPTION, excuse.id, excused(excuse, env))


def excused(excuse: Excuse, env: Env) -> Truth:
    """Whether an exception holds, in its own periods if it has any."""
    if excuse.in_force is None:
        return holds(excuse.when, env)
    standing = in_force(excuse.in_force, env, presume=False)
    return every([standing, holds(excuse.when, env)])


def permits(permit: Permit, ruleset: Ruleset, env: Env) -> Truth:
    """Whether a permit holds; guidance and bills permit nothing (§9, §10)."""
    if ruleset.force is Force.GUIDANCE or ruleset.name in env.unenacted:
        return Truth.FALSE
    return every(
        [
            in_force(permit.in_force, env, presume=False),
            holds(permit.when, env),
            *(negate(excused(each, env)) for each in permit.unless),
        ]
    )


def items_of(rule: Rule, firing: Truth, env: Env) -> tuple[ItemFinding, ...]:
    """What becomes of each item of a requirement."""
    if not isinstance(rule, Require):
        return ()
    return tuple(item_finding(item, firing, env) for item in rule.items)


def item_finding(item: Item, rule_fires: Truth, env: Env) -> ItemFinding:
    """What becomes of one item; its own exceptions lift it alone."""
    defeaters = tuple(excuse_of(each, env) for each in item.unless)
    firing = every([rule_fires, negate(shown(defeaters))])
    satisfied = holds(item.that, env)
    refused = Truth.FALSE if item.refused is None else holds(item.refused, env)
    return ItemFinding(
        id=item.id,
        due=item.due,
        firing=firing,
        satisfied=satisfied,
        refused=refused,
        status=status_of(firing, satisfied, refused),
        defeaters=defeaters,
    )


def status_of(firing: Truth, satisfied: Truth, refused: Truth) -> ItemStatus:
    """Where an item stands; its refusal is looked at first (§11)."""
    if firing is Truth.FALSE:
        return ItemStatus.NOT_REQUIRED
    if firing is Truth.TRUE and refused is Truth.TRUE:
        return ItemStatus.REFUSED
    if satisfied is Truth.TRUE and refused is Truth.FALSE:
        return ItemStatus.MET
    if firing is Truth.UNKNOWN:
        return ItemStatus.PERHAPS
    return ItemStatus.UNMET if satisfied is Truth.FALSE else ItemStatus.OPEN


def severity(rule: Rule, firing: Truth, items: Iterable[ItemFinding]) -> Outcome:
    """The outcome that one finding alone would make (§11)."""
    match rule:
        case Forbid():
            return FORBIDDEN[firing]
        case Require():
            return worst(REQUIRED[i.status] for i in items if i.due is not Due.AFTER)
        case Permit():
            return Outcome.ALLOW


FORBIDDEN = {
    Truth.TRUE: Outcome.DENY,
    Truth.UNKNOWN: Outcome.UNDETERMINED,
    Truth.FALSE: Outcome.ALLOW,
}
REQUIRED = {
    ItemStatus.REFUSED: Outcome.DENY,
    ItemStatus.PERHAPS: Outcome.UNDETERMINED,
    ItemStatus.UNMET: Outcome.CONDITIONAL,
    ItemStatus.OPEN: Outcome.CONDITIONAL,
    ItemStatus.MET: Outcome.ALLOW,
    ItemStatus.NOT_REQUIRED: Outcome.ALLOW,
}


def firmly_denies(finding: Finding) -> bool:
    """Whether a finding denies and nothing unknown could lift it (§6)."""
    if finding.severity is not Outcome.DENY or liftable(finding.defeaters):
        return False
    return not finding.items or any(
        item.status is ItemStatus.REFUSED
        and item.due is not Due.AFTER
        and not liftable(item.defeaters)
        for item in finding.items
    )


def liftable(defeaters: Iterable[Defeater]) -> bool:
    """Whether one of them is not settled."""
    return any(each.shown is Truth.UNKNOWN for each in defeaters)


def near_misses(
    rule: Rule, ruleset: Ruleset, standing: Truth, env: Env
) -> tuple[NearMiss, ...]:
    """Why a rule is not in force: before a start, after an end, never enacted (§12)."""
    version = latest(rule.in_force, env)
    if standing is not Truth.FALSE or version is None:
        return ()
    if ruleset.name in env.unenacted:
        return (NearMiss.PROPOSED,)
    starts = [p.start for p in version.periods if p.start is not None]
    ends = [p.end for p in version.periods if p.end is not None]
    waiting = any(passed(b, env, presume=False) is not Truth.TRUE for b in starts)
    over = any(passed(b, env, presume=True) is Truth.TRUE for b in ends)
    return (
        *((NearMiss.NOT_YET,) if waiting else ()),
        *((NearMiss.NO_LONGER,) if over else ()),
    )
