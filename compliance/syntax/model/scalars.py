"""Names, dates, durations, citations: what stands at the leaves."""

import calendar
import re
from datetime import MINYEAR, date, timedelta
from decimal import Decimal
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue

from compliance.core.periods import Between, FurtherNotice, OnDay
from compliance.core.values import Duration
from compliance.syntax.model.faults import Fault, fault

NAME = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
PATH = rf"{NAME}(?:/{NAME})*"
FACT = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*"
MONTHS = 12
ABOUT = timedelta(days=30)
DAY = r"\d{4}-\d{2}-\d{2}"
SPAN = r"(\d+) (days?|months?|years?)"
TERM = r"[A-Za-z0-9][A-Za-z0-9.\-]*(?:/[a-z0-9][a-z0-9.\-]*)*"


def _matching(pattern: str, which: Fault) -> BeforeValidator:
    compiled = re.compile(pattern)

    def check(text: object) -> str:
        if not isinstance(text, str) or not compiled.fullmatch(text):
            raise fault(which, hint=_hint(text, compiled))
        return text

    return BeforeValidator(check)


def _hint(given: object, pattern: re.Pattern[str]) -> str:
    lower = str(given).lower()
    tries = (re.sub(r"[\s_]+", "-", lower), re.sub(r"[\s-]+", "_", lower))
    fitting = (each for each in tries if pattern.fullmatch(each))
    return next((f"write `{each}`" for each in fitting), "")


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


Name = Annotated[str, _matching(NAME, Fault.NOT_A_NAME), _schema(NAME)]
Path = Annotated[str, _matching(PATH, Fault.NOT_A_NAME), _schema(PATH)]
FactName = Annotated[str, _matching(FACT, Fault.NOT_A_FACT), _schema(FACT)]
KeywordName = Annotated[str, _matching(FACT, Fault.NOT_A_KEYWORD), _schema(FACT)]
TermName = Annotated[str, _matching(TERM, Fault.NOT_A_NAME), _schema(TERM)]


def day_of(text: str, which: Fault = Fault.NOT_A_DATE) -> date:
    """The day that `text` names; a fault if there is none."""
    if not re.fullmatch(DAY, text):
        raise fault(which)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fault(Fault.NO_SUCH_DAY, text=text, why=_why(text)) from None


def _why(text: str) -> str:
    year, month = int(text[:4]), int(text[5:7])
    if year < MINYEAR:
        return "years begin with 0001"
    if not 1 <= month <= MONTHS:
        return "months are 01 to 12"
    return f"that month has {calendar.monthrange(year, month)[1]} days"


def _day(text: object) -> date:
    if isinstance(text, date):
        return text
    if not isinstance(text, str):
        raise fault(Fault.NOT_A_DATE)
    return day_of(text)


_DAY_SCHEMA = {"type": "string", "format": "date", "pattern": f"^{DAY}$"}
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]

Simple: TypeAlias = OnDay | Between | FurtherNotice


def simple_bound(text: object) -> Simple:
    """`2021-06-10`, `2021-06`, `2021`, `about 2021-06-10`, `further-notice`."""
    if text == "further-notice":
        return FurtherNotice()
    return _window(text, Fault.NOT_A_BOUND)


def day_or_window(text: object) -> OnDay | Between:
    """`2021-06-10`, `2021-06`, `2021`, `about 2021-06-10`."""
    return _window(text, Fault.NOT_A_DAY)


def _window(text: object, otherwise: Fault) -> OnDay | Between:
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)
    if not isinstance(text, str):
        raise fault(otherwise)
    if text.startswith("about"):
        return _about(text)
    if re.fullmatch(r"[12]\d{3}", text):
        return Between(date(int(text), 1, 1), date(int(text), 12, 31))
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return _month(text)
    return OnDay(day_of(text, otherwise))


def _about(text: str) -> Between:
    rest = text.removeprefix("about").strip()
    if not re.fullmatch(DAY, rest):
        raise fault(Fault.ABOUT_NO_DAY, text=text)
    day = day_of(rest)
    room = min(ABOUT, day - date.min, date.max - day)
    return Between(day - room, day + room)


def _month(text: str) -> Between:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise fault(Fault.NO_SUCH_DAY, text=text, why=_why(text)) from None
    last = calendar.monthrange(first.year, first.month)[1]
    return Between(first, first.replace(day=last))


MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
_WINDOW = rf"{DAY}|{MONTH}|[12]\d{{3}}|about {DAY}"


def _dated(pattern: str) -> JsonSchemaValue:
    return {
        "type": ["integer", "string"],
        "minimum": 1000,
        "maximum": 2999,
        "pattern": f"^(?:{pattern})$",
        "if": {"pattern": f"^{DAY}$"},
        "then": {"format": "date"},
    }


WINDOW_SCHEMA = _dated(_WINDOW)
SIMPLE_SCHEMA = _dated(f"{_WINDOW}|further-notice")


def duration_of(text: object) -> Duration:
    """`90 days`, `6 months`, `3 years`."""
    match = re.fullmatch(SPAN, text) if isinstance(text, str) else None
    if match is None or len(match[1]) > 5:  # noqa: PLR2004 - 99,999 days is 273 years
        raise fault(Fault.NOT_A_DURATION)
    count, unit = int(match[1]), match[2].rstrip("s")
    return Duration(
        years=count if unit == "year" else 0,
        months=count if unit == "month" else 0,
        days=count if unit == "day" else 0,
    )


_SPAN_SCHEMA = {"type": "string", "pattern": r"^\d{1,5} (days?|months?|years?)$"}
Span = Annotated[Duration, BeforeValidator(duration_of), WithJsonSchema(_SPAN_SCHEMA)]

CITE = rf"{NAME}(?: \S.*)?"
_CITE_SCHEMA = {"type": "string", "pattern": f"^(?:{CITE})$"}


def listed(given: object) -> object:
    """One value, or a list of values: always a list."""
    return given if isinstance(given, list) else [given]


Cite = Annotated[str, _matching(CITE, Fault.NOT_A_CITATION)]
Cites = Annotated[
    tuple[Cite, ...],
    BeforeValidator(listed),
    Field(min_length=1),
    WithJsonSchema(
        {
            "if": {"type": "array"},
            "then": {"items": _CITE_SCHEMA, "minItems": 1},
            "else": _CITE_SCHEMA,
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
        expected = "a value: text, a number, a date, true or false"
        raise fault(Fault.WRONG_VALUE, expected=expected)
    return value


Given = Annotated[Scalar, BeforeValidator(_scalar), WithJsonSchema(_SCALAR_SCHEMA)]
