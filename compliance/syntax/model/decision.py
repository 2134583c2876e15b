"""A decision as `Decision.to_dict` writes it, for whoever reads it elsewhere."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from compliance.core.decision import DefeaterKind, GapKind, ItemStatus, Outcome
from compliance.core.rulebook import Force, Kind
from compliance.core.rules import Due
from compliance.syntax.model.scalars import Day

Confidence = Literal["high", "medium", "low"]
Became = Literal[
    "forbidden",
    "requirement refused",
    "undetermined",
    "requirement unmet",
    "requirement open",
    "requirement met",
    "excepted",
    "overridden",
    "not yet in force",
    "no longer in force",
    "proposed, not law",
    "not addressed",
]
Plain = bool | int | str
Truth = Literal["true", "false", "unknown"]


class Record(BaseModel):
    """A mapping that has exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WholeNumber(Record):
    """A whole number, as text, so that none is too large."""

    integer: str = Field(pattern=r"^-?[0-9]+$")


class DecimalNumber(Record):
    """A decimal number, as text, so that none is rounded."""

    decimal: str = Field(pattern=r"^-?[0-9]+(\.[0-9]+)?([Ee][+-]?[0-9]+)?$")


class DateValue(Record):
    """A day."""

    date: Day


Typed = bool | str | WholeNumber | DecimalNumber | DateValue


class CitationRecord(Record):
    """A place in a source."""

    source: str = Field(description="The short name of the source in its ruleset.")
    title: str = Field(description="What the source is called.")
    publisher: str = Field(description="Who published it; empty if not stated.")
    url: str = Field(description="Where it can be read.")
    published: str | None = Field(description="The day, or `first/last` of a window.")
    pinpoint: str | None = Field(description="The place in the source, as in `§ 3(1)`.")


class ReasonRecord(Record):
    """One rule or one item of its checklist, and what became of it."""

    kind: Became = Field(description="What became of it.")
    rule: str = Field(description="The rule's full name; a ruleset's if none speaks.")
    title: str = Field(description="What the rule or the item says, in one line.")
    ruleset: str = Field(description="The full name of the instrument.")
    ruleset_title: str = Field(description="What the instrument is called.")
    issuer: str = Field(description="Who made the instrument.")
    instrument: Kind = Field(description="What the instrument is.")
    force: Force = Field(description="How it binds.")
    citations: list[CitationRecord] = Field(description="What it rests on.")
    item: str | None = Field(description="The item's full name, if it is about one.")
    remedy: str | None = Field(description="What the customer can do, for an item.")
    due: Due | None = Field(description="When the item is due.")
    in_force: str | None = Field(description="Its periods, in words.")
    imprecise: bool = Field(description="Whether one of its days is not exact.")
    confidence: Confidence = Field(description="How sure the encoding is.")
    doubts: list[str] = Field(description="What could not be verified.")
    facts: dict[str, Plain] | None = Field(description="The stated facts it looks at.")
    by: list[str] = Field(description="The exceptions and permits that lift it.")
    combination: dict[str, str] | None = Field(
        description="For which of several records or terms, where there were several."
    )
    assumed_enacted: bool = Field(description="Whether a scenario enacts it.")
    counts: bool = Field(description="Whether it was counted for the outcome.")


class LiftingRecord(Record):
    """An exception or a permit that was not shown."""

    id: str = Field(description="Its full name.")
    kind: DefeaterKind = Field(description="Which of the two it is.")
    title: str = Field(description="What it is called.")
    rule: str = Field(description="The full name of the rule that it would lift.")
    condition: str = Field(description="Its condition, in words.")
    questions: list[str] = Field(description="What to ask.")
    citations: list[CitationRecord] = Field(description="What it rests on.")


class AskedRecord(Record):
    """Something that is not known and would settle the answer."""

    name: str = Field(description="The fact, event, judgement, reading or parameter.")
    kind: GapKind = Field(description="What kind of thing it is.")
    question: str = Field(description="What to ask.")
    rules: list[str] = Field(description="The full names of the rules that wait.")
    stated: str | None = Field(description="The broader term that was stated.")
    decided_by: str | None = Field(description="Who decides it, where that is said.")


class RequiredRecord(Record):
    """A line of a checklist."""

    id: str = Field(description="The item's full name.")
    rule: str = Field(description="The full name of the rule that requires it.")
    title: str = Field(description="What it is, in one line.")
    status: ItemStatus = Field(description="Where it stands.")
    due: Due = Field(description="When it is due.")
    remedy: str = Field(description="What the customer can do to meet it.")
    citations: list[CitationRecord] = Field(description="What it rests on.")
    stated: bool = Field(description="Whether anything was stated that settles it.")


class AssumptionRecord(Record):
    """An event that is taken not to have occurred."""

    event: str = Field(description="The event's name in the register.")
    title: str = Field(description="What the event is.")
    rules: list[str] = Field(description="The full names of the rules resting on it.")
    checked: Day | None = Field(description="The last day on which this was checked.")
    presumed: bool = Field(description="Whether this is presumed beyond that day.")


class CoveredRecord(Record):
    """A ruleset that speaks of such a place."""

    ruleset: str = Field(description="Its full name.")
    title: str = Field(description="What the instrument is called.")
    reviewed: Day = Field(description="When it was last checked against its sources.")
    confidence: Confidence = Field(description="How sure the encoding is.")


class CoverageRecord(Record):
    """What was looked at. Silence is not permission."""

    rulesets: list[CoveredRecord] = Field(description="Which rulesets were looked at.")
    gaps: list[str] = Field(description="Where the rulebook has nothing, in words.")
    oldest: Day | None = Field(description="The earliest of the days of review.")


