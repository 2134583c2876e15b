"""`compliance list` and `compliance coverage`: what a rulebook holds, and where."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from compliance.check.deployment import plain_value
from compliance.cli import status
from compliance.cli.inputs import faults_told, opened
from compliance.core.terms import Plain
from compliance.explain.tables import coverage_table, instruments

Folder = Annotated[
    Path | None, typer.Option(help="A folder; the bundled rulebook if not given.")
]
AGE = re.compile(r"(\d{1,5})d")


def list_instruments(*, rulebook: Folder = None) -> None:
    """List every instrument: a Markdown table, one row each."""
    with faults_told():
        typer.echo(instruments(opened(rulebook).core))


def coverage(
    *,
    rulebook: Folder = None,
    stale: Annotated[
        str | None,
        typer.Option(help="Only what was last checked longer ago, as in `180d`."),
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="The day that `--stale` counts from; today.")
    ] = None,
) -> None:
    """Say which places, technologies and activities the rulesets speak of.

    With `--stale` the exit status is 1 if a ruleset is older, 0 if none is.
    """
    limit = None if stale is None else _limit(stale, on)
    with faults_told():
        lines = coverage_table(opened(rulebook).core, limit)
    if limit is not None and not lines:
        typer.echo(f"every ruleset was checked on {limit} or later")
        raise typer.Exit(status.CLEAN)
    typer.echo("\n".join(lines))
    raise typer.Exit(status.CLEAN if limit is None else status.FINDINGS)


def _limit(stale: str, on: str | None) -> date:
    age = AGE.fullmatch(stale)
    if age is None:
        message = f"expected a number of days, as in 180d, not `{stale}`"
        raise typer.BadParameter(message, param_hint="--stale")
    day = datetime.now(tz=UTC).date() if on is None else day_of(on, "--on")
    return day - timedelta(days=int(age[1]))


def day_of(given: str, option: str) -> date:
    """The day that an option names; a usage error if there is none."""
    day = plain_value(given, Plain.DATE)
    if isinstance(day, date):
        return day
    message = f"expected a date that exists, as in 2021-06-10, not `{given}`"
    raise typer.BadParameter(message, param_hint=option)
