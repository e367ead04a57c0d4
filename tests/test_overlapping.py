"""partition(overlapping=True): nodes in several modules."""

import json
from functools import cache
from itertools import combinations
from math import log2

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from shell import Shell
from strategies import networks

from infomap_py import codelength, partition, resolution_scan
from infomap_py.added_terms import added_terms
from infomap_py.codelength import codelength_of
from infomap_py.errors import FlowError, OptionError, PartitionError
from infomap_py.flow import flow_of
from infomap_py.options import FlowOptions, ObjectiveOptions


@pytest.fixture
def shell(tmp_path, capsys, monkeypatch):
    return Shell(tmp_path, capsys, monkeypatch)


def cliques(*groups):
    return nx.Graph([pair for group in groups for pair in combinations(group, 2)])


def ring_of_overlapping_cliques(count, size):
    """Each shares one node with the next."""
    last = count * (size - 1)
    firsts = range(0, last, size - 1)
    return cliques(*([(first + i) % last for i in range(size)] for first in firsts))


@cache
def all_partitions(count):
    """As module ids, each numbered by first appearance."""
    labels = [[]]
    for _ in range(count):
        labels = [[*ids, m] for ids in labels for m in range(max(ids, default=-1) + 2)]
    return labels


def test_two_cliques_that_share_a_node_are_two_modules_that_hold_it():
    # 30 links are 60 states, each visited once in 60 steps. A module has half of them, and is left
    # from the 5 that end at the shared node, half the time: 2.5/60 = 1/24. Its codebook has the
    # exit, 1/24, and 6 nodes with 5 states each, 2/24. In units of 1/24:
    #   index       2 * 1/24 * log2(2)
    #   module      plogp(13/24) - plogp(1/24) - 6 plogp(2/24) = (13 log2(13) - 12) / 24
    graph = cliques(range(6), range(5, 11))
    found = partition(graph, overlapping=True)
    assert found.overlapping_communities() == [set(range(6)), set(range(5, 11))]
    assert found.codelength == pytest.approx((13 * log2(13) - 11) / 12, abs=1e-12)
    assert found.codelength < partition(graph).codelength - 0.2


def test_two_triangles_that_share_a_node_are_one_module():
    # As above with 12 states, in units of 1/12: exits 1, nodes 2 each, and
    # L = (7 log2(7) - 6) / 6 + 1/6 = 2.44. One module: the entropy of 4 nodes with 2/12 and one
    # with 4/12, 2.25.
    graph = cliques(range(3), range(2, 5))
    found = partition(graph, overlapping=True)
    two = {state: int(max(state) > 2) for state in found}
    assert found.num_modules == 1
    assert found.codelength == pytest.approx(log2(12) - (4 * 2 + 4 * 2) / 12, abs=1e-12)
    assert codelength(graph, two, overlapping=True) == pytest.approx((7 * log2(7) - 5) / 6)


def test_a_ring_of_cliques_that_share_nodes_has_a_module_each():
    # 8 cliques of 5: 160 states, of which each module has 20 and is left from 2 * 4, half the
    # time. In units of 1/160: exits 4, nodes 4 each, and
    # L = 8 (24 log2(24) - 6 * 4 log2(4)) / 160 + 8 * 4 / 160 * log2(8)
    graph = ring_of_overlapping_cliques(8, 5)
    found = partition(graph, overlapping=True)
    in_two = {node for node, modules in found.node_modules().items() if len(modules) == 2}
    assert found.num_modules == 8
    assert in_two == {0, 4, 8, 12, 16, 20, 24, 28}
    assert found.codelength == pytest.approx(1.2 * log2(24) - 2.4 + 0.6, abs=1e-12)


@pytest.mark.parametrize("graph", [nx.barbell_graph(4, 0), nx.ring_of_cliques(6, 5)])
def test_modules_that_are_joined_by_single_links_do_not_overlap(graph):
    found, apart = partition(graph, overlapping=True), partition(graph)
    communities = found.overlapping_communities()
    assert {*map(frozenset, communities)} == {*map(frozenset, apart.communities())}
    assert found.codelength == pytest.approx(apart.codelength, abs=1e-12)


def test_some_of_the_karate_club_are_in_two_modules():
    # 20 trials from other seeds find nothing shorter; both leaders' friends in common are in both.
    found = partition(nx.karate_club_graph(), overlapping=True)
    in_two = {node for node, modules in found.node_modules().items() if len(modules) == 2}
    assert found.codelength == pytest.approx(4.032622254629, abs=1e-9)
    assert in_two == {0, 8, 9, 28}


@pytest.mark.parametrize(
    "graph",
    [
        nx.path_graph(5),
        nx.star_graph(4),
        nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3)]),
        nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 2), (3, 3), (4, 0)]),
    ],
)
def test_no_partition_of_the_links_is_shorter(graph):
    found = partition(graph, overlapping=True)
    flow = flow_of(found.network, FlowOptions())
    added = added_terms(flow, ObjectiveOptions())
    partitions = np.array(all_partitions(len(found)), dtype=np.int32)
    best = min(codelength_of(flow, module_of, added).total for module_of in partitions)
    assert found.codelength == pytest.approx(best, abs=1e-12)


@given(network=networks())
def test_the_code_is_no_longer_than_without_overlap(network):
    # Up to what a search misses: on graphs as small as these, nothing.
    try:
        apart = partition(network)
    except FlowError:
        return
    assert partition(network, overlapping=True).codelength <= apart.codelength + 1e-10


