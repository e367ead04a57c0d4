"""Measures of how alike two partitions are: by hand, against scikit-learn, and as distances."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.contingency import Contingency
from infomap_py.expected_information import expected_information
from infomap_py.similarity import (
    adjusted_mutual_information,
    adjusted_rand,
    mean_jaccard,
    normalized_mutual_information,
    variation_of_information,
)

MEASURES = [adjusted_mutual_information, adjusted_rand, variation_of_information]


def table(one, other, weights=None):
    return Contingency.of(np.array(one), np.array(other), weights)


def jaccard(one, other, weights=None):
    counts = table(one, other)
    by_weight = counts if weights is None else counts.summed(np.array(weights))
    return mean_jaccard(by_weight, counts)


@st.composite
def partitions(draw, number=2, max_nodes=12):
    """Several partitions of the same nodes, and weights of the nodes, some 0."""
    count = draw(st.integers(1, max_nodes))
    ids = st.lists(st.integers(0, 4), min_size=count, max_size=count)
    weights = draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 7.0]), min_size=count, max_size=count))
    if not any(weights):
        weights[0] = 1.0
    several = [np.unique(draw(ids), return_inverse=True)[1] for _ in range(number)]
    return several, np.array(weights)


def test_by_hand_two_halves_of_four_nodes_across_each_other():
    # {01}{23} and {02}{13}: every node's module is 1 bit, both 2, so I = 0 and VI = 2. No pair is
    # together in both, 2 of 6 in each: the Rand index expects 2 * 2 / 6 = 2/3 together, the most
    # is 2: (0 - 2/3) / (2 - 2/3) = -1/2. Dealt at random, 2 nodes of 4 meet the other two in one
    # module with 1/3, which tells 1 bit, and else nothing: E = 1/3, and (0 - 1/3) / (1 - 1/3).
    crossed = table([0, 0, 1, 1], [0, 1, 0, 1])
    assert variation_of_information(crossed) == pytest.approx(2.0)
    assert adjusted_rand(crossed) == pytest.approx(-1 / 2)
    assert adjusted_mutual_information(crossed) == pytest.approx(-1 / 2)
    # Each node has itself in common, of three in either.
    assert jaccard([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(1 / 3)


def test_by_hand_one_of_four_nodes_has_left():
    # {0123} and {012}{3}: VI is the entropy of 3/4, 1/4. One of the two has one module, which
    # tells nothing: adjusted measures are 0. Jaccard is 3/4 for three nodes, and 1/4 for one.
    left = table([0, 0, 0, 0], [0, 0, 0, 1])
    assert variation_of_information(left) == pytest.approx(2 - 0.75 * math.log2(3))
    assert adjusted_rand(left) == 0.0
    assert adjusted_mutual_information(left) == pytest.approx(0.0, abs=1e-12)
    assert jaccard([0, 0, 0, 0], [0, 0, 0, 1]) == pytest.approx((3 * 3 / 4 + 1 / 4) / 4)
    # By weight, with node 3 half of all: 1/2 in either case.
    assert jaccard([0, 0, 0, 0], [0, 0, 0, 1], [1, 1, 1, 3]) == pytest.approx(1 / 2)


def test_modules_without_weight_are_told_by_their_nodes():
    # Nodes 2 and 3 weigh nothing; in cells of weight 0 nothing adds to the mean.
    assert jaccard([0, 0, 1, 1], [0, 0, 1, 2], [1, 1, 0, 0]) == 1.0


@given(partitions(max_nodes=6))
def test_the_expected_information_is_the_mean_over_all_ways_to_deal_nodes_out(found):
    (one, other), _ = found
    shuffled = [np.array(order) for order in permutations(other)]
    shared = [
        entropy(one) + entropy(order) - entropy(one * (other.max() + 1) + order)
        for order in shuffled
    ]
    expected = expected_information(np.bincount(one), np.bincount(other))
    assert expected == pytest.approx(np.mean(shared), abs=1e-12)


def entropy(labels):
    shares = np.unique(labels, return_counts=True)[1] / len(labels)
    return float(-(shares * np.log2(shares)).sum())


def test_what_is_too_improbable_to_be_counted_makes_no_difference():
    # Two halves of n: E is the mean over k of what k common nodes tell, with all of them.
    n, half = 40_000, 20_000
    k = np.arange(1, half)
    ln = np.vectorize(math.lgamma)
    chances = 4 * ln(half + 1.0) - ln(n + 1.0) - 2 * ln(k + 1.0) - 2 * ln(half - k + 1.0)
    told = 4 * (k / n) * np.log2(k / (half / 2))
    expected = expected_information(np.array([half, half]), np.array([half, half]))
    # Exponents are differences of numbers around 4e5, with 16 digits.
    assert expected == pytest.approx(float((np.exp(chances) * told).sum()), abs=1e-9)


@given(partitions())
def test_relabelling_and_order_make_no_difference(found):
    (one, other), weights = found
    backwards = one.max() - one
    for measure in MEASURES:
        value = measure(table(one, other))
        assert measure(table(other, one)) == pytest.approx(value, abs=1e-9)
        assert measure(table(backwards, other)) == pytest.approx(value, abs=1e-9)
    value = jaccard(one, other, weights)
    assert jaccard(other, one, weights) == pytest.approx(value)
    assert jaccard(backwards, other, weights) == pytest.approx(value)


@given(partitions())
def test_a_partition_is_the_same_as_itself_only(found):
    (one, other), _ = found
    assert [measure(table(one, one)) for measure in MEASURES] == [1.0, 1.0, 0.0]
    assert jaccard(one, one) == 1.0
    if not table(one, other).is_one_to_one:
        assert adjusted_mutual_information(table(one, other)) < 1.0 - 1e-9
        assert adjusted_rand(table(one, other)) < 1.0
        assert variation_of_information(table(one, other)) > 1e-9
        assert jaccard(one, other) < 1.0 - 1e-9
        assert normalized_mutual_information(one, other) < 1.0 - 1e-9


@given(partitions(number=3))
def test_distances_obey_the_triangle_inequality(found):
    (a, b, c), weights = found

    def variation(one, other):
        return variation_of_information(table(one, other, weights))

    def distance(one, other):
        return 1.0 - jaccard(one, other, weights)

    for between in (variation, distance):
        assert between(a, c) <= between(a, b) + between(b, c) + 1e-9


@pytest.mark.peer
@given(partitions(max_nodes=30))
def test_adjusted_measures_are_those_of_scikit_learn(found):
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    (one, other), _ = found
    ours = table(one, other)
    theirs = metrics.adjusted_mutual_info_score(one, other)
    assert adjusted_mutual_information(ours) == pytest.approx(theirs, abs=1e-9)
    assert adjusted_rand(ours) == pytest.approx(metrics.adjusted_rand_score(one, other), abs=1e-9)


@pytest.mark.peer
def test_adjusted_measures_of_many_nodes_are_those_of_scikit_learn():
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
    random = np.random.default_rng(5)
    one = np.minimum(random.zipf(1.7, 20_000), 500)
    other = np.where(random.random(20_000) < 0.6, one, random.integers(0, 40, 20_000))
    ours = table(*(np.unique(labels, return_inverse=True)[1] for labels in (one, other)))
    theirs = metrics.adjusted_mutual_info_score(one, other)
    assert adjusted_mutual_information(ours) == pytest.approx(theirs, abs=1e-9)
    assert adjusted_rand(ours) == pytest.approx(metrics.adjusted_rand_score(one, other), abs=1e-9)
