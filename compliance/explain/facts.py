"""Which facts a condition speaks of."""

from collections.abc import Iterable, Iterator, Mapping

from compliance.core.expr import (
    All,
    AnyOf,
    Expr,
    Fact,
    Is,
    Not,
    Operand,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.values import Value


def facts_in(
    conditions: Iterable[Expr], stated: Mapping[str, Value]
) -> dict[str, Value]:
    """The stated facts that `conditions` speak of, in the order they do."""
    named = dict.fromkeys(name for each in conditions for name in names_in(each))
    return {name: stated[name] for name in named if name in stated}


def names_in(expr: Expr) -> Iterator[str]:
    """The facts of a condition."""
    match expr:
        case All(args) | AnyOf(args):
            for arg in args:
                yield from names_in(arg)
        case Not(arg):
            yield from names_in(arg)
        case Is(fact) | Within(fact) | StartsWith(fact):
            yield fact
        case Readings(_, _, alternatives):
            for each in alternatives:
                yield from names_in(each.means)
        case _:
            yield from _names_beside(expr.left)
            yield from _names_beside(expr.right)


def _names_beside(operand: Operand) -> Iterator[str]:
    match operand:
        case Fact(name):
            yield name
        case Shifted(start):
            yield from _names_beside(start)
        case _:
            return
