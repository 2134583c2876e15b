"""`compliance bundle`: a rulebook as one file that loads at once."""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli import status
from compliance.cli.inputs import WHAT_IS_ONE, faults_told, root_of
from compliance.engine import write_bundle


def bundle(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A rulebook, or a file in it.")
    ],
) -> None:
    """Write the rulebook that PATH belongs to as a bundle beside its sources.

    It is read instead of them for as long as they do not change. The exit status is 4
    where the rulebook has faults, and nothing is written.
    """
    root = root_of(path, "PATH")
    if root is None:
        typer.echo(f"`{path}` is in no rulebook: {WHAT_IS_ONE}", err=True)
        raise typer.Exit(status.INVALID)
    with faults_told():
        written = write_bundle(root)
    typer.echo(f"{written}: {written.stat().st_size:,} bytes")
