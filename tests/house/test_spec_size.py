"""The specification is short enough to be read at one sitting."""

from pathlib import Path

LIMIT = 500
PAGES = ("truth", "terms", "expr", "periods", "rules")


def test_the_specification_is_at_most_its_limit(root: Path) -> None:
    paths = [root / "compliance" / "spec" / f"{page}.py" for page in PAGES]

    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)

    assert lines <= LIMIT
