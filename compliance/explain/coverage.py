"""Which rulesets were looked at, and where none could be (§13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.core.rulebook import Force, Kind, Ruleset
from compliance.core.terms import Taxonomy
from compliance.explain.evaluator import Evaluator

PLACE = "place"
LAWLIKE = {Force.LAW, Force.COURT_ORDER, Force.ADMINISTRATIVE}


@dataclass(frozen=True, slots=True)
class Covered:
    """A ruleset that speaks of the deployment's place, and when it was checked."""

    ruleset: str
    title: str
    reviewed: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at, and where the rulebook has nothing."""

    rulesets: tuple[Covered, ...]
    gaps: tuple[str, ...]
    oldest: date | None


def coverage(evaluator: Evaluator) -> Coverage:
    """The coverage of the deployment's places; it never changes the outcome."""
    places = _places(evaluator)
    rulesets = sorted(evaluator.rulebook.rulesets.values(), key=lambda r: r.name)
    levels = {name for place in places for name in _levels(place, evaluator)}
    covered = tuple(
        Covered(r.name, r.title, r.reviewed, r.confidence)
        for r in rulesets
        if not r.covers.place or set(r.covers.place) & levels
    )
    gaps = tuple(_gaps(places, rulesets, evaluator))
    dates = [each.reviewed for each in covered]
    return Coverage(covered, gaps, min(dates, default=None))


def _places(evaluator: Evaluator) -> list[str]:
    found = [each.facts.get("place") for each in evaluator.combinations]
    return list(dict.fromkeys(str(place) for place in found if place is not None))


def _levels(place: str, evaluator: Evaluator) -> list[str]:
    """The place and what it lies in on the day, the narrowest first."""
    if PLACE not in evaluator.rulebook.vocabulary.taxonomies:
        return [place]
    found = evaluator.broader(place, PLACE)
    return sorted(found, key=lambda name: (-len(evaluator.broader(name, PLACE)), name))


def _gaps(
    places: list[str], rulesets: list[Ruleset], evaluator: Evaluator
) -> Iterator[str]:
    taxonomy = evaluator.rulebook.vocabulary.taxonomies.get(PLACE)
    if not places:
        yield "the place of use is not stated: local law could not be looked at"
    lawlike = [r for r in rulesets if r.force in LAWLIKE]
    binding = [r for r in lawlike if r.kind not in {Kind.BILL, Kind.DEMAND}]
    spoken = {place for ruleset in binding for place in ruleset.covers.place}
    for place in places:
        silent = [name for name in _levels(place, evaluator) if name not in spoken]
        if silent:
            words = "; ".join(_words(name, taxonomy) for name in silent)
            yield f"this rulebook holds no law of {words}"


def _words(name: str, taxonomy: Taxonomy | None) -> str:
    term = None if taxonomy is None else taxonomy.terms.get(name)
    return name if term is None else term.words
