"""codelength(): a graph, any of its partitions, and options -> bits per step of the walk."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from infomap_py.adapters import to_network
from infomap_py.added_terms import added_terms
from infomap_py.codelength import coded
from infomap_py.errors import OptionError, UnknownOptionError
from infomap_py.flow import Flow, flow_of
from infomap_py.line_graph import LineGraph, line_graph
from infomap_py.membership import module_tree
from infomap_py.network import Network
from infomap_py.option_checks import check_flag
from infomap_py.options import (
    FlowOptions,
    MultilayerOptions,
    ObjectiveOptions,
    chosen,
    option_names,
)
from infomap_py.partition import Partition
from infomap_py.weights import DEFAULT_WEIGHT

# What says how a graph is read and its partitions are coded; the others are about the search.
CODING_OPTIONS = (
    "weight",
    "min_weight",
    "node_weights",
    "bipartite",
    "overlapping",
    *option_names(FlowOptions),
    *option_names(MultilayerOptions),
    *option_names(ObjectiveOptions),
)


def codelength(graph: Any, partition: Any, **options: Any) -> float:
    """The codelength of any partition of a graph, in bits per step of the walk.

    Parameters
    ----------
    graph
        As in :func:`partition`.
    partition : Partition, {node: module}, list of sets, array of module ids in node order, \
{node: path}, or the ``tree`` of a Partition
        A path is a tuple that names the modules which a node is in, from the outermost to the
        lowest: modules that are to be called by tuples need other names.
    **options
        Those of :func:`partition` that say how the graph is read and coded, such as ``weight``,
        ``directed`` and ``markov_time``; the same ones give the same number as
        ``Partition.codelength``.

    Raises
    ------
    PartitionError
        Not every node of the graph is in exactly one module. For the rest, see :func:`partition`.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> two_triangles = nx.barbell_graph(3, 0)
    >>> round(infomap_py.codelength(two_triangles, [{0, 1, 2}, {3, 4, 5}]), 9)
    2.320730357
    >>> round(infomap_py.codelength(two_triangles, [{0, 1, 2, 3, 4, 5}]), 9)
    2.556656707
    """
    return partition_of(graph, partition, **options).codelength


def partition_of(graph: Any, partition: Any, **options: Any) -> Partition:
    """Any partition of a graph, coded as a search would code it; see :func:`codelength`."""
    refuse_unknown(set(options) - set(CODING_OPTIONS), "codelength", CODING_OPTIONS)
    network = read_graph(graph, options)
    modules = module_tree(network, partition)
    flow_options = chosen(FlowOptions, options)
    objective_options = chosen(ObjectiveOptions, options)
    flow = flow_of(network, flow_options)
    added = added_terms(flow, objective_options)
    # In the order of a Partition: sums in another may differ in the last bit.
    code = coded(flow, modules.ordered(flow.visits), added)
    recorded = {**flow_options.as_dict(), **objective_options.as_dict()}
    return Partition(network, code, flow.node_flow.copy(), recorded, 0, None, {})


def read_graph(graph: Any, given: Mapping[str, Any]) -> Network:
    """The graph as a network, with these among all options by name."""
    overlapping = check_overlapping(given)
    if isinstance(graph, LineGraph):
        graph, overlapping = graph.graph, True
    network = to_network(
        graph,
        weight=given.get("weight", DEFAULT_WEIGHT),
        min_weight=given.get("min_weight", 0.0),
        directed=chosen(FlowOptions, given).reads_directed(),
        node_weights=given.get("node_weights"),
        bipartite=given.get("bipartite"),
        multilayer=chosen(MultilayerOptions, given),
    )
    return of_links(network, given) if overlapping else network


def flow_behind(partition: Partition) -> Flow:
    """The flow that a partition is of, computed anew from its network and options."""
    return flow_of(partition.network, chosen(FlowOptions, partition.options))


def of_links(network: Network, given: Mapping[str, Any]) -> LineGraph:
    """The network whose states are the links that a walk with these options follows."""
    check_overlapping({**given, "overlapping": True})
    options = chosen(FlowOptions, given)
    network = network.as_directed(options.is_directed(network.directed))
    return line_graph(network if options.self_links else network.without_self_links())


def check_overlapping(given: Mapping[str, Any]) -> bool:
    """Whether nodes may be in several modules, by these among all options by name."""
    overlapping: bool = given.get("overlapping", False)
    check_flag("overlapping", overlapping)
    if overlapping and given.get("min_module_size", 1) != 1:
        raise OptionError(
            f"min_module_size={given['min_module_size']!r} counts nodes, and overlapping=True "
            "deals their links out. Leave one of the two out."
        )
    return overlapping


def refuse_unknown(unknown: Iterable[str], function: str, known: Sequence[str]) -> None:
    """The error for options that do not exist, with the nearest name that does."""
    for name in unknown:
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]!r}?" if near else f"The options are {', '.join(known)}."
        raise UnknownOptionError(f"{function}() has no option {name!r}. {hint}")
