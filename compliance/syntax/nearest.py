"""The declared name that a misspelt one most likely means."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The closest of `names`, None if none is close."""
    folded = {each.casefold(): each for each in names}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.65)
    return folded[close[0]] if close else None
