"""What a condition says of facts, node by node (§5)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

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
    Operand,
    Parameter,
    Reading,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.periods import (
    Dated,
    Event,
    Happened,
    OnDay,
    Period,
    UnknownFrom,
    ValueVersion,
)
from compliance.core.rulebook import Force
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
from compliance.spec.env import Env, taxonomy_of
from compliance.spec.expr import compares, holds, parameter_value, valued

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
DAY = date(2021, 6, 10)
KNOWN = date(2021, 1, 1)
TRUE, FALSE = Literal(value=True), Literal(value=False)
YES, NO, OPEN = (Equal(Fact(name), TRUE) for name in ("yes", "no", "open"))
KINDS = Taxonomy(
    "kind",
    "Kinds",
    {"dog": Term("dog", "A dog", (Edge("pet"),)), "pet": Term("pet", "A pet")},
)
TYPES: dict[str, Plain | TermOf] = {
    "kind": TermOf("kind"),
    "home": TermOf("kind", exact=True),
    "yes": Plain.BOOLEAN,
}
VOCABULARY = Vocabulary(
    {n: FactDeclaration(n, t, "?") for n, t in TYPES.items()}, {"kind": KINDS}, {}
)
GIVEN: dict[str, Value] = {
    "yes": True,
    "no": False,
    "two": 2,
    "half": Decimal("0.5"),
    "day": DAY,
    "code": "AB-1",
}


def env(
    facts: Mapping[str, Value] | None = None, *, on: date = DAY, known: date = date.max
) -> Env:
    return Env(
        facts=GIVEN if facts is None else facts,
        on=on,
        known=known,
        presume=True,
        forces=frozenset(Force),
        vocabulary=VOCABULARY,
        events={"law": Event("law", "Law")},
        unenacted=frozenset({"bill"}),
    )


@pytest.mark.parametrize(
    ("expr", "answer"),
    [
        (All(()), T),
        (All((YES, YES)), T),
        (All((YES, OPEN)), U),
        (All((YES, OPEN, NO)), F),
        (AnyOf(()), F),
        (AnyOf((NO, NO)), F),
        (AnyOf((NO, OPEN)), U),
        (AnyOf((NO, OPEN, YES)), T),
        (Not(YES), F),
        (Not(NO), T),
        (Not(OPEN), U),
    ],
)
def test_conditions_are_joined_by_strong_kleene_logic(
    expr: Expr, answer: Truth
) -> None:
    assert holds(expr, env()) is answer


@pytest.mark.parametrize(
    ("value", "is_dog", "is_pet", "within_dog", "within_pet"),
    [("dog", T, T, T, T), ("pet", U, T, F, T), ("cat", F, F, F, F), (None, U, U, U, U)],
)
def test_an_open_fact_is_a_term_and_an_exact_one_lies_within_it(
    value: str | None,
    is_dog: Truth,
    is_pet: Truth,
    within_dog: Truth,
    within_pet: Truth,
) -> None:
    facts = {} if value is None else {"kind": value, "home": value}

    assert holds(Is("kind", "dog"), env(facts)) is is_dog
    assert holds(Is("kind", "pet"), env(facts)) is is_pet
    assert holds(Within("home", "dog"), env(facts)) is within_dog
    assert holds(Within("home", "pet"), env(facts)) is within_pet


def test_the_taxonomy_of_a_fact_that_is_no_term_is_an_error() -> None:
    assert taxonomy_of("kind", env()) is KINDS
    with pytest.raises(TypeError, match="yes"):
        taxonomy_of("yes", env())


TWO, THREE = Literal(2), Literal(3)


@pytest.mark.parametrize(
    ("left", "right", "equal", "less", "at_most"),
    [
        (Fact("two"), TWO, T, F, T),
        (Fact("two"), THREE, F, T, T),
        (THREE, Fact("two"), F, F, F),
        (Fact("half"), Literal(Decimal("0.50")), T, F, T),
        (Fact("half"), Literal(Decimal(1)), F, T, T),
        (Fact("day"), Literal(DAY), T, F, T),
        (Fact("day"), Literal(date(2021, 6, 11)), F, T, T),
        (Fact("two"), Literal(Decimal(2)), F, F, F),
        (Fact("yes"), Literal(1), F, F, F),
        (Literal(1), TRUE, F, F, F),
        (Literal(0), FALSE, F, F, F),
        (Fact("code"), Literal("AB-1"), T, F, T),
        (Fact("missing"), TWO, U, U, U),
        (TWO, Fact("missing"), U, U, U),
        (Fact("missing"), Fact("missing"), U, U, U),
    ],
)
def test_two_sides_are_compared_if_they_have_the_same_type_and_are_known(
    left: Operand, right: Operand, equal: Truth, less: Truth, at_most: Truth
) -> None:
    assert holds(Equal(left, right), env()) is equal
    assert holds(Less(left, right), env()) is less
    assert holds(AtMost(left, right), env()) is at_most


def test_false_and_zero_are_known_values() -> None:
    assert holds(Equal(Fact("n"), Literal(0)), env({"n": 0})) is T
    assert holds(Equal(Fact("n"), FALSE), env({"n": False})) is T
    assert holds(StartsWith("n", "A"), env({"n": ""})) is F


def test_values_of_two_types_never_stand_in_any_relation() -> None:
    sides = (Literal(1), Literal(2))

    assert compares(Less(*sides), 1, 2)
    assert not compares(Less(*sides), 1, Decimal(2))
    assert not compares(Equal(*sides), left=True, right=1)


@pytest.mark.parametrize(
    ("prefix", "answer"), [("AB-", T), ("", T), ("AB-1", T), ("AB-12", F), ("ab", F)]
)
def test_a_text_starts_with_its_prefix(prefix: str, answer: Truth) -> None:
    assert holds(StartsWith("code", prefix), env()) is answer
    assert holds(StartsWith("missing", prefix), env()) is U


def test_a_date_is_shifted_before_it_is_compared() -> None:
    month_later = Shifted(Fact("day"), Duration(months=1))

    assert valued(month_later, env()) == date(2021, 7, 10)
    assert holds(Equal(month_later, Literal(date(2021, 7, 10))), env()) is T
    assert holds(Less(month_later, Literal(date(2021, 7, 10))), env()) is F
    twice = Shifted(month_later, Duration(days=1))
    assert valued(twice, env()) == date(2021, 7, 11)


@pytest.mark.parametrize("start", [Fact("missing"), Fact("two"), Literal("text")])
def test_what_is_no_date_cannot_be_shifted(start: Operand) -> None:
    shifted = Shifted(start, Duration(days=1))

    assert valued(shifted, env()) is None
    assert holds(AtMost(shifted, Literal(DAY)), env()) is U


def parameter(*versions: ValueVersion) -> Parameter:
    return Parameter("least", versions)


def value(known: date, *values: Dated, by: str | None = None) -> ValueVersion:
    return ValueVersion(known, values, by=by)


def changing(change: OnDay | UnknownFrom | Happened) -> ValueVersion:
    low, high = Dated(3, Period(None, change)), Dated(4, Period(change, None))
    return value(KNOWN, low, high)


@pytest.mark.parametrize(
    ("on", "found"), [(date(2021, 6, 9), 3), (DAY, 4), (date(2021, 6, 11), 4)]
)
def test_a_parameter_changes_on_the_day_that_its_versions_say(
    on: date, found: int
) -> None:
    assert parameter_value(parameter(changing(OnDay(DAY))), env(on=on)) == found


def test_a_parameter_has_no_value_while_its_period_is_not_certain() -> None:
    unsure = parameter(changing(UnknownFrom(DAY)))
    waiting = parameter(changing(Happened("law")))

    assert parameter_value(unsure, env()) is None
    assert parameter_value(unsure, env(on=KNOWN)) == 3
    assert parameter_value(waiting, env()) is None
    assert holds(Less(unsure, Literal(9)), env()) is U


def test_a_parameter_has_no_value_outside_its_periods() -> None:
    ended = parameter(value(KNOWN, Dated(3, Period(None, OnDay(DAY)))))

    assert parameter_value(ended, env()) is None


def test_a_parameter_is_what_its_latest_version_known_says() -> None:
    always = Period(None, None)
    both = parameter(value(DAY, Dated(5, always)), value(KNOWN, Dated(3, always)))
    billed = parameter(
        value(KNOWN, Dated(3, always)), value(DAY, Dated(5, always), by="bill")
    )

    assert parameter_value(both, env()) == 5
    assert parameter_value(both, env(known=date(2021, 6, 9))) == 3
    assert parameter_value(both, env(known=date(2020, 1, 1))) is None
    assert parameter_value(billed, env()) == 3
    assert parameter_value(parameter(), env()) is None
    assert valued(both, env()) == 5


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (YES, YES, T),
        (NO, NO, F),
        (YES, NO, U),
        (YES, OPEN, U),
        (NO, OPEN, U),
        (OPEN, OPEN, U),
    ],
)
def test_readings_that_differ_are_unknown(
    one: Expr, other: Expr, answer: Truth
) -> None:
    alternatives = (Reading("a", "A", one), Reading("b", "B", other))

    assert holds(Readings("words", "Words", alternatives), env()) is answer
