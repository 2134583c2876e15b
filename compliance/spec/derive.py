"""Why a condition has its truth, and what would settle it when it is unknown."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from compliance.core.decision import Derivation, Gap, GapKind, Node
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
    Readings,
    Shifted,
    StartsWith,
    Within,
)
from compliance.core.periods import (
    Between,
    Bound,
    EarlierOf,
    FurtherNotice,
    Happened,
    LaterOf,
    OnDay,
    Period,
    UnknownFrom,
    Version,
)
from compliance.core.values import Truth
from compliance.spec.env import Env
from compliance.spec.expr import holds, parameter_value
from compliance.spec.periods import entry_of, holds_in, latest, passed
from compliance.spec.truth import some


def derive(expr: Expr, env: Env) -> Derivation:
    """The tree of `expr`, each part with what it says of the facts."""
    parts: Sequence[Expr]
    match expr:
        case All(args) | AnyOf(args):
            parts = args
        case Not(arg):
            parts = (arg,)
        case Readings(_, _, alternatives):
            parts = tuple(each.means for each in alternatives)
        case _:
            parts = ()
    return Derivation(
        expr, holds(expr, env), tuple(derive(part, env) for part in parts)
    )


def derive_in_force(
    versions: Sequence[Version], env: Env, *, presume: bool
) -> Derivation | None:
    """The tree of the version that counts; None where there is none."""
    version = latest(versions, env)
    if version is None or not version.periods:
        return None
    periods = tuple(_period(each, env, presume=presume) for each in version.periods)
    return Derivation(version, some(each.value for each in periods), periods)


def _period(period: Period, env: Env, *, presume: bool) -> Derivation:
    start = () if period.start is None else (_bound(period.start, env, presume=False),)
    end = () if period.end is None else (_bound(period.end, env, presume=presume),)
    value = holds_in(period, env, presume=presume)
    return Derivation(period, value, (*start, *end))


def _bound(bound: Bound, env: Env, *, presume: bool) -> Derivation:
    inner = bound.bounds if isinstance(bound, EarlierOf | LaterOf) else ()
    parts = tuple(_bound(each, env, presume=presume) for each in inner)
    return Derivation(bound, passed(bound, env, presume=presume), parts)


def gaps(derivation: Derivation, env: Env) -> Iterator[Gap]:
    """What would settle an unknown; nothing where the answer is known."""
    if derivation.value is not Truth.UNKNOWN:
        return
    if isinstance(derivation.node, Readings):
        settled = {part.value for part in derivation.parts} - {Truth.UNKNOWN}
        if len(settled) > 1 or not any(
            p.value is Truth.UNKNOWN for p in derivation.parts
        ):
            yield Gap(GapKind.READING, derivation.node.name)
            return
    if derivation.parts:
        for part in derivation.parts:
            yield from gaps(part, env)
    else:
        yield from _leaf_gaps(derivation.node, env)


def _leaf_gaps(node: Node, env: Env) -> Iterator[Gap]:
    match node:
        case Is(fact, _) | Within(fact, _) | StartsWith(fact, _):
            stated = env.facts.get(fact)
            kind = GapKind.FACT if stated is None else GapKind.NARROWER
            yield Gap(kind, fact, stated)
        case Equal(left, right) | Less(left, right) | AtMost(left, right):
            yield from _operand_gaps(left, env)
            yield from _operand_gaps(right, env)
        case Happened(event, judged):
            entry = entry_of(event, env)
            if entry is None or entry.occurred is None:
                yield Gap(GapKind.EVENT, event)
                return
            settled = {name for name, said in entry.judged if said is not Truth.UNKNOWN}
            for name in judged:
                if name not in settled:
                    yield Gap(GapKind.JUDGEMENT, f"{event}/{name}")
        case Between(first, last):
            yield Gap(GapKind.DATE, f"{first}/{last}")
        case UnknownFrom(day):
            yield Gap(GapKind.DATE, f"{day}/..")
        case All() | AnyOf() | Not() | Readings() | Period() | Version():
            return
        case OnDay() | EarlierOf() | LaterOf() | FurtherNotice():
            return
        case _:
            assert_never(node)


def _operand_gaps(operand: Operand, env: Env) -> Iterator[Gap]:
    match operand:
        case Fact(name):
            if name not in env.facts:
                yield Gap(GapKind.FACT, name)
        case Literal():
            return
        case Parameter(name):
            if parameter_value(operand, env) is None:
                yield Gap(GapKind.PARAMETER, name)
        case Shifted(start):
            yield from _operand_gaps(start, env)
        case _:
            assert_never(operand)
