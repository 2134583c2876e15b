"""Conditions: what a rule asks of a deployment."""

from dataclasses import dataclass, field
from typing import TypeAlias

from compliance.core.periods import ValueVersion
from compliance.core.values import Duration, Value
from compliance.errors import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """`use.started`, as a side of a comparison."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """`2026-08-02`, `4`, `true`."""

    value: Value


@dataclass(frozen=True, slots=True)
class Parameter:
    """`{parameter: minimum}`: a value that has versions."""

    name: str
    versions: tuple[ValueVersion, ...]


@dataclass(frozen=True, slots=True)
class Shifted:
    """`90 days` after a date: the duration is added at once."""

    date: "Operand"
    by: Duration


Operand: TypeAlias = Fact | Literal | Parameter | Shifted


@dataclass(frozen=True, slots=True)
class All:
    """Every condition holds; true when there are none."""

    args: tuple["Expr", ...]
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`any:` some condition holds; false when there are none."""

    args: tuple["Expr", ...]
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """`{not: …}`, `none:` the condition does not hold."""

    arg: "Expr"
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Is:
    """`technology: face-recognition`: the term or one below it, open to refinement."""

    fact: str
    term: str
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Within:
    """`customer.government: {within: US}`: an exact fact lies at or below the term."""

    fact: str
    term: str
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Equal:
    """`warrant: true`: the same type and equal."""

    left: Operand
    right: Operand
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Less:
    """`{less_than: 4}`, `{before: 2026-08-02}`: left comes before right."""

    left: Operand
    right: Operand
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class AtMost:
    """`{at_most: 4}`, `{on_or_before: 2026-08-02}`: left does not come after right."""

    left: Operand
    right: Operand
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StartsWith:
    """`{starts_with: AB-}`: the text begins so."""

    fact: str
    prefix: str
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """`forces: {title: …, means: …}`: one thing the words may mean."""

    name: str
    title: str
    means: "Expr"


@dataclass(frozen=True, slots=True)
class Readings:
    """`readings:` several things the words may mean; unknown where they disagree."""

    name: str
    title: str
    alternatives: tuple[Reading, ...]
    where: Span | None = field(default=None, compare=False)


Expr: TypeAlias = (
    All | AnyOf | Not | Is | Within | Equal | Less | AtMost | StartsWith | Readings
)
