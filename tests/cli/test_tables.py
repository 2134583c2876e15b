"""Lists, coverage and surveys: tables that a rulebook makes of itself."""

from pathlib import Path

from typer.testing import CliRunner

from compliance.cli.main import app
from compliance.engine import bundled
from compliance.explain.tables import table

EXAMPLE = "live-police-cameras.yaml"


def run(*arguments: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, list(arguments))
    return told.exit_code, told.stdout


def rows(text: str) -> list[str]:
    return text.strip().split("\n")[2:]


def test_a_bar_in_a_cell_stays_in_its_cell() -> None:
    assert table(("a",), [("x|y",)]).endswith("| x\\|y |")


def test_every_instrument_has_one_row() -> None:
    code, told = run("list")

    assert code == 0
    assert [row.split("`")[1] for row in rows(told)] == sorted(bundled().core.rulesets)


def test_the_page_of_instruments_is_what_the_command_prints(root: Path) -> None:
    page = (root / "docs/instruments.md").read_text("utf-8")

    assert page.endswith(run("list")[1])


def test_coverage_names_every_ruleset_with_its_last_check() -> None:
    code, told = run("coverage")

    named = {row.split("`")[1] for row in rows(told)}
    assert (code, named) == (0, set(bundled().core.rulesets))


def test_stale_rulesets_are_findings() -> None:
    latest = max(each.reviewed for each in bundled().core.rulesets.values())

    assert run("coverage", "--stale", "1d", "--on", latest.isoformat())[0] == 0
    code, told = run("coverage", "--stale", "180d", "--on", "2027-11-23")
    assert code == 1
    assert len(rows(told)) >= len(bundled().core.rulesets)


def test_an_age_is_a_number_of_days() -> None:
    assert run("coverage", "--stale", "six months")[0] == 2


def surveyed(root: Path, *options: str) -> tuple[int, list[str]]:
    example = str(root / "examples" / EXAMPLE)
    code, told = run("survey", example, *options)
    return code, rows(told)


def test_a_survey_asks_each_place_once(root: Path) -> None:
    code, found = surveyed(root, "--also", "customer.government", "--on", "2020-07-01")

    places = [place for row in found for place in row.split(" | ")[1].split("; ")]
    assert code == 0
    assert len(places) == len(set(places))
    assert "elsewhere in California" in places
    assert found[0].startswith("| deny")
    assert any(row.startswith("| deny") and "San Francisco" in row for row in found)


def test_a_survey_ranges_over_places_alone(root: Path) -> None:
    assert surveyed(root, "--over", "vendor")[0] == 2
    assert surveyed(root, "--within", "FR")[0] == 2
