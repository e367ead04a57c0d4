"""Components and mutual links, against networkx and against the definition."""

import networkx as nx
import numpy as np
from hypothesis import given
from strategies import networks

from infomap_py._core.either_way import connected_components, count_mutual
from infomap_py.network import Network


@given(networks(max_nodes=12))
def test_components_are_those_of_networkx_numbered_by_first_node(network) -> None:
    graph = nx.empty_graph(network.num_nodes)
    graph.add_edges_from(zip(network.sources.tolist(), network.targets.tolist(), strict=True))
    component_of = connected_components(network.offsets, network.targets)
    for number, nodes in enumerate(sorted(nx.connected_components(graph), key=min)):
        assert set(np.flatnonzero(component_of == number)) == nodes
    assert len(component_of) == network.num_nodes


@given(networks(max_nodes=12))
def test_mutual_links_are_those_whose_reverse_is_a_link(network) -> None:
    links = set(zip(network.sources.tolist(), network.targets.tolist(), strict=True))
    mutual = sum((v, u) in links for u, v in links if u != v)
    assert count_mutual(network.offsets, network.targets) == mutual


def test_a_path_in_any_order_is_one_component() -> None:
    count = 100_000
    order = np.random.default_rng(0).permutation(count)
    path = Network.from_links(order[:-1], order[1:], nodes=range(count), directed=True)
    assert not connected_components(path.offsets, path.targets).any()
    assert count_mutual(path.offsets, path.targets) == 0


def test_there_may_be_no_nodes() -> None:
    nothing = Network.from_links([], [], nodes=[])
    assert len(connected_components(nothing.offsets, nothing.targets)) == 0
    assert count_mutual(nothing.offsets, nothing.targets) == 0
