"""Conditions of every kind, over the generated vocabularies."""

from collections.abc import Iterator
from itertools import product

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
    Reading,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.periods import Between, Bound, Dated, OnDay, Period, ValueVersion
from compliance.core.terms import Plain, TermOf
from compliance.testing.days import DAYS, DURATIONS, EARLY, EVENTS, MAKERS, happenings
from compliance.testing.search import st
from compliance.testing.vocabulary import TERMS, TYPES, VALUES

TEXTS = ("A", "AB-", "C", "")
CHANGES: tuple[Bound, ...] = (
    OnDay(DAYS[6]),
    happenings(EVENTS)[0],
    Between(DAYS[3], DAYS[6]),
)
RELATIONS: tuple[type[Equal | Less | AtMost], ...] = (Equal, Less, AtMost)
ORDERED = (Plain.INTEGER, Plain.DECIMAL, Plain.DATE)


def parameters(plain: Plain) -> Iterator[Parameter]:
    """Values with versions; where one changes, a period ends as the next begins."""
    low, high = VALUES[plain][1], VALUES[plain][-1]
    always = (Dated(low, Period(None, None)),)
    name = f"least-{plain.value}"
    for number, change in enumerate(CHANGES):
        both = (Dated(low, Period(None, change)), Dated(high, Period(change, None)))
        later = ValueVersion(DAYS[number + 4], both, by=(None, *MAKERS)[number])
        yield Parameter(f"{name}-{number}", (ValueVersion(EARLY, both),))
        yield Parameter(f"{name}-{number}-new", (later, ValueVersion(EARLY, always)))


def operands(plain: Plain) -> tuple[Operand, ...]:
    """Literals, facts and parameters of that type."""
    facts = (name for name, kind in TYPES.items() if kind is plain)
    literals = map(Literal, VALUES[plain])
    return (*literals, *map(Fact, facts), *parameters(plain))


def terms() -> Iterator[Expr]:
    """Each test of a term fact, open or exact."""
    for fact, kind in TYPES.items():
        for term in TERMS[kind.taxonomy] if isinstance(kind, TermOf) else ():
            if isinstance(kind, TermOf) and kind.exact:
                yield Within(fact, term)
                yield Equal(Fact(fact), Literal(term))
            else:
                yield Is(fact, term)


def plain_tests() -> Iterator[Expr]:
    """Each test of a truth or a text."""
    for name, kind in TYPES.items():
        if kind in {Plain.BOOLEAN, Plain.TEXT} and isinstance(kind, Plain):
            yield from (Equal(Fact(name), Literal(each)) for each in VALUES[kind])
    yield from (StartsWith("code", prefix) for prefix in TEXTS)


def comparisons() -> Iterator[Expr]:
    """Each comparison of a number or a date, either way round."""
    for (name, kind), relation in product(TYPES.items(), RELATIONS):
        for other in operands(kind) if isinstance(kind, Plain) else ():
            if kind in ORDERED:
                yield relation(Fact(name), other)
                yield relation(other, Fact(name))
            if kind is Plain.DATE:
                for by in DURATIONS[1:]:
                    yield relation(Shifted(Fact(name), by), other)
                    yield relation(Fact(name), Shifted(other, by))


atoms = st.one_of(
    st.sampled_from(tuple(terms())),
    st.sampled_from(tuple(plain_tests())),
    st.sampled_from(tuple(plain_tests())),
    st.sampled_from(tuple(comparisons())),
)


def _over(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """`inner` itself, or the conditions that can be made of it."""
    pair = st.tuples(inner, inner)
    title = st.sampled_from(("wide", "strict"))
    return st.one_of(
        inner,
        inner,
        pair.map(All),
        pair.map(AnyOf),
        inner.map(Not),
        st.builds(_readings, title, inner, inner),
    )


def _readings(name: str, one: Expr, other: Expr) -> Readings:
    alternatives = (Reading("one", "One", one), Reading("other", "Other", other))
    return Readings(name, f"The words `{name}`", alternatives)


shallow: st.SearchStrategy[Expr] = _over(atoms)
conditions: st.SearchStrategy[Expr] = _over(shallow)
