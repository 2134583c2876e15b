"""Generated rules and deployments, the same for every engine.

Modelled on real rulebooks: ten rules a jurisdiction (a country, its States, cities), so
that more rules come from more places; three conditions in the middle, dates, and one
rule in four with an exception. Everything follows from the seed.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

SEED = 20200610
PER_PLACE = 10
STATES = 50
FIRST = date(2016, 1, 1)
FLAGS = ("notice.public", "audited", "warrant")
TECHNOLOGIES = {f"tech-{a}": [f"tech-{a}-{b}" for b in range(3)] for a in range(3)}
ACTORS = {f"body-{a}": [f"body-{a}-{b}" for b in range(5)] for a in range(4)}
PURPOSES = {f"aim-{a}": [f"aim-{a}-{b}" for b in range(4)] for a in range(5)}
ACTIVITIES = {
    "supply": ["sell", "lend", "license"],
    "operate": ["use", "search", "test"],
}
VENDORS = [f"vendor-{number}" for number in range(25)]
TREES = {
    "technology": TECHNOLOGIES,
    "customer.type": ACTORS,
    "activity": ACTIVITIES,
    "purpose": PURPOSES,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A place or government with other conditions forbids, from a day to another."""

    id: str
    by_government: bool
    place: str
    terms: dict[str, str]
    vendor: str | None
    flags: dict[str, bool]
    accuracy_below: int | None
    since_from: date | None
    start: date
    end: date | None
    unless: str | None


@dataclass(frozen=True, slots=True)
class Workload:
    """Rules by jurisdiction, and questions: facts with the day of each."""

    places: list[str]
    rules: list[Rule] = field(default_factory=list)

    def questions(
        self, count: int, *, missing: float = 0.0
    ) -> list[tuple[dict[str, object], date]]:
        """Deployments of twelve facts; that share of all but three is left out."""
        random = Random(SEED + 1)
        above = {over for place in self.places for over in below(place)[1:]}
        leaves = [place for place in self.places if place not in above]
        return [_question(leaves, random, missing) for _ in range(count)]


def workload(size: int) -> Workload:
    """`size` rules."""
    random = Random(SEED)
    places = _places(max(1, size // PER_PLACE))
    made = Workload(places)
    for number in range(size):
        made.rules.append(_rule(number, places[number // PER_PLACE], random))
    return made


def _places(count: int) -> list[str]:
    states = [f"US-{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(STATES)]
    cities = [f"{states[n % STATES]}/city-{n // STATES}" for n in range(count)]
    return ["US", *states, *cities][:count]


def below(place: str) -> list[str]:
    """A place and all that it lies in."""
    found = [place]
    if "/" in place:
        found.append(place.partition("/")[0])
    if place != "US":
        found.append("US")
    return found


def _leaf(tree: dict[str, list[str]], random: Random) -> str:
    return random.choice(tree[random.choice(list(tree))])


def _term(tree: dict[str, list[str]], random: Random) -> str:
    return random.choice(list(tree)) if random.random() < 0.5 else _leaf(tree, random)


def _rule(number: int, place: str, random: Random) -> Rule:
    terms = {"technology": _term(TECHNOLOGIES, random)}
    for name, share in (("customer.type", 0.4), ("activity", 0.4), ("purpose", 0.2)):
        if random.random() < share:
            terms[name] = _term(TREES[name], random)
    start = FIRST + timedelta(days=random.randrange(3650))
    end = start + timedelta(days=random.randrange(400, 4000))
    return Rule(
        id=f"rule-{number}",
        by_government=random.random() < 0.6,
        place=place,
        terms=terms,
        vendor=random.choice(VENDORS) if random.random() < 0.15 else None,
        flags={n: random.random() < 0.5 for n in FLAGS[:2] if random.random() < 0.15},
        accuracy_below=random.randrange(50, 100) if random.random() < 0.15 else None,
        since_from=date(random.randrange(2015, 2024), 1, 1)
        if random.random() < 0.1
        else None,
        start=start,
        end=end if random.random() < 0.6 else None,
        unless="warrant" if random.random() < 0.25 else None,
    )


def _question(
    places: list[str], random: Random, missing: float
) -> tuple[dict[str, object], date]:
    place = random.choice(places)
    given: dict[str, object] = {
        "place": place,
        "technology": _leaf(TECHNOLOGIES, random),
        "activity": _leaf(ACTIVITIES, random),
        "customer.government": place
        if random.random() < 0.9
        else random.choice(places),
        "customer.type": _leaf(ACTORS, random),
        "purpose": _leaf(PURPOSES, random),
        "vendor": random.choice(VENDORS),
        "notice.public": random.random() < 0.5,
        "audited": random.random() < 0.5,
        "warrant": random.random() < 0.5,
        "accuracy": random.randrange(40, 101),
        "since": date(random.randrange(2014, 2025), 6, 1),
    }
    for name in list(given)[3:]:
        if random.random() < missing:
            del given[name]
    return given, FIRST + timedelta(days=random.randrange(3650))
