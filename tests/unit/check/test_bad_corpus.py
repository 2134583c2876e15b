"""Each malformed document is told in exactly these words."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import compliance
from compliance.cli.main import app
from compliance.errors import RulebookError

CORPUS = Path(__file__).parents[2] / "corpus"
BOOK = CORPUS / "rulesets/book"
RULESETS = sorted((CORPUS / "rulesets/bad").glob("*.yaml"))
DEPLOYMENTS = sorted((CORPUS / "deployments/bad").glob("*.[yj]*"))
CASES_FOR = re.compile(r"cases_for: (\S+)")
LAID = {
    "vocabulary": "vocabulary/more.yaml",
    "events": "more.yaml",
    "scenario": "scenarios/more.yaml",
    "rulebook": "more/rulebook.yaml",
}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Path]:
    """A small rulebook without a fault, and room for one."""
    folder = tmp_path / "book"
    shutil.copytree(BOOK, folder)
    yield folder
    shutil.rmtree(folder)


def test_the_book_itself_is_clean() -> None:
    assert compliance.check(BOOK) == ()


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_a_malformed_document_is_told_exactly(
    path: Path, book: Path, request: pytest.FixtureRequest
) -> None:
    laid = book / where(path.read_text("utf-8"))
    laid.parent.mkdir(exist_ok=True)
    shutil.copy(path, laid)

    found = compliance.check(book)

    told = "".join(f"{each}\n" for each in found).replace(str(laid), path.name)
    compare(path, told, request)


@pytest.mark.parametrize("path", RULESETS, ids=lambda path: path.stem)
def test_a_malformed_document_yields_no_rulebook(path: Path, book: Path) -> None:
    laid = book / where(path.read_text("utf-8"))
    laid.parent.mkdir(exist_ok=True)
    shutil.copy(path, laid)
    if all(each.warning for each in compliance.check(book)):
        assert compliance.load(book).name == "corpus"
        return

    with pytest.raises(RulebookError):
        compliance.load(book)


@pytest.mark.parametrize("path", DEPLOYMENTS, ids=lambda path: path.name)
def test_a_malformed_deployment_is_told_exactly(
    path: Path, request: pytest.FixtureRequest
) -> None:
    asked = ["evaluate", str(path), "--on", "2020-06-10", "--rulebook", str(BOOK)]

    told = CliRunner().invoke(app, asked)

    assert (told.exit_code, told.stdout) == (4, "")
    compare(path, told.stderr.replace(str(path), path.name), request)


@pytest.mark.parametrize("kind", ["rulesets", "deployments"])
def test_every_expectation_has_its_document(kind: str) -> None:
    paths = list((CORPUS / kind / "bad").iterdir())
    expected = {path.stem for path in paths if path.suffix == ".txt"}

    assert expected == {path.stem for path in paths if path.suffix != ".txt"}


def where(text: str) -> str:
    """Below the root, the path at which a document of its kind stands."""
    cases = CASES_FOR.match(text)
    if cases is not None:
        return f"{cases[1]}.cases.yaml"
    return LAID.get(text.partition(":")[0], "acme/one.yaml")


def compare(path: Path, told: str, request: pytest.FixtureRequest) -> None:
    golden = path.with_suffix(".txt")
    if request.config.getoption("--update-golden", default=False):
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")
