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
            return _one_of(args, "is ") or _joined(args, "or", "never")
        case Not(arg):
            return _denied(arg)
        case Is(fact, term):
            return f"{fact} is {term}"
        case Within(fact, term):
            return f"{fact} is within {term}"
        case Equal(left, right):
            return f"{side(left)} is {side(right)}"
        case Less(Literal() as left, right):
            return f"{side(right)} is {_more(expr, 'after')} {side(left)}"
        case Less(left, right):
            return f"{side(left)} is {_less(expr, 'before')} {side(right)}"
        case AtMost(Literal() as left, right):
            return f"{side(right)} is {_more(expr, 'on or after')} {side(left)}"
        case AtMost(left, right):
            return f"{side(left)} is {_less(expr, 'on or before')} {side(right)}"
        case StartsWith(fact, prefix):
            return f"{fact} starts with “{prefix}”"
        case Readings(_, title, alternatives):
            words = "; or ".join(each.title for each in alternatives)
            return f"“{title}” (which may mean: {words})"
        case _:
            assert_never(expr)


def _joined(args: tuple[Expr, ...], word: str, empty: str) -> str:
    if not args:
        return empty
    phrases = [f"({say(arg)})" if _joins(arg) else say(arg) for arg in args]
    return f" {word} ".join(phrases)


def _joins(arg: Expr) -> bool:
    return isinstance(arg, All | AnyOf) and len(arg.args) > 1


def _denied(arg: Expr) -> str:
    match arg:
        case Is() | Within():
            return say(arg).replace(" is ", " is not ", 1)
        case Equal(Fact(), Literal(str())):
            return say(arg).replace(" is ", " is not ", 1)
        case AnyOf((only,)):
            return _denied(only)
        case AnyOf(args):
            same = _one_of(args, "is none of ")
            return same or f"none of these: {'; '.join(f'({say(a)})' for a in args)}"
        case _:
            return f"not ({say(arg)})"


def _one_of(args: tuple[Expr, ...], verb: str) -> str | None:
    """`technology is a, b or c`, where each argument claims so much of one fact."""
    claims = [_claim(each) for each in args]
    leads = {lead for lead, _ in claims}
    if len(args) < ENOUGH or len(leads) > 1 or None in leads:
        return None
    *values, last = [value for _, value in claims]
    return f"{claims[0][0]} {verb}{', '.join(values)} or {last}"


ENOUGH = 2


def _claim(expr: Expr) -> tuple[str | None, str]:
    match expr:
        case Is(fact, term):
            return fact, term
        case Within(fact, term):
            return fact, f"within {term}"
        case Equal(Fact(name), Literal(str(value))):
            return name, value
        case _:
            return None, ""


def _more(expr: Less | AtMost, later: str) -> str:
    return later if _dated(expr) else LATER[later]


def _less(expr: Less | AtMost, sooner: str) -> str:
    return sooner if _dated(expr) else SOONER[sooner]


LATER = {"after": "more than", "on or after": "at least"}
SOONER = {"before": "less than", "on or before": "at most"}


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
            return "true" if value else "false"
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
