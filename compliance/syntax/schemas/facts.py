"""Schemas that know facts: deployments, and conditions on a given vocabulary."""

from copy import deepcopy

from pydantic.json_schema import JsonSchemaValue

from compliance.core.terms import FactDeclaration, FactType, Plain, TermOf, Vocabulary
from compliance.syntax.model.scalars import DAY, FACT
from compliance.syntax.schemas.rules import SPAN

TERM = r"[A-Za-z0-9][A-Za-z0-9.\-]*(?:/[A-Za-z0-9][A-Za-z0-9.\-]*)*"
VALUE: JsonSchemaValue = {"type": ["boolean", "number", "string"]}
DATE: JsonSchemaValue = {"type": "string", "format": "date", "pattern": f"^{DAY}$"}
PLAIN: dict[Plain, JsonSchemaValue] = {
    Plain.BOOLEAN: {"type": "boolean"},
    Plain.INTEGER: {"type": "integer"},
    Plain.DECIMAL: {"type": "number"},
    Plain.DATE: DATE,
    Plain.TEXT: {"type": "string"},
}
SAME = ("is", "not")
NUMBERS = ("at_least", "at_most", "less_than", "more_than")
DATES = ("after", "before", "on_or_after", "on_or_before")
SPANS = NUMBERS[:2]
COVERED = ("activity", "place", "technology")
TITLE: JsonSchemaValue = {
    "type": "string",
    "description": "What is proposed, in one line.",
}
OWN_DAY: JsonSchemaValue = {
    "description": "The day on which the deployment would happen.",
} | DATE
MANY = "A party may be a record of its facts, or a list of records."


def deployment() -> JsonSchemaValue:
    """Deployments in any vocabulary: facts by name."""
    names = {"propertyNames": {"pattern": f"^(?:{FACT})$"}}
    record = {"type": "object", "additionalProperties": _some(VALUE)} | names
    one = {
        "type": "object",
        "description": f"Facts by name, as in `customer.type`. {MANY}",
        "properties": {"deployment": TITLE, "date": OWN_DAY},
        "additionalProperties": _any_of_kinds(record),
    }
    return _one_or_many(one | names, {})


def _any_of_kinds(record: JsonSchemaValue) -> JsonSchemaValue:
    is_record = {"if": {"type": "object"}, "then": record}
    listed = {"type": "array", "minItems": 1, "items": is_record | {"else": VALUE}}
    other = {"if": {"type": "array"}, "then": listed, "else": VALUE}
    return is_record | {"else": other}


def bundled_deployment(vocabulary: Vocabulary) -> JsonSchemaValue:
    """Deployments in that vocabulary: its facts, and no others."""
    facts = {name: _stated(fact) for name, fact in vocabulary.facts.items()}
    parties = {
        party: _party(party, title, facts)
        for party, title in vocabulary.parties.items()
    }
    one: JsonSchemaValue = {
        "type": "object",
        "description": f"Facts by name, as in `customer.type`. {MANY}",
        "properties": {"deployment": TITLE, "date": OWN_DAY, **parties, **facts},
        "additionalProperties": False,
    }
    return _one_or_many(one, _types(vocabulary))


def _stated(fact: FactDeclaration) -> JsonSchemaValue:
    words = {"description": fact.question}
    value = _ref(fact.type)
    listing = isinstance(fact.type, TermOf) and not fact.single
    return words | (_some(value) if listing else value)


def _party(
    party: str, title: str, facts: dict[str, JsonSchemaValue]
) -> JsonSchemaValue:
    own = {
        name.removeprefix(f"{party}."): each
        for name, each in facts.items()
        if name.startswith(f"{party}.")
    }
    record = {"type": "object", "properties": own, "additionalProperties": False}
    return {"description": title} | _some(record)


def _one_or_many(one: JsonSchemaValue, defined: JsonSchemaValue) -> JsonSchemaValue:
    many = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/deployment"}}
    return {
        "$defs": {"deployment": one, **defined},
        "if": {"type": "array"},
        "then": many,
        "else": {"$ref": "#/$defs/deployment"},
    }


