"""The project speaks of itself alone: it names no place of the machine it runs on."""

import os
import re
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def outside(root: Path) -> re.Pattern[str]:
    """The folders around the project, of this user, and of the data beside it."""
    data = os.environ.get("COMPLIANCE_DATA")
    near = {root.parent, Path.home(), *([Path(data).resolve()] if data else [])}
    absolute = {f"{place}/" for place in near if place != Path("/")}
    beside = {f"../{Path(data).name}"} if data else set()
    names = "|".join(re.escape(name) for name in sorted(absolute | beside))
    return re.compile(rf"(?<![\w./-])(?:{names})")


def test_no_file_names_a_path_outside_the_project(
    root: Path, tracked: frozenset[str], outside: re.Pattern[str]
) -> None:
    found = {
        f"{name}:{number}: {line.strip()}"
        for name in tracked
        if not name.startswith(".ci/")
        for number, line in numbered_lines(root / name)
        if outside.search(line)
    }

    assert found == set()


def test_such_a_path_would_be_found(outside: re.Pattern[str], root: Path) -> None:
    assert outside.search(f"see {root.parent}/notes.md")
    assert outside.search(f"'{Path.home()}/notes.md'")
    assert not outside.search("https://example.org/act")


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return list(enumerate(text.splitlines(), start=1))
