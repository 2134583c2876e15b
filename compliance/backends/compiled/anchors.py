"""Which few rules a deployment can concern, each under its rarest condition.

A rule's anchor is a condition that is false unless a stated value touches one of a few
terms or values, as the one government that an ordinance binds. Where every fact that
anchors rules is stated, the rules under the touched terms are all that can matter.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from compliance.backends.compiled.expr import Facts
from compliance.backends.compiled.ranges import Ranges
from compliance.backends.compiled.triggers import Rarity, named, triggers
from compliance.core.expr import Expr
from compliance.core.values import Value

MEMORY = 500_000
MANY = 512


class Bucket(dict[Value, tuple[int, ...]]):
    """The rules anchored to one fact, by the values that touch them."""

    __slots__ = ("_fact", "_held", "_lists", "_ranges", "everyone")

    def __init__(
        self, fact: str, lists: Mapping[Value, Sequence[int]], ranges: Ranges
    ) -> None:
        """`lists` are the numbers of rules by their triggers."""
        self._fact, self._lists, self._ranges = fact, lists, ranges
        self._held = 0
        self.everyone = tuple(sorted({n for each in lists.values() for n in each}))

    def __missing__(self, value: Value) -> tuple[int, ...]:
        """Look under each touched term; a bounded number of answers is remembered."""
        touched = self._ranges.touched(self._fact, value)
        numbers = {n for each in touched for n in self._lists.get(each, ())}
        found = tuple(sorted(numbers))
        self._held += len(found) + 1
        if self._held > MEMORY:
            self.clear()
            self._held = len(found) + 1
        self[value] = found
        return found


class Anchors:
    """The anchors of a rulebook's rules, by number."""

    def __init__(self, patterns: Sequence[Expr], ranges: Ranges) -> None:
        """`patterns` in the order of the rules' numbers."""
        every = {each for pattern in patterns for each in named(pattern)}
        self.rarity: Rarity = Counter(fact for fact, _ in every)
        lists: dict[str, dict[Value, list[int]]] = {}
        loose = []
        for number, pattern in enumerate(patterns):
            anchor = triggers(pattern, self.rarity)
            if anchor is None:
                loose.append(number)
            for fact, value in anchor or ():
                lists.setdefault(fact, {}).setdefault(value, []).append(number)
        self._loose = tuple(loose)
        self._buckets = [(f, Bucket(f, held, ranges)) for f, held in lists.items()]

    def candidates(self, facts: Facts) -> Iterable[int] | None:
        """The rules that facts can concern, None where those would be too many."""
        found, parts = self._loose, 0
        for fact, bucket in self._buckets:
            value = facts.get(fact)
            some = bucket.everyone if value is None else bucket[value]
            if some:
                parts += bool(found)
                found += some
                if len(found) > MANY:
                    return None
        return set(found) if parts else found
