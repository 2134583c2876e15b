"""`compliance evaluate`: may this go ahead, and why?"""

import json
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from compliance.cli import status
from compliance.cli.inputs import deployments_in, faults_told, opened
from compliance.cli.screen import write
from compliance.engine import Decision, Rulebook
from compliance.engine import evaluate as decide


def evaluate(  # noqa: PLR0913 - one question has as many parts
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A file; `-` is the standard input.")
    ],
    *,
    on: Annotated[str | None, typer.Option(help="The day it would happen.")] = None,
    known: Annotated[
        str | None, typer.Option(help="The day whose knowledge counts.")
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(help="A scenario of the rulebook, or its file.")
    ] = None,
    rulebook: Annotated[
        Path | None, typer.Option(help="A folder; the bundled rulebook if not given.")
    ] = None,
    force: Annotated[
        list[str] | None, typer.Option(help="Count only rules that bind so.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say whether a deployment may go ahead, and why.

    FILE holds one deployment or a list of them, in YAML or JSON. The exit status is
    0 for allow, 1 for deny, 3 for undetermined or conditional, 4 for faulty files and
    facts, 2 for wrong usage; of several, the first of 4, 1, 3, 0.
    """
    ask = partial(decide, on=on, known=known, force=force or None)
    with faults_told():
        book = opened(rulebook)
        decisions = [
            ask(deployment, scenario=_scenario(scenario, book), rulebook=book)
            for deployment in deployments_in(file, book)
        ]
        _print(decisions, as_json=as_json)
        outcomes = [each.outcome.value for each in decisions]
    raise typer.Exit(status.worst(status.OF_OUTCOME[each] for each in outcomes))


def _scenario(name: str | None, book: Rulebook) -> str | None:
    if name is None or name in book.scenarios or Path(name).is_file():
        return name
    from compliance.check.nearest import nearest  # noqa: PLC0415 - heavy

    close = nearest(name, book.scenarios)
    advice = f"; did you mean `{close}`?" if close else ""
    message = f"`{name}` is no scenario of `{book.name}` and no file{advice}"
    raise typer.BadParameter(message, param_hint="--scenario")


def _print(decisions: list[Decision], *, as_json: bool) -> None:
    if as_json:
        records = [each.to_dict() for each in decisions]
        shown = records if len(records) > 1 else records[0]
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    if len(decisions) == 1:
        write(str(decisions[0]))
        return
    count = len(decisions)
    for number, each in enumerate(decisions, start=1):
        write(f"===== {number} of {count} =====\n{each}\n")
