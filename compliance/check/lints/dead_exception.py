"""An exception that can never hold where its rule does lifts nothing."""

from collections.abc import Iterator

from compliance.check.diagnostic import warning
from compliance.check.overlap import exclude
from compliance.check.walk import excuses_of, rules_of
from compliance.core.rulebook import Rulebook
from compliance.errors import Diagnostic


def dead_exceptions(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Exceptions whose condition contradicts their rule's pattern on one fact."""
    for rule in rules_of(rulebook):
        for excuse in excuses_of(rule):
            fact = exclude(rule.when, excuse.when, rulebook.vocabulary)
            if fact is not None:
                yield warning(
                    "L701",
                    f"this exception can never hold where `{rule.id}` does: "
                    f"they agree on no `{fact}`",
                    excuse.where,
                    "move it to the rule that it is meant for, or remove it",
                )
