"""A decision as prose that can be pasted into a memo."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.core.decision import ItemStatus, Outcome
from compliance.core.rulebook import Force
from compliance.core.rules import Due
from compliance.explain.assumptions import Assumption
from compliance.explain.coverage import Coverage
from compliance.explain.lists import Asked, Lifting, Required
from compliance.explain.phrases import (
    DUE,
    beside,
    near,
    paragraphs,
    plural,
    sources,
    why,
)
from compliance.explain.reasons import Reason, ReasonKind

NOTICE = (
    "This is no legal advice. It says what the rules in this rulebook say; "
    "silence is not permission."
)
HEADLINES = {
    Outcome.DENY: "DENY: it may not go ahead.",
    Outcome.UNDETERMINED: "UNDETERMINED: something that decides is not known.",
    Outcome.CONDITIONAL: "CONDITIONAL: only when what is required is there.",
    Outcome.ALLOW: "ALLOW: no rule in this rulebook stands in the way.",
}


@dataclass(frozen=True, slots=True)
class Memo:
    """Everything that the prose tells."""

    title: str | None
    outcome: Outcome
    firm: bool
    on: date
    on_from: str
    known: date | None
    scenario: str | None
    forces: tuple[Force, ...] | None
    reasons: tuple[Reason, ...]
    lifting: tuple[Lifting, ...]
    missing: tuple[Asked, ...]
    requirements: tuple[Required, ...]
    obligations: tuple[Required, ...]
    assumptions: tuple[Assumption, ...]
    coverage: Coverage
    by_force: Mapping[Force, Outcome]
    notices: tuple[str, ...]
    rulebook: str
    digest: str
    semantics: str


def prose(memo: Memo) -> str:
    """The whole decision: the answer, why, what could change it, what it rests on."""
    parts = [
        _head(memo),
        _section("Why", _why(memo)),
        _section("What could lift it, if shown", _lifting(memo.lifting)),
        _section("What is missing", _missing(memo.missing)),
        _section("Checklist", _checks(memo.requirements)),
        _section("Due afterwards", _checks(memo.obligations)),
        _section("Beside that", paragraphs(beside(memo.reasons, memo.outcome))),
        _section("On another date, or if enacted", paragraphs(near(memo.reasons))),
        _section("Assumed", _assumed(memo.assumptions)),
        _section("By force", _forces(memo)),
        _section("Looked at", _coverage(memo.coverage)),
        _section("Not verified", _doubts(memo.reasons)),
        _section("Note", memo.notices),
        _foot(memo),
    ]
    return "\n\n".join(part for part in parts if part)


def _foot(memo: Memo) -> str:
    source = f"Rulebook `{memo.rulebook}` {memo.digest[:12]}"
    return f"{NOTICE}\n{source}, semantics {memo.semantics}."


def _head(memo: Memo) -> str:
    lines = [] if memo.title is None else [memo.title]
    lines.append(HEADLINES[memo.outcome])
    if memo.outcome is Outcome.DENY and not memo.firm:
        lines.append("It is not firm: what was not shown could lift it.")
    known = (
        "everything in the rulebook"
        if memo.known is None
        else f"what was known on {memo.known}"
    )
    lines.append(f"On {memo.on.isoformat()}{ON_FROM[memo.on_from]}, by {known}.")
    if memo.scenario is not None:
        lines.append(f"In the scenario “{memo.scenario}”, which is assumed and not so.")
    if memo.forces is not None:
        names = ", ".join(force.value for force in memo.forces)
        lines.append(f"Only rules of this force were counted: {names}.")
    return "\n".join(lines)


ON_FROM = {
    "given": "",
    "deployment": " (the deployment's own date)",
    "today": " (today; no date was given)",
}


def _section(title: str, lines: Iterable[str]) -> str:
    body = [f"- {line}" for line in lines]
    return "\n".join([f"{title}:", *body]) if body else ""


def _why(memo: Memo) -> Iterator[str]:
    reasons = why(memo.reasons, memo.outcome)
    yield from paragraphs(reasons)
    if not reasons:
        yield "No rule that is in force applies to it."


def _lifting(lifting: tuple[Lifting, ...]) -> Iterator[str]:
    for each in lifting:
        yield "\n  ".join((f"{each.title} ({each.id})", *each.questions))


def _missing(missing: tuple[Asked, ...]) -> Iterator[str]:
    for each in missing:
        stated = f" You said `{each.stated}`." if each.stated else ""
        decided = f"\n  Decided by: {each.decided_by}" if each.decided_by else ""
        yield f"{each.name}: {each.question}{stated}{decided}"


def _checks(items: tuple[Required, ...]) -> Iterator[str]:
    for each in items:
        due = "" if each.due is Due.AFTER else f" ({DUE[each.due]})"
        lines = [f"[{STATUS.get(each.status, each.status.value)}] {each.title}{due}"]
        if each.status is not ItemStatus.MET:
            lines.append(f"To do: {each.remedy}")
        yield "\n  ".join((*lines, *sources(each.citations)))


STATUS = {
    ItemStatus.UNMET: "not there yet, as you said",
    ItemStatus.OPEN: "not stated",
}


def _assumed(assumptions: tuple[Assumption, ...]) -> Iterator[str]:
    for each in assumptions:
        checked = f"last checked {each.checked}" if each.checked else "never checked"
        how = "presumed" if each.presumed else "so says the register"
        yield f"That this has not happened: {each.title} ({how}; {checked})"


def _forces(memo: Memo) -> Iterator[str]:
    if len(set(memo.by_force.values())) > 1:
        for force, outcome in memo.by_force.items():
            none = ", no such rule stands in the way"
            silent = none if outcome is Outcome.ALLOW else ""
            yield f"{force.value}: {outcome.value}{silent}"


def _coverage(coverage: Coverage) -> Iterator[str]:
    count = len(coverage.rulesets)
    verb = "speaks" if count == 1 else "speak"
    oldest = f", each last checked on {coverage.oldest} or later"
    since = "" if coverage.oldest is None else oldest
    yield f"{count} {plural(count, 'ruleset')} that {verb} of such a place{since}"
    yield from coverage.gaps


def _doubts(reasons: Iterable[Reason]) -> Iterator[str]:
    """Each ruleset's doubts once; nothing rests on what is only proposed."""
    doubts: dict[tuple[str, str], dict[str, None]] = {}
    for each in reasons:
        if each.kind is not ReasonKind.PROPOSED:
            about = doubts.setdefault((each.ruleset_title, each.confidence), {})
            about.update(dict.fromkeys(each.doubts))
    for (title, confidence), said in doubts.items():
        if said or confidence != "high":
            how = f" (confidence in this encoding: {confidence})"
            yield "\n  ".join((title + (how if confidence != "high" else ""), *said))
