"""What is wrong with text that no tree can be made of, in an author's words.

The parser knows where it stopped and how it words that; its two versions, in C and in
Python, word things differently. Only what both agree on is used: the place it stopped
at, the place of what it was reading, and the words that their messages share. They
disagree on what is well formed in three rare cases, where the one in Python
refuses `{a: b?}`, accepts `{a:}`, and names half a character for what it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from compliance.errors import Diagnostic
from compliance.syntax.scalars import echo

_QUOTE_IT = "quote the text, or reword it"
_WORD = re.compile(r"[^\s,\[\]{}]+")
_CLOSING = {"{": "}", "[": "]"}

ANCHOR = Diagnostic(
    "R112",
    "anchors and aliases are not allowed",
    help="write the value out; a ruleset has `define`, `applies_to` and defaults",
)
TAG = Diagnostic("R114", "tags are not allowed", help="leave the `!` out, or quote it")
DIRECTIVE = Diagnostic(
    "R115",
    "directives are not allowed",
    help="leave the line out; quote a text that begins with `%`",
)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser stopped, and where what it was reading begins."""

    text: str
    place: int
    opening: int
    reading: str
    problem: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with the text from `start` to `end`."""

    fault: Diagnostic
    start: int
    end: int


def malformed(text: str, error: yaml.MarkedYAMLError) -> Found:
    """What a parser's refusal means to an author."""
    place = min(error.problem_mark.index, len(text)) if error.problem_mark else 0
    opening = error.context_mark.index if error.context_mark else place
    words = (error.context or "", error.problem or "")
    stop = Stop(text, place, opening, *words)
    for part, explain in _EXPLAINED:
        if part in stop.reading or part in stop.problem:
            return explain(stop)
    return _unexpected(stop)


def escape(text: str, place: int) -> Found:
    """A backslash that begins nothing, somewhere after `place`."""
    start = max(text.rfind("\\", 0, place + 1), 0)
    return Found(
        Diagnostic(
            "R101",
            f"{echo(text[start : start + 2])} begins no character that can be written",
            help="write the character itself; for a backslash, write two",
        ),
        start,
        start + 2,
    )


def _colon(stop: Stop) -> Found:
    line = _line_before(stop)
    if ": " in line:
        return _colon_in_text(stop)
    key = line.strip(" ")
    message = f"{echo(key)} cannot be a key here"
    advice = "give it the indentation of the keys above, and those a colon each"
    return _found(message, advice, stop.place - len(line.lstrip(" ")), stop.place)


def _colon_in_text(stop: Stop) -> Found:
    message = "a colon followed by a space begins a new key"
    return _found(message, _QUOTE_IT, stop.place, stop.place + 1)


def _tight_colon(stop: Stop) -> Found:
    message = "a colon after a key is followed by a space"
    return _found(message, "add the space", stop.place, stop.place + 1)


def _flow(stop: Stop) -> Found:
    line = _line_before(stop)
    at = stop.text[stop.place : stop.place + 1]
    if at == ":" and ": " in line:
        return _colon_in_text(stop)
    bracket = stop.text[stop.opening]
    close = _CLOSING.get(bracket, bracket)
    if at in {"", "\n", ":", "}", "]"} or not line.strip(" "):
        message = f"this `{bracket}` is not closed"
        advice = f"close it with `{close}`"
        return _found(message, advice, stop.opening, stop.opening + 1)
    message = f"expected `,` or `{close}` here"
    return _found(message, _QUOTE_IT, stop.place, stop.place + 1)


def _quote(stop: Stop) -> Found:
    mark = stop.text[stop.opening]
    message = f"this quotation mark {echo(mark)} is not closed"
    advice = "close it; in single quotes, an apostrophe is written twice"
    return _found(message, advice, stop.opening, stop.opening + 1)


def _escape(stop: Stop) -> Found:
    return escape(stop.text, stop.place)


