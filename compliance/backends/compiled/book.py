"""A rulebook made ready: its rules as functions, behind the index."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeAlias, cast

from compliance.backends.compiled.anchors import Anchors
from compliance.backends.compiled.calendar import Calendar
from compliance.backends.compiled.expr import Condition, Facts, condition
from compliance.backends.compiled.index import Index, gates_of
from compliance.backends.compiled.masks import numbers_in
from compliance.backends.compiled.moment import Moment
from compliance.backends.compiled.ranges import Ranges
from compliance.backends.compiled.rules import (
    ALLOWED,
    DENIED,
    UNSETTLED,
    Maker,
    Norm,
)
from compliance.backends.compiled.sieve import OPEN, Sieve
from compliance.backends.compiled.terms import Terms
from compliance.backends.compiled.truth import TRUE, UNKNOWN
from compliance.backends.compiled.waiting import Waiting
from compliance.core.decision import Outcome, Verdict
from compliance.core.deployment import Question
from compliance.core.expr import Expr
from compliance.core.rulebook import (
    Force,
    Kind,
    Owners,
    Rulebook,
    Ruleset,
    owners_of,
    scoped,
)
from compliance.core.rules import Permit

Taken: TypeAlias = tuple[Facts, int, int]
MOMENTS = 4_096
LARGE = 20_000
FEW = 48
EVERY_DAY = -1
OUTCOMES = tuple(Outcome)


class Compiled:
    """Answers for one rulebook; immutable but for what it remembers.

    What it remembers is bounded and depends on nothing but the rulebook and the
    question, so threads may share it: the worst that a race costs is work done twice.
    """

    def __init__(
        self, rulebook: Rulebook, *, large: int = LARGE, few: int = FEW
    ) -> None:
        """Index the rules; from `large` of them on by their anchors.

        Up to `few` that are left are judged one by one.
        """
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
        self._ids = [rule.id for rule, _ in self.owned]
        self._patterns = [rule.when for rule, _ in self.owned]
        self._ranges = Ranges(vocabulary, self.terms)
        self._checks = gates_of(vocabulary)
        self._large, self._few = len(self.owned) >= large, few
        self._gates = self._checks if self._large else self._index.gates
        self.unenacted = frozenset(
            ruleset.name
            for ruleset in rulebook.rulesets.values()
            if ruleset.kind in {Kind.BILL, Kind.DEMAND} and ruleset.enacted_on is None
        )
        self._moments: dict[tuple[date, date, bool], Moment] = {}
        self._conditions: dict[int, tuple[Expr, Condition]] = {}
        self._counted: dict[frozenset[Force], bytes] = {}
        self._decisive = self.counted(frozenset(Force) - {Force.GUIDANCE})

    @cached_property
    def owners(self) -> Owners:
        """Every rule with its ruleset, by the rule's name."""
        return owners_of(self.rulebook)

    @cached_property
    def scoped(self) -> tuple[Ruleset, ...]:
        """The rulesets that say what they apply to, but for proposals."""
        return scoped(self.rulebook)

    @cached_property
    def forces(self) -> tuple[Force, ...]:
        """The forces that its rulesets have, but for guidance."""
        present = {ruleset.force for ruleset in self.rulebook.rulesets.values()}
        return tuple(f for f in Force if f in present and f is not Force.GUIDANCE)

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

    def counted(self, forces: frozenset[Force]) -> bytes:
        """For each rule 1 if it may forbid or require, and counts; else 0."""
        flags = self._counted.get(forces)
        if flags is None:
            flags = self._counted[forces] = bytes(
                ruleset.force in forces and not isinstance(rule, Permit)
                for rule, ruleset in self.owned
            )
        return flags

    @cached_property
    def _index(self) -> Index:
        return Index(self._patterns, self._checks, self._ranges)

    @cached_property
    def _calendar(self) -> Calendar:
        return Calendar([rule.in_force for rule, _ in self.owned])

    @cached_property
    def _anchors(self) -> Anchors:
        return Anchors(self._patterns, self._ranges)

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self._patterns, self._ranges, self._anchors.rarity)

    def take(self, given: Mapping[str, object]) -> Taken | None:
        """Facts as given, if each states one value; None where reading needs care."""
        taken = self._take(dict(given))
        if taken is None:
            flat = flattened(given, self.rulebook.vocabulary.parties)
            taken = None if flat is None else self._take(flat)
        return taken

    def _take(self, facts: dict[str, object]) -> Taken | None:
        gates, possible, unsure = self._gates, -1, 0
        try:
            for name, value in facts.items():
                kind, entries = gates[name]
                if type(value) is kind:
                    some, open_ = entries[value]
                else:
                    facts[name] = entries.accept(value)
                    some, open_ = entries[facts[name]]
                possible &= some
                if open_:
                    unsure |= open_
        except (KeyError, TypeError):
            return None
        return cast("Facts", facts), possible, unsure

    def left(self, facts: Facts) -> list[tuple[int, int]]:
        """The rules that facts do not exclude, each with its pattern's answer."""
        possible, unsure = -1, 0
        if not self._large:
            possible, unsure = self._masks(facts)
        return self._left((facts, possible, unsure), EVERY_DAY)

    def _masks(self, facts: Facts) -> tuple[int, int]:
        possible, unsure = -1, 0
        gates = self._index.gates
        for name, value in facts.items():
            some, open_ = gates[name][1].of(value)
            possible &= some
            unsure |= open_
        return possible, unsure

    def _left(self, taken: Taken, when: int) -> list[tuple[int, int]]:
        if self._large:
            few = self._anchors.candidates(taken[0])
            if few is not None:
                return self._sieve.left(taken[0], few)
        return self._listed(*self._possible(taken, when), taken[0])

    def _possible(self, taken: Taken, when: int) -> tuple[int, int]:
        facts, possible, unsure = taken
        if self._large:
            possible, unsure = self._masks(facts)
        index = self._index
        possible &= index.everything & when
        for each in index.alternatives:
            some = each.possible(facts)
            if some is not None:
                possible &= some
        return possible, (unsure | index.mixed) & possible

    def _listed(self, possible: int, open_: int, facts: Facts) -> list[tuple[int, int]]:
        asks, stated = self._index.asks, facts.keys()
        found = [
            (number, TRUE if asks[number] <= stated else UNKNOWN)
            for number in numbers_in(possible ^ open_)
        ]
        if open_:
            found += [(number, OPEN) for number in numbers_in(open_)]
        return found

    def verdict(self, taken: Taken, moment: Moment) -> Verdict:
        """The outcome of one combination among all forces, with the deciding rules."""
        facts, counted = taken[0], self._decisive
        if self._large:
            few = self._anchors.candidates(facts)
            if few is not None:
                left = self._sieve.left(facts, few)
                return self._told(*self._worst(left, facts, counted, moment))
        when = self._calendar.around(moment.on)
        possible, open_ = self._possible(taken, when)
        if possible.bit_count() <= self._few:
            left = self._listed(possible, open_, facts)
            return self._told(*self._worst(left, facts, counted, moment))
        return self._told(*self._of_many(possible, open_, facts, moment))

    def _of_many(
        self, possible: int, open_: int, facts: Facts, moment: Moment
    ) -> tuple[int, list[int]]:
        """As `_worst`; what is undetermined is told by masks as far as it can be."""
        counted = self._decisive
        waiting = possible & ~open_ & self._index.incomplete(facts)
        settled = self._listed(possible & ~waiting, open_, facts)
        worst, deciding = self._worst(settled, facts, counted, moment)
        if worst == DENIED:
            return worst, deciding
        certain, rest = self._waiting.split(waiting, facts, moment)
        single = [(number, UNKNOWN) for number in numbers_in(rest)]
        other, more = self._worst(single, facts, counted, moment)
        open_rules = [n for n in numbers_in(certain) if counted[n]]
        found = [(worst, deciding), (other, more)]
        if open_rules:
            found.append((UNSETTLED, open_rules))
        worst = min(rank for rank, _ in found)
        return worst, [n for rank, some in found if rank == worst for n in some]

    @cached_property
    def _waiting(self) -> Waiting:
        numbers = {rule.id: n for n, (rule, _) in enumerate(self.owned)}
        overridden = [numbers[name] for name in self._overriding if name in numbers]
        rules = [rule for rule, _ in self.owned]
        return Waiting(rules, overridden, self._ranges)

    def outcome(
        self, combinations: Sequence[Facts], moment: Moment, forces: frozenset[Force]
    ) -> Verdict:
        """The outcome, and the ids of the rules that make it, in their order."""
        counted = self.counted(forces)
        worst, deciding = ALLOWED, set[int]()
        for facts in combinations:
            rank, numbers = self._worst(self.left(facts), facts, counted, moment)
            if rank < worst:
                worst, deciding = rank, set(numbers)
            elif rank == worst:
                deciding.update(numbers)
        return self._told(worst, deciding)

    def _told(self, worst: int, deciding: Iterable[int]) -> Verdict:
        if worst == ALLOWED:
            return OUTCOMES[ALLOWED], ()
        ids = self._ids
        return OUTCOMES[worst], tuple([ids[number] for number in sorted(deciding)])

    def _worst(
        self,
        left: Sequence[tuple[int, int]],
        facts: Facts,
        counted: bytes,
        moment: Moment,
    ) -> tuple[int, list[int]]:
        """The worst rank and its rules; those not settled only where none denies."""
        norms = self._norms
        worst, deciding = ALLOWED, list[int]()
        waiting = []
        for number, said in left:
            if not counted[number]:
                continue
            if said == UNKNOWN:
                waiting.append(number)
                continue
            norm = norms[number] or self.norm(number)
            pattern = norm.pattern(facts, moment) if said == OPEN else said
            rank = norm.judge(facts, moment, pattern)
            if rank < worst:
                worst, deciding = rank, [number]
            elif rank == worst:
                deciding.append(number)
        for number in waiting if worst != DENIED else ():
            norm = norms[number] or self.norm(number)
            rank = norm.judge(facts, moment, UNKNOWN)
            if rank < worst:
                worst, deciding = rank, [number]
            elif rank == worst:
                deciding.append(number)
        return worst, deciding


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
