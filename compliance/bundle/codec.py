"""The core as a list of nodes, each made of earlier ones: what a bundle holds.

A node is a JSON string, number, boolean or null, which stands for itself, or a list: a
tag and the numbers of earlier nodes, or a tag and a text. Equal nodes are written once.
"""

import hashlib
import inspect
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, ModuleType
from typing import TypeAlias, cast

from compliance.core import expr, periods, rulebook, rules, terms, values

MODULES: Sequence[ModuleType] = (values, terms, periods, expr, rules, rulebook)
CLASSES: Sequence[type] = tuple(
    sorted(
        {
            each
            for module in MODULES
            for each in vars(module).values()
            if isinstance(each, type)
            and each.__module__.startswith("compliance.core.")
            and (is_dataclass(each) or issubclass(each, Enum))
        },
        key=lambda each: each.__name__,
    )
)
UNWRITTEN = "where"
DATE, DECIMAL, TUPLE, MAPPING, SET = "d", "n", "t", "m", "s"
Node: TypeAlias = str | int | bool | list[int | str] | None


def _fields_of(kind: type) -> list[str]:
    if issubclass(kind, Enum):
        return [str(each.value) for each in kind]
    names = inspect.signature(kind).parameters
    return [name for name in names if name != UNWRITTEN]


def shape() -> str:
    """A digest of the classes and their fields: what a bundle must agree with."""
    text = json.dumps([[each.__name__, *_fields_of(each)] for each in CLASSES])
    return hashlib.sha256(text.encode()).hexdigest()


class Encoder:
    """Writes nodes, equal ones once."""

    def __init__(self) -> None:
        """No node is written yet."""
        self.nodes: list[Node] = []
        self._numbers: dict[tuple[object, ...], int] = {}
        self._kinds = {kind: number for number, kind in enumerate(CLASSES)}
        self._names = {kind: _fields_of(kind) for kind in CLASSES}

    def add(self, value: object) -> int:
        """The number of the node for a value of the core."""
        match value:
            case None | bool() | int() | str() if not isinstance(value, Enum):
                return self._number((type(value), value), value)
            case date():
                return self._list(DATE, [value.isoformat()])
            case Decimal():
                return self._list(DECIMAL, [str(value)])
            case tuple():
                return self._list(TUPLE, [self.add(each) for each in value])
            case Mapping():
                pairs = (self.add(each) for pair in value.items() for each in pair)
                return self._list(MAPPING, list(pairs))
            case frozenset():
                return self._list(SET, sorted(self.add(each) for each in value))
            case Enum():
                return self._list(self._kinds[type(value)], [str(value.value)])
            case _:
                names = self._names[type(value)]
                parts = [self.add(getattr(value, name)) for name in names]
                return self._list(self._kinds[type(value)], parts)

    def _list(self, tag: int | str, parts: Sequence[int | str]) -> int:
        return self._number((tag, *parts), [tag, *parts])

    def _number(self, key: tuple[object, ...], node: Node) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.nodes)
            self.nodes.append(node)
        return number


LEAVES: Mapping[str, Callable[[str], object]] = {
    DATE: date.fromisoformat,
    DECIMAL: Decimal,
}
GROUPS: Mapping[str, Callable[[Sequence[object]], object]] = {
    TUPLE: tuple,
    MAPPING: lambda parts: MappingProxyType(
        dict(zip(parts[::2], parts[1::2], strict=True))
    ),
    SET: frozenset,
}


def decode(nodes: Iterable[Node]) -> list[object]:
    """The values of nodes; raises what a damaged list of them makes Python raise."""
    made: list[object] = []
    add = made.append
    for node in nodes:
        if not isinstance(node, list):
            add(node)
            continue
        tag, first = node[0], node[1] if len(node) > 1 else None
        if isinstance(first, str):
            add(CLASSES[tag](first) if isinstance(tag, int) else LEAVES[tag](first))
        else:
            inner = [made[part] for part in cast("list[int]", node[1:])]
            add(CLASSES[tag](*inner) if isinstance(tag, int) else GROUPS[tag](inner))
    return made
