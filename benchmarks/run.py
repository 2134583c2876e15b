"""Runs every engine at every size and writes a table and a picture.

`python benchmarks/run.py [--sizes 10,100,…] [--processes 5] [--out docs/benchmarks]`.
Each figure is the median of five processes, which take turns; answers are checked
against the plain loop first. Needs the extra `bench`.
"""

import argparse
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import TypeAlias

HERE = Path(__file__).parent
SIZES = (10, 100, 1_000, 10_000, 100_000)
# Beyond these sizes an engine takes minutes to load, or refuses.
LIMITS = {
    ("durable_rules", "flat"): 1_000,
    ("common-expression-language", "flat"): 1_000,
    ("common-expression-language", "sliced"): 10_000,
    ("cedarpy", "flat"): 10_000,
    ("hobofan_regorus", "flat"): 10_000,
    ("zen-engine", "flat"): 10_000,
    ("clipspy", "flat"): 10_000,
}
SLICED_LIMIT = 10_000
CODE = "p50_us"
Told: TypeAlias = dict[str, float]
Results: TypeAlias = dict[tuple[str, str, int], Told]


def contenders() -> list[tuple[str, str]]:
    """Every engine with its encodings, this library first."""
    sys.path.insert(0, str(HERE))
    from peers import PEERS  # noqa: PLC0415 - found only now

    found = [("compliance", "")]
    for name in PEERS:
        found.append((name, "flat"))
        if name != "durable_rules":  # a ruleset cannot be given back
            found.append((name, "sliced"))
    return found


def measured(sizes: Iterable[int], processes: int) -> Results:
    """The median figures of each contender at each size."""
    found: dict[tuple[str, str, int], list[Told]] = {}
    for _ in range(processes):
        for size in sizes:
            for engine, encoding in contenders():
                limit = LIMITS.get((engine, encoding), SLICED_LIMIT)
                if engine in {"compliance", "plain loop"} or size <= limit:
                    told = _one(engine, encoding, size)
                    found.setdefault((engine, encoding, size), []).append(told)
    return {
        key: {name: median(each[name] for each in some) for name in some[0]}
        for key, some in found.items()
    }


def _one(engine: str, encoding: str, size: int) -> Told:
    command = [sys.executable, str(HERE / "one.py"), engine, encoding, str(size)]
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    done = subprocess.run(  # noqa: S603 - our own program
        command, capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [str(done.returncode)]
        print(f"{engine} {encoding} {size}: {last[0]}", file=sys.stderr)  # noqa: T201
        return {"wrong": math.nan, CODE: math.nan, "p99_us": math.nan, "load_s": 0.0}
    told = json.loads(done.stdout)
    print(f"{engine} {encoding} {size}: {told[CODE]:.2f} µs", file=sys.stderr)  # noqa: T201
    return {name: each for name, each in told.items() if isinstance(each, int | float)}


def exponent(results: Results, engine: str, encoding: str) -> float:
    """The slope of cost against rules on logarithmic axes, from 1,000 rules on."""
    points = [
        (math.log(size), math.log(told[CODE]))
        for (name, way, size), told in results.items()
        if (name, way) == (engine, encoding) and size >= SIZES[2]
    ]
    points = [each for each in points if not math.isnan(each[1])]
    if len(points) < 2:
        return math.nan
    x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum(
        (a - x) ** 2 for a, _ in points
    )


def table(results: Results) -> str:
    """The figures as Markdown: microseconds, and times the plain loop of that size."""
    sizes = sorted({size for _, _, size in results})
    head = ["engine", *(f"{size:,} rules" for size in sizes), "growth"]
    rows = []
    for engine, encoding in contenders():
        cells = [f"{engine} {encoding}".strip()]
        for size in sizes:
            told = results.get((engine, encoding, size))
            loop = results["plain loop", "flat", size][CODE]
            cells.append("" if told is None else _cell(told, loop))
        slope = exponent(results, engine, encoding)
        cells.append("" if math.isnan(slope) else f"{slope:.2f}")
        rows.append(cells)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cell(told: Mapping[str, float], loop: float) -> str:
    if math.isnan(told[CODE]):
        return "failed"
    text = f"{told[CODE]:.3g} / {told['p99_us']:.3g} (×{told[CODE] / loop:.2g})"
    return f"{text} {told['wrong']:g} wrong" if told["wrong"] else text


def picture(results: Results, path: Path) -> None:
    """Cost against rules, both on logarithmic axes."""
    import matplotlib as mpl  # noqa: PLC0415 - an extra

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "compliance", "font.size": 10})
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(8, 5.5), layout="constrained")
    colours = ["#0072B2", "#000000", "#D55E00", "#009E73", "#CC79A7", "#E69F00"]
    colours += ["#56B4E9", "#7F7F7F"]
    names = list(dict.fromkeys(engine for engine, _ in contenders()))
    for (engine, encoding), colour in (
        (each, colours[names.index(each[0]) % len(colours)]) for each in contenders()
    ):
        points = sorted(
            (size, told[CODE])
            for (name, way, size), told in results.items()
            if (name, way) == (engine, encoding)
            and not told["wrong"]
            and not math.isnan(told[CODE])
        )
        if points:
            own = engine == "compliance"
            axes.plot(
                *zip(*points, strict=True),
                "--" if encoding == "sliced" else "-",
                color=colour,
                marker="o",
                linewidth=3 if own else 1.5,
                markersize=7 if own else 4,
                label=f"{engine} {encoding}".strip(),
            )
    axes.set(xscale="log", yscale="log", xlabel="rules", ylabel="µs a decision")
    axes.grid(visible=True, which="major", alpha=0.3)
    figure.legend(loc="outside right upper", frameon=False, fontsize=8)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, then write the table, the figures and the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(str(size) for size in SIZES))
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--out", type=Path, default=HERE.parent / "docs" / "benchmarks")
    asked = parser.parse_args()
    sizes = [int(each) for each in asked.sizes.split(",")]
    results = measured(sizes, asked.processes)
    asked.out.mkdir(parents=True, exist_ok=True)
    told = [
        {"engine": engine, "encoding": encoding, "size": size, **figures}
        for (engine, encoding, size), figures in results.items()
    ]
    text = json.dumps(told, indent=1)
    (asked.out / "results.json").write_text(text + "\n", encoding="utf-8")
    (asked.out / "table.md").write_text(table(results), encoding="utf-8")
    picture(results, asked.out / "decisions.svg")


if __name__ == "__main__":
    main()
