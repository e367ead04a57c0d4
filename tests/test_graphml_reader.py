"""GraphML: the network that networkx reads, and what is said of documents that hold none."""

import io

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.adapters import to_network
from infomap_py.errors import ReadError, ReadWarning
from infomap_py.readers import read_network

WEIGHT = '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'
LABELS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)


def document(body, keys=WEIGHT, edgedefault="undirected"):
    return f'<graphml>{keys}\n<graph edgedefault="{edgedefault}">\n{body}\n</graph></graphml>'


def read(text, **options):
    return read_network(io.BytesIO(text.encode()), format="graphml", **options)


def refused(text, message):
    with pytest.raises(ReadError, match=rf"^<stream>{message}"):
        read(text)


@given(
    st.lists(st.tuples(LABELS, LABELS, st.one_of(st.none(), st.integers(0, 9), st.floats(0, 9)))),
    st.lists(LABELS),
    st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]),
)
def test_what_networkx_writes_is_read_as_networkx_reads_it(edges, nodes, kind):
    graph = kind()
    graph.add_nodes_from(nodes)
    for u, v, weight in edges:  # whole and other numbers are two keys of one name
        graph.add_edge(u, v, **({} if weight is None else {"weight": weight}))
    file = io.BytesIO()
    nx.write_graphml_xml(graph, file)
    for options in ({}, {"weight": None}, {"directed": True}, {"directed": False}):
        written = to_network(nx.read_graphml(io.BytesIO(file.getvalue())), **options)
        assert read(file.getvalue().decode(), **options) == written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_document_says_how_it_is_encoded(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + document('<node id="Köln"/>')
    assert read_network(io.BytesIO(text.encode(encoding)), format="graphml").nodes == ["Köln"]


def test_a_default_holds_where_an_edge_has_no_weight():
    keys = WEIGHT.replace("/>", "><default>0.5</default></key>")
    edges = '<edge source="a" target="b"/><edge source="b" target="c"><data key="w">2</data></edge>'
    assert list(read(document(edges, keys)).links()) == [("a", "b", 0.5), ("b", "c", 2.0)]


def test_attributes_of_nodes_and_of_other_names_are_no_weights():
    keys = '<key id="w" for="node" attr.name="weight" attr.type="double"/>' + (
        '<key id="c" for="edge" attr.name="cost" attr.type="int"/>'
    )
    body = (
        '<node id="a"><data key="w">7</data></node>'
        '<edge source="a" target="b"><data key="c">3</data></edge>'
    )
    assert read(document(body, keys)).weights is None
    assert list(read(document(body, keys), weight="cost").links()) == [("a", "b", 3.0)]


def test_prefixes_of_names_make_no_difference():
    text = document('<node id="a"/><edge source="a" target="b"/>', keys="")
    prefixed = text.replace("</", "</g:").replace("<", "<g:").replace("<g:/g:", "</g:")
    assert read(prefixed.replace("<g:graphml>", '<g:graphml xmlns:g="x">')) == read(text)


def test_graphs_within_nodes_belong_to_the_graph_around_them():
    inner = '<graph edgedefault="undirected"><node id="b"/><edge source="b" target="c"/></graph>'
    network = read(document(f'<node id="a">{inner}</node><edge source="a" target="b"/>'))
    assert list(network.links()) == [("a", "b", 1.0), ("b", "c", 1.0)]


def test_of_graphs_side_by_side_the_first_is_read():
    other = '<graph edgedefault="directed"><edge source="x" target="y"/></graph></graphml>'
    text = document('<edge source="a" target="b"/>').replace("</graphml>", other)
    with pytest.warns(ReadWarning, match="<stream>: there are 2 graphs side by side"):
        assert list(read(text).links()) == [("a", "b", 1.0)]


def test_what_is_malformed_is_told_by_line():
    refused("", ":1: this is no XML from here on: no element found")
    refused("a b 1\n", r":1: this is no XML .*: syntax error.*format='links'")
    refused(
        document('<edge source="a" target="b"/>')[:-12], ":4: this is no XML .*: unclosed token"
    )
    refused("<gexf><graph/></gexf>", ":1: the document is a <gexf>, .*format='gexf'")
    refused("<graphml></graphml>", ": the document ends without a graph")
    refused(document('\n<edge source="a"/>'), ":4: <edge> has no target")
    refused(document("<node/>"), ":3: <node> has no id")
    refused(document("<hyperedge/>"), ":3: a hyperedge joins any number of nodes")
    edge = '<edge source="a" target="b">\n<data key="w">{}</data></edge>'
    refused(document(edge.format("heavy")), ":4: an edge has weight 'heavy' of type double")
    refused(document(edge.format("-2")), r": link 0 \('a' -> 'b'\) has weight -2.0")
    texts = WEIGHT.replace("double", "string")
    refused(document(edge.format("2"), texts), ":4: an edge has weight '2' of type string")


@pytest.mark.parametrize("default", ["directed", "undirected"])
def test_edges_of_both_kinds_are_refused(default):
    other = "true" if default == "undirected" else "false"
    edge = f'<edge source="a" target="b" directed="{other}"/>'
    refused(document(edge, edgedefault=default), ":3: directed and undirected edges are mixed")
