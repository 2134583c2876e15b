"""What the README tells a newcomer to run is what CI runs."""

import re
from pathlib import Path

FIRST = (
    "python3.11 -m venv .venv && .venv/bin/pip install -q . && "
    ".venv/bin/compliance evaluate examples/amazon-police.yaml"
)
SECOND = ".venv/bin/pip install -q -e '.[dev]' && .venv/bin/nox"


def test_the_readme_gives_two_commands(root: Path) -> None:
    assert commands(root)[:2] == [FIRST, SECOND]


def test_the_first_command_evaluates_an_example_that_exists(root: Path) -> None:
    example = commands(root)[0].split()[-1]

    assert (root / example).is_file()


def test_ci_runs_the_second_command(root: Path) -> None:
    in_ci = commands(root)[1].replace(".venv/", '"$venv"/')

    assert in_ci in (root / ".ci/run").read_text(encoding="utf-8")


def commands(root: Path) -> list[str]:
    """The one-line shell blocks of the README."""
    text = (root / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```(?:sh|bash|console)\n(.+)\n```$", text, re.MULTILINE)
