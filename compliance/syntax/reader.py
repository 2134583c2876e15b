"""From text to a tree with positions; what could mislead a reader is refused.

The format is YAML without its traps: one document, no tabs, no anchors, aliases, merge
keys, tags or directives, no key twice, no invisible signs. Faults are reported
together, as far as the text can be understood; their codes are `R101` to `R125`.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import yaml

from compliance.errors import DiagnosedError, Diagnostic, RulebookError
from compliance.syntax.malformed import Found, escape, malformed
from compliance.syntax.text import (
    DEPLOYMENT,
    RULEBOOK,
    Faults,
    Limits,
    StoppedError,
    decode,
    is_oversize,
    legible,
    oversize,
)
from compliance.syntax.tree import Document, Source, span_of
from compliance.syntax.walk import Walk

__all__ = ["DEPLOYMENT", "RULEBOOK", "Limits", "read", "read_bytes", "read_file"]

# Both give the same events; the first is in C, and some ten times faster.
Parser: TypeAlias = yaml.CSafeLoader | yaml.SafeLoader
PARSER: type[Parser] = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


def read(
    source: Source,
    limits: Limits = RULEBOOK,
    *,
    error: type[DiagnosedError] = RulebookError,
) -> Document:
    """The tree of a text; raises `error` with all that is wrong with it."""
    if is_oversize(source.text, limits):
        raise error((oversize(source, limits),))
    faults = Faults(source, limits.faults)
    document = _document(source, limits, faults)
    if document is None or faults.found:
        raise error(faults.in_order())
    return document


def read_bytes(
    name: str, data: bytes, *, error: type[DiagnosedError] = RulebookError
) -> Source:
    """The text that `data` is in UTF-8; raises `error` where it is none."""
    source = decode(name, data)
    if isinstance(source, Diagnostic):
        raise error((source,))
    return source


def read_file(
    path: Path,
    name: str,
    limits: Limits = RULEBOOK,
    *,
    error: type[DiagnosedError] = RulebookError,
) -> Source:
    """The text of a file, under the name that diagnostics give it."""
    with path.open("rb") as file:
        data = file.read(limits.size + 1)
    if len(data) > limits.size:
        raise error((oversize(Source(name, data.decode(errors="replace")), limits),))
    return read_bytes(name, data, error=error)


def _document(source: Source, limits: Limits, faults: Faults) -> Document | None:
    try:
        text = legible(source, faults)
        walk = Walk(source, text, limits, faults)
        with _no_collection():
            broken = _broken(walk, PARSER(text), text)
        if broken is None:
            return walk.document()
        walk.check_open()
        if text is source.text:  # else signs are missing from it: fix those first
            faults.add(broken.fault, span_of(source, broken.start, broken.end))
    except StoppedError:
        pass
    return None


@contextmanager
def _no_collection() -> Iterator[None]:
    # A tree holds no cycles: to look for some while it grows doubles the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _broken(walk: Walk, parser: Parser, text: str) -> Found | None:
    while True:
        try:
            event = parser.get_event()
        except yaml.MarkedYAMLError as error:
            return malformed(text, error)
        except (OverflowError, ValueError):  # in Python, an escape beyond Unicode
            return escape(text, getattr(parser, "index", 0))
        if event is None:
            return None
        walk.step(event)
