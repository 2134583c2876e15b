"""The story that the library began with: face recognition and the police, 2020."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

import compliance
from compliance import Decision, DeploymentError, ReasonKind
from compliance.cli.main import app

AMAZON = "amazon/rekognition-police/police-use"
RESCUE = f"{AMAZON}/rescue"
MICROSOFT = "microsoft/us-police/no-sale"
REVIEW = "microsoft/internal-review/review"
IBM = "ibm/face-recognition-exit/general-purpose"
CITY = "us-ca/san-francisco/admin-code-19b/city-use"
FEDERAL = "us/moratorium-bill-2020/federal-use"
LAW = "us-national-face-recognition-law"

Facts = dict[str, object]
EXIT = {"allow": 0, "deny": 1, "undetermined": 3, "conditional": 3}


def police_of(government: str, **others: object) -> Facts:
    """A sale of face identification to a city's police, for its own use there."""
    return {
        "technology": "face-identification",
        "activity": "sell",
        "customer.type": "city-police",
        "customer.government": government,
        "user.type": "city-police",
        "user.government": government,
        "place": government,
        **others,
    }


ORLANDO = police_of("US-FL/orlando")
SAN_FRANCISCO = police_of("US-CA/san-francisco")
THORN: Facts = {
    "customer.name": "thorn",
    "customer.type": "anti-trafficking-organisation",
    "customer.government": "none",
    "purpose": "victim-search",
}
RETAILER: Facts = {
    "customer.type": "retailer",
    "customer.government": "none",
    "user.type": "nobody",
    "user.government": "none",
    "purpose": "loss-prevention",
    "place": "US-OH",
}
STATE_AGENCY: Facts = {
    "customer.type": "state-agency",
    "customer.government": "US-CA",
    "user.type": "state-agency",
    "user.government": "US-CA",
}
STATE_POLICE: Facts = {
    **STATE_AGENCY,
    "customer.type": "state-police",
    "user.type": "state-police",
}
FEDERAL_AGENCY: Facts = {
    "customer.type": "federal-agency",
    "customer.government": "US",
    "user.type": "federal-agency",
    "user.government": "US",
    "place": "US",
}


@dataclass(frozen=True)
class Row:
    """One question, and what the answer must say."""

    facts: Facts
    on: str
    outcome: str
    known: str | None = None
    scenario: str | None = None
    by: tuple[str, ...] = ()
    by_not: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()
    no_longer: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    lifted_by: tuple[str, ...] = ()
    firm: bool | None = None
    text: tuple[str, ...] = field(default=())


def ask(vendor: str | None, facts: Facts, *more: Mapping[str, object]) -> Facts:
    named: Facts = {} if vendor is None else {"vendor": vendor}
    whole = named | facts
    for each in more:
        whole |= dict(each)
    return whole


def without(facts: Facts, *names: str) -> Facts:
    return {name: value for name, value in facts.items() if name not in names}


NEC_IN_CALIFORNIA = without(
    ask("nec", ORLANDO, {"place": "US-CA"}), "customer.government", "user.government"
)

STORY = {
    "amazon-the-day-before": Row(
        ask("amazon", ORLANDO),
        "2020-06-09",
        "allow",
        not_yet=(AMAZON,),
        text=("2020-06-10",),
    ),
    "amazon-on-the-day": Row(
        ask("amazon", ORLANDO), "2020-06-10", "deny", by=(AMAZON,)
    ),
    "amazon-after-a-year-as-known-before-the-extension": Row(
        ask("amazon", ORLANDO),
        "2021-07-01",
        "allow",
        known="2020-12-01",
        no_longer=(AMAZON,),
    ),
    "amazon-after-a-year-as-known-on-the-day-of-the-extension": Row(
        ask("amazon", ORLANDO),
        "2021-07-01",
        "deny",
        known="2021-05-18",
        by=(AMAZON,),
        text=("Amazon extends moratorium on police use",),
    ),
    "amazon-to-a-rescue-organisation": Row(
        ask("amazon", ORLANDO, THORN), "2020-08-01", "allow", excepted=(AMAZON,)
    ),
    "amazon-to-a-rescue-organisation-for-the-san-francisco-police": Row(
        ask("amazon", SAN_FRANCISCO, THORN),
        "2020-08-01",
        "deny",
        by=(CITY,),
        excepted=(AMAZON,),
    ),
    "microsoft": Row(
        ask("microsoft", ORLANDO),
        "2020-07-01",
        "deny",
        by=(MICROSOFT,),
        assumes=(LAW,),
    ),
    "microsoft-under-a-national-law-that-is-grounded": Row(
        ask("microsoft", ORLANDO),
        "2024-02-01",
        "allow",
        scenario="national-law-2024",
        by_not=(MICROSOFT,),
        no_longer=(MICROSOFT,),
    ),
    "microsoft-under-a-national-law-that-nobody-judged": Row(
        ask("microsoft", ORLANDO),
        "2024-02-01",
        "undetermined",
        scenario="unjudged-law-2024",
        missing=(f"{LAW}/grounded-in-human-rights",),
        text=("Is that law grounded in human rights?",),
    ),
    "microsoft-to-a-shop": Row(
        ask("microsoft", ORLANDO, RETAILER),
        "2020-07-01",
        "undetermined",
        missing=("microsoft_review.passed",),
        text=("Microsoft's internal review",),
    ),
    "ibm-general-purpose": Row(
        ask("ibm", ORLANDO, RETAILER, {"product.general_purpose": True}),
        "2021-01-01",
        "deny",
        by=(IBM,),
        firm=True,
    ),
    "ibm-purpose-not-stated": Row(
        ask("ibm", ORLANDO, RETAILER),
        "2021-01-01",
        "undetermined",
        missing=("product.general_purpose",),
    ),
    "nec-to-police-of-a-city-not-stated": Row(
        NEC_IN_CALIFORNIA,
        "2020-07-01",
        "undetermined",
        missing=("customer.government",),
    ),
    "nec-to-the-san-francisco-police": Row(
        ask("nec", SAN_FRANCISCO),
        "2020-07-01",
        "deny",
        by=(CITY,),
        firm=False,
        lifted_by=(f"{CITY}/federal-zone", f"{CITY}/built-into-device"),
    ),
    "nec-to-an-agency-of-the-state-in-san-francisco": Row(
        ask("nec", SAN_FRANCISCO, STATE_AGENCY), "2020-07-01", "allow", by_not=(CITY,)
    ),
    "nec-to-the-police-of-the-state-in-san-francisco": Row(
        ask("nec", SAN_FRANCISCO, STATE_POLICE, {"device": "fixed-camera"}),
        "2020-07-01",
        "allow",
        by_not=(CITY,),
    ),
    "nec-to-a-federal-agency-under-the-moratorium-bill": Row(
        ask("nec", ORLANDO, FEDERAL_AGENCY),
        "2021-02-01",
        "deny",
        scenario="federal-moratorium-2021",
        by=(FEDERAL,),
        text=("assumed enacted",),
    ),
    "vendor-not-stated": Row(
        ORLANDO, "2020-07-01", "undetermined", missing=("vendor",)
    ),
}
rows = pytest.mark.parametrize("row", STORY.values(), ids=STORY)


