"""Dated law that a program can ask: may we do this, why, until when?

`evaluate` asks the bundled rulebook, or one that `load` reads from a folder. Its answer
is a `Decision`. A breach is an answer; errors are for files and facts that are wrong.
"""

from compliance.core.decision import ItemStatus, Outcome
from compliance.core.rulebook import Force, Scenario
from compliance.engine import Decision, Rulebook, bundled, check, evaluate, load
from compliance.errors import (
    ComplianceError,
    DeploymentError,
    Diagnostic,
    ExtraMissingError,
    QuestionError,
    RulebookError,
    ScenarioError,
)
from compliance.explain.reasons import Reason, ReasonKind

__all__ = [
    "ComplianceError",
    "Decision",
    "DeploymentError",
    "Diagnostic",
    "ExtraMissingError",
    "Force",
    "ItemStatus",
    "Outcome",
    "QuestionError",
    "Reason",
    "ReasonKind",
    "Rulebook",
    "RulebookError",
    "Scenario",
    "ScenarioError",
    "bundled",
    "check",
    "evaluate",
    "load",
]
