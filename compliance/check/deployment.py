"""From given facts to a deployment: every combination that they stand for (§2, §4)."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TypeAlias

from compliance.check.facts import WANTED, plain_value, said
from compliance.check.nearest import suggestion
from compliance.check.terms import OPEN_NAME, accepted, canonical, similar
from compliance.core.deployment import Combination, Deployment
from compliance.core.terms import FactDeclaration, Plain, Taxonomy, TermOf, Vocabulary
from compliance.core.values import Value
from compliance.errors import DeploymentError, Diagnostic

__all__ = [
    "Admitted",
    "Misfit",
    "admit",
    "plain_value",
    "read_deployment",
    "single_value",
]

MOST = 1_000
UNKNOWN_HELP = "leave it out if it is not known"
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Something that the vocabulary does not admit, and where it was given."""

    path: Path
    diagnostic: Diagnostic
    at_key: bool = False


@dataclass(frozen=True, slots=True)
class Admitted:
    """The deployment that facts state, none if some of them are misfits."""

    deployment: Deployment | None
    misfits: tuple[Misfit, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a fact, or one record of a party, with words for it."""

    facts: Mapping[str, Value]
    words: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one record of a party states: each fact with its values."""

    number: int
    values: Mapping[str, tuple[Value, ...]]

    @property
    def count(self) -> int:
        """How many choices it stands for."""
        return math.prod(len(each) for each in self.values.values())


@dataclass(frozen=True, slots=True)
class Axis:
    """What a deployment may vary in: a party, or a fact by itself."""

    name: str
    path: Path
    records: tuple[Record, ...]

    @property
    def count(self) -> int:
        """How many choices there are."""
        return sum(record.count for record in self.records)


@dataclass(slots=True)
class _Reading:
    vocabulary: Vocabulary
    misfits: list[Misfit] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def fault(
        self,
        path: Path,
        code: str,
        message: str,
        advice: str | None = None,
        *,
        at_key: bool = False,
    ) -> None:
        diagnostic = Diagnostic(code, message, help=advice)
        self.misfits.append(Misfit(path, diagnostic, at_key))


def read_deployment(given: Mapping[str, object], vocabulary: Vocabulary) -> Deployment:
    """The deployment that `given` states; raises `DeploymentError` with every fault."""
    admitted = admit(given, vocabulary)
    if admitted.deployment is None:
        raise DeploymentError(tuple(each.diagnostic for each in admitted.misfits))
    return admitted.deployment


def admit(given: object, vocabulary: Vocabulary) -> Admitted:
    """The deployment that `given` states, or all that keeps it from being one."""
    reading = _Reading(vocabulary)
    if not isinstance(given, Mapping):
        advice = "write them as in `vendor: amazon`"
        reading.fault((), "F800", "expected facts and their values", advice)
        return Admitted(None, tuple(reading.misfits))
    title = _title(given, reading)
    day = _day(given, reading)
    axes = list(_axes(given, reading))
    _refuse_stated_twice(axes, reading)
    if not reading.misfits:
        _refuse_too_many(axes, reading)
    if reading.misfits:
        return Admitted(None, tuple(reading.misfits))
    combinations = tuple(_combinations(axes))
    notices = tuple(dict.fromkeys(reading.notices))
    return Admitted(Deployment(combinations, title, day, notices), ())


def _title(given: Mapping[str, object], reading: _Reading) -> str | None:
    title = given.get("deployment")
    if "deployment" in given and not isinstance(title, str):
        message = f"`deployment`: expected its title in words, not {said(title)}"
        reading.fault(("deployment",), "F802", message)
        return None
    return title if isinstance(title, str) else None


def _day(given: Mapping[str, object], reading: _Reading) -> date | None:
    if "date" not in given:
        return None
    day = plain_value(given["date"], Plain.DATE)
    if not isinstance(day, date):
        message = f"`date`: expected {WANTED[Plain.DATE]}, not {said(given['date'])}"
        reading.fault(("date",), "F802", message)
        return None
    return day


def _axes(given: Mapping[str, object], reading: _Reading) -> Iterator[Axis]:
    for name in sorted(given, key=str):
        if not isinstance(name, str):
            message = f"{said(name)} is not a fact: names are text"
            reading.fault((), "F801", message)
        elif name in reading.vocabulary.parties:
            yield Axis(name, (name,), tuple(_records(name, given[name], reading)))
        elif name not in {"deployment", "date"}:
            values = _values(name, (name,), given[name], reading)
            if values:
                yield Axis(name, (name,), (Record(1, {name: values}),))


def _records(party: str, given: object, reading: _Reading) -> Iterator[Record]:
    if isinstance(given, list | tuple):
        if not given:
            _refuse_empty(party, (party,), reading)
        for number, record in enumerate(given):
            yield from _record(party, (party, number), record, reading)
    else:
        yield from _record(party, (party,), given, reading)


def _record(
    party: str, path: Path, given: object, reading: _Reading
) -> Iterator[Record]:
    if not isinstance(given, Mapping):
        message = f"`{party}`: expected a record, not {said(given)}"
        reading.fault(path, "F804", message, f"write `{party}: {{type: police}}`")
        return
    values: dict[str, tuple[Value, ...]] = {}
    for key in sorted(given, key=str):
        name = f"{party}.{key}"
        found = _values(name, (*path, str(key)), given[key], reading)
        if found:
            values[name] = found
    number = path[-1] if isinstance(path[-1], int) else 0
    yield Record(number + 1, values)


def _values(
    name: str, path: Path, given: object, reading: _Reading
) -> tuple[Value, ...]:
    fact = reading.vocabulary.facts.get(name)
    if fact is None:
        _refuse_unknown(name, path, given, reading)
        return ()
    if not isinstance(given, list | tuple):
        value = _value(fact, path, given, reading)
        return () if value is None else (value,)
    if not given:
        _refuse_empty(name, path, reading)
    elif fact.single or not isinstance(fact.type, TermOf):
        reading.fault(path, "F805", f"`{name}` has one value, not a list")
        return ()
    values = [
        _value(fact, (*path, number), each, reading)
        for number, each in enumerate(given)
    ]
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _refuse_empty(name: str, path: Path, reading: _Reading) -> None:
    reading.fault(path, "F803", f"`{name}` is an empty list", UNKNOWN_HELP)


def _refuse_unknown(name: str, path: Path, given: object, reading: _Reading) -> None:
    vocabulary = reading.vocabulary
    if len(path) > 1:
        party = str(path[0])
        short = name.removeprefix(f"{party}.")
        names = [
            fact.removeprefix(f"{party}.")
            for fact in vocabulary.facts
            if fact.startswith(f"{party}.")
        ]
        message = f"`{short}` is not a fact of `{party}`"
        advice = suggestion(short, names)
    else:
        message = f"`{name}` is not a fact"
        advice = suggestion(name, [*vocabulary.facts, *vocabulary.parties])
        if advice is None and isinstance(given, Mapping):
            advice = "facts are dotted, as in `notice.public: true`"
    reading.fault(path, "F801", message, advice, at_key=True)


def _value(
    fact: FactDeclaration, path: Path, given: object, reading: _Reading
) -> Value | None:
    if isinstance(fact.type, TermOf):
        taxonomy = reading.vocabulary.taxonomies[fact.type.taxonomy]
        return _term(fact.name, path, given, taxonomy, reading)
    value = plain_value(given, fact.type)
    if value is None:
        message = f"`{fact.name}`: expected {WANTED[fact.type]}, not {said(given)}"
        reading.fault(path, "F802", message, _advice(given))
    return value


def _term(
    name: str, path: Path, given: object, taxonomy: Taxonomy, reading: _Reading
) -> str | None:
    if not isinstance(given, str):
        message = f"`{name}`: expected a term of `{taxonomy.name}`, not {said(given)}"
        reading.fault(path, "F802", message, _advice(given))
        return None
    term = canonical(given, taxonomy)
    if term in taxonomy.terms:
        return term
    advice = similar(term, taxonomy)
    if not accepted(term, taxonomy):
        message = f"`{name}`: {said(given)} is not a term of `{taxonomy.name}`"
        if taxonomy.open and not OPEN_NAME.fullmatch(term):
            advice = "a name is of letters, digits, dots and hyphens"
        reading.fault(path, "F808", message, advice)
        return None
    if advice is not None:
        reading.notices.append(
            f"`{given}` is not declared in `{taxonomy.name}` "
            f"and is taken as a name of its own: {advice}"
        )
    return term


def _advice(given: object) -> str | None:
    return UNKNOWN_HELP if given is None else None


def single_value(name: str, given: object, vocabulary: Vocabulary) -> Value | None:
    """The value that `given` states of a declared fact by itself.

    None where there is more to say of it: a list, a fault, or a notice.
    """
    reading = _Reading(vocabulary)
    value = _value(vocabulary.facts[name], (name,), given, reading)
    return None if reading.misfits or reading.notices else value


def _refuse_stated_twice(axes: Sequence[Axis], reading: _Reading) -> None:
    seen: dict[str, Axis] = {}
    for axis in axes:
        for name in _names(axis.records):
            first = seen.setdefault(name, axis)
            if first is not axis:
                message = f"`{name}` is stated twice: in its party and by itself"
                reading.fault(axis.path, "F806", message, "leave one out", at_key=True)


def _names(records: Iterable[Record]) -> list[str]:
    return sorted({name for record in records for name in record.values})


def _refuse_too_many(axes: Sequence[Axis], reading: _Reading) -> None:
    many = [axis for axis in axes if axis.count > 1]
    if math.prod(axis.count for axis in many) > MOST:
        counts = " × ".join(f"{axis.count} for `{axis.name}`" for axis in many)
        message = f"more than {MOST:,} combinations: {counts}"
        advice = "make several deployments of it"
        reading.fault(many[0].path, "F807", message, advice, at_key=True)


def _combinations(axes: Sequence[Axis]) -> Iterator[Combination]:
    each = [tuple(_choices(axis)) for axis in axes]
    for chosen in product(*each):
        facts = {name: v for choice in chosen for name, v in choice.facts.items()}
        words = {
            axis.name: choice.words
            for axis, choices, choice in zip(axes, each, chosen, strict=True)
            if len(choices) > 1
        }
        yield Combination(dict(sorted(facts.items())), words)


def _choices(axis: Axis) -> Iterator[Choice]:
    texts = [_text(record) for record in axis.records]
    for record, text in zip(axis.records, texts, strict=True):
        alone = texts.count(text) == 1 and bool(text)
        for values in product(*record.values.values()):
            facts = dict(zip(record.values, values, strict=True))
            words = _words(facts.values())
            if not alone:
                words = f"{words} (record {record.number})".lstrip()
            yield Choice(facts, words)


def _text(record: Record) -> str:
    return _words(value for values in record.values.values() for value in values)


def _words(values: Iterable[Value]) -> str:
    return ", ".join(value for value in values if isinstance(value, str))
