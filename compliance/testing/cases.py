"""Case files: the examples of a ruleset, run and compared with what they expect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compliance.core.rulebook import Force
from compliance.engine import Decision, Rulebook, evaluate
from compliance.errors import RulebookError
from compliance.explain.reasons import Reason, ReasonKind, decisive
from compliance.syntax.load import Files, Loaded, add, load
from compliance.syntax.model.cases import CaseDocument, CasesDocument

KINDS = {
    "excepted": ReasonKind.EXCEPTED,
    "overridden": ReasonKind.OVERRIDDEN,
    "not_yet": ReasonKind.NOT_YET,
    "no_longer": ReasonKind.NO_LONGER,
    "open": ReasonKind.OPEN,
    "unmet": ReasonKind.UNMET,
    "met": ReasonKind.MET,
    "refused": ReasonKind.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Case:
    """One deployment, and the answer that it must get."""

    name: str
    ruleset: str
    given: Mapping[str, object]
    on: date | None
    known: date | None
    scenario: str | None
    expected: Mapping[str, object]


def cases_in(folder: Path) -> list[Case]:
    """Every case of a rulebook's folder, in the order of files and names."""
    loaded = load(folder)
    return [case for document, _ in loaded.cases for case in _cases(document)]


def cases_of(file: Path) -> list[Case]:
    """Every case of one file, wherever it lies and whatever ruleset it is for."""
    files = Files()
    add(files, file, file.stem, str(file))
    if wrong := files.report.in_order():
        raise RulebookError(wrong)
    return [each for _, found, _ in files.of(CasesDocument) for each in _cases(found)]


def rulebook_of(loaded: Loaded) -> Rulebook:
    """The handle that cases are asked of."""
    return Rulebook(loaded.rulebook, loaded.scenarios)


def _cases(document: CasesDocument) -> Iterator[Case]:
    for name, group in document.cases.items():
        above = _laid(document.given, group.given)
        if group.each is None:
            yield _case(f"{document.cases_for}::{name}", document, above, (group,))
        for number, row in enumerate(group.each or (), start=1):
            given = _laid(above, row.given)
            full = f"{document.cases_for}::{name}[{number}]"
            yield _case(full, document, given, (group, row))


def _case(
    name: str,
    document: CasesDocument,
    given: Mapping[str, object],
    layers: tuple[CaseDocument, ...],
) -> Case:
    stated: dict[str, object] = {}
    for layer in layers:
        stated |= {key: getattr(layer, key) for key in layer.model_fields_set}
    own = {"title", "given", "each", "date", "known", "scenario"}
    return Case(
        name=name,
        ruleset=document.cases_for,
        given=given,
        on=stated.get("date"),  # type: ignore[arg-type]  # the model reads a day
        known=stated.get("known"),  # type: ignore[arg-type]  # likewise
        scenario=stated.get("scenario"),  # type: ignore[arg-type]  # and a name
        expected={key: value for key, value in stated.items() if key not in own},
    )


def _laid(below: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    records = tuple(
        f"{name}." for name, value in over.items() if isinstance(value, list)
    )
    kept = {n: v for n, v in below.items() if not n.startswith(records or "\0")}
    laid = {**kept, **over}
    return {name: value for name, value in laid.items() if value is not None}


def run(case: Case, rulebook: Rulebook) -> list[str]:
    """What differs from the expectation, a line each; none where the case holds."""
    decision = evaluate(
        case.given,
        on=case.on,
        known=case.known,
        scenario=case.scenario,
        rulebook=rulebook,
    )
    return [
        line
        for key, wanted in case.expected.items()
        for line in _differences(key, wanted, case, decision)
    ]


def _differences(
    key: str, wanted: object, case: Case, decision: Decision
) -> Iterator[str]:
    if key == "expect":
        if decision.outcome is not wanted:
            yield f"expected {_word(wanted)}, got {decision.outcome.value}"
    elif key == "firm":
        if decision.firm is not wanted:
            yield f"expected firm: {_word(wanted)}, got {_word(decision.firm)}"
    elif key == "by_force" and isinstance(wanted, Mapping):
        for force, outcome in wanted.items():
            got = decision.by_force.get(force)
            if got is not outcome:
                yield f"expected {_word(force)}: {_word(outcome)}, got {_word(got)}"
    elif isinstance(wanted, tuple):
        found = _found(key, decision)
        for name in wanted:
            if (_full(name, case.ruleset, found) in found) is (key == "not_by"):
                shown = ", ".join(sorted(found)) or "none"
                yield f"expected {key}: {name}; found {shown}"


def _found(key: str, decision: Decision) -> set[str]:
    match key:
        case "by" | "not_by":
            return {
                name
                for reason in decision.reasons
                if decisive(reason, decision.outcome)
                for name in _names(reason)
            }
        case "missing":
            return {each.name for each in decision.missing}
        case "assumes":
            return {each.event for each in decision.assumptions}
        case "lifted_by":
            return {each.id for each in decision.could_be_lifted_by}
        case "depends_on_reading":
            gaps = (each for each in decision.missing if each.kind.value == "reading")
            return {each.name for each in gaps}
        case _:
            kind = KINDS[key]
            found = (r for r in decision.reasons if r.kind is kind)
            return {name for reason in found for name in _names(reason)}


def _names(reason: Reason) -> set[str]:
    # What lifts a rule goes by the name of what it stands in too, a permit's ruleset.
    holders = {name.rpartition("/")[0] for name in reason.by}
    names = {reason.rule, reason.ruleset, *reason.by, *holders}
    return names if reason.item is None else names | {reason.item}


def _full(name: str, ruleset: str, found: set[str]) -> str:
    return name if name in found else f"{ruleset}/{name}"


def _word(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Force():
            return value.value
        case None:
            return "nothing"
        case _:
            return str(getattr(value, "value", value))
