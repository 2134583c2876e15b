"""What became of a rule, in a paragraph; what is alike is told once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from compliance.core.decision import Outcome
from compliance.core.rules import Due
from compliance.core.values import Citation, Value
from compliance.explain.expr import worth
from compliance.explain.reasons import Reason, ReasonKind, decisive

PHRASES = {
    ReasonKind.FORBIDDEN: "forbids it",
    ReasonKind.REFUSED: "requires what was refused",
    ReasonKind.UNDETERMINED: "may apply",
    ReasonKind.UNMET: "requires what is not there",
    ReasonKind.OPEN: "requires what was not stated",
    ReasonKind.MET: "requires what is there",
    ReasonKind.EXCEPTED: "does not stand in the way, by an exception",
    ReasonKind.OVERRIDDEN: "does not stand in the way, for a permit overrides it",
    ReasonKind.NOT_YET: "would stand in the way, and is not yet in force",
    ReasonKind.NO_LONGER: "would stand in the way, and is no longer in force",
    ReasonKind.PROPOSED: "would stand in the way, and is proposed, not law",
    ReasonKind.NOT_ADDRESSED: "speaks of such a deployment, and says nothing on it",
}
COUNTED = {
    ReasonKind.UNDETERMINED: "perhaps required",
    ReasonKind.UNMET: "not there yet",
    ReasonKind.OPEN: "not stated",
    ReasonKind.MET: "met",
}
DUE = {
    Due.BEFORE: "before it starts",
    Due.WHILE: "while it runs",
    Due.AFTER: "afterwards",
}
LIFTED = {ReasonKind.EXCEPTED, ReasonKind.OVERRIDDEN}
NEAR = {ReasonKind.NOT_YET, ReasonKind.NO_LONGER, ReasonKind.PROPOSED}
MOST_COMBINATIONS = 5


def why(reasons: Iterable[Reason], outcome: Outcome) -> list[Reason]:
    """The reasons that make the outcome, each with the rest of its checklist."""
    reasons = tuple(reasons)
    listed = _checklists(reasons, outcome)
    return [
        each
        for each in reasons
        if _makes(each, outcome) or (_on_checklist(each) and each.rule in listed)
    ]


def beside(reasons: Iterable[Reason], outcome: Outcome) -> list[Reason]:
    """What else was looked at, and what became of it."""
    reasons = tuple(reasons)
    listed = _checklists(reasons, outcome)
    return [
        each
        for each in reasons
        if each.kind not in NEAR
        and not _makes(each, outcome)
        and not (_on_checklist(each) and each.rule in listed)
    ]


def near(reasons: Iterable[Reason]) -> list[Reason]:
    """The near misses: what would have decided on another date, or if enacted."""
    return [each for each in reasons if each.kind in NEAR]


def _makes(reason: Reason, outcome: Outcome) -> bool:
    if outcome is Outcome.ALLOW:
        return reason.counts and reason.kind in LIFTED
    return decisive(reason, outcome) and reason.due is not Due.AFTER


def _checklists(reasons: Iterable[Reason], outcome: Outcome) -> set[str]:
    made = (each for each in reasons if _makes(each, outcome))
    return {each.rule for each in made if _on_checklist(each)}


def paragraphs(reasons: Iterable[Reason]) -> Iterator[str]:
    """The reasons, those of one rule in one paragraph if the same became of them."""
    groups: dict[tuple[object, ...], list[Reason]] = {}
    for each in reasons:
        groups.setdefault(_likeness(each), []).append(each)
    for group in groups.values():
        yield "\n  ".join(_lines(group))


def _likeness(reason: Reason) -> tuple[object, ...]:
    if _on_checklist(reason):
        return reason.rule, reason.counts
    return reason.rule, reason.counts, reason.kind, reason.item, reason.by


def _on_checklist(reason: Reason) -> bool:
    return reason.item is not None and reason.kind in COUNTED


def _lines(group: Sequence[Reason]) -> Iterator[str]:
    first = group[0]
    aside = "" if first.counts else "[not counted] "
    yield f"{aside}{first.ruleset_title} {_became(group)}"
    yield f"Rule: {_named(first)} ({_bound(first)})"
    if first.by:
        yield f"By: {', '.join(first.by)}"
    yield from _combinations(group)
    if first.in_force is not None and first.kind is not ReasonKind.PROPOSED:
        precision = "; the day is not exact" if first.imprecise else ""
        yield f"In force: {first.in_force}{precision}"
    facts = _shared_facts(group)
    if facts and first.kind is not ReasonKind.PROPOSED:
        yield f"Stated: {said(facts)}"
    yield from sources(_shared_citations(group))


def _became(group: Sequence[Reason]) -> str:
    first = group[0]
    if first.kind is ReasonKind.NOT_ADDRESSED:
        return PHRASES[first.kind]
    if not _on_checklist(first):
        return f"{PHRASES[first.kind]}: “{first.title}”"
    items = {each.item: each for each in reversed(group)}.values()
    now = [each.kind for each in items if each.due is not Due.AFTER]
    counts = [f"{now.count(k)} {words}" for k, words in COUNTED.items() if k in now]
    after = len(items) - len(now)
    counts += [f"{after} due afterwards"] if after else []
    return f"has a checklist: {', '.join(counts)}"


def _named(reason: Reason) -> str:
    if reason.item is None or _on_checklist(reason):
        return reason.rule
    return reason.item


def _bound(reason: Reason) -> str:
    words = reason.instrument.value
    if reason.force.value not in words:
        would = "would bind as " if reason.kind is ReasonKind.PROPOSED else ""
        words += f", {would}{reason.force.value}"
    return f"{words}, assumed enacted" if reason.assumed_enacted else words


def _combinations(group: Sequence[Reason]) -> Iterator[str]:
    chosen = list(dict.fromkeys(said(each.combination or {}) for each in group))
    chosen = [each for each in chosen if each]
    yield from (f"For: {each}" for each in chosen[:MOST_COMBINATIONS])
    more = len(chosen) - MOST_COMBINATIONS
    if more > 0:
        yield f"For: {more} more {plural(more, 'combination')}"


def _shared_facts(group: Sequence[Reason]) -> dict[str, Value]:
    all_facts = [each.facts or {} for each in group]
    return {
        name: value
        for facts in all_facts
        for name, value in facts.items()
        if all(name not in other or other[name] == value for other in all_facts)
    }


def _shared_citations(group: Sequence[Reason]) -> tuple[Citation, ...]:
    others = [set(each.citations) for each in group]
    return tuple(c for c in group[0].citations if all(c in each for each in others))


def said(facts: Mapping[str, Value]) -> str:
    """Facts as their author wrote them."""
    return ", ".join(f"{name}: {worth(value)}" for name, value in facts.items())


def sources(citations: Sequence[Citation]) -> Iterator[str]:
    """A line for each source; one with a pinpoint is not cited whole as well."""
    pinned = {each.source for each in citations if each.pinpoint}
    for each in citations:
        if each.pinpoint or each.source not in pinned:
            yield f"Source: {cite(each)}"


def cite(citation: Citation) -> str:
    """A source, its pinpoint, its publisher and where it can be read."""
    pinpoint = f", {citation.pinpoint}" if citation.pinpoint else ""
    publisher = f", {citation.publisher}" if citation.publisher else ""
    return f"{citation.title}{pinpoint}{publisher} <{citation.url}>"


def plural(count: int, noun: str) -> str:
    """`rule` for one, `rules` for more."""
    return noun if count == 1 else f"{noun}s"
