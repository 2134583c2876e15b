"""Faults that the document model finds, each with its code and words."""

from enum import Enum

from pydantic_core import PydanticCustomError


class Fault(Enum):
    """What is wrong with a document: its code, the message, perhaps help."""

    UNKNOWN_KEY = ("D101", "`{key}` is not a key that belongs here", "{hint}")
    MISSING_KEY = ("D102", "`{key}` is missing: {why}")
    WRONG_VALUE = ("D103", "expected {expected}")
    WRONG_CHOICE = ("D103", "expected {expected}", "{hint}")
    NOT_A_NAME = (
        "D104",
        "expected a name in lower case with hyphens, as in `police-use`",
        "{hint}",
    )
    NOT_A_DATE = ("D105", "expected a date that exists, as in 2021-06-10")
    NOT_A_BOUND = (
        "D105",
        (
            "expected a date that exists, as in 2021-06-10, 2021-06, 2021 "
            "or `about 2021-06-10`, or further-notice"
        ),
        "leave `until` out if no end is stated",
    )
    NO_SUCH_DAY = ("D106", "`{text}` does not exist: {why}")
    NOT_A_DURATION = ("D107", "expected a duration, as in `90 days` or `3 years`")
    NOT_A_FACT = ("D108", "expected a fact's name, as in `customer.type`", "{hint}")
    NOT_A_CITATION = (
        "D109",
        "expected a source and a place in it, as in `act Art. 5(1)(h)`",
    )
    EMPTY_CONDITION = (
        "D110",
        "an empty condition would hold for everything: state at least one fact",
    )
    NOT_BEFORE_THE_FACT = (
        "D111",
        "`not` stands beside a value, as in `customer.type: {not: police}`",
        "to exclude whole conditions write `none:` and a list",
    )
    UNANCHORED_DURATION = (
        "D112",
        (
            "a duration needs `before` or `after` a date fact, "
            "as in `{at_least: 90 days, before: use.started}`"
        ),
    )
    COMPARISONS_AT_ODDS = (
        "D113",
        "`{key}` does not go with a duration in `{other}`",
        "join two comparisons of one fact with `all:`",
    )
    TWO_EFFECTS = (
        "D114",
        "a rule has one effect: `{first}` and `{second}` need a rule each",
    )
    NO_EFFECT = ("D115", "a rule needs `forbid`, `require` or `permit`")
    WHEN_WITHOUT_REQUIRE = (
        "D116",
        "`when` belongs to `require`; put these conditions under `{effect}`",
    )
    LIFTS_NOTHING = ("D117", "`permit` needs `overrides`: the rules that it lifts")
    OVERRIDES_WITHOUT_PERMIT = (
        "D118",
        "`overrides` belongs to `permit`: nothing else overrides",
    )
    ONE_PERIOD = (
        "D119",
        "one period is written with `from` and `until`; `periods` holds two or more",
    )
    JUDGED_WITHOUT_EVENT = ("D120", "`plus` and `judged` need an `event`")
    NOT_ONE_BOUND = (
        "D121",
        (
            "a bound is one of a date, `event`, `earlier_of`, `later_of`, `between` "
            "and `unknown_from`"
        ),
    )
    BESIDE_PERIODS = ("D122", "`{key}` stands beside `periods`: move it into a period")
    ONE_READING = ("D123", "readings are two or more; for one, write `means`")
    MEANS_AND_READINGS = ("D124", "a definition has either `means` or `readings`")
    ABOUT_NO_DAY = (
        "D125",
        "`{text}`: about what day? write a whole one, as in `about 2021-06-10`",
    )
    TWO_DEFINITIONS = (
        "D126",
        (
            "`defined` names one definition; for several, say which is meant "
            "with `any` or `all`"
        ),
    )
    EMPTY_COMPARISON = (
        "D127",
        "an empty comparison: state a value, as in `{at_least: 4}`",
    )
    EMPTY_SELECTOR = (
        "D128",
        (
            "an empty selector would select every ruleset: state its `issuer`, "
            "`force`, `kind` or `ruleset`"
        ),
    )
    NOTHING_EXPECTED = (
        "D129",
        "a case needs an answer to expect, as in `expect: deny`",
    )
    NOT_A_KEYWORD = (
        "D130",
        "expected a name in lower case with underscores, as in `customer.type`",
        "{hint}",
    )
    EMPTY_LIST = ("D131", "an empty list: state at least one, or leave the key out")
    EMPTY_MAPPING = (
        "D131",
        "an empty mapping: state at least one, or leave the key out",
    )
    FEW = ("D133", "expected two or more; a single one stands there by itself")
    NO_VALUE = ("D132", "`{key}` is empty: give it a value, or leave the key out")
    NOT_BY_NAME = (
        "D134",
        "expected {what} by name, as in `some-name: …`, not {given}",
    )
    NOT_AN_ADDRESS = ("D135", "expected an address, as in `https://example.org/act`")
    SYMBOL = (
        "D137",
        (
            "a comparison is written in words, "
            "as in `{at_least: 4}` or `{before: 2026-08-02}`"
        ),
    )
    NOT_A_DAY = (
        "D105",
        (
            "expected a date that exists, as in 2021-06-10, 2021-06, 2021 "
            "or `about 2021-06-10`"
        ),
    )
    EMPTY_TEXT = ("D136", "an empty text: say it in words, or leave the key out")


def fault(
    which: Fault, *, child: str = "", missing: str = "", **words: str
) -> PydanticCustomError:
    """That fault in an author's words.

    It stands at the key `child`, if one is named; a key may be `missing` for it.
    """
    code, *texts = which.value
    message, *advice = (_filled(text, words) for text in texts)
    said = {"message": message, "help": "".join(advice)}
    return PydanticCustomError(
        code, "{message}", {**said, "child": child, "missing": missing}
    )


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace("{" + word + "}", value)
    return text
