"""Firing, defeat and outcome (§6, §9, §10, §11)."""

from collections.abc import Iterable, Sequence

from compliance.core.decision import (
    Answer,
    Defeater,
    DefeaterKind,
    Finding,
    ItemFinding,
    ItemStatus,
    Outcome,
)
from compliance.core.deployment import Combination, Question
from compliance.core.rulebook import Force, Rulebook, Ruleset
from compliance.core.rules import Due, Excuse, Forbid, Item, Permit, Require, Rule
from compliance.core.values import Truth
from compliance.spec.env import Env, env_of
from compliance.spec.expr import holds
from compliance.spec.gaps import missing_of
from compliance.spec.near import near_misses
from compliance.spec.periods import in_force
from compliance.spec.truth import every, negate, truth


def decide(
    rulebook: Rulebook, combinations: Sequence[Combination], question: Question
) -> Answer:
    """The answer of `rulebook` to all `combinations`, worst of each."""
    envs = [env_of(rulebook, each, question) for each in combinations]
    findings = tuple(
        find(rule, ruleset, rulebook, env, number)
        for ruleset in sorted(rulebook.rulesets.values(), key=lambda r: r.name)
        for rule in sorted(ruleset.rules, key=lambda r: r.id)
        for number, env in enumerate(envs)
    )
    outcome = worst(each.severity for each in findings if each.counts)
    present = {ruleset.force for ruleset in rulebook.rulesets.values()}
    return Answer(
        outcome=outcome,
        firm=any(firmly_denies(each) for each in findings if each.counts),
        by_force={
            force: worst(f.severity for f in findings if f.force is force)
            for force in Force
            if force in present - {Force.GUIDANCE}
        },
        findings=findings,
        missing=missing_of(rulebook, findings, envs, outcome),
    )


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The first of deny, undetermined, conditional, allow that is there."""
    return min(outcomes, key=list(Outcome).index, default=Outcome.ALLOW)


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
    firing = every([standing, pattern, unlifted(defeaters)])
    if isinstance(rule, Permit):
        firing = permits(rule, ruleset, env)
    required = rule.items if isinstance(rule, Require) else ()
    items = tuple(item_finding(item, firing, env) for item in required)
    return Finding(
        rule=rule.id,
        force=ruleset.force,
        combination=combination,
        firing=firing,
        in_force=standing,
        unpresumed=every([standing, in_force(rule.in_force, env, presume=False)]),
        pattern=pattern,
        defeaters=defeaters,
        items=items,
        severity=severity(rule, firing, items),
        counts=ruleset.force in env.forces,
        near_misses=near_misses(rule, ruleset, standing, env),
    )


def unlifted(defeaters: Iterable[Defeater]) -> Truth:
    """False if one is shown, else true: what was not shown does not lift (§6)."""
    return truth(all(each.shown is not Truth.TRUE for each in defeaters))


def defeaters_of(rule: Rule, rulebook: Rulebook, env: Env) -> tuple[Defeater, ...]:
    """The rule's exceptions and the permits that name it, each with its truth."""
    overriding = [
        Defeater(DefeaterKind.PERMIT, permit.id, permits(permit, ruleset, env))
        for ruleset in rulebook.rulesets.values()
        for permit in ruleset.rules
        if isinstance(permit, Permit) and rule.id in permit.overrides
    ]
    overriding.sort(key=lambda each: each.id)
    return (*excuses_of(rule.unless, env), *overriding)


def excuses_of(unless: Iterable[Excuse], env: Env) -> tuple[Defeater, ...]:
    """Exceptions, each with whether it is shown."""
    kind = DefeaterKind.EXCEPTION
    return tuple(Defeater(kind, each.id, excused(each, env)) for each in unless)


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


def item_finding(item: Item, rule_fires: Truth, env: Env) -> ItemFinding:
    """What becomes of one item; its own exceptions lift it alone."""
    defeaters = excuses_of(item.unless, env)
    firing = every([rule_fires, unlifted(defeaters)])
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
