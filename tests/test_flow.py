import numpy as np
import pytest
import reference_data
from hypothesis import given
from strategies import networks

import infomap_py
from infomap_py.errors import FlowError, OptionError
from infomap_py.flow import flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions


def directed(links, count, weights=None, node_weights=None):
    sources, targets = zip(*links, strict=True)
    return Network.from_links(
        sources, targets, weights, nodes=range(count), directed=True, node_weights=node_weights
    )


def test_every_recorded_visit_rate_is_reproduced():
    rows = reference_data.rows("node_flows")
    wrong = []
    for row in rows:
        network = reference_data.network_for(row)
        flow = flow_of(network, FlowOptions(**row["options"]))
        ids = reference_data.file_ids(network).tolist()
        error = max(abs(flow.node_flow[u] - row["flow"][str(i)]) for u, i in enumerate(ids))
        if error > 1e-9 or len(ids) != len(row["flow"]):
            wrong.append((row["network"], row["options"], error))
    assert len(rows) == 757
    assert wrong == []


@given(networks(directed=False))
def test_undirected_visit_rates_are_strengths_with_self_links_once(network):
    dense = np.zeros((network.num_nodes, network.num_nodes))
    weights = 1.0 if network.weights is None else network.weights
    dense[network.sources, network.targets] = weights
    assert flow_of(network, FlowOptions()).node_flow == pytest.approx(
        dense.sum(axis=1) / dense.sum(), abs=1e-12
    )


@given(networks(directed=True))
def test_unrecorded_flow_is_one_step_of_the_stationary_walk(network):
    flow = flow_of(network, FlowOptions(teleportation_probability=0.2))
    arriving = np.bincount(network.targets, flow.link_flow, network.num_nodes)
    assert flow.node_flow.sum() == pytest.approx(1.0, abs=1e-12)
    assert flow.node_flow == pytest.approx(arriving, abs=1e-12)


@given(networks(directed=True))
def test_recorded_flow_is_stationary(network):
    flow = flow_of(network, FlowOptions(recorded_teleportation=True, teleport_to="nodes"))
    followed = np.bincount(network.targets, flow.link_flow, network.num_nodes)
    teleported = flow.teleport_rate.sum() * flow.teleport_weight
    assert flow.teleport_weight.sum() == pytest.approx(1.0, abs=1e-12)
    # The last step may have changed 0.15 times 3e-11.
    assert flow.node_flow == pytest.approx(followed + teleported, abs=5e-12)


@given(networks(directed=True))
def test_recorded_flow_leaves_each_node_as_often_as_it_is_visited(network):
    flow = flow_of(network, FlowOptions(recorded_teleportation=True))
    leaving = np.bincount(network.sources, flow.link_flow, network.num_nodes) + flow.teleport_rate
    assert leaving == pytest.approx(flow.node_flow, abs=1e-12)


def test_rawdir_takes_the_weights_for_the_flow():
    flow = flow_of(directed([(0, 1), (1, 2)], 3, [1.0, 3.0]), FlowOptions(flow_model="rawdir"))
    assert flow.node_flow.tolist() == [0.0, 0.25, 0.75]
    assert flow.link_flow.tolist() == [0.25, 0.75]


def test_precomputed_flow_takes_node_weights_normalised_and_link_weights_as_they_are():
    network = directed([(0, 1), (1, 0)], 2, [0.2, 0.1], node_weights=[3.0, 1.0])
    flow = flow_of(network, FlowOptions(flow_model="precomputed"))
    assert flow.node_flow.tolist() == [0.75, 0.25]
    assert flow.link_flow.tolist() == [0.2, 0.1]


def test_precomputed_flow_needs_node_weights():
    with pytest.raises(OptionError, match="takes the visit rates from node weights"):
        flow_of(directed([(0, 1)], 2), FlowOptions(flow_model="precomputed"))


def test_markov_time_scales_links_and_not_visits():
    network = directed([(0, 1), (1, 0), (1, 2), (2, 0)], 3)
    once, thrice = (flow_of(network, FlowOptions(markov_time=time)) for time in (1.0, 3.0))
    assert thrice.node_flow.tolist() == once.node_flow.tolist()
    assert thrice.link_flow == pytest.approx(3.0 * once.link_flow, rel=1e-15)


