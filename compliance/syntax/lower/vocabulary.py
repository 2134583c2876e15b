"""From vocabulary and event files to the core's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from compliance.core.periods import Event, EventVersion
from compliance.core.terms import (
    Edge,
    FactDeclaration,
    FactType,
    Plain,
    Taxonomy,
    Term,
    TermOf,
    Vocabulary,
)
from compliance.core.values import Truth
from compliance.syntax.lower.context import Context, cited, unknown
from compliance.syntax.lower.dates import versions_of
from compliance.syntax.model.vocabulary import (
    EdgeDocument,
    EventDocument,
    EventsDocument,
    FactDocument,
    TaxonomyDocument,
    TermDocument,
    VocabularyDocument,
)
from compliance.syntax.place import Place

T = TypeVar("T")
EMPTY = Vocabulary({}, {}, {})
PLAIN = {each.value: each for each in Plain}


def lower_vocabulary(files: list[tuple[VocabularyDocument, Place]]) -> Vocabulary:
    """The vocabulary that all files declare together."""
    taxonomies = _taxonomies(files)
    facts: dict[str, FactDeclaration] = {}
    parties: dict[str, str] = {}
    for document, place in files:
        for name, here in _fresh(place.at("facts"), facts, "fact"):
            declared = _fact(name, document.facts[name], here, taxonomies)
            facts[name] = declared
        for name, _ in _fresh(place.at("parties"), parties, "party"):
            parties[name] = document.parties[name].title
    return Vocabulary(
        MappingProxyType(dict(sorted(facts.items()))),
        MappingProxyType(dict(sorted(taxonomies.items()))),
        MappingProxyType(dict(sorted(parties.items()))),
    )


def _fresh(place: Place, taken: Mapping[str, T], what: str) -> list[tuple[str, Place]]:
    fresh = []
    for name, here in place.parts().items():
        if name in taken:
            here.fault("N212", f"the {what} `{name}` is declared twice", at_key=True)
        else:
            fresh.append((name, here))
    return fresh


def _fact(
    name: str, document: FactDocument, place: Place, taxonomies: Mapping[str, Taxonomy]
) -> FactDeclaration:
    kind: FactType
    if document.type in PLAIN:
        kind = PLAIN[document.type]
    else:
        kind = TermOf(document.type, exact=document.exact)
        if document.type not in taxonomies:
            names = [*PLAIN, *taxonomies]
            unknown(
                place.at("type"), "N213", "a type or a taxonomy", document.type, names
            )
    if document.exact and isinstance(kind, Plain):
        place.at("exact").fault("T304", f"`exact` is for terms; `{name}` is none")
    return FactDeclaration(
        name=name,
        type=kind,
        question=document.question,
        single=document.single,
        changeable=document.changeable,
        unit=document.unit,
        decided_by=document.decided_by,
        where=place.key,
    )


def _taxonomies(files: list[tuple[VocabularyDocument, Place]]) -> dict[str, Taxonomy]:
    taxonomies: dict[str, Taxonomy] = {}
    borrowing: list[tuple[str, str, TaxonomyDocument, Place]] = []
    for document, place in files:
        context = Context(EMPTY, {}, document.sources, {}, {}, place)
        for name, here in _fresh(place.at("taxonomies"), taxonomies, "taxonomy"):
            each = document.taxonomies[name]
            taxonomies[name] = _taxonomy(name, each, here, context)
            if each.names_from is not None:
                borrowing.append((name, each.names_from, each, here))
    for name, lender, document_, here in borrowing:
        if lender not in taxonomies:
            unknown(here.at("names_from"), "N213", "a taxonomy", lender, taxonomies)
        else:
            taxonomies[name] = _borrowed(
                taxonomies[name], taxonomies[lender], document_
            )
    for name, taxonomy in taxonomies.items():
        _check_edges(
            taxonomy,
            next(p.at("taxonomies").at(name) for d, p in files if name in d.taxonomies),
        )
    return taxonomies


def _taxonomy(
    name: str, document: TaxonomyDocument, place: Place, context: Context
) -> Taxonomy:
    here = place.at("terms").parts()
    own = {
        key: _term(key, each, here[key], document, context)
        for key, each in document.terms.items()
    }
    return Taxonomy(
        name=name,
        title=document.title,
        terms=MappingProxyType(own),
        question=document.question,
        open=document.open,
        paths=document.paths,
        where=place.key,
    )


def _borrowed(own: Taxonomy, lender: Taxonomy, document: TaxonomyDocument) -> Taxonomy:
    terms = dict(own.terms)
    for name, term in lender.terms.items():
        if name not in terms:
            prefix = _prefix(name)
            under = (Edge(prefix),) if prefix in lender.terms else ()
            terms[name] = Term(name, term.words, under, term.question, None, term.where)
    return Taxonomy(
        name=own.name,
        title=own.title,
        terms=MappingProxyType(terms),
        question=document.question or lender.question,
        open=own.open,
        paths=lender.paths,
        where=own.where,
    )


def _term(
    name: str,
    document: TermDocument,
    place: Place,
    taxonomy: TaxonomyDocument,
    context: Context,
) -> Term:
    words = document.name or document.definition
    if words is None:
        place.fault(
            "D102", "`definition` is missing: a term has a definition, a place a name"
        )
    edges = [
        _edge(each, here, context)
        for each, here in zip(document.under, place.at("under").items(), strict=False)
    ]
    prefix = _prefix(name)
    if taxonomy.paths and prefix and prefix not in {edge.parent for edge in edges}:
        edges.insert(0, Edge(prefix, (), place.key))
    return Term(
        name=name,
        words=words or "",
        under=tuple(edges),
        question=document.question,
        dpv=document.dpv,
        where=place.key,
    )


def _prefix(name: str) -> str:
    head, slash, _ = name.rpartition("/")
    return head if slash else name.rpartition("-")[0]


def _edge(document: str | EdgeDocument, place: Place, context: Context) -> Edge:
    if isinstance(document, str):
        return Edge(document, (), place.where)
    versions = versions_of(document.in_force, place.at("in_force"), context)
    return Edge(document.term, versions, place.at("term").where)


def _check_edges(taxonomy: Taxonomy, place: Place) -> None:
    terms = place.at("terms")
    for name, term in taxonomy.terms.items():
        for edge in term.under:
            if edge.parent not in taxonomy.terms:
                here = terms.at(name)
                what = f"a term of `{taxonomy.name}`"
                unknown(here, "N214", what, edge.parent, taxonomy.terms, at_key=True)
        if name in _above(name, taxonomy):
            terms.at(name).fault("N215", f"`{name}` lies below itself", at_key=True)


def _above(name: str, taxonomy: Taxonomy) -> set[str]:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        term = taxonomy.terms.get(waiting.pop())
        for edge in () if term is None else term.under:
            if edge.parent not in seen:
                seen.add(edge.parent)
                waiting.append(edge.parent)
    return seen


def lower_events(files: list[tuple[EventsDocument, Place]]) -> dict[str, Event]:
    """The register that all files hold together."""
    events: dict[str, Event] = {}
    for document, place in files:
        context = Context(EMPTY, {}, document.sources, {}, {}, place)
        for name, here in _fresh(place.at("register"), events, "event"):
            events[name] = _event(name, document.register_[name], here, context)
    return dict(sorted(events.items()))


def _event(name: str, document: EventDocument, place: Place, context: Context) -> Event:
    places = place.at("versions").items()
    versions = []
    for entry, here in zip(document.versions, places, strict=True):
        for judgement in entry.judged:
            if judgement not in document.judgements:
                what = f"a judgement of `{name}`"
                unknown(here.at("judged"), "N208", what, judgement, document.judgements)
        versions.append(
            EventVersion(
                known=entry.known,
                checked=entry.checked,
                occurred=entry.occurred,
                judged=judged_of(entry.judged),
                citations=cited(entry.cite, here.at("cite"), context),
                where=here.where,
            )
        )
    return Event(
        name=name,
        title=document.title,
        judgements=tuple(document.judgements.items()),
        versions=tuple(versions),
        where=place.key,
    )


def judged_of(judged: Mapping[str, bool]) -> tuple[tuple[str, Truth], ...]:
    """Judgements as truths; one that is left out is open."""
    return tuple(
        (name, Truth.TRUE if said else Truth.FALSE)
        for name, said in sorted(judged.items())
    )
