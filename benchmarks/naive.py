"""A plain Python loop over the rules: the right answers, and the unit of time."""

from datetime import date

from workload import TREES, Rule, Workload, below

ABOVE = {
    name: {leaf: {leaf, top} for top, leaves in tree.items() for leaf in leaves}
    for name, tree in TREES.items()
}


def fires(rule: Rule, given: dict[str, object], on: date) -> bool:
    """Whether a rule forbids it; all facts are there."""
    if rule.by_government:
        if given["customer.government"] != rule.place:
            return False
    elif rule.place not in below(given["place"]):
        return False
    for name, term in rule.terms.items():
        if term not in ABOVE[name][given[name]]:
            return False
    if rule.vendor and given["vendor"] != rule.vendor:
        return False
    for name, value in rule.flags.items():
        if given[name] != value:
            return False
    if rule.accuracy_below and given["accuracy"] >= rule.accuracy_below:
        return False
    if rule.since_from and given["since"] < rule.since_from:
        return False
    if on < rule.start or (rule.end and on >= rule.end):
        return False
    return not (rule.unless and given[rule.unless])


def answer(work: Workload, given: dict[str, object], on: date) -> list[str]:
    """The ids of the rules that forbid it."""
    return [rule.id for rule in work.rules if fires(rule, given, on)]
