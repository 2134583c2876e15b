"""Which term lies below which, once for each set of dated edges that stand (§3)."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from compliance.backends.compiled.truth import FALSE, TRUE, UNKNOWN
from compliance.core.terms import Edge, Taxonomy

REMEMBERED = 4_096


class Relations:
    """One taxonomy with some of its dated edges: every answer, remembered."""

    __slots__ = ("_below", "_taxonomy", "_up", "exact", "open")

    def __init__(self, taxonomy: Taxonomy, stands: Callable[[Edge], bool]) -> None:
        """The taxonomy with its undated edges and the dated ones that stand."""
        self._taxonomy = taxonomy
        parents = {
            name: [edge.parent for edge in term.under if stands(edge)]
            for name, term in taxonomy.terms.items()
        }
        self._up: dict[str, frozenset[str]] = {}
        for name in parents:
            self._up[name] = self._reach(name, parents)
        self._below: dict[str, set[str]] = {}
        for name, over in self._up.items():
            for each in over:
                self._below.setdefault(each, set()).add(name)
        self.open: dict[str, Answers] = _By(lambda term: Answers(term, self.is_term))
        self.exact: dict[str, Answers] = _By(lambda term: Answers(term, self.within))

    def above(self, name: str) -> frozenset[str]:
        """`name` and every term that it lies below."""
        known = self._up.get(name)
        if known is not None:
            return known
        return self._reach(name, {})

    def _reach(self, name: str, parents: Mapping[str, Sequence[str]]) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            if each in self._up:
                seen |= self._up[each]
            elif each not in seen:
                seen.add(each)
                waiting.extend(parents.get(each) or self._prefix(each, parents))
        return frozenset(seen)

    def _prefix(self, name: str, parents: Mapping[str, Sequence[str]]) -> Sequence[str]:
        prefix, slash, _ = name.rpartition("/")
        below = self._taxonomy.paths and slash and name not in parents
        return (prefix,) if below else ()

    def touched(self, name: str) -> frozenset[str]:
        """`name`, what lies below it, and all that those lie below."""
        below = self._below.get(name, ())
        return self.above(name).union(*(self._up[each] for each in below))

    def is_term(self, value: str, term: str) -> int:
        """Whether an open value is the term: unknown where both have one below them."""
        if term in self.above(value):
            return TRUE
        if value in self.above(term):
            return UNKNOWN
        mine, its = self._below.get(value), self._below.get(term)
        shared = mine is not None and its is not None and not mine.isdisjoint(its)
        return UNKNOWN if shared else FALSE

    def within(self, value: str, term: str) -> int:
        """Whether an exact value is the term or lies below it."""
        return TRUE if term in self.above(value) else FALSE


class Answers(dict[str, int]):
    """What values say of one term; a bounded number of them."""

    __slots__ = ("_ask", "_term")

    def __init__(self, term: str, ask: Callable[[str, str], int]) -> None:
        """Nothing is asked before it is needed."""
        self._term, self._ask = term, ask

    def __missing__(self, value: str) -> int:
        """Ask, and remember."""
        if len(self) >= REMEMBERED:
            self.clear()
        answer = self[value] = self._ask(value, self._term)
        return answer


class _By(dict[str, Answers]):
    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], Answers]) -> None:
        self._make = make

    def __missing__(self, term: str) -> Answers:
        made = self[term] = self._make(term)
        return made


class Terms:
    """A taxonomy with its dated edges, and its relations on any day."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Relations are made when they are first asked for."""
        self.taxonomy = taxonomy
        self.dated = tuple(
            edge
            for term in taxonomy.terms.values()
            for edge in term.under
            if edge.versions
        )
        self._made: dict[frozenset[int], Relations] = {}

    def at(self, stands: Callable[[Edge], bool]) -> Relations:
        """The relations where those of the dated edges hold."""
        chosen = frozenset(id(edge) for edge in self.dated if stands(edge))
        made = self._made.get(chosen)
        if made is None:
            made = Relations(
                self.taxonomy, lambda edge: not edge.versions or id(edge) in chosen
            )
            self._made[chosen] = made
        return made

    @cached_property
    def fewest(self) -> Relations:
        """Without any dated edge."""
        return self.at(lambda _: False)

    @cached_property
    def most(self) -> Relations:
        """With every dated edge."""
        return self.at(lambda _: True)
