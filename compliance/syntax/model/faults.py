"""Faults that the document model finds, each with its code and words."""

from pydantic_core import PydanticCustomError

FAULTS = {
    "D101": "`{key}` is not a key that belongs here; {hint}",
    "D102": "`{key}` is missing: {why}",
    "D103": "expected {expected}",
    "D104": "expected a name in lower case with hyphens, as in `police-use`",
    "D105": "expected a date that exists, as in 2021-06-10{more}",
    "D106": "`{text}` does not exist: {why}",
    "D107": "expected a duration, as in `90 days` or `3 years`",
    "D108": "expected a fact's name, as in `customer.type`",
    "D109": "expected a source and a place in it, as in `act Art. 5(1)(h)`",
    "D110": "an empty condition would hold for everything: state at least one fact",
    "D111": "`not` stands beside a value, as in `customer.type: {not: police}`; "
    "to exclude whole conditions write `none:` and a list",
    "D112": "a duration needs `before` or `after` a date fact, "
    "as in `{at_least: 90 days, before: use.started}`",
    "D113": "`{key}` does not go with `{other}` here: join comparisons with `all:`",
    "D114": "a rule has one effect: `{first}` and `{second}` need a rule each",
    "D115": "a rule needs `forbid`, `require` or `permit`",
    "D116": "`when` belongs to `require`; put these conditions under `{effect}`",
    "D117": "`permit` needs `overrides`: the rules that it lifts",
    "D118": "`overrides` belongs to `permit`: nothing else overrides",
    "D119": "one period is written with `from` and `until`; "
    "`periods` holds two or more",
    "D120": "`plus` and `judged` need an `event`",
    "D121": "a bound is one of a date, `event`, `earlier_of`, `later_of`, `between` "
    "and `unknown_from`",
    "D122": "`{key}` stands beside `periods`: move it into a period",
    "D123": "readings are two or more; for one, write `means`",
    "D124": "a definition has either `means` or `readings`",
    "D125": "`{text}`: about what day? write a whole one, as in `about 2021-06-10`",
    "D126": "`defined` names one definition; for several, say which is meant "
    "with `any` or `all`",
    "D127": "an empty comparison: state a value, as in `{at_least: 4}`",
    "D131": "an empty list: state at least one, or leave the key out",
    "D129": "a case needs an answer to expect, as in `expect: deny`",
    "D130": "expected a name in lower case with underscores, as in `customer.type`",
    "D132": "`{key}` is empty: give it a value, or leave the key out",
    "D133": "expected two or more to choose from; a single one stands there by itself",
}


def fault(code: str, **words: str) -> PydanticCustomError:
    """The fault of that code, in words for an author."""
    text = FAULTS[code]
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return PydanticCustomError(code, text)
