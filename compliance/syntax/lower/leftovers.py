"""What is left of a ruleset's file: what no rule uses, and how its steps are told."""

from compliance.syntax.lower.conditions import Lowering
from compliance.syntax.lower.context import Context, window
from compliance.syntax.lower.dates import values_of
from compliance.syntax.lower.unused import unused
from compliance.syntax.model.ruleset import RulesetDocument
from compliance.syntax.place import Place


def leftovers(document: RulesetDocument, place: Place, context: Context) -> None:
    """Warn of what is never used, and check it all the same."""
    unused("define", document.define, place, context)
    for name in document.define:
        Lowering(context).definition(name)
    unused("parameters", document.parameters, place, context)
    for name in document.parameters:
        values_of(name, context)
    unused("sources", document.sources, place, context)
    _history_in_order(document, place)


def _history_in_order(document: RulesetDocument, place: Place) -> None:
    latest = ""
    items = place.at("history").items()
    for each, here in zip(document.history, items, strict=False):
        first, last = window(each.date)
        if last < latest:
            message = f"this step is told after one of {latest}"
            here.at("date").warning("L707", message, advice="tell steps by their day")
        latest = max(latest, first)
