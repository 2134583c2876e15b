"""The gates: `nox` runs all of them, `nox -l` lists them.

Every session uses the tools of the interpreter that runs nox, on PATH or not.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["style", "types", "layers", "docs", "package", "tests"]

DOCS = "tests/docs"
PACKAGE = "tests/package"
NO_TESTS_COLLECTED = 5


@nox.session
def style(session: nox.Session) -> None:
    """Every ruff rule holds and the formatter has nothing to change."""
    _tool(session, "ruff", "check")
    _tool(session, "ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    _tool(session, "mypy")


@nox.session
def layers(session: nox.Session) -> None:
    """Imports flow one way."""
    # import-linter has no `__main__`: this is what its script does.
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    session.run(sys.executable, "-c", code, external=True)


@nox.session
def docs(session: nox.Session) -> None:
    """What docstrings, guides and examples say is so."""
    allowed = (0, NO_TESTS_COLLECTED)
    doctest = ("--doctest-modules", "compliance")
    _tool(session, "pytest", *doctest, success_codes=allowed)
    if Path(DOCS).exists():
        _tool(session, "pytest", DOCS)


@nox.session
def package(session: nox.Session) -> None:
    """The wheel holds what it should, and works however it is installed."""
    _tool(session, "pytest", PACKAGE)


@nox.session
def tests(session: nox.Session) -> None:
    """All other tests; `nox -s tests -- ARGUMENTS` goes to pytest."""
    others = (f"--ignore={DOCS}", f"--ignore={PACKAGE}")
    _tool(session, "pytest", "-n", "auto", *(session.posargs or others))


@nox.session
def fast(session: nox.Session) -> None:
    """What to run while working: under a minute."""
    style(session)
    types(session)
    layers(session)
    chosen = ("-n", "auto", "-m", "not slow and not deep")
    _tool(session, "pytest", *chosen, profile="fast")


@nox.session
def deep(session: nox.Session) -> None:
    """Longer, random searches, then planted faults; not among the gates."""
    chosen = ("-n", "auto", "-m", "deep or not deep", *session.posargs)
    _tool(session, "pytest", *chosen, profile="deep")
    _tool(session, "mutmut", "run", profile="fast")
    _tool(session, "mutmut", "results")


def _tool(
    session: nox.Session,
    module: str,
    *arguments: str,
    profile: str | None = None,
    success_codes: Sequence[int] = (0,),
) -> None:
    session.run(
        sys.executable,
        "-m",
        module,
        *arguments,
        env=None if profile is None else {"COMPLIANCE_PROFILE": profile},
        success_codes=success_codes,
        external=True,
    )
