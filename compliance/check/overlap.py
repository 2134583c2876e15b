"""Whether two conditions on one fact can hold at once, whatever the day."""

from collections.abc import Iterator, Mapping

from compliance.core.expr import All, AnyOf, Equal, Expr, Fact, Is, Literal, Within
from compliance.core.terms import Taxonomy, TermOf, Vocabulary
from compliance.core.values import Value

Demands = Mapping[str, tuple[Is | Within | Equal, ...]]


def demands(expr: Expr) -> Iterator[tuple[str, tuple[Is | Within | Equal, ...]]]:
    """For facts that `expr` fixes, the atoms one of which must hold."""
    match expr:
        case All(args):
            for arg in args:
                yield from demands(arg)
        case AnyOf(args):
            atoms = [arg for arg in args if isinstance(arg, Is | Within | Equal)]
            names = {name_of(atom) for atom in atoms}
            if len(atoms) == len(args) and len(names) == 1:
                name = names.pop()
                if name is not None:
                    yield name, tuple(atoms)
        case Is() | Within() | Equal():
            name = name_of(expr)
            if name is not None:
                yield name, (expr,)
        case _:
            return


def name_of(atom: Is | Within | Equal) -> str | None:
    """The fact of an atom that compares one with a constant."""
    match atom:
        case Is(name) | Within(name):
            return name
        case Equal(Fact(name), Literal()):
            return name
        case _:
            return None


def exclude(one: Expr, other: Expr, vocabulary: Vocabulary) -> str | None:
    """A fact on which the two can never agree, None if there is none."""
    for name, first in demands(one):
        for same, second in demands(other):
            if name == same and not any(
                _both(a, b, name, vocabulary) for a in first for b in second
            ):
                return name
    return None


def _both(
    one: Is | Within | Equal,
    other: Is | Within | Equal,
    fact: str,
    vocabulary: Vocabulary,
) -> bool:
    declared = vocabulary.facts[fact].type
    if not isinstance(declared, TermOf):
        return _constant(one) == _constant(other)
    if _constant(one) == _constant(other):
        return True
    taxonomy = vocabulary.taxonomies[declared.taxonomy]
    return bool(_values(one, taxonomy) & _values(other, taxonomy))


def _constant(atom: Is | Within | Equal) -> Value:
    match atom:
        case Equal(_, Literal(value)):
            return value
        case Is(_, term) | Within(_, term):
            return term
        case _:
            return ""


def _values(atom: Is | Within | Equal, taxonomy: Taxonomy) -> set[str]:
    term = str(_constant(atom))
    return {term} if isinstance(atom, Equal) else {term, *below(term, taxonomy)}


def below(term: str, taxonomy: Taxonomy) -> set[str]:
    """Every declared term that lies below `term` on some day."""
    narrower: dict[str, list[str]] = {}
    for name, each in taxonomy.terms.items():
        for edge in each.under:
            narrower.setdefault(edge.parent, []).append(name)
    found: set[str] = set()
    waiting = [term]
    while waiting:
        fresh = [name for name in narrower.get(waiting.pop(), ()) if name not in found]
        found.update(fresh)
        waiting += fresh
    return found
