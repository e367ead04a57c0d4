"""What is on a report: columns that agree with the partition and with each other."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from read_pages import Page
from strategies import bipartite_networks, networks

import infomap_py
from infomap_py.errors import OptionError, PartitionError, PartitionWarning
from infomap_py.report import outline, scenes
from infomap_py.report.report import data_of
from infomap_py.report.subject import Subject

NESTED = Path(__file__).parent / "reference" / "networks" / "nested_3x3x3x3.net"


def data(partition, num_nodes=10_000, title=None, compare_with=None):
    return data_of(Subject(partition), compare_with, title, num_nodes)


def check(partition, num_nodes=10_000):
    """All that holds of every page."""
    page = data(partition, num_nodes)
    modules, nodes = page["modules"], page["nodes"]
    assert len({len(column) for column in modules.values()} | {len(page["hidden_nodes"])}) == 1
    assert len({len(column) for column in nodes.values()}) == 1
    assert all(parent < place for place, parent in enumerate(modules["parent"]))
    _check_order(modules["parent"], modules["flow"])
    _check_order(nodes["module"], nodes["flow"])
    _check_sums(page)
    assert "-1" in page["scenes"] or not modules["size"]
    for module, scene in page["scenes"].items():
        _check_scene(page, int(module), scene)
    return page


def _check_order(inside, flow):
    """Siblings by decreasing flow."""
    last = {}
    for module, here in zip(inside, flow, strict=True):
        assert here <= last.get(module, 2.0)
        last[module] = here


def _check_sums(page):
    """What is listed and what is hidden is all; flows of parts sum to no more than the whole."""
    modules, nodes = page["modules"], page["nodes"]
    counts = np.zeros(len(modules["parent"]), dtype=int)
    for module in nodes["module"]:
        while module >= 0:
            counts[module] += 1
            module = modules["parent"][module]
    assert (counts + page["hidden_nodes"] == modules["size"]).all()
    for flow in (modules["flow"], nodes["flow"]):
        assert min(flow, default=0.0) >= 0.0
    inside = np.zeros(len(modules["flow"]) + 1)
    np.add.at(inside, np.array(modules["parent"], dtype=int), modules["flow"])
    assert (inside <= 1.001 * np.append(modules["flow"], 1.0) + 1e-12).all()


def _check_scene(page, module, scene):
    """Parts are of the module, discs within the picture and apart, links between parts."""
    of = page["nodes"]["module"] if scene["of_nodes"] else page["modules"]["parent"]
    assert all(of[part] == module for part in scene["part"])
    x, y, r = (np.array(scene[name]) for name in "xyr")
    assert len(x) == len(y) == len(r) == len(scene["part"]) <= scenes.OUTER_PARTS
    for at, length in ((x, scenes.WIDTH), (y, scenes.HEIGHT)):
        assert (at - r >= -0.1).all()
        assert (at + r <= length + 0.1).all()
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + 0.3  # of rounding
    np.fill_diagonal(apart, np.inf)
    assert (apart >= r[:, None] + r).all()
    links = np.array(scene["links"]).reshape(-1, 3)
    assert (links[:, :2] < len(x)).all()
    assert ((links[:, 2] >= 0.0) & (links[:, 2] <= 1.0)).all()
    if not scene["of_nodes"]:
        total = page["total"]["children"] if module < 0 else page["modules"]["children"][module]
        assert len(x) + scene["hidden"] == total


@given(networks(max_nodes=14), st.booleans(), st.integers(0, 14))
def test_columns_agree_of_any_network(network, two_level, num_nodes):
    check(infomap_py.partition(network, two_level=two_level), num_nodes)


@given(bipartite_networks())
def test_columns_agree_of_networks_with_two_sides(network):
    page = check(infomap_py.partition(network))
    assert page["total"]["nodes"] == network.num_nodes


def test_a_page_has_what_the_partition_says():
    """Two triangles and a bridge: 14 ends of links, 3 of them at either end of the bridge."""
    page = check(infomap_py.partition(nx.barbell_graph(3, 0)))
    assert page["modules"]["names"] == [["2", "0", "1"], ["3", "4", "5"]]
    assert page["modules"]["flow"] == [0.5, 0.5]
    assert page["modules"]["exit"] == page["modules"]["enter"] == [0.07143, 0.07143]  # 1/14
    assert page["modules"]["bits"] == [1.089, 1.089]
    assert page["nodes"]["name"] == ["2", "0", "1", "3", "4", "5"]
    assert page["nodes"]["flow"] == [0.2143, 0.1429, 0.1429] * 2
    assert page["scenes"]["-1"]["links"] == [0, 1, 1.0]
    assert ("Codelength", "2.3207 bits per step") in page["numbers"]
    assert ("seed", "0") in page["provenance"]
    assert (page["notes"], page["alluvial"]) == ([], None)


def test_a_hierarchy_is_there_with_all_its_levels():
    partition = infomap_py.partition(NESTED, two_level=False)
    page = check(partition)
    tree, modules = partition.module_tree, page["modules"]
    assert modules["parent"] == tree.parent.tolist()
    assert modules["size"] == [size_by_counting(tree, m) for m in range(tree.num_modules)]
    assert modules["colour"] == tree.at_depth(1).tolist()
    assert set(page["scenes"]) == {"-1", *map(str, range(tree.num_modules))}
    assert dict(page["numbers"])["Level 1"].endswith(f", {partition.num_modules} modules")


def size_by_counting(tree, module):
    size = 0
    for above in tree.module_of.tolist():
        while above >= 0:
            size += above == module
            above = int(tree.parent[above])
    return size


def test_nodes_are_dealt_out_by_the_root_of_flow():
    """Three cliques, of 12, 6 and 3 nodes, without links between. Nodes of a clique of n have the
    same flow, so that modules have n (n - 1) of 168 ends: 132, 30, 6. The next node goes to the
    largest root / (listed + 1): roots are 11.5, 5.5, 2.4, and of 7 nodes they get
    11.5, 5.7 (1), 5.5 (2nd), 3.8, 2.9, 2.7 (2nd), 2.4 (3rd): 4, 2 and 1."""
    graph = nx.disjoint_union_all([nx.complete_graph(n) for n in (12, 6, 3)])
    page = check(infomap_py.partition(graph), num_nodes=7)
    assert [page["nodes"]["module"].count(m) for m in range(3)] == [4, 2, 1]
    assert page["hidden_nodes"] == [8, 4, 2]
    # Of 132/168 a twelfth each, of 30/168 a sixth, of 6/168 a third: 4, 2 and 1 of these are
    # 44 + 10 + 2 of 168, a third of the flow.
    assert page["notes"] == ["14 nodes with 66.7 % of the flow are not listed."]


@pytest.mark.parametrize("count", [1, 3, 6, 20])
def test_modules_are_dealt_out_over_levels(monkeypatch, count):
    """One by one: always the part that is most due of all whose module is listed, where nothing is
    due before the module that it is in."""
    monkeypatch.setattr(outline, "NUM_MODULES", count)
    partition = infomap_py.partition(NESTED, two_level=False)
    root, listed = partition.tree, []
    waiting = [(1.0, 1.0, root, 0)]  # how due the module was, its flow, and its next part
    while len(listed) < count:
        due = [
            min(own, np.sqrt(flow) / (k + 1)) if k < len(module.children) else -1.0
            for own, flow, module, k in waiting
        ]
        best = int(np.argmax(due))
        own, flow, module, k = waiting[best]
        waiting[best] = (own, flow, module, k + 1)
        part = module.children[k]
        listed.append(part.id)
        waiting.append((due[best], part.flow, part, 0))
    page = check(partition)
    assert page["modules"]["flow"] == [
        float(f"{partition.coded.rates.flow[m]:.4g}") for m in sorted(listed)
    ]
    inner = partition.module_tree.num_modules - partition.num_modules
    shown = sum(parent >= 0 for parent in page["modules"]["parent"])
    assert any(note.startswith(f"{inner - shown} smaller modules in") for note in page["notes"])


def test_outermost_modules_that_are_left_out_are_told(monkeypatch):
    monkeypatch.setattr(outline, "NUM_MODULES", 3)
    graph = nx.disjoint_union_all([nx.complete_graph(4) for _ in range(5)])
    page = check(infomap_py.partition(graph))
    assert page["notes"][0] == "2 smaller modules with 40 % of the flow are not on this page."
    assert page["scenes"]["-1"]["hidden"] == 2
    assert page["scenes"]["-1"]["hidden_flow"] == pytest.approx(0.4)


def test_budgets_are_kept_whatever_the_labels():
    """3,000 pairs named by emoji and what JSON escapes: each of 60 letters, four bytes or six."""
    labels = [f"{u:05}" + ("\U0001f600" if u % 2 else "<") * 90 for u in range(6_000)]
    graph = nx.Graph(zip(labels[::2], labels[1::2], strict=True))
    partition = infomap_py.partition(graph)
    text = partition.report()
    assert len(text.encode()) < 2_000_000
    page = Page(text).data
    assert 500 < len(page["modules"]["size"]) < 3_000
    assert any("not on this page" in note for note in page["notes"])
    assert sum(len(scene["part"]) for scene in page["scenes"].values()) <= scenes.PARTS


def test_what_has_no_flow_can_be_seen():
    graph = nx.Graph([(0, 1)])
    graph.add_nodes_from(range(2, 6))
    page = check(infomap_py.partition(graph))
    assert page["modules"]["flow"] == [1.0, 0, 0, 0, 0]
    assert min(page["scenes"]["-1"]["r"]) > 0.0


@pytest.mark.parametrize("count", [0, 1])
def test_next_to_nothing_has_a_page(count):
    page = check(infomap_py.partition(nx.empty_graph(count)))
    assert page["total"] == {"modules": count, "children": count, "nodes": count}
    assert page["scenes"]["-1"]["part"] == list(range(count))


def test_everything_in_one_module_says_why():
    page = check(infomap_py.partition(nx.star_graph(20)))
    assert page["modules"]["size"] == [21]
    assert "All 21 nodes are in one module" in page["notes"][0]


def test_everything_alone_has_a_page():
    with pytest.warns(PartitionWarning):
        partition = infomap_py.partition(nx.empty_graph(200))
    page = check(partition)
    assert page["modules"]["size"] == [1] * 200
    assert page["scenes"]["-1"]["hidden"] == 140


def test_states_are_named_by_their_nodes():
    paths = [["a", "b", "c"], ["c", "b", "a"]] * 2
    page = check(infomap_py.partition(infomap_py.from_paths(paths)))
    assert page["member"] == ("state", "states")
    assert "b [a, b]" in page["nodes"]["name"]
    layers = infomap_py.multilayer({"x": nx.path_graph(3), "y": nx.path_graph(3)})
    page = check(infomap_py.partition(layers))
    assert sorted(page["nodes"]["name"])[:2] == ["0 [x, 0]", "0 [y, 0]"]


def test_nodes_in_several_modules_are_listed_in_each():
    cliques = nx.compose(nx.complete_graph(6), nx.complete_graph(range(5, 11)))
    page = data(infomap_py.partition(cliques, overlapping=True))
    assert page["member"] == ("node", "nodes")
    assert page["modules"]["size"] == [6, 6]
    assert page["nodes"]["name"].count("5") == 2
    assert page["total"]["nodes"] == 11
    assert page["hidden_nodes"] == [0, 0]
    fewer = data(infomap_py.partition(cliques, overlapping=True), num_nodes=4)
    assert fewer["nodes"]["module"] == [0, 0, 1, 1]
    assert fewer["hidden_nodes"] == [4, 4]
    # Of 60 ends of links each node has 5, but for the one in both, of which half is listed: 7 * 5.
    assert fewer["notes"] == ["7 nodes with 58.3 % of the flow are not listed."]


def test_the_other_partition_is_a_second_step():
    partition = infomap_py.partition(nx.barbell_graph(3, 0))
    page = data(partition, compare_with=[{0, 1, 2, 3, 4, 5}])
    steps = page["alluvial"]["steps"]
    assert [len(step["blocks"]) for step in steps] == [2, 1]
    assert [block["colour"] for block in steps[0]["blocks"]] == page["modules"]["colour"]
    assert [step["name"] for step in steps] == ["This partition", "The other"]
    with pytest.raises(PartitionError, match="no node in common"):
        data(partition, compare_with=[{"x"}, {"y"}])


def test_numbers_out_of_range_are_refused():
    partition = infomap_py.partition(nx.barbell_graph(3, 0))
    with pytest.raises(OptionError, match="num_nodes=-1 is out of range"):
        partition.report(num_nodes=-1)


def test_a_title_is_a_text_and_a_blank_one_is_none():
    partition = infomap_py.partition(nx.barbell_graph(3, 0))
    with pytest.raises(OptionError, match="title=2024 is no text"):
        partition.report(title=2024)
    assert partition.report(title=" ") == partition.report()


def test_trials_are_told():
    partition = infomap_py.partition(nx.les_miserables_graph(), num_trials=3)
    told = dict(data(partition)["provenance"])["codelengths of trials"]
    assert told.count("trial ") == 3
