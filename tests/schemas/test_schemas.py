"""The JSON schemas: current, sound, readable by older editors, and precise."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from jsonschema.protocols import Validator

import compliance
from compliance.syntax import reader, tree
from compliance.syntax.documents import KINDS
from compliance.syntax.load import load
from compliance.syntax.schemas.generate import MODELS, schema_of, schemas, write
from compliance.syntax.schemas.hovers import COMMON, OWN
from compliance.syntax.second import NAMED_OTHERWISE, second_check, validator_of

ROOT = Path(__file__).parents[2]
SCHEMAS = sorted((ROOT / "schemas").glob("*.json"))
EVERY = ROOT / "tests" / "schemas" / "every"
FILES = sorted([*(ROOT / "rulesets").rglob("*.yaml"), *EVERY.rglob("*.yaml")])
DEPLOYMENTS = sorted((ROOT / "examples").glob("*.yaml"))

# What editors that stopped at draft 7 would pass over in silence.
TOO_NEW = {
    "$anchor",
    "$dynamicRef",
    "$recursiveRef",
    "dependentRequired",
    "dependentSchemas",
    "maxContains",
    "minContains",
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
}


def test_the_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    write(tmp_path, load(ROOT / "rulesets").rulebook.vocabulary)

    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    kept = {path.name: path.read_bytes() for path in SCHEMAS}
    assert made == kept, "rewrite them: python -m compliance.syntax.schemas"


def test_a_schema_that_is_gone_is_removed(tmp_path: Path) -> None:
    gone = tmp_path / "gone.schema.json"
    gone.touch()

    write(tmp_path, load(EVERY).rulebook.vocabulary)

    assert not gone.exists()


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_is_one_in_this_draft_and_in_older_editors(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft7Validator.check_schema(schema)
    assert {key for each in mappings(schema) for key in each} & TOO_NEW == set()


def test_every_key_says_in_an_editor_what_it_is() -> None:
    silent = [
        (name, key)
        for name in {*MODELS, "deployment"} - {"decision"}
        for each in mappings(schema_of(name))
        for key, value in each.get("properties", {}).items()
        if "additionalProperties" in each and "description" not in value
    ]

    assert silent == []


def test_no_hover_is_left_of_a_key_that_is_gone() -> None:
    used = {
        str(value["description"])
        for name in MODELS
        for each in mappings(schema_of(name))
        for value in each.get("properties", {}).values()
        if value and "description" in value
    }

    written = {words for each in (COMMON, *OWN.values()) for words in each.values()}
    assert written - used == set()


def test_the_files_of_the_tests_use_every_key() -> None:
    used = {key for path in EVERY.rglob("*.yaml") for key in keys_in(data_of(path))}

    known = {
        key
        for kind in KINDS
        for each in mappings(schema_of(NAMED_OTHERWISE.get(kind, kind)))
        for key in each.get("properties", {})
    }
    assert known - used == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_follows_its_schema(path: Path) -> None:
    data = data_of(path)
    assert isinstance(data, dict)
    kind = next(iter(data))

    KINDS[kind].model_validate(data)

    assert second_check(kind, data) == []


@pytest.mark.parametrize("folder", ["rulesets", "tests/schemas/every"])
def test_every_ruleset_follows_the_schema_that_knows_its_facts(folder: str) -> None:
    known = schemas(load(ROOT / folder).rulebook.vocabulary)
    validator = validator_of(known["ruleset.bundled"])
    read = [data_of(path) for path in sorted((ROOT / folder).rglob("*.yaml"))]
    rulesets = [each for each in read if isinstance(each, dict) and "ruleset" in each]

    assert rulesets
    assert [found for each in rulesets for found in refused(validator, each)] == []


@pytest.mark.parametrize("path", DEPLOYMENTS, ids=lambda path: path.name)
def test_every_example_follows_both_schemas_of_deployments(path: Path) -> None:
    data = data_of(path)

    assert second_check("deployment", data) == []
    assert bundled_check("deployment", data) == []


def test_deployments_of_every_kind_follow_their_schemas() -> None:
    data = data_of(ROOT / "tests" / "schemas" / "deployments.yaml")
    book = compliance.load(EVERY)
    validator = validator_of(schemas(book.core.vocabulary)["deployment.bundled"])

    assert isinstance(data, list)
    assert second_check("deployment", data) == []
    assert refused(validator, data) == []
    for facts in data:
        assert isinstance(facts, dict)
        decision = compliance.evaluate(facts, on="2021-08-01", rulebook=book)
        assert second_check("decision", decision.to_dict()) == []


@pytest.mark.parametrize(
    ("forbid", "at"),
    [
        ({"vendr": "amazon"}, "forbid"),
        ({"technology": "face-recogniton"}, "forbid.technology"),
        ({"technology": ["face-recognition", "x"]}, "forbid.technology.1"),
        ({"technology": {"not": "face-recogniton"}}, "forbid.technology.not"),
        ({"any": [{"warrant": "yes"}]}, "forbid.any.0.warrant"),
        ({"use.started": {"after": "contract.signed"}}, "forbid.use.started.after"),
        ({"warrant": {"at_least": True}}, "forbid.warrant"),
        ({"training.compute": {"more_than": "1e25"}}, "forbid.training.compute"),
    ],
)
def test_the_schema_with_the_bundled_facts_finds_a_misspelling(
    forbid: object, at: str
) -> None:
    found = bundled_check("ruleset", ruled({"forbid": forbid}))

    assert len(found) == 1
    assert found[0].startswith(f"rules.rule.{at}")


@pytest.mark.parametrize(
    "forbid",
    [
        {"vendor": "nobody-has-heard-of", "customer.government": "US-WA/tacoma"},
        {"use.started": {"after": "customer.since", "before": "2030-01-01"}},
        {"training.compute": {"more_than": 10, "at_most": {"parameter": "most"}}},
        {"report.accountability": {"at_least": "90 days", "before": "use.started"}},
    ],
)
def test_the_schema_with_the_bundled_facts_accepts_what_is_right(
    forbid: object,
) -> None:
    assert bundled_check("ruleset", ruled({"forbid": forbid})) == []


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        ({"forbid": {"a": {"at_leest": 4}}}, ("forbid", "a", "at_leest")),
        ({"forbid": {"Bad Fact": True}}, ("forbid", "Bad Fact")),
        ({"forbid": {"any": [{"a": []}]}}, ("forbid", "any", 0, "a")),
        ({"forbid": {"a": True}, "when": {"a": True}}, ("when",)),
        ({"forbid": {"a": True}, "titel": "x"}, ("titel",)),
        ({"permit": {"a": True}}, ()),
        ({}, ()),
        ({"forbid": {"a": True}, "in_force": [{"cite": "act"}]}, ("in_force", 0)),
        ({"forbid": {"a": True}, "cite": "Act 3"}, ("cite",)),
        ({"require": {"x": {"title": "x"}}, "cite": "act"}, None),
    ],
)
def test_one_mistake_gives_one_finding_at_its_place(
    rule: dict[str, object], at: tuple[str | int, ...] | None
) -> None:
    found = [path for path, _ in second_check("ruleset", ruled(rule))]

    if at is None:  # three keys are missing, and each is told
        assert found == [("rules", "rule", "require", "x")] * 3
    else:
        assert found == [("rules", "rule", *at)]


def test_a_file_that_is_no_mapping_is_one_finding() -> None:
    assert [path for path, _ in second_check("ruleset", [])] == [()]
    assert [path for path, _ in second_check("cases_for", "text")] == [()]


def bundled_check(name: str, data: object) -> list[str]:
    """What a schema with the bundled facts refuses, as places with words."""
    text = (ROOT / "schemas" / f"{name}.bundled.schema.json").read_text("utf-8")
    return refused(validator_of(json.loads(text)), data)


def refused(validator: Validator, data: object) -> list[str]:
    """What a validator refuses, as places with words."""
    errors = validator.iter_errors(data)  # type: ignore[arg-type] # decimals too
    return [
        f"{'.'.join(map(str, each.absolute_path))} {each.message}" for each in errors
    ]


def ruled(rule: Mapping[str, object]) -> dict[str, object]:
    """A ruleset with one rule."""
    return {
        "ruleset": "one",
        "title": "A ruleset",
        "issuer": "acme",
        "kind": "law",
        "force": "law",
        "reviewed": "2026-11-23",
        "sources": {"act": {"title": "The Act", "url": "https://example.org/act"}},
        "rules": {"rule": {"title": "A rule", "cite": "act", **rule}},
    }


def mappings(schema: object) -> Iterator[dict[str, dict[str, dict[str, str]]]]:
    """Every mapping in a schema, at any depth."""
    if isinstance(schema, dict):
        yield schema
        for each in schema.values():
            yield from mappings(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from mappings(each)


def keys_in(data: tree.Plain) -> Iterator[str]:
    """Every key of a document, at any depth."""
    if isinstance(data, dict):
        yield from data
        for each in data.values():
            yield from keys_in(each)
    elif isinstance(data, list):
        for each in data:
            yield from keys_in(each)


def data_of(path: Path) -> tree.Plain:
    return tree.plain(reader.read(reader.read_file(path, path.name)).root)
