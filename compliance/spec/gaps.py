"""Which facts a decision lacks: what would settle the findings that decide it."""

from collections.abc import Iterator, Mapping, Sequence

from compliance.core.decision import Finding, Gap, ItemStatus, Outcome
from compliance.core.rulebook import Rulebook
from compliance.core.rules import Due, Require, Rule
from compliance.spec.derive import derive, derive_in_force, gaps
from compliance.spec.env import Env

Missing = tuple[tuple[Gap, tuple[str, ...]], ...]


def missing_of(
    rulebook: Rulebook,
    findings: Sequence[Finding],
    envs: Sequence[Env],
    outcome: Outcome,
) -> Missing:
    """Each gap with the rules that ask for it; none for an allow or a deny."""
    if outcome not in {Outcome.UNDETERMINED, Outcome.CONDITIONAL}:
        return ()
    rules = {r.id: r for s in rulebook.rulesets.values() for r in s.rules}
    asked: dict[Gap, set[str]] = {}
    for finding in findings:
        if finding.counts and finding.severity is outcome:
            env = envs[finding.combination]
            for gap in _gaps_of(finding, rules, env, outcome):
                asked.setdefault(gap, set()).add(finding.rule)
    ordered = sorted(asked.items(), key=_order)
    return tuple((gap, tuple(sorted(names))) for gap, names in ordered)


def _order(entry: tuple[Gap, set[str]]) -> tuple[int, str, str, str]:
    gap, rules = entry
    return (-len(rules), gap.kind.value, gap.name, str(gap.stated))


def _gaps_of(
    finding: Finding, rules: Mapping[str, Rule], env: Env, outcome: Outcome
) -> Iterator[Gap]:
    rule = rules[finding.rule]
    if outcome is Outcome.UNDETERMINED:
        standing = derive_in_force(rule.in_force, env, presume=True)
        if standing is not None:
            yield from gaps(standing, env)
        yield from gaps(derive(rule.when, env), env)
    if isinstance(rule, Require):
        yield from _item_gaps(rule, finding, env)


def _item_gaps(rule: Require, finding: Finding, env: Env) -> Iterator[Gap]:
    waiting = {ItemStatus.OPEN, ItemStatus.UNMET, ItemStatus.PERHAPS}
    for item, found in zip(rule.items, finding.items, strict=True):
        if found.status in waiting and item.due is not Due.AFTER:
            yield from gaps(derive(item.that, env), env)
            if item.refused is not None:
                yield from gaps(derive(item.refused, env), env)
