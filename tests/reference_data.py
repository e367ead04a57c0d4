"""Recorded values of the reference implementation 2.16.0: see tests/reference/README.md."""

import functools
import json
from pathlib import Path

import numpy as np

from infomap_py.readers import read_network

FOLDER = Path(__file__).parent / "reference"


def rows(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@functools.cache
def network(name, directed):
    return read_network(FOLDER / "networks" / name, directed=directed)


def network_for(row):
    return network(row["network"], row["options"]["flow_model"] != "undirected")


def file_ids(network):
    """The ids that the reference uses: positions in *Vertices, or the integers of a link list."""
    if isinstance(network.nodes, np.ndarray):
        return network.nodes
    return np.arange(1, network.num_nodes + 1)


def ranks(network):
    """The rank k of every node among the ids in ascending order."""
    return np.argsort(np.argsort(file_ids(network)))


PARTITIONS = {
    "one_module": lambda k: 0 * k,
    "singletons": lambda k: k,
    "mod2": lambda k: k % 2,
    "mod3": lambda k: k % 3,
    "blocks3": lambda k: k // 3,
    "blocks5": lambda k: k // 5,
}


def metadata(name, network):
    """The category of every node, by label, that a file gives to the ids of the reference."""
    lines = (FOLDER / "networks" / name).read_text(encoding="utf-8").splitlines()
    category_of = dict(line.split() for line in lines)
    ids = file_ids(network).tolist()
    return {node: category_of[str(i)] for node, i in zip(network.index, ids, strict=True)}
