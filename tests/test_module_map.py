"""The map of modules: what is drawn, where the names are, and that labels stay text."""

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import numpy as np
import pytest
from drawings import (
    assert_names_are_apart,
    caption_of,
    discs_of,
    elements,
    groups_of,
    names_on,
    number,
)
from hypothesis import example, given
from hypothesis import strategies as st
from word_networks import HOSTILE, hostile_clusters
from written_trees import partition_into

import infomap_py
from infomap_py import Network, Partition
from infomap_py.errors import OptionError
from infomap_py.pictures.disc_map import ALL_LINKS, WIDEST_LINK
from infomap_py.pictures.module_map import module_map

# Two triangles and a bridge between 2 and 3: 14 ends of links.
BARBELL = nx.barbell_graph(3, 0)


def split(module_of: dict[int, int]) -> Partition:
    """The two triangles with these modules."""
    return partition_into(Network.from_links(*_ends(BARBELL), nodes=range(6)), module_of)


def uneven(small: int, name: str = "node") -> Partition:
    """A clique of 40 nodes, and small ones of 3, each linked to it once."""
    graph = nx.complete_graph(40)
    for k in range(small):
        first = 40 + 3 * k
        graph.add_edges_from(combinations(range(first, first + 3), 2))
        graph.add_edge(first, k % 40)
    labels = {u: f"{name} {u}" for u in graph}
    modules = {labels[u]: 0 if u < 40 else 1 + (u - 40) // 3 for u in graph}
    return partition_into(Network.from_links(*_ends(graph), nodes=list(labels.values())), modules)


def _ends(graph: nx.Graph) -> tuple[list[int], list[int]]:
    sources, targets = zip(*graph.edges, strict=True)
    return list(sources), list(targets)


# What is drawn


def test_areas_go_with_flow() -> None:
    # 0, 1, 2 and 3 have 2 + 2 + 3 + 3 of the 14 ends, 4 and 5 the other 4.
    drawing = module_map(split({0: 0, 1: 0, 2: 0, 3: 0, 4: 1, 5: 1}))
    large, small = (number(circle, "r") ** 2 for circle in discs_of(drawing))
    assert large / small == pytest.approx(10 / 4, rel=1e-3)


def test_the_border_is_the_share_of_the_area_that_leaves() -> None:
    # Of the 7 ends in a triangle, 1 is of the bridge: a step in 7 leaves.
    for group in groups_of(module_map(split({0: 0, 1: 0, 2: 0, 3: 1, 4: 1, 5: 1}))):
        outer, inner = (number(circle, "r") for circle in group if circle.tag.endswith("circle"))
        assert 1 - (inner / outer) ** 2 == pytest.approx(1 / 7, rel=1e-3)


def test_a_disc_that_all_steps_leave_is_all_border() -> None:
    drawing = module_map(split({u: u for u in range(6)}))
    assert [number(group[2], "r") for group in groups_of(drawing)] == [0.0] * 6


def test_lines_join_the_centres_of_modules_that_exchange_flow() -> None:
    drawing = module_map(infomap_py.partition(BARBELL))
    (line,) = elements(drawing, "line")
    ends = {(line.get("x1"), line.get("y1")), (line.get("x2"), line.get("y2"))}
    assert ends == {(circle.get("cx"), circle.get("cy")) for circle in discs_of(drawing)}
    assert number(line, "stroke-width") == WIDEST_LINK


def test_the_width_of_lines_goes_with_the_root_of_flow() -> None:
    links = [(0, 1, 80.0), (2, 3, 80.0), (4, 5, 80.0), (1, 2, 4.0), (3, 4, 1.0)]
    modules = infomap_py.partition(Network.from_links(*zip(*links, strict=True), nodes=range(6)))
    weak, strong = (number(line, "stroke-width") for line in elements(modules.map(), "line"))
    assert strong / weak == pytest.approx(2.0)


def test_many_lines_are_thin() -> None:
    graph = nx.complete_graph(60)
    network = Network.from_links(*_ends(graph), nodes=range(60))
    drawing = module_map(partition_into(network, {u: u for u in graph}))
    widths = [number(line, "stroke-width") for line in elements(drawing, "line")]
    assert max(widths) < WIDEST_LINK / 2
    assert sum(widths) == pytest.approx(ALL_LINKS, rel=0.01)


def test_a_disc_holds_the_most_visited_nodes() -> None:
    drawing = module_map(infomap_py.partition(BARBELL))
    assert names_on(drawing) == ["2", "0", "1", "3", "4", "5"]


def test_all_numbers_are_there_when_the_mouse_rests() -> None:
    first, *_ = (group[0].text for group in groups_of(module_map(infomap_py.partition(BARBELL))))
    assert first == (
        "Module 0: 50.00 % of the flow, 3 nodes\n"
        "entered 0.0714, left 0.0714 times per step; 1.0889 bits per step\n2, 0, 1"
    )


def test_what_is_not_drawn_is_said() -> None:
    # Of 820 + 80 * 20 ends of links, 2 * 780 + 20 are in the clique: see uneven().
    drawing = module_map(uneven(20), num_modules=4)
    ends = 2 * (780 + 20 * 4)
    share = (2 * 780 + 20 + 3 * 7) / ends
    expected = f"4 modules with {100 * share:.0f} % of the flow; not drawn: 17 smaller modules. "
    assert caption_of(drawing).startswith(expected)
    assert len(discs_of(drawing)) == 4


def test_a_colour_depends_on_the_module_alone() -> None:
    partition = uneven(5)
    few, many = module_map(partition, num_modules=2), module_map(partition)
    assert [disc.get("fill") for disc in discs_of(few)] == [
        disc.get("fill") for disc in discs_of(many)[:2]
    ]


# Networks of every kind


def test_of_a_hierarchy_the_outermost_modules_are_drawn() -> None:
    partition = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    drawing = module_map(partition)
    assert partition.num_levels == 3
    assert len(discs_of(drawing)) == partition.num_modules
    assert f"nodes in {len(partition.tree.children[0].children)} modules" in drawing


def test_a_single_module_is_opened() -> None:
    drawing = module_map(infomap_py.partition(nx.star_graph(20)))
    assert len(discs_of(drawing)) == 21
    assert names_on(drawing)[0] == "0"
    assert caption_of(drawing) == (
        "In the only module: 21 nodes with 100 % of the flow. Area: flow. "
        "Lines: flow between two, the strongest of each."
    )


def test_a_module_with_nearly_all_of_the_flow_is_opened() -> None:
    partition = uneven(2)  # 2 * 780 + 2 ends of 2 * 780 + 2 * 2 * 4
    assert caption_of(module_map(partition)).startswith(
        "In module 0, which has 99.1 % of the flow: 40 nodes with 99 % of the flow; not drawn: "
        "2 other modules. "
    )


def test_directed_flow_is_drawn_either_way() -> None:
    graph = nx.DiGraph([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)])
    drawing = module_map(infomap_py.partition(graph))
    assert (len(discs_of(drawing)), len(elements(drawing, "line"))) == (2, 1)


