"""Which terms a taxonomy knows, and how it writes them."""

import re

from compliance.check.nearest import suggestion
from compliance.core.terms import Taxonomy

OPEN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*(/[A-Za-z0-9][A-Za-z0-9.\-]*)*")


def canonical(name: str, taxonomy: Taxonomy) -> str:
    """The term as the vocabulary writes it; paths are read in any case."""
    if not taxonomy.paths or name in taxonomy.terms:
        return name
    head, slash, tail = name.partition("/")
    return head.upper() + slash + tail.lower()


def accepted(term: str, taxonomy: Taxonomy) -> bool:
    """Whether a deployment may name `term`, though it is not declared (§3)."""
    if not taxonomy.open or not OPEN_NAME.fullmatch(term):
        return False
    head, slash, _ = term.partition("/")
    return not taxonomy.paths or (bool(slash) and head in taxonomy.terms)


def similar(term: str, taxonomy: Taxonomy) -> str | None:
    """The advice to write a declared term instead; of paths, one beside it."""
    head, slash, tail = term.rpartition("/")
    if not taxonomy.paths or head not in taxonomy.terms:
        return suggestion(term, taxonomy.terms)
    beside = f"{head}{slash}"
    tails = {n.removeprefix(beside): n for n in taxonomy.terms if n.startswith(beside)}
    advice = suggestion(tail, tails)
    return None if advice is None else advice.replace("`", f"`{beside}", 1)
