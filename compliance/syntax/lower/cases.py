"""Cases before they are run: every name in them exists, every fact is admitted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compliance.check.deployment import Misfit, admit
from compliance.check.walk import (
    conditions_of,
    excuses_of,
    items_of,
    parameters_in,
    parts_of,
    rules_of,
)
from compliance.core.expr import Readings
from compliance.core.rulebook import Rulebook
from compliance.core.rules import Rule
from compliance.syntax.lower.context import unknown
from compliance.syntax.model.cases import CaseDocument, CasesDocument
from compliance.syntax.place import Place
from compliance.syntax.tree import Leaf, plain

RULES = ("by", "not_by", "not_yet", "no_longer")
ITEMS = ("open", "unmet", "met", "refused")
LIFTED = ("excepted", "overridden", "lifted_by")
WINDOW = re.compile(r"\d{4}-\d{2}-\d{2}/(\d{4}-\d{2}-\d{2}|\.\.)")
EXPECTED = (*RULES, *ITEMS, *LIFTED, "missing", "assumes", "depends_on_reading")
WHAT = {
    **dict.fromkeys(RULES, "a rule, an item, an exception or a ruleset"),
    **dict.fromkeys(ITEMS, "a rule, an item, an exception or a ruleset"),
    **dict.fromkeys(LIFTED, "a rule, an item, an exception or a ruleset"),
    "missing": "a fact, an event, a parameter, a reading or a rule",
    "assumes": "an event of the register",
    "depends_on_reading": "a definition with readings that a rule uses",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Every name that a case may expect, by what it may stand for."""

    norms: frozenset[str]
    events: frozenset[str]
    readings: frozenset[str]
    gaps: frozenset[str]

    def of(self, key: str) -> frozenset[str]:
        """The names that may stand under that key."""
        match key:
            case "missing":
                return self.gaps
            case "assumes":
                return self.events
            case "depends_on_reading":
                return self.readings
            case _:
                return self.norms


def names_of(rulebook: Rulebook) -> Names:
    """What the rulebook declares."""
    rules = list(rules_of(rulebook))
    norms = {*rulebook.rulesets, *(rule.id for rule in rules)}
    for rule in rules:
        norms |= {item.id for item in items_of(rule)}
        norms |= {excuse.id for excuse in excuses_of(rule)}
    events = set(rulebook.events)
    judgements = {
        f"{name}/{judgement}"
        for name, event in rulebook.events.items()
        for judgement, _ in event.judgements
    }
    readings = {each for rule in rules for each in _readings(rule)}
    parameters = {each.name for rule in rules for each in parameters_in(rule)}
    gaps = {*rulebook.vocabulary.facts, *events, *judgements, *readings, *parameters}
    return Names(
        norms=frozenset(norms),
        events=frozenset(events),
        readings=frozenset(readings),
        gaps=frozenset(gaps | norms),
    )


def _readings(rule: Rule) -> Iterator[str]:
    for condition in conditions_of(rule):
        for part in parts_of(condition):
            if isinstance(part, Readings):
                yield part.name


def _follows(misfit: Misfit, place: Place) -> bool:
    """Whether it only follows from a declaration that was left out."""
    name = ".".join(step for step in misfit.path if isinstance(step, str))
    value = place.node.text if isinstance(place.node, Leaf) else ""
    misses = place.report.misses
    return misses(name) or (misfit.diagnostic.code == "F808" and misses(value))


@dataclass(frozen=True, slots=True)
class CheckingCases:
    """A file of cases beside the rulebook that it is about."""

    document: CasesDocument
    place: Place
    rulebook: Rulebook
    names: Names
    scenarios: Iterable[str]

    def check(self) -> None:
        """Report every name that nothing has, and every fact that is not admitted."""
        rulesets = self.rulebook.rulesets
        named = self.document.cases_for
        if named not in rulesets:
            unknown(self.place.at("cases_for"), "N211", "a ruleset", named, rulesets)
        self._given(self.place)
        for name, group in self.document.cases.items():
            here = self.place.at("cases").at(name)
            self._case(group, here)
            for row, at in zip(group.each or (), here.at("each").items(), strict=False):
                self._case(row, at)

    def _case(self, case: CaseDocument, place: Place) -> None:
        self._given(place)
        if case.scenario is not None and case.scenario not in self.scenarios:
            at = place.at("scenario")
            unknown(at, "N211", "a scenario", case.scenario, self.scenarios)
        for key in EXPECTED:
            names: tuple[str, ...] | None = getattr(case, key)
            if names is not None:
                self._expected(key, names, place.at(key))

    def _expected(self, key: str, names: tuple[str, ...], place: Place) -> None:
        known = self.names.of(key)
        if known is not self.names.norms and place.report.mute:
            return  # a file that may declare the name cannot be read
        own = f"{self.document.cases_for}/"
        for name, here in zip(names, place.items(), strict=True):
            declared = name in known or f"{own}{name}" in known
            lost = place.report.misses(f"{own}{name}")
            if (
                not declared
                and not lost
                and not (key == "missing" and WINDOW.fullmatch(name))
            ):
                short = (each.removeprefix(own) for each in known)
                unknown(here, "N209", WHAT[key], name, {*known, *short})

    def _given(self, place: Place) -> None:
        given = plain(place.at("given").node)
        if not isinstance(given, Mapping):
            return
        stated = {name: value for name, value in given.items() if value is not None}
        for misfit in admit(stated, self.rulebook.vocabulary).misfits:
            here = place.at("given").within(misfit.path)
            if _follows(misfit, here):
                continue
            found = misfit.diagnostic
            here.fault(
                found.code, found.message, advice=found.help, at_key=misfit.at_key
            )
