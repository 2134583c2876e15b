"""Files and functions stay short, and every module says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

FILE_LIMIT = 350
FUNCTION_LIMIT = 40

# Longer files (`compliance/a.py`) and functions (`compliance/a.py::name`), each with
# the reason why that makes it better.
EXCEPTIONS: dict[str, str] = {
    "compliance/explain/reasons.py::_reason": "one record of many fields, made once",
}


def test_no_file_is_longer_than_its_limit(root: Path) -> None:
    lengths = {name: len(text.splitlines()) for name, text in modules(root)}

    assert {name for name, lines in lengths.items() if lines > FILE_LIMIT} == {
        name for name in EXCEPTIONS if "::" not in name
    }


def test_no_function_is_longer_than_its_limit(root: Path) -> None:
    lengths = {
        f"{module}::{function.name}": last_line(function) - function.lineno + 1
        for module, text in modules(root)
        for function in functions(text)
    }

    assert {name for name, lines in lengths.items() if lines > FUNCTION_LIMIT} == {
        name for name in EXCEPTIONS if "::" in name
    }


def test_every_module_begins_with_its_purpose_in_one_line(root: Path) -> None:
    silent = {name for name, text in modules(root) if not begins_with_purpose(text)}

    assert silent == set()


def test_every_exception_has_a_reason() -> None:
    assert all(EXCEPTIONS.values())


def modules(root: Path) -> Iterator[tuple[str, str]]:
    found = sorted((root / "compliance").rglob("*.py"))
    assert found, "no module was found"
    for path in found:
        yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def functions(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def last_line(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno


def begins_with_purpose(text: str) -> bool:
    documentation = ast.get_docstring(ast.parse(text))
    if documentation is None or not text.startswith(('"""', 'r"""')):
        return False
    first, _, rest = documentation.partition("\n")
    return first.endswith((".", "?")) and (not rest or rest.startswith("\n"))
