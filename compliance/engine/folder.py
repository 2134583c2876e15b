"""Rulebooks on disk: loading, checking, and the one that ships with the package."""

import warnings
from functools import cache
from pathlib import Path

from compliance import bundle
from compliance.engine.rulebook import Rulebook
from compliance.errors import BundleWarning, Diagnostic, RulebookError


def load(folder: str | Path) -> Rulebook:
    """The rulebook of a folder that holds `rulebook.yaml`.

    A bundle beside it is read instead, where it was made of these very sources; one
    that was not is told with a `BundleWarning`, and not used.

    Raises `RulebookError` with every fault in all of its files; warnings are left to
    `check`.
    """
    root = Path(folder)
    kept = root / bundle.NAME
    if kept.is_file():
        try:
            return Rulebook(*bundle.read(kept, bundle.digest_of_sources(root)))
        except bundle.BundleRefused as refusal:
            message = f"{kept}: {refusal}; the sources are read instead"
            warnings.warn(message, BundleWarning, stacklevel=2)
    return _checked(root)


def write_bundle(folder: str | Path, path: Path | None = None) -> Path:
    """Write the rulebook of a folder as a bundle: beside its sources, or at `path`.

    Raises `RulebookError` as `load` does, and then writes nothing.
    """
    root = Path(folder)
    sources = bundle.digest_of_sources(root)
    rulebook = _checked(root)
    path = root / bundle.NAME if path is None else path
    bundle.write(path, rulebook.core, rulebook.scenarios, sources)
    return path


def _checked(root: Path) -> Rulebook:
    rulebook, diagnostics = read_folder(root)
    faults = tuple(each for each in diagnostics if not each.warning)
    if faults:
        raise RulebookError(faults)
    return rulebook


def check(folder: str | Path) -> tuple[Diagnostic, ...]:
    """Every fault and every warning in a rulebook's folder, none if it is clean.

    Where nothing is at fault, the JSON schemas give a second, independent opinion.
    """
    from compliance.syntax.load import load as read  # noqa: PLC0415 - heavy
    from compliance.syntax.second import second_opinion  # noqa: PLC0415 - heavy

    loaded = read(Path(folder))
    if any(not each.warning for each in loaded.diagnostics):
        return loaded.diagnostics
    return (*loaded.diagnostics, *second_opinion(loaded.sources.values()))


def read_folder(folder: Path) -> tuple[Rulebook, tuple[Diagnostic, ...]]:
    """A folder's rulebook, which may be used only if no diagnostic is a fault."""
    from compliance.syntax.load import load as read  # noqa: PLC0415 - heavy

    loaded = read(folder)
    return Rulebook(loaded.rulebook, loaded.scenarios), loaded.diagnostics


@cache
def bundled() -> Rulebook:
    """The rulebook that ships with the package, loaded once."""
    return load(data_folder("rulesets"))


def data_folder(name: str) -> Path:
    """A folder of the package's data: in it, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
