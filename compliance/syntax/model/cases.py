"""Cases and scenarios, as an author writes them."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, StrictBool, model_validator

from compliance.core.decision import Outcome
from compliance.core.rulebook import Force
from compliance.syntax.model.base import Strict
from compliance.syntax.model.dates import PeriodDocument
from compliance.syntax.model.faults import Fault, fault
from compliance.syntax.model.scalars import (
    Day,
    FactName,
    Given,
    KeywordName,
    Name,
    Path,
    Words,
    listed,
)

Paths = Annotated[tuple[Path, ...], BeforeValidator(listed), Field(min_length=1)]
GapName = Annotated[str, Field(min_length=1)]
Gaps = Annotated[tuple[GapName, ...], BeforeValidator(listed), Field(min_length=1)]
Facts = dict[KeywordName, object]


class CaseDocument(Strict):
    """A case: a deployment and the answer that it must get."""

    title: Words | None = None
    date: Day | None = None
    known: Day | None = None
    scenario: Name | None = None
    given: Facts = Field(default_factory=dict)
    expect: Outcome | None = None
    firm: StrictBool | None = None
    by: Paths | None = None
    not_by: Paths | None = None
    excepted: Paths | None = None
    overridden: Paths | None = None
    not_yet: Paths | None = None
    no_longer: Paths | None = None
    open: Paths | None = None
    unmet: Paths | None = None
    met: Paths | None = None
    refused: Paths | None = None
    lifted_by: Paths | None = None
    missing: Gaps | None = None
    assumes: Gaps | None = None
    depends_on_reading: Gaps | None = None
    by_force: dict[Force, Outcome] | None = None


class CaseGroup(CaseDocument):
    """A case or a group of them: with rows that are laid over it."""

    each: tuple[CaseDocument, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _expects_something(self) -> "CaseGroup":
        rows = self.each or (self,)
        if self.expect is None and any(row.expect is None for row in rows):
            raise fault(Fault.NOTHING_EXPECTED, missing="expect")
        return self


class CasesDocument(Strict):
    """A file of cases: the examples of one ruleset, which are its tests."""

    needs: ClassVar = {"cases": "a file of cases has at least one"}

    cases_for: Path
    title: Words | None = None
    given: Facts = Field(default_factory=dict)
    cases: dict[Name, CaseGroup] = Field(min_length=1)


class OccurrenceDocument(Strict):
    """An occurrence: the day and the judgements that are assumed."""

    date: Day
    judged: dict[Name, StrictBool] = Field(default_factory=dict)


class SuspensionDocument(Strict):
    """A suspension: from a day until a day."""

    from_: Day = Field(alias="from")
    until: Day | None = None


class ScenarioDocument(Strict):
    """A scenario: assumptions laid over a rulebook."""

    scenario: Name
    title: Words | None = None
    occurs: dict[Name, OccurrenceDocument] = Field(default_factory=dict)
    enact: dict[Path, Day] = Field(default_factory=dict)
    repeal: dict[Path, Day] = Field(default_factory=dict)
    suspend: dict[Path, SuspensionDocument] = Field(default_factory=dict)
    amend: dict[Path, PeriodDocument] = Field(default_factory=dict)
    assume: dict[FactName, Given] = Field(default_factory=dict)
    read: dict[Path, Name] = Field(default_factory=dict)
