"""A process that forks while its other threads search; and several that write one file.

python forks.py searching       children that search while threads of their parent do
python forks.py writing FILE    eight that write it again and again, and one that reads
"""

import os
import sys
import threading
import warnings
from pathlib import Path

import numpy as np

import infomap_py
from infomap_py.output_files import write_text

CHILDREN = 8
TIMES = 20


def searching() -> None:
    ends = np.random.default_rng(1).integers(0, 300, (2, 900))
    graph = (ends[0], ends[1])
    expected = infomap_py.partition(graph, num_trials=2)
    over = threading.Event()

    def enough(now: infomap_py.Progress) -> None:
        if over.is_set():
            raise SystemExit

    def search() -> None:
        infomap_py.partition(graph, num_trials=10**9, num_threads=2, progress=enough)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(CHILDREN):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads and fork
            child = os.fork()
        if child == 0:
            found = infomap_py.partition(graph, num_trials=2, num_threads=2)
            os._exit(0 if found == expected else 1)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    print(sum(thread.is_alive() for thread in threads), "searching")
    over.set()
    for thread in threads:
        thread.join()


def writing(path: str) -> None:
    texts = [f"{k}\n" * (20_000 + k) for k in range(CHILDREN)]
    write_text(path, [texts[0]])
    for text in texts:
        if os.fork() == 0:
            for _ in range(TIMES):
                write_text(path, [text[:1000], text[1000:]])
            os._exit(0)
    running = CHILDREN
    while running:
        print("whole" if Path(path).read_text() in texts else "half")
        if os.waitpid(-1, os.WNOHANG) != (0, 0):
            running -= 1


if __name__ == "__main__":
    {"searching": searching, "writing": writing}[sys.argv[1]](*sys.argv[2:])
