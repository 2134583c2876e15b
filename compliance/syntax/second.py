"""A second check of documents: by their JSON Schema, which shares no code with them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from pydantic.json_schema import JsonSchemaValue

from compliance.errors import Diagnostic
from compliance.syntax.reader import read
from compliance.syntax.schemas.generate import schema_of
from compliance.syntax.tree import Source, excerpt, locate_key, plain

Path: TypeAlias = tuple[str | int, ...]
NAMED_OTHERWISE = {"cases_for": "cases"}


def second_check(kind: str, data: object) -> list[tuple[Path, str]]:
    """What the schema of that kind refuses: where, and why; empty if nothing.

    `kind` is the first key of a file, as `ruleset` or `cases_for`, or else
    `deployment` or `decision`. `data` is what JSON or the reader's tree would hold.
    """
    validator = _validator(NAMED_OTHERWISE.get(kind, kind))
    errors = validator.iter_errors(data)  # type: ignore[arg-type] # decimals as well
    found = [each for error in errors for each in _findings(error)]
    return sorted(found, key=lambda each: [str(step) for step in each[0]])


def second_opinion(sources: Iterable[Source]) -> Iterator[Diagnostic]:
    """What the schemas refuse of files in which nothing else is at fault."""
    for source in sources:
        root = read(source).root
        data = plain(root)
        kind = next(iter(data)) if isinstance(data, dict) else ""
        for path, message in second_check(kind, data):
            where = locate_key(root, path)
            told = f"its schema refuses this: {message}"
            yield Diagnostic("D138", told, where, excerpt(source, where))


def validator_of(schema: JsonSchemaValue) -> Validator:
    """A validator for a schema, by which dates exist and patterns end at the end."""
    kind: type[Validator] = extend(  # type: ignore[no-untyped-call] # by its stub
        Draft202012Validator, {"pattern": _pattern, "properties": _properties}
    )
    return kind(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def _validator(name: str) -> Validator:
    return validator_of(schema_of(name))


def _pattern(
    validator: Validator, pattern: str, instance: object, schema: JsonSchemaValue
) -> Iterator[ValidationError]:
    # Python lets `$` stand before a last line break; JSON Schema does not.
    del validator, schema
    if isinstance(instance, str) and not re.search(_to_the_end(pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _properties(
    validator: Validator, properties: JsonSchemaValue, instance: object, schema: object
) -> Iterator[ValidationError]:
    # The validator forgets the place of a key that may not stand there at all.
    del schema
    given = instance if isinstance(instance, dict) else {}
    for key in properties.keys() & given.keys():
        if properties[key] is False:
            words = f"`{key}` does not go with what stands beside it"
            yield ValidationError(words, path=(key,))
        else:
            found = validator.evolve(schema=properties[key]).iter_errors(given[key])
            yield from (_within(error, key) for error in found)


def _within(error: ValidationError, key: str) -> ValidationError:
    error.path.appendleft(key)
    error.schema_path.appendleft(key)
    return error


def _to_the_end(pattern: str) -> str:
    return pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern


def _findings(error: ValidationError) -> Iterator[tuple[Path, str]]:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        for key in _unknown_keys(error):
            yield (*path, key), f"`{key}` is not a key that belongs here"
    elif "propertyNames" in list(error.schema_path)[-2:]:
        yield (*path, str(error.instance)), error.message
    else:
        yield path, error.message


def _unknown_keys(error: ValidationError) -> list[str]:
    schema, instance = error.schema, error.instance
    if not isinstance(schema, dict) or not isinstance(instance, dict):
        return []
    return sorted(set(map(str, instance)) - set(schema.get("properties", {})))
