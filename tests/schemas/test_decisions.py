"""Every decision follows its schema, which admits nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compliance
from compliance.explain.reasons import ReasonKind
from compliance.syntax import reader, tree
from compliance.syntax.model.decision import DecisionDocument
from compliance.syntax.schemas.generate import schema_of
from compliance.syntax.second import second_check
from compliance.testing.strategies import deployments

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
BOOK = compliance.bundled()
DAYS = ("2020-06-10", "2021-08-01", "2024-06-01")
WHAT_IF = {
    "scenario": "what-if",
    "title": "Everything at once",
    "occurs": {
        "us-national-face-recognition-law": {
            "date": "2024-01-01",
            "judged": {"grounded-in-human-rights": True},
        }
    },
    "enact": {"us-wa/privacy-act-bills": "2021-01-01"},
    "repeal": {"ibm/face-recognition-exit": "2025-01-01"},
    "suspend": {
        "us-wa/rcw-43.386/warrant": {"from": "2024-02-01", "until": "2024-05-01"},
        "us-wa/rcw-43.386/sole-basis": {"from": "2024-02-01"},
    },
    "amend": {
        "us-wa/rcw-43.386/accountability": {
            "from": {
                "later_of": [
                    "2022-01-01",
                    {"event": "us-national-face-recognition-law", "plus": "6 months"},
                ]
            },
            "until": {
                "earlier_of": [
                    "further-notice",
                    {"unknown_from": "2030-01-01"},
                    {"between": ["2031-01-01", "2031-02-01"]},
                ]
            },
        }
    },
    "assume": {
        "warrant": True,
        "offence.maximum_sentence": 4,
        "training.compute": 1.5e25,
        "contract.first_signed": "2019-01-01",
        "impact": "low-impact",
    },
}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_decision_of_an_example_follows_its_schema(path: Path) -> None:
    facts = facts_of(path)

    for decision in decisions(facts):
        told = decision.to_dict()
        assert second_check("decision", told) == []
        assert second_check("decision", json.loads(decision.to_json())) == []
        DecisionDocument.model_validate_json(decision.to_json())


@given(
    deployments(BOOK),
    st.dates().map(str) | st.sampled_from(DAYS),
    st.none() | st.sampled_from(DAYS),
    st.none() | st.sampled_from(sorted(BOOK.scenarios)),
)
def test_every_decision_follows_its_schema(
    facts: dict[str, object], on: str, known: str | None, scenario: str | None
) -> None:
    decision = compliance.evaluate(facts, on=on, known=known, scenario=scenario)

    assert second_check("decision", decision.to_dict()) == []


def test_a_decision_without_any_of_its_keys_is_refused() -> None:
    whole = json.loads(next(decisions(facts_of(EXAMPLES[0]))).to_json())

    for told in shortened(whole):
        assert second_check("decision", told) != [], told


def test_a_decision_that_contradicts_itself_is_refused() -> None:
    whole = json.loads(next(decisions(facts_of(EXAMPLES[0]))).to_json())
    assert (whole["outcome"], whole["firm"]) != ("allow", True)

    assert second_check("decision", whole | {"allowed": not whole["allowed"]}) != []
    assert second_check("decision", whole | {"outcome": "conditional", "firm": True})


def test_the_schema_knows_every_kind_of_reason() -> None:
    reason = schema_of("decision")["$defs"]["ReasonRecord"]

    assert reason["properties"]["kind"]["enum"] == [each.value for each in ReasonKind]


def decisions(facts: dict[str, object]) -> Iterator[compliance.Decision]:
    """A deployment's decisions on some days, as known then, and in some scenarios."""
    for day in DAYS:
        yield compliance.evaluate(facts, on=day)
        yield compliance.evaluate(facts, on=day, known=day, force="law")
    yield compliance.evaluate(facts)
    for scenario in sorted(BOOK.scenarios):
        yield compliance.evaluate(facts, on=DAYS[-1], scenario=scenario)
    yield compliance.evaluate(facts, on=DAYS[-1], scenario=WHAT_IF)


def shortened(node: object) -> Iterator[object]:
    """The data without one key, at any depth, and with one too many."""
    if isinstance(node, dict):
        named = {"facts", "combination", "by_force"} & {*node}
        yield {**node, "surprise": True}
        for key, value in node.items():
            yield {name: each for name, each in node.items() if name != key}
            for worse in shortened(value) if key not in named else ():
                yield {**node, key: worse}
    elif isinstance(node, list):
        for place, value in enumerate(node):
            for worse in shortened(value):
                yield [*node[:place], worse, *node[place + 1 :]]


def facts_of(path: Path) -> dict[str, object]:
    read = tree.plain(reader.read(reader.read_file(path, path.name)).root)
    assert isinstance(read, dict)
    return {**read}
