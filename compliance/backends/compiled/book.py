"""A rulebook made ready: its rules as functions, behind the index."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias, cast

from compliance.backends.compiled.expr import Condition, Facts, condition
from compliance.backends.compiled.index import Index
from compliance.backends.compiled.masks import mask_of, numbers_in
from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.ranges import Ranges
from compliance.backends.compiled.rules import ALLOWED, DENIED, Maker, Norm
from compliance.backends.compiled.terms import Terms
from compliance.backends.compiled.truth import TRUE, UNKNOWN
from compliance.core.decision import Outcome, Verdict
from compliance.core.deployment import Question
from compliance.core.expr import Expr
from compliance.core.rulebook import Force, Kind, Rulebook, Ruleset
from compliance.core.rules import Permit

Taken: TypeAlias = tuple[Facts, int, int]
MOMENTS = 4_096
OUTCOMES = tuple(Outcome)


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
        self.ids = [rule.id for rule, _ in self.owned]
        patterns = [rule.when for rule, _ in self.owned]
        self.index = Index(patterns, vocabulary, Ranges(vocabulary, self.terms))
        self.unenacted = frozenset(
            ruleset.name
            for ruleset in rulebook.rulesets.values()
            if ruleset.kind in {Kind.BILL, Kind.DEMAND} and ruleset.enacted_on is None
        )
        self._moments: dict[tuple[date, date, bool], Moment] = {}
        self._conditions: dict[int, tuple[Expr, Condition]] = {}
        self._counted: dict[frozenset[Force], int] = {}
        self.decisive = self.counted(frozenset(Force) - {Force.GUIDANCE})

    def _permits_over(self, rule: str) -> Sequence[tuple[Permit, Ruleset]]:
        return sorted(self._overriding.get(rule, ()), key=lambda each: each[0].id)

    def norm(self, number: int) -> Norm:
        """The rule of that number, as functions."""
        made = self._norms[number]
        if made is None:
            made = self._norms[number] = self._maker.norm(*self.owned[number])
        return made

    def moment(self, on: date, known: date, *, presume: bool = True) -> Moment:
        """The two dates, with what was worked out for them before."""
        key = (on, known, presume)
        made = self._moments.get(key)
        if made is None:
            if len(self._moments) >= MOMENTS:
                self._moments.clear()
            events = self.rulebook.events
            question = Question(on, known, presume=presume)
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

    def take(self, given: Mapping[str, object]) -> Taken | None:
        """Facts as given, if each states one value; None where reading needs care."""
        facts = dict(given)
        taken = self._take(facts)
        if taken is None:
            flat = flattened(given, self.rulebook.vocabulary.parties)
            taken = None if flat is None else self._take(flat)
        return taken

    def _take(self, facts: dict[str, object]) -> Taken | None:
        gates, index = self.index.gates, self.index
        possible, unsure = index.everything, index.mixed
        try:
            for name, value in facts.items():
                kind, column = gates[name]
                if type(value) is kind:
                    some, open_ = column[value]
                else:
                    facts[name] = column.accept(value)
                    some, open_ = column[facts[name]]
                possible &= some
                if open_:
                    unsure |= open_
        except (KeyError, TypeError):
            return None
        admitted = cast("Facts", facts)
        return admitted, self._choices(admitted, possible), unsure

    def left(self, facts: Facts) -> Taken:
        """The rules that admitted facts leave, and those to be evaluated in full."""
        gates, index = self.index.gates, self.index
        possible, unsure = index.everything, index.mixed
        for name, value in facts.items():
            some, open_ = gates[name][1].of(value)
            possible &= some
            unsure |= open_
        return facts, self._choices(facts, possible), unsure

    def _choices(self, facts: Facts, possible: int) -> int:
        for each in self.index.alternatives:
            some = each.possible(facts)
            if some is not None:
                possible &= some
        return possible

    def verdict(self, taken: Taken, moment: Moment) -> Verdict:
        """The outcome of one combination among all forces, with the deciding rules."""
        facts, possible, unsure = taken
        worst, numbers = self._worst(facts, possible & self.decisive, unsure, moment)
        if worst == ALLOWED:
            return OUTCOMES[ALLOWED], ()
        numbers.sort()
        return OUTCOMES[worst], tuple([self.ids[n] for n in numbers])

    def outcome(
        self, combinations: Sequence[Taken], moment: Moment, forces: frozenset[Force]
    ) -> Verdict:
        """The outcome, and the ids of the rules that make it, in their order."""
        counted = self.counted(forces)
        worst, deciding = ALLOWED, set[int]()
        for facts, possible, unsure in combinations:
            rank, numbers = self._worst(facts, possible & counted, unsure, moment)
            if rank < worst:
                worst, deciding = rank, set(numbers)
            elif rank == worst:
                deciding.update(numbers)
        return OUTCOMES[worst], tuple(self.ids[n] for n in sorted(deciding))

    def _worst(
        self, facts: Facts, possible: int, unsure: int, moment: Moment
    ) -> tuple[int, list[int]]:
        norms, asks, stated = self._norms, self.index.asks, facts.keys()
        unsure &= possible
        found: list[tuple[int, int]] = []
        waiting: list[int] = []
        for number in numbers_in(possible ^ unsure):
            if asks[number] <= stated:
                norm = norms[number] or self.norm(number)
                found.append((norm.judge(facts, moment, TRUE), number))
            else:
                waiting.append(number)
        for number in numbers_in(unsure) if unsure else ():
            norm = norms[number] or self.norm(number)
            pattern = norm.pattern(facts, moment)
            found.append((norm.judge(facts, moment, pattern), number))
        worst = min(found, default=(ALLOWED, 0))[0]
        if worst != DENIED:
            for number in waiting:
                norm = norms[number] or self.norm(number)
                found.append((norm.judge(facts, moment, UNKNOWN), number))
            worst = min(found, default=(ALLOWED, 0))[0]
        if worst == ALLOWED:
            return ALLOWED, []
        return worst, [number for rank, number in found if rank == worst]


def flattened(
    given: Mapping[str, object], parties: Mapping[str, str]
) -> dict[str, object] | None:
    """Facts with the records of parties taken apart, None where one is stated twice."""
    flat: dict[str, object] = {}
    size = 0
    for name, value in given.items():
        inner = {name: value}
        if name in parties and isinstance(value, dict):
            inner = {f"{name}.{key}": each for key, each in value.items()}
        flat.update(inner)
        size += len(inner)
    return flat if len(flat) == size > len(given) else None
