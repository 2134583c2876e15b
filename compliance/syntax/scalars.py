"""What an unquoted word means: a number, true or false, nothing, or text.

As in YAML 1.2: `true` and `false`; `null`, `~` and nothing at all; decimal numbers,
`1e25` among them. All else is text, a date too. What other readers of YAML would take
for a number or a truth value is refused, never guessed: `yes`, `True`, `007`, `0x1F`,
`0o17`, `1_000`, `22:30`, `.inf`. Norway, `NO`, is text.
"""

import re
from decimal import Decimal

from compliance.errors import Diagnostic
from compliance.syntax.tree import Value

_LONGEST_NUMBER = 1_000
_LARGEST_EXPONENT = 10_000
_LONGEST_ECHO = 40

_MEANT: dict[str, Value] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
    "NO": "NO",
}
_TRUTHS_ELSEWHERE = frozenset({"yes", "no", "on", "off", "y", "n"})
_LOWER_CASE = frozenset({"true", "false", "null"})
_LONGEST_WORD = 5

_NUMBER_STARTS = frozenset("0123456789+-.")
_NUMBER = re.compile(
    r"[-+]? (?: [0-9]+ (\.[0-9]*)? | (\.[0-9]+) ) (?: [eE] ([-+]?[0-9]+) )?",
    re.VERBOSE,
)
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_ELSEWHERE = re.compile(
    r"""[-+]? (?: 0[xX][0-9a-fA-F_]+ | 0[oO][0-7_]+ | 0[bB][01_]+
      | [0-9][0-9_]* (?:\.[0-9_]*)? (?:[eE][-+]?[0-9]+)? | \.[0-9_]+
      | [0-9][0-9_]* (?: :[0-5]?[0-9])+ (?:\.[0-9_]*)?
      | \.(?:[iI][nN][fF]|[nN][aA][nN]) )""",
    re.VERBOSE,
)
_LIKE_A_NUMBER = re.compile(r"[-+]?\.?[0-9][-+.:_0-9a-fA-FoOxX]*")


def value_of(text: str) -> Value | Diagnostic:
    """The value of an unquoted word, or what is wrong with it."""
    if text in _MEANT:
        return _MEANT[text]
    if len(text) <= _LONGEST_WORD and not text.isdigit():
        lower = text.lower()
        if lower in _TRUTHS_ELSEWHERE:
            return _truth_elsewhere(text)
        if lower in _LOWER_CASE:
            return _other_case(text)
    return _number(text) if text[0] in _NUMBER_STARTS else text


def echo(text: str) -> str:
    """The author's words in backticks, cut where they are long."""
    shown = text if len(text) <= _LONGEST_ECHO else f"{text[:_LONGEST_ECHO]}…"
    return f"`{''.join(each if each.isprintable() else ' ' for each in shown)}`"


def _number(text: str) -> Value | Diagnostic:
    if len(text) > _LONGEST_NUMBER:
        return _too_large(text) if _LIKE_A_NUMBER.fullmatch(text) else text
    number = _NUMBER.fullmatch(text)
    if number is None:
        return _elsewhere(text) if _ELSEWHERE.fullmatch(text) else text
    if _LEADING_ZERO.match(text):
        return _leading_zero(text)
    if number.lastindex is None:
        return int(text)
    exponent = number[3]
    if exponent is not None and abs(int(exponent)) > _LARGEST_EXPONENT:
        return _too_large(text)
    return Decimal(text)


def _truth_elsewhere(text: str) -> Diagnostic:
    return Diagnostic(
        "R120",
        f"{echo(text)} is text here and a truth value elsewhere",
        help="quote it, or write true or false",
    )


def _other_case(text: str) -> Diagnostic:
    return Diagnostic(
        "R121",
        f"{echo(text)} is not in lower case",
        help=f"write `{text.lower()}`, or quote it if it is text",
    )


def _leading_zero(text: str) -> Diagnostic:
    return Diagnostic(
        "R122",
        f"{echo(text)} is ambiguous: a number does not begin with a zero",
        help="quote it if it is text, or leave the zero out",
    )


def _elsewhere(text: str) -> Diagnostic:
    return Diagnostic(
        "R123",
        f"{echo(text)} is a number to some readers of YAML and text to others",
        help="quote it if it is text, or write a decimal number, as in 1000 or 1e25",
    )


def _too_large(text: str) -> Diagnostic:
    most = f"at most {_LONGEST_NUMBER:,} digits, exponents up to {_LARGEST_EXPONENT:,}"
    return Diagnostic("R124", f"{echo(text)} is too large a number", help=most)
