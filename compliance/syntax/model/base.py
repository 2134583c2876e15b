"""What all documents share: closed mappings, with faults in the author's words."""

import re
from collections.abc import Iterator, Sized
from typing import ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from compliance.check.facts import said
from compliance.check.nearest import suggestion
from compliance.syntax.model.faults import Fault, fault

EXPECTED = {
    "bool_type": "true or false",
    "list_type": "a list",
    "string_type": "text",
    "tuple_type": "a list",
}
NAMED = {
    "cases": "cases",
    "define": "definitions",
    "judged": "judgements",
    "register": "events",
    "require": "requirements",
    "unless": "exceptions",
}


class Strict(BaseModel):
    """A mapping that admits its declared keys alone."""

    model_config = ConfigDict(
        arbitrary_types_allowed=True, defer_build=True, extra="forbid", frozen=True
    )
    needs: ClassVar[dict[str, str]] = {}
    otherwise: ClassVar[str] = ""

    @model_validator(mode="wrap")
    @classmethod
    def _in_words(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(data)
        except ValidationError as refused:
            raise _reworded(cls, refused) from None


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a document as an author writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _reworded(model: type[Strict], refused: ValidationError) -> ValidationError:
    details: list[InitErrorDetails] = [
        {"type": _worded(each, model), "loc": each["loc"], "input": each["input"]}
        for each in refused.errors(include_url=False)
        if not _follows(each)
    ]
    return ValidationError.from_exception_data(model.__name__, details)


def _follows(error: ErrorDetails) -> bool:
    # A list is too short as well where its items are faulty, which are told themselves.
    given = error["input"]
    least = error.get("ctx", {}).get("min_length", 0)
    return (
        error["type"] == "too_short"
        and isinstance(given, Sized)
        and len(given) >= (least)
    )


def _worded(error: ErrorDetails, model: type[Strict]) -> PydanticCustomError:
    kind, last = error["type"], error["loc"][-1] if error["loc"] else ""
    own = len(error["loc"]) == 1
    match kind:
        case _ if kind.startswith("D"):
            return PydanticCustomError(kind, "{message}", error["ctx"])
        case "extra_forbidden" if own:
            return fault(Fault.UNKNOWN_KEY, key=str(last), hint=_hint(error, model))
        case "missing" if own:
            why = model.needs.get(str(last)) or f"{_article(model)} needs it"
            return fault(Fault.MISSING_KEY, missing=str(last), key=str(last), why=why)
        case "missing" | "too_long":
            return fault(Fault.WRONG_VALUE, expected="two days: the first and the last")
        case "too_short":
            return _short(error)
        case "literal_error" | "enum":
            return _choice(error)
        case "dict_type":
            what = NAMED.get(str(last), str(last).replace("_", " "))
            return fault(Fault.NOT_BY_NAME, what=what, given=said(error["input"]))
        case "model_type" | "model_attributes_type":
            what = _article(_named(str(error["ctx"]["class_name"])))
            expected = f"{what}, which is a mapping, not {said(error['input'])}"
            return fault(Fault.WRONG_VALUE, expected=expected)
        case "string_too_short":
            return fault(Fault.EMPTY_TEXT)
        case "string_pattern_mismatch" if last == "url":
            return fault(Fault.NOT_AN_ADDRESS)
        case "string_pattern_mismatch":
            expected = "the tail of an address, as in `ai#FaceRecognition`"
            return fault(Fault.WRONG_VALUE, expected=expected)
        case _ if kind in EXPECTED:
            return fault(Fault.WRONG_VALUE, expected=EXPECTED[kind])
        case _:
            return fault(Fault.WRONG_VALUE, expected="something else here")


def _short(error: ErrorDetails) -> PydanticCustomError:
    if error["ctx"]["min_length"] > 1:
        return fault(Fault.FEW)
    is_mapping = isinstance(error["input"], dict)
    return fault(Fault.EMPTY_MAPPING if is_mapping else Fault.EMPTY_LIST)


def _choice(error: ErrorDetails) -> PydanticCustomError:
    words = str(error["ctx"]["expected"]).replace("'", "`")
    words = f"`{words}`" if "`" not in words else words
    hint = suggestion(str(error["input"]), re.findall("`([^`]*)`", words))
    return fault(Fault.WRONG_CHOICE, expected=words, hint=hint or "")


def _hint(error: ErrorDetails, model: type[Strict]) -> str:
    if error["input"] is None:
        return "if it belongs to the text before it, quote the whole text"
    keys = keys_of(model)
    return suggestion(str(error["loc"][0]), keys) or _expected(model)


def _expected(model: type[Strict]) -> str:
    return model.otherwise or f"expected {', '.join(keys_of(model))}"


def _article(model: type[BaseModel]) -> str:
    word = (model.__doc__ or "this").partition(":")[0].partition(".")[0]
    return word[0].lower() + word[1:]


def _named(name: str) -> type[BaseModel]:
    return next((each for each in _models(Strict) if each.__name__ == name), Strict)


def _models(model: type[Strict]) -> Iterator[type[Strict]]:
    yield model
    for each in model.__subclasses__():
        yield from _models(each)
