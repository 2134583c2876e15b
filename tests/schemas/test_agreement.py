"""Model and schema refuse the same single faults, but for differences that are declared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.protocols import Validator
from pydantic import ValidationError

from compliance.syntax import reader, tree
from compliance.syntax.documents import KINDS
from compliance.syntax.schemas.generate import schema_of
from compliance.syntax.second import NAMED_OTHERWISE, validator_of

ROOT = Path(__file__).parents[2]
EVERY = sorted((ROOT / "tests" / "schemas" / "every").rglob("*.yaml"))
BUNDLED = sorted((ROOT / "rulesets").rglob("*.yaml"))

# What is put in the place of every value: of another kind, a day that does not exist,
# a name that is none, too little, too much.
WORSE: tuple[tree.Plain, ...] = (
    None,
    True,
    7,
    1800,
    Decimal("1.0"),
    Decimal("1.5"),
    "",
    "text",
    "two words",
    "Text",
    "2021",
    "2021-06",
    "2021-13",
    "2021-02-30",
    "2021-06-01\n",
    "about 2021-06-01",
    "about 2021-02-30",
    "about  2021-06-01",
    "further-notice",
    "3 days",
    "100000 days",
    ">5",
    [],
    ["text"],
    ["text", "text"],
    ["2021-06-01", "2021-07-01", "2021-08-01"],
    [[]],
    [{}],
    {},
    {"text": "text"},
    {"Not A Name": {}},
)


@dataclass(frozen=True)
class Fault:
    """A document with one change: at `path`, what was done, and what stands there."""

    kind: str
    path: tree.Path
    what: str
    value: tree.Plain
    document: tree.Plain

    @property
    def key(self) -> str:
        """The last key on the way."""
        return next((str(s) for s in reversed(self.path) if isinstance(s, str)), "")


@dataclass(frozen=True)
class Difference:
    """Faults that one of the two accepts, and why that is right."""

    reason: str
    accepted_by: str
    applies: Callable[[Fault], bool]


DIFFERENCES: dict[str, Difference] = {}


@pytest.mark.slow
@pytest.mark.parametrize("path", [*EVERY, *BUNDLED], ids=lambda path: path.name)
def test_a_single_fault_is_refused_by_both_or_by_neither(path: Path) -> None:
    undeclared = [
        (fault.path, fault.what, fault.value, disagreement)
        for fault in faults_of(path)
        for disagreement in [disagreement_on(fault)]
        if disagreement is not None and not declared(fault, disagreement)
    ]

    assert undeclared == []


def declared(fault: Fault, accepted_by: str) -> list[str]:
    """The declared differences that a fault is an instance of."""
    return [
        name
        for name, each in DIFFERENCES.items()
        if each.accepted_by == accepted_by and each.applies(fault)
    ]


def disagreement_on(fault: Fault) -> str | None:
    """Which of the two accepts the document alone, None if they agree."""
    by_model = model_accepts(fault.kind, fault.document)
    by_schema = schema_accepts(fault.kind, fault.document)
    if by_model is by_schema:
        return None
    return "model" if by_model else "schema"


def model_accepts(kind: str, document: tree.Plain) -> bool:
    try:
        KINDS[kind].model_validate(document)
    except ValidationError:
        return False
    return True


def schema_accepts(kind: str, document: tree.Plain) -> bool:
    return validator(kind).is_valid(document)  # type: ignore[arg-type] # decimals too


@cache
def validator(kind: str) -> Validator:
    return validator_of(schema_of(NAMED_OTHERWISE.get(kind, kind)))


def faults_of(path: Path) -> Iterator[Fault]:
    """Every single fault of a file, once for each place of the same kind."""
    document = small(data_of(path))
    assert isinstance(document, dict)
    kind = next(iter(document))
    keys = keys_in(schema_of(NAMED_OTHERWISE.get(kind, kind)))
    seen: set[tuple[object, ...]] = set()
    for place, what, value, worse in changes(document, ()):
        shape = tuple(step if step in keys else "*" for step in place)
        done = (shape, what, repr(value))
        if done not in seen:
            seen.add(done)
            yield Fault(kind, place, what, value, worse)


Change = tuple[tree.Path, str, tree.Plain, tree.Plain]


def changes(node: tree.Plain, path: tree.Path) -> Iterator[Change]:
    """Every change at a node and below it, with the node as it then is."""
    for value in WORSE:
        yield path, "replaced", value, value
    if isinstance(node, dict):
        yield from changed_keys(node, path)
        for key, value in node.items():
            for place, what, new, worse in changes(value, (*path, key)):
                yield place, what, new, {**node, key: worse}
    elif isinstance(node, list):
        yield path, "shortened", node[:1], node[:1]
        yield path, "lengthened", node + node[:1], node + node[:1]
        for index, value in enumerate(node):
            for place, what, new, worse in changes(value, (*path, index)):
                yield place, what, new, [*node[:index], worse, *node[index + 1 :]]


def changed_keys(node: dict[str, tree.Plain], path: tree.Path) -> Iterator[Change]:
    for extra in ("surprise", "Not A Name", *BESIDE):
        if extra not in node:
            value = BESIDE.get(extra, True)
            yield (*path, extra), "added", value, {**node, extra: value}
    for key, value in node.items():
        without = {name: each for name, each in node.items() if name != key}
        yield (*path, key), "left out", None, without
        yield (*path, key), "misspelt", value, {**without, f"{key}x": value}
        yield (*path, key), "badly named", value, {**without, f"{key} X": value}


# Keys that exclude each other somewhere, each with a value that is right in itself.
BESIDE: dict[str, tree.Plain] = {
    "after": "use.started",
    "at_least": "3 days",
    "between": ["2021-06-01", "2021-07-01"],
    "each": [{"expect": "deny"}],
    "earlier_of": ["2021-06-01", "2021-07-01"],
    "event": "national-law",
    "expect": "deny",
    "forbid": {"warrant": True},
    "from": "2021-06-01",
    "judged": "grounded",
    "means": {"warrant": True},
    "not": "text",
    "overrides": ["text"],
    "periods": [{"from": "2021-06-01"}, {"until": "2021-06-01"}],
    "permit": {"warrant": True},
    "plus": "3 days",
    "value": 3,
    "when": {"warrant": True},
}


def small(node: tree.Plain, most: int = 12) -> tree.Plain:
    """The data with few of many: long mappings and lists are cut."""
    match node:
        case dict():
            kept = list(node.items())[:most] if len(node) > 2 * most else node.items()
            return {key: small(value) for key, value in kept}
        case list():
            return [small(value) for value in node[:most]]
        case _:
            return node


def keys_in(schema: object) -> set[str]:
    """Every key that a schema knows by name."""
    match schema:
        case Mapping():
            inner = {k for v in schema.values() for k in keys_in(v)}
            properties = schema.get("properties", {})
            return inner | (set(properties) if isinstance(properties, dict) else set())
        case list():
            return {key for each in schema for key in keys_in(each)}
        case _:
            return set()


def data_of(path: Path) -> tree.Plain:
    return tree.plain(reader.read(reader.read_file(path, path.name)).root)
