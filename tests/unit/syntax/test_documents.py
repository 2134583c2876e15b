"""Whatever is wrong with a document is told in an author's words, and never passes."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import Diagnostic
from compliance.syntax.load import Files, Loaded, lower, take
from compliance.syntax.reader import read, read_file
from compliance.syntax.tree import Path as Steps
from compliance.syntax.tree import Plain, Source, plain

TESTS = Path(__file__).parents[2]
BOOKS = (TESTS / "corpus/rulesets/book", TESTS / "schemas/every")
WORSE: tuple[Plain, ...] = (
    None,
    True,
    0,
    -1,
    2021,
    "",
    "x",
    "No Name",
    "2021-02-30",
    "about 0001-01-01",
    "> 4",
    "further-notice",
    [],
    {},
    [[]],
    ["x"],
    {"x": "y"},
    {"not": "x"},
    {"event": "x"},
    {"at_least": "3 days"},
)
FOREIGN = re.compile(
    r"pydantic|[Ii]nput|[Vv]alidat|NoneType|\bdict\b|\bstr\b|\bint\b|\bNone\b|something"
)


@cache
def texts(book: Path) -> dict[str, str]:
    paths = [path for path in book.rglob("*.yaml") if path.is_file()]
    return {
        path.relative_to(book).with_suffix("").as_posix(): json.dumps(
            plain(read(read_file(path, "x")).root), default=number
        )
        for path in sorted(paths)
    }


def number(value: object) -> float:
    assert isinstance(value, Decimal)
    return float(value)


def loaded(book: Path, changed: str, data: Plain) -> Loaded:
    files = Files()
    for name, text in texts(book).items():
        new = json.dumps(data) if name == changed else text
        take(files, Source(f"{name}.yaml", new), name)
    return lower(files)


def steps(data: Plain, path: Steps = ()) -> Iterator[Steps]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from steps(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from steps(value, (*path, place))


def changed(data: Plain, path: Steps, change: Plain, key: str | None) -> Plain:
    if not path:
        return change
    step, rest = path[0], path[1:]
    if isinstance(data, dict):
        made = {}
        for each, value in data.items():
            new = key if key is not None and not rest and each == step else each
            made[new] = changed(value, rest, change, key) if each == step else value
        return made
    assert isinstance(data, list)
    return [
        changed(value, rest, change, key) if place == step else value
        for place, value in enumerate(data)
    ]


@st.composite
def changes(draw: st.DrawFn) -> tuple[Path, str, Plain]:
    book = draw(st.sampled_from(BOOKS))
    name = draw(st.sampled_from(sorted(texts(book))))
    data: Plain = json.loads(texts(book)[name])
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list(steps(data))[1:] or [()]))
        key = draw(st.sampled_from([None, None, "x", "titel", "X y", ""]))
        data = changed(data, path, draw(st.sampled_from(WORSE)), key)
        if not isinstance(data, dict):
            break
    return book, name, data


@given(changes())
def test_a_changed_document_is_refused_in_words_or_is_a_rulebook(
    change: tuple[Path, str, Plain],
) -> None:
    found = loaded(*change).diagnostics

    for each in found:
        assert in_words(each), each


def in_words(found: Diagnostic) -> bool:
    first, last = found.message[0], found.message[-1]
    said = re.sub("`[^`]*`", "`", found.message + (found.help or ""))
    return (
        (first.islower() or first in "`§")
        and last != "."
        and "\n" not in found.message
        and FOREIGN.search(said) is None
        and found.where is not None
    )


def test_an_unchanged_book_has_no_fault() -> None:
    name, text = next(iter(texts(BOOKS[0]).items()))

    assert loaded(BOOKS[0], name, json.loads(text)).diagnostics == ()
