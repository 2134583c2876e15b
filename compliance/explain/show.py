"""A ruleset, or one norm of it, as a page that a person can check."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from compliance.core.expr import All, Expr
from compliance.core.periods import Version
from compliance.core.rulebook import (
    Kind,
    Milestone,
    Rulebook,
    Ruleset,
    Status,
    Step,
)
from compliance.core.rules import Excuse, Forbid, Item, Permit, Require, Rule
from compliance.explain.dates import Events, say_version
from compliance.explain.expr import say
from compliance.explain.phrases import DUE, sources

FIRST = {Kind.DEMAND: Status.DEMANDED, Kind.BILL: Status.PROPOSED}
REACHED = {
    Step.INTRODUCED: Status.PROPOSED,
    Step.PASSED: Status.PROPOSED,
    Step.FAILED: Status.REJECTED,
    Step.VETOED: Status.REJECTED,
    Step.REPEALED: Status.REPEALED,
    Step.WITHDRAWN: Status.WITHDRAWN,
}
TOLD_ONLY = {Step.DEMANDED, Step.EXPIRED}
ON_THE_WAY = {Status.PROPOSED, Status.REJECTED}
EFFECTS = {
    Forbid: "Forbids it",
    Require: "Requires what is below",
    Permit: "Permits it",
}


def names(rulebook: Rulebook) -> list[str]:
    """Everything that can be shown, by its full name."""
    return [
        name
        for ruleset in rulebook.rulesets.values()
        for name in (ruleset.name, *(n.id for r in ruleset.rules for n in _parts(r)))
    ]


def show(rulebook: Rulebook, name: str, known: date | None = None) -> str | None:
    """The page of a ruleset, rule, exception or item; None where there is none.

    With `known`, only versions and steps that were published by then are told.
    """
    for ruleset in rulebook.rulesets.values():
        if ruleset.name == name:
            return "\n\n".join(_ruleset(_as_known(ruleset, known), rulebook))
        for rule in ruleset.rules:
            for part in _parts(rule):
                if part.id == name:
                    return "\n".join(_alone(part, ruleset, rulebook, known))
    return None


def status_of(ruleset: Ruleset, known: date | None = None) -> Status:
    """Where the ruleset stands, by its kind and by its history up to `known` (§9)."""
    told = [each for each in ruleset.history if known is None or each.first <= known]
    steps = [each.step for each in sorted(told, key=lambda each: each.first)]
    if ruleset.enacted_on is not None:
        return Status.ENACTED
    if ruleset.kind in FIRST:
        return _status_of_proposal(steps, FIRST[ruleset.kind])
    return _status_of_instrument(steps)


def _status_of_proposal(steps: Iterable[Step], first: Status) -> Status:
    status = first
    for step in steps:
        reached = REACHED.get(step, first)
        status = first if reached is Status.PROPOSED else reached
    return status


def _status_of_instrument(steps: Iterable[Step]) -> Status:
    """What is enacted stays so, whatever becomes of later attempts to change it."""
    status: Status | None = None
    for step in steps:
        reached = REACHED.get(step, Status.ENACTED)
        undone = status is Status.ENACTED and reached in ON_THE_WAY
        if step not in TOLD_ONLY and not undone:
            status = reached
    return status or Status.ENACTED


def _parts(rule: Rule) -> Iterator[Rule | Excuse | Item]:
    yield rule
    yield from rule.unless
    if isinstance(rule, Require):
        for item in rule.items:
            yield item
            yield from item.unless


def _as_known(ruleset: Ruleset, known: date | None) -> Ruleset:
    if known is None:
        return ruleset
    rules = tuple(
        replace(rule, in_force=_published(rule.in_force, known))
        for rule in ruleset.rules
    )
    history = tuple(each for each in ruleset.history if each.first <= known)
    return replace(ruleset, rules=rules, history=history)


def _published(versions: Sequence[Version], known: date | None) -> tuple[Version, ...]:
    return tuple(each for each in versions if known is None or each.known <= known)


def _ruleset(ruleset: Ruleset, rulebook: Rulebook) -> Iterator[str]:
    yield "\n".join(_head(ruleset, rulebook))
    if ruleset.scope is not None:
        yield block("Applies where", _conditions(ruleset.scope))
    shared = _shared(ruleset)
    for rule in ruleset.rules:
        own = replace(rule, when=_own(rule.when, ruleset.scope))
        kept = tuple(e for e in rule.unless if _last(e.id) not in shared)
        yield "\n".join(_rule(replace(own, unless=kept), rulebook.events))
    if shared:
        lines = [line for each in shared.values() for line in _excuse(each, {})]
        yield "\n".join(("Unless, for each rule that forbids or requires:", *lines))
    omitted = (
        "\n  ".join((each.why, *sources(each.citations)))
        for each in ruleset.not_encoded
    )
    history = (_milestone(each) for each in ruleset.history)
    ends = (
        block("History", history),
        block("Not verified", _doubts(ruleset)),
        block("Not encoded", omitted),
        block("Sets a floor, never a ceiling", ruleset.floors),
    )
    yield from (each for each in ends if each)


def _head(ruleset: Ruleset, rulebook: Rulebook) -> Iterator[str]:
    yield ruleset.title
    yield ruleset.name
    yield ""
    yield f"Issuer: {ruleset.issuer}{_words(ruleset.issuer, rulebook)}"
    yield f"Kind: {ruleset.kind.value}"
    yield f"Force: {ruleset.force.value}"
    yield f"Status: {status_of(ruleset).value}"
    yield f"Confidence in this encoding: {ruleset.confidence}"
    yield f"Last checked: {ruleset.reviewed}"
    yield f"Covers: {_covers(ruleset)}"
    if ruleset.note is not None:
        yield f"Note: {ruleset.note}"


def _words(issuer: str, rulebook: Rulebook) -> str:
    for taxonomy in rulebook.vocabulary.taxonomies.values():
        path = issuer.partition("/")
        name = f"{path[0].upper()}{path[1]}{path[2]}" if taxonomy.paths else issuer
        if name in taxonomy.terms:
            return f", {taxonomy.terms[name].words.rstrip('.')}"
    return ""


def _covers(ruleset: Ruleset) -> str:
    covers = ruleset.covers
    reach = {"technology": covers.technology, "activity": covers.activity}
    said = [", ".join(covers.place) or "everywhere"]
    said += [f"{name}: {', '.join(terms)}" for name, terms in reach.items() if terms]
    return "; ".join(said)


def _own(when: Expr, scope: Expr | None) -> Expr:
    if scope is None or when == scope:
        return All(()) if when == scope else when
    match when:
        case All((first, *rest)) if first == scope:
            return rest[0] if len(rest) == 1 else All(tuple(rest))
        case _:
            return when


def _shared(ruleset: Ruleset) -> dict[str, Excuse]:
    """The exceptions that every rule has which may have any, by their last name."""
    rules = [each for each in ruleset.rules if not isinstance(each, Permit)]
    if len(rules) < ENOUGH:
        return {}
    first, *others = ({_last(e.id): e for e in rule.unless} for rule in rules)
    return {
        name: excuse
        for name, excuse in first.items()
        if all(name in each and each[name].when == excuse.when for each in others)
    }


ENOUGH = 2


def _alone(
    part: Rule | Excuse | Item, ruleset: Ruleset, rulebook: Rulebook, known: date | None
) -> Iterator[str]:
    yield f"{part.title}\n{part.id}\n\nOf: {ruleset.title} ({ruleset.name})"
    yield f"Binds as: {ruleset.kind.value}, {ruleset.force.value}"
    yield f"Status: {status_of(ruleset, known).value}\n"
    match part:
        case Excuse():
            kept = part.in_force and _published(part.in_force, known)
            yield from _excuse(replace(part, in_force=kept), rulebook.events)
        case Item():
            yield from _item(part, rulebook.events)
        case _:
            kept = _published(part.in_force, known)
            yield from _rule(replace(part, in_force=kept), rulebook.events)
            yield from _section("Not verified", filter(None, [part.doubt]))


def _rule(rule: Rule, events: Events) -> Iterator[str]:
    yield f"{_last(rule.id)}: {rule.title}"
    where = _conditions(rule.when)
    effect = EFFECTS[type(rule)]
    yield from (
        _section(f"{effect} where", where)
        if where
        else [f"  {effect} whenever that applies."]
    )
    if isinstance(rule, Permit):
        yield from _section("Overrides", rule.overrides)
    versions = (_version(each, events) for each in rule.in_force)
    yield from _section("In force", versions)
    if not rule.in_force:
        yield "  In force: no version was published by then"
    if isinstance(rule, Require):
        yield "  Checklist:"
        for item in rule.items:
            yield from indented(_item(item, events))
    if rule.unless:
        yield "  Unless:"
        for excuse in rule.unless:
            yield from indented(_excuse(excuse, events))
    if rule.note is not None:
        yield f"  Note: {rule.note}"
    yield from indented(sources(rule.citations))


def _item(item: Item, events: Events) -> Iterator[str]:
    yield f"- {_last(item.id)}: {item.title} ({DUE[item.due]})"
    yield f"  Met where: {say(item.that)}"
    if item.refused is not None:
        yield f"  Refused where: {say(item.refused)}"
    yield f"  To do: {item.remedy}"
    for excuse in item.unless:
        yield "  Unless:"
        yield from indented(_excuse(excuse, events))
    yield from indented(sources(item.citations))


def _excuse(excuse: Excuse, events: Events) -> Iterator[str]:
    yield f"- {_last(excuse.id)}: {excuse.title}"
    yield f"  Where: {say(excuse.when)}"
    for each in excuse.in_force or ():
        yield f"  In force: {_version(each, events)}"
    yield from indented(sources(excuse.citations))


def _version(version: Version, events: Events) -> str:
    by = "" if version.by is None else f", by {version.by}"
    return f"{say_version(version, events)} (as published on {version.known}{by})"


def _conditions(expr: Expr) -> list[str]:
    if not isinstance(expr, All):
        return [say(expr)]
    return [line for arg in expr.args for line in _conditions(arg)]


def _milestone(milestone: Milestone) -> str:
    day = milestone.first.isoformat()
    if milestone.first != milestone.last:
        day = f"{milestone.first} to {milestone.last}"
    note = "" if milestone.note is None else f". {milestone.note}"
    told = f"{day}: {milestone.step.value}{note}"
    return "\n  ".join((told, *sources(milestone.citations)))


def _doubts(ruleset: Ruleset) -> list[str]:
    versions = (v.doubt for rule in ruleset.rules for v in rule.in_force)
    doubts = (ruleset.doubt, *(rule.doubt for rule in ruleset.rules), *versions)
    return list(dict.fromkeys(each for each in doubts if each))


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def block(title: str, lines: Iterable[str]) -> str:
    """A heading and its lines; nothing where there are none."""
    body = [f"- {line}" for line in lines]
    return "\n".join((f"{title}:", *body)) if body else ""


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return list(indented(block(title, lines).splitlines()))


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Each line, one step further in."""
    return (f"  {line}" for line in lines)
