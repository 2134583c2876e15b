"""A bundle says what its sources say, or is refused and the sources are read."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from compliance import bundle
from compliance.bundle.codec import shape
from compliance.engine import evaluate, load, write_bundle
from compliance.errors import BundleWarning, RulebookError

DEPLOYMENT = {"vendor": "amazon", "technology": "face-recognition", "activity": "sell"}


@pytest.fixture(scope="module")
def original(root: Path) -> Path:
    return root / "rulesets"


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("*.cases.yaml")
    return shutil.copytree(original, tmp_path / "rulesets", ignore=ignored)


def test_a_bundle_says_what_its_sources_say(folder: Path) -> None:
    from_sources = load(folder)
    write_bundle(folder)

    from_bundle = load(folder)

    assert from_bundle.core == from_sources.core
    assert from_bundle.scenarios == from_sources.scenarios
    assert from_bundle.digest == from_sources.digest


def test_it_answers_as_they_do(folder: Path) -> None:
    told = evaluate(DEPLOYMENT, on="2020-07-01", rulebook=load(folder)).to_dict()
    write_bundle(folder)

    again = evaluate(DEPLOYMENT, on="2020-07-01", rulebook=load(folder)).to_dict()

    assert again == told


def test_the_same_sources_make_the_same_bytes(folder: Path) -> None:
    first = write_bundle(folder).read_bytes()
    (folder / bundle.NAME).unlink()

    assert write_bundle(folder).read_bytes() == first


def test_nothing_is_written_of_a_faulty_rulebook(folder: Path) -> None:
    (folder / "broken.yaml").write_text("ruleset: [", encoding="utf-8")

    with pytest.raises(RulebookError):
        write_bundle(folder)

    assert not (folder / bundle.NAME).exists()


def changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def with_head(content: bytes, **changes: object) -> bytes:
    head, _, payload = content.partition(b"\n")
    return json.dumps(json.loads(head) | changes).encode() + b"\n" + payload


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "it is no bundle, or damaged"),
    "no table": (lambda _: b"[1]\n{}", "it is no bundle, or damaged"),
    "no text": (lambda content: b"\xff" + content, "it is no bundle, or damaged"),
    "cut off": (lambda content: content[:-1], "it is damaged"),
    "a word": (lambda content: content.replace(b"amazon", b"amazin"), "it is damaged"),
    "the end": (lambda content: content[:-9] + b"123456789", "it is damaged"),
    "newer": (lambda content: with_head(content, bundle=2), "another version"),
    "shape": (lambda content: with_head(content, shape="other"), "another version"),
    "sources": (lambda content: with_head(content, sources="other"), "have changed"),
    "no digest": (lambda content: with_head(content, payload=None), "it is damaged"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_damaged_is_refused_and_the_sources_are_read(
    folder: Path, damage: str
) -> None:
    change, reason = DAMAGE[damage]
    changed(write_bundle(folder), change)

    with pytest.warns(BundleWarning, match=reason):
        rulebook = load(folder)

    assert rulebook.core.rulesets


def test_a_change_of_a_source_is_noticed(folder: Path) -> None:
    write_bundle(folder)
    ruleset = next(folder.glob("ibm/*.yaml"))
    changed(ruleset, lambda content: content + b"# a remark\n")

    with pytest.warns(BundleWarning, match="its sources have changed"):
        load(folder)


def test_a_ruleset_that_is_gone_is_noticed(folder: Path) -> None:
    write_bundle(folder)
    shutil.rmtree(folder / "be")

    with pytest.warns(BundleWarning, match="its sources have changed"):
        load(folder)


@pytest.mark.parametrize(
    "nodes",
    [[], [["t", 5]], [[0, "no such name"]], [["x"]], [[99_999]], ["text"]],
    ids=str,
)
def test_nodes_that_make_no_rulebook_are_refused(
    tmp_path: Path, nodes: list[object]
) -> None:
    payload = json.dumps({"root": len(nodes) - 1, "nodes": nodes}).encode()
    head = {
        "bundle": 1,
        "shape": shape(),
        "sources": "",
        "payload": hashlib.sha256(payload).hexdigest(),
    }
    path = tmp_path / bundle.NAME
    path.write_bytes(json.dumps(head).encode() + b"\n" + payload)

    with pytest.raises(bundle.BundleRefused, match="damaged"):
        bundle.read(path, "")
