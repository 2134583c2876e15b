"""The page of the survey holds what its command prints."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from compliance.cli.main import app


def test_the_table_is_what_the_command_prints(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (root / "docs/survey.md").read_text("utf-8")
    command = re.search(r"^compliance (survey .+)$", page, re.MULTILINE)
    assert command is not None
    monkeypatch.chdir(root)

    told = CliRunner().invoke(app, command[1].split())

    assert told.exit_code == 0
    assert page.endswith(f"```\n\n{told.stdout}")
