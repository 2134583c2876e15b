"""How a model becomes a schema: short, precise, and readable by older editors."""

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from compliance.syntax.model.scalars import listed
from compliance.syntax.schemas.hovers import hover
from compliance.syntax.schemas.rules import ruled

BRANCHED = ("array", "object")


class Shape(GenerateJsonSchema):
    """Schemas in which alternatives are told apart by what kind of value stands there.

    A key that may be left out is left out, never empty; titles made of names say
    nothing to an author and are not written.
    """

    def field_title_should_be_set(self, schema: object) -> bool:
        """Whether a key's name is repeated as its title: never."""
        del schema
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A mapping, with a hover for each key and the rules between them."""
        made = super().model_schema(schema)
        made.pop("title", None)
        name = schema["cls"].__name__
        for key, value in made.get("properties", {}).items():
            words = value.get("description") or hover(name, key)
            if words is not None:
                made["properties"][key] = {"description": words} | value
        return ruled(name, made)

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """One of some words."""
        made = super().enum_schema(schema)
        made.pop("title", None)
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """What stands there if anything does, and what it stands for if not."""
        inner = schema["schema"]
        if schema.get("default", ...) is None and inner["type"] == "nullable":
            return self.generate_inner(inner["schema"])
        made = super().default_schema(schema)
        if made.get("default", ...) in ([], {}, None):
            made.pop("default", None)
        return made

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """A list; where its length is fixed, of values that are all alike."""
        made = super().tuple_schema(schema)
        alike = made.pop("prefixItems", None)
        return made if alike is None else made | {"items": alike[0]}

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Things by name: no name is left out of the check for being misspelt."""
        made = super().dict_schema(schema)
        for pattern, value in made.pop("patternProperties", {}).items():
            made |= {"propertyNames": {"pattern": pattern}}
            made |= {"additionalProperties": value}
        return made

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """What a validator hands on; one value stands for a list of one."""
        made = super().function_before_schema(schema)
        if schema["function"]["function"] is listed:
            return by_kind([made, made["items"]])
        return made

    def tagged_union_schema(
        self, schema: core_schema.TaggedUnionSchema
    ) -> JsonSchemaValue:
        """Alternatives: by a word in them, or by whether they are lists or mappings."""
        choices = {
            str(tag): self.generate_inner(choice)
            for tag, choice in schema["choices"].items()
        }
        told_by = schema["discriminator"]
        if callable(told_by):
            return by_kind([self._at_hand(choice) for choice in choices.values()])
        return by_word(_key(told_by), choices)

    def _at_hand(self, choice: JsonSchemaValue) -> JsonSchemaValue:
        # What a reference points at may not be made yet; it is always a mapping.
        return {"type": "object"} | choice if "$ref" in choice else choice


def _key(told_by: str | list[str | int] | list[list[str | int]]) -> str:
    # A path for each name of the key, the last of them as an author writes it.
    last = told_by if isinstance(told_by, str) else told_by[-1]
    return str(last[0]) if isinstance(last, list) else str(last)


def by_kind(choices: list[JsonSchemaValue]) -> JsonSchemaValue:
    """A list, a mapping or a single value, whichever stands there."""
    chosen: JsonSchemaValue = {}
    for choice in sorted(choices, key=lambda c: c.get("type") in BRANCHED):
        if not chosen:
            chosen = choice
        else:
            chosen = {
                "if": {"type": choice["type"]},
                "then": {"$ref": choice["$ref"]} if "$ref" in choice else choice,
                "else": chosen,
            }
    return chosen


def by_word(key: str, choices: dict[str, JsonSchemaValue]) -> JsonSchemaValue:
    """One of some mappings, told apart by what stands under `key`."""
    chosen: JsonSchemaValue = {
        "required": [key],
        "properties": {key: {"enum": sorted(choices)}},
    }
    for word, choice in sorted(choices.items(), reverse=True):
        says = {"required": [key], "properties": {key: {"const": word}}}
        chosen = {"if": says, "then": choice, "else": chosen}
    return {"type": "object"} | chosen


def tidied(node: object) -> object:
    """A schema with digits that are digits, and lists that have a least length."""
    if isinstance(node, list):
        return [tidied(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: tidied(each) for key, each in node.items()}
    pattern, listed_ = made.get("pattern"), made.get("then")
    if isinstance(pattern, str):
        made["pattern"] = pattern.replace(r"\d", "[0-9]")
    if "minLength" in made and isinstance(listed_, dict):
        # Where a validator stands before a list, its least length is called so.
        listed_["minItems"] = made.pop("minLength")
    return made
