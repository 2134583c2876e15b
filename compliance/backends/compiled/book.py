"""A rulebook made ready: its rules as functions, behind the index."""

from collections.abc import Sequence
from datetime import date

from compliance.backends.compiled.expr import Condition, Facts, condition
from compliance.backends.compiled.index import Index, mask_of, numbers_in
from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.ranges import Ranges
from compliance.backends.compiled.rules import Maker, Norm
from compliance.backends.compiled.terms import Terms
from compliance.backends.compiled.truth import TRUE, UNKNOWN
from compliance.core.decision import Outcome
from compliance.core.deployment import Question
from compliance.core.expr import Expr
from compliance.core.rulebook import Force, Kind, Rulebook, Ruleset
from compliance.core.rules import Permit

MOMENTS = 256
RANK = {outcome: number for number, outcome in enumerate(Outcome)}


class Compiled:
    """Answers for one rulebook; immutable but for what it remembers.

    What it remembers is bounded and depends on nothing but the rulebook and the
    question, so threads may share it: the worst that a race costs is work done twice.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Index the rules; each becomes functions when it is first needed."""
        self.rulebook = rulebook
        vocabulary = rulebook.vocabulary
        self.terms = {n: Terms(t) for n, t in vocabulary.taxonomies.items()}
        self.owned = [
            (rule, ruleset)
            for ruleset in sorted(rulebook.rulesets.values(), key=lambda r: r.name)
            for rule in sorted(ruleset.rules, key=lambda r: r.id)
        ]
        self._norms: list[Norm | None] = [None] * len(self.owned)
        self._overriding: dict[str, list[tuple[Permit, Ruleset]]] = {}
        for rule, ruleset in self.owned:
            if isinstance(rule, Permit):
                for name in rule.overrides:
                    self._overriding.setdefault(name, []).append((rule, ruleset))
        self._maker = Maker(vocabulary, self._permits_over)
        patterns = [rule.when for rule, _ in self.owned]
        self.index = Index(patterns, Ranges(vocabulary, self.terms))
        self.unenacted = frozenset(
            ruleset.name
            for ruleset in rulebook.rulesets.values()
            if ruleset.kind in {Kind.BILL, Kind.DEMAND} and ruleset.enacted_on is None
        )
        self._moments: dict[tuple[date, date, bool], Moment] = {}
        self._conditions: dict[int, tuple[Expr, Condition]] = {}
        self._counted: dict[frozenset[Force], int] = {}

    def _permits_over(self, rule: str) -> Sequence[tuple[Permit, Ruleset]]:
        return sorted(self._overriding.get(rule, ()), key=lambda each: each[0].id)

    def norm(self, number: int) -> Norm:
        """The rule of that number, as functions."""
        made = self._norms[number]
        if made is None:
            made = self._norms[number] = self._maker.norm(*self.owned[number])
        return made

    def moment(self, question: Question) -> Moment:
        """The dates of a question, with what was worked out for them before."""
        key = (question.on, question.known, question.presume)
        made = self._moments.get(key)
        if made is None:
            if len(self._moments) >= MOMENTS:
                self._moments.clear()
            events = self.rulebook.events
            made = Moment(question, self.terms, events, self.unenacted)
            self._moments[key] = made
        return made

    def condition(self, expr: Expr) -> Condition:
        """`expr` as a function, made once."""
        held = self._conditions.get(id(expr))
        if held is None:
            held = (expr, condition(expr, self.rulebook.vocabulary))
            self._conditions[id(expr)] = held
        return held[1]

    def counted(self, forces: frozenset[Force]) -> int:
        """The mask of the rules that may forbid or require, and that count."""
        mask = self._counted.get(forces)
        if mask is None:
            numbers = (
                number
                for number, (rule, ruleset) in enumerate(self.owned)
                if ruleset.force in forces and not isinstance(rule, Permit)
            )
            mask = self._counted[forces] = mask_of(numbers, self.index.size)
        return mask

    def left(self, facts: Facts) -> tuple[int, int]:
        """The rules that `facts` do not exclude, and those to be evaluated in full."""
        possible, unsure = self.index.everything, self.index.mixed
        columns = self.index.columns
        for name, value in facts.items():
            column = columns.get(name)
            if column is not None:
                some, open_ = column[value]
                possible &= some
                unsure |= open_
        for each in self.index.alternatives:
            some_of = each.possible(facts)
            if some_of is not None:
                possible &= some_of
        return possible, unsure & possible

    def outcome(
        self, combinations: Sequence[Facts], question: Question
    ) -> tuple[Outcome, tuple[str, ...]]:
        """The outcome, and the ids of the rules that make it, in their order."""
        moment = self.moment(question)
        counted = self.counted(question.forces)
        worst, deciding = Outcome.ALLOW, dict[int, None]()
        for facts in combinations:
            for number, severity in self._severities(facts, moment, counted):
                if severity is worst is not Outcome.ALLOW:
                    deciding[number] = None
                elif RANK[severity] < RANK[worst]:
                    worst, deciding = severity, {number: None}
        return worst, tuple(self.owned[n][0].id for n in sorted(deciding))

    def _severities(
        self, facts: Facts, moment: Moment, counted: int
    ) -> list[tuple[int, Outcome]]:
        possible, unsure = self.left(facts)
        possible &= counted
        asks, stated = self.index.asks, facts.keys()
        found = []
        for number in numbers_in(possible):
            norm = self.norm(number)
            if unsure >> number & 1:
                pattern = norm.pattern(facts, moment)
            else:
                pattern = TRUE if asks[number] <= stated else UNKNOWN
            found.append((number, norm.severity(facts, moment, pattern)))
        return found
