"""The public handles: a rulebook that can be asked, and the decision it gives."""

from compliance.engine.ask import evaluate
from compliance.engine.decision import Decision
from compliance.engine.folder import (
    bundled,
    check,
    data_folder,
    load,
    read_folder,
    write_bundle,
)
from compliance.engine.rulebook import Interpreter, Rulebook

__all__ = [
    "Decision",
    "Interpreter",
    "Rulebook",
    "bundled",
    "check",
    "data_folder",
    "evaluate",
    "load",
    "read_folder",
    "write_bundle",
]
