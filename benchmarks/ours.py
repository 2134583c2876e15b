"""Our library on the generated rules: from a bundle, asked with a plain dict."""

import tempfile
from datetime import date
from pathlib import Path

from peers import Decide, Given
from rulebook import write
from workload import Workload

from compliance import Rulebook, evaluate, load
from compliance.engine import write_bundle


def rulebook(work: Workload) -> Rulebook:
    """The workload as a rulebook; its bundle is made once a machine."""
    folder = Path(tempfile.gettempdir()) / f"compliance-benchmark-{len(work.rules)}"
    if not (folder / "rulebook.bundle").is_file():
        write(work, folder)
        write_bundle(folder)
    return load(folder)


def decide(work: Workload) -> Decide:
    """The ids of deciding rules, without their rulesets' names."""
    book = rulebook(work)

    def decided(given: Given, on: date) -> list[str]:
        decision = evaluate(given, on=on, rulebook=book)
        return [each.rpartition("/")[2] for each in decision.rules]

    return decided
