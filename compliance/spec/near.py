"""Why a rule that would have decided is not in force (§12)."""

from compliance.core.decision import NearMiss
from compliance.core.rulebook import Ruleset
from compliance.core.rules import Rule
from compliance.core.values import Truth
from compliance.spec.env import Env
from compliance.spec.periods import latest, passed


def near_misses(
    rule: Rule, ruleset: Ruleset, standing: Truth, env: Env
) -> tuple[NearMiss, ...]:
    """Why a rule is not in force: before a start, after an end, never enacted."""
    version = latest(rule.in_force, env)
    if standing is not Truth.FALSE or version is None:
        return ()
    if ruleset.name in env.unenacted:
        return (NearMiss.PROPOSED,)
    starts = [p.start for p in version.periods if p.start is not None]
    ends = [p.end for p in version.periods if p.end is not None]
    waiting = any(passed(b, env, presume=False) is not Truth.TRUE for b in starts)
    over = any(passed(b, env, presume=True) is Truth.TRUE for b in ends)
    return (
        *((NearMiss.NOT_YET,) if waiting else ()),
        *((NearMiss.NO_LONGER,) if over else ()),
    )
