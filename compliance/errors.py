"""What can be wrong with a rulebook or a deployment, and where it stands.

ComplianceError
├── RulebookError          files that cannot be a rulebook; lists every fault
├── DeploymentError        facts that the vocabulary does not admit; lists them all
├── ScenarioError          assumptions that contradict the rulebook or each other
├── QuestionError          dates, forces or options that no decision can be made for
└── ExtraMissingError      an optional package is needed and not installed

A breach of a rule is never an error: it is an answer, in the decision.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: lines and columns count from 1, the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `R201 file.yaml:41:9: what was found and what was expected`."""

    code: str
    message: str
    where: Span | None = None
    excerpt: str | None = None
    help: str | None = None
    warning: bool = False

    def __str__(self) -> str:
        """The finding as a person reads it: place, line with a caret, help."""
        place = "" if self.where is None else _place(self.where)
        lines = [f"{self.code} {place}{self.message}"]
        if self.where is not None and self.excerpt is not None:
            lines += _pointed(self.where, self.excerpt)
        if self.help is not None:
            lines.append(f"  help: {self.help}")
        return "\n".join(lines)


def _place(where: Span) -> str:
    return f"{where.file}:{where.line}:{where.column}: "


def _pointed(where: Span, excerpt: str) -> list[str]:
    one_line = where.end_line == where.line
    end = where.end_column if one_line else len(excerpt) + 1
    carets = "^" * max(1, min(end, len(excerpt) + 1) - where.column)
    return [f"  | {excerpt}", f"  | {' ' * (where.column - 1)}{carets}"]


class ComplianceError(Exception):
    """The base of every error of this package."""

    code: ClassVar[str] = "E000"


class DiagnosedError(ComplianceError):
    """An error that lists all its diagnostics."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        """Every diagnostic, one after the other."""
        return "\n".join(str(each) for each in self.diagnostics)


class RulebookError(DiagnosedError):
    """The files cannot be a rulebook; a policy author can fix it."""

    code = "E100"


class DeploymentError(DiagnosedError):
    """The vocabulary does not admit these facts; the caller can fix it."""

    code = "E200"


class ScenarioError(DiagnosedError):
    """The assumptions contradict the rulebook, the facts or each other."""

    code = "E300"


class QuestionError(DiagnosedError):
    """No decision can be made for such dates, forces or options."""

    code = "E400"


class ExtraMissingError(ComplianceError):
    """An optional package is needed: `pip install 'compliance-rulebook[extra]'`."""

    code = "E500"

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package = package
        self.extra = extra

    def __str__(self) -> str:
        """What is missing and how to install it."""
        return (
            f"{self.code} the package `{self.package}` is not installed\n"
            f"  help: pip install 'compliance-rulebook[{self.extra}]'"
        )


class BundleWarning(UserWarning):
    """A bundle is not used: it is damaged, or not of these sources."""
