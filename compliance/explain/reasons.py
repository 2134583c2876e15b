"""Why: each rule that mattered, what became of it, and what it rests on (§12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from compliance.core.decision import (
    Defeater,
    DefeaterKind,
    Finding,
    ItemFinding,
    ItemStatus,
    NearMiss,
    Outcome,
)
from compliance.core.rulebook import Force, Kind, Ruleset
from compliance.core.rules import Due, Excuse, Item, Permit, Require, Rule
from compliance.core.values import Citation, Truth, Value
from compliance.explain.dates import imprecise, say_version
from compliance.explain.evaluator import Evaluator
from compliance.explain.facts import facts_in


class ReasonKind(Enum):
    """What became of a rule, the most decisive first."""

    FORBIDDEN = "forbidden"
    REFUSED = "requirement refused"
    UNDETERMINED = "undetermined"
    UNMET = "requirement unmet"
    OPEN = "requirement open"
    MET = "requirement met"
    EXCEPTED = "excepted"
    OVERRIDDEN = "overridden"
    NOT_YET = "not yet in force"
    NO_LONGER = "no longer in force"
    PROPOSED = "proposed, not law"
    NOT_ADDRESSED = "not addressed"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule or item, and what became of it in one combination."""

    kind: ReasonKind
    rule: str
    title: str
    ruleset: str
    ruleset_title: str
    issuer: str
    instrument: Kind
    force: Force
    citations: tuple[Citation, ...]
    item: str | None = None
    remedy: str | None = None
    due: Due | None = None
    in_force: str | None = None
    imprecise: bool = False
    confidence: str = "high"
    doubts: tuple[str, ...] = ()
    facts: Mapping[str, Value] | None = None
    by: tuple[str, ...] = ()
    combination: Mapping[str, str] | None = None
    assumed_enacted: bool = False
    counts: bool = True


ITEM_KINDS = {
    ItemStatus.REFUSED: ReasonKind.REFUSED,
    ItemStatus.PERHAPS: ReasonKind.UNDETERMINED,
    ItemStatus.UNMET: ReasonKind.UNMET,
    ItemStatus.OPEN: ReasonKind.OPEN,
    ItemStatus.MET: ReasonKind.MET,
}
NEAR_KINDS = {
    NearMiss.NOT_YET: ReasonKind.NOT_YET,
    NearMiss.NO_LONGER: ReasonKind.NO_LONGER,
    NearMiss.PROPOSED: ReasonKind.PROPOSED,
}
ORDER = tuple(ReasonKind)


def reasons_of(evaluator: Evaluator) -> tuple[Reason, ...]:
    """Every reason, the most decisive first."""
    owners = evaluator.owners
    found = [
        reason
        for finding in evaluator.answer.findings
        for reason in _of_finding(finding, *owners[finding.rule], evaluator)
    ]
    found += _not_addressed(evaluator)
    found.sort(key=lambda r: (not r.counts, ORDER.index(r.kind), r.rule, r.item or ""))
    return tuple(found)


def _of_finding(
    finding: Finding, rule: Rule, ruleset: Ruleset, evaluator: Evaluator
) -> Iterator[Reason]:
    if isinstance(rule, Permit) or finding.pattern is Truth.FALSE:
        return
    shown = [each for each in finding.defeaters if each.shown is Truth.TRUE]
    if finding.in_force is Truth.FALSE:
        if finding.pattern is Truth.TRUE and not shown:
            for near in finding.near_misses:
                yield _reason(NEAR_KINDS[near], finding, rule, ruleset, evaluator)
    elif shown:
        yield _lifted(finding, rule, ruleset, shown, evaluator)
    elif isinstance(rule, Require):
        yield from _items(finding, rule, ruleset, evaluator)
    elif finding.firing is not Truth.FALSE:
        fires = finding.firing is Truth.TRUE
        kind = ReasonKind.FORBIDDEN if fires else ReasonKind.UNDETERMINED
        yield _reason(kind, finding, rule, ruleset, evaluator)


def _items(
    finding: Finding, rule: Require, ruleset: Ruleset, evaluator: Evaluator
) -> Iterator[Reason]:
    for item, found in zip(rule.items, finding.items, strict=True):
        shown = [each for each in found.defeaters if each.shown is Truth.TRUE]
        if shown and finding.firing is Truth.TRUE:
            excuses = tuple(each.id for each in shown)
            kind = ReasonKind.EXCEPTED
            yield _reason(
                kind, finding, rule, ruleset, evaluator, (item, found), by=excuses
            )
        elif found.status in ITEM_KINDS:
            kind = ITEM_KINDS[found.status]
            yield _reason(kind, finding, rule, ruleset, evaluator, (item, found))


