"""What is said of degenerate partitions, with its numbers; following the advice finds what was
planted."""

import math
import warnings

import networkx as nx
import numpy as np
import pytest
from planted import planted, planted_graph, similarities

import infomap_py
from infomap_py.errors import PartitionWarning
from infomap_py.similarity import normalized_mutual_information


def quietly(graph, **options):
    """The partition, without the warning that its diagnosis is tested for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PartitionWarning)
        return infomap_py.partition(graph, **options)


def sparse(matrix, **filters):
    return infomap_py.sparsify(graph_of(matrix), **filters)


def graph_of(matrix):
    return nx.from_numpy_array(matrix)


def finds(partition, groups, similarity=1.0):
    return normalized_mutual_information(partition.labels, groups) >= similarity - 1e-9


def advice(partition):
    return [line for finding in partition.diagnosis for line in finding.advice]


# Nothing to be said


@pytest.mark.parametrize(
    "graph",
    [
        nx.karate_club_graph(),
        nx.les_miserables_graph(),
        nx.ring_of_cliques(24, 4),
        nx.disjoint_union_all([nx.complete_graph(3)] * 8),  # modules are components
        nx.complete_graph(9),  # of so few, one module is to be expected
        nx.empty_graph(5),
        nx.path_graph(2),
        nx.Graph(),
    ],
)
def test_of_sound_and_of_tiny_networks_nothing_is_found(graph):
    p = infomap_py.partition(graph)
    assert not p.diagnosis
    assert repr(p.diagnosis) == "Nothing found."


# Everything in one module


def test_a_dense_matrix_of_similar_weights_asks_for_neighbours_or_a_threshold():
    groups = planted()
    matrix = similarities(groups)
    p = quietly(graph_of(matrix))
    (finding,) = p.diagnosis
    assert finding.what == "All 200 nodes are in one module"
    assert finding.numbers["density"] == 1.0
    assert 190 < finding.numbers["choice"] < finding.numbers["visited"] <= 200
    assert 0.1 < finding.numbers["heaviest_tenth"] < 0.25
    least = float(np.sort(matrix[np.triu_indices(200, 1)])[-1990])  # of 19900
    assert finding.advice == (
        "infomap_py.sparsify with top_k=10, which keeps nearest neighbours",
        f"infomap_py.sparsify with min_weight={least:.4g}, the heaviest tenth",
    )
    assert finds(infomap_py.partition(sparse(matrix, top_k=10)), groups)
    assert finds(infomap_py.partition(sparse(matrix, min_weight=least)), groups)


@pytest.mark.parametrize(("num_groups", "size"), [(4, 10), (6, 10)])
def test_of_fewer_nodes_fewer_neighbours_are_asked_for(num_groups, size):
    groups = planted(num_groups, size)
    matrix = similarities(groups)
    top_k = math.isqrt(len(groups))
    p = quietly(graph_of(matrix))
    assert f"top_k={top_k}," in p.diagnosis[0].advice[0]
    assert finds(infomap_py.partition(sparse(matrix, top_k=top_k)), groups)


def test_counts_of_unequal_nodes_ask_for_neighbours_or_the_backbone():
    """Counts as of words: a few nodes are much more frequent, so that a threshold keeps theirs."""
    groups, random = planted(), np.random.default_rng(1)
    frequency = random.lognormal(0, 0.5, 200)
    frequency /= frequency.mean()
    expected = 5 * np.outer(frequency, frequency) * np.where(groups[:, None] == groups, 1, 1 / 3)
    matrix = np.triu(random.poisson(expected), 1).astype(float)
    matrix += matrix.T
    p = quietly(graph_of(matrix))
    (finding,) = p.diagnosis
    assert finding.numbers["heaviest_tenth"] > 0.25
    assert ["top_k=10" in finding.advice[0], "backbone_alpha=0.2" in finding.advice[1]] == [
        True
    ] * 2
    assert finds(infomap_py.partition(sparse(matrix, top_k=10)), groups, 0.95)
    assert finds(infomap_py.partition(sparse(matrix, backbone_alpha=0.2)), groups, 0.95)


def test_of_equal_links_no_sparsification_is_asked_for():
    for graph in (nx.complete_graph(20), nx.gnm_random_graph(300, 9000, seed=1)):
        (finding,) = quietly(graph).diagnosis
        assert "sparsify" not in " ".join(finding.advice)
        assert "heaviest_tenth" not in finding.numbers


def test_a_hub_is_named_and_without_it_groups_are_found():
    groups = planted(4, 25)
    graph = planted_graph(4, 25, 0.4, 0.02, seed=1)
    graph.add_weighted_edges_from(("the", v, 10.0) for v in range(100))
    p = quietly(graph)
    (finding,) = p.diagnosis
    assert f"by way of the, with {100 * p.flow.max():.1f} % of the visits" in finding.why
    assert finding.numbers["visits_of_hub"] == p.flow.max()
    graph.remove_node("the")
    assert finds(infomap_py.partition(graph), groups)


def test_a_module_that_has_nearly_all_flow_counts_beside_isolated_nodes():
    graph = nx.complete_graph(40)
    graph.add_nodes_from("abc")
    (finding,) = infomap_py.partition(graph).diagnosis
    assert finding.what == "One of 4 modules has 100 % of the flow"


def test_too_high_a_markov_time_is_named_and_at_1_groups_are_found():
    groups = planted(6, 30)
    graph = planted_graph(6, 30, 0.4, 0.01, seed=1)
    (finding,) = infomap_py.partition(graph, markov_time=20).diagnosis
    assert finding.numbers["markov_time"] == 20
    assert finding.advice[0].startswith("markov_time=1,")
    assert finds(infomap_py.partition(graph), groups)


def test_regularized_with_too_few_links_says_how_many_it_reckons_with():
    """ln 100 = 4.6 links may be missing at every node, of which 3 are there."""
    graph = nx.gnm_random_graph(100, 150, seed=2)
    (finding,) = infomap_py.partition(graph, regularized=True).diagnosis
    assert finding.numbers["missing_links"] == pytest.approx(math.log(100))
    linked = sum(degree > 0 for _, degree in graph.degree)
    assert finding.numbers["mean_degree"] == pytest.approx(300 / linked)
    assert any("regularization_strength=0.5" in line for line in finding.advice)


def test_regularized_at_half_strength_finds_groups_in_enough_links():
    groups = planted(6, 30)
    graph = planted_graph(6, 30, 0.13, 0.005, seed=1)
    assert infomap_py.partition(graph, regularized=True).num_modules == 1
    half = infomap_py.partition(graph, regularized=True, regularization_strength=0.5)
    assert finds(half, groups, 0.75)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"preferred_number_of_modules": 1}, "preferred_number_of_modules"),
        ({"min_module_size": 30}, "min_module_size"),
    ],
)
def test_an_option_that_leads_to_one_module_is_named(options, name):
    (finding,) = infomap_py.partition(nx.ring_of_cliques(4, 6), **options).diagnosis
    assert name in finding.numbers


def test_a_time_limit_that_cut_the_search_short_is_named():
    p = infomap_py.partition(nx.complete_graph(60), num_trials=10**6, time_limit=1e-6)
    (finding,) = p.diagnosis
    assert finding.why == "the time limit cut the search short"


# Nodes alone


def test_too_low_a_markov_time_is_named():
    graph = planted_graph(6, 30, 0.4, 0.01, seed=1)
    (finding,) = infomap_py.partition(graph, markov_time=0.1).diagnosis
    assert finding.what == "180 of 180 nodes with links are alone in a module"
    assert finding.numbers == {"alone": 1.0, "markov_time": 0.1}


def test_heavy_self_links_are_named_and_without_them_groups_are_found():
    groups = planted(6, 30)
    graph = planted_graph(6, 30, 0.4, 0.01, seed=1)
    graph.add_weighted_edges_from((v, v, 10 * d) for v, d in dict(graph.degree).items())
    p = quietly(graph)
    (finding,) = p.diagnosis
    # Of a node of degree d, 10 d are on the self-link, which stands in its row once.
    assert finding.numbers["self_link_weight"] == pytest.approx(10 / 11)
    assert finds(infomap_py.partition(graph, self_links=False), groups)


def test_isolated_nodes_are_counted_one_by_one():
    graph = nx.ring_of_cliques(10, 4)
    graph.add_nodes_from(range(100, 110))
    graph.add_edge(100, 100)  # a link to itself leads nowhere
    (finding,) = infomap_py.partition(graph).diagnosis
    assert finding.numbers == {"unlinked": 10, "num_nodes": 50}
    assert finding.what == "10 nodes of 50 have no link to another"


def test_a_network_without_links_says_so():
    (finding,) = infomap_py.partition(nx.empty_graph(20)).diagnosis
    assert finding.what == "20 nodes of 20 have no link to another"


# Small modules


@pytest.mark.parametrize(
    "graph", [nx.path_graph(200), nx.cycle_graph(200), nx.random_labeled_tree(200, seed=1)]
)
def test_paths_and_trees_fall_into_many_small_modules(graph):
    p = infomap_py.partition(graph)
    (finding,) = p.diagnosis
    assert finding.numbers["mean_size"] == pytest.approx(200 / p.num_modules)
    assert finding.numbers["mean_degree"] == pytest.approx(2 * graph.number_of_edges() / 200)


def test_a_higher_markov_time_finds_rings_that_were_planted():
    groups = planted(10, 20)
    graph = nx.disjoint_union_all([nx.cycle_graph(20)] * 10)
    graph.add_edges_from((20 * i, 20 * ((i + 1) % 10)) for i in range(10))
    p = infomap_py.partition(graph)
    assert p.num_modules > 10
    assert any("markov_time=3," in line for line in advice(p))
    assert finds(infomap_py.partition(graph, markov_time=3), groups)


def test_regularized_says_that_modules_are_chance():
    chance = nx.gnm_random_graph(100, 150, seed=2)
    p = infomap_py.partition(chance)
    assert any("regularized=True" in line for line in advice(p))
    assert infomap_py.partition(chance, regularized=True).num_modules == 1


# Direction


def test_a_walk_that_does_not_come_back_asks_for_links_without_direction():
    groups = planted(6, 30)
    graph = planted_graph(6, 30, 0.4, 0.01, seed=1)
    acyclic = nx.DiGraph(tuple(sorted(edge)) for edge in graph.edges)
    acyclic.add_nodes_from(graph)
    p = infomap_py.partition(acyclic)
    (finding,) = p.diagnosis
    assert finding.numbers["largest_circuit"] == 0.0
    assert finding.numbers["reciprocity"] == 0.0
    ends = sum(degree == 0 for _, degree in acyclic.out_degree)
    assert finding.numbers["dead_ends"] == pytest.approx(ends / 180)
    assert finding.advice[0].startswith("directed=False")
    assert not finds(p, groups)
    again = infomap_py.partition(acyclic, directed=False)
    found = [again[v] for v in range(180)]
    assert normalized_mutual_information(np.array(found, dtype=np.int32), groups) == 1.0


def test_a_directed_circuit_comes_back():
    assert all(
        "come back" not in finding.what
        for finding in infomap_py.partition(nx.cycle_graph(20, create_using=nx.DiGraph)).diagnosis
    )
