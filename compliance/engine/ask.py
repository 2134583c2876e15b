"""Asking: from given facts and dates to a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from compliance.check.deployment import plain_value, read_deployment
from compliance.check.question import read_forces
from compliance.core.deployment import Deployment, Question
from compliance.core.rulebook import Force, Scenario
from compliance.core.terms import Plain
from compliance.engine.decision import EVERYTHING, Decision
from compliance.engine.folder import bundled
from compliance.engine.rulebook import Rulebook
from compliance.errors import Diagnostic, QuestionError, ScenarioError


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
    if scenario is None and force is None and type(deployment) is dict:
        quick = _quick(deployment, on, known, book)
        if quick is not None:
            return quick
    read = _read(deployment, book)
    assumed = None if scenario is None else book.scenario(scenario)
    forces = read_forces(force)
    day, on_from = _day(on, read.day)
    question = Question(day, _known(known))
    if forces is not None:
        question = replace(question, forces=frozenset(forces))
    if assumed is not None:
        read = _assuming(read, assumed)
    return Decision(book, read, question, on_from, assumed, forces)


def _quick(
    given: dict[str, object],
    on: date | str | None,
    known: date | str | None,
    book: Rulebook,
) -> Decision | None:
    """The same decision at once, where each fact states one value in plain words."""
    taken = book.take(given)
    if taken is None:
        return None
    day, on_from = _day(on, None)
    question, verdict = book.decide(taken, day, _known(known))
    return Decision(book, taken[0], question, on_from, None, None, verdict)


def _read(given: Mapping[str, object] | Deployment, book: Rulebook) -> Deployment:
    if isinstance(given, Deployment):
        return given
    return read_deployment(given, book.core.vocabulary)


def _day(on: date | str | None, stated: date | None) -> tuple[date, str]:
    if on is not None:
        return _date("on", on), "given"
    if stated is not None:
        return stated, "deployment"
    return datetime.now(tz=UTC).date(), "today"


def _known(known: date | str | None) -> date:
    return EVERYTHING if known is None else _date("known", known)


def _date(name: str, given: date | str) -> date:
    if type(given) is date:
        return given
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
