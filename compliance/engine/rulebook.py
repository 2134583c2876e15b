"""A rulebook that can be asked: loaded, checked, immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property

from compliance.backends.compiled.book import Compiled, Taken
from compliance.backends.compiled.evaluator import CompiledEvaluator
from compliance.core.decision import Verdict
from compliance.core.deployment import Combination, Question
from compliance.core.rulebook import Rulebook as CoreRulebook
from compliance.core.rulebook import Scenario
from compliance.core.walk import digest_of
from compliance.explain.evaluator import Evaluator
from compliance.spec.evaluator import Evaluator as Specification
from compliance.spec.overlay import overlay

REMEMBERED = 32


class Interpreter(Enum):
    """What gives a decision its meaning: all of them give the same."""

    COMPILED = "compiled"
    SPECIFICATION = "specification"


@dataclass(frozen=True)
class Rulebook:
    """Rulesets, vocabulary and events: loaded, checked, immutable.

    Built by `load`. `scenarios` are those that the folder declares, by name.
    """

    core: CoreRulebook
    scenarios: Mapping[str, Scenario]
    interpreter: Interpreter = Interpreter.COMPILED
    _assumed: dict[str, Compiled] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that it says, in hexadecimal."""
        return digest_of(self.core)

    @property
    def name(self) -> str:
        """What `rulebook.yaml` calls it."""
        return self.core.name

    @cached_property
    def _compiled(self) -> Compiled:
        return Compiled(self.core)

    def asked_by(self, interpreter: Interpreter | str) -> "Rulebook":
        """The same rulebook, whose decisions come from that interpreter.

        Raises `ValueError` for an interpreter that there is not.
        """
        chosen = Interpreter(interpreter)
        return self if chosen is self.interpreter else replace(self, interpreter=chosen)

    def evaluator(
        self,
        combinations: tuple[Combination, ...],
        question: Question,
        scenario: Scenario | None = None,
    ) -> Evaluator:
        """One question to the rulebook, with a scenario laid over it."""
        if self.interpreter is Interpreter.SPECIFICATION:
            core = self.core if scenario is None else overlay(self.core, scenario)
            return Specification(core, combinations, question)
        book = self._compiled if scenario is None else self._assuming(scenario)
        return CompiledEvaluator(book, combinations, question)

    def take(self, given: dict[str, object]) -> Taken | None:
        """Plain facts, taken in at once; None where reading them needs more care."""
        if self.interpreter is not Interpreter.COMPILED:
            return None
        return self._compiled.take(given)

    def decide(self, taken: Taken, on: date, known: date) -> tuple[Question, Verdict]:
        """The question on those dates, and its outcome with the deciding rules."""
        moment = self._compiled.moment(on, known)
        return moment.question, self._compiled.verdict(taken, moment)

    def _assuming(self, scenario: Scenario) -> Compiled:
        key = digest_of(scenario)
        made = self._assumed.get(key)
        if made is None:
            if len(self._assumed) >= REMEMBERED:
                self._assumed.clear()
            made = self._assumed[key] = Compiled(overlay(self.core, scenario))
        return made

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
