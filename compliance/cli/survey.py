"""`compliance survey`: one deployment asked of many places."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.inputs import deployments_in, faults_told, opened
from compliance.core.deployment import Deployment
from compliance.core.terms import TermOf, Vocabulary
from compliance.engine import Decision, evaluate
from compliance.explain.survey import Surveyed, places_within, survey_table

Also = Annotated[
    list[str] | None,
    typer.Option(help="A fact that takes the same value, as `customer.government`."),
]


def survey(  # noqa: PLR0913 - a survey is a question and what it ranges over
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A deployment; `-` is standard input.")
    ],
    *,
    over: Annotated[str, typer.Option(help="The fact that is varied.")] = "place",
    within: Annotated[str, typer.Option(help="The whole whose parts it takes.")] = "US",
    also: Also = None,
    on: Annotated[str | None, typer.Option(help="The day it would happen.")] = None,
    known: Annotated[
        str | None, typer.Option(help="The day whose knowledge counts.")
    ] = None,
    rulebook: Annotated[
        Path | None, typer.Option(help="A folder; the bundled rulebook if not given.")
    ] = None,
) -> None:
    """Answer FILE for every place within a whole: a Markdown table, the worst first.

    A place stands for itself; a part of the whole also for all of it that is not named
    ("elsewhere in"). What cannot be settled is a row of its own.
    """
    with faults_told():
        book = opened(rulebook)
        asked = _one(deployments_in(file, book))
        named = (over, *(also or ()))
        rows = [
            _row(value, words, evaluate(laid, on=on, known=known, rulebook=book))
            for value, words in _values(over, within, book.core.vocabulary)
            for laid in [_with(asked, dict.fromkeys(named, value))]
        ]
        typer.echo(survey_table(rows))


def _one(deployments: list[Deployment]) -> Deployment:
    if len(deployments) == 1:
        return deployments[0]
    message = "a survey asks one deployment"
    raise typer.BadParameter(message, param_hint="FILE")


def _row(value: str, words: str, decision: Decision) -> Surveyed:
    return Surveyed(
        value,
        words,
        decision.outcome,
        decision.firm,
        decision.reasons,
        decision.requirements,
        decision.missing,
    )


def _values(over: str, within: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    declared = vocabulary.facts.get(over)
    kind = None if declared is None else declared.type
    taxonomy = (
        vocabulary.taxonomies[kind.taxonomy] if isinstance(kind, TermOf) else None
    )
    if taxonomy is None or not taxonomy.paths:
        message = f"`{over}` is no fact whose terms are paths, as `place` is"
        raise typer.BadParameter(message, param_hint="--over")
    found = places_within(within, taxonomy)
    if not found:
        message = f"`{within}` has no parts in `{taxonomy.name}`"
        raise typer.BadParameter(message, param_hint="--within")
    return found


def _with(deployment: Deployment, facts: dict[str, str]) -> Deployment:
    return replace(
        deployment,
        combinations=tuple(
            replace(each, facts=dict(sorted({**each.facts, **facts}.items())))
            for each in deployment.combinations
        ),
    )