def _bare_line(stop: Stop) -> Found:
    end = _line_end(stop, stop.opening)
    message = "expected a key and a colon here, as in `name: value`"
    return _found(message, "indent a text that goes on", stop.opening, end)


def _unexpected(stop: Stop) -> Found:
    line = _line_before(stop).rstrip(" ")
    if not line:
        return _misplaced(stop)
    end = _line_end(stop, stop.place)
    if line.endswith(("'", '"')):
        message = "text after a closing quotation mark"
        advice = "quote the whole; in single quotes, an apostrophe is written twice"
        return _found(message, advice, stop.place, end)
    return _found("this belongs to nothing before it", _QUOTE_IT, stop.place, end)


def _misplaced(stop: Stop) -> Found:
    end = _line_end(stop, stop.place)
    if stop.text.startswith(":", stop.place):
        message = "a key is missing before this colon"
        return _found(message, _QUOTE_IT, stop.place, stop.place + 1)
    message = "this line does not line up with those above"
    advice = "give what belongs together the same indentation"
    return _found(message, advice, stop.place, end)


def _sign(stop: Stop) -> Found:
    sign = stop.text[stop.place : stop.place + 1]
    message = f"a text cannot begin with {echo(sign)}"
    return _found(message, "quote the text", stop.place, stop.place + 1)


def _dash(stop: Stop) -> Found:
    message = "a list cannot begin here"
    advice = "begin it on the next line, or quote the text"
    return _found(message, advice, stop.place, stop.place + 1)


def _no_value(stop: Stop) -> Found:
    end = len(stop.text.rstrip())
    if stop.place >= end:
        message = "the file ends too early"
        return _found(message, "close what is still open", max(end - 1, 0), end)
    word = _WORD.match(stop.text, stop.place)
    end = word.end() if word else stop.place + 1
    message = f"expected a value here, not {echo(stop.text[stop.place : end])}"
    return _found(message, "quote the sign if it is text", stop.place, end)


def _block_text(stop: Stop) -> Found:
    sign = stop.text[stop.opening]
    message = f"{echo(sign)} begins a text on the lines below it"
    advice = "begin the text on the next line, or quote it"
    return _found(message, advice, stop.opening, stop.opening + 1)


def _property(fault: Diagnostic) -> Callable[[Stop], Found]:
    def explain(stop: Stop) -> Found:
        word = _WORD.match(stop.text, stop.opening)
        return Found(fault, stop.opening, word.end() if word else stop.opening + 1)

    return explain


def _found(message: str, advice: str, start: int, end: int) -> Found:
    return Found(Diagnostic("R101", message, help=advice), start, end)


def _line_before(stop: Stop) -> str:
    start = stop.text.rfind("\n", 0, stop.place) + 1
    return stop.text[start : stop.place]


def _line_end(stop: Stop, place: int) -> int:
    end = stop.text.find("\n", place)
    return len(stop.text.rstrip("\n")) if end < 0 else end


_Explain: TypeAlias = Callable[[Stop], Found]

# What both parsers say of what they were reading, or of what stopped them.
_EXPLAINED: tuple[tuple[str, _Explain], ...] = (
    ("tag", _property(TAG)),
    ("anchor", _property(ANCHOR)),
    ("alias", _property(ANCHOR)),
    ("directive", _property(DIRECTIVE)),
    ("incompatible YAML", _property(DIRECTIVE)),
    ("mapping values are not allowed", _colon),
    ("unexpected ':'", _tight_colon),
    ("flow sequence", _flow),
    ("flow mapping", _flow),
    ("found unexpected end of stream", _quote),
    ("found unexpected document", _quote),
    ("quoted scalar", _escape),
    ("could not find expected ':'", _bare_line),
    ("cannot start any token", _sign),
    ("mapping keys are not allowed", _sign),
    ("sequence entries are not allowed", _dash),
    ("node content", _no_value),
    ("block scalar", _block_text),
)
