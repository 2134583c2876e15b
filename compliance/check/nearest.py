"""The declared name that a misspelt one most likely means."""

from collections.abc import Iterable
from difflib import get_close_matches

CLOSE = 0.65


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The closest of `names`, in any case; None if none is close."""
    folded = {each.casefold(): each for each in names}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=CLOSE)
    return folded[close[0]] if close else None


def suggestion(name: str, names: Iterable[str]) -> str | None:
    """The advice to write the closest of `names`, None if none is close."""
    close = nearest(name, names)
    return None if close is None else f"did you mean `{close}`?"
