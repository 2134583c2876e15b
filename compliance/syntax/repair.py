"""What remains of a tree without its faulty parts, so that the rest can be read on."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from compliance.errors import Span
from compliance.syntax.tree import Entry, Leaf, Node, Path, Row, Table

Given: TypeAlias = str | dict[str, "Given"]

CONDITION: Given = {"defined": "x"}
# What stands in for a key that is missing, where nothing else depends on its value.
STAND_INS: dict[str, Given] = {
    "checked": "2000-01-01",
    "cite": "x",
    "expect": "allow",
    "forbid": CONDITION,
    "force": "law",
    "issuer": "x",
    "kind": "law",
    "known": "2000-01-01",
    "means": CONDITION,
    "question": "x",
    "remedy": "x",
    "reviewed": "2000-01-01",
    "rules": {"x": {"title": "x", "cite": "x", "forbid": CONDITION}},
    "sources": {"x": {"title": "x", "url": "https://x"}},
    "that": CONDITION,
    "title": "x",
    "url": "https://x",
    "when": CONDITION,
    "why": "x",
}


def holder(node: Node, path: Path) -> set[Span]:
    """Where the part at `path` stands, and its key."""
    spans = {node.where}
    for step in path:
        entry = _entry(node, step)
        node = entry.value if isinstance(entry, Entry) else entry
        spans = {node.where}
        if isinstance(entry, Entry):
            spans.add(entry.key_where)
    return spans


def names(node: Node, path: Path) -> set[str]:
    """Every key at `path` and below."""
    for step in path:
        entry = _entry(node, step)
        node = entry.value if isinstance(entry, Entry) else entry
    own = {str(path[-1])} if path else set()
    return own | set(_keys(node))


def mend(
    node: Node, faulty: AbstractSet[Path], missing: AbstractSet[tuple[Path, str]]
) -> Node | None:
    """The tree without what is faulty; what is missing has its stand-in, if it can.

    A part that misses a key that has none is left out; None is left of a whole tree.
    """
    whole = {path for path, key in missing if key in STAND_INS}
    gone = faulty | {path for path, key in missing if key not in STAND_INS}
    added = {(path, key) for path, key in missing if path in whole and path not in gone}
    return _mended(node, (), gone, added)


def _mended(
    node: Node,
    path: Path,
    gone: AbstractSet[Path],
    added: AbstractSet[tuple[Path, str]],
) -> Node | None:
    if path in gone:
        return None
    match node:
        case Table(entries=entries, where=where):
            kept = []
            for each in entries:
                value = _mended(each.value, (*path, each.key), gone, added)
                if value is not None:
                    kept.append(Entry(each.key, each.key_where, value))
            keys = sorted(key for holding, key in added if holding == path)
            kept += [
                Entry(key, where, _standing(STAND_INS[key], where)) for key in keys
            ]
            return Table(tuple(kept), where)
        case Row(items=items, where=where):
            parts = (
                _mended(each, (*path, number), gone, added)
                for number, each in enumerate(items)
            )
            return Row(tuple(part for part in parts if part is not None), where)
        case Leaf():
            return node


def _standing(given: Given, where: Span) -> Node:
    if isinstance(given, str):
        return Leaf(given, given, quoted=False, where=where)
    entries = (Entry(k, where, _standing(v, where)) for k, v in given.items())
    return Table(tuple(entries), where)


def _entry(node: Node, step: str | int) -> Node | Entry:
    match node, step:
        case Table(entries=entries), str():
            return next((each for each in entries if each.key == step), node)
        case Row(items=items), int() if step < len(items):
            return items[step]
        case _:
            return node


def _keys(node: Node) -> Iterator[str]:
    match node:
        case Table(entries=entries):
            for each in entries:
                yield each.key
                yield from _keys(each.value)
        case Row(items=items):
            for item in items:
                yield from _keys(item)
        case Leaf():
            return
