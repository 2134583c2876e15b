"""The conditions of a rule, and the parts of a condition."""

from collections.abc import Iterator

from compliance.core.expr import All, AnyOf, Expr, Not, Parameter, Readings, Shifted
from compliance.core.periods import Version
from compliance.core.rulebook import Rulebook
from compliance.core.rules import Excuse, Item, Require, Rule


def rules_of(rulebook: Rulebook) -> Iterator[Rule]:
    """Every rule, ruleset by ruleset."""
    for ruleset in rulebook.rulesets.values():
        yield from ruleset.rules


def items_of(rule: Rule) -> tuple[Item, ...]:
    """The items of a requirement; no other rule has any."""
    return rule.items if isinstance(rule, Require) else ()


def excuses_of(rule: Rule) -> Iterator[Excuse]:
    """The exceptions of a rule, and those of its items."""
    yield from rule.unless
    for item in items_of(rule):
        yield from item.unless


def conditions_of(rule: Rule) -> Iterator[Expr]:
    """Every condition of a rule: its own, its items' and its exceptions'."""
    yield rule.when
    for item in items_of(rule):
        yield item.that
        if item.refused is not None:
            yield item.refused
    for excuse in excuses_of(rule):
        yield excuse.when


def versions_in(rule: Rule) -> Iterator[tuple[Version, ...]]:
    """The versions of a rule and of each of its exceptions."""
    yield rule.in_force
    for excuse in excuses_of(rule):
        if excuse.in_force is not None:
            yield excuse.in_force


def parts_of(expr: Expr) -> Iterator[Expr]:
    """A condition and everything in it."""
    yield expr
    match expr:
        case All(args) | AnyOf(args):
            for arg in args:
                yield from parts_of(arg)
        case Not(arg):
            yield from parts_of(arg)
        case Readings(_, _, alternatives):
            for each in alternatives:
                yield from parts_of(each.means)
        case _:
            return


def parameters_in(rule: Rule) -> Iterator[Parameter]:
    """Every parameter that a condition of the rule compares with."""
    for condition in conditions_of(rule):
        for part in parts_of(condition):
            for side in (getattr(part, "left", None), getattr(part, "right", None)):
                operand = side.date if isinstance(side, Shifted) else side
                if isinstance(operand, Parameter):
                    yield operand
