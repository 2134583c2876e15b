"""Names, dates, durations, citations: what stands at the leaves."""

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from compliance.core.periods import Between, FurtherNotice, OnDay
from compliance.core.values import Duration
from compliance.syntax.model.faults import fault

NAME = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
PATH = rf"{NAME}(?:/{NAME})*"
FACT = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
DAY = r"\d{4}-\d{2}-\d{2}"
SPAN = r"(\d+) (days?|months?|years?)"
TERM = r"[A-Za-z0-9][A-Za-z0-9.\-]*(?:/[a-z0-9][a-z0-9.\-]*)*"


def _matching(pattern: str, code: str) -> BeforeValidator:
    compiled = re.compile(pattern)

    def check(text: object) -> str:
        if not isinstance(text, str) or not compiled.fullmatch(text):
            raise fault(code)
        return text

    return BeforeValidator(check)


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


Name = Annotated[str, _matching(NAME, "D104"), _schema(NAME)]
Path = Annotated[str, _matching(PATH, "D104"), _schema(PATH)]
FactName = Annotated[str, _matching(FACT, "D108"), _schema(FACT)]
KeywordName = Annotated[str, _matching(FACT, "D130"), _schema(FACT)]
TermName = Annotated[str, _matching(TERM, "D104"), _schema(TERM)]


def day_of(text: str, more: str = "") -> date:
    """The day that `text` names; a fault if there is none."""
    if not re.fullmatch(DAY, text):
        raise fault("D105", more=more)
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise fault("D106", text=text, why=str(wrong)) from None


def _day(text: object) -> date:
    if isinstance(text, date):
        return text
    if not isinstance(text, str):
        raise fault("D105", more="")
    return day_of(text)


_DAY_SCHEMA = {"type": "string", "format": "date", "pattern": f"^{DAY}$"}
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]

MORE = (
    ", 2021-06, 2021 or `about 2021-06-10`, or further-notice; "
    "leave `until` out if no end is stated"
)
Simple: TypeAlias = OnDay | Between | FurtherNotice


def simple_bound(text: object) -> Simple:
    """`2021-06-10`, `2021-06`, `2021`, `about 2021-06-10`, `further-notice`."""
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str):
        raise fault("D105", more=MORE)
    if text == "further-notice":
        return FurtherNotice()
    if text.startswith("about"):
        return _about(text)
    if re.fullmatch(r"[12]\d{3}", text):
        return Between(date(int(text), 1, 1), date(int(text), 12, 31))
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return _month(text)
    return OnDay(day_of(text, MORE))


def _about(text: str) -> Between:
    rest = text.removeprefix("about").strip()
    if not re.fullmatch(DAY, rest):
        raise fault("D125", text=text)
    day = day_of(rest)
    return Between(day - timedelta(days=30), day + timedelta(days=30))


def _month(text: str) -> Between:
    first = day_of(f"{text}-01")
    last = calendar.monthrange(first.year, first.month)[1]
    return Between(first, first.replace(day=last))


MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
SIMPLE_SCHEMA = {
    "type": ["integer", "string"],
    "minimum": 1000,
    "maximum": 2999,
    "pattern": rf"^(?:{DAY}|{MONTH}|[12]\d{{3}}|about {DAY}|further-notice)$",
    "if": {"pattern": f"^{DAY}$"},
    "then": {"format": "date"},
}


def duration_of(text: object) -> Duration:
    """`90 days`, `6 months`, `3 years`."""
    match = re.fullmatch(SPAN, text) if isinstance(text, str) else None
    if match is None or len(match[1]) > 5:  # noqa: PLR2004 - 99,999 days is 273 years
        raise fault("D107")
    count, unit = int(match[1]), match[2].rstrip("s")
    return Duration(
        years=count if unit == "year" else 0,
        months=count if unit == "month" else 0,
        days=count if unit == "day" else 0,
    )


_SPAN_SCHEMA = {"type": "string", "pattern": r"^\d{1,5} (days?|months?|years?)$"}
Span = Annotated[Duration, BeforeValidator(duration_of), WithJsonSchema(_SPAN_SCHEMA)]

CITE = rf"{NAME}(?: \S.*)?"


def _cites(given: object) -> tuple[str, ...]:
    each = given if isinstance(given, list) else [given]
    texts = tuple(text for text in each if isinstance(text, str))
    if (
        not texts
        or len(texts) != len(each)
        or any(not re.fullmatch(CITE, t) for t in texts)
    ):
        raise fault("D109")
    return texts


_CITE_ONE = {"type": "string", "pattern": f"^(?:{CITE})$"}
Cites = Annotated[
    tuple[str, ...],
    BeforeValidator(_cites),
    WithJsonSchema(
        {
            "if": {"type": "array"},
            "then": {"items": _CITE_ONE, "minItems": 1},
            "else": _CITE_ONE,
        }
    ),
]

Words = Annotated[str, Field(min_length=1)]
Scalar: TypeAlias = bool | int | Decimal | str
_SCALAR_SCHEMA = {"type": ["boolean", "number", "string"]}


def _scalar(value: object) -> Scalar:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, bool | int | Decimal | str):
        raise fault("D103", expected="a value: text, a number, a date, true or false")
    return value


Given = Annotated[Scalar, BeforeValidator(_scalar), WithJsonSchema(_SCALAR_SCHEMA)]


def listed(given: object) -> object:
    """One value, or a list of values: always a list."""
    return given if isinstance(given, list) else [given]
