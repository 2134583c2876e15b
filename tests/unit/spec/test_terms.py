"""What a term says of another: open, exact, overlapping, by path, on a day (§3)."""

from datetime import date

import pytest

from compliance.core.periods import Between, OnDay, Period, Version
from compliance.core.rulebook import Force
from compliance.core.terms import Edge, Taxonomy, Term, Vocabulary
from compliance.core.values import Truth
from compliance.spec.env import Env
from compliance.spec.terms import above, is_term, is_within, parents, stands

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
LEFT_ON = date(2020, 2, 1)
LAST_DAY = date(2020, 1, 31)
EU_UNTIL = Version(date(2020, 1, 29), (Period(None, OnDay(LEFT_ON)),))


def term(name: str, *under: str | Edge) -> Term:
    edges = tuple(Edge(each) if isinstance(each, str) else each for each in under)
    return Term(name, name, edges)


def taxonomy(*terms: Term, paths: bool = False) -> Taxonomy:
    named = {each.name: each for each in terms}
    return Taxonomy("t", "T", named, open=paths, paths=paths)


BODIES = taxonomy(
    term("public-body"),
    term("law-enforcement", "public-body"),
    term("police", "law-enforcement"),
    term("university", "public-body"),
    term("campus-police", "police", "university"),
    term("retailer"),
)
PLACES = taxonomy(
    term("EU"),
    term("US"),
    term("US-MA", "US"),
    term("US-MA/boston", "US-MA"),
    term("GB", Edge("EU", (EU_UNTIL,))),
    term("GB/london", "GB"),
    paths=True,
)


def env(
    on: date = date(2021, 1, 1), known: date = date.max, unenacted: str = ""
) -> Env:
    return Env(
        facts={},
        on=on,
        known=known,
        presume=True,
        forces=frozenset(Force),
        vocabulary=Vocabulary({}, {}, {}),
        events={},
        unenacted=frozenset({unenacted}),
    )


@pytest.mark.parametrize(
    ("value", "asked", "answer"),
    [
        ("police", "police", T),
        ("police", "law-enforcement", T),
        ("police", "public-body", T),
        ("campus-police", "public-body", T),
        ("campus-police", "university", T),
        ("campus-police", "police", T),
        ("public-body", "police", U),
        ("law-enforcement", "police", U),
        ("police", "university", U),
        ("university", "law-enforcement", U),
        ("university", "campus-police", U),
        ("police", "retailer", F),
        ("retailer", "public-body", F),
        ("undeclared", "undeclared", T),
        ("undeclared", "police", F),
    ],
)
def test_an_open_value_is_a_term_if_it_lies_within_it_and_unknown_if_they_overlap(
    value: str, asked: str, answer: Truth
) -> None:
    assert is_term(value, asked, BODIES, env()) is answer


@pytest.mark.parametrize(
    ("value", "asked", "answer"),
    [
        ("police", "police", T),
        ("campus-police", "university", T),
        ("campus-police", "public-body", T),
        ("public-body", "police", F),
        ("police", "university", F),
        ("retailer", "police", F),
    ],
)
def test_an_exact_value_lies_within_a_term_or_does_not(
    value: str, asked: str, answer: Truth
) -> None:
    assert is_within(value, asked, BODIES, env()) is answer


@pytest.mark.parametrize(
    ("value", "asked", "answer"),
    [
        ("US-MA/boston", "US", T),
        ("US-MA/worcester", "US-MA", T),
        ("US-MA/worcester", "US", T),
        ("US-MA/worcester/centre", "US-MA/worcester", T),
        ("US-MA/worcester", "US-MA/worcester/centre", U),
        ("US", "US-MA/boston", U),
        ("US", "US-MA/worcester", U),
        ("US-MA/worcester", "US-MA/boston", F),
        ("US-MA/worcester", "EU", F),
        ("US", "EU", F),
    ],
)
def test_an_undeclared_path_lies_below_its_prefix(
    value: str, asked: str, answer: Truth
) -> None:
    assert is_term(value, asked, PLACES, env()) is answer


def test_a_slash_makes_no_path_where_the_taxonomy_has_none() -> None:
    assert parents("police/x", BODIES, env()) == []
    assert is_term("police/x", "police", BODIES, env()) is F


def test_an_undeclared_name_without_a_slash_lies_below_nothing() -> None:
    assert parents("XX", PLACES, env()) == []


def test_all_that_lies_above_is_found_once() -> None:
    assert above("campus-police", BODIES, env()) == {
        *("campus-police", "police", "law-enforcement", "university", "public-body")
    }


def test_terms_that_lie_below_each_other_end_the_search() -> None:
    circle = taxonomy(term("a", "b"), term("b", "a"))

    assert above("a", circle, env()) == {"a", "b"}


@pytest.mark.parametrize(
    ("on", "answer"), [(LAST_DAY, T), (LEFT_ON, F), (date(2019, 6, 1), T)]
)
def test_a_dated_edge_holds_until_its_end(on: date, answer: Truth) -> None:
    assert is_term("GB", "EU", PLACES, env(on)) is answer
    assert is_term("GB/london", "EU", PLACES, env(on)) is answer
    assert is_term("GB/london/camden", "EU", PLACES, env(on)) is answer


def test_a_broader_term_is_unknown_only_while_the_edge_holds() -> None:
    assert is_term("EU", "GB", PLACES, env(LAST_DAY)) is U
    assert is_term("EU", "GB", PLACES, env(LEFT_ON)) is F


def test_an_edge_without_versions_always_holds() -> None:
    assert stands(Edge("EU"), env(date.min, date.min))


@pytest.mark.parametrize(
    ("known", "holds"), [(date(2020, 1, 28), False), (date(2020, 1, 29), True)]
)
def test_an_edge_does_not_hold_before_it_is_known(*, known: date, holds: bool) -> None:
    assert stands(Edge("EU", (EU_UNTIL,)), env(LAST_DAY, known)) is holds


def test_an_edge_that_an_unenacted_bill_made_does_not_hold() -> None:
    made = Version(date(2020, 1, 1), (Period(None, None),), by="act")

    assert stands(Edge("EU", (made,)), env())
    assert not stands(Edge("EU", (made,)), env(unenacted="act"))


def test_an_edge_that_may_hold_does_not() -> None:
    window = Between(date(2020, 12, 1), date(2021, 2, 1))
    version = Version(date(2020, 1, 1), (Period(window, None),))

    assert not stands(Edge("EU", (version,)), env())


def test_the_latest_version_of_an_edge_counts_whole() -> None:
    longer = Version(date(2020, 1, 30), (Period(None, OnDay(date(2022, 1, 1))),))

    assert stands(Edge("EU", (longer, EU_UNTIL)), env())
    assert not stands(Edge("EU", (longer, EU_UNTIL)), env(known=date(2020, 1, 29)))


@pytest.mark.parametrize(("on", "answer"), [(LAST_DAY, T), (LEFT_ON, F)])
def test_an_exact_value_lies_within_what_holds_on_the_day(
    on: date, answer: Truth
) -> None:
    assert is_within("GB/london", "EU", PLACES, env(on)) is answer
