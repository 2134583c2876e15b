"""What becomes of many undetermined rules at once, by masks instead of one by one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from compliance.backends.compiled.calendar import Days
from compliance.backends.compiled.columns import Column, Postings, Rest
from compliance.backends.compiled.expr import Facts
from compliance.backends.compiled.masks import mask_of
from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.ranges import Ranges, asked_by
from compliance.core.expr import AnyOf, Expr
from compliance.core.periods import Bound, OnDay, Period, Version
from compliance.core.rules import Forbid, Rule

NEVER: Final = date.max.toordinal() + 1


class Waiting:
    """Prohibitions with plain dates and plain exceptions; the others are left over.

    Plain dates are one version with one period of exact days. A plain exception has no
    dates of its own and asks for one fact.
    """

    def __init__(
        self, rules: Sequence[Rule], overridden: Iterable[int], ranges: Ranges
    ) -> None:
        """`overridden` are the rules over which there are permits."""
        size = len(rules)
        lifted = set(overridden)
        plain = [
            number
            for number, rule in enumerate(rules)
            if isinstance(rule, Forbid) and number not in lifted and _plain(rule)
        ]
        self._plain = mask_of(plain, size)
        self._days = Days({n: _days_of(rules[n].in_force[0]) for n in plain}, size)
        found: dict[str, Postings] = {}
        for number in plain:
            for fact, expr in _by_fact(rules[number]).items():
                found.setdefault(fact, {}).setdefault(expr, []).append(number)
        self._lifting: Mapping[str, Column] = {
            fact: Column(fact, postings, Rest(0, size), ranges, lambda _: None)
            for fact, postings in found.items()
        }

    def split(self, waiting: int, facts: Facts, moment: Moment) -> tuple[int, int]:
        """Of undetermined rules those that stay so, and those to be judged singly."""
        mine = waiting & self._plain & self._days.on(moment.on, moment.known)
        for fact, column in self._lifting.items():
            value = facts.get(fact)
            if value is not None:
                touched, unsure = column.of(value)
                mine &= ~(touched & ~unsure)
        return mine, waiting & ~self._plain


def _plain(rule: Rule) -> bool:
    versions = rule.in_force
    return (
        len(versions) == 1
        and versions[0].by is None
        and _exact(versions[0])
        and all(each.in_force is None and _single(each.when) for each in rule.unless)
    )


def _exact(version: Version) -> bool:
    if len(version.periods) != 1:
        return False
    (period,) = version.periods
    return all(each is None or isinstance(each, OnDay) for each in _ends(period))


def _ends(period: Period) -> tuple[Bound | None, Bound | None]:
    return period.start, period.end


def _single(expr: Expr) -> bool:
    names = asked_by(expr)
    return len(names) == 1 and None not in names


def _days_of(version: Version) -> tuple[int, int, int]:
    start, end = _ends(version.periods[0])
    return (
        version.known.toordinal(),
        start.day.toordinal() if isinstance(start, OnDay) else 0,
        end.day.toordinal() if isinstance(end, OnDay) else NEVER,
    )


def _by_fact(rule: Rule) -> Mapping[str, Expr]:
    """The exceptions of a plain rule by the fact that they ask for, joined by `any`."""
    found: dict[str, list[Expr]] = {}
    for each in rule.unless:
        (fact,) = asked_by(each.when)
        found.setdefault(str(fact), []).append(each.when)
    return {
        fact: exprs[0] if len(exprs) == 1 else AnyOf(tuple(exprs))
        for fact, exprs in found.items()
    }
