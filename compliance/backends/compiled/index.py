"""Which rules a deployment leaves possible: one big integer for each value of a fact.

The bits of a mask are the rules that the value does not definitely exclude, whatever
the other facts and the dates are. It over-approximates, so it cannot lose a rule; a
fact that is not stated excludes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from compliance.backends.compiled.columns import (
    Accept,
    Admitted,
    Column,
    Postings,
    Rest,
)
from compliance.backends.compiled.expr import Facts
from compliance.backends.compiled.masks import mask_of
from compliance.backends.compiled.ranges import Ranges, asked_by, conjuncts
from compliance.check.deployment import single_value
from compliance.core.expr import All, AnyOf, Expr
from compliance.core.terms import Plain, Vocabulary
from compliance.core.values import Value

Gates: TypeAlias = Mapping[str, tuple[type, Admitted]]
HOLDS: Mapping[Plain, type] = {
    Plain.BOOLEAN: bool,
    Plain.INTEGER: int,
    Plain.DECIMAL: Decimal,
    Plain.DATE: date,
    Plain.TEXT: str,
}


class Alternatives:
    """Conditions of which one must hold, each about a fact of its own."""

    __slots__ = ("columns", "others")

    def __init__(self, columns: Mapping[str, Column], others: int) -> None:
        """For each fact its column; `others` are the rules that have no such choice."""
        self.columns, self.others = columns, others

    def possible(self, facts: Mapping[str, Value]) -> int | None:
        """The rules not excluded, None where a fact is missing: then none is."""
        found = self.others
        for name, column in self.columns.items():
            value = facts.get(name)
            if value is None:
                return None
            found |= column.of(value)[0]
        return found


class Index:
    """The masks of a rulebook's rules, by number."""

    def __init__(self, patterns: Sequence[Expr], gates: Gates, ranges: Ranges) -> None:
        """`patterns` in the order of the rules' numbers; `gates` check values."""
        self.size = len(patterns)
        self.everything = (1 << self.size) - 1
        self._ranges = ranges
        single: dict[str, Postings] = {}
        several: dict[frozenset[str], dict[str, Postings]] = {}
        mixed: list[int] = []
        self.asks: list[frozenset[str]] = []
        for number, pattern in enumerate(patterns):
            alone, others = by_fact(pattern)
            for name, parts in alone.items():
                expr = parts[0] if len(parts) == 1 else All(tuple(parts))
                single.setdefault(name, {}).setdefault(expr, []).append(number)
            if others:
                mixed.append(number)
                _spread(others, number, several)
            self.asks.append(frozenset(alone))
        self.mixed = mask_of(mixed, self.size)
        self._asking = {
            name: mask_of((n for held in found.values() for n in held), self.size)
            for name, found in single.items()
        }
        self.gates: Gates = {
            name: (kind, self._column(name, single.get(name, {}), table.accept))
            for name, (kind, table) in gates.items()
        }
        self.alternatives = [self._alternatives(found) for found in several.values()]

    def incomplete(self, facts: Facts) -> int:
        """The rules with a condition on one fact that is not stated."""
        found = 0
        for name, mask in self._asking.items():
            if name not in facts:
                found |= mask
        return found

    def _column(
        self, fact: str, found: Postings, accept: Accept, *, alternative: bool = False
    ) -> Column:
        asking = mask_of((n for held in found.values() for n in held), self.size)
        others = 0 if alternative else self.everything & ~asking
        return Column(fact, found, Rest(others, self.size), self._ranges, accept)

    def _alternatives(self, found: Mapping[str, Postings]) -> Alternatives:
        columns = {
            name: self._column(
                name, exprs, self.gates[name][1].accept, alternative=True
            )
            for name, exprs in found.items()
        }
        concerned = mask_of(
            (n for exprs in found.values() for held in exprs.values() for n in held),
            self.size,
        )
        return Alternatives(columns, self.everything & ~concerned)


def gates_of(vocabulary: Vocabulary) -> Gates:
    """For each fact the type that holds its values, and those that it admits."""
    return {
        name: (
            HOLDS[fact.type if isinstance(fact.type, Plain) else Plain.TEXT],
            Admitted(partial(_single, name, vocabulary)),
        )
        for name, fact in vocabulary.facts.items()
    }


def _single(name: str, vocabulary: Vocabulary, given: object) -> Value | None:
    return single_value(name, given, vocabulary)


def by_fact(pattern: Expr) -> tuple[Mapping[str, list[Expr]], list[Expr]]:
    """The conditions of a pattern by the one fact that each asks for, and the rest."""
    alone: dict[str, list[Expr]] = {}
    others = []
    for part in conjuncts(pattern):
        names = asked_by(part)
        plain = {name for name in names if name is not None}
        if len(names) == 1 and plain:
            alone.setdefault(plain.pop(), []).append(part)
        else:
            others.append(part)
    return alone, others


def _spread(
    parts: Iterable[Expr],
    number: int,
    several: dict[frozenset[str], dict[str, Postings]],
) -> None:
    """Note each `any:` of which every alternative asks for one fact and no date.

    Of several about the same facts only a rule's first is noted: one bit cannot hold
    both.
    """
    noted: set[frozenset[str]] = set()
    for part in parts:
        groups = _alternatives_of(part)
        key = frozenset(groups)
        if not groups or key in noted:
            continue
        noted.add(key)
        for name, args in groups.items():
            group = several.setdefault(key, {}).setdefault(name, {})
            group.setdefault(AnyOf(tuple(args)), []).append(number)


def _alternatives_of(part: Expr) -> Mapping[str, list[Expr]]:
    found: dict[str, list[Expr]] = {}
    for arg in part.args if isinstance(part, AnyOf) else ():
        names = asked_by(arg)
        if len(names) != 1 or None in names:
            return {}
        found.setdefault(str(*names), []).append(arg)
    return found
