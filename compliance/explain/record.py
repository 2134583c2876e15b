"""A decision as JSON holds it: schemas/decision.schema.json."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from compliance.explain.prose import NOTICE, Memo


def record(memo: Memo, facts: list[object], scenario: object) -> dict[str, object]:
    """Everything that `memo` tells, and what is needed to derive it again."""
    return {
        "outcome": memo.outcome.value,
        "allowed": memo.outcome.value == "allow",
        "firm": memo.firm,
        "on": memo.on.isoformat(),
        "on_from": memo.on_from,
        "known": None if memo.known is None else memo.known.isoformat(),
        "forces": _plain(memo.forces),
        "title": memo.title,
        "facts": facts,
        "scenario": scenario,
        "reasons": _plain(memo.reasons),
        "could_be_lifted_by": _plain(memo.lifting),
        "missing": _plain(memo.missing),
        "requirements": _plain(memo.requirements),
        "obligations": _plain(memo.obligations),
        "assumptions": _plain(memo.assumptions),
        "coverage": _plain(memo.coverage),
        "by_force": _plain(memo.by_force),
        "notices": _plain(memo.notices),
        "rulebook": {"name": memo.rulebook, "digest": memo.digest},
        "semantics": memo.semantics,
        "notice": NOTICE,
    }


def _plain(value: object) -> object:
    match value:
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value.normalize())
        case Mapping():
            return {str(_plain(key)): _plain(each) for key, each in value.items()}
        case tuple() | list():
            return [_plain(each) for each in value]
        case _ if is_dataclass(value):
            return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return value
