"""The public handles: a rulebook that can be asked, and the decision it gives."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from pathlib import Path

from compliance.check.deployment import plain_value, read_deployment
from compliance.check.question import read_forces
from compliance.core.decision import Outcome
from compliance.core.deployment import Deployment, Question
from compliance.core.rulebook import Force, Scenario
from compliance.core.rulebook import Rulebook as CoreRulebook
from compliance.core.terms import Plain
from compliance.core.walk import as_data, digest_of
from compliance.errors import (
    Diagnostic,
    QuestionError,
    RulebookError,
    ScenarioError,
)
from compliance.explain import lists
from compliance.explain.assumptions import Assumption
from compliance.explain.assumptions import assumptions as assumptions_of
from compliance.explain.coverage import Coverage, coverage
from compliance.explain.prose import Memo, prose
from compliance.explain.reasons import Reason, reasons_of
from compliance.explain.record import record
from compliance.spec.evaluator import Evaluator
from compliance.spec.overlay import overlay

SEMANTICS = "1"
EVERYTHING = date.max


@dataclass(frozen=True)
class Rulebook:
    """Rulesets, vocabulary and events: loaded, checked, immutable.

    Built by `load`. `scenarios` are those that the folder declares, by name.
    """

    core: CoreRulebook
    scenarios: Mapping[str, Scenario]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that it says, in hexadecimal."""
        return digest_of(self.core)

    @property
    def name(self) -> str:
        """What `rulebook.yaml` calls it."""
        return self.core.name

    def scenario(self, given: str | Mapping[str, object] | Scenario) -> Scenario:
        """A declared scenario by its name, or one given as its file would hold it.

        Raises `ScenarioError` for a name that is not declared, or faulty content.
        """
        if isinstance(given, Scenario):
            return given
        if isinstance(given, str) and given in self.scenarios:
            return self.scenarios[given]
        from compliance.syntax.load import read_scenario  # noqa: PLC0415 - heavy

        return read_scenario(given, self.core, self.scenarios)


