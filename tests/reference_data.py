"""Recorded values of the reference implementation 2.16.0: see tests/reference/README.md."""

import functools
import json
from pathlib import Path

import numpy as np
from trees import tree_of

import infomap_py
from infomap_py.added_terms import added_terms
from infomap_py.codelength import codelength_of
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions, MultilayerOptions, ObjectiveOptions, chosen
from infomap_py.readers import read_network

FOLDER = Path(__file__).parent / "reference"


def rows(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def drawn(rows, every):
    """One of so many rows: of nearly all networks, and with most options. All of them are searched
    by benchmarks/recorded.py, for as long as that takes."""
    return rows[::every]


BY_DEFAULT = MultilayerOptions()


@functools.cache
def network(name, directed, multilayer=BY_DEFAULT):
    return read_network(FOLDER / "networks" / name, directed=directed, multilayer=multilayer)


def network_for(row):
    options = row["options"]
    directed = chosen(FlowOptions, options).reads_directed()
    return network(row["network"], directed, chosen(MultilayerOptions, options))


def options_for(row, network):
    """Those of a row, with metadata by node in place of the name of their file."""
    options = dict(row["options"])
    if "metadata" in options:
        options["metadata"] = metadata(options["metadata"], network)
    return options


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

TREES = {
    "nested_9_3": lambda k: (k // 9, k % 9 // 3),
    "nested_27_9_3": lambda k: (k // 27, k % 27 // 9, k % 9 // 3),
    "ragged": lambda k: (0, k // 3) if k < 9 else (1 + (k - 9) // 4,),
}


def metadata(name, network):
    """The category of every node, by label, that a file gives to the ids of the reference."""
    lines = (FOLDER / "networks" / name).read_text(encoding="utf-8").splitlines()
    category_of = dict(line.split() for line in lines)
    ids = file_ids(network).tolist()
    return {node: category_of[str(i)] for node, i in zip(network.index, ids, strict=True)}


def modules_for(row, network):
    """The prescribed partition, or tree."""
    if row["partition"] in TREES:
        path_of = TREES[row["partition"]]
        return tree_of([path_of(k) for k in ranks(network).tolist()])
    modules = PARTITIONS[row["partition"]](ranks(network))
    return np.unique(modules, return_inverse=True)[1].astype(np.int32)


def wrong_codelengths(rows):
    """The rows whose codelengths are not reproduced to 1e-9, with how far they are off."""
    coded = {}
    wrong = []
    for row in rows:
        network = network_for(row)
        key = row["network"], tuple(sorted(row["options"].items()))
        if key not in coded:
            options = options_for(row, network)
            flow = flow_of(network, chosen(FlowOptions, options))
            coded = {key: (flow, added_terms(flow, chosen(ObjectiveOptions, options)))}
        flow, added = coded[key]
        length = codelength_of(flow, modules_for(row, network), added)
        errors = [
            abs(length.total - row["codelength"]),
            abs(length.index - row["index_codelength"]),
            abs(length.one_level - row["one_level_codelength"]),
        ]
        if max(errors) > 1e-9:
            wrong.append((row, errors))
    return wrong


def longer(rows, **search_options):
    """The rows whose codelength ten trials do not reach, with how much longer they end."""
    result = []
    for row in rows:
        network = network_for(row)
        options = options_for(row, network)
        found = infomap_py.partition(network, num_trials=10, seed=1, **options, **search_options)
        if found.codelength > row["codelength"] + 1e-9:
            result.append((found.codelength - row["codelength"], row))
    return result
