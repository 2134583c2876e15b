"""Values of facts: text as written, made the value of its type."""

from compliance.check.facts import WANTED, plain_value
from compliance.check.terms import canonical
from compliance.core.terms import FactDeclaration, TermOf
from compliance.core.values import Value
from compliance.syntax.lower.context import Context, unknown
from compliance.syntax.model.base import keys_of
from compliance.syntax.model.ruleset import RuleDocument
from compliance.syntax.model.scalars import Scalar
from compliance.syntax.place import Place

KEYS = keys_of(RuleDocument)


def fact_of(name: str, place: Place, context: Context) -> FactDeclaration | None:
    """The declared fact; reports one that is not."""
    declared = context.vocabulary.facts.get(name)
    if declared is None and name in KEYS:
        message = f"`{name}` is not a fact, and stands in no condition"
        advice = "it is a key of a rule: indent it as the rule's other keys"
        place.fault("N201", message, advice=advice, at_key=True)
    elif declared is None:
        unknown(place, "N201", "a fact", name, context.vocabulary.facts, at_key=True)
    return declared


def read_value(
    given: Scalar, fact: FactDeclaration, place: Place, context: Context
) -> Value | None:
    """`given` as a value of the fact's type; reports one that is not."""
    if isinstance(fact.type, TermOf):
        return read_term(given, fact.type.taxonomy, place, context)
    value = plain_value(given, fact.type)
    if value is None:
        place.fault("T301", f"`{fact.name}`: expected {WANTED[fact.type]}")
    return value


def read_term(
    given: Scalar, taxonomy: str, place: Place, context: Context
) -> str | None:
    """`given` as a declared term; rules may name no other (§3)."""
    terms = context.vocabulary.taxonomies.get(taxonomy)
    if terms is None:  # told where the fact is declared
        return None
    if not isinstance(given, str):
        place.fault("T301", f"expected a term of `{taxonomy}`")
        return None
    name = canonical(given, terms)
    if name not in terms.terms:
        unknown(place, "N202", f"a term of `{taxonomy}`", given, terms.terms)
        return None
    return name
