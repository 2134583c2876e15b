"""Why a condition or a period has its truth: its parts, each with theirs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compliance.backends.compiled.expr import Condition, Facts
from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.periods import latest, passing, within
from compliance.backends.compiled.truth import SAID
from compliance.core.decision import Derivation
from compliance.core.expr import All, AnyOf, Expr, Not, Readings
from compliance.core.periods import Bound, EarlierOf, LaterOf, Period, Version


@dataclass(frozen=True, slots=True)
class Deriver:
    """The facts and the moment for which truths are explained."""

    condition: Callable[[Expr], Condition]
    facts: Facts
    moment: Moment

    def derive(self, expr: Expr) -> Derivation:
        """The tree of a condition."""
        value = SAID[self.condition(expr)(self.facts, self.moment)]
        return Derivation(expr, value, tuple(self.derive(e) for e in inside(expr)))

    def standing(
        self, versions: Sequence[Version], *, presume: bool
    ) -> Derivation | None:
        """The tree of the version that counts, None where there is none."""
        version = latest(versions, self.moment)
        if version is None or not version.periods:
            return None
        answers = [within(p, presume=presume)(self.moment) for p in version.periods]
        parts = tuple(
            Derivation(period, SAID[answer], self._ends(period, presume=presume))
            for period, answer in zip(version.periods, answers, strict=True)
        )
        return Derivation(version, SAID[max(answers)], parts)

    def _ends(self, period: Period, *, presume: bool) -> tuple[Derivation, ...]:
        ends = [(period.start, False), (period.end, presume)]
        return tuple(
            self._bound(bound, presume=presumed)
            for bound, presumed in ends
            if bound is not None
        )

    def _bound(self, bound: Bound, *, presume: bool) -> Derivation:
        inner = bound.bounds if isinstance(bound, EarlierOf | LaterOf) else ()
        parts = tuple(self._bound(each, presume=presume) for each in inner)
        return Derivation(
            bound, SAID[passing(bound, presume=presume)(self.moment)], parts
        )


def inside(expr: Expr) -> tuple[Expr, ...]:
    """The conditions that a condition is made of."""
    match expr:
        case All(args) | AnyOf(args):
            return args
        case Not(arg):
            return (arg,)
        case Readings(_, _, alternatives):
            return tuple(each.means for each in alternatives)
        case _:
            return ()
