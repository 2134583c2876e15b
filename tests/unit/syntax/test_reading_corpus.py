"""Every malformed document has its diagnostics, every sound one its tree."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from compliance.errors import RulebookError, Span
from compliance.syntax import reader
from compliance.syntax.tree import Document, Leaf, Node, Row, Table

CORPUS = Path(__file__).parents[2] / "corpus" / "reading"
PARSERS: list[type[reader.Parser]] = [yaml.SafeLoader]
if yaml.__with_libyaml__:
    PARSERS.append(yaml.CSafeLoader)


def documents(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).glob("*.yaml"))


@pytest.fixture(params=PARSERS, autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARSER", request.param)


@pytest.mark.parametrize("path", documents("bad"), ids=lambda path: path.stem)
def test_a_malformed_document_is_refused_with_all_its_faults(
    path: Path, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(RulebookError) as refusal:
        read(path)

    compare(f"{refusal.value}\n", path.with_suffix(".txt"), request)


@pytest.mark.parametrize("path", documents("good"), ids=lambda path: path.stem)
def test_a_sound_document_has_the_tree_that_an_author_expects(
    path: Path, request: pytest.FixtureRequest
) -> None:
    document = read(path)

    compare(drawn(document), path.with_suffix(".txt"), request)


@pytest.mark.parametrize("folder", ["bad", "good"])
def test_every_expectation_has_its_document(folder: str) -> None:
    expected = {path.stem for path in (CORPUS / folder).glob("*.txt")}

    assert expected == {path.stem for path in documents(folder)}


def read(path: Path) -> Document:
    return reader.read(reader.read_file(path, path.name))


def compare(actual: str, golden: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden", default=False):
        golden.write_text(actual, encoding="utf-8", newline="")
    assert actual == golden.read_text(encoding="utf-8")


def drawn(document: Document) -> str:
    lines = [*nodes(document.root, "$")]
    lines += [
        f"{place(each.where)} {'own line' if each.own_line else 'beside'} {each.text}"
        for each in document.comments
    ]
    return "".join(f"{line}\n" for line in lines)


def nodes(node: Node, path: str) -> Iterator[str]:
    match node:
        case Leaf(value, _, quoted, where):
            yield f"{place(where)} {path} = {value!r}{' quoted' if quoted else ''}"
        case Row(items, where):
            yield f"{place(where)} {path} is a list"
            for number, item in enumerate(items):
                yield from nodes(item, f"{path}[{number}]")
        case Table(entries, where):
            yield f"{place(where)} {path} is a mapping"
            for entry in entries:
                yield f"{place(entry.key_where)} {path}.{entry.key} is a key"
                yield from nodes(entry.value, f"{path}.{entry.key}")


def place(where: Span) -> str:
    return f"{where.line}:{where.column}-{where.end_line}:{where.end_column}"
