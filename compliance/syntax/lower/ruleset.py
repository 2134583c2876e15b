"""From a ruleset's file to the core's ruleset."""

from dataclasses import dataclass
from datetime import date

from compliance.core.expr import All, Expr
from compliance.core.periods import Version
from compliance.core.rulebook import Milestone, Omission, Ruleset
from compliance.core.rules import Excuse, Forbid, Item, Permit, Require, Rule
from compliance.syntax.lower.conditions import Lowering
from compliance.syntax.lower.context import Context, cited, window
from compliance.syntax.lower.covers import covers_of
from compliance.syntax.lower.dates import versions_of
from compliance.syntax.lower.leftovers import leftovers
from compliance.syntax.model.conditions import Condition
from compliance.syntax.model.ruleset import (
    ExceptionDocument,
    ItemDocument,
    RuleDocument,
    RulesetDocument,
)
from compliance.syntax.place import Place


@dataclass(frozen=True, slots=True)
class Shared:
    """What a ruleset says once for all its rules."""

    scope: Expr | None
    unless: dict[str, tuple[ExceptionDocument, Place]]
    in_force: tuple[Version, ...] | None


def lower_ruleset(document: RulesetDocument, place: Place, context: Context) -> Ruleset:
    """The ruleset; its permits' selectors are resolved later."""
    shared = _shared(document, place, context)
    _check_shared(shared, document, context)
    rules = tuple(
        lower_rule(name, document.rules[name], here, shared, context)
        for name, here in place.at("rules").parts().items()
    )
    ruleset = Ruleset(
        name=context.name,
        title=document.title,
        issuer=document.issuer,
        kind=document.kind,
        force=document.force,
        reviewed=document.reviewed,
        rules=rules,
        scope=shared.scope,
        covers=covers_of(document.covers, rules, place.at("covers"), context),
        confidence=document.confidence,
        doubt=document.doubt,
        note=document.note,
        history=_history(document, place, context),
        not_encoded=_omissions(document, place, context),
        floors=tuple(
            p.title for p in document.preempts.values() if p.effect == "floor"
        ),
        where=place.key,
    )
    _check_preemptions(document, place, context)
    leftovers(document, place, context)
    return ruleset


def _shared(document: RulesetDocument, place: Place, context: Context) -> Shared:
    lowering = Lowering(context)
    scope = document.applies_to
    unless = place.at("unless").parts() if document.unless else {}
    return Shared(
        scope=None
        if scope is None
        else lowering.condition(scope, place.at("applies_to")),
        unless={
            name: (each, unless[name]) for name, each in (document.unless or {}).items()
        },
        in_force=(
            None
            if document.in_force is None
            else versions_of(document.in_force, place.at("in_force"), context)
        ),
    )


def _check_preemptions(
    document: RulesetDocument, place: Place, context: Context
) -> None:
    for name, each in document.preempts.items():
        here = place.at("preempts").at(name)
        cited(each.cite, here.at("cite"), context)
        if name in document.rules:
            message = f"`{name}` is a rule of this ruleset already"
            here.fault("N212", message, at_key=True)


def _check_shared(shared: Shared, document: RulesetDocument, context: Context) -> None:
    # Beside permits alone they lift nothing, and are checked all the same.
    if all(rule.permit is not None for rule in document.rules.values()):
        for name, (each, here) in shared.unless.items():
            _excuse(name, each, here, context)


def lower_rule(
    name: str, document: RuleDocument, place: Place, shared: Shared, context: Context
) -> Rule:
    """One rule, with what its ruleset says for all."""
    full = f"{context.name}/{name}"
    excuses = _excuses(full, document, place, shared, context)
    when = _pattern(document, place, shared, context)
    citations = cited(document.cite, place.at("cite"), context)
    in_force = shared.in_force
    if document.in_force is not None:
        in_force = versions_of(document.in_force, place.at("in_force"), context)
    if in_force is None and not place.report.misses("in_force"):
        place.fault(
            "P400", "`in_force` is missing here and on the ruleset", at_key=True
        )
    head = (full, document.title, citations, when, excuses, in_force or ())
    tail = (document.note, document.doubt, place.key)
    if document.permit is not None:
        return Permit(*head, (), *tail)  # what it overrides is resolved later
    if document.require is not None:
        _refuse_same_name(document, place)
        return Require(*head, _items(full, document.require, place, context), *tail)
    return Forbid(*head, *tail)


