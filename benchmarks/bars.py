"""What this library promises beside the speed of one decision, measured in one process.

`python benchmarks/bars.py` prints a line for each: reasons, missing facts, loading.
"""

import gc
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, perf_counter_ns

import ours
from workload import workload

from compliance import Outcome, check, evaluate

SIZE = 10_000
COUNT = 1_000


def main() -> None:
    """Measure each in turn."""
    told = {
        **_reasons(),
        **_missing(),
        **_loading(),
        **_first_decision(),
    }
    print(json.dumps(told, indent=1))  # noqa: T201 - a program's output


def _reasons() -> dict[str, float]:
    work = workload(1_000)
    book = ours.rulebook(work)
    denied = [
        each
        for each in work.questions(COUNT)
        if evaluate(each[0], on=each[1], rulebook=book).outcome is Outcome.DENY
    ]
    times = []
    for _ in range(5):
        for given, on in denied:
            decision = evaluate(given, on=on, rulebook=book)
            before = perf_counter_ns()
            told = [(r.rule, r.citations) for r in decision.reasons]
            times.append(perf_counter_ns() - before)
            assert told  # noqa: S101 - a denial has a reason
    return {"reasons of a denial, µs more": median(times) / 1e3}


def _missing() -> dict[str, float]:
    work = workload(SIZE)
    book = ours.rulebook(work)
    asked = work.questions(COUNT, missing=0.5)
    for given, on in asked:
        evaluate(given, on=on, rulebook=book)
    gc.collect()
    gc.freeze()
    times, counts = [], []
    for given, on in asked * 3:
        before = perf_counter_ns()
        decision = evaluate(given, on=on, rulebook=book)
        told = decision.rules
        took = (perf_counter_ns() - before) / 1e3
        open_ = len(told) if decision.outcome is Outcome.UNDETERMINED else 0
        times.append(took)
        counts.append(open_)
    return {
        "half missing, 10,000 rules, µs": median(times),
        "half missing, undetermined rules": median(counts),
        "half missing, share within 25 µs + 0.3 µs a rule": sum(
            took <= 25 + 0.3 * count for took, count in zip(times, counts, strict=True)
        )
        / len(times),
    }


def _loading() -> dict[str, float]:
    folder = Path(tempfile.gettempdir()) / f"compliance-benchmark-{SIZE}"
    code = (
        "import sys, time; from pathlib import Path; import resource, compliance; "
        "before = time.perf_counter(); book = compliance.load(Path(sys.argv[1])); "
        "compliance.evaluate({'place': 'US'}, rulebook=book).outcome; "
        "print(time.perf_counter() - before, "
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    bundles = [_run(code, str(folder)) for _ in range(5)]
    before = perf_counter()
    found = check(folder)
    took = perf_counter() - before
    assert found == ()  # noqa: S101 - the workload is clean
    return {
        "10,000 rules from YAML, checked, s": took,
        "10,000 rules from a bundle with a first decision, s": median(
            each[0] for each in bundles
        ),
        "10,000 rules from a bundle, MB": median(each[1] for each in bundles),
    }


def _first_decision() -> dict[str, float]:
    asked = (
        "import compliance; compliance.evaluate({'vendor': 'amazon', 'technology': "
        "'face-recognition', 'activity': 'sell'}, on='2020-07-01').outcome"
    )
    bare = median(_whole("pass") for _ in range(5))
    whole = median(_whole(asked) for _ in range(5))
    return {
        "bundled: import and first decision over a bare interpreter, s": whole - bare
    }


def _whole(code: str) -> float:
    before = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
    return perf_counter() - before


def _run(code: str, *arguments: str) -> list[float]:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return [float(each) for each in done.stdout.split()]


if __name__ == "__main__":
    main()
