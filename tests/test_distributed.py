"""Partitions by tasks on files: the same bits as the readable twin counts, the same bytes whoever
runs the tasks and however often one is lost."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from test_full_disks import mounted

import infomap_py
import infomap_py.distributed
from infomap_py.distributed import distributed_partition
from infomap_py.distributed.course import Course, State
from infomap_py.distributed.executors import InProcess, Task
from infomap_py.distributed.shards import Shards
from infomap_py.errors import DistributedError, OptionError, ReadError

pytest.importorskip("pyarrow", reason="results are Parquet files: pip install 'infomap_py[dask]'")

MANY_SHARDS = 150  # arcs of each
BRACES = b"\x93NUMPY\x01\x00\x06\x00" + b"{" * 6  # whose header is not even a text in Python


def written(graph: nx.Graph, path: Path) -> Path:
    """A link list, with weights where there are some."""
    rows = [
        f"{u}\t{v}\t{data['weight']}" if "weight" in data else f"{u}\t{v}"
        for u, v, data in graph.edges(data=True)
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def tenths(graph: nx.Graph) -> nx.Graph:
    """The same network with weights that no binary fraction is."""
    graph = graph.copy()
    for _, _, data in graph.edges(data=True):
        data["weight"] = data.get("weight", 1) / 10
    return graph


def random_directed() -> nx.DiGraph:
    graph = nx.gnp_random_graph(50, 0.07, seed=1, directed=True)
    graph.add_edge(5, 5)
    return graph


def hubs(graph: nx.Graph) -> nx.Graph:
    """Two groups, each around a node with more links than a shard may have, some of them rings."""
    for hub, first in (("a", 0), ("b", 200)):
        around = list(range(first, first + MANY_SHARDS + 10))
        nx.add_cycle(graph, around[:50])
        graph.add_edges_from((hub, u) if u % 3 else (u, hub) for u in around)
    graph.add_edges_from([("a", "b"), ("a", "a")])
    return graph


NETWORKS = {
    "hubs": hubs(nx.Graph()),
    "hubs, directed": hubs(nx.DiGraph()),
    "undirected": nx.les_miserables_graph(),
    "decimal weights": tenths(nx.les_miserables_graph()),
    "unweighted": nx.karate_club_graph(),
    "directed": random_directed(),
    "two pieces": nx.disjoint_union(nx.barbell_graph(5, 0), nx.barbell_graph(4, 1)),
}


def module_of(found: Any) -> dict[Any, int]:
    nodes = found.to_dataframe()
    return dict(zip(nodes["node"], nodes["module"], strict=True))


def digest(folder: str) -> str:
    """Of all that was found."""
    pytest.importorskip("pandas")
    files = sorted(path for path in Path(folder).rglob("*.parquet"))
    assert files
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


@pytest.fixture(scope="module", params=NETWORKS)
def in_shards(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A network, its links in a file, and what is found in many shards of it."""
    pytest.importorskip("pandas")
    graph, folder = NETWORKS[request.param], tmp_path_factory.mktemp("in-shards")
    path = written(graph, folder / "links.txt")
    found = infomap_py.distributed.partition(
        path,
        workdir=folder / "work",
        client="here",
        directed=graph.is_directed(),
        shard_arcs=MANY_SHARDS,
    )
    return graph, path, found


def check_bits(graph: nx.Graph, path: Path, found: Any, **walk: Any) -> None:
    """They are those of these modules, by the search of one machine."""
    directed = graph.is_directed()
    bits = infomap_py.codelength(path, module_of(found), directed=directed, **walk)
    assert found.codelength == pytest.approx(bits, abs=1e-9)
    assert found.codelength == found.index_codelength + found.module_codelength
    here = infomap_py.partition(path, directed=directed, **walk)
    assert found.one_level_codelength == pytest.approx(here.one_level_codelength, abs=1e-9)
    assert found.num_modules == len(set(module_of(found).values()))
    assert found.num_links == graph.number_of_edges()


def test_bits_are_those_of_the_modules_in_many_shards(in_shards: Any) -> None:
    check_bits(*in_shards)


@pytest.mark.parametrize("name", NETWORKS)
def test_bits_are_those_of_the_modules_in_one_shard(name: str, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    graph = NETWORKS[name]
    path = written(graph, tmp_path / "links.txt")
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", directed=graph.is_directed()
    )
    check_bits(graph, path, found)


