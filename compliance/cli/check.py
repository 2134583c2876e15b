"""`compliance check`: every fault and every warning in a rulebook."""

import json
from pathlib import Path
from typing import Annotated

import typer

from compliance.cli import status
from compliance.cli.inputs import WHAT_IS_ONE, faults_told, root_of
from compliance.engine import check as check_folder
from compliance.engine import data_folder
from compliance.errors import Diagnostic


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS", help="Rulebooks, or files in them; default: the bundled."
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Print every fault and warning of the rulebooks that PATHS belong to.

    The exit status is 0 if there are none, 1 if there are some, 4 where no rulebook
    can be read, 2 for wrong usage.
    """
    with faults_told():
        roots = _roots(paths or [data_folder("rulesets")])
        found = [each for root in roots for each in check_folder(root)]
    if as_json:
        records = [_record(each) for each in found]
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        for each in found:
            typer.echo(f"{each}\n")
        typer.echo(_count(found))
    raise typer.Exit(status.FINDINGS if found else status.CLEAN)


def _roots(paths: list[Path]) -> list[Path]:
    roots: dict[Path, Path] = {}
    for path in paths:
        root = root_of(path, "PATHS")
        if root is None:
            typer.echo(f"`{path}` is in no rulebook: {WHAT_IS_ONE}", err=True)
            raise typer.Exit(status.INVALID)
        roots.setdefault(root.resolve(), root)
    return list(roots.values())


def _record(found: Diagnostic) -> dict[str, object]:
    where = found.where
    return {
        "code": found.code,
        "message": found.message,
        "file": where and where.file,
        "line": where and where.line,
        "column": where and where.column,
        "end": where and {"line": where.end_line, "column": where.end_column},
        "help": found.help,
        "warning": found.warning,
    }


def _count(found: list[Diagnostic]) -> str:
    warnings = sum(each.warning for each in found)
    faults = len(found) - warnings
    counts = [
        f"{count} {noun if count == 1 else noun + 's'}"
        for count, noun in ((faults, "fault"), (warnings, "warning"))
        if count
    ]
    return " and ".join(counts) or "no faults and no warnings"
