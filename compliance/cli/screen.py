"""Text on standard output, with colour on a terminal and nowhere else."""

import re
import sys

import typer

COLOURS = {
    "DENY": "bold red",
    "UNDETERMINED": "bold yellow",
    "CONDITIONAL": "bold yellow",
    "ALLOW": "bold green",
}
HEADING = re.compile(r"[^ -].*:|=+ .+ =+")


def write(text: str) -> None:
    """Print `text`: the same with colours as without."""
    if not sys.stdout.isatty():
        typer.echo(text)
        return
    from rich.console import Console  # noqa: PLC0415 - heavy, and rarely needed
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    for line in text.split("\n"):
        console.print(Text(line, style=style(line)))


def style(line: str) -> str:
    """How a line is shown: outcomes in their colour, headings bold."""
    outcome = COLOURS.get(line.partition(":")[0])
    if outcome is not None:
        return outcome
    return "bold" if HEADING.fullmatch(line) else ""
