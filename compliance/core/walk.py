"""The core as plain data, the same for the same content: what digests are made of."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from compliance.core.rulebook import Rulebook, Ruleset, Scenario
from compliance.errors import Span


def as_data(node: object) -> object:
    """`node` as JSON would hold it: no spans, keys sorted, types named."""
    match node:
        case None | bool() | str():
            return node
        case int():
            return {"integer": str(node)}
        case Decimal():
            return {"decimal": str(node.normalize())}
        case date():
            return {"date": node.isoformat()}
        case Enum():
            return str(node.value)
        case Mapping():
            return {str(key): as_data(node[key]) for key in sorted(node, key=str)}
        case tuple() | list():
            return [as_data(each) for each in node]
        case frozenset() | set():
            return sorted((as_data(each) for each in node), key=repr)
        case Ruleset():
            rules = sorted(node.rules, key=lambda rule: rule.id)
            return _of_fields(node) | {"rules": as_data(rules)}
        case _ if is_dataclass(node):
            return _of_fields(node)
        case _:
            raise TypeError(type(node))


def _of_fields(node: object) -> dict[str, object]:
    named: dict[str, object] = {"": type(node).__name__}
    for each in fields(node):  # type: ignore[arg-type]
        value = getattr(node, each.name)
        if not isinstance(value, Span) and each.name != "where":
            named[each.name] = as_data(value)
    return named


def digest_of(content: Rulebook | Scenario) -> str:
    """SHA-256 of everything that `content` says, in hexadecimal."""
    text = json.dumps(as_data(content), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
