"""From an author's dates to the core's bounds, periods and versions."""

from compliance.check.facts import WANTED, plain_value
from compliance.core.periods import (
    Between,
    Bound,
    Dated,
    EarlierOf,
    FurtherNotice,
    Happened,
    LaterOf,
    OnDay,
    Period,
    UnknownFrom,
    ValueVersion,
    Version,
)
from compliance.core.terms import Plain
from compliance.core.values import Duration
from compliance.syntax.lower.context import Context, cited, unknown
from compliance.syntax.model.dates import (
    ComplexBound,
    PeriodDocument,
    ValuePeriodDocument,
    ValueVersionDocument,
    VersionDocument,
)
from compliance.syntax.model.ruleset import ParameterDocument
from compliance.syntax.model.scalars import Simple
from compliance.syntax.place import Place

ENACTMENT = "enactment"


def versions_of(
    documents: tuple[VersionDocument, ...], place: Place, context: Context
) -> tuple[Version, ...]:
    """Every version, in the order written."""
    return tuple(
        Version(
            known=each.known,
            periods=_periods(each, here, context),
            citations=cited(each.cite, here.at("cite"), context),
            by=_by(each.by, here, context),
            doubt=each.doubt,
            where=here.at("known").where,
        )
        for each, here in zip(documents, place.items(), strict=True)
    )


def _periods(
    document: VersionDocument, place: Place, context: Context
) -> tuple[Period, ...]:
    if document.periods is None:
        return (period_of(document, place, context),)
    inner = place.at("periods").items()
    return tuple(
        period_of(each, here, context)
        for each, here in zip(document.periods, inner, strict=True)
    )


def period_of(
    document: PeriodDocument | VersionDocument | ValueVersionDocument,
    place: Place,
    context: Context,
) -> Period:
    """A period, half open."""
    start, end = place.at("from"), place.at("until")
    if isinstance(document.from_, FurtherNotice):
        message = "`further-notice` ends a period; it starts none"
        start.fault("P403", message)
    both = document.from_ is not None and document.until is not None
    return Period(
        start=_maybe(document.from_, start, context),
        end=_maybe(document.until, end, context),
        where=end.where if both else place.where,
    )


def _maybe(
    document: Simple | ComplexBound | None, place: Place, context: Context
) -> Bound | None:
    return None if document is None else bound_of(document, place, context)


def bound_of(document: Simple | ComplexBound, place: Place, context: Context) -> Bound:
    """A bound of the core."""
    match document:
        case OnDay() | Between() | FurtherNotice():
            return document
        case ComplexBound(between=(first, last)):
            if first > last:
                place.at("between").fault("P407", f"`{first}` comes after `{last}`")
            return Between(first, last)
        case ComplexBound(unknown_from=day) if day is not None:
            return UnknownFrom(day)
        case ComplexBound(earlier_of=bounds) if bounds is not None:
            return EarlierOf(_bounds(bounds, place.at("earlier_of"), context))
        case ComplexBound(later_of=bounds) if bounds is not None:
            return LaterOf(_bounds(bounds, place.at("later_of"), context))
        case _:
            return _event(document, place, context)


def _bounds(
    documents: tuple[Simple | ComplexBound, ...], place: Place, context: Context
) -> tuple[Bound, ...]:
    return tuple(
        bound_of(each, here, context)
        for each, here in zip(documents, place.items(), strict=True)
    )


def _event(document: ComplexBound, place: Place, context: Context) -> Bound:
    name = document.event or ""
    judged = document.judged or ()
    if name == ENACTMENT and context.enactable:
        name = f"{context.name}/{ENACTMENT}"
    elif name not in context.events:
        unknown(
            place.at("event"), "N207", "an event of the register", name, context.events
        )
    else:
        for each in judged:
            if each not in context.events[name]:
                known = context.events[name]
                unknown(
                    place.at("judged"), "N208", f"a judgement of `{name}`", each, known
                )
    return Happened(name, judged, document.plus or Duration())


def _by(name: str | None, place: Place, context: Context) -> str | None:
    if name is not None and name not in context.rulesets:
        unknown(place.at("by"), "N211", "a ruleset", name, context.rulesets)
    return name


def values_of(name: str, context: Context) -> tuple[ValueVersion, ...]:
    """Every version of a parameter of the file; lowered once, and kept."""
    if name not in context.valued:
        document = context.parameters[name]
        place = context.root.at("parameters").at(name).at("values")
        context.valued[name] = _versions(document, place, context)
    return context.valued[name]


def _versions(
    document: ParameterDocument, place: Place, context: Context
) -> tuple[ValueVersion, ...]:
    kind = Plain(document.type)
    return tuple(
        ValueVersion(
            known=each.known,
            values=_values(each, kind, here, context),
            citations=cited(each.cite, here.at("cite"), context),
            by=_by(each.by, here, context),
            where=here.at("known").where,
        )
        for each, here in zip(document.values, place.items(), strict=True)
    )


def _values(
    document: ValueVersionDocument, kind: Plain, place: Place, context: Context
) -> tuple[Dated, ...]:
    if document.periods is None:
        found = [_dated(document, kind, place, context)]
    else:
        inner = place.at("periods").items()
        pairs = zip(document.periods, inner, strict=True)
        found = [_dated(each, kind, here, context) for each, here in pairs]
    return tuple(each for each in found if each is not None)


def _dated(
    document: ValueVersionDocument | ValuePeriodDocument,
    kind: Plain,
    place: Place,
    context: Context,
) -> Dated | None:
    given = document.value
    value = None if given is None else plain_value(given, kind)
    if value is None:
        place.at("value").fault("T301", f"expected {WANTED[kind]}")
        return None
    return Dated(value, period_of(document, place, context))
