import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from strategies import partitioned_flows

from infomap_py._core.coarsen import Room, coarsen
from infomap_py._core.components import connected_pieces
from infomap_py._core.graph import FlowGraph
from infomap_py._core.grouping import grouped, number_modules
from infomap_py._core.random import Generator
from infomap_py._core.scatter import scattered
from infomap_py.level import finest_level


def dense(graph):
    offsets, targets, weights = graph.arrays
    matrix = np.zeros((graph.num_nodes, graph.num_nodes))
    for u in range(graph.num_nodes):
        for e in range(offsets[u], offsets[u + 1]):
            matrix[u, targets[e]] += 1.0 if weights is None else weights[e]
    return matrix


@given(partitioned_flows(max_nodes=12))
def test_links_between_modules_are_summed_and_links_within_vanish(partitioned):
    flow, module_of = partitioned
    graph = finest_level(flow).graph
    number_modules(module_of)
    count = int(module_of.max()) + 1
    membership = np.zeros((graph.num_nodes, count))
    membership[np.arange(graph.num_nodes), module_of] = 1.0
    expected = membership.T @ dense(graph) @ membership
    np.fill_diagonal(expected, 0.0)
    np.testing.assert_allclose(
        dense(coarsen(graph, module_of, count, Room(graph.num_arcs))), expected, rtol=1e-12
    )


@given(partitioned_flows(max_nodes=12))
def test_coarse_rows_name_each_neighbour_once(partitioned):
    flow, module_of = partitioned
    graph = finest_level(flow).graph
    number_modules(module_of)
    offsets, targets, _ = coarsen(
        graph, module_of, int(module_of.max()) + 1, Room(graph.num_arcs)
    ).arrays
    for i in range(len(offsets) - 1):
        row = targets[offsets[i] : offsets[i + 1]].tolist()
        assert len(row) == len(set(row))
        assert i not in row


@pytest.mark.parametrize(
    ("count", "kind"), [(2**31 - 1, np.uint32), (2**31, np.float64), (2**32 - 1, np.float64)]
)
def test_sums_of_counts_that_take_more_than_32_bits_are_numbers(count, kind):
    # A square 0-1-3-2-0 whose modules are {0, 3} and {1} and {2}: two links lead to either.
    offsets, targets = np.arange(0, 9, 2), np.array([1, 2, 0, 3, 0, 3, 1, 2], dtype=np.int32)
    counts = np.full(8, count, dtype=np.uint32)
    graph = FlowGraph(offsets, targets, counts, 1.0)
    module_of = np.array([0, 1, 2, 0], dtype=np.int32)
    room = Room(graph.num_arcs)
    for _ in range(2):
        coarse = coarsen(graph, module_of, 3, room)
        assert coarse.arrays[2].dtype == kind
        both = 2.0 * count
        assert dense(coarse).tolist() == [[0, both, both], [both, 0, 0], [both, 0, 0]]


def test_modules_are_numbered_by_their_first_node():
    module_of = np.array([4, 2, 4, 0, 2], dtype=np.int32)
    old_ids = number_modules(module_of)
    assert module_of.tolist() == [0, 1, 0, 2, 1]
    assert old_ids.tolist() == [4, 2, 0]


def test_pieces_are_joined_by_links_inside_their_module_only():
    # A path 0-1-2-3-4 with modules {0, 2} and {1, 3, 4}: 0 and 2 are joined only through 1.
    offsets = np.array([0, 1, 3, 5, 7, 8])
    targets = np.array([1, 0, 2, 1, 3, 2, 4, 3], dtype=np.int32)
    graph = FlowGraph(offsets, targets, None, 2.0)
    pieces = connected_pieces(graph, np.array([0, 1, 0, 1, 1], dtype=np.int32))
    assert pieces.tolist() == [0, 1, 2, 3, 3]


@given(partitioned_flows(max_nodes=12))
def test_pieces_are_the_components_within_modules(partitioned):
    flow, module_of = partitioned
    graph = finest_level(flow).graph
    offsets, targets, _ = graph.arrays
    sources = np.repeat(np.arange(graph.num_nodes), np.diff(offsets))
    inside = module_of[sources] == module_of[targets]
    links = nx.empty_graph(graph.num_nodes)
    links.add_edges_from(zip(sources[inside].tolist(), targets[inside].tolist(), strict=True))
    expected = np.empty(graph.num_nodes, dtype=int)
    for number, piece in enumerate(sorted(map(sorted, nx.connected_components(links)))):
        expected[piece] = number
    assert connected_pieces(graph, module_of).tolist() == expected.tolist()


@given(partitioned_flows(max_nodes=12))
def test_a_kick_deals_out_whole_modules_and_leaves_the_others(partitioned):
    flow, module_of = partitioned
    graph = finest_level(flow).graph
    count = len(number_modules(module_of))
    kicked = scattered(graph, module_of, count, Generator(1))
    changed = kicked != module_of
    left, joined = set(module_of[changed].tolist()), set(kicked[changed].tolist())
    assert len(left) <= 2
    assert len(left | joined) <= 3
    assert len([m for m in joined if m >= count]) <= 1
    assert kicked.max(initial=0) < graph.num_nodes


def test_a_kick_reaches_linked_modules_only():
    # Three components, each one module: what is dealt out stays in its component, whatever the
    # seed.
    offsets = np.arange(7)
    targets = np.array([1, 0, 3, 2, 5, 4], dtype=np.int32)
    module_of = np.array([0, 0, 1, 1, 2, 2], dtype=np.int32)
    outcomes = set()
    for seed in range(50):
        kicked = scattered(FlowGraph(offsets, targets, None, 2.0), module_of, 3, Generator(seed))
        changed = np.flatnonzero(kicked != module_of)
        assert len({int(u) // 2 for u in changed}) <= 1
        outcomes.add(tuple(kicked.tolist()))
    assert len(outcomes) == 10  # nothing, or either or both nodes of a component in the new module


def test_a_kick_reaches_no_further_than_the_first_module_that_is_linked():
    # A path of single nodes: a node and one beside it are dealt out among the two.
    count = 20
    offsets = np.concatenate([[0], np.arange(1, 2 * count - 2, 2), [2 * count - 2]])
    targets = np.array(
        [v for u in range(count) for v in (u - 1, u + 1) if 0 <= v < count], np.int32
    )
    path = FlowGraph(offsets, targets, None, 1.0)
    alone = np.arange(count, dtype=np.int32)
    steps = set()
    for seed in range(50):
        kicked = scattered(path, alone, count, Generator(seed))
        steps |= set((kicked - alone).tolist())
    assert steps == {-1, 0, 1}


def test_grouped_keeps_the_order_within_a_module():
    order = np.array([4, 0, 3, 1, 2], dtype=np.int32)
    module_of = np.array([1, 0, 1, 0, 1], dtype=np.int32)
    assert grouped(order, module_of).tolist() == [3, 1, 4, 0, 2]
    assert grouped(order[:2], module_of).tolist() == [4, 0]
