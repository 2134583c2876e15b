"""What the specification promises: each law a predicate that is always true (§15)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from compliance.core.decision import (
    Answer,
    Defeater,
    Finding,
    ItemFinding,
    ItemStatus,
    Outcome,
)
from compliance.core.deployment import Combination, Question
from compliance.core.rulebook import Force, Occurrence, Rulebook
from compliance.core.rules import Permit
from compliance.core.terms import TermOf
from compliance.core.values import Truth
from compliance.core.walk import digest_of
from compliance.spec.env import Env, env_of
from compliance.spec.rules import decide, worst
from compliance.spec.terms import above
from compliance.spec.variants import (
    as_known,
    learned_later,
    on_the_day,
    without_each_defeater,
)

Combinations = Sequence[Combination]


def soundness(
    rulebook: Rulebook, given: Combinations, complete: Combinations, question: Question
) -> bool:
    """An allow, and a firm deny, hold however the missing facts turn out (§15)."""
    answer = decide(rulebook, given, question)
    if answer.outcome is not Outcome.ALLOW and not answer.firm:
        return True
    completed = decide(rulebook, complete, question)
    return completed.outcome is answer.outcome and completed.firm is answer.firm


def monotonicity(
    rulebook: Rulebook, fewer: Combinations, more: Combinations, question: Question
) -> bool:
    """More facts change no settled verdict, and lift a deny only as was listed (§15).

    An allow stays an allow, a firm deny firm; conditional never becomes undetermined,
    and becomes deny only by a refusal. Whatever was true or false of a condition, an
    exception or a permit stays so; an item met stays met and one refused stays refused,
    unless it is no longer required.
    """
    before = decide(rulebook, fewer, question)
    after = decide(rulebook, more, question)
    pairs = list(zip(before.findings, after.findings, strict=True))
    return (
        soundness(rulebook, fewer, more, question)
        and _conditional_only_by_refusal(before, after)
        and all(
            _stays_settled(early, late)
            and _items_stay_settled(early, late)
            and _lifted_as_listed(early, late)
            for early, late in pairs
        )
    )


def silence_never_loosens(
    rulebook: Rulebook, given: Combinations, fewer: Combinations, question: Question
) -> bool:
    """Taking facts away makes no allow, and silences nothing that fires (§15)."""
    answer = decide(rulebook, given, question)
    silent = decide(rulebook, fewer, question)
    return (
        answer.outcome is Outcome.ALLOW or silent.outcome is not Outcome.ALLOW
    ) and all(
        full.firing is Truth.FALSE
        for full, less in zip(answer.findings, silent.findings, strict=True)
        if less.firing is Truth.FALSE
    )


def locality_in_on(rulebook: Rulebook, given: Combinations, question: Question) -> bool:
    """What begins later or has ended changes nothing, nor does any other day (§15).

    A period of plain days counts only by whether it holds on the day; a rule or an
    exception that is certainly out of its periods might as well not be there.
    """
    answer = decide(rulebook, given, question)
    today = decide(on_the_day(rulebook, question), given, question)
    parts, left = _parts(answer), _parts(today)
    return (
        (today.outcome, today.firm, today.missing)
        == (answer.outcome, answer.firm, answer.missing)
        and left == {key: parts[key] for key in left}
        and all(
            each.firing is Truth.FALSE
            for each in answer.findings
            if (each.rule, each.combination) not in left
        )
    )


def locality_in_known(
    rulebook: Rulebook, given: Combinations, question: Question
) -> bool:
    """Only the latest version known counts: not yet known or superseded, none (§15)."""
    known = as_known(rulebook, question)
    return decide(known, given, question) == decide(rulebook, given, question)


def no_borrowed_excuse(
    rulebook: Rulebook, given: Combinations, question: Question
) -> bool:
    """An exception changes its own rule or item; a permit, the rules it names (§15)."""
    parts = _parts(decide(rulebook, given, question))
    return all(
        each == parts[key]
        for without, felt in without_each_defeater(rulebook)
        for key, each in _parts(decide(without, given, question)).items()
        if key[0] not in felt
    )


def order_independence(
    rulebook: Rulebook, shuffled: Rulebook, given: Combinations, question: Question
) -> bool:
    """Rulesets, rules, facts and records in any order decide the same (§15).

    `shuffled` holds what `rulebook` holds, in another order.
    """
    backwards = [
        replace(each, facts=dict(reversed(list(each.facts.items()))))
        for each in reversed(given)
    ]
    answer = decide(rulebook, given, question)
    again = decide(shuffled, backwards, question)
    last = len(given) - 1
    mirrored = [replace(f, combination=last - f.combination) for f in again.findings]
    return (
        digest_of(rulebook) == digest_of(shuffled)
        and replace(again, findings=()) == replace(answer, findings=())
        and [each.rule for each in again.findings]
        == [each.rule for each in answer.findings]
        and all(each in answer.findings for each in mirrored)
    )


def each_of(rulebook: Rulebook, given: Combinations, question: Question) -> bool:
    """Each combination is decided as if alone, and the worst answer counts (§15)."""
    answer = decide(rulebook, given, question)
    alone = [decide(rulebook, [each], question) for each in given]
    return (
        answer.outcome is worst(each.outcome for each in alone)
        and answer.firm is any(each.firm for each in alone)
        and all(
            each == replace(mine, combination=each.combination)
            for each in answer.findings
            for mine in alone[each.combination].findings
            if mine.rule == each.rule
        )
        and len(answer.findings) == sum(len(each.findings) for each in alone)
    )


def worst_by_force(rulebook: Rulebook, given: Combinations, question: Question) -> bool:
    """The outcome is the worst of those by force; guidance changes nothing (§15)."""
    answer = decide(rulebook, given, question)
    unguided = {
        name: replace(each, rules=()) if each.force is Force.GUIDANCE else each
        for name, each in rulebook.rulesets.items()
    }
    binding = decide(replace(rulebook, rulesets=unguided), given, question)
    present = {each.force for each in rulebook.rulesets.values()} - {Force.GUIDANCE}
    alone = {
        force: decide(rulebook, given, replace(question, forces=frozenset({force})))
        for force in present
    }
    return (
        answer.by_force == {force: each.outcome for force, each in alone.items()}
        and answer.outcome
        is worst(answer.by_force[force] for force in alone.keys() & question.forces)
        and all(_parts(each) == _parts(answer) for each in alone.values())
        and all(
            each.firing is Truth.FALSE
            for each in answer.findings
            if each.rule in _guiding_permits(rulebook)
        )
        and _parts(binding).items() <= _parts(answer).items()
    )


def stale_never_allows(
    rulebook: Rulebook,
    later: Mapping[str, Occurrence | None],
    given: Combinations,
    question: Question,
) -> bool:
    """An allow survives what happens after the register was checked (§15).

    So does a firm deny where nothing was presumed, and all that was settled without
    presumption. `later` says when an event occurred after its entry was `checked`;
    None, that it was checked again and had not.
    """
    answer = decide(rulebook, given, question)
    learned = decide(learned_later(rulebook, later, question), given, question)
    pairs = zip(answer.findings, learned.findings, strict=True)
    if not all(_stays_settled(early, late) for early, late in pairs):
        return False
    if not question.presume and any(
        each.in_force is not each.unpresumed for each in answer.findings
    ):
        return False
    if answer.outcome is Outcome.ALLOW:
        return learned.outcome is Outcome.ALLOW
    return question.presume or not answer.firm or learned.firm


def refines(
    rulebook: Rulebook, more: Combinations, fewer: Combinations, question: Question
) -> bool:
    """Whether `more` states what `fewer` does, open values perhaps narrower (§3)."""
    return len(more) == len(fewer) and all(
        _refines(one, other, env_of(rulebook, one, question))
        for one, other in zip(more, fewer, strict=True)
    )


def _refines(more: Combination, fewer: Combination, env: Env) -> bool:
    for name, value in fewer.facts.items():
        kind = env.vocabulary.facts[name].type
        stated = more.facts.get(name)
        if isinstance(kind, TermOf) and not kind.exact and stated is not None:
            taxonomy = env.vocabulary.taxonomies[kind.taxonomy]
            if value not in above(str(stated), taxonomy, env):
                return False
        elif stated != value:
            return False
    return True


def _guiding_permits(rulebook: Rulebook) -> set[str]:
    return {
        rule.id
        for ruleset in rulebook.rulesets.values()
        if ruleset.force is Force.GUIDANCE
        for rule in ruleset.rules
        if isinstance(rule, Permit)
    }


def _conditional_only_by_refusal(before: Answer, after: Answer) -> bool:
    if before.outcome is not Outcome.CONDITIONAL:
        return True
    return after.outcome is not Outcome.UNDETERMINED and all(
        any(item.status is ItemStatus.REFUSED for item in each.items)
        for each in after.findings
        if each.counts and each.severity is Outcome.DENY
    )


def _stays_settled(before: Finding, after: Finding) -> bool:
    """Whether what was true or false before is so after."""
    pairs = list(zip(_conditions(before), _conditions(after), strict=True))
    if before.firing is Truth.FALSE:
        pairs.append((before.firing, after.firing))
    return all(early is late for early, late in pairs if early is not Truth.UNKNOWN)


def _items_stay_settled(before: Finding, after: Finding) -> bool:
    settled = {ItemStatus.MET, ItemStatus.REFUSED, ItemStatus.NOT_REQUIRED}
    return all(
        late.status in {early.status, ItemStatus.NOT_REQUIRED}
        for early, late in zip(before.items, after.items, strict=True)
        if early.status in settled
    )


def _conditions(finding: Finding) -> Iterator[Truth]:
    yield from (finding.unpresumed, finding.pattern)
    yield from (each.shown for each in _defeaters(finding))
    for item in finding.items:
        yield from (item.satisfied, item.refused)


def _defeaters(finding: Finding) -> Iterator[Defeater]:
    yield from finding.defeaters
    for item in finding.items:
        yield from item.defeaters


def _lifted_as_listed(before: Finding, after: Finding) -> bool:
    """Whether a deny that went away was lifted by a defeater that was listed."""
    if before.severity is not Outcome.DENY or after.severity is Outcome.DENY:
        return True
    return any(
        early.shown is Truth.UNKNOWN and late.shown is Truth.TRUE
        for early, late in zip(_defeaters(before), _defeaters(after), strict=True)
    )


def _parts(answer: Answer) -> dict[tuple[str, int], Finding | ItemFinding]:
    """What became of each rule and item, without near misses and what is not shown."""
    found: dict[tuple[str, int], Finding | ItemFinding] = {}
    for each in answer.findings:
        at = each.combination
        found[each.rule, at] = replace(
            each,
            items=(),
            severity=Outcome.ALLOW,
            counts=True,
            near_misses=(),
            defeaters=_possible(each.defeaters),
        )
        for item in each.items:
            found[item.id, at] = replace(item, defeaters=_possible(item.defeaters))
    return found


def _possible(defeaters: Sequence[Defeater]) -> tuple[Defeater, ...]:
    return tuple(each for each in defeaters if each.shown is not Truth.FALSE)
