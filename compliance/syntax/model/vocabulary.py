"""Vocabulary, events and the rulebook's own file, as an author writes them."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Field, StrictBool, Tag

from compliance.syntax.model.base import Strict
from compliance.syntax.model.dates import VersionDocument
from compliance.syntax.model.ruleset import SourceDocument
from compliance.syntax.model.scalars import (
    Cites,
    Day,
    FactName,
    KeywordName,
    Name,
    TermName,
    Words,
    listed,
)


class PartyDocument(Strict):
    """A party: a record of facts that belong together."""

    title: Words


class FactDocument(Strict):
    """A fact: a typed input of a deployment."""

    needs: ClassVar = {
        "type": "boolean, integer, decimal, date, text, or a taxonomy",
        "question": "what to ask for it, in words",
    }

    type: KeywordName
    question: Words
    definition: Words | None = None
    exact: StrictBool = False
    single: StrictBool = False
    changeable: StrictBool = False
    unit: Words | None = None
    decided_by: Words | None = None
    note: Words | None = None


class EdgeDocument(Strict):
    """An edge: a broader term, perhaps for a time."""

    term: TermName
    in_force: tuple[VersionDocument, ...] = Field(min_length=1)


def _edge_kind(value: object) -> str:
    return "<dated>" if isinstance(value, dict | EdgeDocument) else "<plain>"


Edge = Annotated[
    Annotated[TermName, Tag("<plain>")] | Annotated[EdgeDocument, Tag("<dated>")],
    Discriminator(_edge_kind),
]


class TermDocument(Strict):
    """A term: a node of a taxonomy, with a definition or a name."""

    definition: Words | None = None
    name: Words | None = None
    under: Annotated[tuple[Edge, ...], BeforeValidator(listed)] = ()
    question: Words | None = None
    dpv: str | None = Field(default=None, pattern=r"^[a-z/]*#?[A-Za-z0-9]+$")
    note: Words | None = None


class TaxonomyDocument(Strict):
    """A taxonomy: terms, some below others."""

    title: Words
    question: Words | None = None
    open: StrictBool = False
    paths: StrictBool = False
    names_from: KeywordName | None = None
    terms: dict[TermName, TermDocument]


class VocabularyDocument(Strict):
    """A vocabulary: facts and taxonomies."""

    vocabulary: Name
    title: Words
    reviewed: Day | None = None
    sources: dict[Name, SourceDocument] = Field(default_factory=dict)
    parties: dict[KeywordName, PartyDocument] = Field(default_factory=dict)
    facts: dict[FactName, FactDocument] = Field(default_factory=dict)
    taxonomies: dict[KeywordName, TaxonomyDocument] = Field(default_factory=dict)


class EntryDocument(Strict):
    """A register entry: whether the event had happened, when last checked."""

    needs: ClassVar = {
        "known": "the day on which this became known",
        "checked": "the last day on which this was true",
    }

    known: Day
    checked: Day
    occurred: Day | None = None
    judged: dict[Name, StrictBool] = Field(default_factory=dict)
    cite: Cites


class EventDocument(Strict):
    """An event: something that may happen and that rules wait for."""

    title: Words
    judgements: dict[Name, Words] = Field(default_factory=dict)
    versions: tuple[EntryDocument, ...] = Field(min_length=1)
    note: Words | None = None


class EventsDocument(Strict):
    """A register of events: what rules wait for."""

    events: Name
    title: Words
    sources: dict[Name, SourceDocument] = Field(min_length=1)
    register_: dict[Name, EventDocument] = Field(alias="register")


class RulebookDocument(Strict):
    """A rulebook: the folder that this file marks."""

    rulebook: Name
    format: Literal[1]
    title: Words | None = None
