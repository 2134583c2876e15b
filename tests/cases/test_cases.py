"""The bundled rulesets answer as their case files expect."""

import pytest

from compliance.engine import Rulebook, bundled, data_folder
from compliance.testing.cases import Case, cases_in, run

CASES = cases_in(data_folder("rulesets"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return bundled()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_the_answer_that_it_expects(case: Case, rulebook: Rulebook) -> None:
    assert run(case, rulebook) == []


def test_every_ruleset_has_cases(rulebook: Rulebook) -> None:
    assert {case.ruleset for case in CASES} == set(rulebook.core.rulesets)
