"""What facts in Python stand for, and which of them are refused."""

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

import compliance
from compliance.check.deployment import admit, read_deployment
from compliance.core.deployment import Deployment
from compliance.core.terms import Vocabulary
from compliance.core.values import Value
from compliance.errors import DeploymentError
from compliance.syntax.deployments import read_deployments
from compliance.syntax.tree import Source

BOOK = Path(__file__).parents[2] / "corpus/rulesets/book"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return compliance.load(BOOK).core.vocabulary


def facts_of(deployment: Deployment) -> list[dict[str, Value]]:
    return [dict(each.facts) for each in deployment.combinations]


def refusal(given: dict[str, object], vocabulary: Vocabulary) -> str:
    with pytest.raises(DeploymentError) as refused:
        read_deployment(given, vocabulary)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("warrant", 1, "`1`"),
        ("warrant", "true", "`true`"),
        ("warrant", None, "nothing"),
        ("offence.maximum_sentence", True, "`true`"),
        ("offence.maximum_sentence", 2.0, "`2.0`"),
        ("offence.maximum_sentence", Decimal(2), "`2`"),
        ("training.compute", True, "`true`"),
        ("training.compute", math.nan, "`nan`"),
        ("training.compute", math.inf, "`inf`"),
        ("training.compute", Decimal("NaN"), "`NaN`"),
        ("use.started", datetime(2020, 6, 10, tzinfo=UTC), "a day with a time"),
        ("use.started", "2020-02-30", "`2020-02-30`"),
        ("use.started", "20200610", "`20200610`"),
        ("account.number", 5, "`5`"),
        ("customer.type", 5, "`5`"),
        ("customer.type", {"is": "police"}, "a record"),
        ("customer.type", {"police"}, "something else"),
        ("date", datetime(2020, 6, 10, tzinfo=UTC), "a day with a time"),
        ("deployment", 5, "`5`"),
    ],
)
def test_a_value_of_another_type_is_refused(
    name: str, given: object, said: str, vocabulary: Vocabulary
) -> None:
    told = refusal({name: given}, vocabulary)

    assert told.startswith("F802 ")
    assert f", not {said}" in told


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("training.compute", 1, Decimal(1)),
        ("training.compute", 0.1, Decimal("0.1")),
        ("training.compute", Decimal("1E25"), Decimal("1E25")),
        ("use.started", "2020-06-10", date(2020, 6, 10)),
        ("use.started", date(2020, 6, 10), date(2020, 6, 10)),
        ("place", "us-ca/San-Francisco", "US-CA/san-francisco"),
        ("place", "US-WA/spokane", "US-WA/spokane"),
        ("place", "us", "US"),
        ("vendor", "Acme", "Acme"),
    ],
)
def test_a_value_is_read_as_the_vocabulary_writes_it(
    name: str, given: object, value: Value, vocabulary: Vocabulary
) -> None:
    assert facts_of(read_deployment({name: given}, vocabulary)) == [{name: value}]


@pytest.mark.parametrize("place", ["US-XX/foo", "XX", "US-CA/", "/x", "US-CA/a b", ""])
def test_a_place_that_is_declared_nowhere_is_refused(
    place: str, vocabulary: Vocabulary
) -> None:
    assert refusal({"place": place}, vocabulary).startswith("F808 ")


def test_an_undeclared_name_close_to_a_declared_one_is_noticed(
    vocabulary: Vocabulary,
) -> None:
    near = read_deployment(
        {"vendor": "amazn", "place": "US-CA/san-fransisco"}, vocabulary
    )
    far = read_deployment({"vendor": "acme", "place": "US-CA/oakland"}, vocabulary)

    assert [each.rpartition(": ")[2] for each in near.notices] == [
        "did you mean `US-CA/san-francisco`?",
        "did you mean `amazon`?",
    ]
    assert far.notices == ()


def test_records_stay_whole_and_are_named_by_what_they_say(
    vocabulary: Vocabulary,
) -> None:
    given: dict[str, object] = {
        "customer": [
            {"type": "police", "government": "US-CA"},
            {"type": ["retailer", "sheriff"]},
        ],
        "warrant": True,
    }

    read = read_deployment(given, vocabulary)

    assert [dict(each.chosen) for each in read.combinations] == [
        {"customer": "US-CA, police"},
        {"customer": "retailer"},
        {"customer": "sheriff"},
    ]
    assert facts_of(read)[0] == {
        "customer.government": "US-CA",
        "customer.type": "police",
        "warrant": True,
    }


def test_records_that_say_the_same_are_numbered(vocabulary: Vocabulary) -> None:
    given: dict[str, object] = {"customer": [{"type": "police"}, {"type": "police"}]}

    chosen = [each.chosen for each in read_deployment(given, vocabulary).combinations]

    assert chosen == [
        {"customer": "police (record 1)"},
        {"customer": "police (record 2)"},
    ]


def test_lists_within_records_are_counted_before_they_are_multiplied(
    vocabulary: Vocabulary,
) -> None:
    names = [f"name-{number}" for number in range(200)]
    places = [f"US-CA/{name}" for name in names]

    told = refusal({"customer": {"name": names, "government": places}}, vocabulary)

    assert told.startswith("F807 more than 1,000 combinations: 40000 for `customer`")


def test_no_facts_are_one_combination_of_nothing(vocabulary: Vocabulary) -> None:
    assert facts_of(read_deployment({}, vocabulary)) == [{}]


def test_every_fault_has_the_path_of_what_was_given(vocabulary: Vocabulary) -> None:
    given = {"customer": [{"type": "police"}, {"type": ["x", "sheriff"], "typ": 1}]}

    misfits = admit(given, vocabulary).misfits

    assert [(each.path, each.at_key) for each in misfits] == [
        (("customer", 1, "typ"), True),
        (("customer", 1, "type", 0), False),
    ]


def test_a_name_that_is_no_text_is_no_fact(vocabulary: Vocabulary) -> None:
    misfits = admit({5: True, "warrant": True}, vocabulary).misfits

    assert [each.diagnostic.code for each in misfits] == ["F801"]


@pytest.mark.parametrize(
    "text",
    [
        "- {deployment: A sale, date: 2020-06-10, vendor: amazon}\n- {warrant: true}\n",
        (
            '[{"deployment": "A sale", "date": "2020-06-10", "vendor": "amazon"}, '
            '{"warrant": true}]'
        ),
    ],
)
def test_a_file_holds_one_deployment_or_several(
    text: str, vocabulary: Vocabulary
) -> None:
    first, second = read_deployments(Source("x", text), vocabulary)

    assert (first.title, first.day) == ("A sale", date(2020, 6, 10))
    assert facts_of(first) == [{"vendor": "amazon"}]
    assert facts_of(second) == [{"warrant": True}]
