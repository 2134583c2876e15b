"""Rules as functions: what becomes of each in one combination (§6, §9 to §12)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from compliance.backends.compiled.expr import Condition, Facts, condition
from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.periods import (
    Standing,
    When,
    latest,
    passing,
    standing,
)
from compliance.backends.compiled.truth import FALSE, SAID, TRUE, UNKNOWN
from compliance.core.decision import (
    Defeater,
    DefeaterKind,
    Finding,
    ItemFinding,
    ItemStatus,
    NearMiss,
    Outcome,
)
from compliance.core.periods import Version
from compliance.core.rulebook import Force, Kind, Ruleset
from compliance.core.rules import Due, Excuse, Item, Permit, Require, Rule
from compliance.core.terms import Vocabulary

DENIED: Final = 0
UNSETTLED: Final = 1
ALLOWED: Final = 3
BARRED: Final = (3, 1, 0)
OUTCOMES: Final = tuple(Outcome)
Judge: TypeAlias = Callable[[Facts, Moment, int], int]
WEIGHT = {
    ItemStatus.REFUSED: 0,
    ItemStatus.PERHAPS: 1,
    ItemStatus.UNMET: 2,
    ItemStatus.OPEN: 2,
    ItemStatus.MET: 3,
    ItemStatus.NOT_REQUIRED: 3,
}


@dataclass(frozen=True, slots=True)
class Lifter:
    """An exception or a permit, as a function."""

    kind: DefeaterKind
    id: str
    shown: Condition


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a requirement, as functions."""

    item: Item
    satisfied: Condition
    refused: Condition
    lifters: tuple[Lifter, ...]


@dataclass(frozen=True, slots=True)
class Norm:
    """A rule as functions; `bill` while its ruleset is not enacted."""

    rule: Rule
    force: Force
    bill: bool
    stands: Standing
    stands_unpresumed: Standing
    pattern: Condition
    lifters: tuple[Lifter, ...]
    lines: tuple[Line, ...]
    permission: Condition
    judge: Judge

    def find(
        self, facts: Facts, moment: Moment, combination: int, forces: frozenset[Force]
    ) -> Finding:
        """Everything that became of it, with the truth of each part."""
        stands = self.stands(moment)
        pattern = self.pattern(facts, moment)
        defeaters = tuple(_defeater(each, facts, moment) for each in self.lifters)
        lifted = any(each.shown is SAID[TRUE] for each in defeaters)
        firing = FALSE if lifted else min(stands, pattern)
        if isinstance(self.rule, Permit):
            firing = self.permission(facts, moment)
        lines = tuple(_found(line, facts, moment, firing) for line in self.lines)
        severity = Outcome.ALLOW
        if isinstance(self.rule, Require):
            timely = (each for each in lines if each.due is not Due.AFTER)
            severity = OUTCOMES[_worst(each.status for each in timely)]
        elif not isinstance(self.rule, Permit):
            severity = OUTCOMES[BARRED[firing]]
        return Finding(
            rule=self.rule.id,
            force=self.force,
            combination=combination,
            firing=SAID[firing],
            in_force=SAID[stands],
            unpresumed=SAID[min(stands, self.stands_unpresumed(moment))],
            pattern=SAID[pattern],
            defeaters=defeaters,
            items=lines,
            severity=severity,
            counts=self.force in forces,
            near_misses=self._near_misses(moment) if stands == FALSE else (),
        )

    def _near_misses(self, moment: Moment) -> tuple[NearMiss, ...]:
        version = latest(self.rule.in_force, moment)
        if version is None:
            return ()
        if self.bill:
            return (NearMiss.PROPOSED,)
        starts = [p.start for p in version.periods if p.start is not None]
        ends = [p.end for p in version.periods if p.end is not None]
        found = []
        if any(passing(bound, presume=False)(moment) != TRUE for bound in starts):
            found.append(NearMiss.NOT_YET)
        if any(passing(bound, presume=True)(moment) == TRUE for bound in ends):
            found.append(NearMiss.NO_LONGER)
        return tuple(found)


def _judge(
    rule: Rule, stands: Standing, lifters: tuple[Lifter, ...], lines: tuple[Line, ...]
) -> Judge:
    """What a rule makes of a deployment that its pattern fits so far."""
    if isinstance(rule, Permit):
        return lambda _facts, _moment, _pattern: ALLOWED
    shown = tuple(each.shown for each in lifters)
    timely = tuple(line for line in lines if line.item.due is not Due.AFTER)
    requires = isinstance(rule, Require)

    def judged(facts: Facts, moment: Moment, pattern: int) -> int:
        if pattern == FALSE:
            return ALLOWED
        firing = stands(moment)
        if firing == FALSE:
            return ALLOWED
        if pattern == UNKNOWN:
            firing = UNKNOWN
        for each in shown:
            if each(facts, moment) == TRUE:
                return ALLOWED
        if not requires:
            return BARRED[firing]
        return _worst(_status(line, facts, moment, firing) for line in timely)

    return judged


