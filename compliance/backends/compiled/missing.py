"""What is not known and would settle the rules that make an answer (§6, §11)."""

from collections.abc import Iterator, Sequence

from compliance.backends.compiled.book import Compiled
from compliance.backends.compiled.derive import Deriver
from compliance.backends.compiled.expr import side
from compliance.backends.compiled.truth import SAID, UNKNOWN
from compliance.core.decision import (
    Derivation,
    Finding,
    Gap,
    GapKind,
    ItemStatus,
    Node,
    Outcome,
)
from compliance.core.expr import (
    AtMost,
    Equal,
    Fact,
    Is,
    Less,
    Operand,
    Parameter,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.periods import Between, Happened, UnknownFrom
from compliance.core.rules import Due, Require
from compliance.core.values import Truth

Missing = tuple[tuple[Gap, tuple[str, ...]], ...]
WAITING = {ItemStatus.OPEN, ItemStatus.UNMET, ItemStatus.PERHAPS}
OPEN = SAID[UNKNOWN]


def missing_of(
    book: Compiled,
    derivers: Sequence[Deriver],
    findings: Sequence[Finding],
    outcome: Outcome,
) -> Missing:
    """Each gap with the rules that ask for it, the most asked for first."""
    if outcome in {Outcome.ALLOW, Outcome.DENY}:
        return ()
    rules = {rule.id: rule for rule, _ in book.owned}
    asked: dict[Gap, set[str]] = {}
    for finding in findings:
        if not finding.counts or finding.severity is not outcome:
            continue
        rule, deriver = rules[finding.rule], derivers[finding.combination]
        trees: list[Derivation | None] = []
        if outcome is Outcome.UNDETERMINED:
            trees.append(deriver.standing(rule.in_force, presume=True))
            trees.append(deriver.derive(rule.when))
        if isinstance(rule, Require):
            trees += _of_items(rule, finding, deriver)
        for tree in trees:
            for gap in () if tree is None else gaps(tree, deriver):
                asked.setdefault(gap, set()).add(finding.rule)
    ranked = sorted(
        asked,
        key=lambda gap: (-len(asked[gap]), gap.kind.value, gap.name, str(gap.stated)),
    )
    return tuple((gap, tuple(sorted(asked[gap]))) for gap in ranked)


def _of_items(
    rule: Require, finding: Finding, deriver: Deriver
) -> Iterator[Derivation]:
    for item, found in zip(rule.items, finding.items, strict=True):
        if found.status not in WAITING or item.due is Due.AFTER:
            continue
        yield deriver.derive(item.that)
        if item.refused is not None:
            yield deriver.derive(item.refused)


def gaps(tree: Derivation, deriver: Deriver) -> Iterator[Gap]:
    """What would settle a tree whose truth is unknown."""
    if tree.value is not OPEN:
        return
    if isinstance(tree.node, Readings) and _differ(tree):
        yield Gap(GapKind.READING, tree.node.name)
    elif tree.parts:
        for part in tree.parts:
            yield from gaps(part, deriver)
    else:
        yield from _leaf(tree.node, deriver)


def _differ(tree: Derivation) -> bool:
    said = [part.value for part in tree.parts]
    settled = {each for each in said if each is not OPEN}
    return len(settled) > 1 or OPEN not in said


def _leaf(node: Node, deriver: Deriver) -> Iterator[Gap]:
    match node:
        case Is(fact, _) | Within(fact, _) | StartsWith(fact, _):
            stated = deriver.facts.get(fact)
            kind = GapKind.FACT if stated is None else GapKind.NARROWER
            yield Gap(kind, fact, stated)
        case Equal(left, right) | Less(left, right) | AtMost(left, right):
            yield from _side(left, deriver)
            yield from _side(right, deriver)
        case Happened(event, judged):
            yield from _event(event, judged, deriver)
        case Between(first, last):
            yield Gap(GapKind.DATE, f"{first}/{last}")
        case UnknownFrom(day):
            yield Gap(GapKind.DATE, f"{day}/..")
        case _:
            return


def _event(event: str, judged: Sequence[str], deriver: Deriver) -> Iterator[Gap]:
    entry = deriver.moment.entry(event)
    if entry is None or entry.occurred is None:
        yield Gap(GapKind.EVENT, event)
        return
    said = dict(entry.judged)
    for name in judged:
        if said.get(name, Truth.UNKNOWN) is Truth.UNKNOWN:
            yield Gap(GapKind.JUDGEMENT, f"{event}/{name}")


def _side(operand: Operand, deriver: Deriver) -> Iterator[Gap]:
    match operand:
        case Fact(name) if name not in deriver.facts:
            yield Gap(GapKind.FACT, name)
        case Parameter(name) if side(operand)(deriver.facts, deriver.moment) is None:
            yield Gap(GapKind.PARAMETER, name)
        case Shifted(start):
            yield from _side(start, deriver)
        case _:
            return
