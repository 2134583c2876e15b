"""Values of facts: what each type admits, and what is said of what it does not."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from compliance.core.terms import Plain
from compliance.core.values import Value

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST = 40
WANTED = {
    Plain.BOOLEAN: "true or false",
    Plain.INTEGER: "a whole number",
    Plain.DECIMAL: "a number",
    Plain.DATE: "a date that exists, as in 2021-06-10",
    Plain.TEXT: "text",
}


def plain_value(given: object, kind: Plain) -> Value | None:
    """`given` as a value of that type, None if it is none."""
    match kind, given:
        case Plain.BOOLEAN, bool():
            return given
        case ((Plain.INTEGER | Plain.DECIMAL), bool()):
            return None
        case Plain.INTEGER, int():
            return given
        case Plain.DECIMAL, int() | Decimal() | float():
            number = Decimal(str(given))
            return number if number.is_finite() else None
        case Plain.DATE, date() if not isinstance(given, datetime):
            return given
        case Plain.DATE, str() if DAY.fullmatch(given):
            return _existing(given)
        case Plain.TEXT, str():
            return given
        case _:
            return None


def _existing(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def said(given: object) -> str:
    """What was given, as an author would name it."""
    match given:
        case None:
            return "nothing"
        case bool():
            return "`true`" if given else "`false`"
        case datetime():
            return "a day with a time"
        case date() | int() | float() | Decimal():
            return _quoted(str(given))
        case str():
            return _quoted(given)
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a record"
        case _:
            return "something else"


def _quoted(text: str) -> str:
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return f"`{''.join(each if each.isprintable() else ' ' for each in shown)}`"
