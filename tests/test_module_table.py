"""The modules of a partition as a table, whose bits sum to the codelength; and the summary."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, networks

import infomap_py
from infomap_py.modules import Module

TWO_TRIANGLES = nx.barbell_graph(3, 0)


@given(networks(), st.sampled_from(FLOW_OPTIONS), st.booleans())
def test_the_bits_of_modules_and_of_the_index_sum_to_the_codelength(network, options, two_level):
    p = infomap_py.partition(network, two_level=two_level, **options.as_dict())
    bits = sum(module.bits for module in p.modules)
    assert p.index_codelength + bits == pytest.approx(p.codelength, abs=1e-12)
    assert p.tree.bits == pytest.approx(p.codelength, abs=1e-12)


def test_a_preferred_number_of_modules_adds_bits_that_are_no_modules():
    p = infomap_py.partition(TWO_TRIANGLES, preferred_number_of_modules=5)
    bits = p.index_codelength + sum(module.bits for module in p.modules)
    assert p.codelength - bits == pytest.approx(abs(5 - p.num_modules), abs=1e-12)


def test_the_bits_of_a_module_are_those_of_its_codebook():
    """A triangle of the two: its codebook is used 7 / 14 + 1 / 14 of the time, for nodes of 2, 2
    and 3 visits in 14 and an exit of 1."""
    p = infomap_py.partition(TWO_TRIANGLES)
    words = np.array([2, 2, 3, 1]) / 14
    use = words.sum()
    assert p.modules[0].bits == pytest.approx(-np.sum(words * np.log2(words / use)), abs=1e-12)
    assert p.modules[0].exit_flow == pytest.approx(1 / 14, abs=1e-12)


def test_bits_and_sizes_of_a_hierarchy_hold_those_of_modules_within():
    p = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    for module in p.modules:
        assert module.bits == pytest.approx(sum(m.codelength for m in module.walk()), abs=1e-12)
        assert module.size == len(list(module.all_nodes())) == 16
        assert module.nodes == []
    assert p.tree.size == 96


def test_top_nodes_are_the_most_visited_of_all_levels():
    p = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    flow = dict(zip(p.nodes, p.flow, strict=True))
    for module in p.modules:
        expected = sorted(module.all_nodes(), key=lambda node: (-flow[node], list(p).index(node)))
        assert module.top_nodes(7) == expected[:7]
        assert module.top_nodes(0) == []


def test_ids_and_slices_are_those_of_a_list():
    p = infomap_py.partition(nx.ring_of_cliques(12, 4))
    table = p.modules
    assert len(table) == p.num_modules == 12
    assert [set(module.nodes) for module in table] == p.communities()
    assert table[-1].id == 11
    assert [module.id for module in table[2:8:3]] == [2, 5]
    assert [module.id for module in table[2:8][1:3]] == [3, 4]
    assert isinstance(table[0], Module)
    with pytest.raises(IndexError):
        table[12]


def test_printed_it_says_what_is_not_shown():
    p = infomap_py.partition(nx.ring_of_cliques(12, 4))
    lines = repr(p.modules).splitlines()
    assert lines[0].startswith("12 modules of 48 nodes, ")
    assert len(lines) == 13
    assert lines[-1] == "and 2 more with 16.67 % of the flow"
    assert repr(p.modules[10:]).splitlines()[0] == "2 modules of 12"
    assert p.modules.summary(num_modules=0) == f"{lines[0]}\nand 12 more with 100.00 % of the flow"
    assert max(map(len, p.modules.summary(width=60).splitlines()[1:])) <= 60


def test_modules_of_one_node_are_counted():
    graph = nx.ring_of_cliques(12, 4)
    graph.add_nodes_from(["x", "y"])
    last = repr(infomap_py.partition(graph).modules).splitlines()[-1]
    assert last == "and 4 more with 16.67 % of the flow, 2 of them of one node"


def test_of_links_it_is_told_of_the_nodes_that_they_lead_to():
    cliques = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    table = infomap_py.partition(cliques, overlapping=True).modules
    assert [module.size for module in table] == [6, 6]
    assert [set(module.top_nodes(9)) for module in table] == [set(range(6)), set(range(5, 11))]


def test_a_network_without_nodes_or_links_has_a_table():
    assert repr(infomap_py.partition(nx.Graph()).modules).startswith("0 modules of 0 nodes, ")
    edgeless = infomap_py.partition(nx.empty_graph(2)).modules
    assert [(module.size, module.bits) for module in edgeless] == [(1, 0.0), (1, 0.0)]


def test_a_data_frame_has_a_row_per_module():
    pytest.importorskip("pandas", reason="data frames need pandas")
    p = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    frame = p.modules.to_dataframe(num_nodes=2)
    assert frame["module"].tolist() == list(range(6))
    assert frame["size"].tolist() == [16] * 6
    assert frame["num_modules"].tolist() == [4] * 6
    assert frame["flow"].tolist() == [module.flow for module in p.modules]
    assert frame["bits"].sum() + p.index_codelength == pytest.approx(p.codelength, abs=1e-12)
    assert frame["top_nodes"].tolist() == [module.top_nodes(2) for module in p.modules]


def test_the_summary_ends_with_the_seconds_of_the_search_and_the_diagnosis():
    p = infomap_py.partition(nx.star_graph(12))
    lines = p.summary().splitlines()
    seconds = sum(p.timings.values())
    assert lines[4] == f"seed 0, trial 0 is the best of 1; {seconds:.2f} s"
    assert lines[5:] == list(p.diagnosis.lines())
    ring = infomap_py.partition(nx.ring_of_cliques(12, 4))
    assert ring.summary(num_modules=3).splitlines()[2] == "12 modules; the 3 with the most flow:"
    assert ring.summary(num_modules=0).splitlines()[2] == "12 modules"
