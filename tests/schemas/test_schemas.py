"""The JSON schemas: current, and a second opinion on documents and decisions."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import compliance
from compliance.syntax import reader, tree
from compliance.syntax.documents import KINDS, validate
from compliance.syntax.load import load
from compliance.syntax.place import Place, Report
from compliance.syntax.schemas.generate import write
from compliance.syntax.second import second_check
from compliance.testing.strategies import deployments

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("rulesets", "tests/schemas/every")
    for path in (ROOT / folder).rglob("*.yaml")
)


def data_of(path: Path) -> dict[str, tree.Plain]:
    source = reader.read_file(path, path.name)
    found = tree.plain(reader.read(source).root)
    assert isinstance(found, dict)
    return found


def accepted(kind: str, data: dict[str, tree.Plain]) -> bool:
    """Whether the model takes the data; names that stand elsewhere are not asked."""
    node = reader.read(tree.Source("x", _json(data))).root
    return (
        validate(KINDS[kind], Place(tree.Source("x", ""), node, Report())) is not None
    )


def _json(data: object) -> str:
    match data:
        case dict():
            inner = ", ".join(f"{_json(k)}: {_json(v)}" for k, v in data.items())
            return "{" + inner + "}"
        case list():
            return "[" + ", ".join(_json(each) for each in data) + "]"
        case bool():
            return "true" if data else "false"
        case None:
            return "null"
        case str():
            return json.dumps(data, ensure_ascii=False)
        case _:
            return str(data)


def faulty(data: tree.Plain) -> Iterator[tree.Plain]:
    """The data with one fault: a key too many, a value of a shape that fits nowhere."""
    if isinstance(data, dict):
        yield {**data, "Not A Key": True}
        for key, value in data.items():
            for worse in faulty(value):
                yield {**data, key: worse}
    elif isinstance(data, list):
        for place, value in enumerate(data):
            for worse in faulty(value):
                yield [*data[:place], worse, *data[place + 1 :]]
    else:
        yield {"": [[]]}


def test_the_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    write(tmp_path, load(ROOT / "rulesets").rulebook.vocabulary)

    made = {path.name: path.read_text() for path in tmp_path.glob("*.json")}
    kept = {path.name: path.read_text() for path in (ROOT / "schemas").glob("*.json")}
    assert made == kept


@pytest.mark.parametrize("path", sorted((ROOT / "schemas").glob("*.json")), ids=str)
def test_a_schema_is_one(path: Path) -> None:
    Draft202012Validator.check_schema(json.loads(path.read_text()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_schema_accepts_what_the_model_accepts(path: Path) -> None:
    data = data_of(path)
    kind = next(iter(data))

    assert accepted(kind, data)
    assert second_check(kind, data) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests/schemas/every").rglob("*.yaml")), ids=lambda p: p.name
)
def test_a_single_fault_is_refused_by_both(path: Path) -> None:
    data = data_of(path)
    kind = next(iter(data))
    differing = [
        worse
        for worse in faulty(data)
        if isinstance(worse, dict)
        and (accepted(kind, worse) is not (second_check(kind, worse) == []))
    ]

    assert differing == []


@given(deployments(compliance.bundled()))
def test_every_decision_follows_its_schema(facts: dict[str, object]) -> None:
    decision = compliance.evaluate(facts, on="2021-08-01")

    assert second_check("decision", decision.to_dict()) == []
