"""Overlapping communities: a walker that remembers by which link it came (Esquivel & Rosvall 2011,
PRX 1:021025).

A state is a link of the graph, i -> j, and stands for a walker at j who came from i; an undirected
link makes two. The walk itself is not changed: from every state of j it goes on to k as from j,

    flow from (i, j) to (j, k) = f_ij f_jk / in_j,   in_j = sum_i f_ij

with f the flow on links in the graph. What is new is that the states of j may be in different
modules, and those in one share a codeword: a node belongs to the modules of its links. So all that
j has, its visits, its flow on links out and its teleportation, is divided among its states in
proportion to f_ij. Teleportation that lands on j is divided in the same way: it takes on the memory
of those who come by links. Hence, of any flow model,

    sum_i p_(i, j) = p_j,   sum_i flow from (i, j) to (j, k) = f_jk,   p_(i, j) = f_ij where p = in

and nothing has to settle anew. A node that no link leads to has one state, (j,), of a walker who
begins there.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from infomap_py._core.line_rows import line_rows
from infomap_py.arrays import Vector, frozen
from infomap_py.coded_flow import Flow
from infomap_py.errors import NetworkError
from infomap_py.labels import as_sequence
from infomap_py.limits import MAX_NODES
from infomap_py.memory import bytes_there
from infomap_py.network import Network
from infomap_py.state_network import Positions, StateNetwork

# What a search takes at its peak; measured on 2 million: 59 without weights, 68 with.
BYTES_PER_ARC = 70


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class LineGraph(StateNetwork):
    """A network whose states are the links of a graph: see :func:`line_graph`.

    Attributes
    ----------
    graph : Network
        Its links, in the order of their rows, are the first states.
    """

    graph: Network

    @property
    def origins(self) -> Positions:
        """The node that a walker in each state came from; where one begins, that one."""
        sources = self.graph.sources
        return np.concatenate([sources, self.physical[len(sources) :]])


def line_graph(graph: Network) -> LineGraph:
    """The network whose states are the links of a graph, each with links to those that it leads to.

    States are called (i, j), and (j,) where no link leads to j. There is one per link and
    direction, and from (i, j) as many links as there are out of j: sum_j in(j) out(j) in all, of
    an undirected graph the sum of squared degrees. Nodes with very many links make it large. Links
    of weight 0 are left out.

    Raises
    ------
    NetworkError
        The states have physical nodes of their own already; or memory does not suffice.

    Examples
    --------
    >>> from infomap_py import Network
    >>> path = Network.from_links([0, 1], [1, 2], nodes=["a", "b", "c"])
    >>> line_graph(path)
    LineGraph(4 states of 3 nodes, 6 links, directed, unweighted)
    """
    if isinstance(graph, StateNetwork):
        raise NetworkError(
            f"{graph!r} has states already, whose nodes may be in several modules. "
            "Leave overlapping out."
        )
    graph = graph.without_null_links()
    num_arriving = np.bincount(graph.targets, minlength=graph.num_nodes)
    _check_size(graph, num_arriving)
    begun = np.flatnonzero(num_arriving == 0).astype(np.int32)
    node_of = np.concatenate([graph.targets, begun])
    offsets, targets = line_rows(graph.offsets, node_of)
    weights = graph.stored_weights
    network = Network(
        frozen(offsets),
        frozen(targets),
        None if weights is None else frozen(weights[targets]),
        graph.resolution,
        _labels(graph, begun),
        directed=True,
        source=graph.source,
        left_out=graph.left_out,
    )
    return LineGraph(
        **{field.name: getattr(network, field.name) for field in fields(Network)},
        physical=frozen(node_of),
        physical_nodes=graph.nodes,
        graph=graph,
    )


def graph_of(network: Network) -> Network:
    """The graph whose links are the states of a line graph; any other network itself."""
    return network.graph if isinstance(network, LineGraph) else network


def divided(flow: Flow, network: LineGraph) -> Flow:
    """The flow of the graph whose links are the states of ``network``, with all that a node has
    divided among its states."""
    shares, node_of = _shares(flow, network), network.physical
    rates = shares if flow.rates is None else shares * flow.rates[node_of]
    weights = None if flow.arc_weights is None else flow.arc_weights.astype(np.float64)
    states = replace(
        flow,
        network=network,
        visits=shares * flow.visits[node_of],
        arc_weights=None if weights is None else weights[network.targets],
        symmetric=False,
        rates=rates,
    )
    if flow.teleport_rate is None or flow.teleport_weight is None:
        return states
    return replace(
        states,
        teleport_rate=shares * flow.teleport_rate[node_of],
        teleport_weight=shares * flow.teleport_weight[node_of],
    )


def _shares(flow: Flow, network: LineGraph) -> Vector:
    """The share that each state has of its node; where no flow arrives, the same of all."""
    amounts = np.ones(network.num_nodes)
    amounts[: len(flow.network.targets)] = flow.link_flow
    count = len(network.physical_nodes)
    arriving = np.bincount(network.physical, amounts, count)[network.physical]
    num_states = np.bincount(network.physical, minlength=count)[network.physical]
    shares: Vector = np.where(
        arriving > 0.0, amounts / np.where(arriving > 0.0, arriving, 1.0), 1.0 / num_states
    )
    return shares


def _labels(graph: Network, begun: Positions) -> list[Hashable]:
    labels = as_sequence(graph.nodes)
    ends = zip(graph.sources.tolist(), graph.targets.tolist(), strict=True)
    states: list[Hashable] = [(labels[u], labels[v]) for u, v in ends]
    return states + [(labels[u],) for u in begun.tolist()]


def _check_size(graph: Network, num_arriving: npt.NDArray[np.integer]) -> None:
    """Refuse what memory would not hold."""
    num_arcs = int(num_arriving @ np.diff(graph.offsets))
    needed, there = num_arcs * BYTES_PER_ARC, bytes_there()
    if needed <= there and len(graph.targets) + graph.num_nodes <= MAX_NODES:
        return
    most = int(np.argmax(num_arriving))
    raise NetworkError(
        f"overlapping modules of {graph!r} take a walk on {num_arcs:,} pairs of links, some "
        f"{needed / 1e9:.0f} GB, and there are {there / 1e9:.0f} GB of memory. Leave out nodes "
        f"with very many links, such as {as_sequence(graph.nodes)[most]!r} with "
        f"{num_arriving[most]:,}; or see Partition.membership() for how much each "
        "node has to do with other modules."
    )
