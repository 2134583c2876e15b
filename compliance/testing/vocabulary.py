"""Small vocabularies: taxonomies with diamonds, paths and dated edges; their facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from compliance.core.periods import OnDay, Period, Version
from compliance.core.terms import (
    Edge,
    FactDeclaration,
    Plain,
    Taxonomy,
    Term,
    TermOf,
    Vocabulary,
)
from compliance.core.values import Value
from compliance.testing.days import DAYS, days, known, made_by, windows
from compliance.testing.search import st

TYPES: Mapping[str, Plain | TermOf] = {
    "act": TermOf("kind"),
    "customer.kind": TermOf("kind"),
    "place": TermOf("place"),
    "customer.home": TermOf("place", exact=True),
    "vendor": TermOf("body", exact=True),
    "flag": Plain.BOOLEAN,
    "customer.vetted": Plain.BOOLEAN,
    "seal": Plain.BOOLEAN,
    "count": Plain.INTEGER,
    "limit": Plain.INTEGER,
    "amount": Plain.DECIMAL,
    "began": Plain.DATE,
    "ended": Plain.DATE,
    "code": Plain.TEXT,
}
FACTS = {
    name: FactDeclaration(name, kind, f"What is `{name}`?")
    for name, kind in TYPES.items()
}
KINDS = tuple(f"k{number}" for number in range(6))
PLACES = ("U", "X", "X-1", "X-1/p", "X-2", "Y", "Y/q")
PREFIXES = {"X-1": "X", "X-1/p": "X-1", "X-2": "X", "Y/q": "Y"}
TERMS: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "place": PLACES,
    "body": ("b0", "b1"),
}
UNDECLARED: Mapping[str, tuple[str, ...]] = {
    "kind": (),
    "place": ("Y/q/n", "X-1/n", "X-1/n/m"),
    "body": ("b2",),
}
VALUES: Mapping[Plain, tuple[Value, ...]] = {
    Plain.BOOLEAN: (True, False),
    Plain.INTEGER: (0, 1, 2, 3),
    Plain.DECIMAL: (Decimal("0.5"), Decimal(1), Decimal("1.0"), Decimal("2.5")),
    Plain.DATE: DAYS,
    Plain.TEXT: ("AB-1", "AB-2", "AB", "C"),
}


def values(name: str) -> tuple[Value, ...]:
    """Every value that such a small vocabulary has a use for."""
    match TYPES[name]:
        case TermOf(taxonomy):
            return (*TERMS[taxonomy], *UNDECLARED[taxonomy])
        case plain:
            return VALUES[plain]


@st.composite
def vocabularies(draw: st.DrawFn) -> Vocabulary:
    """The facts above, over taxonomies whose edges vary."""
    kinds = {
        name: _term(name, draw(PARENTS[number])) for number, name in enumerate(KINDS)
    }
    below_u = draw(st.sampled_from(((), ("X",), ("X-1", "Y"), ("X-1/p",), ("X", "Y"))))
    places = {
        name: _term(name, (PREFIXES.get(name, ""), "U" if name in below_u else ""))
        for name in PLACES
    }
    for terms in (kinds, places):
        for name in draw(st.sampled_from(((), (), *((n,) for n in terms)))):
            terms[name] = _dated(terms[name], draw(edge_versions))
    bodies = {name: _term(name, ()) for name in TERMS["body"]}
    taxonomies = (
        Taxonomy("kind", "Kinds", kinds),
        Taxonomy("place", "Places", places, open=True, paths=True),
        Taxonomy("body", "Bodies", bodies, open=True),
    )
    parties = {"customer": "Who acquires it"}
    return Vocabulary(FACTS, {each.name: each for each in taxonomies}, parties)


def _parents(number: int) -> tuple[tuple[str, ...], ...]:
    above = KINDS[:number]
    return (*((each,) for each in above), *combinations(above, 2), ())


PARENTS = tuple(st.sampled_from(_parents(number)) for number in range(len(KINDS)))


def _term(name: str, under: tuple[str, ...]) -> Term:
    edges = tuple(Edge(parent) for parent in under if parent)
    return Term(name, f"What `{name}` means", edges)


def _dated(term: Term, versions: tuple[Version, ...]) -> Term:
    """The term, its last edge holding only when `versions` say so."""
    edges = [
        *term.under[:-1],
        *(replace(e, versions=versions) for e in term.under[-1:]),
    ]
    return replace(term, under=tuple(edges))


def _edge_version(
    day: date, window: tuple[date, date], ends: tuple[bool, bool], by: str | None
) -> Version:
    first, last = (
        OnDay(d) if stated else None for d, stated in zip(window, ends, strict=True)
    )
    return Version(day, (Period(first, last),), by=by)


_ends = st.sampled_from(((True, True), (False, True), (True, False)))
_one = st.builds(_edge_version, known, windows, _ends, st.none())
_made = st.builds(_edge_version, days, windows, _ends, made_by)
edge_versions = st.tuples(_one, _made).map(
    lambda pair: pair if pair[0].known < pair[1].known else pair[:1]
)
