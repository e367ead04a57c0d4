"""A partition as an object of other packages: a graph of networkx or igraph, a clustering of cdlib.

What nodes are where modules overlap, and of states, is in :class:`NodeColumns`, and so are their
attributes: paths and the modules that overlap are text, so that every writer of these packages can
write them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from infomap_py.labels import as_sequence, label_at
from infomap_py.line_graph import graph_of
from infomap_py.network import Network
from infomap_py.node_columns import Column, NodeColumns
from infomap_py.optional_packages import imported
from infomap_py.overlap import memberships_of, physical_nodes
from infomap_py.provenance import plain
from infomap_py.state_network import StateNetwork

if TYPE_CHECKING:
    from infomap_py.partition import Partition


def networkx_graph(partition: Partition) -> Any:
    """See :meth:`infomap_py.Partition.to_networkx`."""
    nodes = NodeColumns.of(partition)
    return _networkx_graph(nodes.network, _attributes(nodes))


def igraph_graph(partition: Partition) -> Any:
    """See :meth:`infomap_py.Partition.to_igraph`."""
    igraph = imported("igraph", "to_igraph()")
    nodes = NodeColumns.of(partition)
    network = nodes.network
    links = [link for rows in nodes.links() for link in rows]
    return igraph.Graph(
        n=network.num_nodes,
        edges=[(u, v) for u, v, _ in links],
        directed=network.directed,
        vertex_attrs={"name": list(as_sequence(network.nodes)), **_attributes(nodes)},
        edge_attrs={"weight": [w for *_, w in links]} if _is_weighted(network) else {},
    )


def cdlib_clustering(partition: Partition) -> Any:
    """See :meth:`infomap_py.Partition.to_cdlib`."""
    cdlib = imported("cdlib", "to_cdlib()")
    found, labels = memberships_of(partition), physical_nodes(partition)
    order = np.argsort(found.module, kind="stable")  # in a module by node
    members = [label_at(labels, u) for u in found.node[order].tolist()]
    ends = np.cumsum(np.bincount(found.module, minlength=partition.num_modules)).tolist()
    return cdlib.NodeClustering(
        communities=[members[start:end] for start, end in pairwise([0, *ends])],
        graph=_networkx_graph(_of_physical_nodes(graph_of(partition.network)), {}),
        method_name="infomap_py",
        method_parameters={
            **{name: plain(value) for name, value in partition.options.items()},
            "seed": partition.seed,
        },
        overlap=not found.is_first.all(),
    )


def _networkx_graph(network: Network, attributes: dict[str, list[Any]]) -> Any:
    import networkx  # 0.2 s

    graph = networkx.DiGraph() if network.directed else networkx.Graph()
    labels = as_sequence(network.nodes)
    graph.add_nodes_from(labels)
    for name, values in attributes.items():
        networkx.set_node_attributes(graph, dict(zip(labels, values, strict=True)), name)
    if _is_weighted(network):
        graph.add_weighted_edges_from(network.links())
    else:
        graph.add_edges_from((u, v) for u, v, _ in network.links())
    return graph


def _attributes(nodes: NodeColumns) -> dict[str, list[Any]]:
    columns: dict[str, Column] = {"module": nodes.module, "flow": nodes.flow, **nodes.more}
    return {
        name: values.tolist() if isinstance(values, np.ndarray) else list(values)
        for name, values in columns.items()
    }


def _is_weighted(network: Network) -> bool:
    return network.stored_weights is not None


def _of_physical_nodes(network: Network) -> Network:
    """The links between the physical nodes of states, summed; any other network itself."""
    if not isinstance(network, StateNetwork):
        return network
    once = slice(None) if network.directed else network.sources <= network.targets
    weights = network.weights
    return Network.from_links(
        network.physical[network.sources][once],
        network.physical[network.targets][once],
        None if weights is None else weights[once],
        nodes=network.physical_nodes,
        directed=network.directed,
    )