def test_states_are_named_by_their_nodes() -> None:
    layers = infomap_py.multilayer({"x": BARBELL, "y": BARBELL})
    drawing = module_map(infomap_py.partition(layers))
    assert set(names_on(drawing)) == set("012345")


def test_nodes_in_several_modules_are_in_several_discs() -> None:
    cliques = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    drawing = module_map(infomap_py.partition(cliques, overlapping=True))
    assert [names_on(drawing).count(str(u)) for u in (0, 5, 10)] == [1, 2, 1]


@pytest.mark.parametrize(
    ("graph", "caption"),
    [
        (nx.Graph(), "0 modules with 0 % of the flow. "),
        (nx.empty_graph(3), "0 modules with 0 % of the flow; not drawn: 3 unvisited modules. "),
    ],
)
def test_without_flow_the_map_is_empty(graph: nx.Graph, caption: str) -> None:
    drawing = module_map(infomap_py.partition(graph))
    assert discs_of(drawing) == []
    assert caption_of(drawing).startswith(caption)


def test_where_more_leaves_than_there_is_the_disc_is_all_border() -> None:
    # At a Markov time of 3, a node alone is left three times per visit.
    network = Network.from_links(*_ends(BARBELL), nodes=range(6))
    partition = partition_into(network, {u: u for u in range(6)}, markov_time=3.0)
    assert partition.tree.children[0].exit_flow > partition.tree.children[0].flow
    assert [number(group[2], "r") for group in groups_of(module_map(partition))] == [0.0] * 6


