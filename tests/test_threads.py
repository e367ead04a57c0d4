"""Many threads of a caller's, each with work of its own: what one does is not seen by another."""

import threading
from concurrent.futures import ThreadPoolExecutor

import every_kind

import infomap_py

THREADS = 50


def outcome_of(found: object) -> object:
    """What has to be the same each time, of partitions."""
    if isinstance(found, infomap_py.Partition):
        return found.labels.tolist(), found.codelength
    return None


def test_fifty_partitions_at_once_from_fifty_threads_are_what_each_is_alone() -> None:
    names = [name for name in every_kind.SEARCHES if "clock" not in name]
    names = (names * THREADS)[:THREADS]
    alone = {name: outcome_of(every_kind.SEARCHES[name]()) for name in set(names)}
    start = threading.Barrier(THREADS)

    def search(name: str) -> object:
        start.wait(timeout=60)
        return outcome_of(every_kind.SEARCHES[name]())

    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(search, names, timeout=300))
    assert found == [alone[name] for name in names]


def test_one_network_is_searched_from_many_threads_at_once() -> None:
    network = infomap_py.Network.from_links(*every_kind.links(count=200), nodes=range(24))
    alone = outcome_of(infomap_py.partition(network, num_trials=2, num_threads=2))
    with ThreadPoolExecutor(8) as threads:
        work = [
            threads.submit(infomap_py.partition, network, num_trials=2, num_threads=2)
            for _ in range(24)
        ]
        assert [outcome_of(done.result(timeout=300)) for done in work] == [alone] * 24


def test_files_are_read_and_refused_side_by_side() -> None:
    work = [*every_kind.OTHERS.values(), *every_kind.REFUSALS.values()]
    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(every_kind.do, piece) for piece in work * 2]:
            done.result(timeout=300)