@rows
def test_the_answer_and_its_reasons_are_those_of_the_story(row: Row) -> None:
    decision = answer(row)

    assert decision.outcome.value == row.outcome
    assert rules(decision, ReasonKind.FORBIDDEN) == set(row.by)
    assert rules(decision, ReasonKind.FORBIDDEN).isdisjoint(row.by_not)
    assert rules(decision, ReasonKind.NOT_YET) >= set(row.not_yet)
    assert rules(decision, ReasonKind.NO_LONGER) >= set(row.no_longer)
    assert rules(decision, ReasonKind.EXCEPTED) >= set(row.excepted)


@rows
def test_the_answer_names_what_it_lacks_and_what_it_rests_on(row: Row) -> None:
    decision = answer(row)

    assert {each.name for each in decision.missing} >= set(row.missing)
    assert {each.event for each in decision.assumptions} >= set(row.assumes)
    assert {each.id for each in decision.could_be_lifted_by} >= set(row.lifted_by)
    assert row.firm in {None, decision.firm}


@rows
def test_the_prose_says_it_in_words(row: Row) -> None:
    said = str(answer(row))

    assert [words for words in row.text if words not in said] == []


@rows
def test_the_command_line_gives_the_same_answer(row: Row, tmp_path: Path) -> None:
    file = tmp_path / "deployment.json"
    file.write_text(json.dumps(row.facts))
    arguments = ["evaluate", str(file), "--json", "--on", row.on]
    arguments += [] if row.known is None else ["--known", row.known]
    arguments += [] if row.scenario is None else ["--scenario", row.scenario]

    result = CliRunner().invoke(app, arguments)

    assert result.exit_code == EXIT[row.outcome]
    assert json.loads(result.stdout)["outcome"] == row.outcome


def test_an_assumed_enactment_is_marked_in_its_reason() -> None:
    row = STORY["nec-to-a-federal-agency-under-the-moratorium-bill"]

    marked = {each.rule for each in answer(row).reasons if each.assumed_enacted}

    assert marked == {FEDERAL}


def test_the_extension_is_cited_once_it_is_known() -> None:
    row = STORY["amazon-after-a-year-as-known-on-the-day-of-the-extension"]

    reason = next(each for each in answer(row).reasons if each.rule == AMAZON)

    assert "extension" in {each.source for each in reason.citations}


def test_a_misspelt_fact_is_refused_with_the_nearest_spelling(tmp_path: Path) -> None:
    facts = ask("nec", ORLANDO, {"vendr": "amazon"})
    file = tmp_path / "deployment.json"
    file.write_text(json.dumps(facts))

    with pytest.raises(DeploymentError, match="did you mean `vendor`"):
        compliance.evaluate(facts, on="2020-07-01")
    result = CliRunner().invoke(app, ["evaluate", str(file), "--on", "2020-07-01"])

    assert result.exit_code == 4
    assert "did you mean `vendor`" in result.stderr


def test_facts_of_two_customers_are_never_mixed() -> None:
    school = {"type": "public-school", "government": "US-CA/oakland-unified"}
    police = {"type": "city-police", "government": "US-FL/orlando"}
    facts = without(ask("nec", ORLANDO), "customer.type", "customer.government")

    decision = compliance.evaluate(
        facts | {"customer": [school, police], "place": "US-FL/orlando"},
        on="2020-07-01",
    )

    stated = [
        (facts.get("customer.type"), facts.get("customer.government"))
        for each in decision.reasons
        for facts in [each.facts or {}]
    ]
    mixed = {("city-police", school["government"]), ("public-school", "US-FL/orlando")}
    assert stated
    assert mixed.isdisjoint(stated)
    assert "city-police, US-CA/oakland" not in str(decision)


def answer(row: Row) -> Decision:
    return compliance.evaluate(
        row.facts, on=row.on, known=row.known, scenario=row.scenario
    )


def rules(decision: Decision, kind: ReasonKind) -> set[str]:
    return {each.rule for each in decision.reasons if each.kind is kind and each.counts}
