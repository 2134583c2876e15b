"""What a condition is asked of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from compliance.core.deployment import Combination, Question
from compliance.core.periods import Event
from compliance.core.rulebook import Force, Kind, Rulebook
from compliance.core.terms import Taxonomy, TermOf, Vocabulary
from compliance.core.values import Value


@dataclass(frozen=True, slots=True)
class Env:
    """The facts of one combination, the two dates, and the rulebook's own data.

    `above` remembers, by taxonomy, which terms each name lies below on the day.
    """

    facts: Mapping[str, Value]
    on: date
    known: date
    presume: bool
    forces: frozenset[Force]
    vocabulary: Vocabulary
    events: Mapping[str, Event]
    unenacted: frozenset[str]
    above: dict[str, dict[str, frozenset[str]]] = field(
        default_factory=dict, compare=False
    )


def env_of(rulebook: Rulebook, combination: Combination, question: Question) -> Env:
    """What the conditions of `rulebook` are asked of, for one combination."""
    return Env(
        facts=combination.facts,
        on=question.on,
        known=question.known,
        presume=question.presume,
        forces=question.forces,
        vocabulary=rulebook.vocabulary,
        events=rulebook.events,
        unenacted=frozenset(
            ruleset.name
            for ruleset in rulebook.rulesets.values()
            if ruleset.kind in {Kind.BILL, Kind.DEMAND} and ruleset.enacted_on is None
        ),
    )


def taxonomy_of(fact: str, env: Env) -> Taxonomy:
    """The taxonomy of a term fact."""
    kind = env.vocabulary.facts[fact].type
    if not isinstance(kind, TermOf):
        raise TypeError(fact)
    return env.vocabulary.taxonomies[kind.taxonomy]