@pytest.mark.parametrize(
    "walk",
    [
        {"teleport_to": "nodes", "teleportation_probability": 0.3},
        {"self_links": False},
    ],
)
def test_walks_are_those_of_one_machine(walk: dict[str, Any], tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    graph = NETWORKS["directed"]
    path = written(graph, tmp_path / "links.txt")
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", directed=True, shard_arcs=200, **walk
    )
    check_bits(graph, path, found, **walk)


def test_modules_are_numbered_by_flow_which_sums_to_one(in_shards: Any) -> None:
    _, _, found = in_shards
    modules, nodes = found.modules(), found.to_dataframe()
    assert list(modules["module"]) == list(range(found.num_modules))
    assert list(modules["flow"]) == sorted(modules["flow"], reverse=True)
    sums = nodes.groupby("module")["flow"].sum()
    np.testing.assert_allclose(sums, modules["flow"], atol=1e-12)
    assert list(nodes.groupby("module").size()) == list(modules["num_nodes"])
    assert nodes["flow"].sum() == pytest.approx(1.0, abs=1e-12)


def planted(seed: int = 3) -> nx.Graph:
    return nx.planted_partition_graph(30, 12, 0.6, 0.01, seed=seed)


def test_planted_groups_are_found_in_many_shards(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    path = written(planted(), tmp_path / "links.txt")
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", shard_arcs=500
    )
    here = infomap_py.partition(path)
    assert here.num_modules == 30
    assert found.codelength == pytest.approx(here.codelength, abs=1e-9)


def test_modules_of_modules_are_sharded_while_they_do_not_fit(tmp_path: Path) -> None:
    path = written(planted(), tmp_path / "links.txt")
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", shard_arcs=500, whole_arcs=600
    )
    assert found.codelength <= infomap_py.partition(path).codelength * 1.005


def test_pieces_of_modules_climb_from_those_modules_where_they_do_not_fit_one_task(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    together = Course.together

    def noted(course: Course, coarse: str, level: str, state: State) -> State:
        begun.append((state, together(course, coarse, level, state)))
        return begun[-1][1]

    monkeypatch.setattr(Course, "together", noted)
    path = written(planted(), tmp_path / "links.txt")
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", shard_arcs=1000, whole_arcs=600
    )
    assert begun
    for state, same in begun:
        assert same.num_modules == state.num_modules
        assert same.bits == pytest.approx(state.bits, abs=1e-12)
    assert found.codelength <= min(state.bits for state, _ in begun)


def test_many_links_of_few_nodes_may_lead_to_one_module(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    graph = nx.planted_partition_graph(3, 40, 0.6, 0.01, seed=1)
    path = written(graph, tmp_path / "links.txt")
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", shard_arcs=300
    )
    assert found.num_modules == 3
    check_bits(graph, path, found)


def test_a_hub_without_flow_is_alone(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    path = tmp_path / "links.txt"
    ring = [f"{u} {(u + 1) % 12} 1\n" for u in range(12)]
    path.write_text("".join([*ring, *(f"h {u} 0\n" for u in range(12))]))
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", shard_arcs=8, whole_arcs=4
    )
    bits = infomap_py.codelength(path, module_of(found))
    assert found.codelength == pytest.approx(bits, abs=1e-9)
    assert found.num_nodes == 13


def test_the_code_is_no_longer_than_that_of_one_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pandas")
    graph = nx.complete_graph(9)
    graph.add_node("alone")
    graph.add_edge("alone", 0, weight=0)
    path = written(graph, tmp_path / "links.txt")
    monkeypatch.setattr(Course, "rounds", lambda course, level, state, *_: state)
    monkeypatch.setattr(Course, "climbed", lambda course, level, state, *_: state)
    found = infomap_py.distributed.partition(
        path, workdir=tmp_path / "work", client="here", shard_arcs=20
    )
    assert found.codelength == pytest.approx(found.one_level_codelength, abs=1e-12)
    assert len({module_of(found)[str(u)] for u in range(9)}) == 1


