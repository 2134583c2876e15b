"""From a scenario's file to the core's scenario."""

from collections.abc import Iterable
from dataclasses import replace

from compliance.core.rulebook import Kind, Occurrence, Rulebook, Scenario
from compliance.syntax.lower.context import Context, unknown
from compliance.syntax.lower.dates import period_of
from compliance.syntax.lower.values import fact_of, read_value
from compliance.syntax.lower.vocabulary import judged_of
from compliance.syntax.model.cases import ScenarioDocument
from compliance.syntax.place import Place

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
    _check_names(document, place, rulebook)
    _check_contradictions(document, place)
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
        amend={
            name: (
                replace(
                    period_of(each, place.at("amend").at(name), context), where=None
                ),
            )
            for name, each in document.amend.items()
        },
        assume={
            name: value
            for name, given in document.assume.items()
            for here in [place.at("assume").at(name)]
            for fact in [fact_of(name, here, context)]
            if fact is not None
            for value in [read_value(given, fact, here, context)]
            if value is not None
        },
        read=dict(document.read),
    )


def _check_names(document: ScenarioDocument, place: Place, rulebook: Rulebook) -> None:
    rules = {rule.id for each in rulebook.rulesets.values() for rule in each.rules}
    either = {*rules, *rulebook.rulesets}
    _declared(document.occurs, place.at("occurs"), "an event", rulebook.events)
    _declared(document.enact, place.at("enact"), "a ruleset", rulebook.rulesets)
    _declared(document.repeal, place.at("repeal"), "a rule or a ruleset", either)
    _declared(document.suspend, place.at("suspend"), "a rule or a ruleset", either)
    _declared(document.amend, place.at("amend"), "a rule", rules)
    for name in document.enact:
        ruleset = rulebook.rulesets.get(name)
        if ruleset is not None and ruleset.kind not in PROPOSALS:
            place.at("enact").at(name).fault(
                "S601",
                f"`{name}` is a {ruleset.kind.value}: "
                "only a bill or a demand is enacted",
            )
    for name, each in document.occurs.items():
        if name in rulebook.events:
            known = dict(rulebook.events[name].judgements)
            here = place.at("occurs").at(name).at("judged")
            _declared(each.judged, here, f"a judgement of `{name}`", known)


def _declared(
    given: Iterable[str], place: Place, what: str, names: Iterable[str]
) -> None:
    known = set(names)
    for name in given:
        if name not in known:
            unknown(place.at(name), "N211", what, name, known, at_key=True)


def _check_contradictions(document: ScenarioDocument, place: Place) -> None:
    for name in document.enact.keys() & document.repeal.keys():
        if document.repeal[name] <= document.enact[name]:
            place.at("repeal").at(name).fault(
                "S602", f"`{name}` is repealed before it is enacted"
            )
    for name, each in document.suspend.items():
        if each.until is not None and each.until <= each.from_:
            place.at("suspend").at(name).fault(
                "S602", f"`{name}` is suspended until a day before it starts"
            )
