"""Conditions as functions of facts and a moment (§5)."""

from collections.abc import Callable, Mapping
from datetime import date
from operator import eq, le, lt
from typing import TypeAlias, assert_never

from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.periods import later, latest, within
from compliance.backends.compiled.truth import (
    FALSE,
    TRUE,
    UNKNOWN,
    conjunction,
    disjunction,
)
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

Facts: TypeAlias = Mapping[str, Value]
Condition: TypeAlias = Callable[[Facts, Moment], int]
Side: TypeAlias = Callable[[Facts, Moment], Value | None]
ORDER = {Equal: eq, Less: lt, AtMost: le}


def condition(expr: Expr, vocabulary: Vocabulary) -> Condition:
    """What `expr` says of facts at a moment: 0 false, 1 unknown, 2 true."""
    match expr:
        case All(args):
            return conjunction(tuple(condition(arg, vocabulary) for arg in args))
        case AnyOf(args):
            return disjunction(tuple(condition(arg, vocabulary) for arg in args))
        case Not(arg):
            inner = condition(arg, vocabulary)
            return lambda facts, moment: TRUE - inner(facts, moment)
        case Is() | Within():
            return _relation(expr, vocabulary)
        case Equal() | Less() | AtMost():
            return _comparison(expr)
        case StartsWith(fact, prefix):
            return _starts(fact, prefix)
        case Readings(_, _, alternatives):
            means = tuple(condition(each.means, vocabulary) for each in alternatives)
            return _agreement(means)
        case _:
            assert_never(expr)


def _relation(expr: Is | Within, vocabulary: Vocabulary) -> Condition:
    fact, term = expr.fact, expr.term
    kind = vocabulary.facts[fact].type
    if not isinstance(kind, TermOf):
        raise TypeError(fact)
    taxonomy, open_ = kind.taxonomy, isinstance(expr, Is)

    def related(facts: Facts, moment: Moment) -> int:
        value = facts.get(fact)
        if value is None:
            return UNKNOWN
        relations = moment.relations(taxonomy)
        answers = relations.open if open_ else relations.exact
        return answers[term][str(value)]

    return related


def _comparison(expr: Equal | Less | AtMost) -> Condition:
    left, right, stands = side(expr.left), side(expr.right), ORDER[type(expr)]

    def compared(facts: Facts, moment: Moment) -> int:
        first, second = left(facts, moment), right(facts, moment)
        if first is None or second is None:
            return UNKNOWN
        alike = type(first) is type(second)
        return TRUE if alike and stands(first, second) else FALSE

    return compared


def _starts(fact: str, prefix: str) -> Condition:
    def starts(facts: Facts, _: Moment) -> int:
        value = facts.get(fact)
        if value is None:
            return UNKNOWN
        return TRUE if str(value).startswith(prefix) else FALSE

    return starts


def _agreement(means: tuple[Condition, ...]) -> Condition:
    def agreed(facts: Facts, moment: Moment) -> int:
        answers = {each(facts, moment) for each in means}
        return answers.pop() if len(answers) == 1 else UNKNOWN

    return agreed


def side(operand: Operand) -> Side:
    """The value of one side of a comparison, None where it is not known."""
    match operand:
        case Fact(name):
            return lambda facts, _: facts.get(name)
        case Literal(value):
            return lambda _facts, _moment: value
        case Parameter():
            return _parameter(operand)
        case Shifted(start, by):
            origin = side(start)

            def shifted(facts: Facts, moment: Moment) -> Value | None:
                day = origin(facts, moment)
                return later(day, by) if isinstance(day, date) else None

            return shifted
        case _:
            assert_never(operand)


def _parameter(parameter: Parameter) -> Side:
    tests = {
        id(version): [
            (within(d.period, presume=False), d.value) for d in version.values
        ]
        for version in parameter.versions
    }

    def value_of(_: Facts, moment: Moment) -> Value | None:
        version = latest(parameter.versions, moment)
        for holds, value in () if version is None else tests[id(version)]:
            if holds(moment) == TRUE:
                return value
        return None

    return value_of
