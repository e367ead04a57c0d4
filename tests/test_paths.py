"""Paths to networks with memory: states by definition, known answers, and what is refused."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import infomap_py
from infomap_py import from_paths
from infomap_py._core.numbering import IntegerNumbering
from infomap_py.errors import InputTypeError, NetworkError, OptionError
from infomap_py.network import Network
from infomap_py.state_network import StateNetwork

PATHS = st.lists(st.lists(st.sampled_from("abcd"), max_size=8), max_size=8)


def windows(path: list[str], length: int) -> list[tuple[str, ...]]:
    return [tuple(path[k : k + length]) for k in range(len(path) - length + 1)]


@given(PATHS, st.integers(2, 4))
def test_a_window_of_one_node_more_than_a_state_is_a_link(paths, order) -> None:
    network = from_paths(paths, order)
    steps = Counter(window for path in paths for window in windows(path, order + 1))
    expected = {(step[:-1], step[1:], float(times)) for step, times in steps.items()}
    assert set(network.links()) == expected


@given(PATHS, st.integers(2, 4))
def test_states_stand_in_order_of_appearance_and_belong_to_their_last_node(paths, order) -> None:
    network = from_paths(paths, order)
    assert isinstance(network, StateNetwork)
    seen = dict.fromkeys(window for path in paths for window in windows(path, order))
    assert list(network.nodes) == list(seen)
    assert network.physical_nodes == list(dict.fromkeys(node for path in paths for node in path))
    physical = [network.physical_nodes[u] for u in network.physical]
    assert physical == [state[-1] for state in network.nodes]


@given(PATHS)
def test_of_first_order_it_is_the_network_of_the_steps(paths) -> None:
    network = from_paths(paths, 1)
    assert type(network) is Network
    steps = [step for path in paths for step in windows(path, 2)]
    expected = {(u, v, float(times)) for (u, v), times in Counter(steps).items()}
    assert set(network.links()) == expected
    assert network.directed


@given(PATHS, st.integers(1, 3), st.data())
def test_a_path_that_weighs_3_is_one_that_was_taken_3_times(paths, order, data) -> None:
    times = data.draw(st.lists(st.integers(1, 3), min_size=len(paths), max_size=len(paths)))
    repeated = [path for path, count in zip(paths, times, strict=True) for _ in range(count)]
    assert from_paths(paths, order, weights=times) == from_paths(repeated, order)


def test_paths_are_lists_tuples_arrays_or_anything_that_can_be_gone_through() -> None:
    expected = from_paths([[1, 2, 3], [3, 2, 1]])
    assert from_paths(iter([(1, 2, 3), iter([3, 2, 1])])) == expected
    assert from_paths(np.array([[1, 2, 3], [3, 2, 1]])) == expected


def test_memory_tells_walks_apart_that_cross_in_a_node() -> None:
    # a and d, like c and e, are joined only through b, where each walk goes on where it came from.
    paths = [["a", "b", "d"] * 20, ["c", "b", "e"] * 20]
    with_memory = infomap_py.partition(from_paths(paths))
    assert with_memory.num_modules == 2
    assert with_memory[("a", "b")] == with_memory[("b", "d")]
    assert with_memory[("a", "b")] != with_memory[("c", "b")]


def test_without_paths_there_is_an_empty_network() -> None:
    assert from_paths([]).num_nodes == 0
    assert from_paths([["a"]]).num_nodes == 0


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["a b c"], r"path 0 is 'a b c', of type str; a path is .* Split a text into them"),
        ([["a"], 7], "path 1 is 7, of type int; a path is a sequence"),
        ([["a"], ["b", []]], r"path 1 has node \[\], of type list; node labels must be hashable"),
        ([["a", None]], "a path has None among its nodes"),
        ([["a", float("nan")]], "a path has nan among its nodes"),
    ],
)
def test_what_is_no_path_is_refused(paths, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        from_paths(paths)


@pytest.mark.parametrize("paths", [None, 7])
def test_what_is_no_collection_of_paths_is_refused(paths) -> None:
    with pytest.raises(InputTypeError, match=r"paths are .*; give an iterable of seq"):
        from_paths(paths)


def test_dates_of_a_path_keep_their_unit() -> None:
    days = np.array(["2020-01-01", "2020-01-02"], "M8[ns]")
    assert from_paths([days], 1).nodes == list(days)


@pytest.mark.parametrize("order", [5, 10**6, 2**63, 10**400])
def test_an_order_beyond_all_paths_leaves_no_state_and_is_no_loop_without_end(
    monkeypatch: pytest.MonkeyPatch, order: int
) -> None:
    rounds = iter(range(4))  # one for each order that a path reaches, and for the one behind
    numbering = map(lambda _: IntegerNumbering(), rounds)
    monkeypatch.setattr("infomap_py.paths.IntegerNumbering", numbering.__next__)
    network = from_paths([["a", "b", "c", "d"], ["b"]], order)
    assert isinstance(network, StateNetwork)
    assert network.num_nodes == 0


def test_weights_and_order_are_checked() -> None:
    with pytest.raises(NetworkError, match=r"path 1 has weight -1\.0; weights must be finite"):
        from_paths([["a", "b"], ["b", "a"]], weights=[1, -1])
    with pytest.raises(NetworkError, match="path weights have shape"):
        from_paths([["a", "b"]], weights=[1, 1])
    with pytest.raises(OptionError, match="order=0 is out of range"):
        from_paths([], 0)
    with pytest.raises(OptionError, match=r"order=1\.5 is not an integer"):
        from_paths([], 1.5)  # type: ignore[arg-type]