@pytest.mark.parametrize("options", [{}, {"markov_time": 1.5}, {"directed": True}])
@pytest.mark.parametrize("two_level", [True, False])
def test_the_codelength_is_that_of_the_partition(options, two_level):
    graph = ring_of_overlapping_cliques(60, 5)
    found = partition(graph, overlapping=True, two_level=two_level, **options)
    assert codelength(graph, found, overlapping=True, **options) == found.codelength
    assert codelength(found.network, found, **options) == found.codelength


def test_modules_that_overlap_are_in_modules():
    graph = ring_of_overlapping_cliques(60, 5)
    flat = partition(graph, overlapping=True)
    deep = partition(graph, overlapping=True, two_level=False)
    assert flat.num_levels == 2 < deep.num_levels
    assert deep.codelength < flat.codelength


def test_trials_give_the_same_on_any_number_of_threads():
    graph = nx.les_miserables_graph()
    one, two = (
        partition(graph, overlapping=True, num_trials=4, num_threads=threads) for threads in (1, 2)
    )
    assert one == two
    assert one.codelength <= min(one.trial_codelengths.values())


def test_a_search_that_is_out_of_time_returns_what_it_has():
    graph = ring_of_overlapping_cliques(500, 8)
    found = partition(graph, overlapping=True, time_limit=1e-6)
    assert not found.complete
    assert codelength(graph, found, overlapping=True) == found.codelength


def test_fixed_links_stay_where_they_are():
    graph = cliques(range(6), range(5, 11))
    found = partition(graph, overlapping=True, initial=[{(0, 1), (10, 9)}], fixed=True)
    assert found[0, 1] == found[10, 9]


def test_a_search_starts_from_modules_of_links():
    graph = cliques(range(6), range(5, 11))
    found = partition(graph, overlapping=True)
    again = partition(graph, overlapping=True, initial=found)
    assert again == found
    with pytest.raises(PartitionError):
        partition(graph, overlapping=True, initial=partition(graph))


def test_shares_of_a_node_that_are_small_are_left_out_but_for_the_largest():
    found = partition(nx.karate_club_graph(), overlapping=True)
    leader = found.node_modules()[0]
    assert leader[1] / sum(leader.values()) == pytest.approx(0.738, abs=1e-3)
    assert len(found.node_modules(min_share=0.26)[0]) == 2
    assert len(found.node_modules(min_share=0.27)[0]) == 1
    assert all(len(modules) == 1 for modules in found.node_modules(min_share=1.0).values())
    assert sum(map(len, found.overlapping_communities(min_share=1.0))) == 34


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_out_of_range_is_refused(share):
    found = partition(nx.barbell_graph(3, 0))
    with pytest.raises(OptionError, match=r"min_share=.* is not in \[0, 1\]"):
        found.node_modules(min_share=share)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"overlapping": "yes"}, "overlapping='yes' is neither True nor False"),
        ({"overlapping": True, "min_module_size": 3}, "min_module_size=3 counts nodes"),
    ],
)
def test_options_that_do_not_go_with_it_are_refused(options, message):
    with pytest.raises(OptionError, match=message):
        partition(nx.barbell_graph(3, 0), **options)


@pytest.mark.parametrize("graph", [nx.Graph(), nx.empty_graph(3), nx.Graph([(0, 0)])])
def test_nodes_without_links_to_others_are_alone(graph):
    found = partition(graph, overlapping=True)
    assert found.overlapping_communities() == [{node} for node in graph]
    assert found.codelength == 0.0


def test_a_scan_of_markov_times_takes_links():
    graph = cliques(range(6), range(5, 11))
    scan = resolution_scan(graph, [0.5, 1.0, 10.0], overlapping=True)
    assert [plateau.num_modules for plateau in scan.plateaus][-1] == 1
    assert scan.points[1].partition == partition(graph, overlapping=True)


def test_options_are_told():
    assert partition(nx.path_graph(2), overlapping=True).options["overlapping"] is True
    assert partition(nx.path_graph(2)).options["overlapping"] is False


def test_the_shell_takes_overlapping_for_partitions_and_scans(shell):
    links = [f"{u} {v}\n" for u, v in cliques(range(6), range(5, 11)).edges]
    (shell.folder / "cliques.txt").write_text("".join(links))
    (shell.folder / "colours.txt").write_text("".join(f"{u} {u % 2}\n" for u in range(11)))
    bits = (13 * log2(13) - 11) / 12
    assert shell("partition cliques.txt --overlapping -o out.json")[0] == 0
    document = json.loads((shell.folder / "out.json").read_text())
    assert document["codelength"] == pytest.approx(bits, abs=1e-12)
    assert document["provenance"]["options"]["overlapping"] is True
    code, output, _ = shell("scan cliques.txt --overlapping --markov-times 1 --quiet")
    assert code == 0
    assert float(output.split()[6]) == pytest.approx(bits, abs=1e-12)
    command = "partition cliques.txt --overlapping --metadata colours.txt --quiet"
    assert shell(command)[0] == 0
    _, _, summary = shell("partition cliques.txt --overlapping")
    assert summary.splitlines()[0] == (
        "cliques.txt: 60 states of 11 nodes, 350 links, directed, unweighted"
    )
    assert summary.splitlines()[3:5] == [
        "  0: 50.00 % of the flow, 6 nodes: 0, 1, 2, 3, 4, ...",
        "  1: 50.00 % of the flow, 6 nodes: 5, 6, 7, 8, 9, ...",
    ]
    code, _, error = shell(f"{command} --min-module-size 2")
    assert code == 2
    assert "--min-module-size 2 counts nodes, and --overlapping deals their links out" in error
