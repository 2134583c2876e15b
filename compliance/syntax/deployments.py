"""Deployments in a file: the facts of each, and where those stand that do not fit."""

from dataclasses import replace

from compliance.check.deployment import Misfit, admit
from compliance.core.deployment import Deployment
from compliance.core.terms import Vocabulary
from compliance.errors import DeploymentError, Diagnostic, Span
from compliance.syntax.reader import DEPLOYMENT, read
from compliance.syntax.tree import (
    Node,
    Row,
    Source,
    Table,
    excerpt,
    locate,
    locate_key,
    plain,
)


def read_deployments(source: Source, vocabulary: Vocabulary) -> list[Deployment]:
    """The deployments of a file in YAML or JSON: one mapping of facts, or a list.

    Raises `DeploymentError` with every fault in all of them.
    """
    root = read(source, DEPLOYMENT, error=DeploymentError).root
    nodes = root.items if isinstance(root, Row) else (root,)
    if not nodes:
        message = "an empty list: expected at least one deployment"
        raise DeploymentError(
            (_shown(Diagnostic("F800", message), root.where, source),)
        )
    admitted = [(node, admit(plain(node), vocabulary)) for node in nodes]
    faults = [
        _placed(misfit, node, source)
        for node, each in admitted
        for misfit in each.misfits
    ]
    if faults:
        raise DeploymentError(tuple(sorted(faults, key=_standing)))
    return [each.deployment for _, each in admitted if each.deployment is not None]


def _placed(misfit: Misfit, node: Node, source: Source) -> Diagnostic:
    held = locate(node, misfit.path)
    whole = _is_whole(node, misfit.path)
    where = locate_key(node, misfit.path) if misfit.at_key or whole else held
    return _shown(misfit.diagnostic, where, source)


def _is_whole(node: Node, path: tuple[str | int, ...]) -> bool:
    """Whether a list or a mapping stands there: it is shown at its key."""
    for step in path:
        match node, step:
            case Table(entries=entries), str():
                node = next((e.value for e in entries if e.key == step), node)
            case Row(items=items), int():
                node = items[step]
            case _:
                return False
    return isinstance(node, Row | Table) and bool(path)


def _shown(found: Diagnostic, where: Span, source: Source) -> Diagnostic:
    return replace(found, where=where, excerpt=excerpt(source, where))


def _standing(found: Diagnostic) -> tuple[int, int]:
    return (found.where.line, found.where.column) if found.where else (0, 0)
