"""Names across rulesets: what permits lift, and who made a version."""

from collections.abc import Iterator
from difflib import get_close_matches

from compliance.check.diagnostic import fault
from compliance.core.periods import Version
from compliance.core.rulebook import Force, Rulebook, Ruleset
from compliance.core.rules import Permit, Rule
from compliance.errors import Diagnostic

STRENGTH = {
    Force.LAW: 3,
    Force.COURT_ORDER: 3,
    Force.ADMINISTRATIVE: 3,
    Force.RESOLUTION: 2,
    Force.CONTRACT: 2,
    Force.VOLUNTARY: 1,
    Force.GUIDANCE: 0,
}


def name_faults(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Names that nothing has, and permits that may not lift what they name."""
    owners = {
        rule.id: (rule, ruleset)
        for ruleset in rulebook.rulesets.values()
        for rule in ruleset.rules
    }
    for ruleset in rulebook.rulesets.values():
        for rule in ruleset.rules:
            yield from _versions_by(rule, rulebook)
            if isinstance(rule, Permit):
                yield from _overrides(rule, ruleset, owners)


def versions_in(rule: Rule) -> Iterator[tuple[Version, ...]]:
    """The versions of a rule and of each of its exceptions."""
    yield rule.in_force
    items = getattr(rule, "items", ())
    for excuse in (*rule.unless, *(e for item in items for e in item.unless)):
        if excuse.in_force is not None:
            yield excuse.in_force


def _versions_by(rule: Rule, rulebook: Rulebook) -> Iterator[Diagnostic]:
    for versions in versions_in(rule):
        for version in versions:
            if version.by is not None and version.by not in rulebook.rulesets:
                yield fault("N211", f"`{version.by}` is not a ruleset", version.where)


def _overrides(
    permit: Permit, ruleset: Ruleset, owners: dict[str, tuple[Rule, Ruleset]]
) -> Iterator[Diagnostic]:
    for name in permit.overrides:
        if name not in owners:
            close = get_close_matches(name, owners, n=1)
            advice = f"did you mean `{close[0]}`?" if close else None
            yield fault("N209", f"`{name}` is not a rule", permit.where, advice)
            continue
        rule, other = owners[name]
        if isinstance(rule, Permit):
            yield fault(
                "O501", f"`{name}` is a permit: nothing overrides it", permit.where
            )
        elif STRENGTH[ruleset.force] < STRENGTH[other.force]:
            yield fault(
                "O502",
                f"`{name}` binds by {other.force.value}: "
                f"a {ruleset.force.value} permit does not lift it",
                permit.where,
            )
    if not permit.overrides:
        yield fault("O503", "this permit lifts no rule of the rulebook", permit.where)
