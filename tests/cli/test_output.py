"""What the commands print: JSON that machines read, prose that stays as it is."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

import compliance
from compliance.cli import screen, status
from compliance.cli.main import app

DIGEST = re.compile(r"(?<=` )[0-9a-f]{12}(?=,)")
TWO = """\
- {deployment: First, vendor: nec, technology: face-detection, date: 2020-07-01}
- {deployment: Second, vendor: nec, technology: face-detection, date: 2020-07-01}
"""
FAULTY = "ruleset: one\ntitle: One\nissuer: acme\nkind: pleg\n"


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=given)


@pytest.mark.parametrize("example", ["amazon-police", "washington-checklist"])
def test_a_decision_reads_as_it_did(
    root: Path, example: str, request: pytest.FixtureRequest
) -> None:
    told = run("evaluate", str(root / f"examples/{example}.yaml")).stdout
    golden = root / f"tests/golden/{example}.txt"
    text = DIGEST.sub("<digest>", told)

    if request.config.getoption("--update-golden", default=False):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_a_decision_in_json_is_one_object_that_its_schema_admits(root: Path) -> None:
    schema = json.loads((root / "schemas/decision.schema.json").read_text("utf-8"))
    told = run("evaluate", str(root / "examples/amazon-police.yaml"), "--json")

    Draft202012Validator(schema).validate(json.loads(told.stdout))
    assert told.stderr == ""


def test_several_decisions_are_a_list_in_json_and_numbered_in_prose() -> None:
    titles = [each["title"] for each in json.loads(_evaluated(TWO, "--json"))]
    prose = _evaluated(TWO)

    assert titles == ["First", "Second"]
    assert "===== 1 of 2 =====\nFirst\n" in prose
    assert "===== 2 of 2 =====\nSecond\n" in prose


def test_json_is_read_like_yaml() -> None:
    facts = json.dumps({"vendor": "nec", "technology": "image-generation"}, indent=2)

    assert run("evaluate", "-", "--on", "2020-07-01", given=facts).exit_code == 0


@pytest.mark.parametrize("given", ["[]", "[1]", "text", ""])
def test_what_is_no_deployment_ends_with_4_and_prints_nothing(given: str) -> None:
    told = run("evaluate", "-", "--json", given=given)

    assert (told.exit_code, told.stdout) == (4, "")
    assert told.stderr


def test_a_fault_in_one_of_several_is_told_with_its_line() -> None:
    told = run("evaluate", "-", given=f"{TWO}- {{vendr: nec}}\n")

    assert told.exit_code == 4
    assert "<stdin>:3:4" in told.stderr


def test_a_scenario_may_be_a_name_or_a_file(root: Path) -> None:
    example = str(root / "examples/vendor-not-stated.yaml")
    file = str(root / "rulesets/scenarios/national-law-2024.yaml")
    by_name = run("evaluate", example, "--scenario", "national-law-2024")
    by_file = run("evaluate", example, "--scenario", file)

    assert by_name.stdout == by_file.stdout
    assert "In the scenario “Congress passes a law" in by_name.stdout


def test_an_unknown_scenario_is_wrong_usage_with_a_suggestion(root: Path) -> None:
    example = str(root / "examples/amazon-police.yaml")
    told = run("evaluate", example, "--scenario", "national-law-2042")

    assert told.exit_code == 2
    assert "national-law-2024" in told.stderr


def test_findings_in_json_say_where_they_stand(broken: Path) -> None:
    told = run("check", str(broken), "--json")
    found = json.loads(told.stdout)

    keys = {"code", "message", "file", "line", "column", "end", "help", "warning"}
    assert told.exit_code == 1
    assert {frozenset(each) for each in found} == {frozenset(keys)}
    assert (4, 7) in {(each["line"], each["column"]) for each in found}


def test_findings_in_prose_have_a_caret_a_help_and_a_count(broken: Path) -> None:
    told = run("check", str(broken / "acme" / "one.yaml"))

    assert told.exit_code == 1
    assert (
        "  | kind: pleg\n  |       ^^^^\n  help: did you mean `pledge`?" in told.stdout
    )
    assert re.search(r"^\d+ faults?$", told.stdout, re.MULTILINE)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A rulebook with a faulty ruleset."""
    (tmp_path / "rulebook.yaml").write_text("rulebook: small\nformat: 1\n")
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "one.yaml").write_text(FAULTY)
    return tmp_path


def test_a_broken_rulebook_answers_nothing(broken: Path) -> None:
    told = run("evaluate", "-", "--rulebook", str(broken), given="vendor: nec\n")

    assert (told.exit_code, told.stdout) == (4, "")
    assert "did you mean `pledge`?" in told.stderr


def test_the_version_is_that_of_the_package() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", run("--version").stdout)


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [([0, 3], 3), ([3, 1, 0], 1), ([1, 4], 4), ([0], 0)],
)
def test_a_deny_is_worse_than_a_gap(statuses: list[int], worst: int) -> None:
    assert status.worst(statuses) == worst


def test_every_outcome_has_its_status() -> None:
    assert set(status.OF_OUTCOME) == {each.value for each in compliance.Outcome}


def test_outcomes_are_coloured_and_headings_bold() -> None:
    assert screen.style("DENY: it may not go ahead.") == "bold red"
    assert screen.style("Why:") == "bold"
    assert screen.style("- vendor: Who supplies the technology?") == ""
    assert screen.style("  In force: from 2020-06-10:") == ""


def _evaluated(given: str, *options: str) -> str:
    return run("evaluate", "-", *options, given=given).stdout
