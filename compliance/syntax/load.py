"""From a folder of files to a rulebook, with every fault in all of them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from compliance.core.periods import Event
from compliance.core.rulebook import Kind, Rulebook, Ruleset, Scenario
from compliance.errors import Diagnostic, RulebookError, ScenarioError
from compliance.syntax.documents import KINDS, first_key, validate
from compliance.syntax.lower.context import Context
from compliance.syntax.lower.dates import ENACTMENT
from compliance.syntax.lower.ruleset import lower_ruleset
from compliance.syntax.lower.scenario import lower_scenario
from compliance.syntax.lower.selectors import resolve
from compliance.syntax.lower.vocabulary import lower_events, lower_vocabulary
from compliance.syntax.model.cases import CasesDocument, ScenarioDocument
from compliance.syntax.model.ruleset import RulesetDocument
from compliance.syntax.model.vocabulary import (
    EventsDocument,
    RulebookDocument,
    VocabularyDocument,
)
from compliance.syntax.nearest import nearest
from compliance.syntax.place import Place, Report
from compliance.syntax.reader import read, read_file
from compliance.syntax.tree import Source, excerpt

M = TypeVar("M", bound=BaseModel)
PROPOSALS = {Kind.BILL, Kind.DEMAND}


@dataclass(slots=True)
class Files:
    """The documents of a folder, each with its place and its name below the root."""

    report: Report = field(default_factory=Report)
    sources: dict[str, Source] = field(default_factory=dict)
    documents: list[tuple[str, BaseModel, Place]] = field(default_factory=list)

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
    paths = sorted(path for path in root.rglob("*.yaml") if path.is_file())
    files = Files()
    for path in paths:
        add(files, path, path.relative_to(root).with_suffix("").as_posix(), str(path))
    if not files.of(RulebookDocument) and not files.report.found:
        raise RulebookError((_no_rulebook(root),))
    return lower(files)


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
        files.sources[shown] = source
        document = read(source)
    except RulebookError as wrong:
        files.report.found.extend(wrong.diagnostics)
        return
    place = Place(source, document.root, files.report)
    kind = first_key(place)
    valid = None if kind is None else validate(KINDS[kind], place)
    if valid is not None:
        files.documents.append((name, valid, place))


def lower(files: Files) -> Loaded:
    """The rulebook of the documents read, in whatever order they were."""
    files.documents.sort(key=lambda entry: entry[0])
    vocabulary = lower_vocabulary(
        [(document, place) for _, document, place in files.of(VocabularyDocument)]
    )
    events = lower_events([(d, p) for _, d, p in files.of(EventsDocument)])
    judgements = {
        name: tuple(judgement for judgement, _ in event.judgements)
        for name, event in events.items()
    }
    contexts = [
        (document, place, _context(name, document, place, vocabulary_of))
        for name, document, place in files.of(RulesetDocument)
        for vocabulary_of in [Context(vocabulary, judgements, {}, {}, {}, place)]
    ]
    lowered = [lower_ruleset(d, p, context) for d, p, context in contexts]
    rulesets = [
        resolve(ruleset, *given, lowered)
        for ruleset, given in zip(lowered, contexts, strict=True)
    ]
    names = [document.rulebook for _, document, _ in files.of(RulebookDocument)]
    rulebook = Rulebook(
        name=names[0] if names else "",
        vocabulary=vocabulary,
        events=MappingProxyType({**events, **_enactments(rulesets)}),
        rulesets=MappingProxyType({each.name: each for each in rulesets}),
    )
    scenarios = {
        document.scenario: lower_scenario(document, place, rulebook)
        for _, document, place in files.of(ScenarioDocument)
    }
    return Loaded(
        rulebook=rulebook,
        scenarios=MappingProxyType(scenarios),
        cases=tuple((d, p) for _, d, p in files.of(CasesDocument)),
        sources=files.sources,
        diagnostics=tuple(files.report.found),
    )


def _context(
    name: str, document: RulesetDocument, place: Place, shared: Context
) -> Context:
    full = f"{document.issuer}/{document.ruleset}"
    if name != full:
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
        name=full,
        enactable=document.kind in PROPOSALS,
    )


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
        close = nearest(str(given), declared)
        advice = f"did you mean `{close}`?" if close else "name one, or a file"
        message = f"`{given}` is not a scenario of `{rulebook.name}`"
        raise ScenarioError((Diagnostic("N211", message, help=advice),))
    place = Place(source, read(source, error=ScenarioError).root, report)
    document = validate(ScenarioDocument, place)
    scenario = None if document is None else lower_scenario(document, place, rulebook)
    if scenario is None or report.found:
        raise ScenarioError(tuple(report.found))
    return scenario
