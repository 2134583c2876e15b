"""Bundles on disk: a line that says what it is, then the nodes."""

import gc
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from compliance.bundle.codec import Encoder, decode, shape
from compliance.core.rulebook import Rulebook, Scenario

NAME = "rulebook.bundle"
FORMAT = 1
FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


class BundleRefused(Exception):  # noqa: N818 - it is no error of the user's
    """Why a bundle is not used; the sources are."""


def digest_of_sources(folder: Path) -> str:
    """SHA-256 of the names and contents of what a rulebook's answers rest on."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if hidden or path.name.endswith(".cases.yaml"):
            continue
        content = path.read_bytes()
        found.update(f"{name.as_posix()}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def write(
    path: Path, rulebook: Rulebook, scenarios: Mapping[str, Scenario], sources: str
) -> None:
    """Write a checked rulebook; `sources` is the digest of what it was read from."""
    encoder = Encoder()
    root = encoder.add((rulebook, dict(scenarios)))
    content = {"root": root, "nodes": encoder.nodes}
    payload = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    head = {
        "bundle": FORMAT,
        "shape": shape(),
        "sources": sources,
        "payload": hashlib.sha256(payload).hexdigest(),
    }
    path.write_bytes(json.dumps(head).encode() + b"\n" + payload)


def read(path: Path, sources: str) -> tuple[Rulebook, Mapping[str, Scenario]]:
    """The rulebook of a bundle and its scenarios.

    Raises `BundleRefused` where it is damaged, was made by another version, or from
    other sources.
    """
    first, _, payload = path.read_bytes().partition(b"\n")
    head = _head(first)
    if head.get("bundle") != FORMAT or head.get("shape") != shape():
        message = "it was made by another version of this library"
        raise BundleRefused(message)
    if head.get("payload") != hashlib.sha256(payload).hexdigest():
        message = "it is damaged"
        raise BundleRefused(message)
    if head.get("sources") != sources:
        message = "its sources have changed since it was made"
        raise BundleRefused(message)
    return _content(payload)


def _head(line: bytes) -> Mapping[str, object]:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict):
        message = "it is no bundle, or damaged"
        raise BundleRefused(message)
    return head


def _content(payload: bytes) -> tuple[Rulebook, Mapping[str, Scenario]]:
    enabled = gc.isenabled()
    gc.disable()  # all of it is kept: looking for garbage would cost more than reading
    try:
        content = json.loads(payload)
        rulebook, scenarios = decode(content["nodes"])[content["root"]]
    except FAULTS as fault:
        message = "it is damaged"
        raise BundleRefused(message) from fault
    finally:
        if enabled:
            gc.enable()
    if not isinstance(rulebook, Rulebook):
        message = "it is damaged"
        raise BundleRefused(message)
    return rulebook, scenarios
