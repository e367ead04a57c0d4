"""Many threads of a caller's at once, with what they share: each gets what it would get alone.

All begin at a barrier, and take turns often where there is a lock of the interpreter.
"""

import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import every_kind
import networkx as nx
import pytest
from shell import ENVIRONMENT
from word_networks import IDS, PETS_AND_MONEY, clusters_of

import infomap_py
from infomap_py import Partition, Segmenter

NUM_THREADS = 8
Result = TypeVar("Result")


@pytest.fixture(autouse=True)
def _turns_are_short() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def at_once(work: Callable[[int], Result]) -> list[Result]:
    barrier = threading.Barrier(NUM_THREADS, timeout=60)
    begun = threading.Semaphore(0)

    def start(k: int) -> Result:
        begun.release()
        barrier.wait()
        return work(k)

    with ThreadPoolExecutor(NUM_THREADS) as threads:
        results = []
        for k in range(NUM_THREADS):  # Python 3.11 cannot begin to trace two threads at once
            results.append(threads.submit(start, k))
            assert begun.acquire(timeout=60)
        return [result.result() for result in results]


RING = nx.ring_of_cliques(8, 4)
TRIPS = [["a", "b", "c", "a", "b"], ["c", "b", "d", "e", "d"], ["e", "f", "d", "f", "e"]] * 3
SHARED: dict[str, tuple[Any, dict[str, Any]]] = {
    "Network": (infomap_py.partition(RING).network, {}),
    "directed": (infomap_py.partition(nx.DiGraph(RING)).network, {}),
    "StateNetwork": (infomap_py.from_paths(TRIPS), {}),
    "layers": (infomap_py.multilayer({"a": RING, "b": nx.path_graph(9)}), {}),
    "networkx": (RING, {"two_level": False}),
    "overlapping": (RING, {"overlapping": True}),
    "metadata": (RING, {"metadata": {v: v % 2 for v in RING}, "num_trials": 2, "num_threads": 2}),
}


@pytest.mark.parametrize("kind", SHARED)
def test_partitions_of_one_graph_at_once_are_those_of_one_after_the_other(kind: str) -> None:
    graph, options = SHARED[kind]

    def found(seed: int) -> tuple[bytes, float]:
        p = infomap_py.partition(graph, seed=seed, **options)
        return p.labels.tobytes(), p.codelength

    assert at_once(found) == [found(seed) for seed in range(NUM_THREADS)]


def seen(p: Partition, folder: Path) -> list[Any]:
    """What a partition computes only when it is asked for."""
    folder.mkdir()
    files = [folder / name for name in ("p.ftree", "p.svg", "p.html", "p.graphml", "p.csv")]
    for file in files:
        p.write(file)
    values = [
        p.paths,
        p.communities(),
        p.membership().toarray().tolist(),
        p.overlapping_communities(),
    ]
    levels = [level.labels.tobytes() for level in p.levels]
    text = [repr(p), str(p.modules), str(p.diagnosis), repr(p.tree)]
    return [
        *values,
        levels,
        text,
        sorted(p.to_networkx().edges),
        *(f.read_bytes() for f in files),
    ]


def test_what_a_partition_computes_when_asked_is_the_same_in_every_thread(tmp_path: Path) -> None:
    def fresh() -> Partition:
        return infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)

    shared, alone = fresh(), seen(fresh(), tmp_path / "alone")
    assert shared.num_levels == 3
    for found in at_once(lambda k: seen(shared, tmp_path / str(k))):
        assert found == alone


def test_word_clusters_are_the_same_in_every_thread() -> None:
    def read(clusters: infomap_py.WordClusters) -> list[Any]:
        lists = [(c.words, c.flow, c.label, c.coherence) for c in clusters]
        return [clusters.summary(width=60), lists, clusters.of("tax")[0].words]

    shared, alone = (clusters_of(PETS_AND_MONEY, IDS) for _ in range(2))
    assert at_once(lambda _: read(shared)) == [read(alone)] * NUM_THREADS


def test_a_segmenter_cuts_the_same_in_every_thread() -> None:
    cut = Segmenter({"宝玉": 40, "黛玉": 30, "笑": 20, "道": 20, "见": 10, "了": 30})
    text = "宝玉见了黛玉，笑道：黛玉见宝玉了。" * 200
    words = [["宝玉", "见", "了", "黛玉", "笑", "道", "黛玉", "见", "宝玉", "了"]] * 200
    assert at_once(lambda _: cut(text)) == [words] * NUM_THREADS


FIRST_USE = """
import threading, sys
sys.setswitchinterval(1e-5)
barrier, found = threading.Barrier(8, timeout=60), []
def use():
    barrier.wait()
    import infomap_py
    for name in infomap_py.__all__:
        getattr(infomap_py, name)
    p = infomap_py.partition([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)])
    words = infomap_py.cluster_words(["The cat drank milk. The dog ate meat."] * 20)
    found.append((p.labels.tolist(), repr(p), words.summary()))
threads = [threading.Thread(target=use) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found), all(one == found[0] for one in found))
"""


def in_a_new_interpreter(code: str) -> str:
    """What it prints; warnings are errors, such as that a module has brought back the lock."""
    command = [sys.executable, "-W", "error", "-c", code]
    run = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_the_package_may_be_imported_and_used_for_the_first_time_by_many_threads() -> None:
    assert in_a_new_interpreter(FIRST_USE) == "8 True"


@pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python cannot do without its lock"
)
def test_without_the_lock_of_the_interpreter_it_stays_away() -> None:
    names = "for name in infomap_py.__all__: getattr(infomap_py, name)"
    code = f"import sys, infomap_py\n{names}\nprint(sys._is_gil_enabled())"
    assert in_a_new_interpreter(code) == "False"


def test_files_are_read_and_refused_side_by_side() -> None:
    work = [*every_kind.OTHERS.values(), *every_kind.REFUSALS.values()]
    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(every_kind.do, piece) for piece in work * 2]:
            done.result(timeout=300)
