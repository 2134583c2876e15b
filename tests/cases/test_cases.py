"""The bundled rulesets answer as their case files expect."""

from pathlib import Path

import pytest

from compliance.engine import Rulebook, bundled, data_folder
from compliance.testing.cases import Case, cases_in, run

CASES = cases_in(data_folder("rulesets"))
# Encoded and checked, but no examples of their own yet: this list only shrinks.
AWAITING = set((Path(__file__).parent / "awaiting.txt").read_text("utf-8").split())


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return bundled()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_the_answer_that_it_expects(case: Case, rulebook: Rulebook) -> None:
    assert run(case, rulebook) == []


def test_every_ruleset_has_cases_or_awaits_them(rulebook: Rulebook) -> None:
    assert {case.ruleset for case in CASES} == set(rulebook.core.rulesets) - AWAITING
    assert set(rulebook.core.rulesets) >= AWAITING
