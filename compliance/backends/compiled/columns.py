"""What each value of one fact leaves of the rules."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from sys import getsizeof
from typing import NamedTuple, TypeAlias

from compliance.backends.compiled.masks import mask_of
from compliance.backends.compiled.ranges import Ranges
from compliance.backends.compiled.triggers import triggers
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
Accept: TypeAlias = Callable[[object], Value | None]
Postings: TypeAlias = dict[Expr, list[int]]
NOTHING_SAID: Entry = (-1, 0)
REMEMBERED = 16_384
MEMORY = 32 * 2**20
SMALL = 512


class Rest(NamedTuple):
    """The rules that do not ask for a fact, of how many there are."""

    others: int
    size: int


class Admitted(dict[object, Entry]):
    """The values that one fact admits as they stand; any other raises `KeyError`.

    An entry is two masks of rules: those not excluded, and those whose condition on the
    fact is neither excluded nor certain. Without conditions nothing is narrowed.
    """

    __slots__ = ("accept",)

    def __init__(self, accept: Accept) -> None:
        """`accept` gives the value that something states, None if it states none."""
        self.accept = accept

    def __missing__(self, given: object) -> Entry:
        """The entry of a value that was not seen before."""
        value = self.accept(given)
        if value is None or value != given:
            raise KeyError(given)
        return self.of(value)

    def of(self, value: Value) -> Entry:
        """The entry of an admitted value; a bounded number of them is remembered."""
        if getsizeof(value) <= SMALL:
            if len(self) >= REMEMBERED:
                self.clear()
            self[value] = NOTHING_SAID
        return NOTHING_SAID


class Column(Admitted):
    """What each value of one fact leaves possible, worked out when it is asked for."""

    __slots__ = (
        "_always",
        "_cuts",
        "_fact",
        "_limit",
        "_made",
        "_postings",
        "_ranges",
        "_rest",
        "_triggered",
    )

    def __init__(
        self,
        fact: str,
        postings: Postings,
        rest: Rest,
        ranges: Ranges,
        accept: Accept,
    ) -> None:
        """For each condition on the fact the rules that hold it."""
        self._fact, self._postings, self._rest = fact, postings, rest
        super().__init__(accept)
        self._ranges = ranges
        self._cuts = cuts(postings)
        self._triggered: dict[Value, list[Expr]] = {}
        self._always: list[Expr] = []
        for expr in postings:
            needed = triggers(expr, {fact: 0})
            if needed is None:
                self._always.append(expr)
            for _, each in needed or ():
                self._triggered.setdefault(each, []).append(expr)
        self._limit = MEMORY // (rest.size // 4 + SMALL)
        self._made: dict[object, Entry] = {}

    def of(self, value: Value) -> Entry:
        """The entry of an admitted value; a bounded number of them is remembered."""
        entry = self.get(value)
        if entry is not None:
            return entry
        key = value if self._cuts is None else segment(value, self._cuts)
        entry = self._made.get(key)
        if entry is None:
            entry = self._entry(value)
        if getsizeof(value) <= SMALL:
            for remembered in (self, self._made):
                if len(remembered) >= self._limit:
                    remembered.clear()
            self[value] = self._made[key] = entry
        return entry

    def _entry(self, value: Value) -> Entry:
        possible: list[int] = []
        unsure: list[int] = []
        touched = self._ranges.touched(self._fact, value)
        some = (e for each in touched for e in self._triggered.get(each, ()))
        for expr in dict.fromkeys((*self._always, *some)):
            low, high = self._ranges.of(expr, self._fact, value)
            if high != FALSE:
                possible += self._postings[expr]
                if low != TRUE:
                    unsure += self._postings[expr]
        rest = self._rest
        return rest.others | mask_of(possible, rest.size), mask_of(unsure, rest.size)


def cuts(postings: Iterable[Expr]) -> tuple[Value, ...] | None:
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
