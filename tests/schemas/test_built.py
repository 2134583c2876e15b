"""Rulesets built at random from every construct are accepted by model and schema."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.core.rulebook import Force, Kind, Step
from compliance.syntax.model.ruleset import RulesetDocument
from compliance.syntax.second import second_check

Built = st.SearchStrategy[Any]

KEYWORDS = {"any", "all", "none", "not", "defined"}
NAMES = st.from_regex(r"[a-z0-9]{1,3}([-.][a-z0-9]{1,3}){0,2}", fullmatch=True)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
FACTS = st.from_regex(r"[a-z][a-z0-9_]{0,4}(\.[a-z]{1,4})?", fullmatch=True).filter(
    lambda name: name not in KEYWORDS
)
WORDS = st.text(min_size=1, max_size=9)
DAYS = st.dates().map(str)
SPANS = st.from_regex(r"[0-9]{1,5} (day|month|year)s?", fullmatch=True)
NUMBERS = st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
VALUES = st.booleans() | NUMBERS | FACTS | DAYS
PINPOINTS = st.sampled_from(("", " § 3(1)", " Art. 5", " 1 § 2: “so”"))
CITES = st.builds("{}{}".format, NAMES, PINPOINTS)
CITED = CITES | st.lists(CITES, min_size=1, max_size=2)
URLS = st.just("https://example.org/act?cite=1")


def some(each: Built) -> Built:
    """A value, or a list of values."""
    return each | st.lists(each, min_size=1, max_size=2)


def many(each: Built, least: int = 1) -> Built:
    """A few things by name."""
    return st.dictionaries(NAMES, each, min_size=least, max_size=least + 1)


def a(needed: dict[str, Built], perhaps: dict[str, Built]) -> Built:
    """A mapping with some keys, and perhaps others."""
    return st.fixed_dictionaries(needed, optional=perhaps)


PARAMETERS = st.fixed_dictionaries({"parameter": NAMES})
OPERANDS = NUMBERS | FACTS | DAYS | PARAMETERS
ORDERED = ("more_than", "less_than", "before", "after", "on_or_before", "on_or_after")
AT = st.sampled_from(("at_least", "at_most"))
COMPARED = st.dictionaries(
    AT | st.sampled_from(ORDERED), OPERANDS, min_size=1, max_size=2
)
SPANNED = st.builds(
    lambda at, span, beside, anchor: {at: span, beside: anchor},
    AT,
    SPANS,
    st.sampled_from(("before", "after")),
    OPERANDS,
)
TESTED = st.dictionaries(
    st.sampled_from(("is", "not", "within")), some(VALUES), min_size=1
)
TEXTS = st.fixed_dictionaries({"starts_with": WORDS})
ONE_TEST = some(VALUES) | COMPARED | SPANNED | TESTED | TEXTS
PLAIN = st.dictionaries(FACTS, ONE_TEST, min_size=1, max_size=2)
CONDITIONS = st.recursive(
    PLAIN | st.fixed_dictionaries({"defined": NAMES}),
    lambda inner: st.builds(
        lambda facts, joined: {**facts, **joined},
        PLAIN | st.just({}),
        st.dictionaries(
            st.sampled_from(("any", "all", "none")),
            st.lists(inner, min_size=1, max_size=2),
            min_size=1,
            max_size=2,
        ),
    ),
    max_leaves=4,
)
INEXACT = (
    DAYS
    | DAYS.map(lambda day: day[:7])
    | st.integers(1000, 2999)
    | st.integers(1000, 2999).map(str)
    | st.dates(date(2, 1, 1), date(9998, 1, 1)).map("about {}".format)
)
SIMPLE = INEXACT | st.just("further-notice")
HAPPENED = a({"event": NAMES}, {"judged": some(NAMES), "plus": SPANS})
WINDOWS = a({"between": st.lists(DAYS, min_size=2, max_size=2)}, {})
BOUNDS = st.recursive(
    SIMPLE | HAPPENED | WINDOWS | a({"unknown_from": DAYS}, {}),
    lambda inner: st.dictionaries(
        st.sampled_from(("earlier_of", "later_of")),
        st.lists(inner, min_size=2, max_size=3),
        min_size=1,
        max_size=1,
    ),
    max_leaves=4,
)
BETWEEN = {"from": BOUNDS, "until": BOUNDS}
KNOWN = {"known": DAYS, "cite": CITED}
PERIODS = st.lists(a({}, BETWEEN), min_size=2, max_size=3)
VERSIONS = st.lists(
    a(KNOWN, {**BETWEEN, "by": PATHS, "doubt": WORDS})
    | a({**KNOWN, "periods": PERIODS}, {"by": PATHS}),
    min_size=1,
    max_size=2,
)
VALUED = st.lists(a({"value": VALUES}, BETWEEN), min_size=2, max_size=2)
VALUE_VERSIONS = st.lists(
    a({**KNOWN, "value": VALUES}, {**BETWEEN, "by": PATHS})
    | a({**KNOWN, "periods": VALUED}, {}),
    min_size=1,
    max_size=2,
)
TOLD = {"title": WORDS, "cite": CITED}
EXCEPTIONS = many(a({**TOLD, "when": CONDITIONS}, {"in_force": VERSIONS}))
DUE = st.sampled_from(("before", "while", "after"))
ITEMS = many(
    a(
        {**TOLD, "that": CONDITIONS, "remedy": WORDS},
        {"due": DUE, "refused": CONDITIONS, "unless": EXCEPTIONS},
    )
)
KINDS = st.sampled_from([each.value for each in Kind])
FORCES = st.sampled_from([each.value for each in Force])
HEADS = {"issuer": PATHS, "ruleset": PATHS, "kind": KINDS, "force": FORCES}
SELECTORS = a({}, HEADS).filter(bool)
OVERRIDDEN = st.lists(PATHS | SELECTORS, min_size=1, max_size=2)
OF_RULES = {
    "note": WORDS,
    "doubt": WORDS,
    "unless": EXCEPTIONS,
    "in_force": VERSIONS,
}
RULES = (
    a({**TOLD, "forbid": CONDITIONS}, OF_RULES)
    | a({**TOLD, "permit": CONDITIONS, "overrides": OVERRIDDEN}, OF_RULES)
    | a({**TOLD, "require": ITEMS}, {**OF_RULES, "when": CONDITIONS})
)
READINGS = many(a({"title": WORDS, "means": CONDITIONS}, {}), 2)
DEFINITIONS = many(
    a({**TOLD, "means": CONDITIONS}, {"note": WORDS})
    | a({**TOLD, "readings": READINGS}, {})
)
TYPES = st.sampled_from(("integer", "decimal", "date"))
VALUES_BY_NAME = many(
    a({"title": WORDS, "type": TYPES, "values": VALUE_VERSIONS}, {"unit": WORDS})
)
EFFECTS = st.sampled_from(("floor", "ceiling", "field"))
PREEMPTIONS = many(
    a({**TOLD, "effect": EFFECTS, "rulesets": SELECTORS}, {"saves": SELECTORS})
)
STEPS = st.sampled_from([each.value for each in Step])
RULESETS = a(
    {
        "ruleset": NAMES,
        "title": WORDS,
        "issuer": PATHS,
        "kind": KINDS,
        "force": FORCES,
        "reviewed": DAYS,
        "sources": many(
            a({"title": WORDS, "url": URLS}, {"publisher": WORDS, "published": INEXACT})
        ),
        "rules": many(RULES),
    },
    {
        "confidence": st.sampled_from(("high", "medium", "low")),
        "note": WORDS,
        "doubt": WORDS,
        "history": st.lists(
            a({"date": INEXACT, "step": STEPS, "cite": CITED}, {"note": WORDS}),
            max_size=2,
        ),
        "not_encoded": st.lists(a({"cite": CITED, "why": WORDS}, {}), max_size=1),
        "covers": a(
            {}, {"place": some(st.just("US-WA/tacoma")), "activity": some(NAMES)}
        ),
        "applies_to": CONDITIONS,
        "unless": EXCEPTIONS,
        "preempts": PREEMPTIONS,
        "in_force": VERSIONS,
        "define": DEFINITIONS,
        "parameters": VALUES_BY_NAME,
    },
)


@settings(max_examples=settings().max_examples // 4)
@given(RULES)
def test_a_rule_that_is_built_right_is_accepted_by_both(
    rule: dict[str, object],
) -> None:
    ruleset = HEAD | {"rules": {"rule": rule}}

    RulesetDocument.model_validate(ruleset)

    assert second_check("ruleset", ruleset) == []


@settings(max_examples=settings().max_examples // 8)
@given(RULESETS)
def test_a_ruleset_that_is_built_right_is_accepted_by_both(
    ruleset: dict[str, object],
) -> None:
    RulesetDocument.model_validate(ruleset)

    assert second_check("ruleset", ruleset) == []


HEAD: dict[str, object] = {
    "ruleset": "built",
    "title": "A ruleset",
    "issuer": "acme",
    "kind": "law",
    "force": "law",
    "reviewed": "2026-11-23",
    "sources": {"act": {"title": "The Act", "url": "https://example.org/act"}},
}
