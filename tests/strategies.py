"""Inputs nastier than the theory: what every identity has to survive."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from infomap_py._core.moves import MIN_GAIN
from infomap_py.added_terms import AddedTerms, Metadata
from infomap_py.flow import Flow, flow_of
from infomap_py.network import Network
from infomap_py.options import FlowOptions


def fewer(times: int) -> settings:
    """So many times fewer examples than otherwise, for a test of many variants of the same."""
    return settings(max_examples=settings().max_examples // times)


def more(times: int) -> settings:
    """So many times more, where one is soon done and few are of the kind that matters."""
    return settings(max_examples=settings().max_examples * times)


# Zero, ordinary, and 24 orders of magnitude apart.
WEIGHTS = st.one_of(
    st.just(0.0), st.just(1.0), st.floats(0.1, 10.0), st.sampled_from([1e-12, 1e-6, 1e6, 1e12])
)

FLOW_OPTIONS = [
    FlowOptions(flow_model="undirected"),
    FlowOptions(flow_model="undirected", markov_time=2.5),
    FlowOptions(flow_model="undirected", self_links=False),
    FlowOptions(flow_model="directed"),
    FlowOptions(flow_model="directed", recorded_teleportation=True),
    FlowOptions(
        flow_model="directed", recorded_teleportation=True, teleport_to="nodes", markov_time=0.7
    ),
    FlowOptions(flow_model="rawdir"),
    FlowOptions(flow_model="undirected", regularized=True),
    FlowOptions(flow_model="undirected", regularized=True, self_links=False, markov_time=1.5),
    FlowOptions(flow_model="directed", regularized=True),
    FlowOptions(flow_model="undirected", variable_markov_time=True),
    FlowOptions(flow_model="directed", variable_markov_time=True, variable_markov_damping=0.5),
    FlowOptions(flow_model="undirected", regularized=True, variable_markov_time=True),
]


@st.composite
def networks(draw, max_nodes=8, weights=WEIGHTS, directed=None):
    """Small networks with self-links, parallel links, zero weights, isolated nodes and several
    components."""
    count = draw(st.integers(1, max_nodes))
    ends = st.integers(0, count - 1)
    links = draw(st.lists(st.tuples(ends, ends, weights), min_size=1, max_size=3 * count))
    weighted = draw(st.booleans())
    if not any(weight > 0.0 and u != v for u, v, weight in links):
        links.append((0, count - 1, 1.0))  # something flows, with self-links or without
    sources, targets, link_weights = zip(*links, strict=True)
    return Network.from_links(
        sources,
        targets,
        link_weights if weighted else None,
        nodes=range(count),
        directed=draw(st.booleans()) if directed is None else directed,
        node_weights=draw(st.lists(st.floats(0.1, 3.0), min_size=count, max_size=count)),
    )


@st.composite
def bipartite_networks(draw, max_nodes=8, weights=WEIGHTS, directed=None):
    """Small networks of two sides, with links both ways and nodes without any."""
    count = draw(st.integers(2, max_nodes))
    first_feature = draw(st.integers(1, count - 1))
    ends = st.tuples(st.integers(0, first_feature - 1), st.integers(first_feature, count - 1))
    back = st.booleans()
    links = draw(st.lists(st.tuples(ends, back, weights), min_size=1, max_size=3 * count))
    links.append(((0, count - 1), True, 1.0))  # something flows, and back to a primary node
    sources, targets = zip(*((e[::-1] if back else e) for e, back, _ in links), strict=True)
    return Network.from_links(
        sources,
        targets,
        [weight for _, _, weight in links] if draw(st.booleans()) else None,
        nodes=range(count),
        directed=draw(st.booleans()) if directed is None else directed,
        node_weights=draw(st.lists(st.floats(0.1, 3.0), min_size=count, max_size=count)),
        features=np.arange(count) >= first_feature,
    )


@st.composite
def flows(draw, **kwargs):
    """Flows of every model, and arbitrary ones that no walk has: visits unrelated to the links'
    flow."""
    if draw(st.booleans()):
        walked = draw(st.one_of(networks(**kwargs), bipartite_networks(**kwargs)))
        return flow_of(walked, draw(st.sampled_from(FLOW_OPTIONS)))
    network = draw(networks(**kwargs))
    network = network.as_directed(True)
    numbers = st.floats(0.0, 1.0)
    visits = draw(st.lists(numbers, min_size=network.num_nodes, max_size=network.num_nodes))
    flow = draw(st.lists(numbers, min_size=len(network.targets), max_size=len(network.targets)))
    return Flow(network, np.array(visits) + 1e-3, np.array(flow), 1.0, 1.0, symmetric=False)


@st.composite
def partitioned_flows(draw, **kwargs):
    """A flow and an assignment of its nodes to modules, empty ones among them."""
    flow = draw(flows(**kwargs))
    count = flow.network.num_nodes
    modules = draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    return flow, np.array(modules, dtype=np.int32)


def least_gain(level, flow):
    """What a move has to gain, in bits, to be made: more than rounding errors, which grow with the
    rates."""
    return MIN_GAIN * max(1.0, level.objective.node_rates()[1].sum() / flow.total)


@st.composite
def partitioned_flows_and_terms(draw, **kwargs):
    """A flow, an assignment of its nodes to modules, and one or more terms that are coded
    besides."""
    flow, module_of = draw(partitioned_flows(**kwargs))
    kinds = draw(
        st.sets(st.sampled_from(["physical", "metadata", "correction", "preferred"]), min_size=1)
    )
    return (
        flow,
        module_of,
        AddedTerms(
            draw(groups(flow)) if "physical" in kinds else None,
            draw(metadata(flow)) if "metadata" in kinds else None,
            draw(st.floats(1e-3, 1.0)) if "correction" in kinds else 0.0,
            draw(st.integers(1, flow.network.num_nodes + 1)) if "preferred" in kinds else None,
        ),
    )


@st.composite
def groups(draw, flow):
    """A group of every node, numbered from 0 without gaps."""
    count = flow.network.num_nodes
    ids = draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    return np.unique(ids, return_inverse=True)[1].astype(np.int32)


@st.composite
def metadata(draw, flow):
    """One or two columns, weighted by flow or not."""
    columns = draw(st.lists(groups(flow), min_size=1, max_size=2))
    rate = draw(st.floats(0.1, 3.0))
    if draw(st.booleans()):
        return Metadata(np.array(columns), flow.visits, rate / flow.total)
    count = flow.network.num_nodes
    return Metadata(np.array(columns), np.ones(count), rate / count)
