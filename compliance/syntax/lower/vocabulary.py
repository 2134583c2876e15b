"""From vocabulary and event files to the core's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from compliance.core.periods import Event, EventVersion, OnDay
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
from compliance.syntax.lower.dates import ENACTMENT, versions_of
from compliance.syntax.lower.unused import unused
from compliance.syntax.model.dates import PeriodDocument, VersionDocument
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
from compliance.syntax.tree import Leaf, Table

T = TypeVar("T")
EMPTY = Vocabulary({}, {}, {})
RESERVED = {
    **dict.fromkeys(("date", "deployment"), "a key of every deployment"),
    **dict.fromkeys(("all", "any", "defined", "none", "not"), "a word of conditions"),
}
PLAIN = {each.value: each for each in Plain}


def lower_vocabulary(
    files: list[tuple[VocabularyDocument, Place]], rulesets: frozenset[str]
) -> Vocabulary:
    """The vocabulary that all files declare together."""
    taxonomies = _taxonomies(files, rulesets)
    facts: dict[str, FactDeclaration] = {}
    parties: dict[str, str] = {}
    parties_of = {name for document, _ in files for name in document.parties}
    for document, place in files:
        for name, here in _fresh(place.at("facts"), facts, "fact"):
            _refuse_reserved(name, here, parties_of)
            declared = _fact(name, document.facts[name], here, taxonomies)
            if declared is None:
                here.report.lost.add(name)
            else:
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


def _refuse_reserved(name: str, place: Place, parties: set[str]) -> None:
    if name in RESERVED or name in parties:
        what = "a party" if name in parties else RESERVED[name]
        place.fault("N216", f"`{name}` is {what}, and names no fact", at_key=True)


def _fact(
    name: str, document: FactDocument, place: Place, taxonomies: Mapping[str, Taxonomy]
) -> FactDeclaration | None:
    kind: FactType
    if document.type in PLAIN:
        kind = PLAIN[document.type]
    else:
        kind = TermOf(document.type, exact=document.exact)
        if document.type not in taxonomies:
            here, names = place.at("type"), [*PLAIN, *taxonomies]
            unknown(here, "N213", "a type or a taxonomy", document.type, names)
            return None
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


def _taxonomies(
    files: list[tuple[VocabularyDocument, Place]], rulesets: frozenset[str]
) -> dict[str, Taxonomy]:
    taxonomies: dict[str, Taxonomy] = {}
    borrowing: list[tuple[str, str, TaxonomyDocument, Place]] = []
    for document, place in files:
        context = Context(EMPTY, {}, document.sources, {}, {}, place, rulesets)
        for name, here in _fresh(place.at("taxonomies"), taxonomies, "taxonomy"):
            if name in PLAIN:
                message = f"`{name}` is a type already, and names no taxonomy"
                here.fault("N216", message, at_key=True)
            each = document.taxonomies[name]
            taxonomies[name] = _taxonomy(name, each, here, context)
            if each.names_from is not None:
                borrowing.append((name, each.names_from, each, here))
        unused("sources", document.sources, place, context)
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
        message = "`definition` is missing: a term has a definition, a place a name"
        place.fault("D102", message, at_key=True)
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
    here = place.at("in_force")
    if not _on_days(document.in_force, here):
        return Edge(document.term, (), place.at("term").where)
    versions = versions_of(document.in_force, here, context)
    return Edge(document.term, versions, place.at("term").where)


def _on_days(versions: tuple[VersionDocument, ...], place: Place) -> bool:
    faulty = [
        bound
        for version, here in zip(versions, place.items(), strict=True)
        for period, at in _periods(version, here)
        for bound, given in (
            (at.at("from"), period.from_),
            (at.at("until"), period.until),
        )
        if not isinstance(given, OnDay | None)
    ]
    for bound in faulty:
        bound.fault("P406", "where a term lies changes on a day: write one")
    return not faulty


def _periods(
    version: VersionDocument, place: Place
) -> list[tuple[VersionDocument | PeriodDocument, Place]]:
    if version.periods is None:
        return [(version, place)]
    return list(zip(version.periods, place.at("periods").items(), strict=True))


def _check_edges(taxonomy: Taxonomy, place: Place) -> None:
    terms = place.at("terms")
    for name, term in taxonomy.terms.items():
        for edge in term.under:
            if edge.parent not in taxonomy.terms:
                _unknown_parent(edge.parent, terms.at(name), taxonomy)
        if name in _above(name, taxonomy):
            terms.at(name).fault("N215", f"`{name}` lies below itself", at_key=True)


def _unknown_parent(parent: str, place: Place, taxonomy: Taxonomy) -> None:
    what = f"a term of `{taxonomy.name}`"
    for here in place.at("under").items():
        named = here.at("term") if isinstance(here.node, Table) else here
        if isinstance(named.node, Leaf) and named.node.value == parent:
            unknown(named, "N214", what, parent, taxonomy.terms)
            return
    unknown(place, "N214", what, parent, taxonomy.terms, at_key=True)  # by its path


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
            if name == ENACTMENT:
                message = f"`{name}` is the built-in event of a bill"
                here.fault("N216", message, at_key=True)
        unused("sources", document.sources, place, context)
    return dict(sorted(events.items()))


def _event(name: str, document: EventDocument, place: Place, context: Context) -> Event:
    places = place.at("versions").items()
    versions = []
    for entry, here in zip(document.versions, places, strict=True):
        for judgement in entry.judged:
            if judgement not in document.judgements:
                what = f"a judgement of `{name}`"
                at = here.at("judged").at(judgement)
                unknown(at, "N208", what, judgement, document.judgements, at_key=True)
        versions.append(
            EventVersion(
                known=entry.known,
                checked=entry.checked,
                occurred=entry.occurred,
                judged=judged_of(entry.judged),
                citations=cited(entry.cite, here.at("cite"), context),
                where=here.at("known").where,
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
