"""Facts chosen so that a condition holds, or fails: how deep code is reached."""

from collections.abc import MutableMapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias, assert_never

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
from compliance.core.rulebook import Rulebook
from compliance.core.rules import Permit, Require, Rule
from compliance.core.terms import FactDeclaration, Plain, Taxonomy, TermOf, Vocabulary
from compliance.core.values import Value
from compliance.testing.search import st
from compliance.testing.taxonomies import narrower

Facts: TypeAlias = MutableMapping[str, Value]
SAMPLES: dict[Plain, Value] = {
    Plain.BOOLEAN: True,
    Plain.INTEGER: 1,
    Plain.DECIMAL: Decimal(1),
    Plain.DATE: date(2024, 6, 15),
    Plain.TEXT: "text",
}


def aim(
    draw: st.DrawFn, expr: Expr, facts: Facts, vocabulary: Vocabulary, *, want: bool
) -> None:
    """State in `facts` what is likely to make `expr` hold, or fail if not `want`.

    What is stated already is left as it is.
    """
    match expr:
        case All(args) | AnyOf(args):
            if args:
                chosen = args
                if isinstance(expr, All) is not want:
                    chosen = (draw(st.sampled_from(args)),)
                for arg in chosen:
                    aim(draw, arg, facts, vocabulary, want=want)
        case Not(arg):
            aim(draw, arg, facts, vocabulary, want=not want)
        case Is(fact, term) | Within(fact, term):
            if fact not in facts:
                taxonomy = taxonomy_of(vocabulary.facts[fact], vocabulary)
                facts[fact] = draw(st.sampled_from(_terms(term, taxonomy, want=want)))
        case Equal() | Less() | AtMost():
            _compare(draw, expr, facts, vocabulary, want=want)
        case StartsWith(fact, prefix):
            facts.setdefault(fact, f"{prefix}1" if want else "no")
        case Readings(_, _, alternatives):
            for each in alternatives:
                aim(draw, each.means, facts, vocabulary, want=want)
        case _:
            assert_never(expr)


def aim_at(draw: st.DrawFn, rule: Rule, rulebook: Rulebook, facts: Facts) -> None:
    """Facts that make `rule` fire, and perhaps what lifts or meets it hold too."""
    aim(draw, rule.when, facts, rulebook.vocabulary, want=True)
    for expr in _around(rule, rulebook):
        match draw(st.sampled_from(["leave", "hold", "fail", "fail"])):
            case "hold":
                aim(draw, expr, facts, rulebook.vocabulary, want=True)
            case "fail":
                aim(draw, expr, facts, rulebook.vocabulary, want=False)
            case _:
                pass


def _around(rule: Rule, rulebook: Rulebook) -> list[Expr]:
    found = [each.when for each in rule.unless]
    for ruleset in rulebook.rulesets.values():
        found += [
            other.when
            for other in ruleset.rules
            if isinstance(other, Permit) and rule.id in other.overrides
        ]
    for item in rule.items if isinstance(rule, Require) else ():
        found += [item.that, *(each.when for each in item.unless)]
        if item.refused is not None:
            found.append(item.refused)
    return found


def taxonomy_of(fact: FactDeclaration, vocabulary: Vocabulary) -> Taxonomy:
    """The taxonomy of a term fact."""
    if not isinstance(fact.type, TermOf):
        raise TypeError(fact.name)
    return vocabulary.taxonomies[fact.type.taxonomy]


def _terms(term: str, taxonomy: Taxonomy, *, want: bool) -> list[str]:
    below = narrower(term, taxonomy)
    if want:
        return [*below, f"{term}/new"] if taxonomy.open and taxonomy.paths else below
    return [name for name in taxonomy.terms if name not in below] or [term]


def _compare(
    draw: st.DrawFn,
    expr: Equal | Less | AtMost,
    facts: Facts,
    vocabulary: Vocabulary,
    *,
    want: bool,
) -> None:
    left, right = expr.left, expr.right
    if _stated(left, facts) is None and _stated(right, facts) is None:
        _state(left, _sample(left, vocabulary), facts)
    for side, other, sign in ((left, right, -1), (right, left, 1)):
        anchor = _stated(other, facts)
        if anchor is not None:
            value = draw(st.sampled_from(_near(expr, anchor, sign, want=want)))
            _state(side, value, facts)


def _near(
    expr: Equal | Less | AtMost, anchor: Value, sign: int, *, want: bool
) -> list[Value]:
    """Values that stand so to `anchor`: on its left for -1, on its right for 1."""
    if isinstance(anchor, str):
        return [anchor if want else f"{anchor}/not"]
    if isinstance(anchor, bool):
        return [anchor is want]
    beyond = [_step(anchor, sign), _step(anchor, 50 * sign)]
    short = [_step(anchor, -sign), _step(anchor, -50 * sign)]
    match expr:
        case Equal():
            return [anchor] if want else beyond + short
        case Less():
            return beyond if want else [anchor, *short]
        case AtMost():
            return [anchor, *beyond] if want else short


def _step(anchor: int | Decimal | date, by: int) -> Value:
    if not isinstance(anchor, date):
        return anchor + by
    try:
        return anchor + timedelta(days=by if abs(by) == 1 else 8 * by)
    except OverflowError:
        return anchor


def _stated(operand: Operand, facts: Facts) -> Value | None:
    match operand:
        case Fact(name):
            return facts.get(name)
        case Literal(value):
            return value
        case Parameter(_, versions):
            return next((d.value for v in versions for d in v.values), None)
        case Shifted(start, by):
            day = _stated(start, facts)
            if not isinstance(day, date):
                return None
            days = 365 * by.years + 30 * by.months + by.days
            return min(date.max, day + timedelta(days=min(days, (date.max - day).days)))
        case _:
            assert_never(operand)


def _state(operand: Operand, value: Value, facts: Facts) -> None:
    match operand:
        case Fact(name):
            facts.setdefault(name, value)
        case Shifted(start, by):
            days = 365 * by.years + 30 * by.months + by.days
            if isinstance(value, date):
                earlier = min(days, (value - date.min).days)
                _state(start, value - timedelta(days=earlier), facts)
        case Literal() | Parameter():
            return
        case _:
            assert_never(operand)


def _sample(operand: Operand, vocabulary: Vocabulary) -> Value:
    match operand:
        case Fact(name):
            kind = vocabulary.facts[name].type
            if isinstance(kind, TermOf):
                return next(iter(vocabulary.taxonomies[kind.taxonomy].terms), "new")
            return SAMPLES[kind]
        case Shifted():
            return SAMPLES[Plain.DATE]
        case _:
            return False