class RulebookRecord(Record):
    """The rulebook that was asked."""

    name: str = Field(description="What it is called.")
    digest: str = Field(
        pattern="^[0-9a-f]{64}$", description="SHA-256 of everything that it says."
    )


class OnDayRecord(Record):
    """A day."""

    type_: Literal["OnDay"] = Field(alias="")
    day: DateValue


class DurationRecord(Record):
    """A length of time."""

    type_: Literal["Duration"] = Field(alias="")
    years: WholeNumber
    months: WholeNumber
    days: WholeNumber


class HappenedRecord(Record):
    """Some time after an event."""

    type_: Literal["Happened"] = Field(alias="")
    event: str
    judged: list[str]
    plus: DurationRecord


class EarlierOfRecord(Record):
    """The earlier of some bounds."""

    type_: Literal["EarlierOf"] = Field(alias="")
    bounds: list["BoundRecord"]


class LaterOfRecord(Record):
    """The later of some bounds."""

    type_: Literal["LaterOf"] = Field(alias="")
    bounds: list["BoundRecord"]


class FurtherNoticeRecord(Record):
    """Until the issuer says so."""

    type_: Literal["FurtherNotice"] = Field(alias="")


class UnknownFromRecord(Record):
    """Not before a day, and not known after it."""

    type_: Literal["UnknownFrom"] = Field(alias="")
    day: DateValue


class BetweenRecord(Record):
    """Some day of a window."""

    type_: Literal["Between"] = Field(alias="")
    first: DateValue
    last: DateValue


BoundRecord = Annotated[
    OnDayRecord
    | HappenedRecord
    | EarlierOfRecord
    | LaterOfRecord
    | FurtherNoticeRecord
    | UnknownFromRecord
    | BetweenRecord,
    Field(discriminator="type_"),
]


class PeriodRecord(Record):
    """A period; the day of its end is not in it."""

    type_: Literal["Period"] = Field(alias="")
    start: BoundRecord | None
    end: BoundRecord | None


class OccurrenceRecord(Record):
    """An event that is assumed."""

    type_: Literal["Occurrence"] = Field(alias="")
    day: DateValue
    judged: list[Annotated[list[str], Field(min_length=2, max_length=2)]]


Suspended = Annotated[list[DateValue | None], Field(min_length=2, max_length=2)]


class ScenarioRecord(Record):
    """The assumptions that were laid over the rulebook."""

    type_: Literal["Scenario"] = Field(alias="")
    name: str = Field(description="Its name.")
    title: str = Field(description="What it assumes, in one line.")
    occurs: dict[str, OccurrenceRecord] = Field(description="Events that happen.")
    enact: dict[str, DateValue] = Field(description="Bills and demands enacted.")
    repeal: dict[str, DateValue] = Field(description="Rulesets and rules repealed.")
    suspend: dict[str, Suspended] = Field(description="Suspended, and until when.")
    amend: dict[str, list[PeriodRecord]] = Field(description="Periods replaced.")
    assume: dict[str, Typed] = Field(description="Facts assumed.")
    read: dict[str, str] = Field(description="Readings assumed.")


def _agree(schema: JsonDict) -> None:
    """`allowed` repeats the outcome, and only a deny is firm."""
    says_allow: JsonDict = {"properties": {"outcome": {"const": "allow"}}}
    says_deny: JsonDict = {"properties": {"outcome": {"const": "deny"}}}
    schema["allOf"] = [
        {
            "if": says_allow,
            "then": {"properties": {"allowed": {"const": True}}},
            "else": {"properties": {"allowed": {"const": False}}},
        },
        {"if": {"properties": {"firm": {"const": True}}}, "then": says_deny},
    ]


class DecisionDocument(Record):
    """The answer to one deployment, why, and what is needed to derive it again."""

    model_config = ConfigDict(json_schema_extra=_agree)

    outcome: Outcome = Field(description="The answer.")
    allowed: bool = Field(description="Whether the answer is allow, nothing less.")
    firm: bool = Field(description="Whether no missing fact could lift a deny.")
    on: Day = Field(description="The day on which the deployment would happen.")
    on_from: Literal["given", "deployment", "today"] = Field(
        description="Who named that day: the question, the deployment, or the clock."
    )
    known: Day | None = Field(
        description="The day whose knowledge counts; null is everything known."
    )
    forces: list[Force] | None = Field(
        description="The forces that were counted, if the question narrowed them."
    )
    title: str | None = Field(description="What the deployment is called.")
    facts: list[dict[str, Typed]] = Field(
        min_length=1, description="The facts, once for each combination."
    )
    scenario: ScenarioRecord | None = Field(description="What was assumed.")
    reasons: list[ReasonRecord] = Field(description="Why, the most decisive first.")
    could_be_lifted_by: list[LiftingRecord] = Field(
        description="Exceptions and permits that nobody showed."
    )
    missing: list[AskedRecord] = Field(description="What would settle the answer.")
    requirements: list[RequiredRecord] = Field(
        description="The checklist of what is due before or while it runs."
    )
    obligations: list[RequiredRecord] = Field(
        description="What is due afterwards; it never decides."
    )
    assumptions: list[AssumptionRecord] = Field(
        description="Events taken not to have occurred."
    )
    coverage: CoverageRecord = Field(description="What was looked at.")
    by_force: dict[Force, Outcome] = Field(description="The answer for each force.")
    notices: list[str] = Field(description="Remarks on the facts as given.")
    rulebook: RulebookRecord = Field(description="The rulebook that was asked.")
    semantics: str = Field(description="The version of the semantics.")
    notice: str = Field(description="That this is no legal advice.")
