"""Conditions in words, one phrase for each construct."""

from datetime import date
from decimal import Decimal
from typing import assert_never

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
from compliance.core.values import Duration, Value


def say(expr: Expr) -> str:
    """`expr` as a phrase of a sentence."""
    match expr:
        case All(args):
            return _joined(args, "and", "always")
        case AnyOf(args):
            return _joined(args, "or", "never")
        case Not(arg):
            return f"not ({say(arg)})"
        case Is(fact, term):
            return f"{fact} is {term}"
        case Within(fact, term):
            return f"{fact} is within {term}"
        case Equal(Fact(name), Literal(True)):
            return name
        case Equal(Fact(name), Literal(False)):
            return f"not {name}"
        case Equal(left, right):
            return f"{side(left)} is {side(right)}"
        case Less(left, right):
            return (
                f"{side(left)} is before {side(right)}"
                if _dated(expr)
                else f"{side(left)} is less than {side(right)}"
            )
        case AtMost(left, right):
            return (
                f"{side(left)} is on or before {side(right)}"
                if _dated(expr)
                else f"{side(left)} is at most {side(right)}"
            )
        case StartsWith(fact, prefix):
            return f"{fact} starts with “{prefix}”"
        case Readings(_, title, alternatives):
            words = "; or ".join(each.title for each in alternatives)
            return f"{title.lower()} ({words})"
        case _:
            assert_never(expr)


def _joined(args: tuple[Expr, ...], word: str, empty: str) -> str:
    if not args:
        return empty
    inner = All if word == "or" else AnyOf
    phrases = [f"({say(a)})" if isinstance(a, inner) else say(a) for a in args]
    return f" {word} ".join(phrases)


def _dated(expr: Less | AtMost) -> bool:
    return any(
        isinstance(operand, Shifted)
        or (isinstance(operand, Literal) and isinstance(operand.value, date))
        for operand in (expr.left, expr.right)
    )


def side(operand: Operand) -> str:
    """One side of a comparison."""
    match operand:
        case Fact(name):
            return name
        case Literal(value):
            return worth(value)
        case Parameter(name):
            return name.rpartition("/")[2]
        case Shifted(start, by):
            return f"{length(by)} after {side(start)}"
        case _:
            assert_never(operand)


def worth(value: Value) -> str:
    """A value as people write it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def length(duration: Duration) -> str:
    """`6 months`."""
    parts = [
        f"{count} {unit if count != 1 else unit.removesuffix('s')}"
        for count, unit in (
            (duration.years, "years"),
            (duration.months, "months"),
            (duration.days, "days"),
        )
        if count
    ]
    return " and ".join(parts) or "no time"
