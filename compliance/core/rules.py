"""Norms: what is forbidden, required and permitted, and what lifts it."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from compliance.core.expr import Expr
from compliance.core.periods import Version
from compliance.core.values import Citation
from compliance.errors import Span


class Due(Enum):
    """When an item of a requirement is due, seen from the deployment."""

    BEFORE = "before"
    WHILE = "while"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Excuse:
    """`unless: {rescue: {title: …, cite: …, when: …}}`: an exception of one rule."""

    id: str
    title: str
    citations: tuple[Citation, ...]
    when: Expr
    in_force: tuple[Version, ...] | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """`warrant: {title: …, that: …, remedy: …}`: one line of a checklist."""

    id: str
    title: str
    citations: tuple[Citation, ...]
    that: Expr
    remedy: str
    due: Due = Due.BEFORE
    refused: Expr | None = None
    unless: tuple[Excuse, ...] = ()
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Forbid:
    """`forbid: {…}` in a rule."""

    id: str
    title: str
    citations: tuple[Citation, ...]
    when: Expr
    unless: tuple[Excuse, ...]
    in_force: tuple[Version, ...]
    note: str | None = None
    doubt: str | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Require:
    """`require: {…}` with its checklist."""

    id: str
    title: str
    citations: tuple[Citation, ...]
    when: Expr
    unless: tuple[Excuse, ...]
    in_force: tuple[Version, ...]
    items: tuple[Item, ...]
    note: str | None = None
    doubt: str | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Permit:
    """`permit: {…}` with the rules that it overrides, resolved."""

    id: str
    title: str
    citations: tuple[Citation, ...]
    when: Expr
    unless: tuple[Excuse, ...]
    in_force: tuple[Version, ...]
    overrides: tuple[str, ...]
    note: str | None = None
    doubt: str | None = None
    where: Span | None = field(default=None, compare=False)


Rule: TypeAlias = Forbid | Require | Permit
