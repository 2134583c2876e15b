"""What a decision lacks, assumes, asks and could be lifted by."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from compliance.core.decision import (
    DefeaterKind,
    Derivation,
    Finding,
    Gap,
    GapKind,
    ItemStatus,
    Outcome,
)
from compliance.core.expr import Expr
from compliance.core.rules import Due, Excuse, Permit, Require, Rule
from compliance.core.terms import TermOf
from compliance.core.values import Citation, Truth
from compliance.explain.evaluator import Evaluator
from compliance.explain.expr import say
from compliance.explain.facts import names_in


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is missing, with the question that would settle it."""

    name: str
    kind: GapKind
    question: str
    rules: tuple[str, ...]
    stated: str | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Lifting:
    """An exception or permit that nobody showed, and what it asks for."""

    id: str
    kind: DefeaterKind
    title: str
    rule: str
    condition: str
    questions: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Required:
    """A line of a checklist, with what was stated of it."""

    id: str
    rule: str
    title: str
    status: ItemStatus
    due: Due
    remedy: str
    citations: tuple[Citation, ...]
    stated: bool


def rules_by_id(evaluator: Evaluator) -> dict[str, Rule]:
    """Every rule of the rulebook."""
    rulesets = evaluator.rulebook.rulesets.values()
    return {rule.id: rule for ruleset in rulesets for rule in ruleset.rules}


def missing(evaluator: Evaluator) -> tuple[Asked, ...]:
    """Each gap of the answer as a question."""
    return tuple(
        _asked(gap, rules, evaluator) for gap, rules in evaluator.answer.missing
    )


def _asked(gap: Gap, rules: tuple[str, ...], evaluator: Evaluator) -> Asked:
    declared = evaluator.rulebook.vocabulary.facts.get(gap.name)
    return Asked(
        name=gap.name,
        kind=gap.kind,
        question=_question(gap, evaluator),
        rules=rules,
        stated=None if gap.stated is None else str(gap.stated),
        decided_by=None if declared is None else declared.decided_by,
    )


def _question(gap: Gap, evaluator: Evaluator) -> str:
    vocabulary, events = evaluator.rulebook.vocabulary, evaluator.rulebook.events
    match gap.kind:
        case GapKind.FACT:
            return vocabulary.facts[gap.name].question
        case GapKind.NARROWER:
            return _narrower(gap, evaluator)
        case GapKind.EVENT:
            return f"Has it happened: {events[gap.name].title}?"
        case GapKind.JUDGEMENT:
            event, _, judgement = gap.name.rpartition("/")
            return dict(events[event].judgements)[judgement]
        case GapKind.READING:
            return f"What do the words mean: {gap.name.rpartition('/')[2]}?"
        case GapKind.DATE:
            return f"On which day exactly ({gap.name})?"
        case GapKind.PARAMETER:
            return f"What is {gap.name.rpartition('/')[2]} on that day?"


def _narrower(gap: Gap, evaluator: Evaluator) -> str:
    vocabulary = evaluator.rulebook.vocabulary
    declared = vocabulary.facts[gap.name]
    if not isinstance(declared.type, TermOf):
        return declared.question
    taxonomy = vocabulary.taxonomies[declared.type.taxonomy]
    term = taxonomy.terms.get(str(gap.stated))
    if term is not None and term.question is not None:
        return term.question
    words = str(gap.stated) if term is None else term.words
    if taxonomy.paths:
        return f"{declared.question} Where in {words}, exactly?"
    return (
        f"{declared.question} More exactly than `{gap.stated}` ({words.rstrip('.')})?"
    )


def deciding(evaluator: Evaluator) -> list[Finding]:
    """The findings that make the outcome."""
    answer = evaluator.answer
    return [f for f in answer.findings if f.counts and f.severity is answer.outcome]


def could_be_lifted_by(evaluator: Evaluator) -> tuple[Lifting, ...]:
    """What was not shown, of the rules that deny or require (§6)."""
    if evaluator.answer.outcome is Outcome.ALLOW:
        return ()
    rules = rules_by_id(evaluator)
    found: dict[tuple[str, str], Lifting] = {}
    for finding in deciding(evaluator):
        if finding.firing is Truth.TRUE:
            for lifting in _liftings(finding, rules, evaluator):
                same = found.setdefault((lifting.rule, lifting.id), lifting)
                questions = dict.fromkeys((*same.questions, *lifting.questions))
                merged = replace(same, questions=tuple(questions))
                found[lifting.rule, lifting.id] = merged
    return tuple(found.values())


def _liftings(
    finding: Finding, rules: dict[str, Rule], evaluator: Evaluator
) -> Iterator[Lifting]:
    rule = rules[finding.rule]
    excuses: dict[str, Excuse | Permit] = {e.id: e for e in rule.unless}
    open_ = [each for each in finding.defeaters if each.shown is Truth.UNKNOWN]
    if isinstance(rule, Require):
        waiting = {ItemStatus.OPEN, ItemStatus.UNMET, ItemStatus.REFUSED}
        for item, found in zip(rule.items, finding.items, strict=True):
            if found.status in waiting and item.due is not Due.AFTER:
                excuses |= {e.id: e for e in item.unless}
                open_ += [e for e in found.defeaters if e.shown is Truth.UNKNOWN]
    for each in open_:
        about = excuses.get(each.id) or rules[each.id]
        asked = _unsettled_questions(about.when, finding.combination, evaluator)
        yield Lifting(
            id=each.id,
            kind=each.kind,
            title=about.title,
            rule=finding.rule,
            condition=say(about.when),
            questions=tuple(dict.fromkeys(asked)),
            citations=about.citations,
        )


def _unsettled_questions(
    when: Expr, combination: int, evaluator: Evaluator
) -> Iterator[str]:
    stated = evaluator.combinations[combination].facts
    declared = evaluator.rulebook.vocabulary.facts
    for leaf in _unknown_leaves(evaluator.derive(when, combination)):
        for name in names_in(leaf):
            if name not in stated:
                yield declared[name].question
            elif isinstance(declared[name].type, TermOf):
                gap = Gap(GapKind.NARROWER, name, stated[name])
                yield _narrower(gap, evaluator)


def _unknown_leaves(tree: Derivation) -> Iterator[Expr]:
    if tree.value is not Truth.UNKNOWN:
        return
    if not tree.parts and isinstance(tree.node, Expr):
        yield tree.node
    for part in tree.parts:
        yield from _unknown_leaves(part)


def checklist(evaluator: Evaluator) -> tuple[Required, ...]:
    """Every item that is required or may be, whenever it is due."""
    rules = rules_by_id(evaluator)
    found: dict[tuple[str, ItemStatus], Required] = {}
    for finding in evaluator.answer.findings:
        rule = rules[finding.rule]
        if not isinstance(rule, Require) or not finding.counts:
            continue
        for item, each in zip(rule.items, finding.items, strict=True):
            if each.status is ItemStatus.NOT_REQUIRED:
                continue
            found[item.id, each.status] = Required(
                id=item.id,
                rule=rule.id,
                title=item.title,
                status=each.status,
                due=item.due,
                remedy=item.remedy,
                citations=item.citations,
                stated=each.satisfied is not Truth.UNKNOWN,
            )
    return tuple(found.values())
