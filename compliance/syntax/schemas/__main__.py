"""Rewrite `schemas/` from the models: `python -m compliance.syntax.schemas`."""

from pathlib import Path

from compliance.syntax.load import load
from compliance.syntax.schemas.generate import write

ROOT = Path(__file__).parents[3]

if __name__ == "__main__":
    write(ROOT / "schemas", load(ROOT / "rulesets").rulebook.vocabulary)
