"""From a file's tree to its validated document, and all that is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from compliance.check.nearest import suggestion
from compliance.syntax.model.cases import CasesDocument, ScenarioDocument
from compliance.syntax.model.faults import Fault
from compliance.syntax.model.ruleset import RulesetDocument
from compliance.syntax.model.vocabulary import (
    EventsDocument,
    RulebookDocument,
    VocabularyDocument,
)
from compliance.syntax.place import Place
from compliance.syntax.repair import STAND_INS, holder, mend, names
from compliance.syntax.tree import Leaf, Node, Path, Row, Table, plain

M = TypeVar("M", bound=BaseModel)

KINDS: dict[str, type[BaseModel]] = {
    "ruleset": RulesetDocument,
    "cases_for": CasesDocument,
    "vocabulary": VocabularyDocument,
    "events": EventsDocument,
    "scenario": ScenarioDocument,
    "rulebook": RulebookDocument,
}
KEY, TAG = "[key]", re.compile(r"<\w+>")
AT_KEY = {
    Fault.UNKNOWN_KEY.value[0],
    Fault.MISSING_KEY.value[0],
    Fault.NOT_A_FACT.value[0],
    Fault.NO_VALUE.value[0],
}
WHOLLY_WRONG = {
    Fault.NOT_BY_NAME.value[0],
    Fault.UNKNOWN_KEY.value[0],
    Fault.WRONG_VALUE.value[0],
}
MAY_BE_NOTHING = "given"
ROUNDS = 50
# What is found only because a key has a stand-in.
MUTED_BY = {"force": {"O502"}, "kind": {"N207", "S601"}}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that keeps a tree from being a document."""

    path: Path
    code: str
    message: str
    advice: str | None = None
    at_key: bool = False
    child: str = ""
    missing: str = ""


UNREADABLE = Wrong((), "D103", "expected a document of this kind")


def first_key(place: Place) -> str | None:
    """What kind of file this is; reports where it is none."""
    root = place.node
    if not isinstance(root, Table) or not root.entries:
        place.fault("D103", "expected a mapping whose first key says what the file is")
        return None
    key = root.entries[0].key
    if key in KINDS:
        return key
    advice = suggestion(key, KINDS) or f"the first key is one of {', '.join(KINDS)}"
    message = f"`{key}` is no kind of file"
    place.parts()[key].fault("D100", message, advice=advice, at_key=True)
    return None


def validate(model: type[M], place: Place) -> tuple[M, Place] | None:
    """The document of a file, with the place of what is sound in it.

    Every fault is reported. What is faulty is left out, so that the rest can be read
    on and all faults be told in one run; None where nothing remains.
    """
    document, wrong = _read(model, place.node)
    for each in wrong:
        if not _misspelt(each, wrong):
            _report(each, place)
    node: Node | None = place.node
    for _ in range(ROUNDS):
        if node is None or not wrong:
            break
        for each in wrong:
            _break(each, node, place)
        node = mend(node, _faulty(wrong), _missing(wrong))
        document, wrong = (None, []) if node is None else _read(model, node)
    if node is None or document is None or wrong:
        return None
    return document, replace(place, node=node)


def _read(model: type[M], node: Node) -> tuple[M | None, list[Wrong]]:
    document, wrong = None, []
    try:
        document = model.model_validate(plain(node))
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
        wrong = [_wrong(each, node) for each in errors] or [UNREADABLE]
    nothing = [each for each in _nothing(node, ()) if not _swallowed(each[0], wrong)]
    told = {each.path for each in wrong if each.code == Fault.UNKNOWN_KEY.value[0]}
    empty = {path for path, _ in nothing}
    holding = {path[:-1] for path in empty}
    return document, [
        *(_no_value(path, key) for path, key in nothing if path not in told),
        *(w for w in wrong if w.path in told or not _follows(w, empty, holding)),
    ]


def _misspelt(missing: Wrong, wrong: list[Wrong]) -> bool:
    """Whether a key is missing because it is misspelt, which is told itself."""
    meant = f"did you mean `{missing.missing}`?"
    return any(w.path[:-1] == missing.path and w.advice == meant for w in wrong)


def _swallowed(path: Path, wrong: list[Wrong]) -> bool:
    return any(
        each.code in WHOLLY_WRONG and each.path == path[: len(each.path)] != path
        for each in wrong
    )


def _follows(wrong: Wrong, empty: set[Path], holding: set[Path]) -> bool:
    own = wrong.code not in {Fault.MISSING_KEY.value[0], Fault.UNKNOWN_KEY.value[0]}
    return wrong.path in empty or (own and wrong.path in holding)


def _nothing(node: Node, path: Path) -> Iterator[tuple[Path, str]]:
    match node:
        case Leaf(value=None):
            yield path, next((str(s) for s in path[::-1] if isinstance(s, str)), "")
        case Row(items=items):
            for number, item in enumerate(items):
                yield from _nothing(item, (*path, number))
        case Table(entries=entries):
            for entry in entries:
                if entry.key != MAY_BE_NOTHING:
                    yield from _nothing(entry.value, (*path, entry.key))
        case _:
            return


def _no_value(path: Path, key: str) -> Wrong:
    code, message = Fault.NO_VALUE.value
    return Wrong(path, code, message.replace("{key}", key), at_key=True)


def _wrong(error: ErrorDetails, node: Node) -> Wrong:
    path: list[str | int] = []
    for step in error["loc"]:
        inner = None if TAG.fullmatch(str(step)) else _child(node, step)
        if inner is not None:
            node = inner
            path.append(step)
    said = error["ctx"]
    return Wrong(
        path=tuple(path),
        code=error["type"],
        message=said["message"],
        advice=said["help"] or None,
        at_key=error["type"] in AT_KEY or error["loc"][-1:] == (KEY,),
        child=said["child"],
        missing=said["missing"],
    )


def _child(node: Node, step: str | int) -> Node | None:
    match node, step:
        case Table(entries=entries), str():
            return next((each.value for each in entries if each.key == step), None)
        case Row(items=items), int() if step < len(items):
            return items[step]
        case _:
            return None


def _report(wrong: Wrong, place: Place) -> None:
    here = place.within(wrong.path)
    if wrong.child:
        here = here.at(wrong.child)
    at_key = wrong.at_key or bool(wrong.child)
    here.fault(wrong.code, wrong.message, advice=wrong.advice, at_key=at_key)


def _break(wrong: Wrong, node: Node, place: Place) -> None:
    # What holds the faulty part is no longer what its author wrote; nor is what lacks
    # a key; and what is left out may have declared names.
    report = place.report
    if wrong.missing in STAND_INS:
        report.broken |= holder(node, wrong.path)
        report.mute |= MUTED_BY.get(wrong.missing, set())
    else:
        report.broken |= holder(node, wrong.path[:-1])
        report.lost |= names(node, wrong.path)


def _faulty(wrong: list[Wrong]) -> set[Path]:
    return {each.path for each in wrong if not each.missing}


def _missing(wrong: list[Wrong]) -> set[tuple[Path, str]]:
    return {(each.path, each.missing) for each in wrong if each.missing}
