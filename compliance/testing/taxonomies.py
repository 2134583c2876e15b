"""Which terms lie above and below another on a day, found without the specification."""

from collections.abc import Collection, Iterator

from compliance.core.deployment import Question
from compliance.core.periods import OnDay
from compliance.core.rulebook import Kind, Rulebook
from compliance.core.terms import Edge, Taxonomy


def broader(
    name: str, taxonomy: Taxonomy, rulebook: Rulebook, question: Question
) -> list[str]:
    """`name` and every term that it lies below on that day, as then known."""
    unenacted = proposals(rulebook)
    found = [name]
    for each in found:
        above = _above(each, taxonomy, unenacted, question)
        found += [up for up in above if up not in found]
    return found


def proposals(rulebook: Rulebook) -> set[str]:
    """The bills and demands that nobody enacted."""
    return {
        ruleset.name
        for ruleset in rulebook.rulesets.values()
        if ruleset.kind in {Kind.BILL, Kind.DEMAND} and ruleset.enacted_on is None
    }


def _above(
    name: str, taxonomy: Taxonomy, unenacted: Collection[str], question: Question
) -> Iterator[str]:
    term = taxonomy.terms.get(name)
    if term is None:
        head, slash, _ = name.rpartition("/")
        if slash and taxonomy.paths:
            yield head
    else:
        yield from (e.parent for e in term.under if _stands(e, unenacted, question))


def _stands(edge: Edge, unenacted: Collection[str], question: Question) -> bool:
    known = [v for v in edge.versions if v.known <= question.known]
    counted = [each for each in known if each.by not in unenacted]
    last = sorted(counted, key=lambda each: each.known)[-1:]
    return not edge.versions or any(
        not (isinstance(period.start, OnDay) and question.on < period.start.day)
        and not (isinstance(period.end, OnDay) and question.on >= period.end.day)
        for version in last
        for period in version.periods
    )


def narrower(name: str, taxonomy: Taxonomy) -> list[str]:
    """`name` and every declared term that lies below it on some day."""
    below: dict[str, list[str]] = {}
    for term in taxonomy.terms.values():
        for edge in term.under:
            below.setdefault(edge.parent, []).append(term.name)
    found = [name]
    for each in found:
        found += [term for term in below.get(each, ()) if term not in found]
    return found
