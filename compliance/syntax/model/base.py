"""What all documents share: closed mappings, with faults in the author's words."""

import re
from collections.abc import Sized
from typing import ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from compliance.syntax.model.faults import fault
from compliance.syntax.nearest import nearest

EXPECTED = {
    "bool_type": "true or false",
    "string_type": "text",
    "dict_type": "a mapping of names",
    "list_type": "a list",
    "tuple_type": "a list",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
    "int_type": "a whole number",
    "is_instance_of": "a value of its type",
}


class Strict(BaseModel):
    """A mapping that admits its declared keys alone."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    needs: ClassVar[dict[str, str]] = {}

    @model_validator(mode="wrap")
    @classmethod
    def _in_words(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            made = handler(data)
        except ValidationError as refused:
            raise _reworded(cls, refused, data) from None
        if nothing := _left_empty(data, set()):
            raise ValidationError.from_exception_data(cls.__name__, nothing)
        return made


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a document as an author writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _reworded(
    model: type[Strict], refused: ValidationError, data: object
) -> ValidationError:
    errors = refused.errors(include_url=False)
    told = {error["loc"][0] for error in errors if error["loc"]}
    details = _left_empty(data, told)
    for error in errors:
        if error["type"] == "too_short" and not _is_short(error):
            continue  # its items are faulty, and are told themselves
        worded = _in_words(error, model)
        details.append({"type": worded, "loc": error["loc"], "input": error["input"]})
    return ValidationError.from_exception_data(model.__name__, details)


def _left_empty(data: object, told: set[int | str]) -> list[InitErrorDetails]:
    entries = data.items() if isinstance(data, dict) else ()
    return [
        {"type": fault("D132", key=str(key)), "loc": (key,), "input": None}
        for key, value in entries
        if value is None and key not in told
    ]


def _is_short(error: ErrorDetails) -> bool:
    given, least = error["input"], error.get("ctx", {}).get("min_length", 1)
    return isinstance(given, Sized) and len(given) < int(least)


def _in_words(error: ErrorDetails, model: type[Strict]) -> PydanticCustomError:
    kind, own = error["type"], len(error["loc"]) == 1
    key = str(error["loc"][0]) if own else ""
    match kind:
        case "extra_forbidden" if own:
            return fault("D101", key=key, hint=_hint(key, model))
        case "missing" if own:
            why = model.needs.get(key) or f"{_article(model)} needs it"
            return fault("D102", key=key, why=why)
        case "too_short":
            return fault("D133" if error["input"] else "D131")
        case "literal_error" | "enum":
            return fault("D103", expected=_one_of(error))
        case _ if kind in EXPECTED:
            return fault("D103", expected=EXPECTED[kind])
        case _ if kind.startswith("D"):
            return PydanticCustomError(kind, error["msg"])
        case _:
            return fault("D103", expected=error["msg"])


def _one_of(error: ErrorDetails) -> str:
    words = str(error.get("ctx", {}).get("expected")).replace("'", "`")
    close = nearest(str(error["input"]), re.findall("`([^`]*)`", words))
    return f"{words}; did you mean `{close}`?" if close else words


def _hint(key: str, model: type[BaseModel]) -> str:
    keys = keys_of(model)
    close = nearest(key, keys)
    if close:
        return f"did you mean `{close}`?"
    return f"expected {', '.join(keys)}"


def _article(model: type[BaseModel]) -> str:
    word = (model.__doc__ or "this").split(":")[0].split(".")[0]
    return word[0].lower() + word[1:]
