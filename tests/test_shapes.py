"""What is found in graphs of extreme shape, and that the search comes to an end there.

Never how long that takes: ``benchmarks/shapes.py`` has the same shapes in large.
"""

import numpy as np
import pytest
from extremes import SHAPES

import infomap_py

MAX_SWEEPS = 1000  # a trial makes some 10, and 5 more for each of at most 40 kicks

# Of degenerate shapes and flows, one module or single nodes are the answer.
pytestmark = pytest.mark.filterwarnings("ignore::infomap_py.errors.PartitionWarning")


def partitioned(shape, size, listener=False, **options):
    links = SHAPES[shape].make(size)
    network = infomap_py.Network.from_links(
        links.sources,
        links.targets,
        links.weights,
        nodes=range(links.num_nodes),
        directed=links.directed,
    )
    return links, network, infomap_py.partition(network, progress=listener, **options)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_trial_on_an_extreme_shape_ends_after_a_bounded_number_of_sweeps(shape):
    sweeps = [0]
    partitioned(shape, SHAPES[shape].small, lambda now: sweeps.append(now.sweeps))
    assert max(sweeps) <= MAX_SWEEPS


@pytest.mark.parametrize("shape", [name for name, shape in SHAPES.items() if shape.best])
def test_the_best_modules_of_an_extreme_shape_are_found(shape):
    links, network, found = partitioned(shape, SHAPES[shape].small)
    linked = links.linked()
    best = infomap_py.codelength(network, links.module_of)
    assert found.codelength == pytest.approx(best, abs=1e-12)
    assert len(np.unique(found.labels[linked])) == len(np.unique(links.module_of[linked]))


@pytest.mark.parametrize("shape", [name for name, shape in SHAPES.items() if not shape.best])
def test_modules_of_an_extreme_shape_cost_hardly_more_than_good_ones(shape):
    links, network, found = partitioned(shape, SHAPES[shape].small)
    assert found.codelength <= 1.005 * infomap_py.codelength(network, links.module_of)
    assert found.codelength < found.one_level_codelength


def test_a_star_costs_half_a_bit_for_the_hub_and_half_a_leaf_each_step():
    # Every other step is at the hub (1 bit of surprise), the others at one of n leaves.
    _, _, found = partitioned("star", 256)
    assert found.num_modules == 1
    assert found.codelength == pytest.approx(0.5 * 1 + 0.5 * (1 + 8), abs=1e-12)


def test_stretches_of_a_long_path_have_about_the_best_length():
    _, _, found = partitioned("path", 30_000)
    assert 30_000 / 20 < found.num_modules < 30_000 / 8


@pytest.mark.parametrize("shape", SHAPES)
def test_extreme_shapes_have_the_same_answer_on_two_threads(shape):
    *_, one = partitioned(shape, SHAPES[shape].small, num_trials=2)
    *_, two = partitioned(shape, SHAPES[shape].small, num_trials=2, num_threads=2)
    np.testing.assert_array_equal(one.labels, two.labels)
