"""One rulebook, asked by many threads at once, answers as it does alone."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import TypeAlias

import pytest

from compliance.engine import Rulebook, bundled, data_folder, evaluate
from compliance.testing.cases import Case, cases_in

Told: TypeAlias = tuple[str, tuple[str, ...]]
THREADS = 8
CASES = [each for each in cases_in(data_folder("rulesets")) if each.scenario is None]


def cold() -> Rulebook:
    """The bundled rulebook with nothing remembered, so that threads meet."""
    book = bundled()
    return Rulebook(book.core, book.scenarios)


def asked(book: Rulebook, case: Case) -> Told:
    decision = evaluate(case.given, on=case.on, known=case.known, rulebook=book)
    return decision.outcome.value, decision.rules


def wrong(book: Rulebook, expected: Sequence[Told], seed: int, count: int) -> int:
    """How many of `count` questions, in an order of its own, got another answer."""
    random = Random(seed)
    chosen = (random.randrange(len(CASES)) for _ in range(count))
    return sum(asked(book, CASES[each]) != expected[each] for each in chosen)


@pytest.mark.parametrize(
    "count",
    [
        pytest.param(2_000, marks=pytest.mark.slow),
        pytest.param(100_000, marks=pytest.mark.deep),
    ],
)
def test_eight_threads_get_the_answers_of_one(count: int) -> None:
    alone = cold()
    expected = [asked(alone, case) for case in CASES]
    shared = cold()

    with ThreadPoolExecutor(THREADS) as pool:
        found = pool.map(
            lambda seed: wrong(shared, expected, seed, count), range(THREADS)
        )

        assert sum(found) == 0
