"""Walks between layers by way of own copies: identities, an answer by hand, and the reference."""

import pytest
from hypothesis import given
from test_multilayer import INTRA, LIMITS, RATES, graphs_of

import infomap_py
from infomap_py import multilayer
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions

DIRECTED = FlowOptions()


def flows(graphs, **options):
    """The walk, and the same by own copies."""
    networks = multilayer(graphs, **options), multilayer(graphs, relax_to_self=True, **options)
    return tuple(flow_of(network, DIRECTED) for network in networks)


def link_flows(flow):
    network = flow.network
    names = (network.nodes[u] for u in network.sources), (network.nodes[v] for v in network.targets)
    return dict(zip(zip(*names, strict=True), flow.link_flow.tolist(), strict=True))


@given(INTRA.filter(lambda links: any(link[3] for link in links)), RATES, LIMITS)
def test_visits_are_the_same_and_flow_that_changes_layers_goes_to_the_node_itself(
    links, rate, limit
) -> None:
    straight, by_copies = flows(graphs_of(links), relax_rate=rate, relax_limit=limit)
    visits = dict(zip(straight.network.nodes, straight.node_flow, strict=True))
    for state, visit in zip(by_copies.network.nodes, by_copies.node_flow, strict=True):
        assert visit == pytest.approx(visits[state], abs=1e-10)
    out, into = dict.fromkeys(visits, 0.0), dict.fromkeys(visits, 0.0)
    for ((a, i), (b, j)), amount in link_flows(straight).items():
        out[a, i] += amount * (a != b)
        into[b, i] += amount * (a != b)
        into[b, j] += amount
        out[b, i] += amount
    new_out, new_into = dict.fromkeys(visits, 0.0), dict.fromkeys(visits, 0.0)
    for ((a, i), (b, j)), amount in link_flows(by_copies).items():
        assert a == b or i == j
        new_out[a, i] += amount
        new_into[b, j] += amount
    assert new_out == pytest.approx(out, abs=1e-10)
    assert new_into == pytest.approx(into, abs=1e-10)


def test_by_hand_two_layers_of_one_link_each() -> None:
    # a - b in x and a - c in y. From (x, a) the walker relaxes at a rate of r / 2 to c: by way of
    # (y, a), so that (x, a) -> (y, a) and (y, a) -> (y, c) carry that besides what they carried.
    straight, by_copies = map(
        link_flows, flows({"x": [("a", "b")], "y": [("a", "c")]}, relax_rate=0.5)
    )
    crossing = straight[("x", "a"), ("y", "c")]
    assert by_copies[("x", "a"), ("y", "a")] == pytest.approx(crossing, rel=1e-12)
    stays = straight[("y", "a"), ("y", "c")]
    assert by_copies[("y", "a"), ("y", "c")] == pytest.approx(stays + crossing, rel=1e-12)
    assert crossing == pytest.approx(stays / 3, rel=1e-12)  # r / 2 to 1 - r / 2


def test_a_module_without_the_own_copy_is_left_on_the_way() -> None:
    graphs = {"x": [("a", "b")], "y": [("a", "c")]}
    modules = [{("x", "a"), ("y", "c")}, {("y", "a"), ("x", "b")}]
    lengths = [
        infomap_py.codelength(graphs, modules, multilayer_relax_to_self=to_self)
        for to_self in (False, True)
    ]
    found = infomap_py.partition(graphs, multilayer_relax_to_self=True)
    assert found.options["multilayer_relax_to_self"] is True
    assert lengths[0] < lengths[1] - 0.01
    assert infomap_py.codelength(graphs, found, multilayer_relax_to_self=True) == pytest.approx(
        found.codelength, abs=1e-12
    )
