"""What a term says of another (§3)."""

from compliance.core.terms import Edge, Taxonomy
from compliance.core.values import Truth
from compliance.spec.env import Env
from compliance.spec.periods import in_force
from compliance.spec.truth import truth


def is_term(value: str, term: str, taxonomy: Taxonomy, env: Env) -> Truth:
    """Whether an open `value` is `term`: unknown where a narrower value could tell."""
    if term in above(value, taxonomy, env):
        return Truth.TRUE
    names = {*taxonomy.terms, value, term}
    overlap = any({value, term} <= above(name, taxonomy, env) for name in names)
    return Truth.UNKNOWN if overlap else Truth.FALSE


def is_within(value: str, term: str, taxonomy: Taxonomy, env: Env) -> Truth:
    """Whether an exact `value` is `term` or lies below it."""
    return truth(term in above(value, taxonomy, env))


def above(name: str, taxonomy: Taxonomy, env: Env) -> frozenset[str]:
    """`name` and every term that it lies below on the day."""
    known = env.above.setdefault(taxonomy.name, {})
    if name not in known:
        seen, waiting = set[str](), [name]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting.extend(parents(each, taxonomy, env))
        known[name] = frozenset(seen)
    return known[name]


def parents(name: str, taxonomy: Taxonomy, env: Env) -> list[str]:
    """The terms right above `name`; an undeclared path lies below its prefix."""
    if name in taxonomy.terms:
        return [e.parent for e in taxonomy.terms[name].under if stands(e, env)]
    return [name.rpartition("/")[0]] if taxonomy.paths and "/" in name else []


def stands(edge: Edge, env: Env) -> bool:
    """Whether an edge holds on the day, as known; its dates are days (checked)."""
    if not edge.versions:
        return True
    return in_force(edge.versions, env, presume=False) is Truth.TRUE
