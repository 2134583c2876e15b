"""What a command is given: files and folders, and how their faults are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from compliance.cli import status
from compliance.core.deployment import Deployment
from compliance.engine import Rulebook, bundled, load
from compliance.errors import ComplianceError, DeploymentError, QuestionError


@contextmanager
def faults_told() -> Iterator[None]:
    """Tells what is wrong on standard error and ends, with no traceback."""
    try:
        yield
    except QuestionError as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(status.USAGE) from wrong
    except ComplianceError as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(status.INVALID) from wrong
    except OSError as wrong:
        if wrong.filename is None:
            raise
        typer.echo(f"`{wrong.filename}`: {wrong.strerror}", err=True)
        raise typer.Exit(status.USAGE) from wrong


def opened(folder: Path | None) -> Rulebook:
    """The rulebook of a folder, the bundled one where none is named."""
    if folder is None:
        return bundled()
    root = root_of(folder, "--rulebook")
    if root is None:
        typer.echo(f"`{folder}` is in no rulebook: {WHAT_IS_ONE}", err=True)
        raise typer.Exit(status.INVALID)
    return load(root)


def root_of(path: Path, option: str) -> Path | None:
    """The folder with `rulebook.yaml` at or above `path`, if there is one."""
    if not path.exists():
        message = f"`{path}` does not exist"
        raise typer.BadParameter(message, param_hint=option)
    above = path.resolve().parents
    candidates = (path, *path.parents, *above)
    return next((each for each in candidates if (each / MARK).is_file()), None)


STANDARD_INPUT = "-"
MARK = "rulebook.yaml"
WHAT_IS_ONE = f"no folder at or above it holds `{MARK}`"


def deployments_in(file: str, book: Rulebook) -> list[Deployment]:
    """The deployments of a file, or of the standard input."""
    from compliance.syntax import deployments, reader  # noqa: PLC0415 - heavy

    limits = reader.DEPLOYMENT
    if file == STANDARD_INPUT:
        data = typer.get_binary_stream("stdin").read(limits.size + 1)
        source = reader.read_bytes("<stdin>", data, error=DeploymentError)
    else:
        source = reader.read_file(Path(file), file, limits, error=DeploymentError)
    return deployments.read_deployments(source, book.core.vocabulary)