def _worst(statuses: Iterable[ItemStatus]) -> int:
    return min((WEIGHT[status] for status in statuses), default=ALLOWED)


def _shown(lifters: Sequence[Lifter], facts: Facts, moment: Moment) -> bool:
    return any(each.shown(facts, moment) == TRUE for each in lifters)


def _status(line: Line, facts: Facts, moment: Moment, firing: int) -> ItemStatus:
    if firing == FALSE or _shown(line.lifters, facts, moment):
        return ItemStatus.NOT_REQUIRED
    refused = line.refused(facts, moment)
    if firing == TRUE and refused == TRUE:
        return ItemStatus.REFUSED
    satisfied = line.satisfied(facts, moment)
    if satisfied == TRUE and refused == FALSE:
        return ItemStatus.MET
    if firing == UNKNOWN:
        return ItemStatus.PERHAPS
    return ItemStatus.UNMET if satisfied == FALSE else ItemStatus.OPEN


def _found(line: Line, facts: Facts, moment: Moment, firing: int) -> ItemFinding:
    defeaters = tuple(_defeater(each, facts, moment) for each in line.lifters)
    lifted = any(each.shown is SAID[TRUE] for each in defeaters)
    return ItemFinding(
        id=line.item.id,
        due=line.item.due,
        firing=SAID[FALSE if lifted else firing],
        satisfied=SAID[line.satisfied(facts, moment)],
        refused=SAID[line.refused(facts, moment)],
        status=_status(line, facts, moment, firing),
        defeaters=defeaters,
    )


def _defeater(lifter: Lifter, facts: Facts, moment: Moment) -> Defeater:
    return Defeater(lifter.kind, lifter.id, SAID[lifter.shown(facts, moment)])


def never(_facts: Facts, _moment: Moment) -> int:
    """False whatever is asked."""
    return FALSE


def not_yet(_when: When) -> int:
    """False on every day: a bill."""
    return FALSE


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes norms of rules, once each."""

    vocabulary: Vocabulary
    overriding: Callable[[str], Sequence[tuple[Permit, Ruleset]]]

    def norm(self, rule: Rule, ruleset: Ruleset) -> Norm:
        """`rule` as functions."""
        bill = _is_bill(ruleset)
        stands = (
            not_yet
            if bill
            else standing(rule.in_force, presume=not isinstance(rule, Permit))
        )
        lifters = (*self._excuses(rule.unless), *self._permits(rule.id))
        items = rule.items if isinstance(rule, Require) else ()
        lines = tuple(self._line(item) for item in items)
        return Norm(
            rule=rule,
            force=ruleset.force,
            bill=bill,
            stands=stands,
            stands_unpresumed=standing(rule.in_force, presume=False),
            pattern=condition(rule.when, self.vocabulary),
            lifters=lifters,
            lines=lines,
            permission=self._permission(rule, ruleset)
            if isinstance(rule, Permit)
            else never,
            judge=_judge(rule, stands, lifters, lines),
        )

    def _permission(self, permit: Permit, ruleset: Ruleset) -> Condition:
        if ruleset.force is Force.GUIDANCE or _is_bill(ruleset):
            return never
        excuses = self._excuses(permit.unless)
        stands = _at_moment(permit.in_force, presume=False)
        permits = _both(stands, condition(permit.when, self.vocabulary))

        def permitted(facts: Facts, moment: Moment) -> int:
            shown = (each.shown(facts, moment) for each in excuses)
            return min(permits(facts, moment), TRUE - max(shown, default=FALSE))

        return permitted

    def _excuses(self, unless: Sequence[Excuse]) -> tuple[Lifter, ...]:
        return tuple(self._excuse(each) for each in unless)

    def _excuse(self, excuse: Excuse) -> Lifter:
        shown = condition(excuse.when, self.vocabulary)
        if excuse.in_force is not None:
            stands = _at_moment(excuse.in_force, presume=False)
            shown = _both(stands, shown)
        return Lifter(DefeaterKind.EXCEPTION, excuse.id, shown)

    def _permits(self, rule: str) -> tuple[Lifter, ...]:
        kind = DefeaterKind.PERMIT
        return tuple(
            Lifter(kind, permit.id, self._permission(permit, ruleset))
            for permit, ruleset in self.overriding(rule)
        )

    def _line(self, item: Item) -> Line:
        refused = item.refused
        return Line(
            item=item,
            satisfied=condition(item.that, self.vocabulary),
            refused=never if refused is None else condition(refused, self.vocabulary),
            lifters=self._excuses(item.unless),
        )


def _is_bill(ruleset: Ruleset) -> bool:
    return ruleset.kind in {Kind.BILL, Kind.DEMAND} and ruleset.enacted_on is None


def _both(one: Condition, other: Condition) -> Condition:
    return lambda facts, moment: min(one(facts, moment), other(facts, moment))


def _at_moment(versions: Sequence[Version], *, presume: bool) -> Condition:
    stands = standing(versions, presume=presume)
    return lambda _facts, moment: stands(moment)
