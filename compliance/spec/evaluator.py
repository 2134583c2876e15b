"""The specification as an evaluator: answers, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from compliance.core.decision import Answer, Derivation, Outcome
from compliance.core.deployment import Combination, Question
from compliance.core.expr import Expr
from compliance.core.periods import Version
from compliance.core.rulebook import Owners, Rulebook, Ruleset, owners_of, scoped
from compliance.core.values import Truth
from compliance.spec.derive import derive, derive_in_force
from compliance.spec.env import Env, env_of
from compliance.spec.expr import holds
from compliance.spec.periods import latest
from compliance.spec.rules import decide
from compliance.spec.terms import above


@dataclass(frozen=True)
class Evaluator:
    """One question to one rulebook about one deployment."""

    rulebook: Rulebook
    combinations: tuple[Combination, ...]
    question: Question

    @cached_property
    def answer(self) -> Answer:
        """The decision as data."""
        return decide(self.rulebook, self.combinations, self.question)

    @property
    def verdict(self) -> tuple[Outcome, tuple[str, ...]]:
        """The outcome, and the ids of the rules that make it, in their order."""
        answer = self.answer
        if answer.outcome is Outcome.ALLOW:
            return Outcome.ALLOW, ()
        deciding = (
            each.rule
            for each in answer.findings
            if each.counts and each.severity is answer.outcome
        )
        return answer.outcome, tuple(dict.fromkeys(deciding))

    @cached_property
    def owners(self) -> Owners:
        """Every rule with its ruleset, by the rule's name."""
        return owners_of(self.rulebook)

    @property
    def scoped(self) -> Sequence[Ruleset]:
        """The rulesets that say what they apply to, but for proposals."""
        return scoped(self.rulebook)

    def holds(self, expr: Expr, combination: int) -> Truth:
        """Whether `expr` holds in that combination."""
        return holds(expr, self._env(combination))

    def derive(self, expr: Expr, combination: int) -> Derivation:
        """Why `expr` has its truth in that combination."""
        return derive(expr, self._env(combination))

    def standing(
        self, versions: Sequence[Version], combination: int, *, presume: bool
    ) -> Derivation | None:
        """Why something is in force or not; None where nothing was known of it."""
        return derive_in_force(versions, self._env(combination), presume=presume)

    def broader(self, term: str, taxonomy: str) -> frozenset[str]:
        """`term` and every term that it lies below on the day."""
        declared = self.rulebook.vocabulary.taxonomies[taxonomy]
        return above(term, declared, self._env(0))

    def version(self, versions: Sequence[Version]) -> Version | None:
        """The version that counts at the known date."""
        return latest(versions, self._env(0))

    def _env(self, combination: int) -> Env:
        return env_of(self.rulebook, self.combinations[combination], self.question)
