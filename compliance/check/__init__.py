"""What is wrong with a rulebook that could be read: diagnostics, all of them."""

from compliance.check.lints import lint
from compliance.check.periods import period_faults
from compliance.core.rulebook import Rulebook
from compliance.errors import Diagnostic

__all__ = ["check"]


def check(rulebook: Rulebook) -> tuple[Diagnostic, ...]:
    """Every fault and every warning, in the order of rulesets and rules."""
    return (*period_faults(rulebook), *lint(rulebook))
