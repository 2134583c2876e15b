"""Which rules a permit names: selectors and preemption, resolved over the rulebook."""

from dataclasses import replace

from compliance.core.expr import All
from compliance.core.rulebook import Ruleset
from compliance.core.rules import Permit, Rule
from compliance.syntax.lower.context import Context, cited
from compliance.syntax.model.ruleset import (
    PreemptionDocument,
    RulesetDocument,
    Selector,
)
from compliance.syntax.place import Place


def resolve(
    ruleset: Ruleset,
    document: RulesetDocument,
    place: Place,
    context: Context,
    rulesets: list[Ruleset],
) -> Ruleset:
    """`ruleset` with the rules that its permits and preemptions select."""
    rules = tuple(
        _resolved(rule, document, rulesets, ruleset) for rule in ruleset.rules
    )
    preempting = tuple(
        _preemption(
            name, each, place.at("preempts").at(name), ruleset, context, rulesets
        )
        for name, each in document.preempts.items()
        if each.effect != "floor"
    )
    return replace(ruleset, rules=rules + preempting)


def _resolved(
    rule: Rule, document: RulesetDocument, rulesets: list[Ruleset], own: Ruleset
) -> Rule:
    if not isinstance(rule, Permit):
        return rule
    written = document.rules[rule.id.removeprefix(f"{own.name}/")]
    selected = {
        name
        for target in written.overrides or ()
        if isinstance(target, Selector)
        for name in _rules_of(target, rulesets)
    }
    return replace(rule, overrides=tuple(sorted({*rule.overrides, *selected})))


def _rules_of(selector: Selector, rulesets: list[Ruleset]) -> set[str]:
    return {
        rule.id
        for ruleset in rulesets
        if _selects(selector, ruleset)
        for rule in ruleset.rules
        if not isinstance(rule, Permit)
    }


def _selects(selector: Selector, ruleset: Ruleset) -> bool:
    issuer = selector.issuer
    return (
        (selector.ruleset in {None, ruleset.name})
        and (issuer is None or f"{ruleset.issuer}/".startswith(f"{issuer}/"))
        and selector.kind in {None, ruleset.kind}
        and selector.force in {None, ruleset.force}
    )


def _preemption(  # noqa: PLR0913, PLR0917 - a preemption is resolved against everything
    name: str,
    document: PreemptionDocument,
    place: Place,
    ruleset: Ruleset,
    context: Context,
    rulesets: list[Ruleset],
) -> Permit:
    others = [each for each in rulesets if each.name != ruleset.name]
    selected = _rules_of(document.rulesets, others)
    if document.saves is not None:
        selected -= _rules_of(document.saves, others)
    standing = next((rule.in_force for rule in ruleset.rules), ())
    return Permit(
        id=f"{ruleset.name}/{name}",
        title=document.title,
        citations=cited(document.cite, place.at("cite"), context),
        when=All(()) if ruleset.scope is None else ruleset.scope,
        unless=(),
        in_force=standing,
        overrides=tuple(sorted(selected)),
        where=place.key,
    )