@dataclass(frozen=True)
class Decision:
    """The answer to one deployment at one `on` and one `known` date.

    Frozen and lazy: the outcome first, everything else when it is asked for, from the
    same inputs. Articles and sources are in `reasons`; `to_dict` follows
    `schemas/decision.schema.json`; `str` is prose for a memo.
    """

    rulebook: Rulebook
    deployment: Deployment
    question: Question
    scenario: Scenario | None
    on_from: str
    forces: tuple[Force, ...] | None

    @cached_property
    def _evaluator(self) -> Evaluator:
        core = self.rulebook.core
        if self.scenario is not None:
            core = overlay(core, self.scenario)
        return Evaluator(core, self.deployment.combinations, self.question)

    @property
    def outcome(self) -> Outcome:
        """Deny, undetermined, conditional or allow (§11)."""
        return self._evaluator.answer.outcome

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
        return self.question.on

    @property
    def known(self) -> date | None:
        """The day whose knowledge counts; None is everything in the rulebook."""
        known = self.question.known
        return None if known == EVERYTHING else known

    @property
    def semantics(self) -> str:
        """The version of the semantics that was used."""
        return SEMANTICS

    @property
    def digest(self) -> str:
        """The digest of the rulebook that was asked."""
        return self.rulebook.digest

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
            on_from=self.on_from,
            known=self.known,
            scenario=_scenario_title(self.scenario),
            forces=self.forces,
            reasons=self.reasons,
            lifting=self.could_be_lifted_by,
            missing=self.missing,
            requirements=self.requirements,
            obligations=self.obligations,
            assumptions=self.assumptions,
            coverage=self.coverage,
            by_force=self.by_force,
            notices=self.deployment.notices,
            rulebook=self.rulebook.name,
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
        return record(self._memo, facts, as_data(self.scenario))

    def to_json(self) -> str:
        """`to_dict` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def _scenario_title(scenario: Scenario | None) -> str | None:
    return None if scenario is None else scenario.title or scenario.name


def evaluate(  # noqa: PLR0913 - one question has six parts, all but one by name
    deployment: Mapping[str, object] | Deployment,
    *,
    on: date | str | None = None,
    known: date | str | None = None,
    scenario: str | Mapping[str, object] | Scenario | None = None,
    force: Force | str | Iterable[Force | str] | None = None,
    rulebook: Rulebook | None = None,
) -> Decision:
    """Whether this vendor may supply this technology to this customer, and why.

    `deployment` maps names of facts to values; a party may be a record or a list of
    records, a term fact a list of terms; `date` is its own day. `on` falls back to
    that day, then to today (UTC); `known` to everything in the rulebook. `force`
    narrows to rules that bind so. Without `rulebook`, the bundled one is asked.

    Raises `DeploymentError` for facts that the vocabulary does not admit,
    `QuestionError` for dates or forces that are none, `ScenarioError` for assumptions
    that contradict the rulebook or the facts.
    """
    book = bundled() if rulebook is None else rulebook
    read = _read(deployment, book)
    assumed = None if scenario is None else book.scenario(scenario)
    forces = read_forces(force)
    day, on_from = _day(on, read)
    question = Question(day, EVERYTHING if known is None else _date("known", known))
    if forces is not None:
        question = replace(question, forces=frozenset(forces))
    if assumed is not None:
        read = _assuming(read, assumed)
    return Decision(book, read, question, assumed, on_from, forces)


def _read(given: Mapping[str, object] | Deployment, book: Rulebook) -> Deployment:
    if isinstance(given, Deployment):
        return given
    return read_deployment(given, book.core.vocabulary)


def _day(on: date | str | None, deployment: Deployment) -> tuple[date, str]:
    if on is not None:
        return _date("on", on), "given"
    if deployment.day is not None:
        return deployment.day, "deployment"
    return datetime.now(tz=UTC).date(), "today"


def _date(name: str, given: date | str) -> date:
    value = plain_value(given, Plain.DATE)
    if not isinstance(value, date):
        message = (
            f"`{name}`: expected a date that exists, as in 2021-06-10, not `{given}`"
        )
        raise QuestionError((Diagnostic("Q901", message),))
    return value


def _assuming(deployment: Deployment, scenario: Scenario) -> Deployment:
    against = {
        f"the scenario assumes `{name}` and the deployment states otherwise"
        for each in deployment.combinations
        for name, value in scenario.assume.items()
        if each.facts.get(name, value) != value
    }
    if against:
        raise ScenarioError(tuple(Diagnostic("S603", m) for m in sorted(against)))
    combinations = tuple(
        replace(each, facts=dict(sorted({**each.facts, **scenario.assume}.items())))
        for each in deployment.combinations
    )
    return replace(deployment, combinations=combinations)


def load(folder: str | Path) -> Rulebook:
    """The rulebook of a folder that holds `rulebook.yaml`.

    Raises `RulebookError` with every fault in all of its files; warnings are left to
    `check`.
    """
    rulebook, diagnostics = read_folder(Path(folder))
    faults = tuple(each for each in diagnostics if not each.warning)
    if faults:
        raise RulebookError(faults)
    return rulebook


def check(folder: str | Path) -> tuple[Diagnostic, ...]:
    """Every fault and every warning in a rulebook's folder, none if it is clean.

    Where nothing is at fault, the JSON schemas give a second, independent opinion.
    """
    from compliance.syntax.load import load as read  # noqa: PLC0415 - heavy
    from compliance.syntax.second import second_opinion  # noqa: PLC0415 - heavy

    loaded = read(Path(folder))
    if any(not each.warning for each in loaded.diagnostics):
        return loaded.diagnostics
    return (*loaded.diagnostics, *second_opinion(loaded.sources.values()))


def read_folder(folder: Path) -> tuple[Rulebook, tuple[Diagnostic, ...]]:
    """A folder's rulebook, which may be used only if no diagnostic is a fault."""
    from compliance.syntax.load import load as read  # noqa: PLC0415 - heavy

    loaded = read(folder)
    return Rulebook(loaded.rulebook, loaded.scenarios), loaded.diagnostics


@cache
def bundled() -> Rulebook:
    """The rulebook that ships with the package, loaded once."""
    return load(data_folder("rulesets"))


def data_folder(name: str) -> Path:
    """A folder of the package's data: in it, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
