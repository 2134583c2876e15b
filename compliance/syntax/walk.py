"""A walk over a parser's events, which builds the tree and keeps the comments."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from compliance.errors import Diagnostic, Span
from compliance.syntax.malformed import ANCHOR, DIRECTIVE, TAG
from compliance.syntax.scalars import echo, value_of
from compliance.syntax.text import Faults, Limits, hidden
from compliance.syntax.tree import (
    Comment,
    Document,
    Entry,
    Leaf,
    Node,
    Row,
    Source,
    Table,
    Value,
    span_of,
)

_MERGE = Diagnostic(
    "R113", "merge keys are not allowed", help="write the keys out, or quote `<<`"
)
_SECOND = Diagnostic(
    "R116", "a second document begins here", help="give it a file of its own"
)
_EMPTY = Diagnostic("R117", "the document is empty")
_KEY = Diagnostic(
    "R119", "a key is text, and this is none", help="quote it, or write a name"
)
_BLOCKS = ("|", ">")
_WORD = re.compile(r"[^\s,\[\]{}]+")


class _Mark(Protocol):
    """A place in the text: from its start, and as line and column from 0."""

    index: int
    line: int
    column: int


class _Event(Protocol):
    """What a parser met."""

    start_mark: _Mark
    end_mark: _Mark


class _Begun(_Event, Protocol):
    """A value, or the start of a list or a mapping."""

    anchor: str | None
    tag: str | None


class _Scalar(_Begun, Protocol):
    """A single value, and the sign that opens it: a quotation mark, `|` or `>`."""

    value: str
    style: str | None


@dataclass(slots=True)
class _Open:
    """A list or a mapping that has begun; in a mapping, keys and values take turns."""

    line: int
    column: int
    mapping: bool
    items: list[Node] = field(default_factory=list)


class Walk:
    """What was met so far of one document; `text` is its source made legible."""

    def __init__(
        self, source: Source, text: str, limits: Limits, faults: Faults
    ) -> None:
        self._source = source
        self._text = text
        self._limits = limits
        self._faults = faults
        self._remarks = _Remarks(source.name, text)
        self._open: list[_Open] = []
        self._root: Node | None = None
        self._begun = False
        self._left = limits.values
        # By type, for the stubs of the events leave their places open.
        self._steps: dict[type, Callable[..., None]] = {  # type: ignore[explicit-any]
            yaml.DocumentStartEvent: self._start,
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._list,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
        }

    def step(self, event: yaml.Event) -> None:
        """Take the next event."""
        step = self._steps.get(type(event))
        if step is not None:
            step(event)

    def document(self) -> Document:
        """The whole, when there are no more events."""
        self._keep_remarks(len(self._text), len(self._text))
        root = self._root
        if root is None or (isinstance(root, Leaf) and not (root.text or root.quoted)):
            self._faults.stop(_EMPTY, span_of(self._source, 0, 0))
        return Document(self._source, root, tuple(self._remarks.kept))

    def check_open(self) -> None:
        """Look at the keys of mappings that were not read to their end."""
        for begun in self._open:
            if begun.mapping:
                tuple(self._entries(begun.items[: len(begun.items) // 2 * 2]))

    def _start(self, event: _Event) -> None:
        place = event.start_mark.index
        if self._begun:
            self._faults.stop(_SECOND, self._word(place))
        self._begun = True
        if self._text.startswith("%", place):
            self._faults.add(DIRECTIVE, self._word(place))

    def _scalar(self, event: _Scalar) -> None:
        self._count(event)
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        if self._remarks.next < event.end_mark.index:
            self._pass_remarks(event)
        text, marked = event.value, bool(event.style)
        where = self._span(event) if text else self._nothing(event)
        value: Value | Diagnostic
        if marked:
            where = self._block(event) if event.style in _BLOCKS else where
            value = hidden(text) or text
        else:
            value = value_of(text)
        if isinstance(value, Diagnostic):
            self._faults.add(value, where)
            value = text
        self._place(Leaf(value, text, marked, where))

    def _alias(self, event: _Event) -> None:
        self._count(event)
        where = self._span(event)
        self._faults.add(ANCHOR, where)
        self._place(Leaf("", "", quoted=True, where=where))

    def _mapping(self, event: _Begun) -> None:
        self._begin(event, mapping=True)

    def _list(self, event: _Begun) -> None:
        self._begin(event, mapping=False)

    def _begin(self, event: _Begun, *, mapping: bool) -> None:
        self._count(event)
        if event.anchor is not None or event.tag is not None:
            self._properties(event)
        start = event.start_mark
        self._open.append(_Open(start.line + 1, start.column + 1, mapping))
        if len(self._open) > self._limits.depth:
            message = f"more than {self._limits.depth} levels, one inside the other"
            self._faults.stop(Diagnostic("R104", message), self._span(event))

    def _count(self, event: _Event) -> None:
        self._left -= 1
        if self._left < 0:
            self._stop_at_limit(self._span(event))

    def _stop_at_limit(self, where: Span) -> None:
        message = f"the document holds more than {self._limits.values:,} values"
        self._faults.stop(Diagnostic("R103", message), where)

    def _end(self, event: _Event) -> None:
        begun = self._open.pop()
        start, end = event.start_mark, event.end_mark
        line, column = end.line + 1, end.column + 1
        if start.index == end.index:  # no bracket: it ends where its last item does
            last = begun.items[-1].where if begun.items else None
            line = last.end_line if last else begun.line
            column = last.end_column if last else begun.column
        where = Span(self._source.name, begun.line, begun.column, line, column)
        if begun.mapping:
            self._place(Table(tuple(self._entries(begun.items)), where))
        else:
            self._place(Row(tuple(begun.items), where))

    def _place(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        else:
            self._root = node

    def _entries(self, items: list[Node]) -> Iterator[Entry]:
        lines: dict[str, int] = {}
        turns = iter(items)
        for key, value in zip(turns, turns, strict=True):
            where = key.where
            if not isinstance(key, Leaf) or not isinstance(key.value, str):
                self._faults.add(_KEY, where)
                continue
            name = key.value
            if name in lines:
                self._faults.add(_given(name, lines[name]), where)
                continue
            if name == "<<" and not key.quoted:
                self._faults.add(_MERGE, where)
            lines[name] = where.line
            yield Entry(name, where, value)

    def _pass_remarks(self, event: _Scalar) -> None:
        place = event.start_mark.index
        if event.style in _BLOCKS:  # a comment may follow the sign
            place = self._text.find("\n", place)
        self._keep_remarks(place, event.end_mark.index)

    def _keep_remarks(self, until: int, resume: int) -> None:
        self._left -= self._remarks.keep(until, resume, most=self._left + 1)
        if self._left < 0:
            self._stop_at_limit(self._remarks.kept[-1].where)

    def _properties(self, event: _Begun) -> None:
        if event.anchor is not None:
            self._faults.add(ANCHOR, self._word(event.start_mark.index))
        if event.tag is not None:
            self._faults.add(TAG, self._word(event.start_mark.index))

    def _span(self, event: _Event) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(
            self._source.name,
            start.line + 1,
            start.column + 1,
            end.line + 1,
            end.column + 1,
        )

    def _word(self, place: int) -> Span:
        word = _WORD.match(self._text, place)
        return span_of(self._source, place, word.end() if word else place + 1)

    def _block(self, event: _Scalar) -> Span:
        # Parsers disagree on the blank lines below a text: it ends with its last word.
        start, end = event.start_mark, event.end_mark
        text = self._text[start.index : end.index].rstrip()
        below = text.count("\n")
        column = len(text) - text.rfind("\n") if below else start.column + len(text) + 1
        line = start.line + 1
        return Span(self._source.name, line, start.column + 1, line + below, column)

    def _nothing(self, event: _Scalar) -> Span:
        if event.style:
            return self._span(event)
        # Parsers disagree on spaces: what is left out stands right after its sign.
        mark = event.end_mark
        place = min(mark.index, len(self._text))
        if place == len(self._text):
            place = len(self._text.rstrip(" "))
            return span_of(self._source, place, place)
        while place and self._text[place - 1] == " ":
            place -= 1
        line, column = mark.line + 1, mark.column + 1 - (mark.index - place)
        return Span(self._source.name, line, column, line, column)


class _Remarks:
    """The comments of a text; a `#` inside a value begins none."""

    def __init__(self, name: str, text: str) -> None:
        self.kept: list[Comment] = []
        self.next = self._sign(text, 0)
        self._name = name
        self._text = text
        self._place = 0
        self._line = 1
        self._line_start = 0

    def keep(self, until: int, resume: int, *, most: int) -> int:
        """How many comments before `until` were kept; look for more at `resume`."""
        before = len(self.kept)
        while self.next < until and len(self.kept) - before < most:
            self._keep(self.next)
        if self.next < resume:
            self.next = self._sign(self._text, resume)
        return len(self.kept) - before

    def _keep(self, start: int) -> None:
        breaks = self._text.count("\n", self._place, start)
        if breaks:
            self._line += breaks
            self._line_start = self._text.rfind("\n", self._place, start) + 1
        self._place = start
        end = self._text.find("\n", start)
        words = self._text[start : end if end >= 0 else None].rstrip()
        before = self._text[self._line_start : start]
        column = len(before) + 1
        where = Span(self._name, self._line, column, self._line, column + len(words))
        self.kept.append(Comment(words, where, own_line=not before.strip()))
        self.next = self._sign(self._text, start + len(words))

    @staticmethod
    def _sign(text: str, start: int) -> int:
        found = text.find("#", start)
        return found if found >= 0 else len(text) + 1


def _given(name: str, line: int) -> Diagnostic:
    message = f"{echo(name)} is already given on line {line}"
    return Diagnostic("R118", message, help="join the two")
