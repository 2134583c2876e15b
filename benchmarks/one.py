"""One engine at one size, in a process of its own: `one.py ENGINE ENCODING SIZE`."""

import gc
import json
import sys
from time import perf_counter, perf_counter_ns

import naive
import ours
from peers import PEERS, Decide, sliced
from workload import Workload, workload

QUESTIONS = 2_000
CHECKED = 200
SECONDS = 1.0
LOAD_LIMIT = 120.0


def main(engine: str, encoding: str, size: int) -> None:
    """Check the answers, warm up, time single decisions, print one line of JSON."""
    work = workload(size)
    started = perf_counter()
    decide = _decider(engine, encoding, work)
    loaded = perf_counter() - started
    questions = work.questions(QUESTIONS)
    wrong = sum(
        sorted(decide(*each)) != sorted(naive.answer(work, *each))
        for each in questions[:CHECKED]
    )
    budget = perf_counter() + SECONDS
    for each in questions:
        decide(*each)
        if perf_counter() > budget:
            break
    gc.collect()
    gc.freeze()
    times: list[int] = []
    budget = perf_counter() + SECONDS
    while perf_counter() < budget:
        for each in questions:
            before = perf_counter_ns()
            decide(*each)
            times.append(perf_counter_ns() - before)
            if perf_counter() > budget:
                break
    times.sort()
    told = {
        "engine": engine,
        "encoding": encoding,
        "size": size,
        "wrong": wrong,
        "load_s": loaded,
        "p50_us": times[len(times) // 2] / 1e3,
        "p99_us": times[len(times) * 99 // 100] / 1e3,
        "samples": len(times),
    }
    print(json.dumps(told))  # noqa: T201 - what the parent reads


def _decider(engine: str, encoding: str, work: Workload) -> Decide:
    if engine == "compliance":
        return ours.decide(work)
    peer = PEERS[engine]
    return peer(work.rules) if encoding == "flat" else sliced(peer, work.rules)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
