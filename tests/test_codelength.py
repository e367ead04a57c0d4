import numpy as np
import pytest
import reference_data
from hypothesis import given
from hypothesis import strategies as st
from strategies import networks, partitioned_flows

import infomap_py
from infomap_py.codelength import codelength_of, module_rates
from infomap_py.flow import Flow, flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions

TWO_TRIANGLES = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]


@pytest.mark.parametrize(
    ("modules", "index", "total"),
    [
        # One module: no index codebook, L is the entropy of the visit rates.
        ([0, 0, 0, 0, 0, 0], 0.0, 2.556656707463),
        # Bridge crossed with rate 2/14, both modules equally likely: 1/7 bit.
        ([0, 0, 0, 1, 1, 1], 1 / 7, 2.320730356834),
        # Every step leaves its module: the index costs the entropy of the visit rates, 2.5567 bits,
        # and each module's codebook, used twice a visit, one bit to tell visit from exit: 2 bits.
        ([0, 1, 2, 3, 4, 5], 2.556656707463, 4.556656707463),
    ],
)
def test_two_triangles_joined_by_a_link(modules, index, total):
    network = Network.from_links(*zip(*TWO_TRIANGLES, strict=True), nodes=range(6))
    length = codelength_of(flow_of(network, FlowOptions()), np.array(modules, dtype=np.int32))
    assert length.index == pytest.approx(index, abs=1e-12)
    assert length.total == pytest.approx(total, abs=1e-12)
    assert length.one_level == pytest.approx(2.556656707463, abs=1e-12)


def test_a_directed_three_cycle_with_a_module_of_two():
    # All nodes visited with 1/3 (teleportation changes nothing by symmetry); modules {0, 1} and
    # {2}. Each is entered and left with rate 1/3. Index: (2/3) * 1 bit. Module {0, 1}: used with
    # rate 1, three words of 1/3: log2 3 bits. Module {2}: used with 2/3, two words of 1/3: 2/3 bit.
    total = infomap_py.codelength([(0, 1), (1, 2), (2, 0)], [{0, 1}, {2}], directed=True)
    assert total == pytest.approx(2 / 3 + np.log2(3) + 2 / 3, abs=1e-12)


def test_a_star_in_one_module_costs_the_entropy_of_its_degrees():
    # The hub has half of the flow (1 bit), each of four leaves 1/8 (3 bits).
    star = [("hub", leaf) for leaf in "abcd"]
    assert infomap_py.codelength(star, [{"hub", *"abcd"}]) == pytest.approx(2.0, abs=1e-12)


def test_every_recorded_codelength_is_reproduced():
    rows = reference_data.rows("fixed_partitions")
    assert len(rows) == 5082
    assert reference_data.wrong_codelengths(rows) == []


@given(partitioned_flows(), st.randoms())
def test_the_order_of_nodes_does_not_matter(partitioned, random):
    flow, module_of = partitioned
    if flow.teleport_rate is not None:
        return
    order = list(range(len(module_of)))
    random.shuffle(order)
    place = np.argsort(order)  # node u of the old network is node place[u] of the new one
    network = Network.from_links(
        place[flow.network.sources],
        place[flow.network.targets],
        flow.link_flow * flow.total,
        nodes=range(len(order)),
        directed=True,
    )
    renamed = Flow(network, flow.visits[order], network.weights, flow.total, 1.0, symmetric=False)
    before = codelength_of(flow, module_of).total
    assert codelength_of(renamed, module_of[order]).total == pytest.approx(before, abs=1e-12)


@given(networks(), st.sampled_from([2.0, 1e-9, 3e9]), st.data())
def test_scaling_all_weights_changes_nothing(network, factor, data):
    count = network.num_nodes
    modules = np.array(
        data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count)), np.int32
    )
    scaled = Network.from_links(
        network.sources,
        network.targets,
        np.ones(len(network.targets)) * factor
        if network.weights is None
        else network.weights * factor,
        nodes=network.nodes,
        directed=True,
    )
    options = FlowOptions(directed=True)
    before = codelength_of(flow_of(network.as_directed(True), options), modules).total
    assert codelength_of(flow_of(scaled, options), modules).total == pytest.approx(before, abs=1e-9)


def test_rates_are_sums_over_the_links_between_modules():
    network = Network.from_links(
        [0, 0, 1, 2, 3, 3], [1, 2, 2, 3, 0, 3], [1, 2, 4, 8, 16, 32], nodes=range(4), directed=True
    )
    flow = flow_of(network, FlowOptions(flow_model="rawdir"))
    rates = module_rates(flow, np.array([0, 0, 1, 1], dtype=np.int32))
    assert rates.exit_flow.tolist() == [6 / 63, 16 / 63]  # 0 -> 2 and 1 -> 2; 3 -> 0
    assert rates.enter_flow.tolist() == [16 / 63, 6 / 63]
