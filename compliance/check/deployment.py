"""From given facts to a deployment: every combination that they stand for (§2, §4)."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from itertools import product

from compliance.core.deployment import Combination, Deployment
from compliance.core.terms import FactDeclaration, Plain, Taxonomy, TermOf, Vocabulary
from compliance.core.values import Value
from compliance.errors import DeploymentError, Diagnostic

MOST = 1_000
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OPEN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*(/[A-Za-z0-9][A-Za-z0-9.\-]*)*")
WANTED = {
    Plain.BOOLEAN: "true or false",
    Plain.INTEGER: "a whole number",
    Plain.DECIMAL: "a number",
    Plain.DATE: "a date that exists, as in 2021-06-10",
    Plain.TEXT: "text",
}
Choice = tuple[Mapping[str, Value], str]


@dataclass(slots=True)
class _Reading:
    vocabulary: Vocabulary
    faults: list[Diagnostic] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def fault(self, code: str, message: str, advice: str | None = None) -> None:
        self.faults.append(Diagnostic(code, message, help=advice))


def read_deployment(given: Mapping[str, object], vocabulary: Vocabulary) -> Deployment:
    """The deployment that `given` states; raises `DeploymentError` with every fault."""
    reading = _Reading(vocabulary)
    if not isinstance(given, Mapping):
        reading.fault("F800", "expected a mapping of facts")
        raise DeploymentError(tuple(reading.faults))
    dimensions: list[list[Choice]] = []
    title, day = given.get("deployment"), None
    for name in sorted(map(str, given)):
        value = given.get(name)
        if name == "date":
            day = _date(name, value, reading)
        elif name in vocabulary.parties:
            dimensions.append(_records(name, value, reading))
        elif name != "deployment":
            dimensions.append(_choices(name, value, reading))
    _refuse_stated_twice(dimensions, reading)
    _refuse_too_many(dimensions, reading)
    if reading.faults:
        raise DeploymentError(tuple(reading.faults))
    return Deployment(
        combinations=tuple(_combinations(dimensions)),
        title=None if title is None else str(title),
        day=day,
        notices=tuple(dict.fromkeys(reading.notices)),
    )


def _combinations(dimensions: list[list[Choice]]) -> Iterator[Combination]:
    for chosen in product(*dimensions):
        facts: dict[str, Value] = {}
        labels: dict[str, str] = {}
        for choices, (part, label) in zip(dimensions, chosen, strict=True):
            facts.update(part)
            if len(choices) > 1:
                labels[label.partition(" ")[0]] = label.partition(" ")[2]
        yield Combination(dict(sorted(facts.items())), labels)


def _refuse_stated_twice(dimensions: list[list[Choice]], reading: _Reading) -> None:
    seen: set[str] = set()
    for choices in dimensions:
        names = {name for facts, _ in choices for name in facts}
        for name in sorted(names & seen):
            reading.fault(
                "F806", f"`{name}` is stated twice: in its party and by itself"
            )
        seen |= names


def _refuse_too_many(dimensions: list[list[Choice]], reading: _Reading) -> None:
    many = [choices for choices in dimensions if len(choices) > 1]
    if math.prod(len(choices) for choices in many) > MOST:
        names = " × ".join(
            f"{len(choices)} for `{choices[0][1].partition(' ')[0]}`"
            for choices in many
        )
        reading.fault(
            "F807", f"more than {MOST} combinations: {names}", "split the deployment"
        )


def _records(party: str, given: object, reading: _Reading) -> list[Choice]:
    records = given if isinstance(given, list | tuple) else [given]
    if not records:
        reading.fault(
            "F803", f"`{party}` is an empty list: leave it out if it is not known"
        )
        return []
    found: list[Choice] = []
    for number, record in enumerate(records, start=1):
        if not isinstance(record, Mapping):
            reading.fault(
                "F804",
                f"`{party}`: expected a record, as in `{party}: {{type: police}}`",
            )
            continue
        parts = [
            _choices(f"{party}.{key}", value, reading) for key, value in record.items()
        ]
        for chosen in product(*parts):
            facts = {k: v for part, _ in chosen for k, v in part.items()}
            narrowed = [
                label.partition(" ")[2]
                for each, (_, label) in zip(parts, chosen, strict=True)
                if len(each) > 1
            ]
            found.append(
                (
                    facts,
                    f"{party} {', '.join([_summary(facts, number), *narrowed][:1])}",
                )
            )
    return found


def _summary(facts: Mapping[str, Value], number: int) -> str:
    said = ", ".join(str(value) for value in facts.values() if isinstance(value, str))
    return said or f"record {number}"


def _choices(name: str, given: object, reading: _Reading) -> list[Choice]:
    fact = reading.vocabulary.facts.get(name)
    if fact is None:
        _unknown_fact(name, given, reading)
        return []
    if not isinstance(given, list | tuple):
        value = _value(fact, given, reading)
        return [] if value is None else [({name: value}, f"{name} {value}")]
    if not given:
        reading.fault(
            "F803", f"`{name}` is an empty list: leave it out if it is not known"
        )
    elif fact.single or not isinstance(fact.type, TermOf):
        reading.fault("F805", f"`{name}` has one value, not a list")
    values = [_value(fact, each, reading) for each in given]
    distinct = dict.fromkeys(value for value in values if value is not None)
    return [({name: value}, f"{name} {value}") for value in distinct]


def _unknown_fact(name: str, given: object, reading: _Reading) -> None:
    advice: str | None
    if isinstance(given, Mapping):
        advice = "facts are dotted, as in `notice.sign: true`; only parties are records"
    else:
        declared = [*reading.vocabulary.facts, *reading.vocabulary.parties]
        close = _close(name, declared)
        advice = f"did you mean `{close}`?" if close else None
    reading.fault("F801", f"`{name}` is not a fact", advice)


def _close(name: str, names: list[str]) -> str | None:
    folded = {each.casefold(): each for each in names}
    found = get_close_matches(name.casefold(), folded, n=1, cutoff=0.65)
    return folded[found[0]] if found else None


def _value(fact: FactDeclaration, given: object, reading: _Reading) -> Value | None:
    kind = fact.type
    if isinstance(kind, TermOf):
        taxonomy = reading.vocabulary.taxonomies[kind.taxonomy]
        return _term(fact.name, given, taxonomy, reading)
    value = plain_value(given, kind)
    if value is None:
        reading.fault("F802", f"`{fact.name}`: expected {WANTED[kind]}, not `{given}`")
    return value


def plain_value(given: object, kind: Plain) -> Value | None:
    """`given` as a value of that type, None if it is none."""
    match kind, given:
        case Plain.BOOLEAN, bool():
            return given
        case ((Plain.INTEGER | Plain.DECIMAL), bool()):
            return None
        case Plain.INTEGER, int():
            return given
        case Plain.DECIMAL, int() | Decimal() | float():
            number = Decimal(str(given))
            return number if number.is_finite() else None
        case Plain.DATE, date() if not isinstance(given, datetime):
            return given
        case Plain.DATE, str() if DAY.fullmatch(given):
            return _existing(given)
        case Plain.TEXT, str():
            return given
        case _:
            return None


def _existing(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _date(name: str, given: object, reading: _Reading) -> date | None:
    value = plain_value(given, Plain.DATE)
    if not isinstance(value, date):
        reading.fault("F802", f"`{name}`: expected {WANTED[Plain.DATE]}, not `{given}`")
        return None
    return value


def _term(
    name: str, given: object, taxonomy: Taxonomy, reading: _Reading
) -> str | None:
    if not isinstance(given, str):
        reading.fault(
            "F802", f"`{name}`: expected a term of `{taxonomy.name}`, not `{given}`"
        )
        return None
    term = canonical(given, taxonomy)
    if term in taxonomy.terms:
        return term
    close = _close(term, list(taxonomy.terms))
    advice = f"did you mean `{close}`?" if close else None
    if not _accepted(term, taxonomy):
        reading.fault(
            "F808", f"`{name}`: `{given}` is not a term of `{taxonomy.name}`", advice
        )
        return None
    if close is not None:
        reading.notices.append(
            f"`{given}` is not declared in `{taxonomy.name}` "
            f"and is taken as a name of its own: {advice}"
        )
    return term


def _accepted(term: str, taxonomy: Taxonomy) -> bool:
    if not taxonomy.open or not OPEN_NAME.fullmatch(term):
        return False
    return not taxonomy.paths or (
        "/" in term and term.partition("/")[0] in taxonomy.terms
    )


def canonical(name: str, taxonomy: Taxonomy) -> str:
    """The term as the vocabulary writes it; paths are read in any case."""
    if not taxonomy.paths or name in taxonomy.terms:
        return name
    head, slash, tail = name.partition("/")
    return head.upper() + slash + tail.lower()
