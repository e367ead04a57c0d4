"""Codelengths of overlapping modules against the reference program, live, given the same states.

It takes the flow between states for link weights, and visits for what arrives (rawdir).
"""

import networkx as nx
import numpy as np
import pytest

from infomap_py import codelength, partition
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions

infomap = pytest.importorskip("infomap")

pytestmark = pytest.mark.peer

GRAPHS = {
    "karate club": nx.karate_club_graph(),
    "les miserables": nx.les_miserables_graph(),
    "Florentine families": nx.florentine_families_graph(),
    "directed": nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (4, 0), (4, 4)]),
}


def codelength_by_reference(flow, module_of):
    program = infomap.Infomap(
        options={"silent": True, "no_infomap": True, "flow_model": "rawdir", "num_threads": 1}
    )
    network = flow.network
    for state, node in enumerate(network.physical.tolist()):
        program.add_state_node(state, node)
    rows = (network.sources.tolist(), network.targets.tolist(), flow.link_flow.tolist())
    for source, target, weight in zip(*rows, strict=True):
        program.add_link(source, target, weight)
    result = program.run(initial_partition=dict(enumerate(module_of.tolist())))
    return result.codelength


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("seed", range(4))
def test_the_reference_finds_the_same_codelength(name, seed):
    graph = GRAPHS[name]
    found = partition(graph, overlapping=True)
    random = np.random.default_rng(seed)
    module_of = found.labels if seed == 0 else random.integers(seed + 1, size=len(found))
    expected = codelength_by_reference(flow_of(found.network, FlowOptions()), module_of)
    assert codelength(graph, module_of, overlapping=True) == pytest.approx(expected, abs=1e-9)
