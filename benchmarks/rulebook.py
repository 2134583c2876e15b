"""The workload as a rulebook of ours: a folder of YAML."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from workload import (
    ACTIVITIES,
    ACTORS,
    FLAGS,
    PURPOSES,
    TECHNOLOGIES,
    VENDORS,
    Rule,
    Workload,
)

TREES = {
    "technology": TECHNOLOGIES,
    "actor": ACTORS,
    "purpose": PURPOSES,
    "activity": ACTIVITIES,
}
FACTS = {
    "place": "place",
    "technology": "technology",
    "activity": "activity",
    "customer.government": "place, exact: true",
    "customer.type": "actor",
    "purpose": "purpose",
    "vendor": "organisation",
    **dict.fromkeys(FLAGS, "boolean"),
    "accuracy": "integer",
    "since": "date",
}


def write(work: Workload, folder: Path) -> Path:
    """The workload's rules under `folder`, one ruleset a place."""
    _file(folder / "rulebook.yaml", ["rulebook: benchmark", "format: 1"])
    _file(folder / "vocabulary" / "all.yaml", list(_vocabulary(work.places)))
    for place, rules in groupby(work.rules, key=lambda rule: rule.place):
        issuer = place.lower()
        _file(folder / issuer / "act.yaml", list(_ruleset(issuer, list(rules))))
    return folder


def _file(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _vocabulary(places: list[str]) -> Iterator[str]:
    yield from ("vocabulary: all", "title: Facts and terms", "reviewed: 2026-11-23")
    yield from ("parties:", "  customer: {title: Who acquires it}", "facts:")
    for name, kind in FACTS.items():
        yield f"  {name}: {{type: {kind}, question: What is it?}}"
    yield from (
        "taxonomies:",
        "  organisation:",
        "    title: Vendors",
        "    open: true",
        "    terms:",
    )
    yield from (f"      {each}: {{definition: A vendor.}}" for each in VENDORS)
    yield from (
        "  place:",
        "    title: Places",
        "    open: true",
        "    paths: true",
        "    terms:",
    )
    yield from (f"      {each}: {{definition: A place.}}" for each in places)
    for name, tree in TREES.items():
        yield from (f"  {name}:", "    title: Terms", "    terms:")
        for top, leaves in tree.items():
            yield f"      {top}: {{definition: A family.}}"
            yield from (
                f"      {leaf}: {{under: {top}, definition: A term.}}"
                for leaf in leaves
            )


def _ruleset(issuer: str, rules: list[Rule]) -> Iterator[str]:
    yield from (
        "ruleset: act",
        "title: An act",
        f"issuer: {issuer}",
        "kind: law",
        "force: law",
    )
    yield from ("reviewed: 2026-11-23", "sources:")
    yield "  act: {title: The act, publisher: Legislature, url: 'https://example.org/act'}"
    yield "rules:"
    for rule in rules:
        yield f"  {rule.id}:"
        yield "    title: It is forbidden"
        yield "    cite: act § 1"
        yield f"    forbid: {{{', '.join(conditions(rule))}}}"
        if rule.unless:
            yield "    unless:"
            when = f"when: {{{rule.unless}: true}}"
            yield f"      excused: {{title: A warrant, cite: act § 2, {when}}}"
        until = f", until: {rule.end}" if rule.end else ""
        yield "    in_force:"
        yield f"      - {{known: 2015-01-01, from: {rule.start}{until}, cite: act § 3}}"


def conditions(rule: Rule) -> Iterator[str]:
    """The conditions of a rule, as its file writes them."""
    yield f"{'customer.government' if rule.by_government else 'place'}: {rule.place}"
    yield from (f"{name}: {term}" for name, term in rule.terms.items())
    if rule.vendor:
        yield f"vendor: {rule.vendor}"
    yield from (f"{name}: {str(value).lower()}" for name, value in rule.flags.items())
    if rule.accuracy_below:
        yield f"accuracy: {{less_than: {rule.accuracy_below}}}"
    if rule.since_from:
        yield f"since: {{on_or_after: {rule.since_from}}}"
