"""The commands: what they print, and how they end."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compliance.cli.main import app

DENIED = """\
vendor: amazon
technology: face-identification
customer.type: city-police
user.type: nobody
"""
ALLOWED = {"vendor": "nec", "technology": "face-detection", "activity": "sell"}
RULEBOOK = "rulebook: small\nformat: 1\n"
BROKEN = "ruleset: one\ntitle: One\nissuer: acme\nkind: pleg\n"


def run(*arguments: str, given: str | None = None) -> tuple[int, str, str]:
    told = CliRunner().invoke(app, list(arguments), input=given)
    return told.exit_code, told.stdout, told.stderr


def test_a_deny_from_standard_input_ends_with_1() -> None:
    code, out, _ = run("evaluate", "-", "--on", "2020-07-01", given=DENIED)

    assert code == 1
    assert out.startswith("DENY")


def test_an_unknown_fact_ends_with_4_and_the_nearest_spelling() -> None:
    code, out, err = run("evaluate", "-", given="vendr: amazon\n")

    assert (code, out) == (4, "")
    assert "`vendr` is not a fact" in err
    assert "did you mean `vendor`?" in err


def test_bad_yaml_ends_with_4_and_no_traceback() -> None:
    code, _, err = run("evaluate", "-", given="vendor: [amazon\n")

    assert code == 4
    assert err.startswith("R101 <stdin>:")
    assert "Traceback" not in err


def test_a_missing_file_is_wrong_usage() -> None:
    assert run("evaluate", "nowhere.yaml")[0] == 2


@pytest.mark.parametrize(
    ("option", "value"), [("--on", "2020-02-30"), ("--force", "x")]
)
def test_a_wrong_option_is_wrong_usage(option: str, value: str) -> None:
    assert run("evaluate", "-", option, value, given=DENIED)[0] == 2


def test_guidance_cannot_be_asked_alone() -> None:
    assert run("evaluate", "-", "--force", "guidance", given=DENIED)[0] == 2


def test_a_promise_does_not_count_where_only_law_is_asked() -> None:
    options = ("--on", "2020-07-01", "--force", "law", "--json")
    code, out, _ = run("evaluate", "-", *options, given=DENIED)

    told = json.loads(out)
    assert told["forces"] == ["law"]
    assert told["by_force"]["voluntary"] == "deny"
    assert (code == 1) is (told["outcome"] == "deny")


def test_of_several_the_worst_gives_the_status() -> None:
    both = json.dumps([ALLOWED, {"vendor": "amazon"}])
    code, out, _ = run("evaluate", "-", "--on", "2020-07-01", "--json", given=both)

    outcomes = [each["outcome"] for each in json.loads(out)]
    assert len(outcomes) == 2
    assert (
        code
        == {"deny": 1, "undetermined": 3, "conditional": 3, "allow": 0}[outcomes[1]]
    )


def test_the_bundled_rulebook_has_no_findings() -> None:
    assert run("check")[0] == 0


def test_a_broken_rulebook_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(RULEBOOK)
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "one.yaml").write_text(BROKEN)

    code, out, err = run("check", str(tmp_path))

    assert code == 1
    assert "one.yaml:4:7" in out + err


def test_a_folder_that_is_no_rulebook_ends_with_4(tmp_path: Path) -> None:
    assert run("check", str(tmp_path))[0] == 4


def test_show_tells_a_rule_and_suggests_a_name() -> None:
    code, out, _ = run("show", "amazon/rekognition-police/police-use")
    missing, _, err = run("show", "amazon/rekognition-polic")

    assert (code, missing) == (0, 2)
    assert "further notice" in out
    assert "amazon/rekognition-police" in err
