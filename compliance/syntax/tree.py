"""What stands in a file, and where: the tree that the reader builds."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TypeAlias, assert_never

from compliance.errors import Span

_BLOCK = 4096
_LONGEST_EXCERPT = 400


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, under the name that its spans carry."""

    name: str
    text: str = field(repr=False)
    breaks: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # How many line breaks end before each block: finds a line without a scan.
        counts = [0]
        for start in range(0, len(self.text), _BLOCK):
            counts.append(counts[-1] + self.text.count("\n", start, start + _BLOCK))
        object.__setattr__(self, "breaks", tuple(counts))


Value: TypeAlias = str | int | Decimal | bool | None
Plain: TypeAlias = dict[str, "Plain"] | list["Plain"] | Value
Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: `police`, `'2021'`, `1e25`, `true`, or nothing at all."""

    value: Value
    text: str
    quoted: bool
    where: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A list: `[police, sheriff]`."""

    items: tuple["Node", ...]
    where: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One key and its value: `vendor: amazon`."""

    key: str
    key_where: Span
    value: "Node"


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, its keys in the order written: `{vendor: amazon}`."""

    entries: tuple[Entry, ...]
    where: Span


Node: TypeAlias = Leaf | Row | Table


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark, from its `#` to the end of the line."""

    text: str
    where: Span
    own_line: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its text, its tree and its comments in order."""

    source: Source
    root: Node
    comments: tuple[Comment, ...]


def plain(node: Node) -> Plain:
    """The data alone, as JSON would hold it."""
    whole: list[Plain] = []
    waiting: list[tuple[Node, Callable[[Plain], None]]] = [(node, whole.append)]
    while waiting:
        each, place = waiting.pop()
        match each:
            case Leaf(value=value):
                place(value)
            case Row(items=items):
                row: list[Plain] = []
                place(row)
                waiting.extend((item, row.append) for item in reversed(items))
            case Table(entries=entries):
                table: dict[str, Plain] = {}
                place(table)
                put = table.__setitem__
                waiting.extend((e.value, partial(put, e.key)) for e in entries[::-1])
            case _:
                assert_never(each)
    return whole[0]


def locate(node: Node, path: Path) -> Span:
    """Where the value at `path` stands, or the last that the path reaches."""
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node = child.value if isinstance(child, Entry) else child
    return node.where


def locate_key(node: Node, path: Path) -> Span:
    """Where the key that ends `path` stands; a list's item has no key but itself."""
    for step in path[:-1]:
        child = _child(node, step)
        if child is None:
            return node.where
        node = child.value if isinstance(child, Entry) else child
    last = _child(node, path[-1]) if path else None
    if isinstance(last, Entry):
        return last.key_where
    return node.where if last is None else last.where


def _child(node: Node, step: str | int) -> Node | Entry | None:
    match node, step:
        case Table(entries=entries), str():
            return next((each for each in entries if each.key == step), None)
        case Row(items=items), int() if 0 <= step < len(items):
            return items[step]
        case _:
            return None


def line_text(source: Source, line: int) -> str:
    """The text of a line, counted from 1, without its line break."""
    block = bisect_left(source.breaks, line - 1) - 1
    start = max(block, 0) * _BLOCK
    skipped = source.breaks[max(block, 0)]
    while skipped < line - 1:
        found = source.text.find("\n", start)
        if found < 0:
            return ""
        start = found + 1
        skipped += 1
    end = source.text.find("\n", start)
    return source.text[start : end if end >= 0 else None].removesuffix("\r")


def span_of(source: Source, start: int, end: int) -> Span:
    """The span of a part of the text, given by how many characters precede it."""
    line, column = _position(source.text, start)
    end_line, end_column = _position(source.text, end)
    return Span(source.name, line, column, end_line, end_column)


def _position(text: str, place: int) -> tuple[int, int]:
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def excerpt(source: Source, where: Span) -> str | None:
    """The line of a span, fit to be shown; none where it is too long for that."""
    text = line_text(source, where.line)
    if len(text) > _LONGEST_EXCERPT:
        return None
    return "".join(_shown(each) for each in text)


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
