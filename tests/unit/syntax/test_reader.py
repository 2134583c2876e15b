"""The reader: what it keeps, what it refuses, and that it refuses in one way only."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import DeploymentError, Diagnostic, RulebookError
from compliance.syntax import reader
from compliance.syntax.reader import DEPLOYMENT, Limits, read, read_bytes, read_file
from compliance.syntax.tree import (
    Document,
    Node,
    Plain,
    Row,
    Source,
    Table,
    excerpt,
    line_text,
    locate,
    locate_key,
    plain,
)

TINY = Limits(size=100, values=10, depth=3, faults=3)
VISIBLE = st.characters(
    exclude_categories=["Cs", "Cc", "Zl", "Zp"],
    exclude_characters=(
        "\ufeff\ufffe\uffff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        "\u2066\u2067\u2068\u2069"
    ),
)
TEXTS = st.text(VISIBLE, max_size=12)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | TEXTS
)
TREES: st.SearchStrategy[Plain] = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
    ),
    max_leaves=15,
)
# Pieces that meet in odd ways; no `?` and no `:` without a space, on which the
# parsers differ.
PIECES = st.sampled_from(
    [
        *("a", "b: ", "- ", "\n", "\n  ", " ", "[", "]", "{", "}", ", ", "#", " # c"),
        *("'", '"', "|\n", ">-\n", "&x ", "*x", "!t ", "<<: ", "---\n", "...\n"),
        *("NO", "yes", "1e25", "007", "true", "null", "@", "%", "é", "\\n", "...", "-"),
        *("~", "\r\n"),
    ]
)


def of(text: str, limits: Limits = reader.RULEBOOK) -> Document:
    return read(Source("a.yaml", text), limits)


def faults(text: str, limits: Limits = reader.RULEBOOK) -> tuple[Diagnostic, ...]:
    with pytest.raises(RulebookError) as refusal:
        of(text, limits)
    return refusal.value.diagnostics


def codes(text: str, limits: Limits = reader.RULEBOOK) -> list[str]:
    return [each.code for each in faults(text, limits)]


@given(TREES)
def test_a_tree_written_in_brackets_is_read_back(tree: Plain) -> None:
    assert same(plain(of(flow(tree)).root), tree)


@given(TREES)
def test_a_tree_written_in_lines_is_read_back(tree: Plain) -> None:
    assert same(plain(of("\n".join(block(tree, 0))).root), tree)


@given(TREES)
def test_every_value_stands_where_its_span_says(tree: Plain) -> None:
    document = of("\n".join(block(tree, 0)))

    for path, node in leaves(document.root, ()):
        where = locate(document.root, path)
        line = line_text(document.source, where.line)
        written = line[where.column - 1 : where.end_column - 1]
        assert written == flow(plain(node))


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is one parser only")
@given(TREES)
def test_both_parsers_read_the_same_tree(tree: Plain) -> None:
    for text in (flow(tree), "\n".join(block(tree, 0))):
        assert outcome(text, yaml.CSafeLoader) == outcome(text, yaml.SafeLoader)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is one parser only")
@given(st.lists(PIECES, max_size=14).map("".join))
def test_where_both_parsers_accept_they_mean_the_same(text: str) -> None:
    first, second = outcome(text, yaml.CSafeLoader), outcome(text, yaml.SafeLoader)

    if isinstance(first, Document) and isinstance(second, Document):
        assert plain(first.root) == plain(second.root)
        assert first.comments == second.comments


@given(
    st.binary(max_size=60) | st.lists(PIECES, max_size=14).map("".join).map(str.encode)
)
def test_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    for parser in (reader.PARSER, yaml.SafeLoader):
        assert all(each.where for each in refusals(data, parser))


def test_numbers_are_exact() -> None:
    assert plain(of("[1e25, 0.1, 7, -0, 1.10]").root) == [
        Decimal("1e25"),
        Decimal("0.1"),
        7,
        0,
        Decimal("1.10"),
    ]


def test_a_whole_number_is_whole_and_a_truth_value_is_none() -> None:
    assert [type(each) for each in items("[1, 1.0, true, NO, 2021-06-10, ~]")] == [
        int,
        Decimal,
        bool,
        str,
        str,
        type(None),
    ]


@pytest.mark.parametrize("word", ["yes", "No", "nO", "ON", "off", "y", "N", "no"])
def test_a_truth_value_of_other_languages_is_refused_bare(word: str) -> None:
    assert codes(f"a: {word}\n") == ["R120"]
    assert codes(f"{word}: a\n") == ["R120"]
    assert plain(of(f"a: '{word}'\n").root) == {"a": word}


def test_norway_is_text_as_a_value_and_as_a_key() -> None:
    assert plain(of("NO: NO\n").root) == {"NO": "NO"}


def test_the_largest_numbers_are_read_and_larger_ones_refused() -> None:
    assert plain(of("9" * 1000).root) == int("9" * 1000)
    assert plain(of("-1E-10000").root) == Decimal("-1e-10000")
    assert codes("9" * 1001) == codes("1e10001") == codes("1e" + "9" * 5000) == ["R124"]
    assert codes("9" * 100_000) == codes("0x" + "f" * 5000) == ["R124"]


def test_long_text_that_begins_with_a_digit_is_text() -> None:
    text = "1:1 " + "word " * 500 + "end"

    assert plain(of(text).root) == text


def test_a_value_is_located_by_its_path() -> None:
    root = of("rules:\n  - {title: a, cite: 'b'}\n").root

    value, key = (
        locate(root, ("rules", 0, "cite")),
        locate_key(root, ("rules", 0, "cite")),
    )

    assert (value.line, value.column, value.end_column) == (2, 22, 25)
    assert (key.line, key.column, key.end_column) == (2, 16, 20)


def test_a_path_that_leaves_the_tree_is_located_where_it_leaves() -> None:
    root = of("rules:\n  - a\n").root

    assert locate(root, ("rules", 7, "cite")) == locate(root, ("rules",))
    assert locate_key(root, ("rules", "x", "y")) == locate(root, ("rules",))
    assert locate_key(root, ()) == locate(root, ()) == root.where
    assert locate_key(root, ("rules", 0)) == locate(root, ("rules", 0))


def test_a_key_given_twice_names_the_line_of_the_first() -> None:
    (fault,) = faults("vendor: a\n\nvendor: b\n")

    assert fault.message == "`vendor` is already given on line 1"
    assert fault.excerpt == "vendor: b"


def test_faults_before_a_broken_line_are_reported_with_it() -> None:
    assert codes("a: 1\na: yes\n3: b\nc: d: e\n") == ["R118", "R120", "R119", "R101"]


def test_refused_signs_do_not_hide_other_faults() -> None:
    assert codes("a: b\u202e\nc: yes\n") == ["R110", "R120"]


def test_a_sign_written_as_an_escape_is_refused_too() -> None:
    for escape in ("\\0", "\\u202E", "\\uFEFF", "\\e", "\\N"):
        assert codes(f'a: "{escape}"')[0] in {"R107", "R108", "R109", "R110"}
    assert plain(of('a: "\\t\\n\\r\\u00e9"').root) == {"a": "\t\n\ré"}


def test_limits_are_kept() -> None:
    assert codes("a" * 101, TINY) == codes("é" * 51, TINY) == ["R102"]
    assert codes("[a, b, c, d, e, f, g, h, i, j]", TINY) == ["R103"]
    assert codes("[a, b, c, d, e]" + "\n#" * 5, TINY) == ["R103"]
    assert codes("[[[[a]]]]", TINY) == ["R104"]
    assert codes("[yes, yes, yes, yes]", TINY) == ["R120"] * 3 + ["R125"]
    assert plain(of("[[[a]]]", TINY).root) == [[["a"]]]


def test_a_long_line_is_not_shown() -> None:
    source = Source("a.yaml", "a" * 500 + "\nb")

    assert excerpt(source, of("a").root.where) is None


def test_a_line_is_found_by_its_number() -> None:
    lines = [f"line {number}" * (number % 7) for number in range(3_000)]
    source = Source("a.yaml", "\n".join(lines))

    assert [line_text(source, number + 1) for number in range(3_000)] == lines
    assert line_text(source, 3_001) == ""


def test_the_caller_names_the_error() -> None:
    with pytest.raises(DeploymentError):
        read(Source("facts", "a: yes"), DEPLOYMENT, error=DeploymentError)
    with pytest.raises(DeploymentError):
        read_bytes("facts", b"\xff", error=DeploymentError)


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: \xc3\xa9" * 21)

    with pytest.raises(RulebookError) as refusal:
        read_file(file, "a.yaml", TINY)

    assert [each.code for each in refusal.value.diagnostics] == ["R102"]
    assert read_file(file, "a.yaml").text.startswith("a: é")


def refusals(data: bytes, parser: type[reader.Parser]) -> tuple[Diagnostic, ...]:
    try:
        plain(using(parser, read_bytes("a.yaml", data)).root)
    except RulebookError as error:
        return error.diagnostics
    return ()


def using(parser: type[reader.Parser], source: Source) -> Document:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "PARSER", parser)
        return read(source)


def outcome(text: str, parser: type[reader.Parser]) -> Document | str:
    try:
        return using(parser, Source("a.yaml", text))
    except RulebookError as error:
        return str(error)


def items(text: str) -> list[Plain]:
    found = plain(of(text).root)
    assert isinstance(found, list)
    return found


def same(one: Plain, other: Plain) -> bool:
    return repr(one) == repr(other)


def flow(tree: Plain) -> str:
    if isinstance(tree, dict):
        pairs = (f"{quoted(key)}: {flow(value)}" for key, value in tree.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(flow(each) for each in tree) + "]"
    if tree is None or isinstance(tree, bool):
        return {None: "null", True: "true", False: "false"}[tree]
    return quoted(tree) if isinstance(tree, str) else str(tree)


def block(tree: Plain, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(tree, dict) and tree:
        for key, value in tree.items():
            yield f"{pad}{quoted(key)}:"
            yield from block(value, indent + 2)
    elif isinstance(tree, list) and tree:
        for each in tree:
            yield f"{pad}-"
            yield from block(each, indent + 2)
    else:
        yield pad + flow(tree)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def leaves(
    node: Node, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    if isinstance(node, Table) and node.entries:
        for entry in node.entries:
            yield from leaves(entry.value, (*path, entry.key))
    elif isinstance(node, Row) and node.items:
        for number, item in enumerate(node.items):
            yield from leaves(item, (*path, number))
    else:
        yield path, node
