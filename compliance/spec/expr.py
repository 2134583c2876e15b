"""What a condition says of a deployment (§5)."""

import operator
from datetime import date
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
from compliance.core.values import Truth, Value
from compliance.spec.env import Env, taxonomy_of
from compliance.spec.periods import holds_in, latest, shift
from compliance.spec.terms import is_term, is_within
from compliance.spec.truth import agreed, every, negate, some, truth


def holds(expr: Expr, env: Env) -> Truth:
    """Whether `expr` holds; unknown where a fact that decides it is."""
    match expr:
        case All(args):
            return every(holds(arg, env) for arg in args)
        case AnyOf(args):
            return some(holds(arg, env) for arg in args)
        case Not(arg):
            return negate(holds(arg, env))
        case Is(fact, term) | Within(fact, term):
            value = env.facts.get(fact)
            if value is None:
                return Truth.UNKNOWN
            relation = is_term if isinstance(expr, Is) else is_within
            return relation(str(value), term, taxonomy_of(fact, env), env)
        case Equal(left, right) | Less(left, right) | AtMost(left, right):
            first, second = valued(left, env), valued(right, env)
            if first is None or second is None:
                return Truth.UNKNOWN
            return truth(compares(expr, first, second))
        case StartsWith(fact, prefix):
            value = env.facts.get(fact)
            if value is None:
                return Truth.UNKNOWN
            return truth(str(value).startswith(prefix))
        case Readings(_, _, alternatives):
            return agreed(holds(each.means, env) for each in alternatives)
        case _:
            assert_never(expr)


def compares(expr: Equal | Less | AtMost, left: Value, right: Value) -> bool:
    """Whether two known values stand so; values of two types never do."""
    return type(left) is type(right) and ORDER[type(expr)](left, right)


ORDER = {Equal: operator.eq, Less: operator.lt, AtMost: operator.le}


def valued(operand: Operand, env: Env) -> Value | None:
    """The value of one side of a comparison, None where it is unknown."""
    match operand:
        case Fact(name):
            return env.facts.get(name)
        case Literal(value):
            return value
        case Parameter():
            return parameter_value(operand, env)
        case Shifted(start, by):
            day = valued(start, env)
            return shift(day, by) if isinstance(day, date) else None
        case _:
            assert_never(operand)


def parameter_value(parameter: Parameter, env: Env) -> Value | None:
    """The value whose period holds, if it is certain that it does."""
    version = latest(parameter.versions, env)
    for dated in () if version is None else version.values:
        if holds_in(dated.period, env, presume=False) is Truth.TRUE:
            return dated.value
    return None