def _refuse_same_name(document: RuleDocument, place: Place) -> None:
    for name in (document.require or {}).keys() & (document.unless or {}).keys():
        message = f"`{name}` is an item of this rule already"
        place.at("unless").at(name).fault("N212", message, at_key=True)


def _pattern(
    document: RuleDocument, place: Place, shared: Shared, context: Context
) -> Expr:
    scope = () if shared.scope is None else (shared.scope,)
    own: tuple[Expr, ...] = ()
    for key in ("forbid", "permit", "when"):
        condition: Condition | None = getattr(document, key)
        if condition is not None:
            own = (Lowering(context).condition(condition, place.at(key)),)
    parts = (*scope, *own)
    return parts[0] if len(parts) == 1 else All(parts, place.key)


def _excuses(
    rule: str, document: RuleDocument, place: Place, shared: Shared, context: Context
) -> tuple[Excuse, ...]:
    own = place.at("unless").parts() if document.unless else {}
    given = {} if document.permit is not None else dict(shared.unless)
    for name, each in (document.unless or {}).items():
        if name in given:
            own[name].fault(
                "N212",
                f"`{name}` is an exception of the whole ruleset already",
                at_key=True,
            )
        given[name] = (each, own[name])
    return tuple(
        _excuse(f"{rule}/{name}", each, here, context)
        for name, (each, here) in given.items()
    )


def _excuse(
    name: str, document: ExceptionDocument, place: Place, context: Context
) -> Excuse:
    in_force = document.in_force
    return Excuse(
        id=name,
        title=document.title,
        citations=cited(document.cite, place.at("cite"), context),
        when=Lowering(context).condition(document.when, place.at("when")),
        in_force=(
            None
            if in_force is None
            else versions_of(in_force, place.at("in_force"), context)
        ),
        where=place.key,
    )


def _items(
    rule: str, documents: dict[str, ItemDocument], place: Place, context: Context
) -> tuple[Item, ...]:
    return tuple(
        _item(f"{rule}/{name}", documents[name], here, context)
        for name, here in place.at("require").parts().items()
    )


def _item(name: str, document: ItemDocument, place: Place, context: Context) -> Item:
    lowering = Lowering(context)
    unless = place.at("unless").parts() if document.unless else {}
    return Item(
        id=name,
        title=document.title,
        citations=cited(document.cite, place.at("cite"), context),
        that=lowering.condition(document.that, place.at("that")),
        remedy=document.remedy,
        due=document.due,
        refused=(
            None
            if document.refused is None
            else lowering.condition(document.refused, place.at("refused"))
        ),
        unless=tuple(
            _excuse(f"{name}/{key}", each, unless[key], context)
            for key, each in (document.unless or {}).items()
        ),
        where=place.key,
    )


def _history(
    document: RulesetDocument, place: Place, context: Context
) -> tuple[Milestone, ...]:
    items = place.at("history").items()
    found = []
    for each, here in zip(document.history, items, strict=False):
        first, last = window(each.date)
        found.append(
            Milestone(
                date.fromisoformat(first),
                date.fromisoformat(last),
                each.step,
                cited(each.cite, here.at("cite"), context),
                each.note,
            )
        )
    return tuple(found)


def _omissions(
    document: RulesetDocument, place: Place, context: Context
) -> tuple[Omission, ...]:
    items = place.at("not_encoded").items()
    return tuple(
        Omission(cited(each.cite, here.at("cite"), context), each.why)
        for each, here in zip(document.not_encoded, items, strict=False)
    )
