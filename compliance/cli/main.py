"""The command line of the library: `compliance COMMAND`."""

import sys
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from compliance.cli.bundle import bundle
from compliance.cli.check import check
from compliance.cli.evaluate import evaluate
from compliance.cli.listing import coverage, list_instruments
from compliance.cli.show import show
from compliance.cli.survey import survey

app = typer.Typer(
    name="compliance",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(evaluate)
app.command()(check)
app.command()(show)
app.command("list")(list_instruments)
app.command()(coverage)
app.command()(survey)
app.command()(bundle)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001 - as typer calls it
    if wanted:
        typer.echo(version("compliance-rulebook"))
        raise typer.Exit


@app.callback()
def compliance(
    *,
    wanted: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version.",
            is_eager=True,
            callback=_tell_version,
        ),
    ] = False,
) -> None:
    """Dated law that a program can ask. This is no legal advice."""


def main() -> None:
    """Run the command that the arguments name."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
