"""Variable Markov time: links of nodes that offer little choice are followed for longer."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import networks

from infomap_py._core.linlog import linlog
from infomap_py.flow import flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions

# A triangle with a tail: degrees 2, 2, 3, 2, 1.
TADPOLE = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)]


def tadpole(**options):
    return Network.from_links(*zip(*TADPOLE, strict=True), nodes=range(5), **options)


def times(network, **options):
    """By how much the flow on every arc is more than without variable time, by its ends."""
    plain = flow_of(network, FlowOptions())
    longer = flow_of(network, FlowOptions(variable_markov_time=True, **options))
    ratio = longer.link_flow / plain.link_flow
    ends = zip(network.sources.tolist(), network.targets.tolist(), strict=True)
    return dict(zip(ends, ratio.tolist(), strict=True))


@pytest.mark.parametrize(
    ("damping", "scale_of_two", "scale_of_three"),
    [
        # By effective degree: the busiest node's 3 over that of the busier end of each link.
        (0.0, 2.0, 3.0),
        # By its logarithm: log2 3 over 1 bit.
        (1.0, 1.0, math.log2(3)),
        # Halfway, s = 3/4 and T = 2 (sqrt(k) - 1) / ln 2.
        (
            0.5,
            2 * (math.sqrt(2) - 1) / math.log(2) * (0.25 * math.log(2) + 0.75) + 0.25,
            2 * (math.sqrt(3) - 1) / math.log(2) * (0.25 * math.log(2) + 0.75) + 0.25,
        ),
    ],
)
def test_links_take_the_time_of_their_busier_end(damping, scale_of_two, scale_of_three):
    found = times(tadpole(), variable_markov_damping=damping)
    longer = scale_of_three / scale_of_two
    assert found[0, 1] == pytest.approx(longer, rel=1e-14)
    assert found[3, 4] == found[4, 3] == pytest.approx(longer, rel=1e-14)
    assert found[2, 3] == found[3, 2] == pytest.approx(1.0, rel=1e-14)


def test_one_way_links_take_the_time_of_their_source():
    loaded = Network.from_links(
        [0, 1, 1, 2], [1, 0, 2, 0], [3.0, 3.0, 1.0, 1.0], nodes=range(3), directed=True
    )
    visits = flow_of(loaded, FlowOptions()).node_flow
    scales = np.maximum(1.0, np.log2(np.maximum(1.0, 8 * visits)))
    found = times(loaded)
    for (u, _), ratio in found.items():
        assert ratio == pytest.approx(scales.max() / scales[u], rel=1e-12)
    assert len(set(found.values())) > 1


@given(networks(), st.floats(0.0, 1.0), st.floats(0.1, 5.0))
def test_visits_stay_and_no_link_is_followed_for_less_time(network, damping, least):
    options = {"variable_markov_damping": damping, "variable_markov_min_scale": least}
    plain = flow_of(network.without_null_links(), FlowOptions())
    longer = flow_of(network, FlowOptions(variable_markov_time=True, **options))
    assert longer.node_flow.tolist() == plain.node_flow.tolist()
    assert (longer.link_flow >= plain.link_flow * (1 - 1e-14)).all()


def test_a_graph_whose_nodes_are_alike_is_followed_for_the_same_time_everywhere():
    cycle = Network.from_links(range(9), [*range(1, 9), 0], nodes=range(9))
    assert set(times(cycle).values()) == {1.0}


def test_where_every_node_offers_less_than_the_least_nothing_changes():
    assert set(times(tadpole(), variable_markov_min_scale=10.0).values()) == {1.0}


def test_links_of_weight_zero_do_not_count():
    assert times(tadpole(weights=[1.0] * 5)) == pytest.approx(times(tadpole()))
    null = Network.from_links(
        [0, 1, 2, 2, 3, 0], [1, 2, 0, 3, 4, 4], [1.0] * 5 + [0.0], nodes=range(5)
    )
    flow = flow_of(null, FlowOptions(variable_markov_time=True))
    assert flow.network.num_links == 5


NUMBERS = st.floats(0.01, 1e6)


@given(NUMBERS)
def test_undamped_is_the_number_and_damped_its_logarithm(k):
    assert linlog(np.array([k]), 0.0)[0] == pytest.approx(k, rel=1e-12, abs=1e-12)
    assert linlog(np.array([k]), 1.0)[0] == pytest.approx(math.log2(k), rel=1e-12, abs=1e-12)


@given(NUMBERS, st.floats(0.0, 1.0, exclude_max=True).filter(lambda q: q < 1 - 1e-6))
def test_between_them_it_is_that_of_tsallis_logarithm(k, q):
    s = q * (2 - q)
    tsallis = math.expm1((1 - q) * math.log(k)) / ((1 - q) * math.log(2))
    expected = tsallis * ((1 - s) * math.log(2) + s) + (1 - s)
    assert linlog(np.array([k]), q)[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("k", [0.5, 2.0, 1e6])
def test_damping_has_no_jump_at_one(k):
    near, at = (linlog(np.array([k]), q)[0] for q in (1 - 1e-12, 1.0))
    assert near == pytest.approx(at, abs=1e-9)
