"""Weights at the limits of doubles: results are as usual, or the weights are refused.

The map equation does not depend on the unit of the weights: L(c w) = L(w).
"""

import math

import numpy as np
import pytest

import infomap_py
from infomap_py.errors import FlowError, InfomapError, NetworkError, OptionError
from infomap_py.network import Network

# Two triangles and a bridge, no weight a multiple of a short decimal: each is stored as a double.
SOURCES, TARGETS = [0, 1, 2, 3, 4, 5, 2, 0], [1, 2, 0, 4, 5, 3, 3, 0]
WEIGHTS = np.sqrt([2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 0.17, 0.19])
OPTIONS = [
    {},
    {"two_level": False},
    {"directed": True},
    {"directed": True, "recorded_teleportation": True},
    {"flow_model": "undirdir"},
    {"flow_model": "rawdir", "markov_time": 0.7},
    {"regularized": True},
    {"regularized": True, "directed": True},
    {"variable_markov_time": True, "markov_time": 1.3},
    {"variable_markov_time": True, "directed": True},
    {"metadata": [0, 0, 1, 1, 0, 1]},
    {"overlapping": True},
    {"entropy_corrected": True},
]
pytestmark = pytest.mark.filterwarnings("ignore::infomap_py.errors.PartitionWarning")


def network(weights, directed=False):
    return Network.from_links(SOURCES, TARGETS, weights, nodes=range(6), directed=directed)


def found(weights, **options):
    partition = infomap_py.partition(network(weights), **options)
    return partition.labels.tobytes(), partition.codelength_by_level, partition.flow.tobytes()


# The entropy correction counts the weights as observations: more of them are more.
SCALED = [options for options in OPTIONS if not options.get("entropy_corrected")]


@pytest.mark.parametrize("exponent", [-950, -500, -40, -1, 1, 40, 500, 950])
@pytest.mark.parametrize("options", SCALED, ids=str)
def test_weights_times_a_power_of_two_have_the_same_bytes_for_a_result(options, exponent):
    assert found(np.ldexp(WEIGHTS, exponent), **options) == found(WEIGHTS, **options)


@pytest.mark.parametrize("factor", [1e-285, 1e-100, 1 / 3, 0.1, math.pi, 1e100, 1e285])
@pytest.mark.parametrize("options", SCALED, ids=str)
def test_the_codelength_does_not_depend_on_the_unit_of_the_weights(options, factor):
    labels, lengths, _ = found(WEIGHTS, **options)
    scaled_labels, scaled_lengths, _ = found(factor * WEIGHTS, **options)
    assert labels == scaled_labels
    assert scaled_lengths == pytest.approx(lengths, rel=1e-12)


@pytest.mark.parametrize(
    ("sources", "targets", "weights", "names"),
    [
        ([0, 1], [1, 2], [1e308, 1.1e308], "most weighs 'b' -> 'c': 1.1e\\+308"),
        ([0, 0, 1], [1, 1, 2], [1e308, 1e308, 1.0], "'a' -> 'b': its parallel links alone"),
    ],
    ids=["in all", "parallel"],
)
def test_weights_whose_sum_overflows_are_refused_where_the_network_is_made(
    sources, targets, weights, names
):
    with pytest.raises(NetworkError, match=f"{names}.* Divide the weights by 1e\\+200"):
        Network.from_links(sources, targets, weights, nodes="abc")


def test_a_file_whose_weights_overflow_is_refused(tmp_path):
    path = tmp_path / "links.tsv"
    path.write_text("a b 1e308\nb a 1e308\n")
    with pytest.raises(NetworkError, match="'a' -> 'b': its parallel links"):
        infomap_py.partition(path)


@pytest.mark.parametrize("unit", [5e-324, 1e-310, 1e-300, 1e-160, 1e160, 1e300])
def test_described_weights_neither_overflow_nor_vanish(unit):
    # One and three units: a mean of two, and either is one away from that.
    weights = infomap_py.describe(
        Network.from_links([0, 1], [1, 2], [unit, 3 * unit], nodes=range(3))
    ).weights
    assert weights.median == pytest.approx(2 * unit, rel=1e-12)
    assert weights.mean == pytest.approx(2 * unit, rel=1e-12)
    assert weights.sum == pytest.approx(4 * unit, rel=1e-12)
    assert weights.deviation == pytest.approx(unit, rel=1e-12)


EXTREME = {
    "all tiny": [1e-290] * 8,
    "all large": [1e288] * 8,
    "some tiny": [1e-300] * 3 + [1.0] * 5,
    "some far below the last digit": [0.1] * 7 + [1e-300],
    "denormals": [5e-324] * 4 + [1.0] * 4,
    "one of weight": [5e-324] * 7 + [1.0],
    "300 orders of magnitude": [1e-150, 1e-100, 1e-50, 1.0, 1e50, 1e100, 1e150, 1.0],
    "580 orders of magnitude": [1e-300] * 4 + [1e280] * 4,
    "integers above 2**53": [2**53 + 1, 2**60 + 1, 2**53, 2**62, 3, 2**40, 1, 2**63],
    "as many units as fit": [2**32 - 1] * 8,
    "zeros": [0.0] * 7 + [1e-280],
}


def all_numbers(partition):
    yield from (partition.codelength, partition.one_level_codelength, partition.relative_savings)
    yield from partition.codelength_by_level
    yield from partition.flow.tolist()
    for module in partition.modules:
        yield from (module.flow, module.exit_flow, module.enter_flow)


