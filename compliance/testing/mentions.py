"""What a rulebook speaks of: its dates, and the values that it compares facts with."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta

from compliance.core.expr import Equal, Fact, Is, Literal, StartsWith, Within
from compliance.core.rulebook import Rulebook
from compliance.core.values import Value

ONE = timedelta(days=1)


def parts(node: object) -> Iterator[object]:
    """`node` and everything in it."""
    yield node
    if isinstance(node, Mapping):
        inner = list(node.values())
    elif isinstance(node, tuple):
        inner = list(node)
    elif is_dataclass(node):
        inner = [getattr(node, each.name) for each in fields(node)]
    else:
        inner = []
    for each in inner:
        yield from parts(each)


def days_in(node: object) -> list[date]:
    """Every date in `node`, in order; never none."""
    named = {part for part in parts(node) if isinstance(part, date)}
    return sorted(named) or [date(2024, 1, 1)]


def days_near(node: object) -> list[date]:
    """Every date in `node`, with the days around it, in order; never none."""
    named = set(days_in(node))
    around = {day - ONE for day in named if day > date.min}
    around |= {day + ONE for day in named if day < date.max}
    return sorted(named | around)


def facts_named(node: object) -> set[str]:
    """The facts that conditions in `node` test."""
    found = set()
    for part in parts(node):
        match part:
            case Is(fact, _) | Within(fact, _) | StartsWith(fact, _) | Fact(fact):
                found.add(fact)
            case _:
                pass
    return found


def values_named(rulebook: Rulebook) -> dict[str, list[Value]]:
    """For each fact that conditions test, the terms and literals it is tested for."""
    found: dict[str, dict[Value, None]] = {}
    for part in parts(rulebook.rulesets):
        match part:
            case Is(fact, term) | Within(fact, term) | StartsWith(fact, term):
                found.setdefault(fact, {})[term] = None
            case Equal(Fact(fact), Literal(value)):
                found.setdefault(fact, {})[value] = None
            case _:
                pass
    return {fact: list(each) for fact, each in sorted(found.items())}
