"""Hypothesis, or an error that says how to install it."""

from compliance.errors import ExtraMissingError

try:
    from hypothesis import Phase, find, given, settings
    from hypothesis import strategies as st
    from hypothesis.errors import NoSuchExample
except ModuleNotFoundError as missing:
    raise ExtraMissingError(str(missing.name), "testing") from missing

__all__ = ["NoSuchExample", "Phase", "find", "given", "settings", "st"]