# Names


@pytest.mark.parametrize("name", ["n", "a name as long as this", "\u732b" * 9])
@pytest.mark.parametrize("small", [12, 59])
@pytest.mark.parametrize(("width", "height"), [(1200, 900), (800, 560)])
def test_the_ten_largest_modules_are_named(name: str, small: int, width: int, height: int) -> None:
    partition = uneven(small, name)
    drawing = module_map(partition, width=width, height=height)
    assert_names_are_apart(drawing)
    for group in list(groups_of(drawing))[:10]:
        shown = [text.text or "" for text in group if text.tag.endswith("text")]
        assert shown
        assert not any(text.startswith("#") for text in shown)


@given(
    st.lists(st.text(max_size=30), min_size=2, max_size=24, unique=True),
    st.integers(1, 12),
    st.integers(200, 900),
    st.integers(200, 900),
    st.lists(st.sampled_from([1e-6, 1.0, 2.0, 50.0]), min_size=24, max_size=24),
)
@example(["", "\u200c"], 1, 200, 200, [1e-6] * 24)  # a joiner with nothing to join
def test_names_never_overlap(
    names: list[str], modules: int, width: int, height: int, weights: list[float]
) -> None:
    ring = [(u, (u + 1) % len(names), weights[u]) for u in range(len(names))]
    network = Network.from_links(*zip(*ring, strict=True), nodes=names)
    partition = partition_into(network, {name: k % modules for k, name in enumerate(names)})
    assert_names_are_apart(module_map(partition, width=width, height=height))


# Labels are hostile


def test_hostile_labels_are_text_and_nothing_else() -> None:
    drawing = module_map(hostile_clusters().partition)
    names = {element.tag.split("}")[1] for element in ElementTree.fromstring(drawing).iter()}
    assert names <= {"svg", "title", "desc", "rect", "g", "line", "circle", "text"}
    assert "<script" not in drawing
    assert len(drawing) < 10_000


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_node_alone_is_drawn(label: str) -> None:
    partition = partition_into(Network.from_links([0], [0], nodes=[label]), {label: 0})
    drawing = module_map(partition, with_provenance=False)
    assert len(discs_of(drawing)) == 1
    assert_names_are_apart(drawing)
    drawing.encode()  # no half of a pair


# Files and notebooks


def test_the_map_is_written_where_a_path_is_given(tmp_path: Path) -> None:
    partition = infomap_py.partition(BARBELL)
    drawing = partition.map(tmp_path / "map.svg", width=500, height=400)
    assert (tmp_path / "map.svg").read_text(encoding="utf-8") == drawing
    assert 'width="500" height="400"' in drawing
    partition.write(tmp_path / "written.svg")
    assert (tmp_path / "written.svg").read_text(encoding="utf-8") == partition.map()


def test_the_same_partition_gives_the_same_bytes() -> None:
    first, second = (
        infomap_py.partition(nx.les_miserables_graph(), seed=3).map() for _ in range(2)
    )
    assert first == second


def test_what_made_it_is_a_description_unless_it_is_not_wanted() -> None:
    partition = infomap_py.partition(BARBELL)
    (told,) = elements(module_map(partition), "desc")
    assert told.text is not None
    assert "seed: 0" in told.text
    assert elements(module_map(partition, with_provenance=False), "desc") == []


def test_numbers_out_of_range_are_refused() -> None:
    partition = infomap_py.partition(BARBELL)
    with pytest.raises(OptionError, match="num_modules=501 is out of range"):
        partition.map(num_modules=501)
    with pytest.raises(OptionError, match=r"width=1000\.0 is not an integer"):
        partition.map(width=1000.0)  # type: ignore[arg-type]


def test_a_number_of_numpy_is_a_number_of_modules() -> None:
    partition = infomap_py.partition(BARBELL)
    assert partition.map(num_modules=np.int64(1)) == partition.map(num_modules=1)  # type: ignore[arg-type]
