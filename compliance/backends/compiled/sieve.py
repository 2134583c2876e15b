"""Which of a few rules facts leave possible, condition by condition.

A condition on one fact is a table from values to answers, shared by the rules that hold
it. What asks for several facts, or depends on the day, is left to exact evaluation.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from compliance.backends.compiled.expr import Facts
from compliance.backends.compiled.index import by_fact
from compliance.backends.compiled.ranges import Ranges
from compliance.backends.compiled.triggers import Rarity, triggers
from compliance.backends.compiled.truth import FALSE, TRUE, UNKNOWN
from compliance.core.expr import All, Expr
from compliance.core.values import Value

Test: TypeAlias = "tuple[int, tuple[tuple[str, Answers], ...]]"
OPEN: Final = 3
REMEMBERED = 4_096


class Answers(dict[Value | None, int]):
    """What each value of one fact makes of a condition, whatever the day is."""

    __slots__ = ("_expr", "_fact", "_ranges")

    def __init__(self, fact: str, expr: Expr, ranges: Ranges) -> None:
        """A fact that is not stated leaves the condition unknown."""
        self._fact, self._expr, self._ranges = fact, expr, ranges

    def __missing__(self, value: Value) -> int:
        """Work it out, and remember a bounded number of answers."""
        if value is None:
            return UNKNOWN
        low, high = self._ranges.of(self._expr, self._fact, value)
        if len(self) >= REMEMBERED:
            self.clear()
        answer = self[value] = low if low == high else OPEN
        return answer


class Sieve:
    """The conditions of a rulebook's rules, by number."""

    def __init__(
        self, patterns: Sequence[Expr], ranges: Ranges, rarity: Rarity
    ) -> None:
        """`patterns` in the order of the rules' numbers; tables come when needed."""
        self._patterns, self._ranges, self._rarity = patterns, ranges, rarity
        self._tests: list[Test | None] = [None] * len(patterns)
        self._tables: dict[tuple[str, Expr], Answers] = {}

    def left(self, facts: Facts, numbers: Iterable[int]) -> list[tuple[int, int]]:
        """Those of the rules that are not excluded, each with its pattern's answer."""
        tests, get = self._tests, facts.get
        found = []
        for number in numbers:
            least, tables = tests[number] or self._test(number)
            for fact, answers in tables:
                answer = answers[get(fact)]
                if answer != TRUE:
                    if answer == FALSE:
                        break
                    if least != OPEN:
                        least = answer
            else:
                found.append((number, least))
        return found

    def _test(self, number: int) -> Test:
        pattern = self._patterns[number]
        alone, others = by_fact(pattern)
        anchors = {fact for fact, _ in triggers(pattern, self._rarity) or ()}
        order = sorted(alone, key=lambda fact: (fact in anchors, -self._rarity[fact]))
        tables = tuple((fact, self._table(fact, alone[fact])) for fact in order)
        made = self._tests[number] = (OPEN if others else TRUE, tables)
        return made

    def _table(self, fact: str, exprs: Sequence[Expr]) -> Answers:
        expr = exprs[0] if len(exprs) == 1 else All(tuple(exprs))
        made = self._tables.get((fact, expr))
        if made is None:
            made = self._tables[fact, expr] = Answers(fact, expr, self._ranges)
        return made
