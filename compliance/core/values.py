"""What facts hold and conditions answer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias


class Truth(Enum):
    """A strong Kleene answer (§1)."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


Value: TypeAlias = bool | int | Decimal | date | str


@dataclass(frozen=True, slots=True)
class Duration:
    """`6 months`: calendar units, applied at once."""

    years: int = 0
    months: int = 0
    days: int = 0


NO_TIME = Duration()


@dataclass(frozen=True, slots=True)
class Citation:
    """`act § 3(1)`: a source and a place in it."""

    source: str
    title: str
    publisher: str
    url: str
    published: str | None = None
    pinpoint: str | None = None
