"""Firing, defeat, items and outcome, table by table (§6, §9, §10, §11)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from compliance.core.decision import (
    Answer,
    Defeater,
    DefeaterKind,
    Finding,
    ItemFinding,
    ItemStatus,
    NearMiss,
    Outcome,
)
from compliance.core.deployment import Combination, Question
from compliance.core.expr import Equal, Expr, Fact, Literal
from compliance.core.periods import (
    Event,
    EventVersion,
    Happened,
    OnDay,
    Period,
    UnknownFrom,
    Version,
)
from compliance.core.rulebook import Force, Kind, Rulebook, Ruleset
from compliance.core.rules import Due, Excuse, Forbid, Item, Permit, Require, Rule
from compliance.core.terms import Vocabulary
from compliance.core.values import Truth, Value
from compliance.spec.rules import (
    decide,
    firmly_denies,
    liftable,
    status_of,
    unlifted,
    worst,
)

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
DENY, ALLOW = Outcome.DENY, Outcome.ALLOW
UNDETERMINED, CONDITIONAL = Outcome.UNDETERMINED, Outcome.CONDITIONAL
KNOWN, DAY = date(2021, 1, 1), date(2021, 6, 10)
ALWAYS = (Version(KNOWN, (Period(OnDay(KNOWN), None),)),)
ENDED = (Version(KNOWN, (Period(OnDay(KNOWN), OnDay(DAY)),)),)
UNSURE = (Version(KNOWN, (Period(UnknownFrom(KNOWN), None),)),)
UNTIL_LAW = (Version(KNOWN, (Period(OnDay(KNOWN), Happened("law")),)),)
FROM_LAW = (Version(KNOWN, (Period(Happened("law"), None),)),)
TRUTHS = {"yes": True, "no": False}
CONDITION = {T: "yes", F: "no", U: "open"}


def said(truth: Truth) -> Expr:
    """A condition that has that truth."""
    return Equal(Fact(CONDITION[truth]), Literal(value=True))


def excuse(
    truth: Truth, name: str = "x", in_force: tuple[Version, ...] | None = None
) -> Excuse:
    return Excuse(name, "An exception", (), said(truth), in_force)


def forbid(
    when: Truth = T,
    *unless: Excuse,
    name: str = "r/ban",
    in_force: tuple[Version, ...] = ALWAYS,
) -> Forbid:
    return Forbid(name, "A ban", (), said(when), unless, in_force)


def item(
    that: Truth = F,
    refused: Truth | None = None,
    *unless: Excuse,
    due: Due = Due.BEFORE,
    name: str = "r/duty/i",
) -> Item:
    refusal = None if refused is None else said(refused)
    return Item(name, "An item", (), said(that), "Do it.", due, refusal, unless)


def require(
    *items: Item,
    when: Truth = T,
    unless: tuple[Excuse, ...] = (),
    in_force: tuple[Version, ...] = ALWAYS,
) -> Require:
    return Require("r/duty", "A duty", (), said(when), unless, in_force, items)


def permit(
    when: Truth = T,
    *unless: Excuse,
    overrides: tuple[str, ...] = ("r/ban",),
    name: str = "r/permit",
    in_force: tuple[Version, ...] = ALWAYS,
) -> Permit:
    return Permit(name, "A permit", (), said(when), unless, in_force, overrides)


def ruleset(
    *rules: Rule, name: str = "r", force: Force = Force.LAW, kind: Kind = Kind.LAW
) -> Ruleset:
    return Ruleset(name, name, "issuer", kind, force, KNOWN, rules)


def book(*rulesets: Ruleset, entries: tuple[EventVersion, ...] = ()) -> Rulebook:
    events = {"law": Event("law", "Law", (), entries)}
    return Rulebook(
        "book", Vocabulary({}, {}, {}), events, {r.name: r for r in rulesets}
    )


def ask(
    *rules: Rule,
    question: Question | None = None,
    facts: Sequence[dict[str, bool]] = (TRUTHS,),
) -> Answer:
    return answer(book(ruleset(*rules)), question=question, facts=facts)


def answer(
    rulebook: Rulebook,
    *,
    question: Question | None = None,
    facts: Sequence[dict[str, bool]] = (TRUTHS,),
) -> Answer:
    given = [Combination(dict[str, Value](each)) for each in facts]
    return decide(rulebook, given, question or Question(DAY, DAY))


def only_finding(found: Answer) -> Finding:
    (finding,) = found.findings
    return finding


@pytest.mark.parametrize(
    ("when", "outcome", "firm"),
    [(T, DENY, True), (F, ALLOW, False), (U, UNDETERMINED, False)],
)
def test_a_ban_denies_where_it_fires(
    *, when: Truth, outcome: Outcome, firm: bool
) -> None:
    found = ask(forbid(when))

    assert (found.outcome, found.firm) == (outcome, firm)
    assert only_finding(found) == Finding(
        rule="r/ban",
        force=Force.LAW,
        combination=0,
        firing=when,
        in_force=T,
        unpresumed=T,
        pattern=when,
        defeaters=(),
        items=(),
        severity=outcome,
        counts=True,
        near_misses=(),
    )


@pytest.mark.parametrize(
    ("when", "shown", "firing", "outcome", "firm"),
    [
        (T, T, F, ALLOW, False),
        (T, F, T, DENY, True),
        (T, U, T, DENY, False),
        (U, T, F, ALLOW, False),
        (U, F, U, UNDETERMINED, False),
        (U, U, U, UNDETERMINED, False),
        (F, U, F, ALLOW, False),
    ],
)
def test_an_exception_lifts_only_where_it_is_shown(
    *, when: Truth, shown: Truth, firing: Truth, outcome: Outcome, firm: bool
) -> None:
    found = ask(forbid(when, excuse(shown)))

    assert only_finding(found).firing is firing
    assert only_finding(found).defeaters == (
        Defeater(DefeaterKind.EXCEPTION, "x", shown),
    )
    assert (found.outcome, found.firm) == (outcome, firm)


def test_one_exception_shown_is_enough() -> None:
    assert ask(forbid(T, excuse(U, "a"), excuse(T, "b"))).outcome is ALLOW
    assert ask(forbid(T, excuse(F, "a"), excuse(F, "b"))).firm
    assert not ask(forbid(T, excuse(F, "a"), excuse(U, "b"))).firm


@pytest.mark.parametrize(
    ("in_force", "when", "shown"),
    [
        (ALWAYS, T, T),
        (ALWAYS, U, U),
        (ALWAYS, F, F),
        (ENDED, T, F),
        (UNSURE, T, U),
        (UNSURE, F, F),
        (UNTIL_LAW, T, U),
        ((), T, F),
    ],
)
def test_an_exception_has_periods_of_its_own_and_nothing_is_presumed_for_it(
    in_force: tuple[Version, ...], when: Truth, shown: Truth
) -> None:
    found = ask(forbid(T, excuse(when, in_force=in_force)))

    assert only_finding(found).defeaters[0].shown is shown


@pytest.mark.parametrize(
    ("in_force", "standing", "unpresumed", "outcome"),
    [
        (ALWAYS, T, T, DENY),
        (ENDED, F, F, ALLOW),
        (UNSURE, U, U, UNDETERMINED),
        (UNTIL_LAW, T, U, DENY),
        (FROM_LAW, U, U, UNDETERMINED),
        ((), F, F, ALLOW),
    ],
)
def test_a_rule_fires_in_its_periods_and_only_its_end_is_presumed_not_to_have_come(
    in_force: tuple[Version, ...], standing: Truth, unpresumed: Truth, outcome: Outcome
) -> None:
    found = ask(forbid(in_force=in_force))

    assert only_finding(found).in_force is standing
    assert only_finding(found).unpresumed is unpresumed
    assert found.outcome is outcome


def test_without_presumption_an_end_that_may_have_come_is_unknown() -> None:
    asked = Question(DAY, DAY, presume=False)
    found = ask(forbid(in_force=UNTIL_LAW), question=asked)

    assert only_finding(found).in_force is U
    assert found.outcome is UNDETERMINED


@pytest.mark.parametrize(("when", "shown"), list(product(Truth, Truth)))
def test_a_permit_holds_in_strict_logic(when: Truth, shown: Truth) -> None:
    table = {(T, F): T, (T, U): U, (U, F): U, (U, U): U}
    found = ask(forbid(), permit(when, excuse(shown)))
    ban, allowed = found.findings
    holds = table.get((when, shown), F)

    assert allowed.firing is holds
    assert allowed.severity is ALLOW
    assert ban.defeaters == (Defeater(DefeaterKind.PERMIT, "r/permit", holds),)
    assert ban.firing is (F if holds is T else T)
    assert found.outcome is (ALLOW if holds is T else DENY)
    assert found.firm is (holds is F)


@pytest.mark.parametrize(
    ("in_force", "holds"),
    [(ALWAYS, T), (ENDED, F), (UNSURE, U), (UNTIL_LAW, U), (FROM_LAW, U), ((), F)],
)
def test_nothing_is_presumed_for_a_permit(
    in_force: tuple[Version, ...], holds: Truth
) -> None:
    ban, allowed = ask(forbid(), permit(in_force=in_force)).findings

    assert allowed.firing is allowed.in_force is holds
    assert ban.defeaters[0].shown is holds


def test_a_permit_lifts_the_rules_that_it_names_and_no_other() -> None:
    found = ask(forbid(), forbid(name="r/other"), permit())

    assert [(each.rule, each.firing) for each in found.findings] == [
        ("r/ban", F),
        ("r/other", T),
        ("r/permit", T),
    ]


def test_a_permit_lifts_a_duty_too() -> None:
    found = ask(require(item()), permit(overrides=("r/duty",)))

    assert found.outcome is ALLOW
    assert found.findings[0].items[0].status is ItemStatus.NOT_REQUIRED


def test_permits_stand_in_the_order_of_their_names_after_exceptions() -> None:
    permits = [permit(F, name="r/z"), permit(U, name="r/a")]
    ban = ask(forbid(T, excuse(F)), *permits).findings[1]

    assert [each.id for each in ban.defeaters] == ["x", "r/a", "r/z"]


def test_guidance_permits_nothing_and_never_counts() -> None:
    guide = ruleset(permit(), forbid(name="g/ban"), name="g", force=Force.GUIDANCE)
    found = answer(book(ruleset(forbid()), guide))

    assert found.outcome is DENY
    assert found.by_force == {Force.LAW: DENY}
    assert [(f.rule, f.firing, f.counts) for f in found.findings] == [
        ("g/ban", T, False),
        ("r/permit", F, False),
        ("r/ban", T, True),
    ]


@pytest.mark.parametrize("kind", [Kind.BILL, Kind.DEMAND])
def test_a_bill_or_a_demand_is_in_force_once_it_is_enacted(kind: Kind) -> None:
    bill = ruleset(forbid(), kind=kind)
    enacted = replace(bill, enacted_on=DAY)

    proposed = only_finding(answer(book(bill)))
    assert (proposed.in_force, proposed.unpresumed, proposed.firing) == (F, F, F)
    assert proposed.near_misses == (NearMiss.PROPOSED,)
    assert answer(book(bill)).outcome is ALLOW
    assert answer(book(enacted)).outcome is DENY


def test_a_bill_permits_nothing() -> None:
    bill = ruleset(permit(), name="b", kind=Kind.BILL)
    found = answer(book(ruleset(forbid()), bill))

    assert found.outcome is DENY
    assert found.findings[0].firing is F


STATUSES = {
    (T, T, T): ItemStatus.REFUSED,
    (T, F, T): ItemStatus.REFUSED,
    (T, U, T): ItemStatus.REFUSED,
    (T, T, F): ItemStatus.MET,
    (U, T, F): ItemStatus.MET,
    (T, F, F): ItemStatus.UNMET,
    (T, F, U): ItemStatus.UNMET,
    (T, T, U): ItemStatus.OPEN,
    (T, U, U): ItemStatus.OPEN,
    (T, U, F): ItemStatus.OPEN,
}


@pytest.mark.parametrize(
    ("firing", "satisfied", "refused"), list(product(Truth, Truth, Truth))
)
def test_an_item_stands_as_the_table_says(
    firing: Truth, satisfied: Truth, refused: Truth
) -> None:
    otherwise = ItemStatus.NOT_REQUIRED if firing is F else ItemStatus.PERHAPS
    status = STATUSES.get((firing, satisfied, refused), otherwise)

    assert status_of(firing, satisfied, refused) is status


OUTCOMES = {
    ItemStatus.REFUSED: DENY,
    ItemStatus.PERHAPS: UNDETERMINED,
    ItemStatus.UNMET: CONDITIONAL,
    ItemStatus.OPEN: CONDITIONAL,
    ItemStatus.MET: ALLOW,
    ItemStatus.NOT_REQUIRED: ALLOW,
}


@pytest.mark.parametrize(
    ("firing", "satisfied", "refused"), list(product(Truth, Truth, Truth))
)
def test_an_item_due_before_or_while_decides_and_one_due_after_never(
    firing: Truth, satisfied: Truth, refused: Truth
) -> None:
    status = status_of(firing, satisfied, refused)
    for due in Due:
        found = ask(require(item(satisfied, refused, due=due), when=firing))
        outcome = ALLOW if due is Due.AFTER else OUTCOMES[status]

        assert only_finding(found).items == (
            ItemFinding("r/duty/i", due, firing, satisfied, refused, status, ()),
        )
        assert found.outcome is only_finding(found).severity is outcome
        assert found.firm is (outcome is DENY)


def test_an_item_that_nothing_refuses_is_not_refused() -> None:
    assert only_finding(ask(require(item(T)))).items[0].refused is F


@pytest.mark.parametrize(
    ("shown", "outcome", "firm"),
    [(T, ALLOW, False), (F, DENY, True), (U, DENY, False)],
)
def test_an_exception_of_an_item_lifts_that_item(
    *, shown: Truth, outcome: Outcome, firm: bool
) -> None:
    found = ask(require(item(F, T, excuse(shown))))

    assert only_finding(found).firing is T
    assert only_finding(found).defeaters == ()
    assert only_finding(found).items[0].defeaters == (
        Defeater(DefeaterKind.EXCEPTION, "x", shown),
    )
    assert (found.outcome, found.firm) == (outcome, firm)


def test_an_exception_of_an_item_leaves_the_others() -> None:
    both = require(item(F, None, excuse(T)), item(F, name="r/duty/j"))
    found = ask(both)

    assert [each.status for each in only_finding(found).items] == [
        ItemStatus.NOT_REQUIRED,
        ItemStatus.UNMET,
    ]
    assert found.outcome is CONDITIONAL


@pytest.mark.parametrize(
    ("shown", "outcome", "firm"),
    [(T, ALLOW, False), (F, DENY, True), (U, DENY, False)],
)
def test_an_exception_of_a_duty_lifts_every_item(
    *, shown: Truth, outcome: Outcome, firm: bool
) -> None:
    found = ask(require(item(F, T), unless=(excuse(shown),)))

    assert (found.outcome, found.firm) == (outcome, firm)
    assert only_finding(found).items[0].defeaters == ()


@pytest.mark.parametrize(
    ("items", "firm"),
    [
        ((item(F, T, excuse(U)), item(F, T)), True),
        ((item(F, T, excuse(U)), item(F, F)), False),
        ((item(F, T, excuse(U)), item(F, T, due=Due.AFTER)), False),
        ((item(F, T), item(F, T, excuse(U))), True),
    ],
)
def test_a_refusal_is_firm_if_nothing_unknown_could_lift_that_item(
    *, items: tuple[Item, ...], firm: bool
) -> None:
    found = ask(require(*items))

    assert found.outcome is DENY
    assert found.firm is firm


def test_a_duty_without_items_asks_for_nothing() -> None:
    found = ask(require())

    assert (found.outcome, found.firm) == (ALLOW, False)
    assert only_finding(found).items == ()


@pytest.mark.parametrize(
    ("outcomes", "first"),
    [
        ((), ALLOW),
        ((ALLOW, CONDITIONAL), CONDITIONAL),
        ((CONDITIONAL, UNDETERMINED, ALLOW), UNDETERMINED),
        ((UNDETERMINED, DENY), DENY),
    ],
)
def test_the_worst_outcome_counts(
    outcomes: tuple[Outcome, ...], first: Outcome
) -> None:
    assert worst(outcomes) is first


def test_a_firm_finding_among_others_makes_the_deny_firm() -> None:
    assert ask(forbid(T, excuse(U)), forbid(name="r/firm")).firm
    assert not ask(forbid(T, excuse(U)), forbid(U, name="r/unsure")).firm


def test_every_combination_is_asked_and_the_worst_counts() -> None:
    found = ask(forbid(), facts=({"yes": False}, {"yes": True}, {}))

    assert [(each.combination, each.firing) for each in found.findings] == [
        (0, F),
        (1, T),
        (2, U),
    ]
    assert found.outcome is DENY
    assert found.firm


def test_only_the_forces_asked_for_count() -> None:
    law = ruleset(forbid(U))
    pledge = ruleset(forbid(name="p/ban"), name="p", force=Force.VOLUNTARY)
    rulebook = book(law, pledge)
    by_force = {Force.LAW: UNDETERMINED, Force.VOLUNTARY: DENY}
    only_law = Question(DAY, DAY, frozenset({Force.LAW}))
    only_order = Question(DAY, DAY, frozenset({Force.COURT_ORDER}))

    assert answer(rulebook).outcome is DENY
    assert answer(rulebook).by_force == by_force
    narrowed = answer(rulebook, question=only_law)
    assert (narrowed.outcome, narrowed.firm) == (UNDETERMINED, False)
    assert narrowed.by_force == by_force
    assert [each.counts for each in narrowed.findings] == [False, True]
    assert answer(rulebook, question=only_order).outcome is ALLOW


def test_a_permit_lifts_whether_or_not_its_force_counts() -> None:
    order = ruleset(permit(), name="o", force=Force.COURT_ORDER)
    rulebook = book(ruleset(forbid()), order)
    only_law = Question(DAY, DAY, frozenset({Force.LAW}))

    assert answer(rulebook, question=only_law).outcome is ALLOW


def test_forces_are_listed_strongest_first() -> None:
    rulebook = book(
        ruleset(name="a", force=Force.VOLUNTARY),
        ruleset(name="b", force=Force.COURT_ORDER),
        ruleset(name="c", force=Force.LAW),
    )

    assert list(answer(rulebook).by_force) == [
        Force.LAW,
        Force.COURT_ORDER,
        Force.VOLUNTARY,
    ]


def test_findings_stand_in_the_order_of_rulesets_and_rules() -> None:
    first = ruleset(forbid(name="a/y"), forbid(name="a/x"), name="a")
    second = ruleset(forbid(name="b/x"), name="b")
    found = answer(book(second, first), facts=(TRUTHS, {}))

    assert [(each.rule, each.combination) for each in found.findings] == [
        ("a/x", 0),
        ("a/x", 1),
        ("a/y", 0),
        ("a/y", 1),
        ("b/x", 0),
        ("b/x", 1),
    ]


def test_an_empty_rulebook_allows() -> None:
    found = answer(book())

    assert found == Answer(ALLOW, firm=False, by_force={}, findings=(), missing=())


def test_what_is_not_settled_can_be_lifted() -> None:
    shown, not_shown, unknown = (
        Defeater(DefeaterKind.EXCEPTION, "x", truth) for truth in (T, F, U)
    )

    assert liftable([not_shown, unknown])
    assert not liftable([not_shown, shown])
    assert unlifted([not_shown, unknown]) is T
    assert unlifted([unknown, shown]) is F
    assert unlifted([]) is T


def test_only_a_deny_is_firm() -> None:
    denied = only_finding(ask(forbid()))

    assert firmly_denies(denied)
    assert not firmly_denies(replace(denied, severity=UNDETERMINED))


def test_a_question_counts_every_force_but_guidance_and_presumes() -> None:
    assert Question(DAY, DAY).forces == set(Force) - {Force.GUIDANCE}
    assert Question(DAY, DAY).presume
