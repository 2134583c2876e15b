"""One proposed act, and the question asked of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.core.rulebook import Force
from compliance.core.values import Value


@dataclass(frozen=True, slots=True)
class Combination:
    """One record of each party and one value of each fact (§4)."""

    facts: Mapping[str, Value]
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deployment:
    """Each combination that the given facts stand for, never none."""

    combinations: tuple[Combination, ...]
    title: str | None = None
    day: date | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """On which day, by what was known when, and whose firings count."""

    on: date
    known: date
    forces: frozenset[Force] = frozenset(Force) - {Force.GUIDANCE}
    presume: bool = True
