"""Seventy-two questions of an outside table, in our words, get the answers it expects.

What a question does not say and rules ask for is supplied. Throughout: nobody but the
customer uses it (`user.type: nobody`, `user.government: none`), a private body belongs
to no government, who wants a thing is to use it, and a school or an agency whose town
is not named belongs to its State. All else is in the title of its case.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

import pytest

from compliance.core.decision import Outcome
from compliance.engine import Rulebook, bundled
from compliance.syntax.lower.cases import ITEMS, LIFTED, RULES, names_of
from compliance.testing.cases import Case, cases_of, run

FOLDER = Path(__file__).parent / "translated"
CASES = [
    case for file in sorted(FOLDER.glob("*.cases.yaml")) for case in cases_of(file)
]
IDS = [f"pub-{number:03}" for number in range(1, 73)]
OUTCOMES = {"needs-requirements": "conditional"}
# What a case says of rules that are among the reasons for its answer.
SHOWN = ("by", "excepted", "overridden", "met")


class Dispute(NamedTuple):
    """Why we hold an expectation of the table to be wrong, and what shows it."""

    source: str
    why: str


DISPUTED: dict[str, Dispute] = {}


class Facts(TypedDict):
    """Of the facts in the table, those that every case has in common."""

    date: str
    known_on: str


class Expected(TypedDict, total=False):
    """What the table expects."""

    outcome: str
    outcome_by_force: Mapping[str, str]
    rule_ids_in_reasons: Sequence[str]
    rule_ids_must_be_absent_as_binding: Sequence[str]


class Row(TypedDict):
    """A case of the table."""

    id: str
    facts: Facts
    expected: Expected


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return bundled()


@pytest.fixture(scope="module")
def table(data: Path) -> dict[str, Row]:
    text = (data / "legal" / "cases.json").read_text(encoding="utf-8")
    found = json.loads(text)
    known = found["meta"]["default_known_on"]
    for row in found["cases"]:
        row["facts"].setdefault("known_on", known)
    return {row["id"]: row for row in found["cases"]}


@pytest.fixture(scope="module")
def rules() -> dict[str, str]:
    """The ruleset, or the rule, that each id of the table stands for."""
    text = (FOLDER / "instruments.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def id_of(case: Case) -> str:
    return case.name.partition("::")[2][: len("pub-000")]


def names_in(case: Case, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for key in keys:
        names = case.expected.get(key, ())
        assert isinstance(names, tuple)
        found |= set(names)
    return found


@pytest.mark.parametrize("case", CASES, ids=id_of)
def test_a_translated_case_gets_its_answer(case: Case, rulebook: Rulebook) -> None:
    assert run(case, rulebook) == []


@pytest.mark.parametrize("case", CASES, ids=id_of)
def test_every_rule_that_it_names_exists(case: Case, rulebook: Rulebook) -> None:
    norms = names_of(rulebook.core).norms

    assert names_in(case, (*RULES, *ITEMS, *LIFTED)) - norms == set()
    assert case.ruleset in norms


def test_every_id_is_there_once() -> None:
    assert Counter(map(id_of, CASES)) == Counter(IDS)


def test_a_file_is_named_after_its_ruleset() -> None:
    named = {file.name for file in FOLDER.glob("*.cases.yaml")}

    assert named == {f"{c.ruleset.replace('/', '-')}.cases.yaml" for c in CASES}


def test_the_table_holds_the_same_ids(table: Mapping[str, Row]) -> None:
    assert list(table) == IDS


@pytest.mark.parametrize("case", CASES, ids=id_of)
def test_a_translation_keeps_its_days(case: Case, table: Mapping[str, Row]) -> None:
    facts = table[id_of(case)]["facts"]

    assert str(case.on) == facts["date"]
    assert str(case.known) == facts["known_on"]


@pytest.mark.parametrize("case", CASES, ids=id_of)
def test_a_translation_keeps_its_answer(
    case: Case, table: Mapping[str, Row], rules: Mapping[str, str]
) -> None:
    wanted = table[id_of(case)]["expected"]
    told = {rules[each] for each in wanted["rule_ids_in_reasons"]}
    absent = wanted.get("rule_ids_must_be_absent_as_binding", ())
    kept = (
        outcome_of(case) == translated(wanted["outcome"])
        and by_force_of(case) == translated_by_force(wanted)
        and told <= names_in(case, SHOWN)
        and {rules[each] for each in absent} <= names_in(case, ("not_by",))
    )

    assert kept is (id_of(case) not in DISPUTED)


def test_every_dispute_says_why() -> None:
    assert set(DISPUTED) <= set(IDS)
    assert all(each.source and each.why for each in DISPUTED.values())


def translated(outcome: str) -> str:
    return OUTCOMES.get(outcome, outcome)


def translated_by_force(wanted: Expected) -> dict[str, str]:
    stated = wanted.get("outcome_by_force", {})
    return {force: translated(outcome) for force, outcome in stated.items()}


def outcome_of(case: Case) -> str:
    outcome = case.expected["expect"]
    assert isinstance(outcome, Outcome)
    return outcome.value


def by_force_of(case: Case) -> dict[str, str]:
    stated = case.expected.get("by_force", {})
    assert isinstance(stated, Mapping)
    return {force.value: outcome.value for force, outcome in stated.items()}
