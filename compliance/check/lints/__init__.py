"""What is allowed and most likely a mistake: one file for each."""

from collections.abc import Iterator

from compliance.check.lints.all_narrower import all_narrower
from compliance.check.lints.dead_exception import dead_exceptions
from compliance.check.lints.empty_pattern import empty_patterns
from compliance.core.rulebook import Rulebook
from compliance.errors import Diagnostic

LINTS = (all_narrower, dead_exceptions, empty_patterns)


def lint(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Every warning about `rulebook`."""
    for each in LINTS:
        yield from each(rulebook)
