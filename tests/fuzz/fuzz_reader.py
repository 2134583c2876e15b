"""Looks for text that the reader crashes on, takes too long for, or grows too large on.

python tests/fuzz/fuzz_reader.py --seconds 60 --seed 1 --corpus rulesets tests/corpus

Random and mutated documents are read in one child process, each bomb in a child of its
own. A failing input is kept in `tests/corpus/reading/found/`.
"""

import argparse
import hashlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from compliance.errors import RulebookError
from compliance.syntax.reader import RULEBOOK, read, read_bytes
from compliance.syntax.tree import plain

ROOT = Path(__file__).parents[2]
FOUND = ROOT / "tests" / "corpus" / "reading" / "found"
MOST_SECONDS = 2.0
MOST_MEMORY = 300 << 20
ADDRESSES = 2 << 30
FULL = RULEBOOK.size
SIGNS = (
    b" \t\n\r:-[]{},#'\"|>&*!%@`?<~.0123456789eEabyno\\\x00\x85\xc3\xa9\xe2\x80\xae\xff"
)


def main() -> int:
    """Run what the command line asks for; 0 where nothing was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--corpus", type=Path, nargs="*", default=[ROOT / "rulesets"])
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        return report(options.one.read_bytes())
    if options.child is not None:
        return mutate(options.child, options.corpus, options.seconds, options.seed)
    return search(options.corpus, options.seconds, options.seed)


def search(corpus: list[Path], seconds: float, seed: int) -> int:
    """Every bomb, then random documents for as long as there is time."""
    failures, slowest, largest = 0, 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        current = Path(folder) / "current"
        for name, bomb in bombs():
            current.write_bytes(bomb())
            taken, peak, fault = measured("--one", str(current))
            slowest, largest = max(slowest, taken), max(largest, peak)
            if fault:
                failures += 1
                keep(current, f"{name}: {fault}")
        paths = [str(path) for path in corpus]
        limits = ["--seconds", str(seconds), "--seed", str(seed)]
        _, cases, fault = measured(
            "--child", str(current), *limits, "--corpus", *paths, wait=seconds + 60
        )
        if fault:
            failures += 1
            keep(current, fault)
    print(  # noqa: T201  the summary is what it is run for
        f"{failures} failures; {sum(1 for _ in bombs())} bombs, the slowest "
        f"{slowest:.2f} s, the largest {largest >> 20} MiB; {cases} mutations"
    )
    return 1 if failures else 0


def measured(*arguments: str, wait: float = 60) -> tuple[float, int, str]:
    """Two numbers that a child reports, and what is wrong with how it went."""
    command = [sys.executable, str(Path(__file__).resolve()), *arguments]
    try:
        child = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=wait
        )
    except subprocess.TimeoutExpired:
        return wait, 0, f"no end after {wait:.0f} s"
    numbers = child.stdout.split()
    if child.returncode or not numbers:
        return 0, 0, f"exit {child.returncode}: {child.stderr[-800:]}"
    taken, peak = float(numbers[0]), int(numbers[1])
    return taken, peak, ""


def report(data: bytes) -> int:
    """Read one document; print the seconds taken and the memory needed."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    taken = attempt(data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(taken, peak)  # noqa: T201  for the parent
    if taken > MOST_SECONDS or peak > MOST_MEMORY:
        sys.stderr.write(f"{taken:.2f} s, {peak >> 20} MiB")
        return 1
    return 0


def attempt(data: bytes) -> float:
    """The seconds that it takes to read a document, or to refuse it."""
    start = time.perf_counter()
    try:
        document = read(read_bytes("fuzz.yaml", data))
    except RulebookError as error:
        taken = time.perf_counter() - start
        str(error)
    else:
        taken = time.perf_counter() - start
        plain(document.root)
    return taken


