"""The programs that are compared: each takes link arrays and a seed, and gives a module per node.

CPU seconds of one thread, in two parts. "Ingest" is from link arrays, in the form that the program
takes, to its own graph; "search" from there to modules. What it costs to bring the arrays into that
form and the modules back is nobody's time. Ours: flow is part of the search, as it is in Infomap.
"""

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse
from graphs import Links

import infomap_py

MAP_EQUATION, MODULARITY = "map equation", "modularity"

Paths = dict[int, tuple[int, ...]]  # by node, the modules that it is in, the outermost first


@dataclass(frozen=True, eq=False)
class Found:
    """A module id per node, CPU seconds, and the codelength that the program itself states."""

    labels: npt.NDArray[np.int64]
    ingest: float
    search: float
    codelength: float | None = None


@dataclass(frozen=True, eq=False)
class FoundTree:
    """Modules within modules, CPU seconds, and the codelength that the program itself states."""

    paths: Paths
    ingest: float
    search: float
    codelength: float


@dataclass(frozen=True)
class Program:
    """``package`` is what brings it; graphs above ``max_links`` take minutes, and say no more."""

    name: str
    package: str
    objective: str
    run: Callable[[Links, int], Any]
    directed: bool
    max_links: float = np.inf

    @property
    def installed(self) -> bool:
        try:
            version(self.package)
        except PackageNotFoundError:
            return False
        return True

    def takes(self, num_links: int, directed: bool) -> bool:
        return (self.directed or not directed) and num_links <= self.max_links


def network_of(links: Links) -> infomap_py.Network:
    ends = links.sources, links.targets, links.weights
    return infomap_py.Network.from_links(
        *ends, nodes=range(links.num_nodes), directed=links.directed
    )


def ours(links: Links, seed: int, num_trials: int = 1) -> Found:
    start = time.process_time()
    network = network_of(links)
    handed = time.process_time()
    partition = infomap_py.partition(network, seed=seed, num_trials=num_trials, num_threads=1)
    found = time.process_time()
    labels = partition.labels.astype(np.int64)
    return Found(labels, handed - start, found - handed, partition.codelength)


def infomap(links: Links, seed: int, num_trials: int = 1) -> Found:
    rows = links.as_rows()
    start = time.process_time()
    program = _infomap(links.directed, num_trials=num_trials, seed=seed + 1)
    program.add_links(rows)
    handed = time.process_time()
    result = program.run()
    found = time.process_time()
    modules = result.modules()
    labels = np.zeros(links.num_nodes, dtype=np.int64)  # nodes without links carry no flow
    labels[np.fromiter(modules.keys(), np.int64)] = np.fromiter(modules.values(), np.int64)
    return Found(labels, handed - start, found - handed, result.codelength)


def our_tree(links: Links, seed: int) -> FoundTree:
    start = time.process_time()
    network = network_of(links)
    handed = time.process_time()
    partition = infomap_py.partition(network, seed=seed, two_level=False, num_threads=1)
    found = time.process_time()
    return FoundTree(partition.paths, handed - start, found - handed, partition.codelength)


def infomap_tree(links: Links, seed: int) -> FoundTree:
    rows = links.as_rows()
    start = time.process_time()
    program = _infomap(links.directed, two_level=False, num_trials=1, seed=seed + 1)
    program.add_links(rows)
    handed = time.process_time()
    result = program.run()
    found = time.process_time()
    paths = dict.fromkeys(range(links.num_nodes), (0,))  # nodes without links carry no flow
    paths.update((node.node_id, node.path[:-1]) for node in result.nodes())
    return FoundTree(paths, handed - start, found - handed, result.codelength)


def infomap_codelength(links: Links, labels: npt.NDArray[np.int64]) -> float:
    """What Infomap says a partition costs: no search involved."""
    linked = links.linked()
    program = _infomap(links.directed, no_infomap=True)
    program.add_links(links.as_rows())
    modules = (labels[linked] + 1).tolist()
    program.initial_partition = dict(zip(linked.tolist(), modules, strict=True))
    return program.run().codelength


def infomap_codelength_of_tree(links: Links, paths: Paths) -> float:
    """The same of modules within modules, which are handed over in a file."""
    linked = links.linked().tolist()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "modules.tree"
        path.write_text("".join(_tree_line(u, paths[u]) for u in linked), encoding="utf-8")
        program = _infomap(links.directed, two_level=False, no_infomap=True, cluster_data=str(path))
        program.add_links(links.as_rows())
        return program.run().codelength


