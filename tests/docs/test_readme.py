"""What the README says is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

STATUS = {
    "amazon-police": 1,
    "live-police-cameras": 3,
    "microsoft-retailer": 3,
    "rescue-organisation": 0,
    "san-francisco-police": 1,
    "two-customers": 0,
    "vendor-not-stated": 3,
    "washington-checklist": 3,
}


def blocks(root: Path, language: str) -> list[str]:
    text = (root / "README.md").read_text()
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "from compliance.cli.main import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_python_example_runs(root: Path) -> None:
    for block in blocks(root, "python"):
        subprocess.run([sys.executable, "-c", block], check=True, capture_output=True)


def test_the_first_command_prints_what_the_readme_quotes(root: Path) -> None:
    told = run("evaluate", str(root / "examples/amazon-police.yaml"))

    assert told.returncode == 1
    assert told.stdout.startswith(blocks(root, "text")[0])


@pytest.mark.parametrize("example", sorted(STATUS))
def test_each_example_gets_its_status(root: Path, example: str) -> None:
    told = run("evaluate", str(root / f"examples/{example}.yaml"))

    assert (told.returncode, told.stderr) == (STATUS[example], "")
    assert "no legal advice" in told.stdout


def test_every_example_is_run(root: Path) -> None:
    assert {path.stem for path in (root / "examples").glob("*.yaml")} == set(STATUS)
