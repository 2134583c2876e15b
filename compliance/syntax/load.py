"""From a folder of files to a rulebook, with every fault in all of them."""

import gc
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from compliance.check import check
from compliance.check.nearest import suggestion
from compliance.core.periods import Event
from compliance.core.rulebook import Kind, Rulebook, Ruleset, Scenario
from compliance.core.terms import Vocabulary
from compliance.errors import Diagnostic, RulebookError, ScenarioError, Span
from compliance.syntax.documents import KINDS, first_key, validate
from compliance.syntax.lower.cases import CheckingCases, names_of
from compliance.syntax.lower.context import Context
from compliance.syntax.lower.dates import ENACTMENT
from compliance.syntax.lower.ruleset import lower_ruleset
from compliance.syntax.lower.scenario import lower_scenario
from compliance.syntax.lower.selectors import Resolving
from compliance.syntax.lower.vocabulary import lower_events, lower_vocabulary
from compliance.syntax.model.cases import CasesDocument, ScenarioDocument
from compliance.syntax.model.ruleset import RulesetDocument
from compliance.syntax.model.vocabulary import (
    EventsDocument,
    RulebookDocument,
    VocabularyDocument,
)
from compliance.syntax.place import Place, Report
from compliance.syntax.reader import read, read_file
from compliance.syntax.tree import Source, Table, excerpt

M = TypeVar("M", bound=BaseModel)
PROPOSALS = {Kind.BILL, Kind.DEMAND}
ENDING = ".yaml"
PREFACE = 4_000
FIRST_KEY = re.compile(r"^(\w+):", re.MULTILINE)
# What is said of names that a file which cannot be read may have declared.
DECLARED_IN = {
    "events": {"N207", "N208"},
    "vocabulary": {"F801", "F808", "N201", "N202", "N213", "N214"},
}


