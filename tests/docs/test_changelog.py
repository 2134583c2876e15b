"""The changelog has a place for what is not released yet."""

from pathlib import Path


def test_the_first_section_is_unreleased(root: Path) -> None:
    lines = (root / "CHANGELOG.md").read_text("utf-8").splitlines()

    sections = [line for line in lines if line.startswith("## ")]
    assert sections[0] == "## [Unreleased]"
