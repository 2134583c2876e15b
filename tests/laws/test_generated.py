"""Generated questions are sound and varied: no law holds for want of examples."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from compliance.check import check
from compliance.core.decision import Answer, GapKind, ItemStatus, NearMiss, Outcome
from compliance.core.rulebook import Rulebook
from compliance.core.values import Truth
from compliance.spec.rules import decide
from compliance.testing.asked import Asked, asked, with_less
from compliance.testing.rulebooks import rulebooks

EXAMPLES = 600

# At least so many of a hundred questions aimed at a rule, dated or not, hold such.
LEAST: dict[object, float] = {
    **dict.fromkeys(Outcome, 4),
    "firm": 10,
    "not firm": 2,
    **{("fires", truth): 20 for truth in Truth},
    **{("lifted", truth): 10 for truth in Truth},
    **dict.fromkeys(ItemStatus, 4),
    **dict.fromkeys(NearMiss, 5),
    GapKind.FACT: 3,
    GapKind.NARROWER: 0.5,
    GapKind.EVENT: 0.5,
    GapKind.READING: 0.5,
}

IMPOSSIBLE = [
    *((Outcome.ALLOW, other) for other in Outcome if other is not Outcome.ALLOW),
    (Outcome.CONDITIONAL, Outcome.UNDETERMINED),
    (Outcome.DENY, Outcome.UNDETERMINED),
]

RARE = (Outcome.DENY, Outcome.CONDITIONAL)


@given(rulebooks() | rulebooks(dated=False))
def test_a_generated_rulebook_has_no_fault(rulebook: Rulebook) -> None:
    assert [str(each) for each in check(rulebook) if not each.warning] == []


@pytest.mark.slow
def test_every_outcome_and_every_kind_of_finding_is_generated_often() -> None:
    found = counted(asked(aimed=True) | asked(aimed=True, dated=False))

    share = {key: 100 * found[key] / found["asked"] for key in LEAST}
    assert {k: each for k, each in share.items() if each < LEAST[k]} == {}


@pytest.mark.slow
def test_facts_added_change_what_becomes_of_rules_in_every_way_that_they_may() -> None:
    changes: Counter[tuple[Outcome, Outcome]] = Counter()

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.generate]
    )
    @given(asked(aimed=True, dated=False), st.data())
    def count(case: Asked, data: st.DataObject) -> None:
        fewer = data.draw(with_less(case, case.combinations))
        before = decide(case.rulebook, fewer, case.question)
        after = decide(case.rulebook, case.combinations, case.question)
        for one, other in zip(before.findings, after.findings, strict=True):
            changes[one.severity, other.severity] += 1

    count()
    ordinary = set(product(Outcome, Outcome)) - {*IMPOSSIBLE, RARE}
    assert {each: changes[each] for each in ordinary if not changes[each]} == {}
    assert {each: changes[each] for each in IMPOSSIBLE if changes[each]} == {}


def counted(cases: st.SearchStrategy[Asked]) -> Counter[object]:
    """How many questions hold each outcome and kind of finding."""
    found: Counter[object] = Counter()

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.generate]
    )
    @given(cases)
    def count(case: Asked) -> None:
        answer = decide(case.rulebook, case.combinations, case.question)
        found.update(set(told(answer)))
        found["asked"] += 1

    count()
    return found


def told(answer: Answer) -> Iterator[object]:
    yield answer.outcome
    if answer.outcome is Outcome.DENY:
        yield "firm" if answer.firm else "not firm"
    yield from (gap.kind for gap, _ in answer.missing)
    for finding in answer.findings:
        yield ("fires", finding.firing)
        yield from finding.near_misses
        yield from (("lifted", each.shown) for each in finding.defeaters)
        yield from (item.status for item in finding.items)
