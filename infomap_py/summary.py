"""What is said of a result, in Python and on the command line: a few lines that a person reads."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

import numpy as np

from infomap_py.codelength import Codelength
from infomap_py.errors import counted
from infomap_py.labels import label_text
from infomap_py.line_graph import LineGraph
from infomap_py.module_table import MODULES_SHOWN
from infomap_py.modules import Module
from infomap_py.network import Network
from infomap_py.output_files import one_line
from infomap_py.partition import Partition
from infomap_py.plateaus import ResolutionScan, described
from infomap_py.state_network import StateNetwork
from infomap_py.tree import ModuleTree

NODES_SHOWN = 5
LABEL_SHOWN = 24  # characters


def network_summary(network: Network) -> str:
    """Its size and kind."""
    _, _, facts = repr(network).removesuffix(")").partition("(")
    return f"{network.source or type(network).__name__}: {facts}"


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


def partition_summary(
    partition: Partition, seconds: float | None = None, num_modules: int = MODULES_SHOWN
) -> Iterator[str]:
    """Network, codelength, the largest modules with their most visited nodes, and the trial.

    Of links, it is the nodes that they lead to. ``seconds`` are those of the search by default.
    """
    yield network_summary(partition.network)
    yield codelength_summary(partition.lengths)
    of_hierarchy = partition.num_levels > 2 or not partition.options.get("two_level", True)
    if of_hierarchy:
        yield levels_summary(partition.lengths, partition.module_tree)
    noun = "top module" if of_hierarchy else "module"
    shown = partition.modules[: max(num_modules, 0)]
    hidden = partition.num_modules > len(shown) > 0
    heading = f"; the {len(shown)} with the most flow:" if hidden else ""
    yield counted(partition.num_modules, noun) + heading
    yield from map(_module_line, shown)
    yield _origin(partition, sum(partition.timings.values()) if seconds is None else seconds)


def scan_summary(scan: ResolutionScan) -> Iterator[str]:
    """The longest plateaus."""
    yield f"{counted(len(scan.plateaus), 'plateau')}, of which the longest:"
    yield from (f"  {line}" for line in described(scan))


def _module_line(module: Module) -> str:
    network, held = module.outline.partition.network, len(module.children)
    of_states = isinstance(network, StateNetwork) and not isinstance(network, LineGraph)
    in_modules = f" in {counted(held, 'module')}" if held else ""
    names = map(_name, module.top_nodes(NODES_SHOWN))
    more = ", ..." if module.size > NODES_SHOWN else ""
    return (
        f"  {module.id}: {100 * module.flow:.2f} % of the flow, "
        f"{counted(module.size, 'state' if of_states else 'node')}"
        f"{in_modules}: {', '.join(names)}{more}"
    )


def _name(label: Hashable) -> str:
    name = one_line(label_text(label))
    return name if len(name) <= LABEL_SHOWN else f"{name[: LABEL_SHOWN - 3]}..."


def _origin(partition: Partition, seconds: float) -> str:
    trials = len(partition.trial_codelengths)
    cut = "" if partition.complete else ", cut short by the time limit"
    best = f"trial {partition.trial} is the best of {trials}"
    if partition.trial is None:
        best = f"recombined from {trials} trials"
    if trials == 0:
        best = "given, not searched for"
    return f"seed {partition.seed}, {best}{cut}; {seconds:.2f} s"
