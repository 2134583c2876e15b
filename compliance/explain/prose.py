"""A decision as prose that can be pasted into a memo."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from compliance.core.decision import Outcome
from compliance.core.rulebook import Force
from compliance.core.values import Citation, Value
from compliance.explain.coverage import Coverage
from compliance.explain.expr import worth
from compliance.explain.lists import Asked, Assumption, Lifting, Required
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
PHRASES = {
    ReasonKind.FORBIDDEN: "forbids it",
    ReasonKind.REFUSED: "requires what was refused",
    ReasonKind.UNDETERMINED: "may apply",
    ReasonKind.UNMET: "requires what is not there (you said: not yet)",
    ReasonKind.OPEN: "requires what was not stated",
    ReasonKind.MET: "is met",
    ReasonKind.EXCEPTED: "does not apply, by an exception",
    ReasonKind.OVERRIDDEN: "is overridden by a permit",
    ReasonKind.NOT_YET: "would have decided, and is not yet in force",
    ReasonKind.NO_LONGER: "would have decided, and is no longer in force",
    ReasonKind.PROPOSED: "would decide, and is proposed, not law",
    ReasonKind.NOT_ADDRESSED: "speaks of such a deployment, and says nothing on this one",
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
    """The whole decision, in paragraphs."""
    parts = [
        _head(memo),
        _section("Why", _why(memo)),
        _section("What could lift it", _lifting(memo.lifting)),
        _section("What is missing", _missing(memo.missing)),
        _section("Checklist", _checks(memo.requirements)),
        _section("Due afterwards", _checks(memo.obligations)),
        _section("Assumed", _assumed(memo.assumptions)),
        _section("By force", _forces(memo)),
        _section("Looked at", _coverage(memo.coverage)),
        _section("Mind", memo.notices),
        f"{NOTICE}\nRulebook `{memo.rulebook}` {memo.digest[:12]}, "
        f"semantics {memo.semantics}.",
    ]
    return "\n\n".join(part for part in parts if part)


def _head(memo: Memo) -> str:
    lines = [HEADLINES[memo.outcome]]
    if memo.outcome is Outcome.DENY and not memo.firm:
        lines[0] += " It is not firm: see what could lift it."
    if memo.title is not None:
        lines.insert(0, memo.title)
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
        lines.append(f"Only rules that bind by {names} were counted.")
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
    shown: dict[str, None] = {}
    for reason in memo.reasons:
        shown.setdefault(_reason(reason, many=_many(memo.reasons)), None)
    yield from shown
    if not shown:
        yield "no rule speaks of this deployment"


def _many(reasons: tuple[Reason, ...]) -> bool:
    return any(reason.combination for reason in reasons)


def _reason(reason: Reason, *, many: bool) -> str:
    lead = "" if reason.counts else "[not counted] "
    enacted = ", assumed enacted" if reason.assumed_enacted else ""
    name = reason.item or reason.rule
    lines = [
        f"{lead}{reason.ruleset_title} {PHRASES[reason.kind]}: “{reason.title}” "
        f"({name}; {reason.instrument.value}, {reason.force.value}{enacted})."
    ]
    if reason.by:
        lines.append(f"By {', '.join(reason.by)}.")
    if many and reason.combination:
        said = ", ".join(f"{k}: {v}" for k, v in reason.combination.items())
        lines.append(f"For {said}.")
    if reason.in_force is not None:
        precision = " The day is not exact." if reason.imprecise else ""
        lines.append(f"In force {reason.in_force}.{precision}")
    if reason.facts:
        lines.append(f"Stated: {_facts(reason.facts)}.")
    if reason.citations:
        lines.append(f"Source: {'; '.join(cite(each) for each in reason.citations)}")
    lines += [f"Not verified: {doubt}" for doubt in reason.doubts]
    if reason.confidence != "high":
        lines.append(f"Confidence in this encoding: {reason.confidence}.")
    return "\n  ".join(lines)


def _facts(facts: Mapping[str, Value]) -> str:
    return ", ".join(f"{name} {worth(value)}" for name, value in facts.items())


def cite(citation: Citation) -> str:
    """A source, its pinpoint, its publisher and where it can be read."""
    pinpoint = f", {citation.pinpoint}" if citation.pinpoint else ""
    publisher = f", {citation.publisher}" if citation.publisher else ""
    return f"{citation.title}{pinpoint}{publisher} <{citation.url}>"


def _lifting(lifting: tuple[Lifting, ...]) -> Iterator[str]:
    for each in lifting:
        asked = " ".join(each.questions)
        yield f"{each.title} ({each.id}), which was not shown. {asked}".rstrip()


def _missing(missing: tuple[Asked, ...]) -> Iterator[str]:
    for each in missing:
        stated = f" You said `{each.stated}`." if each.stated else ""
        decided = f" Decided by: {each.decided_by}." if each.decided_by else ""
        yield f"{each.name}: {each.question}{stated}{decided}"


def _checks(items: tuple[Required, ...]) -> Iterator[str]:
    for each in items:
        todo = "" if each.status.value == "met" else f" {each.remedy}"
        yield f"[{each.status.value}] {each.title}, {DUE[each.due.value]}.{todo}"


DUE = {"before": "before it starts", "while": "while it runs", "after": "afterwards"}


def _assumed(assumptions: tuple[Assumption, ...]) -> Iterator[str]:
    for each in assumptions:
        checked = f"last checked {each.checked}" if each.checked else "never checked"
        how = "presumed" if each.presumed else "by the register"
        yield f"that this has not happened ({how}; {checked}): {each.title}"


def _forces(memo: Memo) -> Iterator[str]:
    if len(set(memo.by_force.values())) > 1:
        for force, outcome in memo.by_force.items():
            yield f"{force.value}: {outcome.value}"


def _coverage(coverage: Coverage) -> Iterator[str]:
    count = len(coverage.rulesets)
    since = "" if coverage.oldest is None else f", all checked since {coverage.oldest}"
    yield f"{count} rulesets that speak of such a place{since}"
    yield from coverage.gaps
