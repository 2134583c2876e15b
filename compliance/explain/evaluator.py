"""What explanations need of an interpreter."""

from collections.abc import Sequence
from typing import Protocol

from compliance.core.decision import Answer, Derivation, Outcome
from compliance.core.deployment import Combination, Question
from compliance.core.expr import Expr
from compliance.core.periods import Version
from compliance.core.rulebook import Owners, Rulebook, Ruleset
from compliance.core.values import Truth


class Evaluator(Protocol):
    """One question to one rulebook about one deployment."""

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook with its scenario in it."""
        ...

    @property
    def combinations(self) -> tuple[Combination, ...]:
        """What the deployment stands for."""
        ...

    @property
    def question(self) -> Question:
        """The two dates and the forces that count."""
        ...

    @property
    def verdict(self) -> tuple[Outcome, tuple[str, ...]]:
        """The outcome, and the ids of the rules that make it, in their order."""
        ...

    @property
    def answer(self) -> Answer:
        """The decision as data."""
        ...

    @property
    def owners(self) -> Owners:
        """Every rule with its ruleset, by the rule's name."""
        ...

    @property
    def scoped(self) -> Sequence[Ruleset]:
        """The rulesets that say what they apply to, but for proposals."""
        ...

    def holds(self, expr: Expr, combination: int) -> Truth:
        """Whether `expr` holds in that combination."""
        ...

    def derive(self, expr: Expr, combination: int) -> Derivation:
        """Why `expr` has its truth in that combination."""
        ...

    def standing(
        self, versions: Sequence[Version], combination: int, *, presume: bool
    ) -> Derivation | None:
        """Why something is in force or not."""
        ...

    def broader(self, term: str, taxonomy: str) -> frozenset[str]:
        """`term` and every term that it lies below on the day."""
        ...

    def version(self, versions: Sequence[Version]) -> Version | None:
        """The version that counts at the known date."""
        ...
