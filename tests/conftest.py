"""What all tests share: how far to search, where the project and its data are."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("fast", max_examples=50, derandomize=True, deadline=None)
settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("COMPLIANCE_PROFILE", "ci"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def tracked(root: Path) -> frozenset[str]:
    """The files that git tracks and that exist, as paths from the root."""
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    assert len(names) > 1, "git tracks no file yet"
    return frozenset(name for name in names if (root / name).is_file())


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of data kept outside the project, where there is one."""
    folder = os.environ.get("COMPLIANCE_DATA")
    if folder is not None and Path(folder).is_dir():
        return Path(folder)
    message = "COMPLIANCE_DATA names no folder"
    if os.environ.get("COMPLIANCE_REQUIRE_DATA") == "1":
        pytest.fail(message)
    pytest.skip(message)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites expected texts; review the difference."""
    parser.addoption("--update-golden", action="store_true", help="rewrite texts")
