"""A folder of files, of which none is overlooked."""

import shutil
from pathlib import Path

import pytest

import compliance
from compliance.errors import RulebookError

BOOK = Path(__file__).parents[2] / "corpus/rulesets/book"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    shutil.copytree(BOOK, tmp_path, dirs_exist_ok=True)
    return tmp_path


def codes(folder: Path) -> list[str]:
    return [each.code for each in compliance.check(folder)]


def test_a_folder_without_a_mark_is_no_rulebook(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as refused:
        compliance.load(tmp_path)

    assert [each.code for each in refused.value.diagnostics] == ["N200"]


def test_a_folder_that_does_not_exist_is_no_rulebook(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="is no folder"):
        compliance.load(tmp_path / "none")


@pytest.mark.parametrize("name", ["us-wa/act.yml", "us-wa/act.YAML"])
def test_a_file_with_another_ending_is_not_passed_over(name: str, book: Path) -> None:
    (book / name).write_text("ruleset: act\n", "utf-8")

    assert codes(book) == ["N219"]


def test_hidden_files_and_other_files_are_no_part_of_a_rulebook(book: Path) -> None:
    (book / ".ci").mkdir()
    (book / ".ci/job.yaml").write_text("on: push\n", "utf-8")
    (book / "README.md").write_text("# Rules\n", "utf-8")

    assert codes(book) == []


def test_one_ruleset_cannot_be_declared_by_two_files(book: Path) -> None:
    shutil.copy(book / "us-wa/privacy-bill.yaml", book / "us-wa/copy.yaml")

    assert codes(book) == ["N210"]


@pytest.mark.parametrize("name", ["vocabulary/main.yaml", "events.yaml"])
def test_what_a_file_declares_is_not_missed_where_it_cannot_be_read(
    name: str, book: Path
) -> None:
    path = book / name
    path.write_text(path.read_text("utf-8").replace("title:", "\ttitle:", 1), "utf-8")

    assert codes(book) == ["R106"]


def test_a_ruleset_that_cannot_be_read_is_not_missed_by_others(book: Path) -> None:
    path = book / "us-wa/privacy-bill.yaml"
    path.write_text(path.read_text("utf-8").replace("title:", "\ttitle:", 1), "utf-8")

    assert codes(book) == ["R106"]


def test_faults_of_all_files_are_told_together(book: Path) -> None:
    for name in ("us-wa/privacy-bill.yaml", "events.yaml", "vocabulary/main.yaml"):
        path = book / name
        path.write_text(path.read_text("utf-8") + "extra: true\n", "utf-8")

    assert codes(book) == ["D101", "D101", "D101"]
