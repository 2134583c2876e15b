"""What must be touched, or a condition is false."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from compliance.core.expr import (
    All,
    AnyOf,
    Equal,
    Expr,
    Fact,
    Is,
    Literal,
    Not,
    Readings,
    Within,
)
from compliance.core.values import Value

Trigger: TypeAlias = tuple[str, Value]
Rarity: TypeAlias = Mapping[str, int]


def triggers(expr: Expr, rarity: Rarity) -> frozenset[Trigger] | None:
    """Facts and values of which one must be touched, or `expr` is false.

    None where a condition is not of that kind; the rarest where there is a choice:
    those about facts for which rules name the most different values.
    """
    match expr:
        case Is() | Within() | Equal():
            return frozenset(named(expr)) or None
        case All(args):
            found = [each for arg in args if (each := triggers(arg, rarity))]
            return max(found, key=lambda one: rank(one, rarity), default=None)
        case AnyOf(args):
            known = [one for arg in args if (one := triggers(arg, rarity))]
            return frozenset().union(*known) if len(known) == len(args) else None
        case _:
            return None


def rank(choice: frozenset[Trigger], rarity: Rarity) -> tuple[int, int]:
    """The more, the fewer rules stand under one of them."""
    return min(rarity[fact] for fact, _ in choice), -len(choice)


def named(expr: Expr) -> Iterator[Trigger]:
    """The facts that a condition compares with a term or a value, with those."""
    match expr:
        case Is(fact, term) | Within(fact, term):
            yield fact, term
        case Equal(Fact(fact), Literal(value)) | Equal(Literal(value), Fact(fact)):
            yield fact, value
        case All(args) | AnyOf(args):
            for arg in args:
                yield from named(arg)
        case Not(arg):
            yield from named(arg)
        case Readings(_, _, alternatives):
            for alternative in alternatives:
                yield from named(alternative.means)
        case _:
            return
