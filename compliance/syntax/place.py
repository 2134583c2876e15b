"""A place in a document: a node of its tree, and what was found there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from compliance.errors import Diagnostic, Span
from compliance.syntax.tree import Entry, Leaf, Node, Row, Source, Table, excerpt


@dataclass(slots=True)
class Report:
    """What was found so far in all files, each thing once.

    What is faulty is left out before the rest is read on. Things that hold such a part
    are `broken`, names that it declared are `lost`, and codes that its absence alone
    may cause are `mute`: what would be said of them is not.
    """

    found: dict[Diagnostic, None] = field(default_factory=dict)
    broken: set[Span] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    mute: set[str] = field(default_factory=set)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep a finding, unless it only follows from another."""
        if diagnostic.where not in self.broken and diagnostic.code not in self.mute:
            self.found[diagnostic] = None

    def misses(self, name: str) -> bool:
        """Whether `name` may be declared in a part that was left out."""
        return not self.lost.isdisjoint(name.split("/"))

    def in_order(self) -> tuple[Diagnostic, ...]:
        """Every fault, file by file from the top; the warnings, where there is none."""
        faults = [each for each in self.found if not each.warning]
        return tuple(sorted(faults or self.found, key=_standing))


def _standing(diagnostic: Diagnostic) -> tuple[str, int, int]:
    where = diagnostic.where
    return ("", 0, 0) if where is None else (where.file, where.line, where.column)


@dataclass(frozen=True, slots=True)
class Place:
    """A node with its key, where faults about it are reported."""

    source: Source
    node: Node
    report: Report
    key_where: Span | None = None

    @property
    def where(self) -> Span:
        """Where the value stands; a list or a mapping is shown at its key."""
        if isinstance(self.node, Leaf) or self.key_where is None:
            return self.node.where
        return self.key_where

    @property
    def key(self) -> Span:
        """Where the key stands, the value where there is none."""
        return self.key_where or self.node.where

    def at(self, step: str | int) -> "Place":
        """The place of a part; where there is none, an empty one right here."""
        match self.node, step:
            case Table(entries=entries), str():
                for entry in entries:
                    if entry.key == step:
                        return self._of(entry)
            case Row(items=items), int() if step < len(items):
                return Place(self.source, items[step], self.report)
            case _:
                pass
        return Place(
            self.source, Table((), self.node.where), self.report, self.key_where
        )

    def within(self, path: Iterable[str | int]) -> "Place":
        """The place of a part of a part."""
        here = self
        for step in path:
            here = here.at(step)
        return here

    def parts(self) -> dict[str, "Place"]:
        """The place of each key of a mapping."""
        entries = self.node.entries if isinstance(self.node, Table) else ()
        return {entry.key: self._of(entry) for entry in entries}

    def items(self) -> list["Place"]:
        """The place of each item; a single value is its own list."""
        if isinstance(self.node, Row):
            return [Place(self.source, each, self.report) for each in self.node.items]
        return [self]

    def fault(
        self,
        code: str,
        message: str,
        *,
        advice: str | None = None,
        at_key: bool = False,
    ) -> None:
        """Report what is wrong here."""
        where = self.key if at_key else self.where
        shown = excerpt(self.source, where)
        self.report.add(Diagnostic(code, message, where, shown, advice))

    def warning(self, code: str, message: str, *, advice: str | None = None) -> None:
        """Report what is most likely wrong, at the key."""
        shown = excerpt(self.source, self.key)
        found = Diagnostic(code, message, self.key, shown, advice, warning=True)
        self.report.add(found)

    def _of(self, entry: Entry) -> "Place":
        return Place(self.source, entry.value, self.report, entry.key_where)