class Losing(InProcess):
    """Loses a task now and then: some after they are done, before anybody knows."""

    def __init__(self, at: int) -> None:
        self._left = at

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        for returned in super().map(name, tasks):
            self._left -= 1
            if self._left == 0:
                raise ConnectionError("the worker is gone")
            yield returned


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is found among characters where nothing is lost; and their links in a file."""
    folder = tmp_path_factory.mktemp("undisturbed")
    path = written(nx.les_miserables_graph(), folder / "links.txt")
    return path, infomap_py.distributed.partition(
        path, workdir=folder / "work", client="here", shard_arcs=MANY_SHARDS
    )


@pytest.mark.parametrize("at", [1, 7, 50, 200])
def test_a_run_that_lost_a_worker_ends_as_one_that_did_not(
    at: int, undisturbed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, same = undisturbed
    options: dict[str, Any] = {"client": "here", "shard_arcs": MANY_SHARDS}
    with monkeypatch.context() as patched:
        patched.setattr(distributed_partition, "InProcess", lambda: Losing(at))
        with pytest.raises(DistributedError, match=r"run the same again with resume=True"):
            infomap_py.distributed.partition(path, workdir=tmp_path / "b", **options)
    resumed = infomap_py.distributed.partition(path, workdir=tmp_path / "b", resume=True, **options)
    assert digest(resumed.folder) == digest(same.folder)
    assert resumed.codelength == same.codelength


def test_a_folder_of_another_run_is_not_mixed_with_this(tmp_path: Path) -> None:
    path = written(nx.karate_club_graph(), tmp_path / "links.txt")
    infomap_py.distributed.partition(path, workdir=tmp_path / "work", client="here")
    with pytest.raises(OptionError, match="holds a run already"):
        infomap_py.distributed.partition(path, workdir=tmp_path / "work", client="here")
    with pytest.raises(OptionError, match="with other seed"):
        infomap_py.distributed.partition(
            path, workdir=tmp_path / "work", client="here", resume=True, seed=1
        )


class Stopping(InProcess):
    """Stops after so many tasks, as if the client had died."""

    def __init__(self, at: int) -> None:
        self._left = at

    def map(self, name: str, tasks: Sequence[Task]) -> Iterator[tuple[int, Any]]:
        for returned in super().map(name, tasks):
            yield returned
            self._left -= 1
            if self._left == 0:
                raise KeyboardInterrupt


@pytest.mark.parametrize("damage", [b"", b"no array", BRACES, slice(9), slice(-1)])
def test_a_damaged_shard_is_named_and_the_run_goes_on_once_it_is_mended(
    damage: bytes | slice, undisturbed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, same = undisturbed
    options: dict[str, Any] = {"client": "here", "shard_arcs": MANY_SHARDS, "resume": True}
    with monkeypatch.context() as patched:
        patched.setattr(distributed_partition, "InProcess", lambda: Stopping(40))
        with pytest.raises(KeyboardInterrupt):
            infomap_py.distributed.partition(path, workdir=tmp_path / "work", **options)
    shard = tmp_path / "work" / "level-0" / "1" / "targets.npy"
    content = shard.read_bytes()
    shard.write_bytes(content[damage] if isinstance(damage, slice) else damage)
    with pytest.raises(ReadError, match=r"level-0/1/targets\.npy: not the array that was written"):
        infomap_py.distributed.partition(path, workdir=tmp_path / "work", **options)
    shard.write_bytes(content)
    found = infomap_py.distributed.partition(path, workdir=tmp_path / "work", **options)
    assert digest(found.folder) == digest(same.folder)


def test_a_full_disk_is_one_error_and_the_run_goes_on_once_there_is_room(
    undisturbed: Any, tmp_path: Path
) -> None:
    path, same = undisturbed
    disk = tmp_path / "disk"
    if not mounted(disk, "-t", "tmpfs", "-o", "size=600k", "tmpfs"):
        pytest.skip("no disk may be mounted here")
    options: dict[str, Any] = {"client": "here", "shard_arcs": MANY_SHARDS, "resume": True}
    try:
        with pytest.raises(DistributedError, match=r"No space left on device.*resume=True"):
            infomap_py.distributed.partition(path, workdir=disk / "work", **options)
        assert not list((disk / "work").rglob("*.tmp"))
        grow = ["mount", "-o", "remount,size=100m", str(disk)]
        subprocess.run(grow, check=True, capture_output=True, timeout=20)
        found = infomap_py.distributed.partition(path, workdir=disk / "work", **options)
        assert digest(found.folder) == digest(same.folder)
    finally:
        subprocess.run(["umount", str(disk)], check=True, timeout=20)


def test_weights_that_are_missing_are_not_taken_for_ones(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Shards(tmp_path).weights(0)
