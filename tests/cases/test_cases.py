"""The bundled rulesets answer as their case files expect."""

from pathlib import Path

import pytest

from compliance.engine import Rulebook, bundled, data_folder
from compliance.testing.cases import Case, cases_in, cases_of, run

CASES = cases_in(data_folder("rulesets"))
# Encoded and checked, but no examples of their own yet: this list only shrinks.
AWAITING = set((Path(__file__).parent / "awaiting.txt").read_text("utf-8").split())

# Examples of instruments that are not encoded yet, to be moved beside their rulesets.
UNENCODED = sorted((Path(__file__).parent / "unencoded").glob("*.cases.yaml"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return bundled()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_the_answer_that_it_expects(case: Case, rulebook: Rulebook) -> None:
    assert run(case, rulebook) == []


def test_every_ruleset_has_cases_or_awaits_them(rulebook: Rulebook) -> None:
    assert {case.ruleset for case in CASES} == set(rulebook.core.rulesets) - AWAITING
    assert set(rulebook.core.rulesets) >= AWAITING


@pytest.mark.parametrize("file", UNENCODED, ids=lambda file: file.name)
def test_examples_ahead_of_their_ruleset_can_be_read(
    file: Path, rulebook: Rulebook
) -> None:
    named = {case.ruleset for case in cases_of(file)}

    assert len(named) == 1
    assert named.isdisjoint(rulebook.core.rulesets)
