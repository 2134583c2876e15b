"""The vocabulary: facts, their types, and taxonomies of terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from compliance.core.periods import Version
from compliance.errors import Span


class Plain(Enum):
    """A type that is no taxonomy."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class TermOf:
    """`type: actor`: a term of that taxonomy; `exact` names one thing."""

    taxonomy: str
    exact: bool = False


FactType: TypeAlias = Plain | TermOf


@dataclass(frozen=True, slots=True)
class FactDeclaration:
    """`customer.type: {type: actor, question: …}`."""

    name: str
    type: FactType
    question: str
    single: bool = False
    changeable: bool = False
    unit: str | None = None
    decided_by: str | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Edge:
    """`{term: EU, in_force: […]}`: without versions it always holds."""

    parent: str
    versions: tuple[Version, ...] = ()
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """`face-identification: {under: face-recognition, definition: …}`."""

    name: str
    words: str
    under: tuple[Edge, ...] = ()
    question: str | None = None
    dpv: str | None = None
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Terms by name; an open one accepts undeclared names, as paths if it says so."""

    name: str
    title: str
    terms: Mapping[str, Term]
    question: str | None = None
    open: bool = False
    paths: bool = False
    where: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every declared fact and taxonomy, and the parties that facts belong to."""

    facts: Mapping[str, FactDeclaration]
    taxonomies: Mapping[str, Taxonomy]
    parties: Mapping[str, str]