def _tree_line(node: int, path: tuple[int, ...]) -> str:
    """A line of a .tree file: the node's own rank in its module and its flow do not matter."""
    return f'{":".join(str(module + 1) for module in path)}:{node + 1} 0 "{node}" {node}\n'


def _infomap(directed: bool, **options: object) -> Any:
    from infomap import Infomap

    fixed = {"two_level": True, "silent": True, "num_threads": 1, "directed": directed}
    return Infomap(options={**fixed, **options})


def networkit(algorithm: str, links: Links, seed: int, **options: object) -> Found:
    import networkit

    networkit.setNumberOfThreads(1)
    networkit.setSeed(seed, False)
    ends = links.sources, links.targets
    weighted = links.weights is not None
    start = time.process_time()
    graph = networkit.GraphFromCoo(
        (links.weights, ends) if weighted else ends, links.num_nodes, weighted=weighted
    )
    handed = time.process_time()
    search = getattr(networkit.community, algorithm)(graph, **options)
    modules = search.run().getPartition()
    found = time.process_time()
    return Found(np.array(modules.getVector()), handed - start, found - handed)


def igraph(method: str, links: Links, seed: int, **options: object) -> Found:
    from igraph import Graph

    random.seed(seed)  # which it draws from
    pairs = list(zip(links.sources.tolist(), links.targets.tolist(), strict=True))
    weights = None if links.weights is None else links.weights.tolist()
    start = time.process_time()
    graph = Graph(links.num_nodes, pairs, directed=links.directed)
    if weights is not None:
        graph.es["weight"] = weights
        options["edge_weights" if method == "community_infomap" else "weights"] = "weight"
    handed = time.process_time()
    clustering = getattr(graph, method)(**options)
    found = time.process_time()
    return Found(np.array(clustering.membership), handed - start, found - handed)


def scikit_network(links: Links, seed: int) -> Found:
    from sknetwork.clustering import Louvain

    weights = np.ones(len(links)) if links.weights is None else links.weights
    shape = links.num_nodes, links.num_nodes
    start = time.process_time()
    matrix = scipy.sparse.csr_matrix((weights, (links.sources, links.targets)), shape=shape)
    if not links.directed:
        matrix = (matrix + matrix.T).tocsr()
    handed = time.process_time()
    labels = Louvain(random_state=seed).fit_predict(matrix)
    found = time.process_time()
    return Found(labels.astype(np.int64), handed - start, found - handed)


OURS = Program("ours", "infomap_py", MAP_EQUATION, ours, directed=True)
INFOMAP = Program("Infomap", "infomap", MAP_EQUATION, infomap, directed=True)
NETWORKIT = Program(
    "NetworKit LouvainMapEquation",
    "networkit",
    MAP_EQUATION,
    partial(networkit, "LouvainMapEquation", hierarchical=True, parallelizationStrategy="none"),
    directed=False,
)
OUR_TREES = Program("ours", "infomap_py", MAP_EQUATION, our_tree, directed=True)
INFOMAP_TREES = Program("Infomap", "infomap", MAP_EQUATION, infomap_tree, directed=True)
OTHERS = (
    Program(
        "igraph community_infomap",
        "igraph",
        MAP_EQUATION,
        partial(igraph, "community_infomap", trials=1),
        directed=True,
        max_links=1.2e6,
    ),
    Program(
        "igraph Leiden",
        "igraph",
        MODULARITY,
        partial(igraph, "community_leiden", objective_function="modularity"),
        directed=False,
        max_links=6e6,
    ),
    Program(
        "NetworKit ParallelLeiden",
        "networkit",
        MODULARITY,
        partial(networkit, "ParallelLeiden"),
        directed=False,
    ),
    Program(
        "NetworKit PLM",
        "networkit",
        MODULARITY,
        partial(networkit, "PLM", par="none randomized"),
        directed=False,
    ),
    Program(
        "scikit-network Louvain",
        "scikit-network",
        MODULARITY,
        scikit_network,
        directed=True,
        max_links=12e6,
    ),
)


def installed(programs: Sequence[Program]) -> list[Program]:
    """Those that are installed; the others are named on standard output."""
    for program in programs:
        if not program.installed:
            print(f"Left out: {program.name}, for want of the package {program.package}.")
    return [program for program in programs if program.installed]
