"""The decision that a rulebook gives: frozen, lazy, the same from any interpreter."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from compliance.core.decision import Outcome, Verdict
from compliance.core.deployment import Combination, Deployment, Question
from compliance.core.rulebook import Force, Scenario
from compliance.core.values import Value
from compliance.core.walk import as_data
from compliance.engine.rulebook import Rulebook
from compliance.explain import lists
from compliance.explain.assumptions import Assumption
from compliance.explain.assumptions import assumptions as assumptions_of
from compliance.explain.coverage import Coverage, coverage
from compliance.explain.evaluator import Evaluator
from compliance.explain.prose import Memo, prose
from compliance.explain.reasons import Reason, reasons_of
from compliance.explain.record import record

SEMANTICS = "1"
EVERYTHING = date.max


class Decision:
    """The answer to one deployment at one `on` and one `known` date.

    Frozen and lazy: the outcome first, everything else when it is asked for, from the
    same inputs. Articles and sources are in `reasons`; `to_dict` follows
    `schemas/decision.schema.json`; `str` is prose for a memo.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - by place, since many are made
        self,
        rulebook: Rulebook,
        stated: Deployment | Mapping[str, Value],
        question: Question,
        on_from: str,
        scenario: Scenario | None = None,
        forces: tuple[Force, ...] | None = None,
        verdict: Verdict | None = None,
    ) -> None:
        """`stated` is a deployment, or its facts; `verdict` where it is known."""
        self._rulebook = rulebook
        self._stated = stated
        self._question = question
        self._on_from = on_from
        self._scenario = scenario
        self._forces = forces
        self._verdict = verdict

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook that was asked."""
        return self._rulebook

    @property
    def question(self) -> Question:
        """Both dates, and the forces that count."""
        return self._question

    @property
    def scenario(self) -> Scenario | None:
        """What was assumed."""
        return self._scenario

    @cached_property
    def deployment(self) -> Deployment:
        """The facts, in every combination that they stand for."""
        if isinstance(self._stated, Deployment):
            return self._stated
        return Deployment((Combination(dict(sorted(self._stated.items()))),))

    @cached_property
    def _evaluator(self) -> Evaluator:
        return self._rulebook.evaluator(
            self.deployment.combinations, self._question, self._scenario
        )

    @property
    def outcome(self) -> Outcome:
        """Deny, undetermined, conditional or allow (§11)."""
        return (self._verdict or self._evaluator.verdict)[0]

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that make the outcome; none for an allow."""
        return (self._verdict or self._evaluator.verdict)[1]

    @property
    def allowed(self) -> bool:
        """Whether the outcome is allow, and nothing less."""
        return self.outcome is Outcome.ALLOW

    @property
    def firm(self) -> bool:
        """Whether it is a deny that no missing fact could lift (§6)."""
        return self._evaluator.answer.firm

    @property
    def by_force(self) -> Mapping[Force, Outcome]:
        """The outcome among the rules of each force (§9)."""
        return self._evaluator.answer.by_force

    @property
    def on(self) -> date:
        """The day on which the deployment would happen."""
        return self._question.on

    @property
    def known(self) -> date | None:
        """The day whose knowledge counts; None is everything in the rulebook."""
        known = self._question.known
        return None if known == EVERYTHING else known

    @property
    def semantics(self) -> str:
        """The version of the semantics that was used."""
        return SEMANTICS

    @property
    def digest(self) -> str:
        """The digest of the rulebook that was asked."""
        return self._rulebook.digest

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, the most decisive reason first (§12)."""
        return reasons_of(self._evaluator)

    @cached_property
    def could_be_lifted_by(self) -> tuple[lists.Lifting, ...]:
        """Exceptions and permits that nobody showed (§6)."""
        return lists.could_be_lifted_by(self._evaluator)

    @cached_property
    def missing(self) -> tuple[lists.Asked, ...]:
        """What is not known and would settle the answer, with questions."""
        return lists.missing(self._evaluator)

    @cached_property
    def requirements(self) -> tuple[lists.Required, ...]:
        """The checklist: items due before or while, with their status (§11)."""
        return tuple(i for i in self._checklist if i.due.value != "after")

    @cached_property
    def obligations(self) -> tuple[lists.Required, ...]:
        """Items due after; they never decide (§11)."""
        return tuple(i for i in self._checklist if i.due.value == "after")

    @cached_property
    def _checklist(self) -> tuple[lists.Required, ...]:
        return lists.checklist(self._evaluator)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Events taken not to have occurred (§8)."""
        return assumptions_of(self._evaluator)

    @cached_property
    def coverage(self) -> Coverage:
        """What was looked at, and where the rulebook has nothing (§13)."""
        return coverage(self._evaluator)

    @cached_property
    def _memo(self) -> Memo:
        return Memo(
            title=self.deployment.title,
            outcome=self.outcome,
            firm=self.firm,
            on=self.on,
            on_from=self._on_from,
            known=self.known,
            scenario=_scenario_title(self._scenario),
            forces=self._forces,
            reasons=self.reasons,
            lifting=self.could_be_lifted_by,
            missing=self.missing,
            requirements=self.requirements,
            obligations=self.obligations,
            assumptions=self.assumptions,
            coverage=self.coverage,
            by_force=self.by_force,
            notices=self.deployment.notices,
            rulebook=self._rulebook.name,
            digest=self.digest,
            semantics=SEMANTICS,
        )

    def __str__(self) -> str:
        """Prose that a compliance officer can paste into a memo."""
        return prose(self._memo)

    def __repr__(self) -> str:
        """The outcome and both dates."""
        return f"<Decision {self.outcome.value} on {self.on} known {self.known}>"

    def to_dict(self) -> dict[str, object]:
        """Everything, as JSON holds it, with what is needed to derive it again."""
        facts = [as_data(each.facts) for each in self.deployment.combinations]
        return record(self._memo, facts, as_data(self._scenario))

    def to_json(self) -> str:
        """`to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def _scenario_title(scenario: Scenario | None) -> str | None:
    return None if scenario is None else scenario.title or scenario.name
