"""Word vectors from a file to clusters: time and memory, beside scikit-learn followed by Infomap.

    python benchmarks/words/vectors.py [--size full] [--data FOLDER]

Real vectors, Chinese and English, of 100 dimensions (``words/vectors-*/top50k.vec.gz`` of the data
folder), the first 2,000 words (tiny), 10,000 (quick) or 50,000 (full). First the network is
compared with what is known of it: 134,321 links (Chinese) and 148,583 (English) of 10,000 words.

"infomap_py" reads the file, finds the 20 nearest of every word, and partitions their union with
weight cosine^8. "scikit-learn + infomap" does the same from an array that is read already: its
brute-force ``NearestNeighbors(metric="cosine")``, then the ``infomap`` package, two levels, one
trial. All on one thread, in turns, each in a process of its own; CPU seconds of reading,
neighbours, and clustering, the median of the ratios of the sums, and the most memory. The promise
is a ratio of 2 and a codelength that is no longer.
"""

import json
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from graphs import data_folder
from report import load, peak_bytes, table, use_one_thread
from runs import Runs, comparing, write_page

from infomap_py import Network, codelength, partition
from infomap_py.words.neighbour_network import neighbour_network
from infomap_py.words.neighbour_options import PRESETS
from infomap_py.words.vector_sources import to_word_vectors

FILES = {"Chinese": "vectors-zh-synonyms-100d", "English": "vectors-en-glove-100d"}
LINKS = {"Chinese": 134_321, "English": 148_583}
TIES = 5  # links that may differ
WORDS = {"tiny": 2000, "quick": 10_000, "full": 50_000}
ROUNDS = {"tiny": 1, "quick": 3, "full": 1}
PROGRAMS = ("infomap_py", "scikit-learn + infomap")


def ours(path: str, limit: int) -> dict[str, Any]:
    clock = [time.process_time()]
    vectors = to_word_vectors(path, limit=limit)
    clock.append(time.process_time())
    network = neighbour_network(vectors, PRESETS["default"])
    clock.append(time.process_time())
    found = partition(network)
    clock.append(time.process_time())
    return {
        "seconds": np.diff(clock).tolist(),
        "bytes": peak_bytes(),
        "links": network.num_links,
        "modules": found.num_modules,
        "codelength": found.codelength,
    }


def theirs(path: str, limit: int) -> dict[str, Any]:
    from infomap import Infomap
    from scipy.sparse import csr_array, triu
    from sklearn.neighbors import NearestNeighbors

    vectors = to_word_vectors(path, limit=limit).vectors
    clock = [time.process_time()]
    finder = NearestNeighbors(n_neighbors=20, metric="cosine", algorithm="brute", n_jobs=1)
    distances, indices = finder.fit(vectors).kneighbors()
    clock.append(time.process_time())
    offsets = np.arange(0, indices.size + 1, indices.shape[1])
    weights = np.maximum(1 - distances.ravel(), 0) ** 8
    arcs = csr_array((weights, indices.ravel(), offsets), shape=(len(vectors), len(vectors)))
    pairs = triu(arcs.maximum(arcs.T), format="coo")
    infomap = Infomap(silent=True, two_level=True, num_trials=1)
    infomap.add_links(np.column_stack([pairs.row, pairs.col, pairs.data]))
    result = infomap.run()
    clock.append(time.process_time())
    taken = {"seconds": [0.0, *np.diff(clock).tolist()], "bytes": peak_bytes()}
    modules = result.modules()
    labels = [modules.get(node, -1 - node) for node in range(len(vectors))]
    network = Network.from_links(pairs.row, pairs.col, pairs.data, nodes=range(len(vectors)))
    return {
        **taken,
        "links": network.num_links,
        "modules": len(set(labels)),
        "codelength": codelength(network, dict(enumerate(labels))),
    }


def in_a_process(program: str, path: Path, limit: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", program, str(path), str(limit)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def compared(path: Path, limit: int, rounds: int) -> dict[str, list[Any]]:
    """Every program in every round, in turns."""
    found: dict[str, list[Any]] = {program: [] for program in PROGRAMS}
    for k in range(rounds):
        for program in PROGRAMS[:: 1 if k % 2 else -1]:
            found[program].append(in_a_process(program, path, limit))
    return found


def main() -> None:
    options = comparing(__doc__, "words-vectors").parse_args()
    use_one_thread()
    folder = data_folder(options.data)
    if folder is None:
        print("no data folder; see --data")
        return
    runs = Runs(options.runs)
    limit, rounds = WORDS[options.size], ROUNDS[options.size]
    rows = []
    for language, name in FILES.items():
        path = folder / "words" / name / "top50k.vec.gz"
        known = neighbour_network(to_word_vectors(path, limit=10_000), PRESETS["default"])
        assert abs(known.num_links - LINKS[language]) <= TIES, (language, known)
        found = runs.get(
            f"words vectors {language} {limit} {rounds}", partial(compared, path, limit, rounds)
        )
        own, other = ([sum(run["seconds"]) for run in found[program]] for program in PROGRAMS)
        ratio = statistics.median(b / a for a, b in zip(own, other, strict=True))
        for program in PROGRAMS:
            run = sorted(found[program], key=lambda run: sum(run["seconds"]))[rounds // 2]
            reading, neighbours, clustering = (f"{part:.2f}" for part in run["seconds"])
            rows.append(
                [
                    f"{language}, {program}",
                    reading if program == PROGRAMS[0] else "",
                    neighbours,
                    clustering,
                    f"{ratio:.1f}" if program == PROGRAMS[0] else "",
                    f"{run['bytes'] / 1e6:.0f}",
                    f"{run['links']:,}",
                    f"{run['modules']:,}",
                    f"{run['codelength']:.4f}",
                ]
            )
    heading = "read, s|neighbours, s|cluster, s|ratio|memory, MB|links|modules|codelength"
    write_page(
        options.output,
        f"From {limit:,} word vectors to clusters",
        "words/vectors.py",
        ["scikit-learn", "infomap"],
        table(["", *heading.split("|")], rows),
        f"Load afterwards: {load()}.",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure = {"infomap_py": ours, "scikit-learn + infomap": theirs}[sys.argv[2]]
        print(json.dumps(measure(sys.argv[3], int(sys.argv[4]))))
    else:
        main()
