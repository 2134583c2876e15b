"""Conditions as an author writes them."""

from typing import Annotated, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue

from compliance.syntax.model.base import Strict
from compliance.syntax.model.faults import Fault, fault
from compliance.syntax.model.scalars import (
    FACT,
    FactName,
    Given,
    Name,
    Scalar,
    Words,
    duration_of,
)

ORDER = ("at_least", "at_most", "more_than", "less_than")
DATES = ("before", "after", "on_or_before", "on_or_after")
KEYWORDS = ("any", "all", "none", "defined")
SYMBOLS = ("<", ">", "=")
_NO_SYMBOL = WithJsonSchema(
    {"type": ["boolean", "number", "string"], "pattern": "^(?:[^<>=]|$)"}
)


class NamedParameter(Strict):
    """A parameter: a value of this ruleset that has versions."""

    parameter: Name


def _operand_kind(value: object) -> str:
    return "<parameter>" if isinstance(value, dict | NamedParameter) else "<value>"


Operand = Annotated[
    Annotated[Given, Tag("<value>")] | Annotated[NamedParameter, Tag("<parameter>")],
    Discriminator(_operand_kind),
]
Terms = Annotated[
    Annotated[tuple[Given, ...], Tag("<many>"), Field(min_length=1)]
    | Annotated[Given, Tag("<one>")],
    Discriminator(lambda v: "<many>" if isinstance(v, list | tuple) else "<one>"),
]


class Comparison(Strict):
    """A comparison: what a fact is measured against."""

    otherwise: ClassVar = (
        "facts are dotted, as in `customer.type: police`; "
        "comparisons are words, as in `at_least`"
    )

    is_: Terms | None = Field(default=None, alias="is")
    not_: Terms | None = Field(default=None, alias="not")
    within: Terms | None = None
    at_least: Operand | None = None
    at_most: Operand | None = None
    more_than: Operand | None = None
    less_than: Operand | None = None
    before: Operand | None = None
    after: Operand | None = None
    on_or_before: Operand | None = None
    on_or_after: Operand | None = None
    starts_with: Words | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "Comparison":
        given = [name for name in self.model_fields_set if name != "not_"]
        if not self.model_fields_set:
            raise fault(Fault.EMPTY_COMPARISON)
        spans = [
            name for name in ("at_least", "at_most") if _is_span(getattr(self, name))
        ]
        if spans and len({"before", "after"} & self.model_fields_set) != 1:
            raise fault(Fault.UNANCHORED_DURATION, child=spans[0])
        if spans and len(given) != 2:  # noqa: PLR2004 - the duration and its anchor
            other = sorted({*given} - {spans[0], "before", "after"})
            raise fault(
                Fault.COMPARISONS_AT_ODDS,
                child=other[0],
                key=other[0],
                other=spans[0],
            )
        return self


def _is_span(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        duration_of(value)
    except ValueError:
        return False
    return True


def _test_kind(value: object) -> str:
    if isinstance(value, dict | Comparison):
        return "<comparison>"
    return "<many>" if isinstance(value, list | tuple) else "<one>"


def _symbol(value: object) -> object:
    if isinstance(value, str) and value.startswith(SYMBOLS):
        raise fault(Fault.SYMBOL)
    return value


Test = Annotated[
    Annotated[tuple[Given, ...], Tag("<many>"), Field(min_length=1)]
    | Annotated[Given, BeforeValidator(_symbol), _NO_SYMBOL, Tag("<one>")]
    | Annotated[Comparison, Tag("<comparison>")],
    Discriminator(_test_kind),
]


def _one_definition(value: object) -> object:
    if isinstance(value, list):
        raise fault(Fault.TWO_DEFINITIONS)
    return value


def _condition_schema(schema: JsonSchemaValue) -> None:
    schema["propertyNames"] = {"pattern": f"^(?:{FACT})$", "not": {"const": "not"}}
    schema["minProperties"] = 1


class Condition(Strict):
    """A condition: a mapping of facts, all of which must hold."""

    model_config = ConfigDict(extra="allow", json_schema_extra=_condition_schema)
    __pydantic_extra__: dict[FactName, Test]  # type: ignore[mutable-override]  # as pydantic asks

    any_: tuple["Condition", ...] | None = Field(
        default=None, alias="any", min_length=1
    )
    all_: tuple["Condition", ...] | None = Field(
        default=None, alias="all", min_length=1
    )
    none_: tuple["Condition", ...] | None = Field(
        default=None, alias="none", min_length=1
    )
    defined: Annotated[Name, BeforeValidator(_one_definition)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _states_something(cls, data: object) -> object:
        if isinstance(data, dict):
            if not data:
                raise fault(Fault.EMPTY_CONDITION)
            if "not" in data:
                raise fault(Fault.NOT_BEFORE_THE_FACT, child="not")
        return data

    @property
    def facts(self) -> dict[str, "Scalar | tuple[Scalar, ...] | Comparison"]:
        """Each fact with what is asked of it."""
        return self.__pydantic_extra__


Effect = Literal["floor", "ceiling", "field"]
