"""From a scenario's file to the core's scenario."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from compliance.check.periods import version_faults
from compliance.check.walk import conditions_of, parts_of, rules_of
from compliance.core.expr import Readings
from compliance.core.periods import Period, Version
from compliance.core.rulebook import Kind, Occurrence, Rulebook, Scenario
from compliance.core.values import Value
from compliance.errors import Diagnostic
from compliance.syntax.lower.context import Context, unknown
from compliance.syntax.lower.dates import period_of
from compliance.syntax.lower.values import fact_of, read_value
from compliance.syntax.lower.vocabulary import judged_of
from compliance.syntax.model.cases import ScenarioDocument
from compliance.syntax.place import Place
from compliance.syntax.tree import excerpt

PROPOSALS = {Kind.BILL, Kind.DEMAND}


def lower_scenario(
    document: ScenarioDocument, place: Place, rulebook: Rulebook
) -> Scenario:
    """The assumptions, each of something that the rulebook has."""
    events = {
        name: tuple(each for each, _ in event.judgements)
        for name, event in rulebook.events.items()
    }
    context = Context(rulebook.vocabulary, events, {}, {}, {}, place)
    _Checking(document, place, rulebook).check()
    return Scenario(
        name=document.scenario,
        title=document.title or "",
        occurs={
            name: Occurrence(each.date, judged_of(each.judged))
            for name, each in document.occurs.items()
        },
        enact=dict(document.enact),
        repeal=dict(document.repeal),
        suspend={n: (each.from_, each.until) for n, each in document.suspend.items()},
        amend=dict(_amended(document, place.at("amend"), context)),
        assume=dict(_assumed(document, place.at("assume"), context)),
        read=dict(document.read),
    )


def _amended(
    document: ScenarioDocument, place: Place, context: Context
) -> Iterator[tuple[str, tuple[Period, ...]]]:
    for name, each in document.amend.items():
        period = period_of(each, place.at(name), context)
        version = Version(known=date.min, periods=(period,), where=period.where)
        for found in version_faults((version,), starts=False):
            place.report.add(_shown(found, place))
        yield name, (replace(period, where=None),)


def _assumed(
    document: ScenarioDocument, place: Place, context: Context
) -> Iterator[tuple[str, Value]]:
    for name, given in document.assume.items():
        here = place.at(name)
        fact = fact_of(name, here, context)
        value = None if fact is None else read_value(given, fact, here, context)
        if value is not None:
            yield name, value


@dataclass(frozen=True, slots=True)
class _Checking:
    """A scenario's file beside the rulebook that it is laid over."""

    document: ScenarioDocument
    place: Place
    rulebook: Rulebook

    def check(self) -> None:
        """Report what the rulebook does not have, and what contradicts itself."""
        document, rulesets = self.document, self.rulebook.rulesets
        rules = {rule.id for rule in rules_of(self.rulebook)}
        either = {*rules, *rulesets}
        self._declared("occurs", document.occurs, "N207", "an event", self._events())
        self._declared("enact", document.enact, "N211", "a ruleset", rulesets)
        what = "a rule or a ruleset"
        self._declared("repeal", document.repeal, "N211", what, either)
        self._declared("suspend", document.suspend, "N211", what, either)
        self._declared("amend", document.amend, "N211", "a rule", rules)
        self._check_judgements()
        self._check_readings()
        self._check_enacted()
        self._check_order()

    def _events(self) -> list[str]:
        enactments = {f"{name}/enactment" for name in self.rulebook.rulesets}
        return [name for name in self.rulebook.events if name not in enactments]

    def _declared(
        self, key: str, given: Iterable[str], code: str, what: str, names: Iterable[str]
    ) -> None:
        known = set(names)
        for name in given:
            if name not in known:
                here = self.place.at(key).at(name)
                unknown(here, code, what, name, known, at_key=True)

    def _check_judgements(self) -> None:
        for name, each in self.document.occurs.items():
            event = self.rulebook.events.get(name)
            judgements = {} if event is None else dict(event.judgements)
            here = self.place.at("occurs").at(name).at("judged")
            for judgement in each.judged:
                if event is not None and judgement not in judgements:
                    what = f"a judgement of `{name}`"
                    at = here.at(judgement)
                    unknown(at, "N208", what, judgement, judgements, at_key=True)

    def _check_readings(self) -> None:
        definitions = {each.name: each for each in _readings(self.rulebook)}
        for name, reading in self.document.read.items():
            here = self.place.at("read").at(name)
            if name not in definitions:
                what = "a definition with readings that a rule uses"
                unknown(here, "N204", what, name, definitions, at_key=True)
                continue
            names = [each.name for each in definitions[name].alternatives]
            if reading not in names:
                unknown(here, "N217", f"a reading of `{name}`", reading, names)

    def _check_enacted(self) -> None:
        for name in self.document.enact:
            ruleset = self.rulebook.rulesets.get(name)
            if ruleset is not None and ruleset.kind not in PROPOSALS:
                message = f"only a bill or a demand is enacted; `{name}` is neither"
                here = self.place.at("enact").at(name)
                here.fault("S601", message, at_key=True)

    def _check_order(self) -> None:
        for name, day in self.document.repeal.items():
            if name in self.document.enact and day <= self.document.enact[name]:
                here = self.place.at("repeal").at(name)
                here.fault("S602", f"`{name}` is repealed before it is enacted")
        for name, each in self.document.suspend.items():
            if each.until is not None and each.until <= each.from_:
                here = self.place.at("suspend").at(name).at("until")
                message = f"`{name}` is suspended until a day before it starts"
                here.fault("S602", message)


def _readings(rulebook: Rulebook) -> Iterator[Readings]:
    for rule in rules_of(rulebook):
        for condition in conditions_of(rule):
            for part in parts_of(condition):
                if isinstance(part, Readings):
                    yield part


def _shown(found: Diagnostic, place: Place) -> Diagnostic:
    if found.where is None:
        return found
    return replace(found, excerpt=excerpt(place.source, found.where))
