"""What is drawn where, by kind: numbers that follow from the partition."""

import math

import networkx as nx
import numpy as np
import pytest

import infomap_py
from infomap_py.errors import OptionError
from infomap_py.scoring import partition_of

pytest.importorskip("matplotlib", reason="pictures are drawn by matplotlib")
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from infomap_py.pictures.svg import colour
from infomap_py.words.clusters import WordClusters

# Two triangles and a bridge: 14 steps, of which 7 are in each triangle; one in 7 leaves it.
TRIANGLES = infomap_py.partition(nx.barbell_graph(3, 0), num_trials=4)
# A triangle, and one with a tail: visits 7/20 and 13/20.
UNEQUAL = partition_of(
    nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3), (5, 6), (6, 4), (6, 3)]),
    [{0, 1, 2}, {3, 4, 5, 6}],
)
NESTED = infomap_py.partition(nx.ring_of_cliques(60, 5), two_level=False)


def axes(width=10.0, height=7.0):
    return Figure(figsize=(width, height)).add_subplot()


def test_areas_of_discs_on_a_map_are_flow_and_those_of_borders_what_leaves():
    circles = [c for c in UNEQUAL.plot("map", ax=axes()).patches if isinstance(c, Circle)]
    (whole, within), (other_whole, other_within) = circles[:2], circles[2:]
    # 13 of 20 steps are in the larger module, and 1 of these 13 leaves it; of the other, 1 of 7.
    assert (whole.radius / other_whole.radius) ** 2 == pytest.approx(13 / 7)
    assert (within.radius / whole.radius) ** 2 == pytest.approx(12 / 13)
    assert (other_within.radius / other_whole.radius) ** 2 == pytest.approx(6 / 7)
    assert to_hex(whole.get_edgecolor()) == colour(0)
    assert to_hex(other_whole.get_edgecolor()) == colour(1)


def test_a_map_has_at_most_so_many_modules_and_says_what_it_leaves_out():
    p = infomap_py.partition(nx.ring_of_cliques(12, 5))
    ax = p.plot("map", ax=axes(), num_modules=4)
    assert len([c for c in ax.patches if isinstance(c, Circle)]) == 2 * 4
    assert "8 smaller modules" in ax.get_xlabel().replace("\n", " ")


def test_discs_are_round_and_within_the_axes():
    ax = NESTED.plot("map", ax=axes(4.0, 7.0))
    assert ax.get_aspect() == 1.0
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    for circle in (c for c in ax.patches if isinstance(c, Circle)):
        x, y = circle.center
        assert left <= x - circle.radius and x + circle.radius <= right
        assert top <= y - circle.radius and y + circle.radius <= bottom


def test_clusters_of_words_are_named_by_their_distinctive_words():
    words = dict(enumerate(["cat", "dog", "paw", "tax", "law", "fee"]))
    clusters = WordClusters(infomap_py.partition(nx.relabel_nodes(nx.barbell_graph(3, 0), words)))
    texts = [text.get_text() for text in clusters.plot(ax=axes()).texts]
    assert texts == [str(word) for cluster in clusters for word in cluster.labels]
    assert "2 clusters" in clusters.plot(ax=axes()).get_xlabel()


def test_nodes_of_a_module_are_in_its_disc_and_areas_are_flow():
    ax = UNEQUAL.plot("network", ax=axes())
    nodes = next(c for c in ax.collections if len(c.get_offsets()) == 7)
    hulls = [c for c in ax.patches if isinstance(c, Circle)]
    assert len(hulls) == 2
    for module, place in zip(UNEQUAL.labels, nodes.get_offsets(), strict=True):
        assert math.dist(place, hulls[module].center) < hulls[module].radius
    areas = nodes._widths**2  # of half a width: matplotlib 3.8 has no get_widths
    assert areas / areas.sum() == pytest.approx(UNEQUAL.flow)
    lines = next(c for c in ax.collections if hasattr(c, "get_segments") and c.get_segments())
    assert len(lines.get_segments()) == 10


def test_a_network_that_nobody_could_read_is_refused_with_what_to_draw_instead():
    p = infomap_py.partition(nx.ring_of_cliques(401, 5))
    with pytest.raises(OptionError, match=r"at most 2,000 nodes.*these are 2,005.*kind='map'"):
        p.plot("network")


def test_the_matrix_has_links_of_modules_in_blocks():
    # Numbered so that modules are mixed: 0, 2, 4 and 1, 3, 5, with the bridge between 4 and 1.
    mixed = dict(zip(range(6), (0, 2, 4, 1, 3, 5), strict=True))
    p = infomap_py.partition(nx.relabel_nodes(nx.barbell_graph(3, 0), mixed))
    ax = p.plot("matrix", ax=axes())
    cells = np.ma.filled(ax.images[0].get_array(), 0.0)
    triangle = 1.0 - np.eye(3)
    assert np.array_equal(cells[:3, :3], triangle)
    assert np.array_equal(cells[3:, 3:], triangle)
    assert cells[:3, 3:].sum() == cells[3:, :3].sum() == 1.0
    squares = sorted((r.get_x(), r.get_y(), r.get_width(), r.get_height()) for r in ax.patches)
    assert squares == [(0, 0, 3, 3), (0, 0, 6, 6), (3, 3, 3, 3)]


def test_pixels_of_a_large_matrix_hold_all_links():
    p = infomap_py.partition(nx.ring_of_cliques(300, 5))
    ax = p.plot("matrix", ax=axes())
    cells = ax.images[0].get_array()
    assert cells.shape == (700, 700)
    assert cells.sum() == 2 * p.network.num_links
    assert "A pixel is 2.1 nodes wide" in ax.get_xlabel().replace("\n", " ")


def test_heights_in_the_icicle_are_flow_of_every_module_and_node():
    ax = NESTED.plot("tree", ax=axes(10.0, 20.0))
    outermost = [part for part in ax.patches if part.get_x() == 0.0]
    heights = np.array([part.get_height() for part in outermost])
    assert heights / heights.sum() == pytest.approx([m.flow for m in NESTED.modules])
    assert len(ax.patches) == NESTED.module_tree.num_modules + len(NESTED)
    flows = [*NESTED.coded.rates.flow, *NESTED.flow]
    drawn = sorted(part.get_height() / heights.sum() for part in ax.patches)
    assert drawn == pytest.approx(sorted(flows))


def test_parts_of_the_icicle_stand_beside_what_they_are_in():
    parts = UNEQUAL.plot("tree", ax=axes()).patches
    modules, nodes = ([p for p in parts if (p.get_x() > 0.0) == last] for last in (False, True))
    for module, inside in zip(modules, (nodes[:4], nodes[4:]), strict=True):
        assert inside[0].get_y() == pytest.approx(module.get_y())
        bottom = module.get_y() + module.get_height()
        assert inside[-1].get_y() + inside[-1].get_height() == pytest.approx(bottom)
    assert len(nodes) == 7


def test_what_is_too_thin_is_drawn_as_one_part_and_counted():
    ax = infomap_py.partition(nx.ring_of_cliques(600, 5)).plot("tree", ax=axes(6.0, 3.0))
    assert len(ax.patches) == 1
    assert "600 modules" in [text.get_text() for text in ax.texts]
