"""From a file's tree to its validated document."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from compliance.errors import Diagnostic
from compliance.syntax.model.cases import CasesDocument, ScenarioDocument
from compliance.syntax.model.ruleset import RulesetDocument
from compliance.syntax.model.vocabulary import (
    EventsDocument,
    RulebookDocument,
    VocabularyDocument,
)
from compliance.syntax.nearest import nearest
from compliance.syntax.place import Place
from compliance.syntax.tree import Leaf, Row, Table, excerpt, plain

M = TypeVar("M", bound=BaseModel)

KINDS: dict[str, type[BaseModel]] = {
    "ruleset": RulesetDocument,
    "cases_for": CasesDocument,
    "vocabulary": VocabularyDocument,
    "events": EventsDocument,
    "scenario": ScenarioDocument,
    "rulebook": RulebookDocument,
}
AT_KEY = {"D101", "D104", "D108", "D111", "D114", "D116", "D118", "D122", "D130"}
NAMED_KEY = {"D114": 1, "D116": 0, "D118": 0}


def first_key(place: Place) -> str | None:
    """What kind of file this is; reports where it is none."""
    root = place.node
    if not isinstance(root, Table) or not root.entries:
        place.fault("D103", "expected a mapping whose first key says what the file is")
        return None
    key = root.entries[0].key
    if key in KINDS:
        return key
    advice = f"the first key is one of {', '.join(KINDS)}"
    close = nearest(key, KINDS)
    if close is not None:
        advice = f"did you mean `{close}`?"
    place.parts()[key].fault(
        "D100", f"`{key}` is no kind of file", advice=advice, at_key=True
    )
    return None


def validate(model: type[M], place: Place) -> M | None:
    """The document of a file, None with every fault reported."""
    try:
        return model.model_validate(plain(place.node))
    except ValidationError as refused:
        errors = refused.errors(include_url=False, include_context=False)
        for error in errors:
            _report(error["type"], error["msg"], tuple(error["loc"]), place)
        return None


def _report(code: str, message: str, loc: tuple[int | str, ...], place: Place) -> None:
    here = place
    at_key = code in AT_KEY
    for step in loc:
        if step == "[key]":
            at_key = True
            continue
        inner = _step(here, step)
        if inner is not None:
            here = inner
    if isinstance(here.node, Table | Row) and code == "D102":
        at_key = True
    where = here.key if at_key else here.where
    if not at_key and isinstance(here.node, Leaf):
        where = here.node.where
    if code == "D111":
        where = here.at("not").key
    here.report.found.append(
        Diagnostic(
            code if code.startswith("D") else "D103",
            message,
            where=where,
            excerpt=excerpt(here.source, where),
        )
    )


def _step(here: Place, step: str | int) -> Place | None:
    match here.node, step:
        case Table(entries=entries), str():
            return here.at(step) if any(e.key == step for e in entries) else None
        case Row(items=items), int() if step < len(items):
            return here.at(step)
        case _:
            return None
