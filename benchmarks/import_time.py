"""How long importing the package takes, above numpy, scipy and networkx.

    python benchmarks/import_time.py [ROUNDS]

A new interpreter each time, which has loaded the three before; all files are in the cache. The
median is to stay under 0.15 s.
"""

import statistics
import subprocess
import sys

from report import provenance

CODE = """
import time, numpy, numpy.random, scipy, networkx
start, cpu = time.perf_counter(), time.process_time()
import infomap_py
print(time.perf_counter() - start, time.process_time() - cpu)
"""


def seconds() -> tuple[float, float]:
    """Wall and CPU seconds of one import."""
    run = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    wall, cpu = map(float, run.stdout.split())
    return wall, cpu


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seconds()  # fills the cache
    wall, cpu = zip(*(seconds() for _ in range(rounds)), strict=True)
    print(
        f"importing infomap_py, {rounds} rounds: CPU {statistics.median(cpu):.3f} s (smallest "
        f"{min(cpu):.3f}, largest {max(cpu):.3f}), wall {statistics.median(wall):.3f} s (smallest "
        f"{min(wall):.3f}, largest {max(wall):.3f})"
    )
    print(provenance("scipy", "networkx"))


if __name__ == "__main__":
    main()
