"""The default interpreter as an evaluator: answers, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from compliance.backends.compiled.book import Compiled
from compliance.backends.compiled.derive import Deriver
from compliance.backends.compiled.missing import missing_of
from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.periods import latest
from compliance.backends.compiled.truth import SAID
from compliance.core.decision import (
    Answer,
    Defeater,
    Derivation,
    Finding,
    ItemStatus,
    Outcome,
)
from compliance.core.deployment import Combination, Question
from compliance.core.expr import Expr
from compliance.core.periods import Version
from compliance.core.rulebook import Owners, Rulebook, Ruleset
from compliance.core.rules import Due
from compliance.core.values import Truth


@dataclass(frozen=True)
class CompiledEvaluator:
    """One question to one compiled rulebook about one deployment."""

    book: Compiled
    combinations: tuple[Combination, ...]
    question: Question

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook with its scenario in it."""
        return self.book.rulebook

    @cached_property
    def verdict(self) -> tuple[Outcome, tuple[str, ...]]:
        """The outcome, and the ids of the rules that make it."""
        facts = [each.facts for each in self.combinations]
        return self.book.outcome(facts, self._moment, self.question.forces)

    @cached_property
    def answer(self) -> Answer:
        """The decision as data, of the rules that the facts do not exclude."""
        findings = tuple(self._findings())
        counting = [each for each in findings if each.counts]
        outcome = _worst(counting)
        return Answer(
            outcome=outcome,
            firm=any(_firm(each) for each in counting),
            by_force={
                force: _worst([each for each in findings if each.force is force])
                for force in self.book.forces
            },
            findings=findings,
            missing=missing_of(self.book, self._derivers, findings, outcome),
        )

    def _findings(self) -> Iterator[Finding]:
        forces = self.question.forces
        left = [
            (number, place)
            for place, each in enumerate(self.combinations)
            for number, _ in self.book.left(each.facts)
        ]
        for number, place in sorted(left):
            facts = self.combinations[place].facts
            norm = self.book.norm(number)
            found = norm.find(facts, self._moment, place, forces)
            if found.pattern is not Truth.FALSE:
                yield found

    @cached_property
    def _moment(self) -> Moment:
        question = self.question
        return self.book.moment(question.on, question.known, presume=question.presume)

    @cached_property
    def _derivers(self) -> tuple[Deriver, ...]:
        return tuple(
            Deriver(self.book.condition, each.facts, self._moment)
            for each in self.combinations
        )

    @property
    def owners(self) -> Owners:
        """Every rule with its ruleset, by the rule's name."""
        return self.book.owners

    @property
    def scoped(self) -> Sequence[Ruleset]:
        """The rulesets that say what they apply to, but for proposals."""
        return self.book.scoped

    def holds(self, expr: Expr, combination: int) -> Truth:
        """Whether `expr` holds in that combination."""
        facts = self.combinations[combination].facts
        return SAID[self.book.condition(expr)(facts, self._moment)]

    def derive(self, expr: Expr, combination: int) -> Derivation:
        """Why `expr` has its truth in that combination."""
        return self._derivers[combination].derive(expr)

    def standing(
        self, versions: Sequence[Version], combination: int, *, presume: bool
    ) -> Derivation | None:
        """Why something is in force or not; None where nothing was known of it."""
        return self._derivers[combination].standing(versions, presume=presume)

    def broader(self, term: str, taxonomy: str) -> frozenset[str]:
        """`term` and every term that it lies below on the day."""
        return self._moment.relations(taxonomy).above(term)

    def version(self, versions: Sequence[Version]) -> Version | None:
        """The version that counts at the known date."""
        return latest(versions, self._moment)


def _worst(findings: Sequence[Finding]) -> Outcome:
    found = {each.severity for each in findings}
    return next((each for each in Outcome if each in found), Outcome.ALLOW)


def _firm(finding: Finding) -> bool:
    if finding.severity is not Outcome.DENY or _open(finding.defeaters):
        return False
    refused = [
        item
        for item in finding.items
        if item.status is ItemStatus.REFUSED and item.due is not Due.AFTER
    ]
    return not finding.items or any(not _open(item.defeaters) for item in refused)


def _open(defeaters: Sequence[Defeater]) -> bool:
    return any(each.shown is Truth.UNKNOWN for each in defeaters)
