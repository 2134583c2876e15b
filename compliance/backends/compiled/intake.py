"""Taking facts in: those that state one value each, as the vocabulary writes it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from sys import getsizeof
from typing import cast

from compliance.backends.compiled.expr import Facts
from compliance.check.deployment import single_value
from compliance.core.terms import Plain, Vocabulary

HOLDS: Mapping[Plain, type] = {
    Plain.BOOLEAN: bool,
    Plain.INTEGER: int,
    Plain.DECIMAL: Decimal,
    Plain.DATE: date,
    Plain.TEXT: str,
}
REMEMBERED = 16_384
SMALL = 512


class Intake:
    """What the facts of one vocabulary may be; remembers values that it admitted."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Each fact with the type that holds its values, and none of them seen."""
        self._vocabulary = vocabulary
        self._gates = {
            name: (
                HOLDS[fact.type if isinstance(fact.type, Plain) else Plain.TEXT],
                set[object](),
            )
            for name, fact in vocabulary.facts.items()
        }

    def take(self, given: Mapping[str, object]) -> Facts | None:
        """Facts as given, None where reading them needs more care."""
        facts = dict(given)
        gates = self._gates
        try:
            for name, value in facts.items():
                kind, seen = gates[name]
                if type(value) is not kind or value not in seen:
                    facts[name] = self._admit(name, value, seen)
        except (KeyError, TypeError):
            flat = flattened(given, self._vocabulary.parties)
            return None if flat is None else self.take(flat)
        return cast("Facts", facts)

    def _admit(self, name: str, given: object, seen: set[object]) -> object:
        value = single_value(name, given, self._vocabulary)
        if value is None:
            raise KeyError(name)
        if type(value) is type(given) and value == given and getsizeof(value) <= SMALL:
            if len(seen) >= REMEMBERED:
                seen.clear()
            seen.add(value)
        return value


def flattened(
    given: Mapping[str, object], parties: Mapping[str, str]
) -> dict[str, object] | None:
    """Facts with the records of parties taken apart.

    None where there is no record, or a fact is stated twice.
    """
    flat: dict[str, object] = {}
    size = 0
    for name, value in given.items():
        inner = {name: value}
        if name in parties and isinstance(value, dict):
            inner = {f"{name}.{key}": each for key, each in value.items()}
        flat.update(inner)
        size += len(inner)
    stated_once = len(flat) == size
    return flat if stated_once and flat.keys() != given.keys() else None
