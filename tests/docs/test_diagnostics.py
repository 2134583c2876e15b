"""The page of diagnostics lists each code that the source has, once."""

import re
from collections import Counter
from pathlib import Path

CODE = re.compile(r'"([A-Z]\d{3})"')
ROW = re.compile(r"^\| ([A-Z]\d{3}) \|", re.MULTILINE)


def test_each_code_is_documented_once(root: Path) -> None:
    listed = Counter(ROW.findall((root / "docs/diagnostics.md").read_text("utf-8")))
    given = {
        code
        for path in (root / "compliance").rglob("*.py")
        for code in CODE.findall(path.read_text("utf-8"))
    }

    assert listed == Counter(given)


def test_each_code_of_a_document_is_told_in_the_corpus(root: Path) -> None:
    told = {
        line[:4]
        for path in (root / "tests/corpus").rglob("bad/*.txt")
        for line in path.read_text("utf-8").splitlines()
    }
    listed = set(ROW.findall((root / "docs/diagnostics.md").read_text("utf-8")))

    untold = {code for code in listed if code[0] in "DTNPOSFL"} - told
    assert untold == {"D138", "N200", "N219", "S603"}
