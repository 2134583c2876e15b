"""What holds between the keys of one mapping, as JSON Schema can say it.

Each model states these rules in its own validator; here they are stated again, for
editors and for the second check. Only what older editors know is used, and `if` with
`then` and `else` rather than alternatives, so that one mistake gives one finding.
"""

from pydantic.json_schema import JsonSchemaValue

NEVER = False
SPAN = "^[0-9]{1,5} (days?|months?|years?)$"
SPANS = ("at_least", "at_most")
ANCHORS = ("before", "after")
BESIDE_EVENT = ("judged", "plus")
BOUNDS = ("between", "earlier_of", "later_of", "unknown_from")


def _without(*keys: str) -> JsonSchemaValue:
    return {"properties": dict.fromkeys(keys, NEVER)}


def _with(key: str) -> JsonSchemaValue:
    return {"required": [key]}


def _spanned(key: str) -> JsonSchemaValue:
    span = {"type": "string", "pattern": SPAN}
    return {
        "if": {"properties": {key: span}} | _with(key),
        "then": {
            "propertyNames": {"enum": [key, *ANCHORS, "not"]},
            "if": _with(ANCHORS[0]),
            "then": _without(ANCHORS[1]),
            "else": _with(ANCHORS[1]),
        },
    }


ONE_EFFECT: JsonSchemaValue = {
    "if": _with("forbid"),
    "then": _without("permit", "require", "when", "overrides"),
    "else": {
        "if": _with("permit"),
        "then": _with("overrides") | _without("require", "when"),
        "else": _with("require") | _without("overrides"),
    },
}
ONE_BOUND: JsonSchemaValue = {
    "minProperties": 1,
    "if": _with("event"),
    "then": _without(*BOUNDS),
    "else": {"maxProperties": 1} | _without(*BESIDE_EVENT),
}
ONE_FORM: JsonSchemaValue = {
    "properties": {"periods": {"minItems": 2}},
    "if": _with("periods"),
    "then": _without("from", "until"),
}
ONE_VALUE: JsonSchemaValue = {
    "properties": {"periods": {"minItems": 2}},
    "if": _with("periods"),
    "then": _without("from", "until", "value"),
    "else": _with("value"),
}
ONE_MEANING: JsonSchemaValue = {
    "properties": {"readings": {"minProperties": 2}},
    "if": _with("readings"),
    "then": _without("means"),
    "else": _with("means"),
}
EACH_EXPECTS: JsonSchemaValue = {
    "if": _with("each"),
    "then": {
        "if": {"not": _with("expect")},
        "then": {"properties": {"each": {"items": _with("expect")}}},
    },
    "else": _with("expect"),
}
RULES: dict[str, JsonSchemaValue] = {
    "CaseGroup": EACH_EXPECTS,
    "Comparison": {"minProperties": 1, "allOf": [_spanned(key) for key in SPANS]},
    "ComplexBound": ONE_BOUND,
    "DefinitionDocument": ONE_MEANING,
    "RuleDocument": ONE_EFFECT,
    "ValueVersionDocument": ONE_VALUE,
    "VersionDocument": ONE_FORM,
}


def ruled(model: str, schema: JsonSchemaValue) -> JsonSchemaValue:
    """The schema of a model with the rules between its keys."""
    rules = dict(RULES.get(model, {}))
    properties = dict(schema.get("properties", {}))
    for key, more in rules.pop("properties", {}).items():
        properties[key] = properties[key] | more
    return schema | rules | ({"properties": properties} if properties else {})
