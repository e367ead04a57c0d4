"""Filters on links: the strongest of every node, and the backbone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import networks

from infomap_py.network import Network
from infomap_py.words.filters import backbone_links, restricted, strongest_links

DISTINCT = st.floats(0.1, 10.0)


def links_of(network: Network, kept: np.ndarray) -> set[tuple[object, object]]:
    return {(u, v) for u, v, _ in restricted(network, kept).links()}


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
        once = restricted(network, kept)
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
    fewer = restricted(network, np.array([True, False]))
    assert fewer.directed
    assert fewer.num_links == 1
    assert fewer.source == "here"
    assert fewer.node_weights == pytest.approx([1, 2, 3])
