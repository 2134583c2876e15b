"""What a ruleset covers, as its rules show it."""

from pathlib import Path

import pytest

import compliance
from compliance.core.rulebook import Covers

HEAD = """\
ruleset: one
title: One
issuer: acme
kind: law
force: law
reviewed: 2026-11-23
sources: {act: {title: The act, url: 'https://example.org/act'}}
in_force: [{known: 2020-06-10, from: 2020-06-10, cite: act}]
"""
BOOK = Path(__file__).parents[2] / "corpus/rulesets/book"
RULE = "{title: A rule, cite: act, forbid: %s}"


@pytest.mark.parametrize(
    ("head", "rules", "covers"),
    [
        (
            "applies_to: {place: [US-CA, US-WA]}",
            ["{warrant: true}"],
            ("US-CA", "US-WA"),
        ),
        ("applies_to: {customer.government: US-CA}", ["{warrant: true}"], ("US-CA",)),
        (
            "applies_to: {customer.government: {within: US-CA}}",
            ["{place: US-WA}"],
            ("US-CA", "US-WA"),
        ),
        ("", ["{place: US-CA}", "{place: US-WA}"], ("US-CA", "US-WA")),
        ("", ["{place: US-CA}", "{warrant: true}"], ()),
        ("", ["{any: [{place: US-CA}, {warrant: true}]}"], ()),
        ("", ["{none: [{place: US-CA}]}"], ()),
        ("covers: {place: US}", ["{place: US-CA}"], ("US",)),
    ],
)
def test_a_ruleset_covers_the_places_without_which_no_rule_applies(
    head: str, rules: list[str], covers: tuple[str, ...], tmp_path: Path
) -> None:
    lines = [f"  rule-{number}: {RULE % rule}" for number, rule in enumerate(rules)]
    text = "\n".join([HEAD + head, "rules:", *lines, ""])

    assert covered(tmp_path, text).place == covers


def test_what_is_declared_leaves_the_rest_as_the_rules_show_it(tmp_path: Path) -> None:
    rule = RULE % "{technology: face-recognition, place: US-CA}"
    text = f"{HEAD}covers: {{place: US}}\nrules:\n  a: {rule}\n"

    assert covered(tmp_path, text) == Covers(("US",), ("face-recognition",), ())


def covered(folder: Path, text: str) -> Covers:
    for name in ("rulebook.yaml", "vocabulary/main.yaml", "events.yaml"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text((BOOK / name).read_text("utf-8"), "utf-8")
    (folder / "acme").mkdir()
    (folder / "acme/one.yaml").write_text(text, "utf-8")
    return compliance.load(folder).core.rulesets["acme/one"].covers