def _lifted(
    finding: Finding,
    rule: Rule,
    ruleset: Ruleset,
    shown: list[Defeater],
    evaluator: Evaluator,
) -> Reason:
    overridden = all(each.kind is DefeaterKind.PERMIT for each in shown)
    kind = ReasonKind.OVERRIDDEN if overridden else ReasonKind.EXCEPTED
    by = tuple(each.id for each in shown)
    return _reason(kind, finding, rule, ruleset, evaluator, by=by)


def _reason(  # noqa: PLR0913, PLR0917 - a reason gathers what six things say
    kind: ReasonKind,
    finding: Finding,
    rule: Rule,
    ruleset: Ruleset,
    evaluator: Evaluator,
    item: tuple[Item, ItemFinding] | None = None,
    *,
    by: tuple[str, ...] = (),
) -> Reason:
    combination = evaluator.combinations[finding.combination]
    about, that = (rule, ()) if item is None else (item[0], (item[0].that,))
    excuses = [each for each in _excuses(rule, item) if each.id in by]
    conditions = [rule.when, *(each.when for each in excuses), *that]
    version = evaluator.version(rule.in_force)
    doubts = (ruleset.doubt, rule.doubt, None if version is None else version.doubt)
    cited = (
        *about.citations,
        *(c for each in excuses for c in each.citations),
        *(() if version is None else version.citations),
    )
    line = None if item is None else item[0]
    return Reason(
        kind=kind,
        rule=rule.id,
        title=about.title,
        ruleset=ruleset.name,
        ruleset_title=ruleset.title,
        issuer=ruleset.issuer,
        instrument=ruleset.kind,
        force=ruleset.force,
        citations=tuple(dict.fromkeys(cited)),
        item=None if line is None else line.id,
        remedy=None if line is None else line.remedy,
        due=None if line is None else line.due,
        in_force=None
        if version is None
        else say_version(version, evaluator.rulebook.events),
        imprecise=version is not None and imprecise(version),
        confidence=ruleset.confidence,
        doubts=tuple(doubt for doubt in doubts if doubt),
        facts=facts_in(conditions, combination.facts),
        by=by,
        combination=combination.chosen,
        assumed_enacted=ruleset.enacted_on is not None,
        counts=finding.counts,
    )


def _excuses(rule: Rule, item: tuple[Item, ItemFinding] | None) -> tuple[Excuse, ...]:
    return rule.unless if item is None else (*rule.unless, *item[0].unless)


def _not_addressed(evaluator: Evaluator) -> Iterator[Reason]:
    addressed = {
        evaluator.owners[finding.rule][1].name
        for finding in evaluator.answer.findings
        if finding.pattern is not Truth.FALSE
    }
    numbers = range(len(evaluator.combinations))
    for ruleset in evaluator.scoped:
        scope = ruleset.scope
        if scope is None or ruleset.name in addressed:
            continue
        if any(evaluator.holds(scope, n) is Truth.TRUE for n in numbers):
            yield Reason(
                kind=ReasonKind.NOT_ADDRESSED,
                rule=ruleset.name,
                title=ruleset.title,
                ruleset=ruleset.name,
                ruleset_title=ruleset.title,
                issuer=ruleset.issuer,
                instrument=ruleset.kind,
                force=ruleset.force,
                citations=(),
                confidence=ruleset.confidence,
                counts=ruleset.force in evaluator.question.forces,
            )


def decisive(reason: Reason, outcome: Outcome) -> bool:
    """Whether a reason alone makes the outcome."""
    in_time = reason.due is not Due.AFTER
    return reason.counts and in_time and reason.kind in DECISIVE[outcome]


DECISIVE = {
    Outcome.DENY: {ReasonKind.FORBIDDEN, ReasonKind.REFUSED},
    Outcome.UNDETERMINED: {ReasonKind.UNDETERMINED},
    Outcome.CONDITIONAL: {ReasonKind.UNMET, ReasonKind.OPEN},
    Outcome.ALLOW: frozenset[ReasonKind](),
}
