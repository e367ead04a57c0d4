"""Discs in a picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.pictures.layout import FILLED, placed

WIDTH, HEIGHT, GAP = 600.0, 400.0, 6.0


def distances(discs):
    apart = np.hypot(discs.x[:, None] - discs.x, discs.y[:, None] - discs.y)
    np.fill_diagonal(apart, np.inf)
    return apart


@st.composite
def areas_and_links(draw):
    """Some discs, perhaps one with nearly all of the area, and links between any of them."""
    count = draw(st.integers(1, 25))
    sizes = st.sampled_from([1e-9, 1.0, 2.0, 10.0, 1000.0])
    areas = np.array(draw(st.lists(sizes, min_size=count, max_size=count)))
    strengths = np.zeros((count, count))
    ends = st.integers(0, count - 1)
    for u, v, w in draw(st.lists(st.tuples(ends, ends, st.floats(0.0, 5.0)), max_size=3 * count)):
        if u != v:
            strengths[u, v] = strengths[v, u] = w
    return areas, strengths


@given(areas_and_links())
def test_no_disc_is_over_another_or_out_of_the_picture(given):
    areas, strengths = given
    discs = placed(areas, strengths, WIDTH, HEIGHT, GAP)
    touching = discs.radius[:, None] + discs.radius
    assert np.all(distances(discs) > touching)
    for at, length in ((discs.x, WIDTH), (discs.y, HEIGHT)):
        assert np.all(at - discs.radius >= 0.0)
        assert np.all(at + discs.radius <= length)


def test_areas_are_in_proportion_and_fill_a_share_of_the_picture():
    areas = np.array([1.0, 2.0, 3.0, 4.0])
    discs = placed(areas, np.ones((4, 4)) - np.eye(4), WIDTH, HEIGHT, GAP)
    drawn = np.pi * discs.radius**2
    assert drawn / drawn.sum() == pytest.approx(areas / 10.0)
    assert drawn.sum() == pytest.approx(FILLED * WIDTH * HEIGHT)


def test_strong_links_are_short():
    # Four discs in two pairs of strong links, joined by weak ones.
    strengths = np.full((4, 4), 0.1) - 0.1 * np.eye(4)
    strengths[0, 3] = strengths[3, 0] = strengths[1, 2] = strengths[2, 1] = 10.0
    apart = distances(placed(np.ones(4) / 10, strengths, WIDTH, HEIGHT, GAP))
    assert np.argmin(apart, axis=1).tolist() == [3, 2, 1, 0]


def test_groups_of_linked_discs_stand_together():
    # Six groups of five: of the four nearest of each disc, most are of its group, where by chance
    # 4 of 29 would be. All cannot be: discs at the edge of a group are as near to others.
    group = np.arange(30) % 6
    strengths = np.where(group[:, None] == group, 1.0, 0.01)
    np.fill_diagonal(strengths, 0.0)
    apart = distances(placed(np.ones(30), strengths, WIDTH, HEIGHT, GAP))
    nearest = np.argsort(apart, axis=1)[:, :4]
    assert np.mean(group[nearest] == group[:, None]) > 0.6


def test_the_picture_is_the_same_every_time():
    rng = np.random.default_rng(5)
    strengths = rng.random((40, 40))
    strengths += strengths.T
    np.fill_diagonal(strengths, 0.0)
    first, second = (placed(np.arange(1.0, 41.0), strengths, WIDTH, HEIGHT, GAP) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_nothing_and_one_disc_have_a_picture():
    assert placed(np.empty(0), np.empty((0, 0)), WIDTH, HEIGHT, GAP).x.tolist() == []
    one = placed(np.array([3.0]), np.zeros((1, 1)), WIDTH, HEIGHT, GAP)
    assert (one.x.tolist(), one.y.tolist()) == ([WIDTH / 2], [HEIGHT / 2])
    assert one.radius[0] <= HEIGHT / 2


def test_strengths_may_lie_in_memory_in_any_way():
    areas, strengths = np.array([3.0, 2.0, 1.0]), np.array([[0, 2, 1], [2, 0, 0], [1, 0, 0.0]])
    wide = np.zeros((3, 6))
    wide[:, ::2] = strengths
    expected = placed(areas, strengths, 300.0, 200.0, 5.0)
    for laid_out in (np.asfortranarray(strengths), wide[:, ::2]):
        assert np.array_equal(placed(areas, laid_out, 300.0, 200.0, 5.0), expected)


def test_the_last_digit_of_a_sum_does_not_make_another_picture():
    random = np.random.default_rng(4)
    upper = np.triu(random.random((60, 60)), 1)
    strengths, areas = upper + upper.T, random.random(60) + 0.1
    nearly = strengths * (1.0 + 1e-15 * np.sign(strengths - 0.5))
    nearly = np.triu(nearly, 1) + np.triu(nearly, 1).T
    assert not np.array_equal(nearly, strengths)
    expected = placed(areas, strengths, 1200.0, 900.0, 9.0)
    assert np.array_equal(placed(areas, nearly, 1200.0, 900.0, 9.0), expected)
