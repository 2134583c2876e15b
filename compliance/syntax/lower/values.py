"""Values of facts: text as written, made the value of its type."""

import re
from datetime import date
from decimal import Decimal

from compliance.core.terms import FactDeclaration, FactType, Plain, Taxonomy, TermOf
from compliance.core.values import Value
from compliance.syntax.lower.context import Context, canonical, unknown
from compliance.syntax.model.scalars import DAY, Scalar
from compliance.syntax.place import Place

WANTED = {
    Plain.BOOLEAN: "true or false",
    Plain.INTEGER: "a whole number",
    Plain.DECIMAL: "a number",
    Plain.DATE: "a date that exists, as in 2021-06-10",
    Plain.TEXT: "text",
}


def fact_of(name: str, place: Place, context: Context) -> FactDeclaration | None:
    """The declared fact; reports one that is not."""
    declared = context.vocabulary.facts.get(name)
    if declared is None:
        unknown(place, "N201", "a fact", name, context.vocabulary.facts, at_key=True)
    return declared


def read_value(
    given: Scalar, fact: FactDeclaration, place: Place, context: Context
) -> Value | None:
    """`given` as a value of the fact's type; reports one that is not."""
    if isinstance(fact.type, TermOf):
        return read_term(given, fact.type.taxonomy, place, context)
    value = as_plain(given, fact.type)
    if value is None:
        place.fault("T301", f"`{fact.name}`: expected {WANTED[fact.type]}")
    return value


def as_plain(given: Scalar, kind: FactType) -> Value | None:
    """`given` if it is of that type; whole numbers are decimals too."""
    match kind:
        case Plain.BOOLEAN if isinstance(given, bool):
            return given
        case Plain.INTEGER if isinstance(given, int) and not isinstance(given, bool):
            return given
        case Plain.DECIMAL if isinstance(given, Decimal):
            return given
        case Plain.DECIMAL if isinstance(given, int) and not isinstance(given, bool):
            return Decimal(given)
        case Plain.DATE if isinstance(given, str):
            return as_date(given)
        case Plain.TEXT if isinstance(given, str):
            return given
        case _:
            return None


def as_date(text: str) -> date | None:
    """The day that `text` names, None if it names none."""
    try:
        return date.fromisoformat(text) if re.fullmatch(DAY, text) else None
    except ValueError:
        return None


def read_term(
    given: Scalar, taxonomy: str, place: Place, context: Context
) -> str | None:
    """`given` as a declared term; rules may name no other (§3)."""
    terms = context.vocabulary.taxonomies.get(taxonomy)
    if terms is None:
        return None
    if not isinstance(given, str):
        place.fault("T301", f"expected a term of `{taxonomy}`")
        return None
    name = canonical(given, terms)
    if name not in terms.terms:
        _unknown_term(given, terms, place)
        return None
    return name


def _unknown_term(given: str, taxonomy: Taxonomy, place: Place) -> None:
    unknown(place, "N202", f"a term of `{taxonomy.name}`", given, taxonomy.terms)
