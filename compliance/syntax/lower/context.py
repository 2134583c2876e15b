"""What lowering one file needs of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from compliance.check.nearest import suggestion
from compliance.core.expr import Expr
from compliance.core.periods import ValueVersion
from compliance.core.terms import Vocabulary
from compliance.core.values import Citation
from compliance.syntax.model.ruleset import (
    DefinitionDocument,
    ParameterDocument,
    SourceDocument,
)
from compliance.syntax.place import Place


@dataclass(frozen=True, slots=True)
class Context:
    """The vocabulary, the events and rulesets, and the names of one file.

    What the file has used so far is in `used`; definitions and parameters are lowered
    once, and kept.
    """

    vocabulary: Vocabulary
    events: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, SourceDocument]
    define: Mapping[str, DefinitionDocument]
    parameters: Mapping[str, ParameterDocument]
    root: Place
    rulesets: frozenset[str] = frozenset()
    name: str = ""
    enactable: bool = False
    used: set[tuple[str, str]] = field(default_factory=set)
    defined: dict[str, Expr] = field(default_factory=dict)
    valued: dict[str, tuple[ValueVersion, ...]] = field(default_factory=dict)


def unknown(  # noqa: PLR0913 - a message has so many parts
    place: Place,
    code: str,
    what: str,
    name: str,
    names: Iterable[str],
    *,
    at_key: bool = False,
) -> None:
    """Report a name that is not declared, with the nearest that is."""
    if not place.report.misses(name):
        advice = suggestion(name, names)
        place.fault(code, f"`{name}` is not {what}", advice=advice, at_key=at_key)


def cited(
    texts: tuple[str, ...], place: Place, context: Context
) -> tuple[Citation, ...]:
    """The citations that `cite` names, each with its source."""
    citations = []
    for text, each in zip(texts, place.items(), strict=True):
        name, _, pinpoint = text.partition(" ")
        source = context.sources.get(name)
        if source is None:
            unknown(each, "N203", "a source of this file", name, context.sources)
            continue
        context.used.add(("sources", name))
        citations.append(citation(name, source, pinpoint or None))
    return tuple(citations)


def citation(name: str, source: SourceDocument, pinpoint: str | None) -> Citation:
    """A place in a source."""
    published = None if source.published is None else written(source.published)
    return Citation(
        source=name,
        title=source.title,
        publisher=source.publisher or "",
        url=source.url,
        published=published,
        pinpoint=pinpoint,
    )


def written(bound: object) -> str:
    """A simple bound as text: a day, or the window that it stands for."""
    first, last = window(bound)
    return first if first == last else f"{first}/{last}"


def window(bound: object) -> tuple[str, str]:
    """The first and the last day of a simple bound."""
    day = getattr(bound, "day", None)
    first = day or getattr(bound, "first", None)
    last = day or getattr(bound, "last", None)
    return (str(first), str(last))
