"""Model and schema refuse the same faults, but for differences that are declared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.protocols import Validator
from pydantic import ValidationError

import compliance
from compliance.errors import Span
from compliance.syntax import reader, tree
from compliance.syntax.documents import KINDS, validate
from compliance.syntax.place import Place, Report
from compliance.syntax.schemas.generate import schema_of, schemas
from compliance.syntax.second import NAMED_OTHERWISE, validator_of

ROOT = Path(__file__).parents[2]
EVERY = sorted((ROOT / "tests" / "schemas" / "every").rglob("*.yaml"))
DEPLOYMENTS = ROOT / "tests" / "schemas" / "deployments.yaml"
BUNDLED = sorted((ROOT / "rulesets").rglob("*.yaml"))

HERE = Span("document", 1, 1, 1, 2)
Change = tuple[tree.Path, str, tree.Plain, tree.Plain]

# What is put in the place of any value, and of a single value: of another kind, a name
# or a day that is none, too little, too much.
WORSE: tuple[tree.Plain, ...] = (
    None,
    True,
    "text",
    [],
    ["text"],
    [[]],
    [{}],
    {},
    {"text": "text"},
    {"Not A Name": {}},
)
WORSE_ALONE: tuple[tree.Plain, ...] = (
    *WORSE,
    7,
    1800,
    Decimal("1.0"),
    Decimal("1.5"),
    "",
    "two words",
    "Text",
    "2021",
    "2021-06",
    "2021-13",
    "2021-02-30",
    "2021-06-01\n",
    "about 2021-06-01",
    "about 2021-02-30",
    "about 0001-01-01",
    "about  2021-06-01",
    "further-notice",
    "3 days",
    "100000 days",
    ">5",
    ["text", "text"],
    ["2021-06-01", "2021-07-01", "2021-08-01"],
)
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


@dataclass(frozen=True)
class Fault:
    """A document with one change: where, what was done, and what stands there now."""

    kind: str
    path: tree.Path
    what: str
    value: tree.Plain
    document: tree.Plain


@dataclass(frozen=True)
class Difference:
    """Faults that one of the two accepts, and why that is right."""

    accepted_by: str
    reason: str
    applies: Callable[[Fault], bool]


DIFFERENCES = {
    "a window around no day": Difference(
        "schema",
        "`format` looks at a whole text, and this day is a part of one",
        lambda f: f.value == "about 2021-02-30",
    ),
    "spaces after about": Difference(
        "model",
        "an author is forgiven a space; an editor shows how it is written",
        lambda f: f.value == "about  2021-06-01",
    ),
    "a format that equals 1": Difference(
        "model",
        "Python takes `true` and `1.0` for 1, and there is no other format yet",
        lambda f: f.path == ("format",) and f.value == 1,
    ),
}
# The same for deployments, where the library reads them without a model.
OF_DEPLOYMENTS = {
    "a place that lies nowhere": Difference(
        "schema",
        "places are read in any case, which no pattern can say of declared names",
        lambda f: "place" in f.path or "government" in f.path,
    ),
    "a fact stated twice": Difference(
        "schema",
        "that a record holds what stands beside it takes a comparison",
        lambda f: f.path == ("customer.type",) and f.what == "added",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_single_fault_is_refused_by_both_but_for_what_is_declared(
    path: Path,
) -> None:
    undeclared = [each for each in differing(path) if not declared(*each)]

    assert undeclared == []


def test_every_declared_difference_is_still_there() -> None:
    short = [path for path in EVERY if path.stem in {"rulebook", "what-if"}]

    found = {n for path in short for each in differing(path) for n in declared(*each)}

    assert found == set(DIFFERENCES)


@given(data=st.data(), path=st.sampled_from(BUNDLED))
def test_changed_bundled_files_are_refused_by_both_or_by_neither(
    data: st.DataObject, path: Path
) -> None:
    document = data_of(path)
    kind = kind_of(document)
    for _ in range(data.draw(st.integers(1, 2))):
        fault = data.draw(changed(kind, document))
        document = fault.document

        accepted_by = accepted_by_one(fault)

        assert accepted_by is None or declared(fault, accepted_by)
        if accepted_by is not None:
            return


@pytest.mark.slow
def test_deployments_are_refused_by_both_but_for_what_is_declared() -> None:
    book = compliance.load(ROOT / "tests" / "schemas" / "every")
    bundled = validator_of(schemas(book.core.vocabulary)["deployment.bundled"])
    found: set[str] = set()

    for fault in deployment_faults():
        read, valid = reads(fault.document, book), is_valid(bundled, fault.document)
        names = declared(fault, "model" if read else "schema", OF_DEPLOYMENTS)
        assert read is valid or names, fault
        found |= set(names) if read is not valid else set()
        assert not valid or schema_accepts("deployment", fault.document), fault

    assert found == set(OF_DEPLOYMENTS)


def deployment_faults() -> Iterator[Fault]:
    """Every single fault of the deployments that use every kind of fact."""
    written = data_of(DEPLOYMENTS)
    assert isinstance(written, list)
    for each in written:
        assert isinstance(each, dict)
        beside: dict[str, tree.Plain] = {**each, "customer.type": "police"}
        yield Fault("deployment", ("customer.type",), "added", "police", beside)
        for path, what, value, worse in changes(each, ()):
            if isinstance(worse, dict):
                yield Fault("deployment", path, what, value, worse)


def reads(facts: tree.Plain, book: compliance.Rulebook) -> bool:
    """Whether the library can make a deployment of these facts."""
    assert isinstance(facts, dict)
    try:
        compliance.evaluate(facts, on="2021-08-01", rulebook=book)
    except compliance.DeploymentError:
        return False
    return True


def differing(path: Path) -> Iterator[tuple[Fault, str]]:
    """The faults of a file that one of the two accepts, with which of them."""
    for fault in faults_of(data_of(path)):
        accepted_by = accepted_by_one(fault)
        if accepted_by is not None:
            yield fault, accepted_by


def declared(
    fault: Fault, accepted_by: str, table: dict[str, Difference] = DIFFERENCES
) -> list[str]:
    """The declared differences that a fault is an instance of."""
    return [
        name
        for name, each in table.items()
        if each.accepted_by == accepted_by and each.applies(fault)
    ]


def accepted_by_one(fault: Fault) -> str | None:
    """Which of the two accepts the document alone, None if they agree."""
    by_model = model_accepts(fault.kind, fault.document)
    by_schema = schema_accepts(fault.kind, fault.document)
    if by_model is by_schema:
        return None
    return "model" if by_model else "schema"


def model_accepts(kind: str, document: tree.Plain) -> bool:
    """Whether the model takes the document, and nothing in it is left empty."""
    try:
        KINDS[kind].model_validate(document)
    except ValidationError:
        return False
    place = Place(tree.Source("document", " "), node_of(document), Report())
    validate(KINDS[kind], place)
    return not place.report.found


def node_of(document: tree.Plain) -> tree.Node:
    """The data as the reader would give it, all of it in one place."""
    match document:
        case dict():
            entries = (tree.Entry(k, HERE, node_of(v)) for k, v in document.items())
            return tree.Table(tuple(entries), HERE)
        case list():
            return tree.Row(tuple(map(node_of, document)), HERE)
        case _:
            return tree.Leaf(document, str(document), quoted=False, where=HERE)


def schema_accepts(kind: str, document: tree.Plain) -> bool:
    return is_valid(validator(kind), document)


def is_valid(by: Validator, document: object) -> bool:
    return by.is_valid(document)  # type: ignore[arg-type] # decimals too


@cache
def validator(kind: str) -> Validator:
    return validator_of(schema_of(NAMED_OTHERWISE.get(kind, kind)))


@cache
def keys_of(kind: str) -> frozenset[str]:
    """Every key that a schema knows by name."""
    return frozenset(_keys_in(schema_of(NAMED_OTHERWISE.get(kind, kind))))


def _keys_in(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties", {})
        yield from properties if isinstance(properties, dict) else ()
        for each in schema.values():
            yield from _keys_in(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from _keys_in(each)


def faults_of(document: tree.Plain) -> Iterator[Fault]:
    """Every single fault of a document, once for all places of one kind.

    Places are of one kind if the last three steps to them are, whatever the names.
    """
    kind = kind_of(document)
    seen: set[tuple[object, ...]] = set()
    for path, what, value, worse in changes(document, ()):
        shape = tuple(step if step in keys_of(kind) else "*" for step in path)[-3:]
        if (shape, what, repr(value)) not in seen:
            seen.add((shape, what, repr(value)))
            yield Fault(kind, path, what, value, worse)


def changes(node: tree.Plain, path: tree.Path) -> Iterator[Change]:
    """Every change at a node and below it, with the node as it then is."""
    yield from changes_here(node, path)
    for step, inner in parts(node):
        for place, what, value, worse in changes(inner, (*path, step)):
            yield place, what, value, put(node, step, worse)


def changes_here(node: tree.Plain, path: tree.Path) -> Iterator[Change]:
    """Every change of a node itself."""
    for value in WORSE if isinstance(node, dict | list) else WORSE_ALONE:
        yield path, "replaced", value, value
    if isinstance(node, list):
        yield path, "shortened", node[:1], node[:1]
        yield path, "lengthened", node + node[:1], node + node[:1]
    if isinstance(node, dict):
        for extra in ("surprise", "Not A Name", *BESIDE):
            if extra not in node:
                value = BESIDE.get(extra, True)
                yield (*path, extra), "added", value, {**node, extra: value}
        for key, value in node.items():
            without = {name: each for name, each in node.items() if name != key}
            yield (*path, key), "left out", None, without
            yield (*path, key), "misspelt", value, {**without, f"{key}x": value}
            yield (*path, key), "badly named", value, {**without, f"{key} X": value}


@st.composite
def changed(draw: st.DrawFn, kind: str, document: tree.Plain) -> Fault:
    """A document with a change somewhere, drawn step by step from its root."""
    way: list[tuple[tree.Plain, str | int]] = []
    node = document
    deep = draw(st.integers(0, 8))
    while parts(node) and len(way) < deep:
        step, below = draw(st.sampled_from(parts(node)))
        way.append((node, step))
        node = below
    here = tuple(step for _, step in way)
    path, what, value, worse = draw(st.sampled_from(list(changes_here(node, here))))
    for above, step in reversed(way):
        worse = put(above, step, worse)
    return Fault(kind, path, what, value, worse)


def parts(node: tree.Plain) -> list[tuple[str | int, tree.Plain]]:
    """What a node holds, by key or by number."""
    match node:
        case dict():
            return [*node.items()]
        case list():
            return [*enumerate(node)]
        case _:
            return []


def put(node: tree.Plain, step: str | int, value: tree.Plain) -> tree.Plain:
    """A node with another value in one place."""
    pairs = [(key, value if key == step else old) for key, old in parts(node)]
    if isinstance(node, dict):
        return {str(key): each for key, each in pairs}
    return [each for _, each in pairs]


def kind_of(document: tree.Plain) -> str:
    """What a file's first key says that it is."""
    assert isinstance(document, dict)
    return next(iter(document))


@cache
def data_of(path: Path) -> tree.Plain:
    return tree.plain(reader.read(reader.read_file(path, path.name)).root)
