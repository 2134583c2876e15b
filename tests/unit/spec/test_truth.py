"""Strong Kleene logic, in its tables (§1)."""

from itertools import product

import pytest

from compliance.core.values import Truth
from compliance.spec.truth import agreed, every, negate, some, truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
AND = {(T, T): T, (T, F): F, (T, U): U, (F, F): F, (F, U): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, F): F, (F, U): U, (U, U): U}
SAME = {(T, T): T, (T, F): U, (T, U): U, (F, F): F, (F, U): U, (U, U): U}


@pytest.mark.parametrize(("said", "answer"), [(True, T), (False, F)])
def test_what_is_known_is_true_or_false(*, said: bool, answer: Truth) -> None:
    assert truth(said) is answer


@pytest.mark.parametrize(("said", "answer"), [(T, F), (F, T), (U, U)])
def test_negation_leaves_unknown_unknown(said: Truth, answer: Truth) -> None:
    assert negate(said) is answer


@pytest.mark.parametrize(("one", "other"), list(product(Truth, Truth)))
def test_two_answers_are_joined_as_the_tables_say(one: Truth, other: Truth) -> None:
    key = (one, other) if (one, other) in AND else (other, one)

    assert every([one, other]) is AND[key]
    assert some([one, other]) is OR[key]
    assert agreed([one, other]) is SAME[key]


def test_nothing_at_all_is_all_true_none_true_and_no_agreement() -> None:
    assert every([]) is T
    assert some([]) is F
    assert agreed([]) is U


def test_three_answers_are_joined_in_any_order() -> None:
    assert every([T, U, F]) is F
    assert some([F, U, T]) is T
    assert agreed([T, T, F]) is U
    assert agreed(iter([F, F, F])) is F
