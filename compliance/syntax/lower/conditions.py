"""From an author's conditions to the core's: lists, definitions, parameters go."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from compliance.check.facts import WANTED, plain_value
from compliance.core.expr import (
    All,
    AnyOf,
    AtMost,
    Equal,
    Expr,
    Fact,
    Is,
    Less,
    Literal,
    Not,
    Operand,
    Parameter,
    Reading,
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.terms import FactDeclaration, Plain, TermOf
from compliance.core.values import Value
from compliance.syntax.lower.context import Context, cited, unknown
from compliance.syntax.lower.dates import values_of
from compliance.syntax.lower.values import fact_of, read_term, read_value
from compliance.syntax.model.conditions import (
    Comparison,
    Condition,
    NamedParameter,
)
from compliance.syntax.model.faults import Fault
from compliance.syntax.model.ruleset import DefinitionDocument
from compliance.syntax.model.scalars import Scalar, duration_of
from compliance.syntax.place import Place

ORDERED = {Plain.INTEGER, Plain.DECIMAL, Plain.DATE}
NUMBERS = ("at_least", "at_most", "more_than", "less_than")
SPANNED = NUMBERS[:2]
DATES = ("before", "after", "on_or_before", "on_or_after")


@dataclass(frozen=True, slots=True)
class Lowering:
    """Lowers the conditions of one file; `inside` are the definitions being lowered."""

    context: Context
    inside: tuple[str, ...] = ()

    def condition(self, given: Condition, place: Place) -> Expr:
        """Everything that the mapping states, in its order."""
        parts = place.parts()
        args: list[Expr] = []
        for key, here in parts.items():
            args += self._entry(key, given, here)
        return args[0] if len(args) == 1 else All(tuple(args), place.where)

    def _entry(self, key: str, given: Condition, place: Place) -> Iterable[Expr]:
        match key:
            case "all":
                return [All(self._each(given.all_, place), place.where)]
            case "any":
                return [AnyOf(self._each(given.any_, place), place.where)]
            case "none":
                none = AnyOf(self._each(given.none_, place), place.where)
                return [Not(none, place.where)]
            case "defined":
                return self._defined(given.defined or "", place)
            case _:
                return self._fact(key, given.facts[key], place)

    def _each(
        self, conditions: tuple[Condition, ...] | None, place: Place
    ) -> tuple[Expr, ...]:
        return tuple(
            self.condition(each, here)
            for each, here in zip(conditions or (), place.items(), strict=True)
        )

    def _defined(self, name: str, place: Place) -> Iterable[Expr]:
        names = self.context.define
        if name not in names:
            unknown(place, "N204", "a definition of this file", name, names)
            return []
        self.context.used.add(("define", name))
        if name in self.inside:
            circle = " → ".join((*self.inside[self.inside.index(name) :], name))
            place.fault("N205", f"`{name}` is defined by itself: {circle}")
            return []
        meaning = self.definition(name)
        if isinstance(meaning, Readings):
            return [replace(meaning, where=place.where)]
        return [meaning]

    def definition(self, name: str) -> Expr:
        """What the file says that `name` means; lowered once, and kept."""
        kept = self.context.defined
        if name not in kept:
            kept[name] = self._meaning(name, self.context.define[name])
        return kept[name]

    def _meaning(self, name: str, definition: DefinitionDocument) -> Expr:
        inner = replace(self, inside=(*self.inside, name))
        where = self.context.root.at("define").at(name)
        cited(definition.cite, where.at("cite"), self.context)
        if definition.means is not None:
            return inner.condition(definition.means, where.at("means"))
        readings = tuple(
            Reading(
                key,
                each.title,
                inner.condition(each.means, where.at("readings").at(key).at("means")),
            )
            for key, each in (definition.readings or {}).items()
        )
        full = f"{self.context.name}/{name}"
        return Readings(full, definition.title, readings, where.key)

    def _fact(self, name: str, test: object, place: Place) -> Iterable[Expr]:
        fact = fact_of(name, place, self.context)
        if fact is None:
            return []
        if isinstance(test, Comparison):
            return self._comparison(fact, test, place)
        return self._one_of(fact, test, place, self._equals)

    def _one_of(
        self,
        fact: FactDeclaration,
        given: object,
        place: Place,
        lower: Callable[[FactDeclaration, Scalar, Place], Expr | None],
    ) -> list[Expr]:
        if not isinstance(given, tuple):
            found = lower(fact, given, place)  # type: ignore[arg-type]
            return [] if found is None else [found]
        each = [
            lower(fact, v, here) for v, here in zip(given, place.items(), strict=True)
        ]
        return [AnyOf(tuple(e for e in each if e is not None), place.where)]

    def _equals(
        self, fact: FactDeclaration, given: Scalar, place: Place
    ) -> Expr | None:
        value = read_value(given, fact, place, self.context)
        if value is None:
            return None
        if isinstance(fact.type, TermOf) and not fact.type.exact:
            return Is(fact.name, str(value), place.where)
        return Equal(Fact(fact.name), Literal(value), place.where)

    def _within(
        self, fact: FactDeclaration, given: Scalar, place: Place
    ) -> Expr | None:
        if not isinstance(fact.type, TermOf):
            message = f"`within` is for terms; `{fact.name}` is no term"
            place.fault("T303", message, at_key=True)
            return None
        term = read_term(given, fact.type.taxonomy, place, self.context)
        if term is None:
            return None
        node = Within if fact.type.exact else Is
        return node(fact.name, term, place.where)

    def _comparison(
        self, fact: FactDeclaration, test: Comparison, place: Place
    ) -> list[Expr]:
        args: list[Expr] = []
        for key, here in place.parts().items():
            given = getattr(test, f"{key}_" if key in {"is", "not"} else key)
            match key:
                case "is":
                    args += self._one_of(fact, given, here, self._equals)
                case "not":
                    args += [
                        Not(e, here.where)
                        for e in self._one_of(fact, given, here, self._equals)
                    ]
                case "within":
                    args += self._one_of(fact, given, here, self._within)
                case "starts_with":
                    args += self._starts_with(fact, given, here)
                case _:
                    args += self._ordered(fact, key, test, here)
        return args

    def _starts_with(
        self, fact: FactDeclaration, prefix: str, place: Place
    ) -> list[Expr]:
        if fact.type is not Plain.TEXT:
            message = f"`starts_with` is for text; `{fact.name}` is none"
            place.fault("T302", message, at_key=True)
            return []
        return [StartsWith(fact.name, prefix, place.where)]

    def _ordered(
        self, fact: FactDeclaration, key: str, test: Comparison, place: Place
    ) -> list[Expr]:
        if fact.type not in ORDERED:
            place.fault(
                "T302",
                f"`{key}` compares numbers and dates; `{fact.name}` is neither",
                at_key=True,
            )
            return []
        spanned = next((k for k in SPANNED if _span(getattr(test, k))), None)
        if spanned is not None:
            return (
                [] if key in NUMBERS else self._spanned(fact, key, spanned, test, place)
            )
        if fact.type is Plain.DATE and key in SPANNED and _anchored(test):
            place.fault(*Fault.NOT_A_DURATION.value)
            return []
        if (key in DATES) != (fact.type is Plain.DATE):
            wanted = DATES if fact.type is Plain.DATE else NUMBERS
            hint = f"write {', '.join(f'`{each}`' for each in wanted)}"
            place.fault(
                "T302",
                f"`{key}` does not compare `{fact.name}`",
                advice=hint,
                at_key=True,
            )
            return []
        other = self._operand(fact, getattr(test, key), place)
        return [] if other is None else [_compare(key, Fact(fact.name), other, place)]

    def _spanned(
        self,
        fact: FactDeclaration,
        key: str,
        bound: str,
        test: Comparison,
        place: Place,
    ) -> list[Expr]:
        if fact.type is not Plain.DATE:
            message = f"a duration lies between dates; `{fact.name}` is no date"
            place.fault("T302", message, at_key=True)
            return []
        anchor = self._operand(fact, getattr(test, key), place)
        if anchor is None:
            return []
        by = duration_of(getattr(test, bound))
        this: Operand = Fact(fact.name)
        if key == "before":
            this, anchor = anchor, this
        pair = (this, Shifted(anchor, by))
        left, right = pair if bound == "at_most" else pair[::-1]
        return [AtMost(left, right, place.where)]

    def _operand(
        self, fact: FactDeclaration, given: object, place: Place
    ) -> Operand | None:
        if isinstance(given, NamedParameter):
            return self._parameter(fact, given.parameter, place.at("parameter"))
        if isinstance(given, str) and given in self.context.vocabulary.facts:
            other = self.context.vocabulary.facts[given]
            if other.type is fact.type:
                return Fact(given)
        value = _constant(given, fact)
        if value is None:
            wanted = WANTED[fact.type] if isinstance(fact.type, Plain) else "a value"
            place.fault(
                "T301", f"`{fact.name}`: expected {wanted}, or a fact of that type"
            )
            return None
        return Literal(value)

    def _parameter(
        self, fact: FactDeclaration, name: str, place: Place
    ) -> Operand | None:
        document = self.context.parameters.get(name)
        if document is None:
            names = self.context.parameters
            unknown(place, "N206", "a parameter of this file", name, names)
            return None
        self.context.used.add(("parameters", name))
        kind = Plain(document.type)
        if kind is not fact.type:
            wanted = fact.type.value if isinstance(fact.type, Plain) else "a term"
            message = f"`{name}` is of type {kind.value}; `{fact.name}` is {wanted}"
            place.fault("T301", message)
            return None
        full = f"{self.context.name}/{name}"
        return Parameter(full, values_of(name, self.context))


def _constant(given: object, fact: FactDeclaration) -> Value | None:
    return plain_value(given, fact.type) if isinstance(fact.type, Plain) else None


def _anchored(test: Comparison) -> bool:
    return test.before is not None or test.after is not None


def _span(given: object) -> bool:
    try:
        duration_of(given)
    except ValueError:
        return False
    return True


def _compare(key: str, this: Operand, other: Operand, place: Place) -> Expr:
    match key:
        case "at_least" | "on_or_after":
            return AtMost(other, this, place.where)
        case "at_most" | "on_or_before":
            return AtMost(this, other, place.where)
        case "more_than" | "after":
            return Less(other, this, place.where)
        case _:
            return Less(this, other, place.where)
