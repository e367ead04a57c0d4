"""Links one by one: what is a link, what is a label, what is a weight."""

from collections import Counter, OrderedDict, namedtuple
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from infomap_py.adapters import to_network
from infomap_py.errors import NetworkError

labels = st.sampled_from(["a", "b", 1, 2.5, -3, ("a", 1), frozenset({1}), b"a", True, np.int64(9)])
weights = st.sampled_from([0, 0.5, 2, Fraction(1, 4), Decimal("0.75"), np.float32(8), True])
pairs = st.tuples(labels, labels)
triples = st.tuples(labels, labels, weights)


@given(st.lists(pairs | triples, max_size=30), st.sampled_from([list, tuple, iter]))
def test_links_of_any_labels_are_summed_whatever_holds_them(links, container):
    network = to_network(container(links))
    expected = Counter()
    for u, v, weight in ((*link, 1)[:3] for link in links):
        expected[frozenset({u, v})] += float(weight)
    assert {frozenset({u, v}): weight for u, v, weight in network.links()} == expected
    assert list(network.nodes) == list(dict.fromkeys(end for link in links for end in link[:2]))


@given(st.lists(triples, max_size=20))
def test_without_weights_links_are_counted(links):
    expected = to_network([link[:2] for link in links])
    assert to_network(links, weight=None) == expected


def test_directed_links_keep_their_direction():
    links = [("a", "b"), ("b", "a", 2.0)]
    assert list(to_network(links).links()) == [("a", "b", 3.0)]
    assert list(to_network(links, directed=True).links()) == [("a", "b", 1.0), ("b", "a", 2.0)]


def test_labels_come_back_as_the_objects_that_were_given():
    label = ("a", 1)
    network = to_network([(label, np.int64(3))])
    assert network.nodes[0] is label
    assert type(network.nodes[1]) is np.int64


@pytest.mark.parametrize("data", [{"weight": 2.5}, MappingProxyType({"weight": 2.5})])
def test_the_third_part_may_be_a_mapping_of_attributes(data):
    links = [("a", "b", data), ("b", "c", {}), ("c", "d", 4.0)]
    expected = [("a", "b", 2.5), ("b", "c", 1.0), ("c", "d", 4.0)]
    assert list(to_network(links).links()) == expected
    assert to_network(links, weight=None).weights is None


def test_edges_of_networkx_are_links():
    graph = nx.Graph([("a", "b", {"cost": 2.0}), ("b", "c", {"cost": 3.0})])
    by_name = to_network(graph.edges(data=True), weight="cost")
    assert by_name == to_network(graph, weight="cost")
    assert to_network(graph.edges) == to_network(graph)
    assert to_network(graph.edges(data="cost")) == by_name


@pytest.mark.parametrize("link", [["a", "b"], namedtuple("Link", "source target")("a", "b")])
def test_lists_and_named_tuples_are_links(link):
    assert list(to_network([link]).links()) == [("a", "b", 1.0)]


@pytest.mark.parametrize("links", [[], (), set(), iter([])])
def test_no_links_make_no_nodes(links):
    assert (to_network(links).num_nodes, to_network(links).num_links) == (0, 0)


def test_more_links_than_are_read_at_once_are_all_read():
    # The weights begin in the second chunk.
    links = [(u, u + 1) if u < 9000 else (u, u + 1, u / 2) for u in range(20_000)]
    network = to_network(iter(links))
    assert network.weights is not None
    assert list(network.links()) == [(*link, 1.0)[:3] for link in links]


@pytest.mark.parametrize(
    "item",
    [
        "ab",
        b"ab",
        7,
        None,
        ("a",),
        ("a", "b", 1, 2),
        (),
        {"a", "b"},
        {"a": 1, "b": 2},
        np.arange(2),
    ],
)
@pytest.mark.parametrize("position", [0, 1, 10_000])
def test_what_is_no_link_is_named_with_its_position(item, position):
    links = [("a", "b")] * position + [item, ("a", "b")]
    with pytest.raises(
        NetworkError, match=rf"link {position} is .*, of type \w+; a link is a tuple \(u, v\)"
    ):
        to_network(links)


def test_lists_of_ids_by_column_are_pointed_to_arrays():
    with pytest.raises(NetworkError, match=r"pass numpy arrays: \(sources, targets\)"):
        to_network(([0, 1, 2, 3], [1, 2, 3, 0]))


@pytest.mark.parametrize("position", [0, 1, 10_000])
@pytest.mark.parametrize("label", [["b"], {"b"}, np.arange(2)])
def test_an_unhashable_label_is_named_with_its_position(label, position):
    links = [("a", "b")] * position + [("a", label)]
    with pytest.raises(
        NetworkError, match=rf"link {position} has end .*; node labels must be hash"
    ):
        to_network(links)


def test_an_error_inside_a_label_is_the_labels():
    class Moody:
        def __hash__(self):
            return 1

        def __eq__(self, other):
            raise TypeError("do not compare me")

    with pytest.raises(TypeError, match="do not compare me"):
        to_network([(Moody(), Moody())])


@pytest.mark.parametrize("position", [0, 1, 10_000])
@pytest.mark.parametrize("label", [None, float("nan"), Decimal("nan"), np.float64("nan")])
def test_a_missing_label_is_named_with_its_position(label, position):
    links = [("a", "b")] * position + [(label, "a")]
    with pytest.raises(NetworkError, match=rf"link {position} has end .*; None and NaN mean"):
        to_network(links)


def test_missing_labels_of_pandas_are_refused():
    pandas = pytest.importorskip("pandas")
    for label in (pandas.NA, pandas.NaT):
        with pytest.raises(NetworkError, match=r"link 0 has end .*; None and NaN mean"):
            to_network([(label, "a")])


@pytest.mark.parametrize("position", [0, 1, 10_000])
@pytest.mark.parametrize("weight", ["2", None, 1j, [1], 10**400, Decimal("sNaN"), {"weight": "2"}])
def test_a_weight_that_is_no_number_is_named_with_its_link(weight, position):
    links = [("a", "b", 0.5)] * position + [("b", "c", weight)]
    with pytest.raises(NetworkError, match=rf"link {position} \('b' -> 'c'\) has weight .* number"):
        to_network(links)


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf"), Decimal("-Infinity")])
def test_a_weight_that_is_not_finite_or_negative_is_named_with_its_link(weight):
    links = [("a", "b"), ("b", "c", weight)]
    with pytest.raises(NetworkError, match=r"link 1 \('b' -> 'c'\) has weight .* finite and >= 0"):
        to_network(links)


def test_an_error_inside_the_callers_generator_is_the_callers():
    def links():
        yield "a", "b"
        raise OSError("disk on fire")

    with pytest.raises(OSError, match="disk on fire"):
        to_network(links())


def test_links_that_are_an_ordered_dict_are_not_guessed_at():
    with pytest.raises(TypeError, match=r"networkx\.from_dict_of_dicts"):
        to_network(OrderedDict(a={"b": 1}))
