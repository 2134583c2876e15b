"""Pages: what a ruleset says, and where it stands."""

from datetime import date

import pytest
from typer.testing import CliRunner

import compliance
from compliance.cli.main import app
from compliance.core.rulebook import Force, Kind, Milestone, Ruleset, Status, Step
from compliance.explain.show import names, show, status_of

RULEBOOK = compliance.bundled().core
NAMES = names(RULEBOOK)
ACT = "us-wa/rcw-43.386"
NEW, PASSED, VETOED = Step.INTRODUCED, Step.PASSED, Step.VETOED
ENACTED, FAILED = Step.ENACTED, Step.FAILED


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_page_under_its_title(name: str) -> None:
    page = show(RULEBOOK, name)

    assert page is not None
    assert name in page.splitlines()[1]


def test_names_are_full_and_distinct() -> None:
    assert len(NAMES) == len(set(NAMES))
    assert f"{ACT}/accountability/operational-test/no-legal-effect" in NAMES


def test_a_page_tells_rules_checklist_exceptions_history_and_what_is_left_out() -> None:
    page = show(RULEBOOK, ACT) or ""

    for words in (
        "Kind: law",
        "Status: enacted",
        "Covers: US-WA",
        "notice-of-intent: A notice of intent",
        "To do: File the notice",
        "Unless, for each rule that forbids or requires:",
        "2020-03-12: passed",
        "Not encoded:",
        "<https://app.leg.wa.gov/RCW/default.aspx?cite=43.386>",
    ):
        assert words in page


def test_what_every_rule_shares_is_told_once() -> None:
    page = show(RULEBOOK, ACT) or ""

    assert page.count("- federal-mandate:") == 1
    assert page.count("customer.government is within US-WA) or") == 2


def test_a_page_as_known_on_a_day_leaves_out_what_came_later() -> None:
    name = "amazon/rekognition-police"
    told = CliRunner().invoke(app, ["show", name, "--known", "2020-12-01"]).stdout

    assert "until 2021-06-10 (as published on 2020-06-10)" in told
    assert "further notice" not in told
    assert "2021-05-18" not in told


def test_a_wrong_day_is_wrong_usage() -> None:
    told = CliRunner().invoke(app, ["show", ACT, "--known", "2020-13-01"])

    assert told.exit_code == 2


def test_a_short_name_is_met_with_the_full_one() -> None:
    told = CliRunner().invoke(app, ["show", "police-use"])

    assert told.exit_code == 2
    assert "did you mean `amazon/rekognition-police/police-use`?" in told.stderr


@pytest.mark.parametrize(
    ("kind", "steps", "status"),
    [
        (Kind.PLEDGE, [Step.ANNOUNCED], Status.ENACTED),
        (Kind.PLEDGE, [Step.ANNOUNCED, Step.WITHDRAWN], Status.WITHDRAWN),
        (Kind.LAW, [], Status.ENACTED),
        (Kind.LAW, [NEW, PASSED], Status.PROPOSED),
        (Kind.LAW, [NEW, PASSED, ENACTED], Status.ENACTED),
        (Kind.LAW, [NEW, PASSED, VETOED, ENACTED], Status.ENACTED),
        (Kind.LAW, [ENACTED, NEW, FAILED], Status.ENACTED),
        (Kind.LAW, [ENACTED, Step.REPEALED], Status.REPEALED),
        (Kind.BILL, [NEW], Status.PROPOSED),
        (Kind.BILL, [NEW, FAILED], Status.REJECTED),
        (Kind.BILL, [NEW, FAILED, NEW], Status.PROPOSED),
        (Kind.BILL, [NEW, PASSED, VETOED], Status.REJECTED),
        (Kind.DEMAND, [Step.DEMANDED], Status.DEMANDED),
    ],
)
def test_status_follows_from_kind_and_history(
    kind: Kind, steps: list[Step], status: Status
) -> None:
    assert status_of(_ruleset(kind, steps)) is status


def test_status_is_that_of_the_known_day() -> None:
    act = _ruleset(Kind.LAW, [NEW, ENACTED])

    assert status_of(act, date(2020, 1, 1)) is Status.PROPOSED
    assert status_of(act, date(2020, 1, 2)) is Status.ENACTED


def _ruleset(kind: Kind, steps: list[Step]) -> Ruleset:
    days = [date(2020, 1, number) for number in range(1, len(steps) + 1)]
    return Ruleset(
        name="acme/one",
        title="One",
        issuer="acme",
        kind=kind,
        force=Force.LAW,
        reviewed=date(2021, 1, 1),
        rules=(),
        history=tuple(Milestone(d, d, s) for d, s in zip(days, steps, strict=True)),
    )
