"""Which forces a question counts."""

from collections.abc import Iterable

from compliance.core.rulebook import Force
from compliance.errors import Diagnostic, QuestionError

NAMES = {force.value: force for force in Force}


def read_forces(
    given: Force | str | Iterable[Force | str] | None,
) -> tuple[Force, ...] | None:
    """The forces named, None for all; guidance is refused, since it never decides."""
    if given is None:
        return None
    each = [given] if isinstance(given, Force | str) else list(given)
    found = {f if isinstance(f, Force) else NAMES.get(f) for f in each}
    names = ", ".join(name for name in NAMES if name != Force.GUIDANCE.value)
    if None in found or not found:
        message = f"`force`: expected one or more of {names}"
        raise QuestionError((Diagnostic("Q902", message),))
    if Force.GUIDANCE in found:
        message = "`force`: guidance informs and never decides"
        raise QuestionError((Diagnostic("Q903", message),))
    return tuple(force for force in Force if force in found)
