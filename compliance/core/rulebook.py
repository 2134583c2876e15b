"""Rulesets, and the rulebook that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias

from compliance.core.expr import Expr
from compliance.core.periods import Event, Period
from compliance.core.rules import Rule
from compliance.core.terms import Vocabulary
from compliance.core.values import Citation, Truth, Value
from compliance.errors import Span


class Kind(Enum):
    """What a ruleset is."""

    LAW = "law"
    ORDINANCE = "ordinance"
    ORDER = "order"
    SETTLEMENT = "settlement"
    PLEDGE = "pledge"
    MORATORIUM = "moratorium"
    POLICY = "policy"
    BILL = "bill"
    DEMAND = "demand"


class Force(Enum):
    """How a ruleset binds, strongest first; guidance never decides."""

    LAW = "law"
    COURT_ORDER = "court-order"
    ADMINISTRATIVE = "administrative"
    RESOLUTION = "resolution"
    CONTRACT = "contract"
    VOLUNTARY = "voluntary"
    GUIDANCE = "guidance"


class Step(Enum):
    """A step in the history of a ruleset."""

    ANNOUNCED = "announced"
    DEMANDED = "demanded"
    INTRODUCED = "introduced"
    PASSED = "passed"
    FAILED = "failed"
    VETOED = "vetoed"
    ENACTED = "enacted"
    PUBLISHED = "published"
    IN_FORCE = "in-force"
    AMENDED = "amended"
    EXTENDED = "extended"
    EXPIRED = "expired"
    REPEALED = "repealed"
    WITHDRAWN = "withdrawn"


class Status(Enum):
    """Where a ruleset stands, derived from its kind and history (§9)."""

    DEMANDED = "demanded"
    PROPOSED = "proposed"
    REJECTED = "rejected"
    ENACTED = "enacted"
    REPEALED = "repealed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Milestone:
    """`{date: 2020-03-12, step: passed, cite: act}`; the date may be imprecise."""

    first: date
    last: date
    step: Step
    citations: tuple[Citation, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Omission:
    """`{cite: act § 9, why: …}`: what the ruleset leaves out, and why."""

    citations: tuple[Citation, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Covers:
    """Where a ruleset's diligence reaches; an empty list is everywhere."""

    place: tuple[str, ...] = ()
    technology: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One instrument of one issuer."""

    name: str
    title: str
    issuer: str
    kind: Kind
    force: Force
    reviewed: date
    rules: tuple[Rule, ...]
    scope: Expr | None = None
    covers: Covers = Covers()
    confidence: str = "high"
    doubt: str | None = None
    note: str | None = None
    history: tuple[Milestone, ...] = ()
    not_encoded: tuple[Omission, ...] = ()
    floors: tuple[str, ...] = ()
    enacted_on: date | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything a decision rests on but the deployment and the question."""

    name: str
    vocabulary: Vocabulary
    events: Mapping[str, Event]
    rulesets: Mapping[str, Ruleset]


Owners: TypeAlias = Mapping[str, tuple[Rule, Ruleset]]


def owners_of(rulebook: Rulebook) -> Owners:
    """Every rule with its ruleset, by the rule's name."""
    return {
        rule.id: (rule, ruleset)
        for ruleset in rulebook.rulesets.values()
        for rule in ruleset.rules
    }


def scoped(rulebook: Rulebook) -> tuple[Ruleset, ...]:
    """The rulesets that say what they apply to, but for bills and demands."""
    return tuple(
        ruleset
        for ruleset in rulebook.rulesets.values()
        if ruleset.scope is not None and ruleset.kind not in {Kind.BILL, Kind.DEMAND}
    )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`{date: 2024-01-01, judged: {…}}`: an event, assumed."""

    day: date
    judged: tuple[tuple[str, Truth], ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """Assumptions laid over a rulebook (§9)."""

    name: str
    title: str = ""
    occurs: Mapping[str, Occurrence] = field(default_factory=dict)
    enact: Mapping[str, date] = field(default_factory=dict)
    repeal: Mapping[str, date] = field(default_factory=dict)
    suspend: Mapping[str, tuple[date, date | None]] = field(default_factory=dict)
    amend: Mapping[str, tuple[Period, ...]] = field(default_factory=dict)
    assume: Mapping[str, Value] = field(default_factory=dict)
    read: Mapping[str, str] = field(default_factory=dict)
