"""How a check reports."""

from compliance.errors import Diagnostic, Span


def fault(
    code: str, message: str, where: Span | None, advice: str | None = None
) -> Diagnostic:
    """Something that no rulebook may have."""
    return Diagnostic(code, message, where=where, help=advice)


def warning(
    code: str, message: str, where: Span | None, advice: str | None = None
) -> Diagnostic:
    """Something that is most likely a mistake."""
    return Diagnostic(code, message, where=where, help=advice, warning=True)
