"""Text that hides nothing: in UTF-8, of bounded size, every sign in it visible."""

import re
from dataclasses import dataclass, field, replace
from typing import NoReturn

from compliance.errors import Diagnostic, Span
from compliance.syntax.tree import Source, excerpt

_MOST_SIGNS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may hold; keys and comments count as values do."""

    size: int
    values: int
    depth: int = 64
    faults: int = 100


RULEBOOK = Limits(size=8 << 20, values=300_000)
DEPLOYMENT = Limits(size=1 << 20, values=50_000)

_MARK = "\ufeff"
_LINE_ENDS = "\x85\u2028\u2029"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SURROGATES = "\ud800-\udfff"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
_ANYWHERE = f"{_MARK}{_LINE_ENDS}{_BIDI}{_SURROGATES}{_CONTROL}"
_HIDDEN = re.compile(f"[{_ANYWHERE}]")
# Of carriage returns, only those that no line feed follows.
_REFUSED = re.compile(rf"[\t\r{_ANYWHERE}](?<!\r(?=\n))")

_KINDS = (
    (
        re.compile("\t"),
        Diagnostic("R106", "a tab", help="indent with spaces"),
    ),
    (
        re.compile(_MARK),
        Diagnostic(
            "R107",
            "a byte order mark, which cannot be seen",
            help="save the file as UTF-8 without one",
        ),
    ),
    (
        re.compile(f"[\r{_LINE_ENDS}]"),
        Diagnostic(
            "R109",
            "a line separator that not every program takes for one",
            help="end lines with a line feed, with or without a carriage return",
        ),
    ),
    (
        re.compile(f"[{_BIDI}]"),
        Diagnostic(
            "R110",
            "an invisible sign that changes the direction of text",
            help="leave it out: it can make text look like other text",
        ),
    ),
    (
        re.compile(f"[{_SURROGATES}]"),
        Diagnostic("R111", "half a character", help="write the whole character"),
    ),
    (
        re.compile(f"[{_CONTROL}]"),
        Diagnostic("R108", "a control character, which cannot be seen"),
    ),
)


class StoppedError(Exception):
    """Reading has ended early; the faults found say why."""


@dataclass(slots=True)
class Faults:
    """What is wrong with one source, gathered while it is read."""

    source: Source
    most: int
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, fault: Diagnostic, where: Span) -> None:
        """Keep a fault with its place; stop where there are too many."""
        shown = excerpt(self.source, where)
        self.found.append(replace(fault, where=where, excerpt=shown))
        if len(self.found) == self.most:
            message = f"reading stopped: more than {self.most - 1} faults"
            self.stop(Diagnostic("R125", message), where)

    def stop(self, fault: Diagnostic, where: Span) -> NoReturn:
        """Keep a last fault and read no further."""
        shown = excerpt(self.source, where)
        self.found.append(replace(fault, where=where, excerpt=shown))
        raise StoppedError

    def in_order(self) -> tuple[Diagnostic, ...]:
        """What was found, from the top of the file to its end."""
        return tuple(sorted(self.found, key=_place))


def decode(name: str, data: bytes) -> Source | Diagnostic:
    """The text of a file, or where it is not UTF-8."""
    try:
        return Source(name, data.decode())
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        where = Span(name, line, column, line, column + 1)
        shown = excerpt(Source(name, data.decode(errors="replace")), where)
        advice = "save the file as UTF-8"
        return Diagnostic("R105", "this is not UTF-8", where, shown, advice)


def is_oversize(text: str, limits: Limits) -> bool:
    """Whether a text takes more bytes than the limits allow."""
    if len(text) > limits.size or text.isascii():
        return len(text) > limits.size
    return len(text.encode(errors="surrogatepass")) > limits.size


def oversize(source: Source, limits: Limits) -> Diagnostic:
    """The fault of a text that is too large."""
    where = Span(source.name, 1, 1, 1, 1)
    message = f"the document is larger than {limits.size:,} bytes"
    return Diagnostic("R102", message, where, excerpt(source, where))


def legible(source: Source, faults: Faults) -> str:
    """The text, refused signs replaced by spaces so that the rest can be read."""
    text, seen = source.text, set[tuple[int, str]]()
    counted, line, line_start = 0, 1, 0
    for number, match in enumerate(_REFUSED.finditer(text)):
        place = match.start()
        breaks = text.count("\n", counted, place)
        if breaks:
            line += breaks
            line_start = text.rfind("\n", counted, place) + 1
        counted = place
        column = place - line_start + 1
        where = Span(source.name, line, column, line, column + 1)
        fault = _kind(match.group())
        if (line, fault.code) not in seen:
            seen.add((line, fault.code))
            faults.add(fault, where)
        if number == _MOST_SIGNS:
            message = f"reading stopped: more than {_MOST_SIGNS:,} such signs"
            faults.stop(Diagnostic("R125", message), where)
    return _REFUSED.sub(" ", text) if seen else text


def hidden(value: str) -> Diagnostic | None:
    """The fault of the first sign in a value that cannot be seen, if there is one."""
    sign = None if value.isprintable() else _HIDDEN.search(value)
    return None if sign is None else _kind(sign.group())


def _kind(sign: str) -> Diagnostic:
    return next(fault for pattern, fault in _KINDS if pattern.match(sign))


def _place(fault: Diagnostic) -> tuple[int, int]:
    return (fault.where.line, fault.where.column) if fault.where else (0, 0)
