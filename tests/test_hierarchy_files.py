"""Hierarchies and states come back from files as they were; Infomap's are read."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_trees import PATHS, network_of_pairs, pairs_of_pairs, partition_into, paths_of

import infomap_py
from infomap_py import Network, Partition, StateNetwork
from infomap_py.errors import ReadError
from infomap_py.flow import flow_of
from infomap_py.membership import module_tree
from infomap_py.options import FlowOptions
from infomap_py.partition_files import read_modules
from infomap_py.readers import read_network

FORMATS_OF_TREES = ["tree", "ftree", "tsv", "csv", "json"]
REFERENCE = Path(__file__).parent / "reference" / "networks"


def read_back(partition: Partition, file: str) -> dict[Any, Any]:
    with tempfile.TemporaryDirectory() as folder:
        partition.write(f"{folder}/{file}")
        return read_modules(f"{folder}/{file}", partition.network)


def assert_same_tree(read: Any, partition: Partition) -> None:
    """The same modules in the same modules, and the codelength to the last bit."""
    visits = flow_of(partition.network, FlowOptions()).visits
    tree = module_tree(partition.network, read).ordered(visits)
    assert np.array_equal(tree.module_of, partition.module_tree.module_of)
    assert np.array_equal(tree.parent, partition.module_tree.parent)
    assert infomap_py.codelength(partition.network, read) == partition.codelength


# What is written comes back


@pytest.mark.parametrize("format", FORMATS_OF_TREES)
@pytest.mark.parametrize(
    "names",
    [
        (),
        tuple("abcdefgh"),
        (1.5, "x y", 'a "b"', (4, "x"), "#e", "6", "", "ü"),
        (80, 70, 60, 50, 40, 30, -20, 10**15),
    ],
)
def test_modules_in_modules_come_back(format: str, names: tuple[Any, ...]) -> None:
    network = network_of_pairs(*names)
    paths = dict(zip(network.index, PATHS.values(), strict=True))
    partition = partition_into(network, paths)
    assert_same_tree(read_back(partition, f"a.{format}"), partition)


@given(st.data(), st.sampled_from(FORMATS_OF_TREES))
def test_any_tree_comes_back(data: Any, format: str) -> None:
    paths = data.draw(paths_of(8))
    partition = partition_into(network_of_pairs(), dict(zip(range(1, 9), paths, strict=True)))
    assert_same_tree(read_back(partition, f"a.{format}"), partition)


@pytest.mark.parametrize("format", FORMATS_OF_TREES)
def test_a_hierarchy_that_was_found_comes_back(format: str) -> None:
    partition = infomap_py.partition(REFERENCE / "nested_3x3x3x3.net", two_level=False)
    assert partition.num_levels > 2
    read = read_back(partition, f"a.{format}.gz")
    assert_same_tree(read, partition)
    again = infomap_py.partition(partition.network, initial=read, two_level=False)
    assert again.codelength <= partition.codelength


def test_a_clu_has_the_outermost_modules_alone() -> None:
    read = read_back(pairs_of_pairs(), "a.clu")
    assert read == {u: "1" if u < 5 else "2" for u in range(1, 9)}


def test_paths_of_one_module_are_modules() -> None:
    two_levels = partition_into(network_of_pairs(), {u: u % 2 for u in range(1, 9)})
    assert set(read_back(two_levels, "a.tree").values()) == {"1", "2"}


# States


def states(**layers: Any) -> StateNetwork:
    return StateNetwork.from_links(
        *([0, 1, 2, 3, 0], [1, 0, 3, 2, 3]),
        nodes=["b<a", "a", "b<c", "c"],
        physical=[1, 0, 1, 2],
        physical_nodes=["a", "b", "c"],
        **layers,
    )


LAYERS = {"layers": [0, 0, 1, 1], "layer_labels": ["x", "y"]}
TREE_OF_STATES = {"b<a": (0, 0), "a": (0, 1), "b<c": (1,), "c": (1,)}


@pytest.mark.parametrize("format", FORMATS_OF_TREES)
@pytest.mark.parametrize("layers", [{}, LAYERS])
def test_trees_of_states_come_back(format: str, layers: dict[str, Any]) -> None:
    partition = partition_into(states(**layers), TREE_OF_STATES)
    assert_same_tree(read_back(partition, f"a.{format}"), partition)


@pytest.mark.parametrize("layers", [{}, LAYERS])
def test_outermost_modules_of_states_come_back(layers: dict[str, Any]) -> None:
    partition = partition_into(states(**layers), TREE_OF_STATES)
    read = read_back(partition, "a.clu")
    assert read == {state: str(module + 1) for state, module in partition.items()}


def test_states_in_layers_are_found_by_node_and_layer_whatever_their_id(tmp_path: Path) -> None:
    text = '1:1 .2 "b" 70 2 1\n1:2 .2 "a" 71 1 1\n2:1 .2 "b" 0 2 2\n2:2 .2 "c" 9 3 2\n'
    (tmp_path / "a.tree").write_text(text)
    read = read_modules(tmp_path / "a.tree", states(**LAYERS))
    assert read == {"b<a": "1", "a": "1", "b<c": "2", "c": "2"}


# Infomap's files


@pytest.mark.peer
@pytest.mark.parametrize("suffix", ["tree", "ftree", "clu"])
@pytest.mark.parametrize(
    ("name", "directed"),
    [
        ("nested_3x3x3x3.net", False),
        ("nested_4x4x4.net", True),
        ("own_states_2nd_order.net", True),
        ("own_multilayer_intra.net", True),
        ("own_multilayer_full.net", True),
    ],
)
def test_hierarchies_of_infomap_are_read_with_their_codelength(
    tmp_path: Path, name: str, directed: bool, suffix: str
) -> None:
    infomap = pytest.importorskip("infomap")
    options = {"silent": True, "seed": 1, "directed": directed, "two_level": suffix == "clu"}
    program = infomap.Infomap(options=options)
    program.read_file(str(REFERENCE / name))
    result = program.run()
    network = read_network(REFERENCE / name, directed=directed)
    write = {
        "tree": result.write_tree,
        "ftree": result.write_flow_tree,
        "clu": result.write_clu,
    }[suffix]
    write(str(tmp_path / f"theirs.{suffix}"), states=isinstance(network, StateNetwork))
    read = read_modules(tmp_path / f"theirs.{suffix}", network)
    bits = infomap_py.codelength(network, read, directed=directed)
    assert bits == pytest.approx(result.codelength, abs=1e-9)


# Errors


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tree", '1:1:1 .5 "2" 2\n1:2 .5 "3" 3 3\n', r":2: .* is not 'path flow \"name\" node_"),
        ("a.tree", '1:1:1 .5 "2" 2\n1:2:1 .5 "2" 2\n', r":2: node 2 is put into module '1:2' af"),
        ("a.tree", '1:1:1 .5 "2" 2\n1::2 .5 "3" 3\n', r":2: '1::2 .5 \"3\" 3' is not 'path flow"),
        ("a.ftree", '1:1:1 .5 "2" 2\n*Lines\n', r":2: '\*Lines' is not 'path flow"),
        ("a.tree", '1:1:1 .5 "2" 2\n1:1 .5 "3" 3\n', r"a.tree: node 3 is in module '1', which"),
        ("a.tsv", "2\t0\t.5\t0:1\n3\t0\t.5\n", r":2: node 3 has no path, unlike those before it"),
        ("a.tsv", "2\t0\n3\t0\t.5\t0:0\n", r":2: node 3 has a path, unlike those before it"),
        ("a.csv", "2,0,.5,0:\n", r":1: '2,0,.5,0:' is not 'node,module\[,flow\[,path\]\]'"),
        ("a.json", '{"nodes": [{"node": 2, "module": 0, "path": []}]}',
         r"entry 1 of \"nodes\": '\[\]' is not '\"path\": \[0, 1\]'"),
        ("a.json", '{"nodes": [{"node": 2, "module": 0, "path": "0:1"}]}', r"'\"0:1\"' is not"),
    ],
)  # fmt: skip
def test_a_malformed_path_is_named_with_its_line(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    network = Network.from_links([0], [1], nodes=[2, 3])
    with pytest.raises(ReadError, match=message) as caught:
        read_modules(tmp_path / name, network)
    assert str(caught.value).startswith(str(tmp_path / name))


@pytest.mark.parametrize(
    ("layers", "name", "text", "message"),
    [
        ({}, "a.tree", '1:1 .5 "b" 2\n', r":1: .* names a node, .*: 'path flow \"name\" state"),
        ({}, "a.tree", '1:1 .5 "b" 1 1\n', r":1: state 1 is one of node 1, in the network one of"),
        ({}, "a.tree", '1:1 .5 "b" 5 1\n', r":1: state id 5 is no position from 1 to 4"),
        ({}, "a.clu", "1 1 .5\n", r":1: '1 1 .5' names a node, .*: 'state_id module flow node_"),
        (LAYERS, "a.clu", "1 1 .5 2\n", r":1: .* is not 'state_id module flow node_id layer_id'"),
        (LAYERS, "a.tree", '1:1 .5 "b" 1 2 3\n', r":1: node '2 of layer 3' is not in the network"),
    ],
)  # fmt: skip
def test_a_line_that_names_no_state_is_refused(
    tmp_path: Path, layers: dict[str, Any], name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ReadError, match=message):
        read_modules(tmp_path / name, states(**layers))
