"""Each malformed document is told in exactly these words."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import compliance
from compliance.cli.main import app
from compliance.engine import data_folder

CORPUS = Path(__file__).parents[2] / "corpus"
RULESETS = sorted((CORPUS / "rulesets/bad").glob("*.yaml"))
DEPLOYMENTS = sorted((CORPUS / "deployments/bad").glob("*.yaml"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled vocabulary and events, one ordinance, and room for a ruleset."""
    folder = tmp_path_factory.mktemp("book")
    for kept in ("vocabulary", "us-ca"):
        shutil.copytree(data_folder("rulesets") / kept, folder / kept)
    for kept in ("rulebook.yaml", "events.yaml"):
        shutil.copy(data_folder("rulesets") / kept, folder / kept)
    for cases in folder.rglob("*.cases.yaml"):
        cases.unlink()
    (folder / "acme").mkdir()
    return folder


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_a_malformed_ruleset_is_told_exactly(
    path: Path, book: Path, request: pytest.FixtureRequest
) -> None:
    laid = book / "acme" / "one.yaml"
    laid.write_text(path.read_text())

    found = compliance.check(book)

    told = "\n".join(str(each) for each in found).replace(str(laid), path.name)
    _compare(path, told + "\n", request)


@pytest.mark.parametrize("path", DEPLOYMENTS, ids=lambda path: path.stem)
def test_a_malformed_deployment_is_told_exactly(
    path: Path, request: pytest.FixtureRequest
) -> None:
    told = CliRunner().invoke(app, ["evaluate", str(path), "--on", "2020-06-10"])

    assert (told.exit_code, told.stdout) == (4, "")
    _compare(path, told.stderr.replace(str(path), path.name), request)


def _compare(path: Path, told: str, request: pytest.FixtureRequest) -> None:
    golden = path.with_suffix(".txt")
    if request.config.getoption("--update-golden"):
        golden.write_text(told)
    assert told == golden.read_text()
