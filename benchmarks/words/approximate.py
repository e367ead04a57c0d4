"""Approximate neighbours of real word vectors: how many of the nearest are found, and how fast.

    python benchmarks/words/approximate.py [--size full] [--data FOLDER]

The first 5,000 words (tiny), 20,000 (quick) or 50,000 (full) of the Chinese and the English vectors
of the data folder, on one thread. "recall" is the share of the exact nearest of 500 words that
pynndescent finds, as it is used where there are more than 200,000 words; the promise is 98 %.
Seconds are CPU time, after a first call on few words, in which pynndescent is compiled.
"""

import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from graphs import data_folder
from report import load, table, use_one_thread
from runs import Runs, comparing, write_page

from infomap_py.neighbours import nearest, unit_rows
from infomap_py.words.approximate_neighbours import approximately_nearest
from infomap_py.words.vector_sources import to_word_vectors

FILES = {"Chinese": "vectors-zh-synonyms-100d", "English": "vectors-en-glove-100d"}
WORDS = {"tiny": 5000, "quick": 20_000, "full": 50_000}
NEIGHBORS = (20, 50)
QUERIES = 500


def compared(path: Path, limit: int, count: int) -> dict[str, Any]:
    """Recall, and CPU seconds of either way."""
    units = unit_rows(to_word_vectors(path, limit=limit).vectors)
    approximately_nearest(units[:1000], count)
    clock = [time.process_time()]
    found = approximately_nearest(units, count)[0]
    clock.append(time.process_time())
    exact = nearest(units, count)[0]
    clock.append(time.process_time())
    queries = np.random.default_rng(0).choice(len(units), QUERIES, replace=False)
    shared = [np.isin(exact[q], found[q]).mean() for q in queries]
    return {"recall": float(np.mean(shared)), "seconds": np.diff(clock).tolist()}


def main() -> None:
    options = comparing(__doc__, "words-approximate").parse_args()
    use_one_thread()
    folder = data_folder(options.data)
    if folder is None:
        print("no data folder; see --data")
        return
    runs, limit, rows = Runs(options.runs), WORDS[options.size], []
    for language, name in FILES.items():
        path = folder / "words" / name / "top50k.vec.gz"
        for count in NEIGHBORS:
            key = f"words approximate {language} {limit} {count}"
            found = runs.get(key, partial(compared, path, limit, count))
            seconds = [f"{part:.1f}" for part in found["seconds"]]
            rows.append(
                [f"{language}, {count} nearest", f"{100 * found['recall']:.2f} %", *seconds]
            )
    write_page(
        options.output,
        f"Approximate neighbours of {limit:,} words",
        "words/approximate.py",
        ["pynndescent"],
        table(["", "recall", "approximate, s", "exact, s"], rows),
        f"Load afterwards: {load()}.",
    )


if __name__ == "__main__":
    main()
