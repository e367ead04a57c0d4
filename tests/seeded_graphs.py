"""Graphs from the package's own generator, and digests of their partitions.

Nothing here comes from a library whose random streams may change. ``tests/test_golden.py`` holds
small graphs against recorded digests, ``benchmarks/same_bytes.py`` larger ones against other
compilers and processors; as a program, this prints digests: ``seeded_graphs.py --links 6000``.
"""

import argparse
import hashlib
import io
import json
import zlib
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import numpy as np

import infomap_py
from infomap_py import Network, Partition
from infomap_py._core.random import Generator

GROUP = 12  # nodes per group of the graph


@dataclass(frozen=True)
class Case:
    """What is made of the links, and the options of the search."""

    options: dict[str, Any] = field(default_factory=dict)
    weighted: bool = False
    node_weights: bool = False
    as_text: bool = False


CASES = {
    "undirected": Case(),
    "undirected, weighted": Case(weighted=True),
    "undirected, weighted, Markov time 1.7": Case({"markov_time": 1.7}, weighted=True),
    "undirected, without self-links": Case({"self_links": False}),
    "undirected, from a text of decimals": Case(weighted=True, as_text=True),
    "directed": Case(),
    "directed, weighted": Case(weighted=True),
    "directed, weighted, Markov time 0.8": Case({"markov_time": 0.8}, weighted=True),
    "recorded teleportation": Case({"recorded_teleportation": True}),
    "recorded teleportation to weighted nodes": Case(
        {"recorded_teleportation": True, "teleport_to": "nodes"},
        weighted=True,
        node_weights=True,
    ),
    "rawdir": Case({"flow_model": "rawdir"}, weighted=True),
}


def graph_of(name: str, num_links: int) -> Network | io.BytesIO:
    """The links of a case: of ten, seven stay in their group and one leads to node 0."""
    case = CASES[name]
    random = Generator(zlib.crc32(name.encode()), num_links)
    num_nodes = max(2 * GROUP, num_links // 4)
    sources = random.integers(num_nodes, num_links)
    near = random.integers(GROUP, num_links)
    far = random.integers(num_nodes, num_links)
    stays = random.integers(10, num_links)
    targets = [
        (w, w, 0)[die - 7] if die > 6 else min(num_nodes - 1, u // GROUP * GROUP + v)
        for u, v, w, die in zip(sources, near, far, stays, strict=True)
    ]
    weights = [(1 + k) / 7 for k in random.integers(50, num_links)] if case.weighted else None
    if case.as_text:
        rows = zip(sources, targets, weights or [], strict=True)
        return io.BytesIO("".join(f"{u} {v} {w!r}\n" for u, v, w in rows).encode())
    return Network.from_links(
        np.array(sources),
        np.array(targets),
        weights,
        nodes=range(num_nodes),
        directed=not name.startswith("undirected"),
        node_weights=random.integers(9, num_nodes) if case.node_weights else None,
    )


def partition_of(name: str, num_links: int, num_threads: int = 1) -> Partition:
    return infomap_py.partition(
        graph_of(name, num_links), num_trials=3, num_threads=num_threads, **CASES[name].options
    )


def partition_in_batches(num_links: int, num_threads: int = 1) -> Partition:
    """With threads that share the work on every level, as they do where there are many links."""
    with (
        mock.patch("infomap_py.trials.ARCS_OF_A_TEAM", 0),
        mock.patch("infomap_py.trials.MOST_NEAR", 2.0),
        mock.patch("infomap_py.level.SHARED_ARCS", 0),
    ):
        return partition_of("undirected, weighted", num_links, num_threads)


def digest(partition: Partition) -> dict[str, str | int]:
    """Labels, flow and codelengths to the last bit; the last in hexadecimal, to compare."""
    lengths = partition.lengths
    return {
        "modules": partition.num_modules,
        "labels": sha256(partition.labels.astype("<i4")),
        "flow": sha256(partition.flow.astype("<f8")),
        "index": lengths.index.hex(),
        "module": lengths.module.hex(),
        "one level": lengths.one_level.hex(),
    }


def sha256(array: np.ndarray) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--links", type=int, default=6000, help="links of every graph")
    num_links = parser.parse_args().links
    digests = {
        f"{name}; {num_threads} threads": digest(partition_of(name, num_links, num_threads))
        for name in CASES
        for num_threads in (1, 2)
    }
    print(json.dumps(digests, indent=1))


if __name__ == "__main__":
    main()
