"""infomap_communities, infomap_partitions, map_equation: what users of networkx rely on."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms.community.quality import NotAPartition as NetworkXNotAPartition

import infomap_py
from infomap_py import infomap_communities, infomap_partitions, map_equation, networkx_functions
from infomap_py.errors import InfomapError

TRIANGLES = nx.barbell_graph(3, 0)
KINDS = [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]


def all_partitions(graph: nx.Graph, **options: Any) -> list[list[set[Any]]]:
    return list(infomap_partitions(graph, **options))


# What they return


def test_communities_are_sets_in_a_list_by_decreasing_flow() -> None:
    graph = nx.Graph([(1, 2), ("a", "b"), ("b", "c"), ("c", "a")])
    assert infomap_communities(graph, seed=1) == [{"a", "b", "c"}, {1, 2}]


def test_partitions_are_a_generator_that_ends_with_the_finest() -> None:
    partitions = infomap_partitions(TRIANGLES, seed=1)
    assert isinstance(partitions, Iterator)
    assert list(partitions) == [[{0, 1, 2}, {3, 4, 5}]]


def test_the_first_partition_is_the_communities() -> None:
    graph = nx.gnm_random_graph(50, 100, seed=1)
    assert all_partitions(graph, seed=5)[0] == infomap_communities(graph, seed=5)


def test_the_coarsest_partition_comes_first() -> None:
    # A ring of 24 cliques: six groups of four, and the cliques in them.
    levels = all_partitions(nx.ring_of_cliques(24, 4), seed=1)
    assert [len(communities) for communities in levels] == [6, 24]
    assert all(any(clique <= group for group in levels[0]) for clique in levels[1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_result_is_a_partition_of_every_kind_of_graph(kind: Any) -> None:
    graph = nx.gnm_random_graph(40, 60, seed=2, directed=kind(None).is_directed())
    graph = kind([*graph.edges, (0, 0), (1, 2), (1, 2)])
    graph.add_nodes_from([100, "isolated"])
    communities = infomap_communities(graph, seed=1)
    assert nx.community.is_partition(graph, communities)
    assert {100} in communities
    assert {"isolated"} in communities


def test_partitions_are_of_the_graph_as_it_was_at_the_call() -> None:
    graph = TRIANGLES.copy()
    partitions = infomap_partitions(graph, seed=1)
    graph.remove_node(0)
    assert next(iter(partitions)) == [{0, 1, 2}, {3, 4, 5}]


@pytest.mark.parametrize("kind", KINDS)
def test_the_empty_graph_has_no_communities_as_in_networkx(kind: Any) -> None:
    graph = kind()
    assert infomap_communities(graph) == [] == nx.community.louvain_communities(graph)
    assert all_partitions(graph) == [[]] == list(nx.community.louvain_partitions(graph))
    assert map_equation(graph, []) == 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_without_edges_every_node_is_alone(kind: Any) -> None:
    graph = nx.empty_graph(3, create_using=kind)
    assert infomap_communities(graph) == [{0}, {1}, {2}]
    assert map_equation(graph, [{0}, {1}, {2}]) == 0.0
    assert map_equation(graph, [{0, 1, 2}]) == 0.0


# The map equation


@pytest.mark.parametrize(
    ("communities", "bits"),
    [
        # One module: the entropy of the visit rates.
        ([{0, 1, 2, 3, 4, 5}], 2.556656707463),
        # The bridge is crossed at 2/14 per step, between modules equally likely: 1/7 bit of it.
        ([{0, 1, 2}, {3, 4, 5}], 2.320730356834),
        # Every step leaves its module: the worst of the three.
        ([{0}, {1}, {2}, {3}, {4}, {5}], 4.556656707463),
    ],
)
def test_the_map_equation_of_two_triangles(communities: list[set[int]], bits: float) -> None:
    assert map_equation(TRIANGLES, communities) == pytest.approx(bits, abs=1e-12)


@pytest.mark.parametrize("of", [tuple, iter, lambda sets: (frozenset(s) for s in sets)])
def test_communities_may_be_any_iterable_of_collections(of: Callable[..., Any]) -> None:
    communities = of([{0, 1, 2}, {3, 4, 5}])
    assert map_equation(TRIANGLES, communities) == pytest.approx(2.320730356834, abs=1e-12)


def test_the_communities_found_cost_what_the_partition_says() -> None:
    graph = nx.gnm_random_graph(60, 200, seed=3, directed=True)
    partition = infomap_py.partition(graph, seed=4, teleportation_probability=0.3)
    communities = infomap_communities(graph, seed=4, teleportation_probability=0.3)
    assert communities == partition.communities()
    bits = map_equation(graph, communities, teleportation_probability=0.3)
    assert bits == pytest.approx(partition.codelength, abs=1e-12)


@pytest.mark.parametrize(
    ("communities", "message"),
    [
        ([{0, 1, 2}], r"node 3 is in no module \(3 such nodes\)"),
        ([{0, 1, 2, 3}, {3, 4, 5}], "node 3 is in communities 0 and 1"),
        ([{0, 1, 2}, {3, 4, 5, 6}], "node 6 of community 1 is not in the network"),
    ],
)
@pytest.mark.parametrize("error", [NetworkXNotAPartition, InfomapError, ValueError])
def test_what_is_no_partition_is_networkx_error_and_ours(
    communities: list[set[int]], message: str, error: type[Exception]
) -> None:
    with pytest.raises(error, match=message) as caught:
        map_equation(TRIANGLES, communities)
    assert type(caught.value) is networkx_functions.NotAPartition


# Weights


def test_an_edge_without_the_weight_counts_one_and_parallel_edges_add_up() -> None:
    graph = nx.MultiGraph(TRIANGLES)
    heavy = nx.Graph(TRIANGLES)
    graph.add_edge(2, 3, weight=4)
    heavy.add_edge(2, 3, weight=5)
    communities = [{0, 1}, {2, 3}, {4, 5}]
    bits = map_equation(heavy, communities)
    assert map_equation(graph, communities) == pytest.approx(bits, abs=1e-12)
    assert infomap_communities(graph, seed=1) == infomap_communities(heavy, seed=1)


def test_weight_names_the_attribute_and_none_counts_edges() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 9), (1, 2, 1), (2, 3, 9), (3, 0, 1)], weight="strength")
    assert infomap_communities(graph, weight="strength", seed=1) == [{0, 1}, {2, 3}]
    assert infomap_communities(graph, weight=None, seed=1) == [{0, 1, 2, 3}]
    assert infomap_communities(graph, seed=1) == [{0, 1, 2, 3}]
    one = [{0, 1, 2, 3}]
    assert map_equation(graph, one, weight=None) == pytest.approx(2.0, abs=1e-12)


def test_a_self_loop_counts_its_weight_once() -> None:
    # Networkx counts 2 for its degree; the walk leaves by it once: visits 2/3 and 1/3.
    graph = nx.Graph([(0, 0), (0, 1)])
    entropy = -(2 / 3) * np.log2(2 / 3) - (1 / 3) * np.log2(1 / 3)
    assert map_equation(graph, [{0, 1}]) == pytest.approx(entropy, abs=1e-12)


# What is refused

FUNCTIONS = [
    infomap_communities,
    infomap_partitions,  # at the call, before anything is asked of it
    lambda G, **options: map_equation(G, [set(G)], **options),
]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    ("weight", "message"),
    [
        (-2, "weight"),
        (float("nan"), "weight"),
        (float("inf"), "weight"),
        ("heavy", "weight"),
        (0, "every link has weight 0, so nothing flows"),
    ],
)
def test_a_bad_weight_is_a_value_error(
    function: Callable[..., Any], weight: Any, message: str
) -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=weight)
    with pytest.raises(ValueError, match=message):
        function(graph)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("probability", [-0.1, 1.0, float("nan"), "0.1"])
def test_a_bad_teleportation_probability_is_a_value_error(
    function: Callable[..., Any], probability: Any
) -> None:
    with pytest.raises(ValueError, match="teleportation_probability="):
        function(TRIANGLES, teleportation_probability=probability)


@pytest.mark.parametrize("function", FUNCTIONS[:2])
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"num_trials": 0}, "num_trials=0 is out of range"),
        ({"num_trials": 1.5}, "num_trials=1.5 is not an integer"),
        ({"seed": -1}, "seed=-1 is out of range"),
        ({"seed": "x"}, "x cannot be used to generate a random"),
    ],
)
def test_bad_trials_and_seeds_are_value_errors(
    function: Callable[..., Any], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        function(TRIANGLES, **options)


@pytest.mark.parametrize("function", [*FUNCTIONS, map_equation])
def test_options_are_given_by_name(function: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="positional argument"):
        function(TRIANGLES, [set(TRIANGLES)], "weight")


# Seeds

RANDOM_GRAPH = nx.gnm_random_graph(60, 90, seed=1)  # on which seeds differ


def communities_by_seed(seed: Any) -> frozenset[frozenset[int]]:
    return frozenset(map(frozenset, infomap_communities(RANDOM_GRAPH, seed=seed)))


def test_an_integer_seed_is_that_of_partition() -> None:
    for seed in (0, 7, np.int64(7), 2**63):
        expected = infomap_py.partition(RANDOM_GRAPH, seed=int(seed)).communities()
        assert infomap_communities(RANDOM_GRAPH, seed=seed) == expected


@pytest.mark.parametrize("state_of", [random.Random, np.random.RandomState, np.random.default_rng])
def test_a_random_state_is_a_seed_that_moves_on(state_of: Callable[[int], Any]) -> None:
    state, again = state_of(5), state_of(5)
    first = [communities_by_seed(state) for _ in range(8)]
    assert first == [communities_by_seed(again) for _ in range(8)]
    assert len(set(first)) > 1


def test_without_a_seed_the_global_state_of_python_is_drawn_from() -> None:
    before = random.getstate()
    try:
        random.seed(3)
        first = [communities_by_seed(None) for _ in range(8)]
        random.seed(3)
        second = [communities_by_seed(None) for _ in range(8)]
    finally:
        random.setstate(before)
    assert first == second
    assert len(set(first)) > 1


def test_more_trials_are_no_worse_and_contain_the_first() -> None:
    bits = [
        map_equation(RANDOM_GRAPH, infomap_communities(RANDOM_GRAPH, seed=2, num_trials=count))
        for count in (1, 4, 16)
    ]
    assert bits == sorted(bits, reverse=True)


def test_the_functions_are_public_names() -> None:
    for name in ("infomap_communities", "infomap_partitions", "map_equation"):
        assert name in infomap_py.__all__
        assert getattr(infomap_py, name) is getattr(networkx_functions, name)