@pytest.mark.parametrize("weights", EXTREME.values(), ids=EXTREME)
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_extreme_weights_give_finite_numbers(weights, options):
    partition = infomap_py.partition(network(weights), **options)
    assert all(map(math.isfinite, all_numbers(partition)))
    assert partition.codelength <= partition.one_level_codelength + 1e-9
    assert partition.flow.sum() == pytest.approx(1.0, abs=1e-9)
    assert "<svg" in partition.map()


@pytest.mark.parametrize("weights", [WEIGHTS, 1e-280 * WEIGHTS, 1e280 * WEIGHTS, None], ids=str)
@pytest.mark.parametrize(
    "options",
    [
        {"markov_time": 1e-300},
        {"markov_time": 1e300},
        {"markov_time": 1e300, "directed": True},
        {"teleportation_probability": 1e-300, "directed": True},
        {"teleportation_probability": 1 - 2**-53, "directed": True},
        {"regularized": True, "regularization_strength": 1e-300},
        {"regularized": True, "regularization_strength": 1e300},
        {"regularized": True, "regularization_strength": 1e300, "directed": True},
        {"variable_markov_time": True, "variable_markov_min_scale": 1e-300},
        {"variable_markov_time": True, "variable_markov_min_scale": 1e-280},
        {"variable_markov_time": True, "variable_markov_min_scale": 1e300},
        {"entropy_corrected": True, "entropy_correction_strength": 1e300},
        {"entropy_corrected": True, "entropy_correction_strength": 1e280},
        {"metadata": [0, 0, 1, 1, 0, 1], "metadata_rate": 1e300},
        {"metadata": [0, 0, 1, 1, 0, 1], "metadata_rate": 1e280},
        {"metadata": [0, 0, 1, 1, 0, 1], "metadata_rate": 1e-300},
    ],
    ids=str,
)
def test_extreme_options_give_finite_numbers_or_an_error(weights, options):
    try:
        partition = infomap_py.partition(network(weights), **options)
    except (FlowError, OptionError) as error:
        assert any(name in str(error) for name in options)
        return
    assert all(map(math.isfinite, all_numbers(partition)))


@pytest.mark.parametrize("markov_time", [1e-300, 1e300])
def test_the_code_of_an_extreme_markov_time_is_what_it_tends_to(markov_time):
    # No flow crosses a boundary: both triangles alone cost log2 3. Or all does: one module.
    partition = infomap_py.partition(network(None), markov_time=markov_time)
    ends = np.bincount(SOURCES + TARGETS) - [1, 0, 0, 0, 0, 0]  # the self-link has one
    rates = ends / ends.sum()
    if markov_time > 1:
        assert partition.num_modules == 1
        assert partition.codelength == pytest.approx(-(rates * np.log2(rates)).sum(), abs=1e-12)
    else:
        assert partition.codelength == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("name", ["markov_time", "metadata_rate", "entropy_correction_strength"])
@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_an_option_that_is_not_finite_is_refused(name, value):
    with pytest.raises(OptionError, match=name):
        infomap_py.partition(network(None), **{name: value})


@pytest.mark.parametrize(("weight", "way_out"), [("1e-320", "Multiply"), ("9e307", "Divide")])
@pytest.mark.parametrize("by_jsd", [False, True])
def test_layers_whose_weights_have_no_shares_are_refused(tmp_path, weight, way_out, by_jsd):
    path = tmp_path / "layers.net"
    path.write_text(f"*Intra\n1 1 2 1\n1 2 3 1\n2 1 2 {weight}\n2 2 3 {weight}\n")
    with pytest.raises(NetworkError, match=f"in layer 2 weigh .* {way_out} the weights"):
        infomap_py.partition(path, multilayer_relax_by_jsd=by_jsd)


@pytest.mark.parametrize("options", [{"top_k": 1}, {"backbone_alpha": 0.5}, {"min_weight": 1e-300}])
@pytest.mark.parametrize("weights", EXTREME.values(), ids=EXTREME)
def test_extreme_weights_are_sparsified(weights, options):
    kept = infomap_py.sparsify(network(weights), **options)
    assert all(0.0 <= weight <= max(weights) for _, _, weight in kept.links())


@pytest.mark.parametrize(
    "node_weights", [[1e308] * 6, [0.0] * 6, [1e-320] * 6, [1e300, 1, 1, 1, 1, 1]]
)
@pytest.mark.parametrize(
    "options",
    [
        {"node_weights_as_flow": True},
        {"directed": True, "teleport_to": "nodes"},
        {"flow_model": "precomputed"},
    ],
    ids=str,
)
def test_extreme_node_weights_give_finite_numbers_or_an_error(node_weights, options):
    weighted = network(None).with_node_weights(node_weights)
    try:
        partition = infomap_py.partition(weighted, **options)
    except InfomapError as error:
        assert "node weight" in str(error)
        return
    assert all(map(math.isfinite, all_numbers(partition)))
    assert partition.flow.sum() == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("by_jsd", [False, True])
def test_more_layers_than_memory_holds_links_between_are_refused(monkeypatch, by_jsd):
    # Each of 30 copies reaches ten, itself among them, with two links each: 600.
    layers = {layer: [("a", "b"), ("b", "c"), ("c", "a")] for layer in range(10)}
    monkeypatch.setattr("infomap_py.memory.bytes_there", lambda: 1e4)
    with pytest.raises(NetworkError, match=r"these 10 layers has 600 links"):
        infomap_py.partition(layers, multilayer_relax_by_jsd=by_jsd)
