"""A place in a document: a node of its tree, and what was found there."""

from dataclasses import dataclass, field

from compliance.errors import Diagnostic, Span
from compliance.syntax.tree import Entry, Leaf, Node, Row, Source, Table, excerpt


@dataclass(slots=True)
class Report:
    """The diagnostics found so far, in all files."""

    found: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """A node with its key, where faults about it are reported."""

    source: Source
    node: Node
    report: Report
    key_where: Span | None = None

    @property
    def where(self) -> Span:
        """Where the value stands; a mapping is shown at its key."""
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
        self.report.found.append(
            Diagnostic(code, message, where=where, excerpt=shown, help=advice)
        )

    def _of(self, entry: Entry) -> "Place":
        return Place(self.source, entry.value, self.report, entry.key_where)
