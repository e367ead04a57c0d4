"""Exact nearest neighbours of word vectors: CPU time beside the matrix products alone, and memory.

    python benchmarks/words/neighbours.py [--size full]

Made-up vectors of 200 dimensions, in clusters, as float32; 20 neighbours of each. "products" is the
CPU time of all n * n products in blocks of the same size, by numpy's BLAS on one thread, with
nothing done to them; "neighbours" that of normalising, products and selection together. "ratio" is
the latter over the former: the promise is 1.3 at most. It can be below 1, as one block serves both
ends of its pairs. "memory" is the most that the process held, vectors included; the promise is
500 MB at 100,000 words, which ``--size full`` has. Each figure is from a process of its own, and
the neighbours of 100 words are compared with a sort of their products.
"""

import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from report import load, peak_bytes, table, use_one_thread
from runs import Runs, parser, write_page

from infomap_py.neighbours import BLOCK_BYTES, nearest, unit_rows

DIMENSION = 200
NEIGHBORS = 20
SIZES = {"tiny": [2000], "quick": [10_000, 30_000], "full": [10_000, 30_000, 100_000]}
WORDS_PER_CLUSTER = 50
CHECKED = 100


def made_up(num_words: int) -> np.ndarray:
    """Vectors around the centres of clusters."""
    random = np.random.default_rng(0)
    centres = random.standard_normal((num_words // WORDS_PER_CLUSTER, DIMENSION), dtype=np.float32)
    vectors = random.standard_normal((num_words, DIMENSION), dtype=np.float32)
    vectors += centres[random.integers(len(centres), size=num_words)]
    return vectors


def products(vectors: np.ndarray) -> None:
    """All products, block by block."""
    side = int((BLOCK_BYTES // 4) ** 0.5)
    buffer = np.empty(side * side, dtype=np.float32)
    for start in range(0, len(vectors), side):
        rows = vectors[start : start + side]
        for first in range(0, len(vectors), side):
            columns = vectors[first : first + side]
            block = buffer[: len(rows) * len(columns)].reshape(len(rows), len(columns))
            np.matmul(rows, columns.T, out=block)


def check(vectors: np.ndarray, indices: np.ndarray, similarities: np.ndarray) -> None:
    """Compare some words' neighbours with a sort of all their products."""
    units = unit_rows(vectors).astype(np.float64)
    some = np.linspace(0, len(units) - 1, CHECKED).astype(int)
    of_some = units[some] @ units.T
    of_some[np.arange(CHECKED), some] = -2
    best = -np.sort(-of_some, axis=1)[:, :NEIGHBORS]
    assert np.allclose(similarities[some], best, rtol=0, atol=1e-6)
    assert np.allclose(np.take_along_axis(of_some, indices[some], axis=1), best, rtol=0, atol=1e-6)


def measure(what: str, num_words: int) -> dict[str, Any]:
    """CPU seconds and memory, in this process."""
    vectors = made_up(num_words)
    start = time.process_time()
    if what == "products":
        products(vectors)
        return {"seconds": time.process_time() - start, "bytes": peak_bytes()}
    found = nearest(unit_rows(vectors), NEIGHBORS)
    taken = {"seconds": time.process_time() - start, "bytes": peak_bytes()}
    check(vectors, *found)
    return taken


def in_a_process(what: str, num_words: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", what, str(num_words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def main() -> None:
    options = parser(__doc__, "words-neighbours").parse_args()
    use_one_thread()
    runs = Runs(options.runs)
    rows = []
    for size in SIZES[options.size]:
        alone, taken = (
            runs.get(f"words neighbours {what} {size}", partial(in_a_process, what, size))
            for what in ("products", "neighbours")
        )
        ratio = taken["seconds"] / alone["seconds"]
        seconds = [f"{run['seconds']:.2f}" for run in (alone, taken)]
        rows.append([f"{size:,}", *seconds, f"{ratio:.2f}", f"{taken['bytes'] / 1e6:.0f}"])
    heading = ["words", "products, s", "neighbours, s", "ratio", "memory, MB"]
    write_page(
        options.output,
        "Nearest neighbours of word vectors",
        "words/neighbours.py",
        [],
        table(heading, rows),
        f"Load afterwards: {load()}.",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main()
