"""Each law can tell an interpreter that breaks it (§15)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from compliance.core.decision import Answer, Finding, ItemStatus, Outcome
from compliance.core.deployment import Combination, Question
from compliance.core.expr import AtMost, Equal, Expr, Fact, Is, Literal, Parameter
from compliance.core.periods import (
    Between,
    Bound,
    Dated,
    Event,
    EventVersion,
    FurtherNotice,
    Happened,
    OnDay,
    Period,
    UnknownFrom,
    ValueVersion,
    Version,
)
from compliance.core.rulebook import Force, Kind, Occurrence, Rulebook, Ruleset
from compliance.core.rules import Excuse, Forbid, Item, Permit, Require, Rule
from compliance.core.terms import (
    Edge,
    FactDeclaration,
    Plain,
    Taxonomy,
    Term,
    TermOf,
    Vocabulary,
)
from compliance.core.values import Truth, Value
from compliance.spec import laws
from compliance.spec.rules import decide
from compliance.spec.variants import (
    as_known,
    learned_later,
    on_the_day,
    without_each_defeater,
)

KNOWN, DAY, LATER = date(2020, 1, 1), date(2021, 6, 10), date(2022, 1, 1)
ALWAYS = (Version(KNOWN, (Period(OnDay(KNOWN), None),)),)
NEVER = (Version(KNOWN, (Period(OnDay(LATER), None),)),)
ENDED = (Version(KNOWN, (Period(OnDay(KNOWN), OnDay(DAY)),)),)
AWAITED = (Version(KNOWN, (Period(Happened("law"), None),)),)
NOW = Question(DAY, DAY)
BOUNDLESS = Period(None, None)
EDGE = Version(LATER, (BOUNDLESS,))
VOCABULARY = Vocabulary(
    {
        "kind": FactDeclaration("kind", TermOf("kind"), "?"),
        "home": FactDeclaration("home", TermOf("kind", exact=True), "?"),
        **{
            name: FactDeclaration(name, Plain.BOOLEAN, "?")
            for name in ("yes", "no", "flag")
        },
    },
    {
        "kind": Taxonomy(
            "kind",
            "Kinds",
            {
                "pet": Term("pet", ""),
                "dog": Term("dog", "", (Edge("pet"), Edge("cat", (EDGE,)))),
                "cat": Term("cat", ""),
            },
        )
    },
    {},
)
LAW = Event("law", "Law", (), (EventVersion(KNOWN, KNOWN),))
Interpreter = Callable[[Rulebook, laws.Combinations, Question], Answer]


def flag(name: str) -> Expr:
    return Equal(Fact(name), Literal(value=True))


def forbid(
    name: str = "r/ban",
    when: str = "yes",
    *unless: Excuse,
    in_force: tuple[Version, ...] = ALWAYS,
) -> Forbid:
    return Forbid(name, "A ban", (), flag(when), unless, in_force)


def excuse(
    name: str = "x", when: str = "flag", in_force: tuple[Version, ...] | None = None
) -> Excuse:
    return Excuse(name, "", (), flag(when), in_force)


def permit(name: str = "r/permit", *unless: Excuse) -> Permit:
    return Permit(name, "", (), flag("flag"), unless, ALWAYS, ("r/ban",))


DUTY = Require(
    "r/duty",
    "",
    (),
    flag("yes"),
    (excuse("r/duty/x"),),
    ALWAYS,
    (
        Item("r/duty/i", "", (), flag("no"), "", refused=flag("flag")),
        Item("r/duty/j", "", (), flag("no"), "", unless=(excuse("r/duty/j/x"),)),
    ),
)


def book(
    *rules: Rule, others: tuple[Ruleset, ...] = (), event: Event = LAW
) -> Rulebook:
    mine = Ruleset("r", "R", "issuer", Kind.LAW, Force.LAW, KNOWN, rules)
    rulesets = {each.name: each for each in (mine, *others)}
    return Rulebook("b", VOCABULARY, {"law": event}, rulesets)


def given(**facts: Value) -> tuple[Combination, ...]:
    return (Combination(facts),)


def misread(
    monkeypatch: pytest.MonkeyPatch,
    wrong: Callable[[Answer, laws.Combinations], Answer],
) -> None:
    """Let the laws ask an interpreter whose answers are changed so."""

    def interpreter(
        rulebook: Rulebook, combinations: laws.Combinations, question: Question
    ) -> Answer:
        return wrong(decide(rulebook, combinations, question), combinations)

    monkeypatch.setattr(laws, "decide", interpreter)


def with_finding(answer: Answer, number: int, **changed: object) -> Answer:
    findings = list(answer.findings)
    findings[number] = replace(findings[number], **changed)  # type: ignore[arg-type]
    return replace(answer, findings=tuple(findings))


def allow(answer: Answer) -> Answer:
    return replace(answer, outcome=Outcome.ALLOW, firm=False)


def numbered(change: Callable[[Answer], Answer]) -> str:
    return f"line {change.__code__.co_firstlineno}"


def test_an_allow_that_a_fact_undoes_is_unsound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = (book(forbid()), given(), given(yes=True), NOW)
    assert laws.soundness(*asked)
    misread(monkeypatch, lambda a, c: a if c[0].facts else allow(a))

    assert not laws.soundness(*asked)
    assert not laws.monotonicity(*asked)


@pytest.mark.parametrize("firm", [True, False])
def test_a_firm_deny_that_a_fact_undoes_is_unsound(
    *, monkeypatch: pytest.MonkeyPatch, firm: bool
) -> None:
    asked = (
        book(forbid("r/ban", "yes", excuse())),
        given(yes=True),
        given(yes=True, flag=True),
    )
    misread(monkeypatch, lambda a, c: replace(a, firm=firm and len(c[0].facts) == 1))

    assert laws.soundness(*asked, NOW) is not firm


def test_a_deny_stays_as_firm_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (book(forbid()), given(yes=True), given(yes=True, flag=True), NOW)
    assert laws.soundness(*asked)
    misread(monkeypatch, lambda a, c: replace(a, firm=len(c[0].facts) == 1))

    assert not laws.soundness(*asked)


CONDITIONAL = (
    book(DUTY),
    given(yes=True, no=False),
    given(yes=True, no=False, flag=True),
)


def test_conditional_becomes_deny_by_a_refusal() -> None:
    before, after = (decide(CONDITIONAL[0], each, NOW) for each in CONDITIONAL[1:])

    assert (before.outcome, after.outcome) == (Outcome.CONDITIONAL, Outcome.ALLOW)
    assert laws.monotonicity(*CONDITIONAL, NOW)


@pytest.mark.parametrize("outcome", [Outcome.UNDETERMINED, Outcome.DENY])
def test_conditional_never_becomes_undetermined_or_deny_without_a_refusal(
    monkeypatch: pytest.MonkeyPatch, outcome: Outcome
) -> None:
    def wrong(answer: Answer, asked: laws.Combinations) -> Answer:
        if len(asked[0].facts) == 2:
            return answer
        worse = with_finding(answer, 0, severity=outcome)
        return replace(worse, outcome=outcome)

    misread(monkeypatch, wrong)

    assert not laws.monotonicity(*CONDITIONAL, NOW)


@pytest.mark.parametrize("part", ["pattern", "unpresumed"])
def test_what_was_settled_stays_so(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    asked = (book(forbid()), given(yes=True), given(yes=True, flag=True), NOW)
    misread(
        monkeypatch,
        lambda a, c: (
            with_finding(a, 0, **{part: Truth.FALSE}) if len(c[0].facts) == 1 else a
        ),
    )

    assert not laws.monotonicity(*asked)


def test_a_deny_that_nothing_listed_lifts_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = (
        book(forbid("r/ban", "yes", excuse())),
        given(yes=True),
        given(yes=True, flag=False),
    )
    assert laws.monotonicity(*asked, NOW)
    misread(
        monkeypatch,
        lambda a, c: (
            with_finding(allow(a), 0, severity=Outcome.ALLOW)
            if len(c[0].facts) == 2
            else a
        ),
    )

    assert not laws.monotonicity(*asked, NOW)


def test_silence_that_allows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (book(forbid()), given(yes=True), given(), NOW)
    assert laws.silence_never_loosens(*asked)
    misread(monkeypatch, lambda a, c: a if c[0].facts else allow(a))

    assert not laws.silence_never_loosens(*asked)


def test_silence_that_stops_a_rule_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (book(forbid()), given(yes=True), given(), NOW)
    misread(
        monkeypatch,
        lambda a, c: a if c[0].facts else with_finding(a, 0, firing=Truth.FALSE),
    )

    assert not laws.silence_never_loosens(*asked)


@pytest.mark.parametrize("in_force", [NEVER, ENDED])
def test_a_rule_that_fires_out_of_its_periods_is_told(
    monkeypatch: pytest.MonkeyPatch, in_force: tuple[Version, ...]
) -> None:
    asked = (book(forbid(), forbid("r/z", in_force=in_force)), given(yes=False), NOW)
    assert laws.locality_in_on(*asked)

    def fires(answer: Answer, _: laws.Combinations) -> Answer:
        if len(answer.findings) == 1:
            return answer
        return with_finding(answer, 1, firing=Truth.TRUE)

    misread(monkeypatch, fires)
    assert not laws.locality_in_on(*asked)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: replace(a, outcome=Outcome.DENY),
        lambda a: replace(a, firm=True),
        lambda a: replace(a, missing=((), ())),
        lambda a: with_finding(a, 0, firing=Truth.TRUE),
    ],
    ids=numbered,
)
def test_a_rule_out_of_its_periods_that_changes_an_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Answer], Answer]
) -> None:
    asked = (book(forbid(), forbid("r/z", in_force=NEVER)), given(yes=False), NOW)
    misread(monkeypatch, lambda a, _: a if len(a.findings) == 1 else change(a))

    assert not laws.locality_in_on(*asked)


def test_an_interpreter_that_knows_too_much_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = (*ALWAYS, Version(LATER, (BOUNDLESS,)))
    asked = (book(forbid(in_force=later)), given(yes=True), NOW)
    assert laws.locality_in_known(*asked)

    def knowing(rulebook: Rulebook, c: laws.Combinations, _: Question) -> Answer:
        return decide(
            rulebook, c, Question(DAY, LATER, presume=len(rulebook.rulesets) > 9)
        )

    monkeypatch.setattr(laws, "decide", knowing)
    sooner = (*NEVER, Version(LATER, (BOUNDLESS,)))
    assert not laws.locality_in_known(
        book(forbid(in_force=sooner)), given(yes=True), NOW
    )


def test_an_excuse_that_is_borrowed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = book(forbid("r/ban", "yes", excuse("r/ban/x")), forbid("r/other"))
    asked = (rulebook, given(yes=True, flag=True), NOW)
    assert laws.no_borrowed_excuse(*asked)

    def wrong(answer: Answer, _: laws.Combinations) -> Answer:
        lifted = bool(answer.findings[0].defeaters)
        return with_finding(answer, 1, firing=Truth.FALSE) if lifted else answer

    misread(monkeypatch, wrong)
    assert not laws.no_borrowed_excuse(*asked)


def test_an_answer_that_shows_the_order_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rulebook = book(forbid(), forbid("r/other"))
    both = (*given(yes=True), *given(yes=False))
    assert laws.order_independence(rulebook, rulebook, both, NOW)

    def first_only(answer: Answer, asked: laws.Combinations) -> Answer:
        return replace(answer, firm=asked[0].facts == {"yes": True})

    misread(monkeypatch, first_only)
    assert not laws.order_independence(rulebook, rulebook, both, NOW)


def test_findings_out_of_order_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = book(forbid(), forbid("r/other"))
    asked = (rulebook, rulebook, given(yes=True), NOW)
    turns = iter([1, -1])
    misread(monkeypatch, lambda a, _: replace(a, findings=a.findings[:: next(turns)]))

    assert not laws.order_independence(*asked)


def test_findings_changed_by_order_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = book(forbid())
    turns = iter([Truth.TRUE, Truth.FALSE])
    misread(monkeypatch, lambda a, _: with_finding(a, 0, pattern=next(turns)))

    assert not laws.order_independence(rulebook, rulebook, given(yes=True), NOW)


def test_another_rulebook_is_told_by_its_digest() -> None:
    one, other = book(forbid()), replace(book(forbid()), name="other")

    assert not laws.order_independence(one, other, given(yes=True), NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: replace(a, outcome=Outcome.ALLOW),
        lambda a: replace(a, firm=False),
        lambda a: with_finding(a, 0, pattern=Truth.UNKNOWN),
        lambda a: replace(a, findings=a.findings[1:]),
    ],
    ids=numbered,
)
def test_an_answer_that_is_not_that_of_each_combination_is_told(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Answer], Answer]
) -> None:
    both = (*given(yes=True), *given(yes=False))
    assert laws.each_of(book(forbid()), both, NOW)
    misread(monkeypatch, lambda a, c: change(a) if len(c) > 1 else a)

    assert not laws.each_of(book(forbid()), both, NOW)


PLEDGE = Ruleset(
    "p", "P", "issuer", Kind.PLEDGE, Force.VOLUNTARY, KNOWN, (forbid("p/ban", "no"),)
)
GUIDE = Ruleset(
    "g",
    "G",
    "issuer",
    Kind.POLICY,
    Force.GUIDANCE,
    KNOWN,
    (forbid("g/ban"), permit("g/permit")),
)
FORCES = (
    book(forbid(), others=(PLEDGE, GUIDE)),
    given(yes=True, no=False, flag=True),
    NOW,
)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: replace(a, outcome=Outcome.ALLOW),
        lambda a: replace(a, by_force={**a.by_force, Force.LAW: Outcome.ALLOW}),
        lambda a: replace(a, by_force={**a.by_force, Force.GUIDANCE: Outcome.DENY}),
        lambda a: replace(a, by_force={}, outcome=Outcome.ALLOW),
        lambda a: with_finding(a, 2, firing=Truth.UNKNOWN),
        lambda a: with_finding(a, 1, firing=Truth.TRUE),
    ],
    ids=numbered,
)
def test_an_outcome_that_is_not_the_worst_by_force_is_told(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Answer], Answer]
) -> None:
    assert [each.rule for each in decide(*FORCES).findings[:3]] == [
        "g/ban",
        "g/permit",
        "p/ban",
    ]
    assert laws.worst_by_force(*FORCES)

    def wrong(answer: Answer, _: laws.Combinations) -> Answer:
        all_count = sum(each.counts for each in answer.findings) == 2
        return change(answer) if all_count and len(answer.findings) == 4 else answer

    misread(monkeypatch, wrong)
    assert not laws.worst_by_force(*FORCES)


def test_guidance_that_changes_a_finding_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wrong(answer: Answer, _: laws.Combinations) -> Answer:
        guided = any(each.rule == "g/ban" for each in answer.findings)
        last = len(answer.findings) - 1
        return with_finding(answer, last, pattern=Truth.FALSE) if guided else answer

    misread(monkeypatch, wrong)
    assert not laws.worst_by_force(*FORCES)


LATE = {"law": Occurrence(date(2021, 1, 1))}
STALE = (book(forbid(in_force=AWAITED)), LATE, given(yes=True))


def test_an_allow_that_the_register_undoes_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert laws.stale_never_allows(*STALE, NOW)
    turns = iter([Outcome.ALLOW, Outcome.DENY])
    misread(monkeypatch, lambda a, _: replace(a, outcome=next(turns)))

    assert not laws.stale_never_allows(*STALE, NOW)


@pytest.mark.parametrize("presume", [True, False])
def test_a_firm_deny_survives_the_register_unless_it_was_presumed(
    *, monkeypatch: pytest.MonkeyPatch, presume: bool
) -> None:
    turns = iter([True, False])
    misread(
        monkeypatch, lambda a, _: replace(a, outcome=Outcome.DENY, firm=next(turns))
    )

    assert laws.stale_never_allows(*STALE, replace(NOW, presume=presume)) is presume


def test_what_the_register_unsettles_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter([Truth.TRUE, Truth.FALSE])
    misread(monkeypatch, lambda a, _: with_finding(a, 0, unpresumed=next(turns)))

    assert not laws.stale_never_allows(*STALE, NOW)


def test_a_presumption_that_nobody_asked_for_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = replace(NOW, presume=False)
    assert laws.stale_never_allows(*STALE, asked)
    misread(monkeypatch, lambda a, _: with_finding(a, 0, in_force=Truth.TRUE))

    assert laws.stale_never_allows(*STALE, NOW)
    assert not laws.stale_never_allows(*STALE, asked)


@pytest.mark.parametrize(
    ("early", "late", "settled"),
    [
        (ItemStatus.MET, ItemStatus.MET, True),
        (ItemStatus.MET, ItemStatus.NOT_REQUIRED, True),
        (ItemStatus.MET, ItemStatus.OPEN, False),
        (ItemStatus.REFUSED, ItemStatus.UNMET, False),
        (ItemStatus.REFUSED, ItemStatus.REFUSED, True),
        (ItemStatus.REFUSED, ItemStatus.NOT_REQUIRED, True),
        (ItemStatus.NOT_REQUIRED, ItemStatus.PERHAPS, False),
        (ItemStatus.OPEN, ItemStatus.UNMET, True),
        (ItemStatus.UNMET, ItemStatus.REFUSED, True),
        (ItemStatus.PERHAPS, ItemStatus.OPEN, True),
    ],
)
def test_what_was_settled_of_an_item_stays_so(
    *,
    monkeypatch: pytest.MonkeyPatch,
    early: ItemStatus,
    late: ItemStatus,
    settled: bool,
) -> None:
    turns = iter([early, late, early, late])

    def wrong(answer: Answer, _: laws.Combinations) -> Answer:
        items = (replace(answer.findings[0].items[0], status=next(turns)),)
        return with_finding(answer, 0, items=items)

    misread(monkeypatch, wrong)
    assert (
        laws.monotonicity(book(DUTY), given(yes=True), given(yes=True), NOW) is settled
    )


@pytest.mark.parametrize(
    ("more", "fewer", "finer"),
    [
        ({"yes": True}, {}, True),
        ({"yes": True}, {"yes": True}, True),
        ({"yes": True}, {"yes": False}, False),
        ({}, {"yes": True}, False),
        ({"kind": "dog"}, {"kind": "pet"}, True),
        ({"kind": "dog"}, {"kind": "dog"}, True),
        ({"kind": "pet"}, {"kind": "dog"}, False),
        ({"kind": "dog"}, {"kind": "cat"}, False),
        ({}, {"kind": "pet"}, False),
        ({"home": "dog"}, {"home": "pet"}, False),
        ({"home": "dog"}, {"home": "dog"}, True),
        ({"home": "dog", "kind": "dog"}, {"kind": "pet", "home": "pet"}, False),
    ],
)
def test_more_facts_are_absent_facts_added_and_open_values_narrowed(
    *, more: dict[str, Value], fewer: dict[str, Value], finer: bool
) -> None:
    asked = (book(), given(**more), given(**fewer), NOW)

    assert laws.refines(*asked) is finer


def test_narrower_is_narrower_on_the_day() -> None:
    asked = (book(), given(kind="dog"), given(kind="cat"))

    assert not laws.refines(*asked, NOW)
    assert laws.refines(*asked, Question(DAY, LATER))


def test_combinations_are_refined_one_by_one() -> None:
    both = (*given(), *given())

    assert laws.refines(book(), both, both, NOW)
    assert not laws.refines(book(), both, given(), NOW)
    assert not laws.refines(book(), given(), both, NOW)
    assert not laws.refines(book(), both, (*given(), *given(yes=True)), NOW)


def rule_of(rulebook: Rulebook) -> Rule:
    return rulebook.rulesets["r"].rules[0]


FIRST, SECOND = Version(KNOWN, (BOUNDLESS,)), Version(DAY, ())
THIRD, BILLED = Version(LATER, ()), Version(DAY, (), by="bill")
BILL = Ruleset("bill", "B", "issuer", Kind.BILL, Force.LAW, KNOWN, ())


@pytest.mark.parametrize(
    ("versions", "kept"),
    [
        ((), ()),
        ((FIRST,), (FIRST,)),
        ((FIRST, SECOND, THIRD), (SECOND,)),
        ((THIRD, SECOND, FIRST), (SECOND,)),
        ((THIRD,), ()),
        ((BILLED, FIRST), (FIRST,)),
    ],
)
def test_what_is_known_is_the_version_that_counts(
    versions: tuple[Version, ...], kept: tuple[Version, ...]
) -> None:
    rulebook = book(
        forbid("r/ban", "yes", excuse("x", "yes", versions), in_force=versions),
        others=(BILL,),
    )
    known = rule_of(as_known(rulebook, NOW))

    assert known.in_force == kept
    assert known.unless[0].in_force == kept


def test_what_is_known_of_parameters_events_and_edges_is_what_counts() -> None:
    old, new = ValueVersion(KNOWN, ()), ValueVersion(LATER, ())
    least = AtMost(Fact("n"), Parameter("least", (new, old)))
    early, late = EventVersion(KNOWN, KNOWN), EventVersion(LATER, KNOWN)
    assumed = EventVersion(LATER, KNOWN, assumed=True)
    rulebook = book(
        replace(forbid(), when=least), event=replace(LAW, versions=(late, early))
    )
    known = as_known(rulebook, NOW)

    assert rule_of(known).when == AtMost(Fact("n"), Parameter("least", (old,)))
    assert known.events["law"].versions == (early,)
    terms = known.vocabulary.taxonomies["kind"].terms
    assert terms["dog"].under == (Edge("pet"),)
    later = as_known(rulebook, Question(DAY, LATER)).vocabulary.taxonomies["kind"].terms
    assert later == VOCABULARY.taxonomies["kind"].terms
    scenario = book(event=replace(LAW, versions=(early, assumed)))
    assert as_known(scenario, NOW).events["law"].versions == (assumed,)


WINDOW = Between(DAY, LATER)


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (OnDay(KNOWN), None, (BOUNDLESS,)),
        (OnDay(DAY), OnDay(LATER), (BOUNDLESS,)),
        (None, None, (BOUNDLESS,)),
        (OnDay(LATER), None, ()),
        (OnDay(KNOWN), OnDay(DAY), ()),
        (None, OnDay(KNOWN), ()),
        (None, OnDay(LATER), (BOUNDLESS,)),
        (WINDOW, None, (Period(WINDOW, None),)),
        (None, WINDOW, (Period(None, WINDOW),)),
        (Between(KNOWN, DAY), None, (BOUNDLESS,)),
        (Between(LATER, LATER), None, ()),
        (OnDay(KNOWN), Between(KNOWN, DAY), ()),
        (OnDay(KNOWN), Between(LATER, LATER), (BOUNDLESS,)),
        (UnknownFrom(LATER), None, ()),
        (UnknownFrom(DAY), None, (Period(UnknownFrom(DAY), None),)),
        (None, UnknownFrom(LATER), (BOUNDLESS,)),
        (None, UnknownFrom(DAY), (Period(None, UnknownFrom(DAY)),)),
        (Happened("law"), None, (Period(Happened("law"), None),)),
        (Happened("law"), OnDay(DAY), ()),
        (OnDay(LATER), Happened("law"), ()),
        (OnDay(DAY), FurtherNotice(), (Period(OnDay(DAY), FurtherNotice()),)),
    ],
)
def test_on_the_day_plain_periods_hold_or_are_gone(
    start: Bound | None, end: Bound | None, left: tuple[Period, ...]
) -> None:
    period = Period(start, end)
    versions = (Version(KNOWN, (period, BOUNDLESS)),)
    least = AtMost(
        Fact("n"), Parameter("p", (ValueVersion(KNOWN, (Dated(1, period),)),))
    )
    today = rule_of(
        on_the_day(book(replace(forbid(in_force=versions), when=least)), NOW)
    )

    assert today.in_force == (Version(KNOWN, (*left, BOUNDLESS)),)
    kept = tuple(Dated(1, each) for each in left)
    assert today.when == AtMost(Fact("n"), Parameter("p", (ValueVersion(KNOWN, kept),)))


def test_on_the_day_what_is_out_of_its_periods_is_not_there() -> None:
    lasting, gone = excuse("a", "yes", ALWAYS), excuse("b", "yes", ENDED)
    plain, awaited = excuse("c"), excuse("d", "yes", AWAITED)
    rules = (
        forbid("r/ban", "yes", lasting, gone, plain, awaited),
        forbid("r/never", in_force=NEVER),
        forbid("r/unknown", in_force=(THIRD,)),
        forbid("r/awaited", in_force=AWAITED),
        forbid("r/replaced", in_force=(*ALWAYS, Version(DAY, ()))),
        replace(DUTY, in_force=ENDED),
        permit(),
    )
    today = on_the_day(book(*rules), NOW).rulesets["r"].rules

    assert [each.id for each in today] == ["r/ban", "r/awaited", "r/permit"]
    assert [each.id for each in today[0].unless] == ["a", "c", "d"]


def test_each_exception_and_permit_is_taken_away_once() -> None:
    rulebook = book(
        forbid("r/ban", "yes", excuse("r/ban/x")), DUTY, permit("r/p", excuse("r/p/x"))
    )
    found = [
        (sorted(felt), str(without).count("Excuse("), str(without).count("Permit("))
        for without, felt in without_each_defeater(rulebook)
    ]

    duty = ["r/duty", "r/duty/i", "r/duty/j"]
    assert found == [
        (["r/ban"], 3, 1),
        (duty, 3, 1),
        (["r/duty/j"], 3, 1),
        (["r/ban", "r/p"], 3, 0),
        (["r/ban", "r/p"], 3, 1),
    ]


def learned(
    *entries: EventVersion, later: Occurrence | None, on: date = DAY
) -> tuple[EventVersion, ...]:
    event = replace(LAW, versions=entries)
    rulebook = learned_later(book(event=event), {"law": later}, Question(on, DAY))
    return rulebook.events["law"].versions


def test_a_later_register_knows_of_what_occurred_after_it_was_checked() -> None:
    judged = (("just", Truth.TRUE),)
    happening = Occurrence(LATER, judged)
    entry = EventVersion(DAY, LATER, LATER, judged, assumed=True)
    checked = EventVersion(KNOWN, KNOWN)

    assert learned(checked, later=happening) == (entry,)
    assert learned(later=happening) == (entry,)
    assert learned(checked, later=Occurrence(KNOWN)) == (checked,)
    after = learned(checked, later=Occurrence(date(2020, 1, 2)))
    assert after[0].occurred == date(2020, 1, 2)


def test_a_later_register_may_have_been_checked_again() -> None:
    checked, fresh = EventVersion(KNOWN, KNOWN), EventVersion(KNOWN, LATER)

    assert learned(checked, later=None) == (EventVersion(DAY, DAY, assumed=True),)
    assert learned(fresh, later=None) == (EventVersion(DAY, LATER, assumed=True),)
    assert learned(later=None) == (EventVersion(DAY, DAY, assumed=True),)


def test_a_later_register_keeps_what_had_occurred() -> None:
    occurred = EventVersion(KNOWN, KNOWN, KNOWN)

    assert learned(occurred, later=Occurrence(LATER)) == (occurred,)
    assert learned(occurred, later=None) == (occurred,)


def test_the_specification_keeps_every_law_on_a_rulebook_of_everything() -> None:
    kind = replace(forbid("r/kind"), when=Is("kind", "dog"))
    rulebook = book(forbid(), DUTY, kind, permit(), others=(PLEDGE, GUIDE))
    some, more = given(yes=True, kind="pet"), given(yes=True, kind="dog", flag=True)

    assert laws.monotonicity(rulebook, some, more, NOW)
    assert laws.silence_never_loosens(rulebook, more, given(yes=True), NOW)
    assert laws.no_borrowed_excuse(rulebook, more, NOW)
    findings: tuple[Finding, ...] = decide(rulebook, more, NOW).findings
    assert len(findings) == 7
