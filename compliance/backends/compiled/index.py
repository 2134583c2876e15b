"""Which rules a deployment leaves possible: one big integer for each value of a fact.

The bits of a mask are the rules that the value does not definitely exclude, whatever
the other facts and the dates are. It over-approximates, so it cannot lose a rule; a
fact that is not stated excludes nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from compliance.backends.compiled.ranges import Ranges, asked_by, conjuncts
from compliance.backends.compiled.truth import FALSE, TRUE
from compliance.core.expr import (
    All,
    AnyOf,
    AtMost,
    Equal,
    Expr,
    Less,
    Literal,
    Not,
    Readings,
)
from compliance.core.values import Value

Entry: TypeAlias = tuple[int, int]
Postings: TypeAlias = Mapping[Expr, int]
RangeOf: TypeAlias = Callable[[Expr, Value], tuple[int, int]]
REMEMBERED = 2_048
SET_BYTE = re.compile(rb"[^\0]")
BITS = tuple(tuple(b for b in range(8) if byte >> b & 1) for byte in range(256))


def mask_of(numbers: Iterable[int], size: int) -> int:
    """The integer with those bits."""
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def numbers_in(mask: int) -> Iterator[int]:
    """The bits of a mask, from the lowest."""
    data = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    for match in SET_BYTE.finditer(data):
        start = match.start()
        first = start << 3
        for bit in BITS[data[start]]:
            yield first + bit


class Column(dict[Value, Entry]):
    """What each value of one fact leaves possible, and which of it stays unsure.

    An entry is two masks: the rules not excluded, and those whose conditions on the
    fact are neither excluded nor certain. Entries are made when they are asked for.
    """

    __slots__ = ("_cuts", "_everything", "_made", "_postings", "_range")

    def __init__(
        self,
        everything: int,
        postings: Postings,
        range_of: RangeOf,
    ) -> None:
        """The conditions on one fact, each with the rules that hold it."""
        self._everything, self._postings = everything, postings
        self._range = range_of
        self._cuts = cuts(postings)
        self._made: dict[Value, Entry] = {}

    def __missing__(self, value: Value) -> Entry:
        """Work it out, and remember a bounded number of answers."""
        key = value if self._cuts is None else segment(value, self._cuts)
        entry = self._made.get(key)
        if entry is None:
            entry = self._entry(value)
        for remembered in (self, self._made):
            if len(remembered) >= REMEMBERED:
                remembered.clear()
        self[value] = self._made[key] = entry
        return entry

    def _entry(self, value: Value) -> Entry:
        excluded = unsure = 0
        for expr, mask in self._postings.items():
            low, high = self._range(expr, value)
            if high == FALSE:
                excluded |= mask
            elif low != TRUE:
                unsure |= mask
        if not excluded:
            return self._everything, unsure
        return self._everything & ~excluded, unsure


def cuts(postings: Postings) -> tuple[Value, ...] | None:
    """The values that conditions compare a fact with, None if they ask more of it."""
    found: set[Value] = set()
    for expr in postings:
        compared = _compared(expr)
        if compared is None:
            return None
        found |= compared
    if len({type(value) for value in found}) > 1:
        return None
    return tuple(sorted(found))


def _compared(expr: Expr) -> set[Value] | None:
    match expr:
        case Equal(left, right) | Less(left, right) | AtMost(left, right):
            return {each.value for each in (left, right) if isinstance(each, Literal)}
        case All(args) | AnyOf(args):
            parts = [_compared(arg) for arg in args]
        case Not(arg):
            parts = [_compared(arg)]
        case Readings(_, _, alternatives):
            parts = [_compared(each.means) for each in alternatives]
        case _:
            return None
    if None in parts:
        return None
    return {value for part in parts if part is not None for value in part}


def segment(value: Value, at: Sequence[Value]) -> int:
    """Between which cuts a value lies; odd numbers are the cuts themselves."""
    place = bisect_left(at, value)
    return 2 * place + (place < len(at) and at[place] == value)


class Alternatives:
    """Conditions of which one must hold, each about a fact of its own."""

    __slots__ = ("columns", "others")

    def __init__(self, columns: Mapping[str, Column], others: int) -> None:
        """For each fact its column; `others` are the rules without such a condition."""
        self.columns, self.others = columns, others

    def possible(self, facts: Mapping[str, Value]) -> int | None:
        """The rules not excluded, None where a fact is missing: then none is."""
        found = self.others
        for name, column in self.columns.items():
            value = facts.get(name)
            if value is None:
                return None
            found |= column[value][0]
        return found


class Index:
    """The masks of a rulebook's rules, by number."""

    def __init__(self, patterns: Sequence[Expr], ranges: Ranges) -> None:
        """`patterns` in the order of the rules' numbers."""
        self.size = len(patterns)
        self.everything = (1 << self.size) - 1
        self._ranges = ranges
        single: dict[str, dict[Expr, list[int]]] = {}
        several: dict[frozenset[str], dict[str, dict[Expr, list[int]]]] = {}
        mixed: list[int] = []
        spread: set[tuple[frozenset[str], int]] = set()
        self.asks: list[frozenset[str]] = []
        for number, pattern in enumerate(patterns):
            asked: set[str] = set()
            for part in conjuncts(pattern):
                names = asked_by(part)
                plain = {name for name in names if name is not None}
                if len(names) == 1 and plain:
                    (name,) = plain
                    asked.add(name)
                    single.setdefault(name, {}).setdefault(part, []).append(number)
                else:
                    mixed.append(number)
                    _spread(part, number, several, spread)
            self.asks.append(frozenset(asked))
        self.mixed = mask_of(mixed, self.size)
        self.columns = {
            name: self._column(name, self.everything, found)
            for name, found in single.items()
        }
        self.alternatives = [self._alternatives(found) for found in several.values()]

    def _column(
        self, name: str, everything: int, found: Mapping[Expr, Sequence[int]]
    ) -> Column:
        postings = {expr: mask_of(found[expr], self.size) for expr in found}
        return Column(
            everything,
            postings,
            lambda expr, value: self._ranges.of(expr, name, value),
        )

    def _alternatives(
        self, found: Mapping[str, Mapping[Expr, Sequence[int]]]
    ) -> Alternatives:
        columns = {}
        concerned = 0
        for name, exprs in found.items():
            mine = mask_of((n for held in exprs.values() for n in held), self.size)
            concerned |= mine
            columns[name] = self._column(name, mine, exprs)
        return Alternatives(columns, self.everything & ~concerned)


def _spread(
    part: Expr,
    number: int,
    several: dict[frozenset[str], dict[str, dict[Expr, list[int]]]],
    spread: set[tuple[frozenset[str], int]],
) -> None:
    """Note an `any:` of which each alternative asks for one fact and no date.

    Of several about the same facts only a rule's first is noted: one bit cannot hold
    both.
    """
    if not isinstance(part, AnyOf):
        return
    by_fact: dict[str, list[Expr]] = {}
    for arg in part.args:
        names = asked_by(arg)
        if len(names) != 1 or None in names:
            return
        by_fact.setdefault(str(*names), []).append(arg)
    key = frozenset(by_fact)
    if (key, number) in spread:
        return
    spread.add((key, number))
    for name, args in by_fact.items():
        group = several.setdefault(key, {}).setdefault(name, {})
        group.setdefault(AnyOf(tuple(args)), []).append(number)
