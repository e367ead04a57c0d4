"""Which links are kept: the strongest of every node, a backbone, those of some weight."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from strategies import networks

import infomap_py
from infomap_py.network import Network
from infomap_py.sparsification import backbone_links, strongest_links

DISTINCT = st.floats(0.1, 10.0)


def links_of(network: Network, kept: np.ndarray) -> set[tuple[object, object]]:
    return {(u, v) for u, v, _ in network.restricted(kept).links()}


def rows(network: Network, reverse: bool) -> dict[int, list[tuple[int, float]]]:
    """Neighbours and weights of every node: of links out of it, or into it."""
    weights = np.ones(len(network.targets)) if network.weights is None else network.weights
    ends = (network.targets, network.sources) if reverse else (network.sources, network.targets)
    found: dict[int, list[tuple[int, float]]] = {u: [] for u in range(network.num_nodes)}
    for u, v, weight in zip(*(end.tolist() for end in ends), weights.tolist(), strict=True):
        found[u].append((v, weight))
    return found


def expected(network: Network, is_kept) -> list[bool]:
    """Whether each arc is kept at either end, where ``is_kept(row, neighbour, weight)``."""
    out, into = rows(network, False), rows(network, True)
    weights = np.ones(len(network.targets)) if network.weights is None else network.weights
    arcs = zip(network.sources.tolist(), network.targets.tolist(), weights.tolist(), strict=True)
    return [is_kept(out[u], v, w) or is_kept(into[v], u, w) for u, v, w in arcs]


@given(networks(), st.integers(1, 4))
def test_links_are_kept_that_are_among_the_strongest_of_either_end(network, top_k) -> None:
    def is_kept(row, neighbour, weight):
        ranked = sorted(row, key=lambda link: (-link[1], link[0]))
        return (neighbour, weight) in ranked[:top_k]

    kept = strongest_links(network, top_k)
    assert kept.tolist() == expected(network, is_kept)


@given(networks(), st.floats(0.01, 1.0))
def test_the_backbone_is_that_of_the_formula(network, alpha) -> None:
    def is_kept(row, neighbour, weight):
        strength = sum(w for _, w in row)
        share = weight / strength if strength > 0 else 0.0
        return (1 - share) ** (len(row) - 1) < alpha

    kept = backbone_links(network, alpha)
    disagreeing = np.flatnonzero(kept != expected(network, is_kept))
    # Only where a value is the threshold itself, up to rounding.
    if len(disagreeing):
        nearly = (
            backbone_links(network, alpha * (1 - 1e-9)),
            backbone_links(network, alpha * (1 + 1e-9)),
        )
        assert (nearly[0] != nearly[1])[disagreeing].all()


@given(networks(directed=False), st.integers(1, 3), st.floats(0.05, 0.9))
def test_an_undirected_link_is_kept_in_both_directions_or_in_none(network, top_k, alpha) -> None:
    for kept in (strongest_links(network, top_k), backbone_links(network, alpha)):
        once = network.restricted(kept)
        assert len(once.targets) == np.count_nonzero(kept)
        assert np.array_equal(once.targets, network.targets[kept])
        assert list(once.nodes) == list(network.nodes)


def test_a_star_keeps_the_only_link_of_each_leaf_among_the_strongest() -> None:
    star = Network.from_links([0, 0, 0], [1, 2, 3], [3.0, 2.0, 1.0], nodes="hxyz")
    assert links_of(star, strongest_links(star, 1)) == {("h", "x"), ("h", "y"), ("h", "z")}


def test_of_equal_links_those_to_nodes_that_come_first_are_kept() -> None:
    square = Network.from_links([0, 0, 1, 2], [1, 2, 3, 3], nodes="abcd")
    # a: b of b, c. b: a of a, d. c: a of a, d. d: b of b, c.
    assert links_of(square, strongest_links(square, 1)) == {("a", "b"), ("a", "c"), ("b", "d")}


def test_the_backbone_of_a_star_is_decided_by_its_hub() -> None:
    # Strength 10, three links: (1 - 8/10)^2 = 0.04, (1 - 1/10)^2 = 0.81. Leaves have one link, and
    # (1 - 1)^0 = 1.
    star = Network.from_links([0, 0, 0], [1, 2, 3], [8.0, 1.0, 1.0], nodes="hxyz")
    assert links_of(star, backbone_links(star, 0.05)) == {("h", "x")}
    assert links_of(star, backbone_links(star, 0.039)) == set()
    assert links_of(star, backbone_links(star, 0.82)) == {("h", "x"), ("h", "y"), ("h", "z")}


def test_a_network_with_fewer_links_keeps_what_it_knows_of_nodes() -> None:
    network = Network.from_links(
        [0, 1], [1, 2], nodes="abc", node_weights=[1, 2, 3], source="here", directed=True
    )
    fewer = network.restricted(np.array([True, False]))
    assert fewer.directed
    assert fewer.num_links == 1
    assert fewer.source == "here"
    assert fewer.node_weights == pytest.approx([1, 2, 3])


# sparsify

# A triangle a b c with a pendant d, all weights known.
KITE = [("a", "b", 5), ("b", "c", 4), ("a", "c", 3), ("c", "d", 2)]


def kept_of(graph: object, **filters: object) -> set[tuple[object, object]]:
    return {(u, v) for u, v, _ in infomap_py.sparsify(graph, **filters).links()}


def test_links_of_less_weight_go_and_nodes_stay() -> None:
    sparse = infomap_py.sparsify(KITE, min_weight=4)
    assert list(sparse.links()) == [("a", "b", 5.0), ("b", "c", 4.0)]
    assert list(sparse.nodes) == ["a", "b", "c", "d"]


def test_a_decimal_threshold_keeps_links_of_just_that_weight() -> None:
    # 0.1 + 0.2 is more than 0.3 as floats go; weights are kept in tenths, and summed in these.
    links = [("a", "b", 0.1), ("b", "a", 0.2), ("b", "c", 0.2)]
    assert kept_of(links, min_weight=0.3) == {("a", "b")}


def test_with_several_filters_those_links_stay_that_each_keeps() -> None:
    # The strongest of a and b: ab; of c: bc; of d: cd.
    assert kept_of(KITE, top_k=1) == {("a", "b"), ("b", "c"), ("c", "d")}
    # At a: (1 - 5/8)^1 = .375 and (1 - 3/8) = .625; at b: ab 1 - 5/9 = .444, bc 1 - 4/9 = .556; at
    # c of 9 and three links: bc (5/9)^2 = .309, ac (6/9)^2 = .444, cd (7/9)^2 = .605.
    assert kept_of(KITE, backbone_alpha=0.4) == {("a", "b"), ("b", "c")}
    assert kept_of(KITE, backbone_alpha=0.45) == {("a", "b"), ("b", "c"), ("a", "c")}
    assert kept_of(KITE, top_k=1, backbone_alpha=0.45) == {("a", "b"), ("b", "c")}
    assert kept_of(KITE, top_k=1, backbone_alpha=0.45, min_weight=5) == {("a", "b")}


@given(networks(), st.floats(0.0, 5.0))
def test_a_threshold_is_idempotent_and_exact(network, least) -> None:
    once = infomap_py.sparsify(network, min_weight=least)
    assert list(once.links()) == [link for link in network.links() if link[2] >= least]
    assert infomap_py.sparsify(once, min_weight=least) == once


@given(networks(), st.integers(1, 4))
def test_the_strongest_are_bounded_and_leave_no_linked_node_alone(network, top_k) -> None:
    sparse = infomap_py.sparsify(network, top_k=top_k)
    assert list(sparse.nodes) == list(network.nodes)
    assert sparse.num_links <= top_k * network.num_nodes * (2 if network.directed else 1)
    linked = np.union1d(network.sources, network.targets)
    assert np.array_equal(np.union1d(sparse.sources, sparse.targets), linked)
    assert set(sparse.links()) <= set(network.links())


@given(networks(), st.floats(0.01, 1.0), st.floats(0.01, 1.0))
def test_a_stricter_backbone_is_part_of_a_looser_one(network, one, other) -> None:
    strict, loose = (
        set(infomap_py.sparsify(network, backbone_alpha=alpha).links())
        for alpha in sorted((one, other))
    )
    assert strict <= loose


@given(networks(weights=st.sampled_from([1.0, 2.0, 4.0])), st.sampled_from([0.25, 2.0, 1024.0]))
def test_scaled_weights_keep_the_same_links(network, factor) -> None:
    weights = np.ones(len(network.targets)) if network.weights is None else network.weights
    once = slice(None) if network.directed else network.sources <= network.targets
    scaled = Network.from_links(
        network.sources[once],
        network.targets[once],
        weights[once] * factor,
        nodes=network.nodes,
        directed=network.directed,
    )
    for filters in ({"top_k": 2}, {"backbone_alpha": 0.3}):
        assert kept_of(scaled, **filters) == kept_of(network, **filters)


def test_links_that_are_all_alike_have_no_backbone() -> None:
    # (1 - 1/5)^4 = 0.41 for every link of a complete graph of six.
    complete = [(u, v) for u in range(6) for v in range(u)]
    assert kept_of(complete, backbone_alpha=0.4) == set()
    assert len(kept_of(complete, backbone_alpha=0.42)) == 15


def test_any_graph_can_be_sparsified_and_read_as_directed_first() -> None:
    # Both ways summed, ab has 4 and bc 3; one-way, the strongest out of b is that to c.
    arcs = [("a", "b", 2), ("b", "a", 2), ("b", "c", 3)]
    assert kept_of(arcs, min_weight=4) == {("a", "b")}
    assert kept_of(arcs, min_weight=3, directed=True) == {("b", "c")}
    assert kept_of(arcs, min_weight=1, weight=None) == {("a", "b"), ("b", "c")}
    assert kept_of(csr_array(np.array([[0, 2.0], [2.0, 0]])), min_weight=2) == {(0, 1)}


def test_sides_stay_sides_and_states_stay_states() -> None:
    sides = Network.from_links(
        [0, 0, 1], [2, 3, 3], [1, 2, 3], nodes="abxy", features=[False, False, True, True]
    )
    assert infomap_py.sparsify(sides, min_weight=2).features.tolist() == [False, False, True, True]
    paths = infomap_py.from_paths([["a", "b", "c"]] * 3 + [["a", "b", "d"]])
    sparse = infomap_py.sparsify(paths, min_weight=2)
    assert isinstance(sparse, infomap_py.StateNetwork)
    assert np.array_equal(sparse.physical, paths.physical)
    assert sparse.num_links < paths.num_links


def test_links_that_a_relaxing_walker_makes_are_not_judged() -> None:
    layers = {"work": [("a", "b")], "choir": [("b", "c")]}
    with pytest.raises(infomap_py.errors.NetworkError, match=r"\{layer: sparsify"):
        infomap_py.sparsify(layers, top_k=1)
    thinned = {layer: infomap_py.sparsify(links, top_k=1) for layer, links in layers.items()}
    assert len(infomap_py.partition(thinned).network.physical_nodes) == 3


def test_the_source_says_what_was_kept() -> None:
    network = Network.from_links([0], [1], nodes="ab", source="here")
    sparse = infomap_py.sparsify(network, top_k=3, min_weight=0.5)
    assert sparse.source == "here (top_k=3, min_weight=0.5)"


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({}, "no filter is given"),
        ({"top_k": 0}, "top_k=0 is out of range"),
        ({"top_k": 1.5}, "top_k=1.5 is not an integer"),
        ({"backbone_alpha": 0}, r"backbone_alpha=0 is not in \(0, 1\]"),
        ({"backbone_alpha": float("nan")}, "backbone_alpha=nan is not in"),
        ({"min_weight": -1}, "min_weight=-1 is not a finite number of 0 or more"),
        ({"min_weight": "1"}, "min_weight='1' is not a number"),
    ],
)
def test_filters_outside_their_range_are_refused(filters, message) -> None:
    with pytest.raises(infomap_py.errors.OptionError, match=message):
        infomap_py.sparsify(KITE, **filters)