@dataclass(slots=True)
class Files:
    """The documents of a folder, each with its place and its name below the root."""

    report: Report = field(default_factory=Report)
    sources: dict[str, Source] = field(default_factory=dict)
    documents: list[tuple[str, BaseModel, Place]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)

    def of(self, model: type[M]) -> list[tuple[str, M, Place]]:
        """The documents of one kind."""
        return [(n, d, p) for n, d, p in self.documents if isinstance(d, model)]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rulebook with its scenarios and cases, and what was found on the way."""

    rulebook: Rulebook
    scenarios: Mapping[str, Scenario]
    cases: tuple[tuple[CasesDocument, Place], ...]
    sources: Mapping[str, Source]
    diagnostics: tuple[Diagnostic, ...]


def load(root: Path) -> Loaded:
    """The rulebook of a folder; look at its diagnostics before you use it."""
    with _no_collection():
        files = Files()
        for path in sorted(_paths(root)):
            _refuse_other_endings(path, files.report)
            if path.suffix == ENDING:
                name = path.relative_to(root).with_suffix("").as_posix()
                add(files, path, name, str(path))
        if "rulebook" not in files.kinds:
            raise RulebookError((_no_rulebook(root),))
        return lower(files)


@contextmanager
def _no_collection() -> Iterator[None]:
    # A rulebook is all kept: to look for garbage while it grows costs a quarter.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _paths(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if path.is_file() and not hidden:
            yield path


def _refuse_other_endings(path: Path, report: Report) -> None:
    if path.suffix != ENDING and path.suffix.lower() in {ENDING, ".yml"}:
        where = Span(str(path), 1, 1, 1, 1)
        message = "this file would not be read: its name does not end in `.yaml`"
        advice = f"call it `{path.with_suffix(ENDING).name}`"
        report.add(Diagnostic("N219", message, where, help=advice))


def _no_rulebook(root: Path) -> Diagnostic:
    what = "is no folder" if not root.is_dir() else "has no `rulebook.yaml`"
    return Diagnostic(
        "N200",
        f"`{root}` {what}",
        help="name the folder that holds `rulebook.yaml`: `rulebook:` and `format: 1`",
    )


def add(files: Files, path: Path, name: str, shown: str) -> None:
    """Read one file into `files`; reports what is wrong with it."""
    try:
        source = read_file(path, shown)
    except RulebookError as wrong:
        text = path.read_bytes()[:PREFACE].decode(errors="replace")
        _refuse(files, wrong, name, text)
    else:
        take(files, source, name)


def take(files: Files, source: Source, name: str) -> None:
    """Read one text into `files`, under its name below the root."""
    files.sources[source.name] = source
    try:
        document = read(source)
    except RulebookError as wrong:
        _refuse(files, wrong, name, source.text[:PREFACE])
        return
    place = Place(source, document.root, files.report)
    kind = first_key(place)
    valid = None if kind is None else validate(KINDS[kind], place)
    if kind is None or valid is None:
        _miss(files, name, kind)
    else:
        files.kinds.add(kind)
        files.documents.append((name, *valid))


def _refuse(files: Files, wrong: RulebookError, name: str, text: str) -> None:
    for each in wrong.diagnostics:
        files.report.add(each)
    key = FIRST_KEY.search(text)
    _miss(files, name, key[1] if key is not None and key[1] in KINDS else None)


def _miss(files: Files, name: str, kind: str | None) -> None:
    # What a file that cannot be read declares is not known: of that, say nothing.
    files.report.lost.add(name.rpartition("/")[2])
    for each in KINDS if kind is None else [kind]:
        files.kinds.add(each)
        files.report.mute |= DECLARED_IN.get(each, set())


def lower(files: Files) -> Loaded:
    """The rulebook of the documents read, in whatever order they were."""
    files.documents.sort(key=lambda entry: entry[0])
    rulesets = _lower_rulesets(files)
    names = _rulebook_names(files)
    rulebook = Rulebook(
        name=names[0] if names else "",
        vocabulary=rulesets.vocabulary,
        events=MappingProxyType({**rulesets.events, **_enactments(rulesets.found)}),
        rulesets=MappingProxyType({each.name: each for each in rulesets.found}),
    )
    scenarios = _lower_scenarios(files, rulebook)
    _check_cases(files, rulebook, scenarios)
    for each in with_excerpts(check(rulebook), files.sources):
        files.report.add(each)
    return Loaded(
        rulebook=rulebook,
        scenarios=MappingProxyType(scenarios),
        cases=tuple((d, p) for _, d, p in files.of(CasesDocument)),
        sources=files.sources,
        diagnostics=files.report.in_order(),
    )


@dataclass(frozen=True, slots=True)
class _Lowered:
    vocabulary: Vocabulary
    events: Mapping[str, Event]
    found: tuple[Ruleset, ...]


def _lower_rulesets(files: Files) -> _Lowered:
    documents = files.of(RulesetDocument)
    names = frozenset(name for name, _, _ in documents)
    vocabulary = lower_vocabulary(
        [(d, p) for _, d, p in files.of(VocabularyDocument)], names
    )
    events = lower_events([(d, p) for _, d, p in files.of(EventsDocument)])
    judgements = {
        name: tuple(judgement for judgement, _ in event.judgements)
        for name, event in events.items()
    }
    shared = Context(vocabulary, judgements, {}, {}, {}, _nowhere(files), names)
    given = [(d, p, _context(name, d, p, shared)) for name, d, p in documents]
    lowered = [lower_ruleset(*each) for each in given]
    by_name = {each.name: each for each in lowered}
    rules = {rule.id: (rule, each) for each in lowered for rule in each.rules}
    found = tuple(
        Resolving(ruleset, *each, by_name, rules).resolved()
        for ruleset, each in zip(lowered, given, strict=True)
    )
    return _Lowered(vocabulary, events, found)


def _nowhere(files: Files) -> Place:
    source = Source("", "")
    return Place(source, Table((), Span("", 1, 1, 1, 1)), files.report)


def _context(
    name: str, document: RulesetDocument, place: Place, shared: Context
) -> Context:
    full = f"{document.issuer}/{document.ruleset}"
    if name != full and place.key not in place.report.broken:
        place.at("ruleset").fault(
            "N210",
            f"the file is `{name}` and says that it is `{full}`",
            advice="the path below the root is `<issuer>/<ruleset>.yaml`",
        )
    return Context(
        vocabulary=shared.vocabulary,
        events=shared.events,
        sources=document.sources,
        define=document.define,
        parameters=document.parameters,
        root=place,
        rulesets=shared.rulesets,
        name=name,
        enactable=document.kind in PROPOSALS,
    )


def _rulebook_names(files: Files) -> list[str]:
    found = files.of(RulebookDocument)
    for name, _, place in found:
        if name != "rulebook":
            message = "a rulebook's mark is `rulebook.yaml` at its root"
            place.at("rulebook").fault("N210", message, at_key=True)
    return [document.rulebook for _, document, _ in found]


def _lower_scenarios(files: Files, rulebook: Rulebook) -> dict[str, Scenario]:
    scenarios: dict[str, Scenario] = {}
    for _, document, place in files.of(ScenarioDocument):
        name = document.scenario
        if name in scenarios:
            message = f"the scenario `{name}` is declared twice"
            place.at("scenario").fault("N212", message)
        scenarios[name] = lower_scenario(document, place, rulebook)
    return scenarios


def _check_cases(
    files: Files, rulebook: Rulebook, scenarios: Mapping[str, Scenario]
) -> None:
    names = names_of(rulebook)
    for name, document, place in files.of(CasesDocument):
        wanted = f"{document.cases_for}.cases"
        if name != wanted:
            message = f"the file is `{name}` and holds cases for `{document.cases_for}`"
            advice = "cases stand in `<ruleset>.cases.yaml` beside their ruleset"
            place.at("cases_for").fault("N210", message, advice=advice)
        CheckingCases(document, place, rulebook, names, scenarios).check()


def _enactments(rulesets: Iterable[Ruleset]) -> dict[str, Event]:
    return {
        name: Event(name, f"{ruleset.title} is enacted")
        for ruleset in rulesets
        if ruleset.kind in PROPOSALS
        for name in [f"{ruleset.name}/{ENACTMENT}"]
    }


def with_excerpts(
    found: Iterable[Diagnostic], sources: Mapping[str, Source]
) -> tuple[Diagnostic, ...]:
    """Diagnostics of the core, each with the line that it speaks of."""
    return tuple(
        each
        if each.where is None or each.where.file not in sources
        else replace(each, excerpt=excerpt(sources[each.where.file], each.where))
        for each in found
    )


def read_scenario(
    given: str | Path | Mapping[str, object],
    rulebook: Rulebook,
    declared: Mapping[str, Scenario],
) -> Scenario:
    """A scenario from its file, or as its file would hold it; all faults together."""
    report = Report()
    if isinstance(given, Mapping):
        text = json.dumps(given, default=str, ensure_ascii=False)
        source = Source("scenario", text)
    elif Path(given).is_file():
        source = read_file(Path(given), str(given), error=ScenarioError)
    else:
        advice = suggestion(str(given), declared) or "name one, or a file"
        message = f"`{given}` is not a scenario of `{rulebook.name}`"
        raise ScenarioError((Diagnostic("N211", message, help=advice),))
    place = Place(source, read(source, error=ScenarioError).root, report)
    valid = validate(ScenarioDocument, place)
    scenario = None if valid is None else lower_scenario(*valid, rulebook)
    if scenario is None or report.found:
        raise ScenarioError(report.in_order())
    return scenario
