"""The schemas of all documents, as data and as files."""

import json
from pathlib import Path

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaValue

from compliance.core.terms import Vocabulary
from compliance.syntax.model.cases import CasesDocument, ScenarioDocument
from compliance.syntax.model.decision import DecisionDocument
from compliance.syntax.model.ruleset import RulesetDocument
from compliance.syntax.model.vocabulary import (
    EventsDocument,
    RulebookDocument,
    VocabularyDocument,
)
from compliance.syntax.schemas.facts import (
    bundled_deployment,
    bundled_ruleset,
    deployment,
)
from compliance.syntax.schemas.shape import Shape, tidied

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, tuple[str, type[BaseModel]]] = {
    "cases": ("A file of cases", CasesDocument),
    "decision": ("A decision", DecisionDocument),
    "events": ("A register of events", EventsDocument),
    "rulebook": ("The file that marks a rulebook", RulebookDocument),
    "ruleset": ("A ruleset", RulesetDocument),
    "scenario": ("A scenario", ScenarioDocument),
    "vocabulary": ("A vocabulary", VocabularyDocument),
}


def schema_of(name: str) -> JsonSchemaValue:
    """The schema of one kind of document."""
    if name == "deployment":
        return _headed(name, "A deployment, or a list of deployments", deployment())
    title, model = MODELS[name]
    made = model.model_json_schema(schema_generator=Shape)
    return _headed(name, title, made)


def schemas(vocabulary: Vocabulary) -> dict[str, JsonSchemaValue]:
    """Every schema by name, and those that know the facts of `vocabulary`."""
    found = {name: schema_of(name) for name in (*MODELS, "deployment")}
    bundled = {
        "deployment.bundled": bundled_deployment(vocabulary),
        "ruleset.bundled": bundled_ruleset(found["ruleset"], vocabulary),
    }
    for name, made in bundled.items():
        title = f"{found[name.partition('.')[0]]['title']}, with the bundled facts"
        found[name] = _headed(name, title, made)
    return dict(sorted(found.items()))


def _headed(name: str, title: str, made: JsonSchemaValue) -> JsonSchemaValue:
    tidy = tidied(made)
    assert isinstance(tidy, dict)  # noqa: S101 - a schema of a document is a mapping
    head = {
        "$schema": DIALECT,
        "$id": f"urn:compliance-rulebook:schema:{name}",
        "title": title,
    }
    return tidy | head


def text_of(schema: JsonSchemaValue) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(folder: Path, vocabulary: Vocabulary) -> None:
    """Write every schema's file, and remove the files of schemas that are gone."""
    folder.mkdir(exist_ok=True)
    texts = {
        f"{name}.schema.json": text_of(made)
        for name, made in schemas(vocabulary).items()
    }
    for path in folder.glob("*.schema.json"):
        if path.name not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
