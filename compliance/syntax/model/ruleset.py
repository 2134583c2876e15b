"""A ruleset as an author writes it."""

from typing import Annotated, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from compliance.core.rulebook import Force, Kind, Step
from compliance.core.rules import Due
from compliance.syntax.model.base import Strict
from compliance.syntax.model.conditions import Condition
from compliance.syntax.model.dates import (
    DayOrWindow,
    ValueVersionDocument,
    VersionDocument,
)
from compliance.syntax.model.faults import Fault, fault
from compliance.syntax.model.scalars import (
    Cites,
    Day,
    Name,
    Path,
    TermName,
    Words,
    listed,
)

Versions = Annotated[tuple[VersionDocument, ...], Field(min_length=1)]
Terms = Annotated[tuple[TermName, ...], BeforeValidator(listed), Field(min_length=1)]


class SourceDocument(Strict):
    """A source: where the text can be read."""

    needs: ClassVar = {
        "title": "what the source is called",
        "url": "where it can be read",
    }

    title: Words
    publisher: Words | None = None
    url: str = Field(pattern=r"^https?://\S+$")
    published: DayOrWindow | None = None


class MilestoneDocument(Strict):
    """A step: what happened to the instrument on a day."""

    date: DayOrWindow
    step: Step
    cite: Cites
    note: Words | None = None


class OmissionDocument(Strict):
    """A part left out: with the reason."""

    cite: Cites
    why: Words


class CoversDocument(Strict):
    """What is covered: places, technologies, activities."""

    place: Terms | None = None
    technology: Terms | None = None
    activity: Terms | None = None


class ExceptionDocument(Strict):
    """An exception: it lifts its own rule where it is shown."""

    needs: ClassVar = {
        "cite": "an exception has a citation of its own",
        "when": "the conditions on which it lifts the rule",
        "title": "what it is, in words",
    }

    title: Words
    cite: Cites
    when: Condition
    in_force: Versions | None = None


Exceptions = Annotated[dict[Name, ExceptionDocument], Field(min_length=1)]


class ItemDocument(Strict):
    """A requirement's item: one line of its checklist."""

    needs: ClassVar = {
        "cite": "a requirement has a citation of its own",
        "that": "the condition that meets it",
        "remedy": "say what the customer can do",
        "title": "what it is, in words",
    }

    title: Words
    cite: Cites
    that: Condition
    due: Due = Due.BEFORE
    remedy: Words
    refused: Condition | None = None
    unless: Exceptions | None = None


class Selector(Strict):
    """A selector: rulesets by what their heads say."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    issuer: Path | None = None
    ruleset: Path | None = None
    kind: Kind | None = None
    force: Force | None = None

    @model_validator(mode="after")
    def _selects_something(self) -> "Selector":
        if not self.model_fields_set:
            raise fault(Fault.EMPTY_SELECTOR)
        return self


def _target_kind(value: object) -> str:
    return "<selector>" if isinstance(value, dict | Selector) else "<name>"


Target = Annotated[
    Annotated[Path, Tag("<name>")] | Annotated[Selector, Tag("<selector>")],
    Discriminator(_target_kind),
]
EFFECTS = ("forbid", "permit", "require")


class RuleDocument(Strict):
    """A rule: one norm of the instrument."""

    needs: ClassVar = {
        "cite": "a rule has a citation of its own",
        "title": "what the rule says, in one line",
    }

    title: Words
    cite: Cites
    note: Words | None = None
    doubt: Words | None = None
    forbid: Condition | None = None
    permit: Condition | None = None
    when: Condition | None = None
    require: dict[Name, ItemDocument] | None = Field(default=None, min_length=1)
    overrides: tuple[Target, ...] | None = Field(default=None, min_length=1)
    unless: Exceptions | None = None
    in_force: Versions | None = None

    @model_validator(mode="after")
    def _has_one_effect(self) -> "RuleDocument":
        effects = [name for name in EFFECTS if getattr(self, name) is not None]
        if not effects:
            raise fault(Fault.NO_EFFECT, missing="forbid")
        if len(effects) > 1:
            raise fault(Fault.TWO_EFFECTS, first=effects[0], second=effects[1])
        if self.when is not None and effects != ["require"]:
            raise fault(Fault.WHEN_WITHOUT_REQUIRE, child="when", effect=effects[0])
        if effects == ["permit"] and self.overrides is None:
            raise fault(Fault.LIFTS_NOTHING, child="permit")
        if effects != ["permit"] and self.overrides is not None:
            raise fault(Fault.OVERRIDES_WITHOUT_PERMIT, child="overrides")
        return self


class ReadingDocument(Strict):
    """A reading: one thing that the words may mean."""

    title: Words
    means: Condition


class DefinitionDocument(Strict):
    """A definition: a condition that this file uses by name."""

    needs: ClassVar = {"cite": "a definition has a citation of its own"}

    title: Words
    cite: Cites
    note: Words | None = None
    means: Condition | None = None
    readings: dict[Name, ReadingDocument] | None = None

    @model_validator(mode="after")
    def _means_something(self) -> "DefinitionDocument":
        if (self.means is None) == (self.readings is None):
            raise fault(Fault.MEANS_AND_READINGS)
        if self.readings is not None and len(self.readings) < 2:  # noqa: PLR2004 - one is `means`
            raise fault(Fault.ONE_READING, child="readings")
        return self


class ParameterDocument(Strict):
    """A parameter: a value that may change by date."""

    title: Words
    type: Literal["integer", "decimal", "date"]
    unit: Words | None = None
    values: tuple[ValueVersionDocument, ...] = Field(min_length=1)


class PreemptionDocument(Strict):
    """A preemption: what other rulesets may not say."""

    title: Words
    effect: Literal["floor", "ceiling", "field"]
    cite: Cites
    rulesets: Selector
    saves: Selector | None = None


class RulesetDocument(Strict):
    """A ruleset: one instrument of one issuer."""

    needs: ClassVar = {
        "issuer": "who made it: a place or an organisation, as in `us-wa`",
        "kind": "what it is, as in `law` or `pledge`",
        "force": "how it binds, as in `law` or `voluntary`",
        "reviewed": "the day on which it was last checked against its sources",
        "sources": "every norm has a source",
        "rules": "a ruleset has at least one rule",
        "title": "what the instrument is called",
    }

    ruleset: Name
    title: Words
    issuer: Path
    kind: Kind
    force: Force
    confidence: Literal["high", "medium", "low"] = "high"
    reviewed: Day
    note: Words | None = None
    doubt: Words | None = None
    sources: dict[Name, SourceDocument] = Field(min_length=1)
    history: tuple[MilestoneDocument, ...] = ()
    not_encoded: tuple[OmissionDocument, ...] = ()
    covers: CoversDocument | None = None
    applies_to: Condition | None = None
    unless: Exceptions | None = None
    preempts: dict[Name, PreemptionDocument] = Field(default_factory=dict)
    in_force: Versions | None = None
    define: dict[Name, DefinitionDocument] = Field(default_factory=dict)
    parameters: dict[Name, ParameterDocument] = Field(default_factory=dict)
    rules: dict[Name, RuleDocument] = Field(min_length=1)
