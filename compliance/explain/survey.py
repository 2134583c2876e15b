"""One deployment asked of many values of a fact: a row each, alike rows together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compliance.core.decision import Outcome
from compliance.core.terms import Taxonomy
from compliance.explain.lists import Asked, Required
from compliance.explain.reasons import Reason, decisive
from compliance.explain.tables import table

HEAD = ("answer", "where", "by", "conditions and questions")
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The answer for one value."""

    value: str
    words: str
    outcome: Outcome
    firm: bool
    reasons: tuple[Reason, ...]
    requirements: tuple[Required, ...]
    missing: tuple[Asked, ...]


def places_within(whole: str, taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """Each declared place right below the parts of `whole`, and the rest of each part.

    A part with no declared place below it stands for itself and all that is in it.
    """
    parts = [name for name in taxonomy.terms if name.rpartition("-")[0] == whole]
    found: list[tuple[str, str]] = []
    for part in sorted(p for p in parts if "/" not in p):
        below = [n for n in taxonomy.terms if n.startswith(f"{part}/")]
        found += [(name, taxonomy.terms[name].words) for name in sorted(below)]
        words = taxonomy.terms[part].words
        rest = f"elsewhere in {words}" if below else words
        found.append((f"{part}/{ELSEWHERE}", rest))
    return found


def survey_table(rows: Iterable[Surveyed]) -> str:
    """A Markdown table, the worst answers first; rows that answer alike are joined."""
    alike: dict[tuple[str, ...], list[str]] = {}
    order = list(Outcome)
    for row in sorted(rows, key=lambda row: (order.index(row.outcome), row.value)):
        key = (_answer(row), _by(row), "<br>".join(_open(row)))
        alike.setdefault(key, []).append(row.words)
    return table(
        HEAD,
        [
            (answer, "; ".join(words), by, asks)
            for (answer, by, asks), words in alike.items()
        ],
    )


def _answer(row: Surveyed) -> str:
    if row.outcome is Outcome.UNDETERMINED:
        return "unknown"
    unfirm = row.outcome is Outcome.DENY and not row.firm
    return (
        f"{row.outcome.value}, unless an exception is shown"
        if unfirm
        else (row.outcome.value)
    )


def _by(row: Surveyed) -> str:
    told = [each for each in row.reasons if decisive(each, row.outcome)]
    names = dict.fromkeys(f"`{each.ruleset}`" for each in told)
    return ", ".join(names) or "no rule"


def _open(row: Surveyed) -> Iterator[str]:
    if row.outcome is Outcome.CONDITIONAL:
        waiting = (r for r in row.requirements if r.status.value in {"open", "unmet"})
        yield from dict.fromkeys(each.title for each in waiting)
    if row.outcome is Outcome.UNDETERMINED:
        yield from _questions(row.missing)


def _questions(missing: Sequence[Asked]) -> list[str]:
    return list(dict.fromkeys(each.question for each in missing))
