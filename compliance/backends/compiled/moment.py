"""The two dates of a question, with what the rulebook's own data say on them."""

from collections.abc import Mapping

from compliance.backends.compiled.periods import latest, standing
from compliance.backends.compiled.terms import Relations, Terms
from compliance.backends.compiled.truth import TRUE
from compliance.core.deployment import Question
from compliance.core.periods import Event, EventVersion
from compliance.core.terms import Edge


class Moment:
    """`on` and `known`, and all that depends on nothing else."""

    __slots__ = (
        "_entries",
        "_events",
        "_relations",
        "_terms",
        "known",
        "on",
        "presume",
        "question",
        "unenacted",
    )

    def __init__(
        self,
        question: Question,
        terms: Mapping[str, Terms],
        events: Mapping[str, Event],
        unenacted: frozenset[str],
    ) -> None:
        """Nothing is looked up before it is asked for."""
        self.question = question
        self.on, self.known = question.on, question.known
        self.presume = question.presume
        self.unenacted = unenacted
        self._terms, self._events = terms, events
        self._entries: dict[str, EventVersion | None] = {}
        self._relations: dict[str, Relations] = {}

    def entry(self, event: str) -> EventVersion | None:
        """The register entry that counts; an assumed one whatever is known."""
        if event not in self._entries:
            versions = self._events[event].versions
            assumed = next((each for each in versions if each.assumed), None)
            self._entries[event] = assumed or latest(versions, self)
        return self._entries[event]

    def relations(self, taxonomy: str) -> Relations:
        """Which term lies below which at this moment."""
        made = self._relations.get(taxonomy)
        if made is None:
            made = self._relations[taxonomy] = self._terms[taxonomy].at(self._stands)
        return made

    def _stands(self, edge: Edge) -> bool:
        return standing(edge.versions, presume=False)(self) == TRUE
