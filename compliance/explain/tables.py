"""Tables that a rulebook makes of itself: its instruments, and where it reaches."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from compliance.core.periods import Version
from compliance.core.rulebook import Rulebook, Ruleset
from compliance.core.rules import Forbid, Permit, Require, Rule
from compliance.core.terms import Vocabulary
from compliance.core.values import Citation
from compliance.explain.dates import Events, say_version
from compliance.explain.show import status_of

EFFECT = {Forbid: "forbids", Require: "requires", Permit: "permits"}
LIST_HEAD = (
    "instrument",
    "issuer",
    "kind, force",
    "status",
    "place",
    "what it does",
    "in force, as now known",
    "how sure",
    "sources",
)
COVERAGE_HEAD = ("place", "technology", "activity", "ruleset", "force", "last checked")
EVERYWHERE = "everywhere"
ANY = "any"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def instruments(rulebook: Rulebook) -> str:
    """One row an instrument, in the order of their names."""
    rulesets = sorted(rulebook.rulesets.values(), key=lambda each: each.name)
    return table(LIST_HEAD, (_instrument(each, rulebook) for each in rulesets))


def _instrument(ruleset: Ruleset, rulebook: Rulebook) -> tuple[str, ...]:
    doubt = f": {ruleset.doubt}" if ruleset.doubt else ""
    return (
        f"`{ruleset.name}` {ruleset.title}",
        ruleset.issuer,
        f"{ruleset.kind.value}, {ruleset.force.value}",
        status_of(ruleset).value,
        _places(ruleset, rulebook.vocabulary),
        "<br>".join(f"{EFFECT[type(r)]}: {r.title}" for r in ruleset.rules),
        "<br>".join(_periods(ruleset.rules, rulebook.events)),
        f"confidence {ruleset.confidence}, checked {ruleset.reviewed}{doubt}",
        "<br>".join(f"[{c.title}]({c.url})" for c in _sources(ruleset)),
    )


def _places(ruleset: Ruleset, vocabulary: Vocabulary) -> str:
    taxonomy = vocabulary.taxonomies.get("place")
    terms = {} if taxonomy is None else taxonomy.terms
    named = [terms[p].words if p in terms else p for p in ruleset.covers.place]
    return "; ".join(named) or EVERYWHERE


def _periods(rules: Iterable[Rule], events: Events) -> Iterator[str]:
    told: dict[str, list[str]] = {}
    for rule in rules:
        last = max(rule.in_force, key=lambda version: version.known, default=None)
        words = "never" if last is None else say_version(last, events)
        told.setdefault(words, []).append(rule.id.rpartition("/")[2])
    for words, names in told.items():
        yield words if len(told) == 1 else f"{', '.join(names)}: {words}"


def _sources(ruleset: Ruleset) -> tuple[Citation, ...]:
    found: dict[str, Citation] = {}
    for each in _cited(ruleset):
        found.setdefault(each.url, each)
    return tuple(found.values())


def _cited(ruleset: Ruleset) -> Iterator[Citation]:
    for rule in ruleset.rules:
        yield from rule.citations
        versions: tuple[Version, ...] = rule.in_force
        for version in versions:
            yield from version.citations
    for step in ruleset.history:
        yield from step.citations


def coverage_table(rulebook: Rulebook, older_than: date | None = None) -> list[str]:
    """Rows of places, technologies and activities, each with when it was last checked.

    With `older_than`, only rulesets that were last checked before that day.
    """
    rows = [
        (place, *_reach(ruleset), f"`{ruleset.name}`", ruleset.force.value, checked)
        for ruleset in rulebook.rulesets.values()
        for checked in [ruleset.reviewed.isoformat()]
        if older_than is None or ruleset.reviewed < older_than
        for place in ruleset.covers.place or (EVERYWHERE,)
    ]
    ordered = sorted(rows, key=lambda row: (row[0] == EVERYWHERE, row))
    return [] if not rows else table(COVERAGE_HEAD, ordered).split("\n")


def _reach(ruleset: Ruleset) -> tuple[str, str]:
    covers = ruleset.covers
    return ", ".join(covers.technology) or ANY, ", ".join(covers.activity) or ANY
