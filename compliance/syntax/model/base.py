"""What all documents share: closed mappings, with faults in the author's words."""

from typing import ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

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
            return handler(data)
        except ValidationError as refused:
            raise _reworded(cls, refused) from None


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a document as an author writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _reworded(model: type[Strict], refused: ValidationError) -> ValidationError:
    details: list[InitErrorDetails] = []
    for error in refused.errors(include_url=False):
        loc = error["loc"]
        kind = error["type"]
        own = len(loc) == 1
        worded: PydanticCustomError | None = None
        if kind == "extra_forbidden" and own:
            worded = fault("D101", key=str(loc[0]), hint=_hint(str(loc[0]), model))
        elif kind == "missing" and own:
            why = model.needs.get(str(loc[0])) or f"{_article(model)} needs it"
            worded = fault("D102", key=str(loc[0]), why=why)
        elif kind in EXPECTED:
            worded = fault("D103", expected=EXPECTED[kind])
        elif kind in {"literal_error", "enum"}:
            worded = fault("D103", expected=str(error.get("ctx", {}).get("expected")))
        elif not kind.startswith("D"):
            worded = fault("D103", expected=error["msg"])
        else:
            worded = PydanticCustomError(kind, error["msg"])
        details.append({"type": worded, "loc": loc, "input": error["input"]})
    return ValidationError.from_exception_data(model.__name__, details)


def _hint(key: str, model: type[BaseModel]) -> str:
    keys = keys_of(model)
    close = nearest(key, keys)
    if close:
        return f"did you mean `{close}`?"
    return f"expected {', '.join(keys)}"


def _article(model: type[BaseModel]) -> str:
    word = (model.__doc__ or "this").split(":")[0].split(".")[0]
    return word[0].lower() + word[1:]
