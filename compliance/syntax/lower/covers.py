"""What a ruleset covers: as it declares, or as its rules' patterns show (§13)."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from compliance.core.expr import (
    All,
    AnyOf,
    Equal,
    Expr,
    Fact,
    Is,
    Literal,
    Readings,
    Within,
)
from compliance.core.rulebook import Covers
from compliance.core.rules import Permit, Rule
from compliance.syntax.lower.context import Context, unknown
from compliance.syntax.lower.values import read_term
from compliance.syntax.model.ruleset import CoversDocument
from compliance.syntax.place import Place

DIMENSIONS = ("place", "technology", "activity")
GOVERNMENT = ".government"
Stated: TypeAlias = Mapping[str, frozenset[str]]


def covers_of(
    document: CoversDocument | None,
    rules: Iterable[Rule],
    place: Place,
    context: Context,
) -> Covers:
    """What is declared; for the rest, the terms without which no rule applies."""
    patterns = [rule.when for rule in rules if not isinstance(rule, Permit)]
    stated = dict(_either(patterns))
    if document is not None:
        stated |= _declared(document, place, context)
    return Covers(*(tuple(sorted(stated.get(each, ()))) for each in DIMENSIONS))


def _declared(document: CoversDocument, place: Place, context: Context) -> Stated:
    declared = {}
    for dimension in DIMENSIONS:
        names: tuple[str, ...] | None = getattr(document, dimension)
        if names is None:
            continue
        here = place.at(dimension)
        taxonomies = context.vocabulary.taxonomies
        if dimension not in taxonomies:
            unknown(here, "N213", "a taxonomy", dimension, taxonomies, at_key=True)
            continue
        pairs = zip(names, here.items(), strict=True)
        terms = (read_term(name, dimension, each, context) for name, each in pairs)
        declared[dimension] = frozenset(term for term in terms if term is not None)
    return declared


def _stated(expr: Expr) -> Stated:
    """The terms of which `expr` asks for one, by what they say."""
    match expr:
        case Is(fact, term) if fact in DIMENSIONS:
            return {fact: frozenset({term})}
        case Within(fact, term) if fact.endswith(GOVERNMENT):
            return {"place": frozenset({term})}
        case Equal(Fact(fact), Literal(str(term))) if fact.endswith(GOVERNMENT):
            return {"place": frozenset({term})}
        case All(args):
            return _together(args)
        case AnyOf(args):
            return _either(args)
        case Readings(_, _, alternatives):
            return _either([each.means for each in alternatives])
        case _:
            return {}


def _together(args: Iterable[Expr]) -> Stated:
    found: dict[str, frozenset[str]] = {}
    for stated in map(_stated, args):
        for dimension, terms in stated.items():
            found[dimension] = found.get(dimension, frozenset()) | terms
    return found


def _either(args: Iterable[Expr]) -> Stated:
    each = [_stated(arg) for arg in args]
    return {
        dimension: frozenset().union(*(stated[dimension] for stated in each))
        for dimension in DIMENSIONS
        if each and all(dimension in stated for stated in each)
    }
