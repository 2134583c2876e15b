"""Bounds, periods and versions as an author writes them."""

from typing import Annotated, ClassVar

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from compliance.core.periods import Between, OnDay
from compliance.syntax.model.base import Strict
from compliance.syntax.model.faults import Fault, fault
from compliance.syntax.model.scalars import (
    SIMPLE_SCHEMA,
    WINDOW_SCHEMA,
    Cites,
    Day,
    Given,
    Name,
    Path,
    Simple,
    Span,
    Words,
    day_or_window,
    listed,
    simple_bound,
)

SimpleBound = Annotated[
    Simple, BeforeValidator(simple_bound), WithJsonSchema(SIMPLE_SCHEMA)
]
DayOrWindow = Annotated[
    OnDay | Between, BeforeValidator(day_or_window), WithJsonSchema(WINDOW_SCHEMA)
]
Names = Annotated[tuple[Name, ...], BeforeValidator(listed), Field(min_length=1)]


class ComplexBound(Strict):
    """A bound: something that may have passed on a day."""

    event: Name | None = None
    judged: Names | None = None
    plus: Span | None = None
    earlier_of: tuple["BoundDocument", ...] | None = Field(default=None, min_length=2)
    later_of: tuple["BoundDocument", ...] | None = Field(default=None, min_length=2)
    between: tuple[Day, Day] | None = None
    unknown_from: Day | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "ComplexBound":
        given = self.model_fields_set
        if given & {"plus", "judged"} and "event" not in given:
            beside = "judged" if "judged" in given else "plus"
            raise fault(Fault.JUDGED_WITHOUT_EVENT, child=beside)
        if len(given - {"plus", "judged"}) != 1:
            raise fault(Fault.NOT_ONE_BOUND)
        return self


def _bound_kind(value: object) -> str:
    return "<complex>" if isinstance(value, dict | ComplexBound) else "<simple>"


BoundDocument = Annotated[
    Annotated[SimpleBound, Tag("<simple>")] | Annotated[ComplexBound, Tag("<complex>")],
    Discriminator(_bound_kind),
]
ComplexBound.model_rebuild()


class PeriodDocument(Strict):
    """A period: from a bound until a bound, the second not included."""

    from_: BoundDocument | None = Field(default=None, alias="from")
    until: BoundDocument | None = None


class VersionDocument(Strict):
    """A version: every version of the dates has a source and a day of its own."""

    needs: ClassVar = {
        "known": "the day on which these dates became binding text",
        "cite": "every version of the dates has a source of its own",
    }

    known: Day
    from_: BoundDocument | None = Field(default=None, alias="from")
    until: BoundDocument | None = None
    periods: tuple[PeriodDocument, ...] | None = None
    by: Path | None = None
    cite: Cites
    doubt: Words | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> "VersionDocument":
        one_form(self.model_fields_set, self.periods, ("from_", "until"))
        return self


def one_form(
    given: set[str], periods: tuple[object, ...] | None, own: tuple[str, ...]
) -> None:
    """Refuse periods beside a period's own keys, and a list of fewer than two."""
    if periods is None:
        return
    beside = [key for key in own if key in given]
    if beside:
        key = beside[0].rstrip("_")
        raise fault(Fault.BESIDE_PERIODS, child=key, key=key)
    if len(periods) < 2:  # noqa: PLR2004 - one is written without a list
        raise fault(Fault.ONE_PERIOD, child="periods")


class ValuePeriodDocument(PeriodDocument):
    """A value and its period: the value is needed."""

    value: Given


class ValueVersionDocument(Strict):
    """A version of a parameter: each states every value with its period."""

    needs: ClassVar = VersionDocument.needs

    known: Day
    from_: BoundDocument | None = Field(default=None, alias="from")
    until: BoundDocument | None = None
    value: Given | None = None
    periods: tuple[ValuePeriodDocument, ...] | None = None
    by: Path | None = None
    cite: Cites

    @model_validator(mode="after")
    def _has_one_form(self) -> "ValueVersionDocument":
        one_form(self.model_fields_set, self.periods, ("from_", "until", "value"))
        if self.periods is None and self.value is None:
            raise fault(
                Fault.MISSING_KEY,
                missing="value",
                key="value",
                why="what the parameter is worth",
            )
        return self
