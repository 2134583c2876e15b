"""What would settle an unknown, and whom it concerns (§12)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from compliance.core.decision import Derivation, Gap, GapKind, Outcome
from compliance.core.deployment import Combination, Question
from compliance.core.expr import (
    All,
    AnyOf,
    AtMost,
    Equal,
    Expr,
    Fact,
    Is,
    Less,
    Literal,
    Not,
    Parameter,
    Reading,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.periods import (
    Between,
    Bound,
    EarlierOf,
    Event,
    EventVersion,
    FurtherNotice,
    Happened,
    LaterOf,
    OnDay,
    Period,
    UnknownFrom,
    Version,
)
from compliance.core.rulebook import Force, Kind, Rulebook, Ruleset
from compliance.core.rules import Due, Forbid, Item, Require, Rule
from compliance.core.terms import (
    Edge,
    FactDeclaration,
    Plain,
    Taxonomy,
    Term,
    TermOf,
    Vocabulary,
)
from compliance.core.values import Duration, Truth, Value
from compliance.spec.derive import derive, derive_in_force, gaps
from compliance.spec.env import Env, env_of
from compliance.spec.rules import decide

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
KNOWN, DAY = date(2021, 1, 1), date(2021, 6, 10)
TRUE = Literal(value=True)
KINDS = Taxonomy(
    "kind", "Kinds", {"dog": Term("dog", "", (Edge("pet"),)), "pet": Term("pet", "")}
)
TERM_FACTS = {
    "kind": FactDeclaration("kind", TermOf("kind"), "?"),
    "home": FactDeclaration("home", TermOf("kind", exact=True), "?"),
    "code": FactDeclaration("code", Plain.TEXT, "?"),
}
EVENTS = {
    "law": Event("law", "Law"),
    "open": Event(
        "open",
        "Open",
        (),
        (EventVersion(KNOWN, DAY, KNOWN, (("just", U), ("fair", T))),),
    ),
    "checked": Event("checked", "Checked", (), (EventVersion(KNOWN, KNOWN),)),
}
ALWAYS = (Version(KNOWN, (Period(OnDay(KNOWN), None),)),)


def flag(name: str) -> Expr:
    return Equal(Fact(name), TRUE)


YES, NO, A, B = map(flag, ("yes", "no", "a", "b"))
GIVEN: dict[str, Value] = {"yes": True, "no": False, "kind": "pet"}


def book(*rules: Rule, force: Force = Force.LAW) -> Rulebook:
    ruleset = Ruleset("r", "R", "issuer", Kind.LAW, force, KNOWN, rules)
    return Rulebook(
        "b", Vocabulary(TERM_FACTS, {"kind": KINDS}, {}), EVENTS, {"r": ruleset}
    )


def env(facts: Mapping[str, Value] | None = None) -> Env:
    given = GIVEN if facts is None else facts
    return env_of(book(), Combination(given), Question(DAY, date.max))


def asked(expr: Expr) -> list[Gap]:
    return list(gaps(derive(expr, env()), env()))


def absent(*names: str) -> list[Gap]:
    return [Gap(GapKind.FACT, name) for name in names]


def readings(*means: Expr) -> Readings:
    named = (Reading(str(number), "", each) for number, each in enumerate(means))
    return Readings("words", "Words", tuple(named))


PARAMETER = Parameter("least", ())


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        (YES, []),
        (NO, []),
        (A, absent("a")),
        (Not(A), absent("a")),
        (All((YES, A, B)), absent("a", "b")),
        (All((NO, A)), []),
        (AnyOf((NO, A, B)), absent("a", "b")),
        (AnyOf((YES, A)), []),
        (All((AnyOf((YES, A)), B)), absent("b")),
        (Is("kind", "dog"), [Gap(GapKind.NARROWER, "kind", "pet")]),
        (Is("kind", "pet"), []),
        (Within("home", "dog"), absent("home")),
        (StartsWith("code", "A"), absent("code")),
        (Less(Fact("a"), Fact("b")), absent("a", "b")),
        (AtMost(Literal(1), Fact("b")), absent("b")),
        (Equal(Fact("a"), Fact("yes")), absent("a")),
        (Equal(Fact("yes"), PARAMETER), [Gap(GapKind.PARAMETER, "least")]),
        (Equal(PARAMETER, Fact("a")), [Gap(GapKind.PARAMETER, "least"), *absent("a")]),
        (Less(Shifted(Fact("a"), Duration(days=1)), Literal(DAY)), absent("a")),
        (readings(YES, NO), [Gap(GapKind.READING, "words")]),
        (readings(YES, NO, A), [Gap(GapKind.READING, "words")]),
        (readings(YES, A), absent("a")),
        (readings(A, B), absent("a", "b")),
        (readings(YES, YES), []),
        (All((readings(YES, NO), A)), [Gap(GapKind.READING, "words"), *absent("a")]),
    ],
)
def test_what_a_condition_lacks_is_what_makes_it_unknown(
    expr: Expr, found: list[Gap]
) -> None:
    assert asked(expr) == found


def test_a_condition_is_derived_part_by_part() -> None:
    both = All((A, Not(NO)))
    inner = Derivation(Not(NO), T, (Derivation(NO, F),))

    assert derive(both, env()) == Derivation(both, U, (Derivation(A, U), inner))
    either = AnyOf((YES, A))
    assert derive(either, env()).parts == (Derivation(YES, T), Derivation(A, U))
    words = readings(YES, NO)
    assert derive(words, env()) == Derivation(
        words, U, (Derivation(YES, T), Derivation(NO, F))
    )


WINDOW = Between(date(2021, 6, 1), date(2021, 7, 1))
IN_WINDOW = Gap(GapKind.DATE, "2021-06-01/2021-07-01")


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (OnDay(KNOWN), None, []),
        (OnDay(KNOWN), FurtherNotice(), []),
        (WINDOW, None, [IN_WINDOW]),
        (None, WINDOW, [IN_WINDOW]),
        (UnknownFrom(KNOWN), None, [Gap(GapKind.DATE, "2021-01-01/..")]),
        (UnknownFrom(KNOWN), OnDay(DAY), []),
        (Happened("law"), None, [Gap(GapKind.EVENT, "law")]),
        (Happened("checked"), None, [Gap(GapKind.EVENT, "checked")]),
        (
            Happened("open", ("just", "fair")),
            None,
            [Gap(GapKind.JUDGEMENT, "open/just")],
        ),
        (Happened("open", ("kind",)), None, [Gap(GapKind.JUDGEMENT, "open/kind")]),
        (Happened("open", ("fair",)), None, []),
        (
            LaterOf((WINDOW, Happened("law"))),
            None,
            [IN_WINDOW, Gap(GapKind.EVENT, "law")],
        ),
        (LaterOf((WINDOW, OnDay(DAY))), None, [IN_WINDOW]),
        (EarlierOf((WINDOW, OnDay(DAY))), None, []),
        (WINDOW, Happened("law"), [IN_WINDOW, Gap(GapKind.EVENT, "law")]),
    ],
)
def test_what_a_period_lacks_is_what_makes_it_unknown(
    start: Bound | None, end: Bound | None, found: list[Gap]
) -> None:
    versions = (Version(KNOWN, (Period(start, end),)),)
    standing = derive_in_force(versions, env(), presume=False)

    assert standing is not None
    assert list(gaps(standing, env())) == found


def test_a_period_is_derived_with_its_bounds() -> None:
    law = Happened("law")
    begins = LaterOf((OnDay(DAY), WINDOW))
    period = Period(begins, law)
    versions = (Version(KNOWN, (period,)),)
    start = Derivation(begins, U, (Derivation(OnDay(DAY), T), Derivation(WINDOW, U)))

    assert derive_in_force(versions, env(), presume=True) == Derivation(
        versions[0], U, (Derivation(period, U, (start, Derivation(law, F))),)
    )
    assert derive_in_force(versions, env(), presume=False) == Derivation(
        versions[0], U, (Derivation(period, U, (start, Derivation(law, U))),)
    )


def test_a_start_is_never_presumed() -> None:
    law = Happened("law")
    period = Period(law, None)
    versions = (Version(KNOWN, (period,)),)

    assert derive_in_force(versions, env(), presume=True) == Derivation(
        versions[0], U, (Derivation(period, U, (Derivation(law, U),)),)
    )


def test_a_version_is_derived_with_all_its_periods() -> None:
    ended, running = Period(None, OnDay(KNOWN)), Period(OnDay(KNOWN), None)
    unsure = Period(UnknownFrom(KNOWN), None)

    def derived(*periods: Period) -> object:
        found = derive_in_force((Version(KNOWN, periods),), env(), presume=True)
        if found is None:
            return None
        return found.value, [(part.node, part.value) for part in found.parts]

    assert derived(ended, unsure, running) == (
        T,
        [(ended, F), (unsure, U), (running, T)],
    )
    assert derived(ended, unsure) == (U, [(ended, F), (unsure, U)])
    assert derived(ended) == (F, [(ended, F)])
    assert derived() is None
    assert derive_in_force((), env(), presume=True) is None


def forbid(name: str, when: Expr, versions: tuple[Version, ...] = ALWAYS) -> Forbid:
    return Forbid(f"r/{name}", name, (), when, (), versions)


def require(when: Expr, *items: Item) -> Require:
    return Require("r/duty", "Duty", (), when, (), ALWAYS, items)


def item(that: Expr, refused: Expr | None = None, due: Due = Due.BEFORE) -> Item:
    return Item("r/duty/i", "Item", (), that, "Do it.", due, refused)


def missing(
    *rules: Rule,
    force: Force = Force.LAW,
    facts: tuple[dict[str, Value], ...] = (GIVEN,),
) -> list[tuple[str, tuple[str, ...]]]:
    question = Question(DAY, date.max)
    given = [Combination(each) for each in facts]
    found = decide(book(*rules, force=force), given, question).missing
    return [(gap.name, names) for gap, names in found]


def test_facts_that_most_rules_ask_for_come_first_then_by_kind_and_name() -> None:
    rules = (
        forbid("one", All((flag("z"), flag("a")))),
        forbid("two", flag("z")),
        forbid("three", Is("kind", "dog")),
    )

    assert missing(*rules) == [
        ("z", ("r/one", "r/two")),
        ("a", ("r/one",)),
        ("kind", ("r/three",)),
    ]


def test_an_undetermined_answer_lacks_what_its_periods_lack() -> None:
    waiting = (Version(KNOWN, (Period(Happened("law"), None),)),)

    assert missing(forbid("one", A, waiting)) == [
        ("law", ("r/one",)),
        ("a", ("r/one",)),
    ]


def test_an_end_that_is_presumed_is_not_missing() -> None:
    until = (Version(KNOWN, (Period(OnDay(KNOWN), Happened("law")),)),)

    assert missing(forbid("one", A, until)) == [("a", ("r/one",))]


def test_nothing_is_missing_for_a_deny_or_an_allow() -> None:
    assert missing(forbid("ban", YES), forbid("other", A)) == []
    assert missing(forbid("idle", NO)) == []


def test_only_rules_that_make_the_outcome_are_asked() -> None:
    duty = require(YES, item(B))

    assert missing(forbid("one", A), duty) == [("a", ("r/one",))]
    assert missing(duty) == [("b", ("r/duty",))]
    assert missing(forbid("one", A), force=Force.GUIDANCE) == []


def test_an_item_perhaps_required_lacks_what_its_rule_lacks_too() -> None:
    assert missing(require(A, item(B))) == [("a", ("r/duty",)), ("b", ("r/duty",))]


def test_a_checklist_lacks_what_is_unknown_of_its_items() -> None:
    assert missing(require(YES, item(NO))) == []
    assert missing(require(YES, item(NO, A))) == [("a", ("r/duty",))]
    assert missing(require(YES, item(YES, A))) == [("a", ("r/duty",))]
    assert missing(require(YES, item(A, B))) == [("a", ("r/duty",)), ("b", ("r/duty",))]


def test_a_conditional_answer_asks_nothing_of_when_its_rule_applies() -> None:
    duty = require(AnyOf((YES, B)), item(A))

    assert missing(duty) == [("a", ("r/duty",))]


def test_what_is_due_after_is_not_missing() -> None:
    duty = require(YES, item(A), item(B, due=Due.AFTER))

    assert missing(duty) == [("a", ("r/duty",))]


def test_every_combination_is_asked_and_named_once() -> None:
    ban = forbid("one", All((A, B)))

    assert missing(ban, facts=({"a": True}, {"b": True}, {"b": True})) == [
        ("a", ("r/one",)),
        ("b", ("r/one",)),
    ]


def test_values_of_one_fact_that_are_too_broad_are_each_named() -> None:
    ban = forbid("one", Is("kind", "dog"))
    question = Question(DAY, date.max)
    given = [Combination({"kind": "pet"}), Combination({})]
    found = decide(book(ban), given, question)

    assert found.outcome is Outcome.UNDETERMINED
    assert [gap for gap, _ in found.missing] == [
        Gap(GapKind.FACT, "kind"),
        Gap(GapKind.NARROWER, "kind", "pet"),
    ]


def test_of_one_fact_what_was_stated_orders_the_gaps() -> None:
    broad = Taxonomy(
        "kind",
        "Kinds",
        {
            "pet": Term("pet", ""),
            "beast": Term("beast", ""),
            "dog": Term("dog", "", (Edge("pet"), Edge("beast"))),
        },
    )
    plain = book(forbid("one", Is("kind", "dog")))
    rulebook = replace(
        plain, vocabulary=replace(plain.vocabulary, taxonomies={"kind": broad})
    )
    given = [Combination({"kind": "pet"}), Combination({"kind": "beast"})]

    found = decide(rulebook, given, Question(DAY, date.max)).missing

    assert [gap.stated for gap, _ in found] == ["beast", "pet"]