def bundled_ruleset(
    ruleset: JsonSchemaValue, vocabulary: Vocabulary
) -> JsonSchemaValue:
    """Rulesets in that vocabulary: conditions on its facts and terms, and no others."""
    made = deepcopy(ruleset)
    defined = made["$defs"]
    comparison = defined.pop("Comparison")
    defined |= _types(vocabulary)
    for fact in vocabulary.facts.values():
        defined[f"test.{_name(fact.type)}"] = _test(fact.type, comparison, vocabulary)
    condition = defined["Condition"]
    condition["additionalProperties"] = False
    condition.pop("propertyNames", None)
    condition["properties"] |= {
        name: {
            "description": fact.question,
            "$ref": f"#/$defs/test.{_name(fact.type)}",
        }
        for name, fact in vocabulary.facts.items()
    }
    covers = defined["CoversDocument"]["properties"]
    for name in COVERED:
        words = {"description": covers[name]["description"]}
        covers[name] = words | _some(_ref(TermOf(name)))
    return made


def _test(
    kind: FactType, comparison: JsonSchemaValue, vocabulary: Vocabulary
) -> JsonSchemaValue:
    value = _ref(kind)
    known = comparison["properties"]
    keys = {key: _some(value) for key in SAME}
    match kind:
        case TermOf():
            keys["within"] = _some(value)
        case Plain.INTEGER | Plain.DECIMAL:
            keys |= dict.fromkeys(NUMBERS, _operand(kind, vocabulary))
        case Plain.DATE:
            keys |= {key: {"type": "string", "pattern": SPAN} for key in SPANS}
            keys |= dict.fromkeys(DATES, _operand(kind, vocabulary))
        case Plain.TEXT:
            keys["starts_with"] = {"type": "string"}
        case Plain.BOOLEAN:
            pass
    words = {key: {"description": known[key]["description"]} for key in keys}
    compared = comparison | {
        "properties": {key: words[key] | keys[key] for key in sorted(keys)}
    }
    return {"if": {"type": "object"}, "then": compared, "else": _some(value)}


def _operand(kind: Plain, vocabulary: Vocabulary) -> JsonSchemaValue:
    named = sorted(f.name for f in vocabulary.facts.values() if f.type is kind)
    fact = {"enum": named}
    value = PLAIN[kind]
    if kind is Plain.DATE:
        named_or_day = {"if": {"pattern": f"^{DAY}$"}, "then": value, "else": fact}
    else:
        named_or_day = {"if": {"type": "string"}, "then": fact, "else": value}
    parameter = {"$ref": "#/$defs/NamedParameter"}
    return {"if": {"type": "object"}, "then": parameter, "else": named_or_day}


def _types(vocabulary: Vocabulary) -> dict[str, JsonSchemaValue]:
    kinds = {_name(fact.type): fact.type for fact in vocabulary.facts.values()}
    return {f"value.{name}": _type(k, vocabulary) for name, k in sorted(kinds.items())}


def _type(kind: FactType, vocabulary: Vocabulary) -> JsonSchemaValue:
    if isinstance(kind, Plain):
        return PLAIN[kind]
    taxonomy = vocabulary.taxonomies[kind.taxonomy]
    head = {"type": "string", "description": f"{taxonomy.title}."}
    terms = sorted(taxonomy.terms)
    if taxonomy.open or taxonomy.paths:
        return head | {"pattern": f"^(?:{TERM})$", "examples": terms}
    return head | {"enum": terms}


def _name(kind: FactType) -> str:
    return kind.value if isinstance(kind, Plain) else kind.taxonomy


def _ref(kind: FactType) -> JsonSchemaValue:
    return {"$ref": f"#/$defs/value.{_name(kind)}"}


def _some(value: JsonSchemaValue) -> JsonSchemaValue:
    """A value, or a list of them."""
    listed = {"type": "array", "minItems": 1, "items": value}
    return {"if": {"type": "array"}, "then": listed, "else": value}
