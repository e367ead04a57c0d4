"""Terms besides the map equation: what the reference implementation says, and known answers."""

import math

import networkx as nx
import numpy as np
import pytest
import reference_data

import infomap_py

TRIANGLES = nx.barbell_graph(3, 0)  # 14 ends of links; the bridge joins 2 and 3
APART = [{0, 1, 2}, {3, 4, 5}]
TOGETHER = [set(range(6))]


def test_every_recorded_codelength_is_reproduced():
    rows = reference_data.rows("added_terms")
    assert len(rows) == 642
    assert reference_data.wrong_codelengths(rows) == []


def test_ten_trials_reach_the_best_of_ten_of_the_reference_on_some_networks():
    rows = reference_data.rows("added_terms_best_of_10")
    some = ("isolated_nodes.net", "nx_karate_weighted.net", "two_components.net")
    assert reference_data.longer([row for row in rows if row["network"] in some]) == []


@pytest.mark.slow
def test_ten_trials_reach_the_best_of_ten_of_the_reference():
    rows = reference_data.rows("added_terms_best_of_10")
    assert len(rows) == 180
    assert reference_data.longer(reference_data.drawn(rows, 4)) == []


@pytest.mark.parametrize(
    ("communities", "num_parameters"),
    [
        (TOGETHER, 5),  # one codebook of six words
        (APART, 7),  # two of three words and an exit each, and one of two words for the modules
        ([{u} for u in range(6)], 11),  # six of two words, and one of six
    ],
)
def test_entropy_correction_costs_the_same_for_every_free_parameter(communities, num_parameters):
    plain = infomap_py.codelength(TRIANGLES, communities)
    for strength in (1.0, 0.25):
        corrected = infomap_py.codelength(
            TRIANGLES,
            communities,
            entropy_corrected=True,
            entropy_correction_strength=strength,
        )
        bits = strength * num_parameters / (2 * 14 * math.log(2))
        assert corrected - plain == pytest.approx(bits, abs=1e-12)


@pytest.mark.parametrize(
    ("links", "num_observations"),
    [
        ([(0, 1), (1, 2)], 4),
        ([(0, 1), (1, 2), (2, 2)], 5),  # a self-link is seen from one end
        ([(0, 1, 2.5), (1, 2, 2.5)], 10),
        ([(0, 1, 0.1), (1, 2, 0.1)], 4),  # as many as there are links, whatever they weigh
    ],
)
@pytest.mark.parametrize("directed", [False, True])
def test_observations_are_the_weights_of_links_seen_from_both_ends(
    links, num_observations, directed
):
    plain, corrected = (
        infomap_py.codelength(links, [{0, 1, 2}], directed=directed, entropy_corrected=corrected)
        for corrected in (False, True)
    )
    assert corrected - plain == pytest.approx(2 / (2 * num_observations * math.log(2)), abs=1e-12)


def test_a_preferred_number_costs_a_bit_for_every_module_more_or_less():
    for communities in (TOGETHER, APART, [{u} for u in range(6)]):
        plain = infomap_py.codelength(TRIANGLES, communities)
        preferring = infomap_py.codelength(TRIANGLES, communities, preferred_number_of_modules=4)
        assert preferring - plain == pytest.approx(abs(len(communities) - 4), abs=1e-12)


def test_as_many_modules_as_preferred_are_found_where_that_saves_more_than_it_costs():
    graph = nx.ring_of_cliques(6, 5)
    assert infomap_py.partition(graph).num_modules == 6
    for number in (2, 3, 6, 8):
        found = infomap_py.partition(graph, preferred_number_of_modules=number, num_trials=5)
        assert found.num_modules == number


def test_metadata_cost_the_entropy_of_categories_in_each_module():
    # In each triangle the end of the bridge has 3 of 7 visits, and a category of its own.
    metadata = [0, 0, 1, 1, 0, 0]
    of_three_in_seven = -(3 / 7 * math.log2(3 / 7) + 4 / 7 * math.log2(4 / 7))
    of_one_in_three = math.log2(3) - 2 / 3
    plain = infomap_py.codelength(TRIANGLES, APART)
    for weighted, entropy in ((True, of_three_in_seven), (False, of_one_in_three)):
        with_metadata = infomap_py.codelength(
            TRIANGLES, APART, metadata=metadata, metadata_rate=0.5, metadata_weighted=weighted
        )
        assert with_metadata - plain == pytest.approx(0.5 * entropy, abs=1e-12)


def test_columns_of_metadata_are_coded_one_by_one():
    columns = np.array([[0, 0, 1, 1, 0, 0], [0, 1, 2, 2, 1, 0]]).T
    plain = infomap_py.codelength(TRIANGLES, APART)
    one, other, both = (
        infomap_py.codelength(TRIANGLES, APART, metadata=metadata) - plain
        for metadata in (columns[:, 0], columns[:, 1], columns)
    )
    assert both == pytest.approx(one + other, abs=1e-12)


def test_few_links_at_random_make_no_modules_once_the_code_is_corrected():
    graph = nx.gnm_random_graph(60, 90, seed=4)
    plain = infomap_py.partition(graph, num_trials=5)
    corrected = infomap_py.partition(graph, num_trials=5, entropy_corrected=True)
    assert corrected.num_modules < plain.num_modules


@pytest.mark.parametrize(
    "options",
    [{"entropy_corrected": True}, {"preferred_number_of_modules": 2}, {"metadata": {}}],
)
def test_networks_without_links_or_nodes_have_a_codelength(options):
    assert dict(infomap_py.partition(nx.Graph(), **options)) == {}
    found = infomap_py.partition(nx.empty_graph(3), **options)
    assert found.codelength == infomap_py.codelength(nx.empty_graph(3), found, **options)