def mutate(current: Path, corpus: list[Path], seconds: float, seed: int) -> int:
    """Read random and mutated documents until the time is over."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    rng = random.Random(seed)
    known = [
        file.read_bytes() for path in corpus for file in sorted(path.rglob("*.yaml"))
    ]
    known = [data for data in known if data] or [b"a: [b, {c: d}]\n"]
    end, cases = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = rng.choice(MUTATIONS)(rng, known)
        current.write_bytes(data)
        taken = attempt(data)
        cases += 1
        if taken > MOST_SECONDS:
            sys.stderr.write(f"{taken:.2f} s")
            return 1
    print(0, cases)  # noqa: T201  for the parent
    return 0


def keep(current: Path, fault: str) -> None:
    """Save the input that failed."""
    FOUND.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(current.read_bytes()).hexdigest()[:12]
    shutil.copy(current, FOUND / f"{name}.yaml")
    sys.stderr.write(f"{name}.yaml: {fault}\n")


def noise(rng: random.Random, _: list[bytes]) -> bytes:
    """Signs that mean something to a parser, in any order."""
    return bytes(rng.choice(SIGNS) for _ in range(rng.randrange(200)))


def raw(rng: random.Random, _: list[bytes]) -> bytes:
    """Any bytes."""
    return rng.randbytes(rng.randrange(200))


def by_byte(rng: random.Random, known: list[bytes]) -> bytes:
    """A document with some bytes replaced, removed or added."""
    data = bytearray(rng.choice(known))
    for _ in range(rng.randrange(1, 6)):
        place = rng.randrange(len(data) + 1)
        data[place : place + rng.randrange(2)] = bytes(
            rng.choice(SIGNS) for _ in range(rng.randrange(3))
        )
    return bytes(data)


def by_line(rng: random.Random, known: list[bytes]) -> bytes:
    """A document with lines lost, doubled, moved, indented or from elsewhere."""
    lines = rng.choice(known).splitlines(keepends=True)
    others = rng.choice(known).splitlines(keepends=True) or [b"\n"]
    for _ in range(rng.randrange(1, 6)):
        place = rng.randrange(len(lines) + 1)
        line = rng.choice([*lines, *others])
        lost = rng.randrange(3)
        added = rng.choice([[], [line], [b" " * rng.randrange(9) + line], [line[:-1]]])
        lines[place : place + lost] = added
    return b"".join(lines)


def nested(rng: random.Random, _: list[bytes]) -> bytes:
    """Brackets and dashes, deep and closed at random."""
    opening = (b"[", b"{", b"{a: ", b"- ", b"? ", b"a:\n ", b"]", b"}", b", ", b"b")
    return b"".join(rng.choice(opening) for _ in range(rng.randrange(200)))


MUTATIONS = (noise, raw, by_byte, by_byte, by_line, by_line, nested)


def bombs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Documents made to be slow or large, each as large as the reader takes."""
    signs = [
        "a",
        " ",
        "\n",
        "\t",
        "#",
        "[",
        "{",
        "]",
        "-",
        ":",
        "'",
        '"',
        "|",
        "&",
        "*",
    ]
    signs += [
        "!",
        "%",
        "0",
        "?",
        ",",
        "é",
        "\U0001f600",
        "\x00",
        "\r",
        "\u2028",
        "\ufeff",
    ]
    for part in (*signs, *PARTS):
        yield f"many {part!r}", partial(filled, part)
    for head, part in HEADED:
        yield f"{head!r} then many {part!r}", partial(filled, part, head)
    for head, part, count, tail in COUNTED:
        yield f"{count} {part!r}", partial(repeated, head, part, count, tail)
    yield "many keys", keys
    yield "merge keys", merges


COUNTED = (
    ("", "a", 64 << 20, ""),
    ("[", "ab,  ", 399_000, "]"),
    ("[", "1234567.5e3,  ", 399_000, "]"),
    ("[", "'ab', ", 399_000, "]"),
    ("", "- {a: 300}\n", 133_000, ""),
    ("", "- [[]]\n", 133_000, ""),
    ("a:\n", " #comment\n", 399_000, ""),
    ("[", "a, #b\n", 199_000, "]"),
)
PARTS = (
    *(
        "- ",
        "- - ",
        "? ",
        "a: ",
        "a:\n",
        "- a\n",
        "[a]\n",
        "{a: b}, ",
        "&a ",
        "*a ",
        "a ",
    ),
    *(
        "!t ",
        "!!str a\n- ",
        "- !t\n",
        "- &a\n",
        "- *a\n",
        "---\n",
        "...\n",
        "%YAML 1.1\n",
    ),
    *("a\n\n", "# c\n", " #", "\t\n", "\ta", "a\t", "\r", "\r\n", "a: a\n", "1: a\n"),
    *(
        "- yes\n",
        "- 007\n",
        "- 9e9999\n",
        "- 1_000\n",
        "- ''\n",
        '- ""\n',
        "- |\n  a\n",
    ),
    *(
        "- >\n\n\n",
        "- |\n",
        "''",
        "\\\\",
        ":1",
        "1_",
        "0x",
        "\u202e",
        "é: é\n",
        "\x85a",
    ),
)
HEADED = (
    ("\U0001f600", "a"),
    ("", "- " + "[" * 60 + "]" * 60 + "\n"),
    ("", f"{'k' * 900}: {'v' * 900}\n"),
    *(("[", "a, "), ("[", "1, "), ("[", "[], "), ("[", "{}, "), ("[", "a: b, ")),
    *(
        ("[", ",, "),
        ("{", "a, "),
        ("{", "a: , "),
        ("[\n", "#\n"),
        ("[", "\n"),
        ("[", "''"),
    ),
    *(('"', "\\u00e9"), ('"', "\\\n"), ('"', "\\n"), ('"', "a\n\n"), ("'", "''")),
    *(("a: '", "b\n"), ("|\n", " a\n"), (">\n", " a\n\n"), ("- ", "9"), ("- 1e", "9")),
    *(
        ("- 0x", "f"),
        ("- 1", ":1"),
        ("- 1", "_"),
        ("? ", "a"),
        ("- .", "1"),
        ("- ", "é"),
    ),
    *(("- 1.", "0"), ("!", "a"), ("&", "a"), ("*", "a"), ("%", "a"), ("!<", "a")),
    *(('"\\U0001f600" : "', "\\U0001f600"), ("a: b\n", " \n"), ("a: b\n", "#\n")),
)


def filled(part: str, head: str = "") -> bytes:
    """As many `part`s after `head` as the reader takes."""
    one, first = part.encode(), head.encode()
    return first + one * ((FULL - len(first)) // len(one))


def repeated(head: str, part: str, count: int, tail: str) -> bytes:
    """So many `part`s between `head` and `tail`."""
    return head.encode() + part.encode() * count + tail.encode()


def keys() -> bytes:
    """A mapping of many short keys."""
    return "".join(f"k{number}: v\n" for number in range(199_000)).encode()


def merges() -> bytes:
    """Mappings that each merge the last one twice."""
    lines = ["a0: &a0 {k: v}\n"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 30)]
    return "".join(lines).encode()


if __name__ == "__main__":
    sys.exit(main())
