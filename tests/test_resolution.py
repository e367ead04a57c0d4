"""resolution_scan(): one search at many Markov times, and where the partition stays the same."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from reference_data import network_for, ranks
from strategies import networks

import infomap_py
from infomap_py.errors import NetworkError, OptionError, UnknownOptionError
from infomap_py.similarity import normalized_mutual_information

TRIANGLES = nx.barbell_graph(3, 0)


@pytest.mark.parametrize(
    ("name", "sizes"), [("nested_4x4x4.net", [4, 16, 64]), ("nested_3x3x3x3.net", [3, 9, 27])]
)
def test_each_planted_level_of_a_nested_network_is_a_plateau(name: str, sizes: list[int]) -> None:
    nested = network_for({"network": name, "options": {"flow_model": "undirected"}})
    plateaus = infomap_py.resolution_scan(nested).plateaus
    for size in sizes:
        planted = ranks(nested) // size
        wide = [plateau for plateau in plateaus if plateau.decades > 0.45]
        assert any(
            normalized_mutual_information(planted, plateau.partition.labels) == pytest.approx(1)
            for plateau in wide
        ), size


def test_a_pair_of_triangles_comes_apart_where_their_lengths_cross() -> None:
    # The triangles visit 1/2 each and are left at 1/14 per step: at Markov time t their code has
    #   plogp(t/7) - 4 plogp(t/14) + 2 plogp(1/2 + t/14) - sum of plogp of 2/14 (4), 3/14 (2)
    # bits, which grows with t and exceeds the 2.5567 of one module from t = 1.43918 on.
    scan = infomap_py.resolution_scan(TRIANGLES, [1.4391, 1.4392, 1.0])
    assert [point.markov_time for point in scan] == [1.0, 1.4391, 1.4392]
    assert [point.num_modules for point in scan] == [2, 2, 1]
    assert [point.similarity for point in scan] == [None, 1.0, 0.0]
    assert [(p.first, p.last, p.num_times, p.num_modules) for p in scan.plateaus] == [
        (1.0, 1.4391, 2, 2),
        (1.4392, 1.4392, 1, 1),
    ]


@given(networks(max_nodes=7))
def test_no_time_has_a_longer_code_than_what_was_found_at_another(found) -> None:
    scan = infomap_py.resolution_scan(found, [0.2, 0.5, 1, 2, 5], seed=3)
    for point in scan:
        options = {"markov_time": point.markov_time}
        for other in scan:
            length = infomap_py.codelength(found, other.partition, **options)
            assert point.codelength <= length + 1e-9
        assert point.codelength == infomap_py.codelength(found, point.partition, **options)
        alone = infomap_py.partition(found, seed=3, **options)
        assert point.codelength <= alone.codelength + 1e-9


def test_a_ring_is_cut_at_one_place_though_all_cuts_are_as_short() -> None:
    ring = nx.cycle_graph(30)
    times = [1.0, 1.001, 1.002, 1.003]
    assert len(infomap_py.resolution_scan(ring, times, seed=1).plateaus) == 1
    cuts = [infomap_py.partition(ring, markov_time=t, seed=1) for t in times]
    assert len({cut.labels.tobytes() for cut in cuts}) > 1  # alone, they differ


def test_directed_networks_and_options_are_those_of_partition() -> None:
    graph = nx.gnp_random_graph(30, 0.1, seed=3, directed=True)
    scan = infomap_py.resolution_scan(graph, [1.0], recorded_teleportation=True, seed=5)
    alone = infomap_py.partition(graph, recorded_teleportation=True, seed=5)
    assert scan[0].partition == alone  # in modules, flow and codelength
    assert scan[0].partition.options["recorded_teleportation"] is True


@pytest.mark.parametrize(
    ("graph", "options"),
    [
        (TRIANGLES, {"regularized": True}),
        (TRIANGLES, {"variable_markov_time": True, "directed": True}),
        ([("Ann", "fair"), ("Bob", "fair"), ("Ann", "choir")], {"bipartite": {"fair", "choir"}}),
        ({"day": TRIANGLES, "night": nx.path_graph(4)}, {"multilayer_relax_rate": 0.4}),
    ],
)
def test_networks_and_walks_of_all_kinds_are_scanned(graph, options) -> None:
    for point in infomap_py.resolution_scan(graph, [0.3, 1, 4], **options):
        time = {"markov_time": point.markov_time}
        length = infomap_py.codelength(graph, point.partition, **time, **options)
        assert point.codelength == length


def test_links_that_can_be_read_only_once_are_read_once() -> None:
    links = iter(list(TRIANGLES.edges))
    assert len(infomap_py.resolution_scan(links, [0.5, 1])[1].partition) == 6


def test_the_usual_times_include_the_map_equation_as_it_is() -> None:
    times = [point.markov_time for point in infomap_py.resolution_scan(TRIANGLES)]
    assert (times[0], times[-1], len(times)) == (0.1, 100.0, 31)
    assert 1.0 in times


def test_a_scan_is_a_sequence_a_table_and_a_few_lines() -> None:
    scan = infomap_py.resolution_scan(TRIANGLES, [0.5, 1, 100])
    assert len(scan[1:]) == 2
    pytest.importorskip("pandas")
    table = scan.to_dataframe()
    assert table["markov_time"].tolist() == [0.5, 1.0, 100.0]
    assert table["num_modules"].tolist() == [point.num_modules for point in scan]
    assert np.isnan(table["similarity"][0])
    assert repr(scan) == (
        "<ResolutionScan of 3 Markov times, 0.5 to 100:\n"
        "  2 modules at 0.5 to 1 (0.30 decades)\n"
        "  1 module at 100 only>"
    )
    with pytest.raises(AttributeError):
        scan.points = ()


def test_partitions_of_a_scan_are_compared_by_what_they_tell_of_each_other() -> None:
    halves, quarters = np.array([0, 0, 1, 1]), np.array([0, 1, 2, 3])
    # Knowing the quarters says all (1 bit) of the halves, of 1 + 2 bits in all: 2 * 1 / 3.
    assert normalized_mutual_information(halves, quarters) == pytest.approx(2 / 3)
    assert normalized_mutual_information(halves, np.array([0, 1, 0, 1])) == pytest.approx(0.0)
    assert normalized_mutual_information(halves, 1 - halves) == pytest.approx(1.0)
    assert normalized_mutual_information(0 * halves, 0 * halves) == 1.0


@pytest.mark.parametrize(
    ("times", "options", "message"),
    [
        ([], {}, "markov_times is empty"),
        (2.0, {}, "markov_times=2.0 is not several numbers; give a list"),
        ([1, -1], {}, "markov_time=-1 is not a positive finite number"),
        (["1"], {}, "markov_time='1' is not a number"),
        (None, {"markov_time": 1}, "no option 'markov_time': a scan varies it"),
        (None, {"initial": {}}, "no option 'initial'"),
        (None, {"progress": True}, "no option 'progress'"),
        (None, {"two_level": False}, "no option 'two_level'"),
    ],
)
def test_what_a_scan_cannot_do_is_refused(times, options, message) -> None:
    with pytest.raises(OptionError, match=message):
        infomap_py.resolution_scan(TRIANGLES, times, **options)


def test_other_errors_are_those_of_partition() -> None:
    with pytest.raises(UnknownOptionError, match="no option 'num_trial'"):
        infomap_py.resolution_scan(TRIANGLES, num_trial=3)
    with pytest.raises(NetworkError, match="weight -1"):
        infomap_py.resolution_scan([(0, 1, -1.0)])
