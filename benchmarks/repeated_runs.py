"""One build run again and again beside busy processes, each time with other hashes and threads.

    python benchmarks/repeated_runs.py --runs 100

Every run is a process of its own, and makes what ``tests/seeded_results.py`` has.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
NUM_LINKS = 100
THREADS = (1, 2, 3, 8)
HASH_SEEDS = ("0", "1", "42", "random")
BUSY = 2  # processes for every processor

Digests = dict[str, dict[str, str | int | float]]


def runs(tree: Path, count: int) -> tuple[str, list[str]]:
    """What is told of so many runs of a build, and those that differ from the first."""
    program = [sys.executable, tree / "tests" / "seeded_results.py", "--links", NUM_LINKS]
    first: Digests | None = None
    differing = []
    with busy():
        for run in range(count):
            threads = THREADS[run % len(THREADS)]
            hashes = HASH_SEEDS[run // len(THREADS) % len(HASH_SEEDS)]
            environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": hashes}
            told = output_of([*program, "--threads", threads], tree, environment)
            digests = {name.rpartition(";")[0]: values for name, values in json.loads(told).items()}
            first = first or digests
            other = [name for name in digests if digests[name] != first[name]]
            if other:
                differing.append(f"{run}, {threads} threads, hashes {hashes}: {', '.join(other)}")
    busy_processes = f"{BUSY * (os.cpu_count() or 1)} busy processes"
    return (
        f"{count} runs of the build with gcc -O3 on {NUM_LINKS} links, beside {busy_processes}, on "
        f"{', '.join(map(str, THREADS))} threads and with PYTHONHASHSEED {', '.join(HASH_SEEDS)}: "
        f"{count - len(differing)} are the same."
    ), differing


@contextmanager
def busy() -> Iterator[None]:
    """Processes that compute, and now and then wait, as long as this lasts."""
    work = f"import random, time\nrandom.seed({random.randrange(10**6)})\nwhile True:\n"
    work += "    sum(range(random.randrange(10**6)))\n    time.sleep(random.random() / 100)\n"
    number = BUSY * (os.cpu_count() or 1)
    processes = [subprocess.Popen([sys.executable, "-c", work]) for _ in range(number)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def output_of(command: Sequence[Any], folder: Path, environment: dict[str, str]) -> str:
    """What a program prints; the end of its errors where it fails."""
    words = list(map(str, command))
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stderr[-4000:]}")
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=100)
    told, differing = runs(REPOSITORY, parser.parse_args().runs)
    print("\n".join([told, *differing]))
    if differing:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
