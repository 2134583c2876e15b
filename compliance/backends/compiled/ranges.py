"""What a condition may answer when one fact is known and nothing else is.

The pair of the least and the greatest answer that other facts and dates could make of
it: (0, 0) is false whatever they are, (2, 2) true whatever they are.
"""

from collections.abc import Mapping
from operator import eq, le, lt
from typing import TypeAlias, assert_never

from compliance.backends.compiled.terms import Terms
from compliance.backends.compiled.truth import FALSE, TRUE
from compliance.core.expr import (
    All,
    AnyOf,
    AtMost,
    Equal,
    Expr,
    Fact,
    Is,
    Less,
    Literal,
    Not,
    Operand,
    Parameter,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.terms import TermOf, Vocabulary
from compliance.core.values import Value

Range: TypeAlias = tuple[int, int]
ANYTHING: Range = (FALSE, TRUE)
SURE: Mapping[bool, Range] = {False: (FALSE, FALSE), True: (TRUE, TRUE)}
ORDER = {Equal: eq, Less: lt, AtMost: le}


class Ranges:
    """Ranges of conditions over one vocabulary."""

    __slots__ = ("_terms", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary, terms: Mapping[str, Terms]) -> None:
        """The taxonomies of the vocabulary, with their dated edges."""
        self._vocabulary, self._terms = vocabulary, terms

    def of(self, expr: Expr, fact: str, value: Value) -> Range:
        """What `expr` may answer where `fact` is `value`."""
        match expr:
            case All(args):
                each = [self.of(arg, fact, value) for arg in args]
                return (
                    min((low for low, _ in each), default=TRUE),
                    min((high for _, high in each), default=TRUE),
                )
            case AnyOf(args):
                each = [self.of(arg, fact, value) for arg in args]
                return (
                    max((low for low, _ in each), default=FALSE),
                    max((high for _, high in each), default=FALSE),
                )
            case Not(arg):
                low, high = self.of(arg, fact, value)
                return TRUE - high, TRUE - low
            case Is(name, term) | Within(name, term):
                if name != fact:
                    return ANYTHING
                return self._relation(expr, str(value), term)
            case Equal(left, right) | Less(left, right) | AtMost(left, right):
                return self._comparison(expr, left, right, fact, value)
            case StartsWith(name, prefix):
                if name != fact:
                    return ANYTHING
                return SURE[str(value).startswith(prefix)]
            case Readings(_, _, alternatives):
                said = {self.of(each.means, fact, value) for each in alternatives}
                low, high = said.pop()
                return (low, high) if not said and low == high else ANYTHING
            case _:
                assert_never(expr)

    def touched(self, fact: str, value: Value) -> frozenset[str] | set[Value]:
        """The terms that a value may be, or that may be of it; else only itself."""
        kind = self._vocabulary.facts[fact].type
        if isinstance(kind, TermOf):
            return self._terms[kind.taxonomy].most.touched(str(value))
        return {value}

    def _relation(self, expr: Is | Within, value: str, term: str) -> Range:
        kind = self._vocabulary.facts[expr.fact].type
        if not isinstance(kind, TermOf):
            raise TypeError(expr.fact)
        terms = self._terms[kind.taxonomy]
        few, many = terms.fewest, terms.most
        if isinstance(expr, Is):
            return few.is_term(value, term), many.is_term(value, term)
        return few.within(value, term), many.within(value, term)

    @staticmethod
    def _comparison(
        expr: Equal | Less | AtMost,
        left: Operand,
        right: Operand,
        fact: str,
        value: Value,
    ) -> Range:
        sides = []
        for operand in (left, right):
            if isinstance(operand, Literal):
                sides.append(operand.value)
            elif operand == Fact(fact):
                sides.append(value)
            else:
                return ANYTHING
        alike = type(sides[0]) is type(sides[1])
        return SURE[alike and ORDER[type(expr)](*sides)]


def asked_by(expr: Expr) -> set[str | None]:
    """The facts that `expr` asks for; None is among them if dates matter too."""
    match expr:
        case All(args) | AnyOf(args):
            return set().union(*(asked_by(arg) for arg in args))
        case Not(arg):
            return asked_by(arg)
        case Is(fact, _) | Within(fact, _) | StartsWith(fact, _):
            return {fact}
        case Equal(left, right) | Less(left, right) | AtMost(left, right):
            return {*_named(left), *_named(right)}
        case Readings(_, _, alternatives):
            return set().union(*(asked_by(each.means) for each in alternatives))
        case _:
            assert_never(expr)


def _named(operand: Operand) -> set[str | None]:
    match operand:
        case Fact(name):
            return {name}
        case Literal():
            return set()
        case Parameter():
            return {None}
        case Shifted(start):
            return _named(start)
        case _:
            assert_never(operand)


def conjuncts(expr: Expr) -> tuple[Expr, ...]:
    """The conditions that must all hold, without the ones that only group them."""
    if isinstance(expr, All):
        return tuple(part for arg in expr.args for part in conjuncts(arg))
    return (expr,)
