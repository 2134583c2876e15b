"""What an interpreter answers: findings, and the outcome that they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from compliance.core.expr import Expr
from compliance.core.periods import Bound, Period, Version
from compliance.core.rulebook import Force
from compliance.core.rules import Due
from compliance.core.values import Truth, Value


class Outcome(Enum):
    """An answer, worst first (§11)."""

    DENY = "deny"
    UNDETERMINED = "undetermined"
    CONDITIONAL = "conditional"
    ALLOW = "allow"


Verdict: TypeAlias = tuple[Outcome, tuple[str, ...]]


class ItemStatus(Enum):
    """Where an item of a requirement stands (§11)."""

    REFUSED = "refused"
    MET = "met"
    UNMET = "unmet"
    OPEN = "open"
    PERHAPS = "perhaps required"
    NOT_REQUIRED = "not required"


class NearMiss(Enum):
    """Why a rule that would have fired is not in force (§12)."""

    NOT_YET = "not yet in force"
    NO_LONGER = "no longer in force"
    PROPOSED = "proposed, not law"


class DefeaterKind(Enum):
    """What may lift a rule."""

    EXCEPTION = "exception"
    PERMIT = "permit"


@dataclass(frozen=True, slots=True)
class Defeater:
    """An exception or permit, and whether it is shown."""

    kind: DefeaterKind
    id: str
    shown: Truth


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """What became of one item of a requirement in one combination."""

    id: str
    due: Due
    firing: Truth
    satisfied: Truth
    refused: Truth
    status: ItemStatus
    defeaters: tuple[Defeater, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one rule in one combination, whether or not it counts."""

    rule: str
    force: Force
    combination: int
    firing: Truth
    in_force: Truth
    unpresumed: Truth
    pattern: Truth
    defeaters: tuple[Defeater, ...]
    items: tuple[ItemFinding, ...]
    severity: Outcome
    counts: bool
    near_misses: tuple[NearMiss, ...]


class GapKind(Enum):
    """What kind of thing would settle an unknown."""

    FACT = "fact"
    NARROWER = "narrower term"
    JUDGEMENT = "judgement"
    EVENT = "event"
    DATE = "date"
    READING = "reading"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not known and that would settle something."""

    kind: GapKind
    name: str
    stated: Value | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision as data; every list is in the order of rule ids and combinations."""

    outcome: Outcome
    firm: bool
    by_force: Mapping[Force, Outcome]
    findings: tuple[Finding, ...]
    missing: tuple[tuple[Gap, tuple[str, ...]], ...]


Node: TypeAlias = Expr | Bound | Period | Version


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a condition or a bound has its truth: its parts, each with theirs."""

    node: Node
    value: Truth
    parts: tuple["Derivation", ...] = ()
