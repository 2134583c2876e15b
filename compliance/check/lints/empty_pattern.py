"""A rule whose own conditions contradict each other never fires."""

from collections.abc import Iterator

from compliance.check.diagnostic import warning
from compliance.check.overlap import exclude
from compliance.core.expr import All
from compliance.core.rulebook import Rulebook
from compliance.errors import Diagnostic


def empty_patterns(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """Rules that state two things of one fact that cannot both be."""
    for ruleset in rulebook.rulesets.values():
        for rule in ruleset.rules:
            if isinstance(rule.when, All):
                fact = exclude(rule.when, rule.when, rulebook.vocabulary)
                if fact is not None:
                    yield warning(
                        "L702",
                        f"`{rule.id}` never applies: it asks `{fact}` for two values",
                        rule.where,
                        "a list under one fact is any of them",
                    )
