"""min_weight: what a link weighs is the sum of parallel ones; nodes stay, what is left out is
counted, and nothing is left out of links that a walker between layers has."""

import math
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import networks

import infomap_py
from infomap_py.adapters import to_network
from infomap_py.errors import NetworkError, OptionError
from infomap_py.light_links import without_light_links
from infomap_py.network import Network
from infomap_py.readers import read_network

# Parallel links a-b of 1 and 2; c-a one way 3, back 1; c-d 0.5.
LINKS = [("a", "b", 1), ("a", "b", 2), ("c", "a", 3), ("a", "c", 1), ("c", "d", 0.5)]
FRIENDS = [("a", "b", 1), ("b", "c", 3)]
WORK = [("a", "b", 1), ("b", "a", 1), ("c", "d", 1)]


def test_parallel_links_and_undirected_those_back_weigh_together():
    assert list(to_network(LINKS, min_weight=3).links()) == [("a", "b", 3.0), ("a", "c", 4.0)]
    assert list(to_network(LINKS, min_weight=3, directed=True).links()) == [
        ("a", "b", 3.0),
        ("c", "a", 3.0),
    ]


def test_a_link_of_that_weight_stays_and_decimals_are_summed_exactly():
    tenths = [("a", "b", 0.1)] * 8 + [("b", "c", 0.7)]  # as floats, eight of 0.1 are 0.79999...
    assert list(to_network(tenths, min_weight=0.8).links()) == [("a", "b", 0.8)]


def test_every_link_counts_1_without_weights():
    assert list(to_network(LINKS, weight=None, min_weight=2).links()) == [
        ("a", "b", 2.0),
        ("a", "c", 2.0),
    ]


def test_nodes_without_links_are_modules_of_their_own_and_the_network_says_what_is_missing():
    p = infomap_py.partition(LINKS, min_weight=3)
    assert p.communities() == [{"a", "b", "c"}, {"d"}]
    assert p.network.left_out == (3.0, 1)
    assert repr(p.network).endswith("undirected, weighted, 1 link below 3 left out)")
    assert p.options["min_weight"] == 3.0
    assert infomap_py.codelength(LINKS, p, min_weight=3) == p.codelength
    assert infomap_py.codelength(LINKS, p) != p.codelength


def test_a_scan_leaves_them_out_too():
    scan = infomap_py.resolution_scan(LINKS, [1.0], min_weight=3)
    assert scan[0].partition.network == to_network(LINKS, min_weight=3)


@given(networks(), st.sampled_from([0.0, 1e-6, 0.5, 1.0, 5.0]))
def test_the_links_left_are_those_of_the_definition(network, min_weight):
    heavy = without_light_links(network, min_weight)
    assert list(heavy.links()) == [link for link in network.links() if link[2] >= min_weight]
    assert heavy.left_out.num_links == network.num_links - heavy.num_links
    assert list(heavy.nodes) == list(network.nodes)
    assert np.array_equal(heavy.node_weights, network.node_weights)


def test_what_was_left_out_before_is_not_left_out_again():
    heavy = to_network(LINKS, min_weight=3)
    assert to_network(heavy, min_weight=2) is heavy
    assert to_network(heavy, min_weight=4).left_out == (4.0, 2)
    assert to_network(heavy) is heavy


@pytest.mark.parametrize("min_weight", [-1, math.nan, math.inf, "2", None, True])
def test_what_is_no_weight_is_refused(min_weight):
    with pytest.raises(OptionError, match=r"min_weight=.* is not a"):
        infomap_py.partition(LINKS, min_weight=min_weight)


def test_where_none_is_left_the_heaviest_is_named():
    with pytest.raises(OptionError, match=r"leaves no link, of 3; the heaviest weighs 4\. Give a"):
        infomap_py.partition(LINKS, min_weight=4.5)
    with pytest.raises(OptionError, match=r"leaves no link, of 4\. Give a lower one"):
        infomap_py.partition({"friends": FRIENDS, "work": WORK}, min_weight=4.5)


def test_a_graph_that_has_no_links_has_lost_none():
    assert to_network(Network.from_links([], [], nodes=["a"]), min_weight=2).num_nodes == 1


def test_links_between_nodes_of_one_side_may_be_left_out_of_bipartite_networks():
    links = [("Ann", "fair", 2), ("Bob", "fair", 2), ("Ann", "Bob", 1)]
    with pytest.raises(NetworkError, match="joins two"):
        to_network(links, bipartite={"fair"})
    assert to_network(links, bipartite={"fair"}, min_weight=2).features.tolist() == [0, 1, 0]


def test_in_layers_links_weigh_what_they_weigh_there_before_the_walker_moves():
    # Of friends b-c is left; of work a-b, which weighs 1 in each direction and 2 together.
    left = {"friends": [("b", "c", 3)], "work": [("a", "b", 2)]}
    heavy = infomap_py.multilayer({"friends": FRIENDS, "work": WORK}, min_weight=2)
    assert sorted(heavy.links()) == sorted(infomap_py.multilayer(left).links())
    assert heavy.left_out == (2.0, 2)
    p = infomap_py.partition({"friends": FRIENDS, "work": WORK}, min_weight=2)
    assert p.network == heavy  # which has no state where no link is left
    assert ("work", "c") not in p
    assert p.options["min_weight"] == 2.0
    assert infomap_py.codelength(heavy, p, min_weight=2) == p.codelength


def test_links_between_layers_are_links_too():
    layers = {0: FRIENDS, 1: FRIENDS}
    inter = [(0, "b", 1, 1), (1, "b", 0, 1), (0, "c", 1, 1)]
    heavy = infomap_py.multilayer(layers, inter=inter, min_weight=2)
    kept = [("b", "c", 3)]
    linked = infomap_py.multilayer({0: kept, 1: kept}, inter=inter[:2])
    assert sorted(heavy.links()) == sorted(linked.links())
    assert heavy.left_out == (2.0, 3)  # a-b in two layers, and c between them


def test_layers_in_a_file_are_those_of_python():
    text = "*Intra\n1 1 2 1\n1 2 3 3\n2 1 2 1\n2 2 1 1\n2 3 4 1\n"
    read = read_network(BytesIO(text.encode()), min_weight=2)
    layers = {1: [(2, 3, 3)], 2: [(1, 2, 2)]}
    left = infomap_py.multilayer(layers)
    assert sorted(read.links()) == sorted(left.links())
    assert read.left_out == (2.0, 2)
    inter = read_network(
        BytesIO(f"{text}*Inter\n1 2 2 1\n2 2 1 1\n1 3 2 1\n".encode()), min_weight=2
    )
    linked = infomap_py.multilayer(layers, inter=[(1, 2, 2, 1), (2, 2, 1, 1)])
    assert sorted(inter.links()) == sorted(linked.links())
    assert inter.left_out == (2.0, 3)


def test_links_between_states_are_taken_as_they_stand():
    text = b'*Vertices 2\n1 "a"\n2 "b"\n*States\n1 1\n2 2\n3 2\n*Arcs\n1 2 3\n2 1 1\n1 3 1\n'
    network = read_network(BytesIO(text), min_weight=2)
    assert list(network.links()) == [(1, 2, 3.0)]
    assert network.num_nodes == 3


def test_links_are_dealt_out_after_the_light_ones_are_left_out():
    p = infomap_py.partition(LINKS, overlapping=True, min_weight=3)
    assert p.network.left_out == (3.0, 1)
    assert set(p) == {("a", "b"), ("b", "a"), ("a", "c"), ("c", "a"), ("d",)}
