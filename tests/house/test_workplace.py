"""The project speaks of itself alone: it names no place of the machine it grew on."""

import re
from pathlib import Path

OUTSIDE = re.compile(r"(?<![\w./-])/(?:work|root|home|tmp|mnt)/|\.\./shared\b")

# Only the CI script and this test may name a place outside the project.
MAY_NAME_IT = (".ci/", "tests/house/test_workplace.py")


def test_no_file_names_a_path_outside_the_project(
    root: Path, tracked: frozenset[str]
) -> None:
    found = {
        f"{name}:{number}: {line.strip()}"
        for name in tracked
        if not name.startswith(MAY_NAME_IT)
        for number, line in numbered_lines(root / name)
        if OUTSIDE.search(line)
    }

    assert found == set()


def test_such_a_path_would_be_found() -> None:
    assert OUTSIDE.search("see /work/notes.md")
    assert OUTSIDE.search("data = '../shared'")
    assert not OUTSIDE.search("https://example.org/work/act")


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return list(enumerate(text.splitlines(), start=1))
