"""Partitions as GEXF 1.3: as networkx reads them back, and as the grammar of the format has it."""

import io
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stored import LAYERED
from word_networks import HOSTILE, hostile_clusters
from written_trees import network_of_pairs, pairs_of_pairs, partition_into

import infomap_py
from infomap_py import Network
from infomap_py.gexf_files import gexf_text
from infomap_py.pictures.svg import COLOURS
from infomap_py.xml_text import as_parsed

GEXF, VIZ = "{http://gexf.net/1.3}", "{http://gexf.net/1.3/viz}"

# What may be in each element, and which attributes it has: gexf.rnc and viz.rnc of GEXF 1.3.
GRAMMAR = {
    "gexf": ({"meta", "graph"}, {"version"}),
    "meta": ({"creator", "description", "keywords"}, {"lastmodifieddate"}),
    "creator": (set(), set()),
    "description": (set(), set()),
    "graph": ({"attributes", "nodes", "edges"}, {"defaultedgetype", "idtype", "mode"}),
    "attributes": ({"attribute"}, {"class", "mode"}),
    "attribute": ({"default", "options"}, {"id", "title", "type"}),
    "nodes": ({"node"}, {"count"}),
    "node": ({"attvalues", "color", "size", "position", "shape"}, {"id", "label"}),
    "attvalues": ({"attvalue"}, set()),
    "attvalue": (set(), {"for", "value"}),
    "color": (set(), {"r", "g", "b", "a"}),
    "edges": ({"edge"}, {"count"}),
    "edge": ({"attvalues"}, {"id", "type", "label", "source", "target", "weight"}),
}
TYPES = {"integer", "long", "double", "float", "boolean", "string"}


def text_of(partition, more=None):
    return "".join(gexf_text(partition, more))


def read(partition, more=None):
    skip_where_networkx_is_too_old()
    return nx.read_gexf(io.BytesIO(text_of(partition, more).encode()), version="1.3")


def skip_where_networkx_is_too_old():
    if "1.3" not in nx.readwrite.gexf.GEXF.versions:
        pytest.skip("this networkx reads no GEXF 1.3")


def column(graph, name):
    return [data[name] for _, data in graph.nodes(data=True)]


def check_grammar(text):
    root = ElementTree.fromstring(text)
    assert root.attrib.pop("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
    assert root.get("version") == "1.3"
    for element in root.iter():
        namespace = VIZ if element.tag.endswith("}color") else GEXF
        name = element.tag.removeprefix(namespace)
        children, attributes = GRAMMAR[name]
        assert {child.tag.rpartition("}")[2] for child in element} <= children
        assert element.attrib.keys() <= attributes
    ids = [node.get("id") for node in root.iter(f"{GEXF}node")]
    assert len(set(ids)) == len(ids)
    columns = {one.get("id"): one.get("type") for one in root.iter(f"{GEXF}attribute")}
    assert set(columns.values()) <= TYPES
    assert {one.get("for") for one in root.iter(f"{GEXF}attvalue")} <= columns.keys()
    for edge in root.iter(f"{GEXF}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)
        assert float(edge.get("weight")) >= 0.0
    parts = [child.tag.removeprefix(GEXF) for child in root.find(f"{GEXF}graph")]
    assert parts == ["attributes", "nodes", "edges"]


@pytest.mark.parametrize("directed", [False, True])
def test_networkx_reads_back_the_network_and_its_modules(directed):
    network = network_of_pairs(*"abcdefgh", directed=directed)
    partition = partition_into(network, {u: u in "abcd" for u in "abcdefgh"})
    graph = read(partition)
    assert graph.is_directed() == directed
    assert column(graph, "label") == list("abcdefgh")
    assert column(graph, "module") == partition.labels.tolist()
    assert column(graph, "flow") == partition.flow.tolist()
    label = dict(graph.nodes(data="label"))
    links = {(label[u], label[v], w) for u, v, w in graph.edges(data="weight")}
    assert links == set(network.links())


PARTITIONS = {
    "a hierarchy": pairs_of_pairs,
    "layers": lambda: infomap_py.partition(LAYERED),
    "overlapping": lambda: infomap_py.partition(nx.path_graph(4), overlapping=True),
    "self-links": lambda: infomap_py.partition([(1, 2), (2, 2)]),
    "no nodes": lambda: infomap_py.partition(Network.from_links([], [], nodes=[])),
    "hostile labels": lambda: hostile_clusters().partition,
    "two sides": lambda: infomap_py.partition([("a", 1), ("b", 1)], bipartite={1}),
}


@pytest.mark.parametrize("name", PARTITIONS)
def test_documents_keep_to_the_grammar(name):
    check_grammar(text_of(PARTITIONS[name]()))


@given(labels=st.lists(st.text(), min_size=2, max_size=4, unique=True))
def test_any_labels_make_a_document_that_is_read(labels):
    ends = range(len(labels) - 1)
    network = Network.from_links(ends, [u + 1 for u in ends], nodes=labels, source="--> <a>")
    partition = infomap_py.partition(network)
    check_grammar(text_of(partition))
    assert column(read(partition), "label") == list(map(as_parsed, labels))


def test_nodes_of_a_module_have_its_colour():
    modules = {u: (u - 1) // 2 for u in range(1, 9)}
    partition = partition_into(network_of_pairs(), modules)
    colours = [data["viz"]["color"] for _, data in read(partition).nodes(data=True)]
    texts = [f"#{one['r']:02x}{one['g']:02x}{one['b']:02x}" for one in colours]
    assert texts == [COLOURS[m] for m in partition.labels.tolist()]
    assert len(set(texts)) == 4


def test_a_hierarchy_has_paths_and_states_have_nodes_and_layers():
    partition = pairs_of_pairs()
    paths = [tuple(map(int, path.split(":"))) for path in column(read(partition), "path")]
    assert paths == list(partition.paths.values())
    graph = read(infomap_py.partition(LAYERED))
    assert column(graph, "physical_node") == ["b", "a", "b", "c"]
    assert column(graph, "layer") == ["x", "x", "2", "2"]


def test_hostile_labels_and_columns_of_the_caller_come_back():
    clusters = hostile_clusters()
    scores = [k / 4 for k in range(len(HOSTILE))]
    graph = read(clusters.partition, {"count": list(range(len(HOSTILE))), "<score>": scores})
    assert column(graph, "label") == list(map(as_parsed, HOSTILE))
    assert column(graph, "count") == list(range(len(HOSTILE)))
    assert column(graph, "<score>") == scores


def test_what_made_it_is_a_description_unless_it_is_not_wanted():
    partition = infomap_py.partition([(1, 2), (2, 3)])
    assert "<description>infomap_py: " in text_of(partition)
    assert "<meta>" not in "".join(gexf_text(partition, with_provenance=False))
