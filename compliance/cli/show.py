"""`compliance show`: a ruleset, or one norm of it, as a page."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli import status
from compliance.cli.inputs import faults_told, opened
from compliance.cli.listing import day_of
from compliance.cli.screen import write
from compliance.explain.show import names
from compliance.explain.show import show as page


def show(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A ruleset, rule, exception or item.")
    ],
    *,
    rulebook: Annotated[
        Path | None, typer.Option(help="A folder; the bundled rulebook if not given.")
    ] = None,
    known: Annotated[
        str | None, typer.Option(help="Tell only what was published by this day.")
    ] = None,
) -> None:
    """Show what a ruleset says, since when, and where it says so."""
    day = None if known is None else day_of(known, "--known")
    with faults_told():
        core = opened(rulebook).core
        text = page(core, name, day)
        if text is None:
            typer.echo(_unknown(name, names(core)), err=True)
            raise typer.Exit(status.USAGE)
        write(text)


def _unknown(name: str, known: list[str]) -> str:
    from compliance.check.nearest import nearest  # noqa: PLC0415 - heavy

    ending = [each for each in known if each.endswith(f"/{name}")]
    close = ending[0] if ending else nearest(name, known)
    advice = f"\n  help: did you mean `{close}`?" if close else ""
    return f"`{name}` is nothing in this rulebook{advice}"