def test_self_links_are_dropped_on_demand():
    network = Network.from_links([0, 0], [0, 1], [2.0, 1.0], nodes="ab")
    assert flow_of(network, FlowOptions()).node_flow.tolist() == [0.75, 0.25]
    assert flow_of(network, FlowOptions(self_links=False)).node_flow.tolist() == [0.5, 0.5]


def test_node_weights_replace_the_visit_rates_and_leave_the_links():
    network = Network.from_links([0], [1], nodes="ab", node_weights=[1.0, 3.0])
    flow = flow_of(network, FlowOptions(node_weights_as_flow=True))
    assert flow.node_flow.tolist() == [0.25, 0.75]
    assert flow.link_flow.tolist() == [0.5, 0.5]


@pytest.mark.parametrize("model", ["undirected", "directed", "rawdir"])
def test_a_network_without_links_has_no_flow(model):
    network = Network.from_links([], [], nodes=range(3))
    assert flow_of(network, FlowOptions(flow_model=model)).node_flow.tolist() == [0.0, 0.0, 0.0]


def test_weights_that_are_all_zero_are_refused():
    with pytest.raises(FlowError, match="every link has weight 0"):
        flow_of(Network.from_links([0, 1], [1, 2], [0.0, 0.0], nodes="abc"), FlowOptions())


def test_node_weights_that_are_all_zero_are_refused():
    network = directed([(0, 1)], 2, node_weights=[0.0, 0.0])
    with pytest.raises(FlowError, match="node weights sum to 0"):
        flow_of(network, FlowOptions(teleport_to="nodes"))


def test_weights_far_apart_keep_their_ratio():
    network = Network.from_links([0, 2], [1, 3], [1e-12, 1e12], nodes="abcd")
    flow = flow_of(network, FlowOptions()).node_flow
    assert flow[0] / flow[2] == pytest.approx(1e-24, rel=1e-12)


def test_weights_too_small_for_their_shares_are_refused():
    # Directed, 1 / 1e-310 is infinite, and every visit rate came out as nan.
    with pytest.raises(FlowError, match="sum to 4e-310, too little"):
        flow_of(Network.from_links([0, 1], [1, 2], [1e-310, 1e-310], nodes="abc"), FlowOptions())


def test_a_node_whose_links_weigh_less_than_a_normal_double_is_dangling():
    network = directed([(0, 1), (1, 0), (2, 0)], 3, [1.0, 1.0, 1e-310])
    assert np.isfinite(flow_of(network, FlowOptions()).node_flow).all()


@pytest.mark.parametrize("name", ["recorded_teleportation", "self_links", "node_weights_as_flow"])
def test_a_flag_is_true_or_false_and_nothing_else(name):
    with pytest.raises(OptionError, match=f"{name}='no' is neither True nor False"):
        FlowOptions(**{name: "no"})


def test_flow_that_all_teleports_to_dead_ends_is_an_error():
    options = FlowOptions(teleport_to="nodes")
    network = directed([(0, 1)], 2).with_node_weights([0.0, 1.0])
    with pytest.raises(FlowError, match="teleports to nodes without links out"):
        flow_of(network, options)


@pytest.mark.parametrize("weight", [1e9, 1e12, 1e15])
def test_visits_that_nearly_all_end_in_a_dead_end_leave_flow_that_sums_to_one(weight):
    network = directed([(0, 1), (1, 0), (0, 2), (1, 2)], 3, [1.0, 1.0, weight, weight])
    assert flow_of(network, FlowOptions()).node_flow.sum() == pytest.approx(1.0, abs=1e-12)


def test_weights_too_large_for_their_logarithms_are_an_error():
    network = Network.from_links([0, 1], [1, 2], [1e300, 1e300], nodes=range(3))
    with pytest.raises(FlowError, match="sum to 4e\\+300, too much"):
        flow_of(network, FlowOptions())


def test_undirected_flow_of_decimals_is_that_of_whole_numbers_to_the_last_bit():
    random = np.random.default_rng(0)
    sources, targets = random.integers(0, 40, (2, 300))
    cents = random.integers(0, 10_000, 300)
    flows = [
        flow_of(Network.from_links(sources, targets, weights, nodes=range(40)), FlowOptions())
        for weights in (cents, cents / 100)
    ]
    assert flows[0].network.resolution == 1
    assert flows[1].network.resolution == 100
    assert np.array_equal(flows[0].node_flow, flows[1].node_flow)
    assert np.array_equal(flows[0].link_flow, flows[1].link_flow)
    assert infomap_py.partition(flows[0].network) == infomap_py.partition(flows[1].network)
