"""What the command line says of a result: a few lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from infomap_py.codelength import Codelength
from infomap_py.errors import counted
from infomap_py.labels import Labels, label_at
from infomap_py.line_graph import LineGraph
from infomap_py.network import Network
from infomap_py.output_files import one_line
from infomap_py.partition import Partition
from infomap_py.plateaus import ResolutionScan, described
from infomap_py.state_network import StateNetwork
from infomap_py.tree import ModuleTree

MODULES_SHOWN = 10
NODES_SHOWN = 5
LABEL_SHOWN = 24  # characters


def network_summary(network: Network) -> str:
    """Its size and kind."""
    _, _, facts = repr(network).removesuffix(")").partition("(")
    return f"{network.source}: {facts}"


def codelength_summary(lengths: Codelength) -> str:
    """Its parts, and what it saves."""
    savings = 1.0 - lengths.total / lengths.one_level if lengths.one_level else 0.0
    return (
        f"codelength {lengths.total:.6f} bits per step: index {lengths.index:.6f} + modules "
        f"{lengths.module:.6f}; one level {lengths.one_level:z.6f}, savings {100 * savings:.2f} %"
    )


def levels_summary(lengths: Codelength, tree: ModuleTree) -> str:
    """How many levels there are; the modules of each, and what their codebooks take."""
    numbers = np.bincount(tree.depth)[1:].tolist()
    bits = [f"index {lengths.by_level[0]:.6f}"] + [
        f"{counted(number, 'module')} {bits:.6f}"
        for number, bits in zip(numbers, lengths.by_level[1:], strict=False)
    ]
    return f"{counted(len(lengths.by_level), 'level')}, bits by level: {', '.join(bits)}"


def partition_summary(partition: Partition, seconds: float) -> Iterator[str]:
    """Network, codelength, the largest modules with their most visited nodes, and the trial.

    Of links, it is the nodes that they lead to.
    """
    yield network_summary(partition.network)
    yield codelength_summary(partition.lengths)
    of_hierarchy = partition.num_levels > 2 or not partition.options.get("two_level", True)
    if of_hierarchy:
        yield levels_summary(partition.lengths, partition.module_tree)
    noun = "top module" if of_hierarchy else "module"
    yield counted(partition.num_modules, noun) + _largest_heading(partition)
    yield from _largest_modules(partition)
    yield _origin(partition, seconds)


def scan_summary(scan: ResolutionScan) -> Iterator[str]:
    """The longest plateaus."""
    yield f"{counted(len(scan.plateaus), 'plateau')}, of which the longest:"
    yield from (f"  {line}" for line in described(scan))


def _largest_heading(partition: Partition) -> str:
    hidden = partition.num_modules - MODULES_SHOWN
    return f"; the {MODULES_SHOWN} with the most flow:" if hidden > 0 else ""


def _largest_modules(partition: Partition) -> Iterator[str]:
    network, noun = partition.network, "node"
    labels = network.nodes
    if isinstance(network, LineGraph):
        labels = network.physical_nodes
    elif isinstance(network, StateNetwork):
        noun = "state"
    for module in range(min(partition.num_modules, MODULES_SHOWN)):
        members, flow = _members(partition, module)
        most_visited = members[np.argsort(-flow, kind="stable")]
        names = [_name(labels, u) for u in most_visited[:NODES_SHOWN].tolist()]
        more = ", ..." if len(members) > NODES_SHOWN else ""
        share = 100 * float(flow.sum())
        yield (
            f"  {module}: {share:.2f} % of the flow, {counted(len(members), noun)}"
            f"{_modules_in(partition, module)}: {', '.join(names)}{more}"
        )


def _members(
    partition: Partition, module: int
) -> tuple[npt.NDArray[np.integer], npt.NDArray[np.float64]]:
    """What is in a module, and with how much flow; of links, the nodes that they lead to."""
    members = np.flatnonzero(partition.labels == module)
    flow = partition.flow[members]
    if not isinstance(partition.network, LineGraph):
        return members, flow
    nodes, node_of = np.unique(partition.network.physical[members], return_inverse=True)
    return nodes, np.bincount(node_of, flow).astype(np.float64)


def _modules_in(partition: Partition, module: int) -> str:
    held = int(np.count_nonzero(partition.module_tree.parent == module))
    return f" in {counted(held, 'module')}" if held else ""


def _name(labels: Labels, u: int) -> str:
    name = one_line(str(label_at(labels, u)))
    return name if len(name) <= LABEL_SHOWN else f"{name[: LABEL_SHOWN - 3]}..."


def _origin(partition: Partition, seconds: float) -> str:
    trials = len(partition.trial_codelengths)
    cut = "" if partition.complete else ", cut short by the time limit"
    best = f"trial {partition.trial} is the best of {trials}"
    if partition.trial is None:
        best = f"recombined from {trials} trials"
    return f"seed {partition.seed}, {best}{cut}; {seconds:.2f} s"
