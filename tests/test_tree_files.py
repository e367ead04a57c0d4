"""Hierarchies to the letter: .tree, .ftree, .clu, tables and JSON; states with their nodes."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from written_trees import network_of_pairs, pairs_of_pairs, partition_into, written

from infomap_py import Network, Partition, StateNetwork, output_files

SUFFIXES = [".tree", ".ftree", ".clu", ".tsv", ".csv", ".json"]

# The strengths of nodes 1 to 8 are 4, 6, 6, 5, 5, 6, 6, 4, of 42; pairs have 10, 11, 11, 10.
FLOW = {u: s / 42 for u, s in enumerate([4, 6, 6, 5, 5, 6, 6, 4], 1)}
TREE = {  # of pairs 3-4 is visited more than 1-2, of equal halves the left one comes first
    "1:1:1": 3, "1:1:2": 4, "1:2:1": 2, "1:2:2": 1,
    "2:1:1": 6, "2:1:2": 5, "2:2:1": 7, "2:2:2": 8,
}  # fmt: skip


# Trees


def test_a_tree_has_the_ranks_of_all_modules_and_then_the_nodes(tmp_path: Path) -> None:
    assert written(pairs_of_pairs(), tmp_path, "a.tree") == [
        "# path flow name node_id",
        *(f'{path} {FLOW[u]!r} "{u}" {u}' for path, u in TREE.items()),
    ]


def test_a_tree_may_be_deeper_in_one_place_than_in_another(tmp_path: Path) -> None:
    paths = {u: ("left", (u - 1) // 2) if u < 5 else ("right",) for u in range(1, 9)}
    partition = partition_into(network_of_pairs(), paths)
    lines = written(partition, tmp_path, "a.tree")[1:]
    assert [line.split()[0] for line in lines] == [
        *("1:1:1", "1:1:2", "1:2:1", "1:2:2"),
        *("2:1", "2:2", "2:3", "2:4"),
    ]
    assert [int(line.split()[3]) for line in lines[4:]] == [6, 7, 5, 8]


def test_modules_beyond_nine_stand_in_order_of_number(tmp_path: Path) -> None:
    network = Network.from_links(range(0, 48, 2), range(1, 48, 2), nodes=range(48))
    partition = partition_into(network, {u: (u // 24, u // 2) for u in range(48)})
    paths = [line.split()[0] for line in written(partition, tmp_path, "a.tree")[1:]]
    numbers = [tuple(map(int, path.split(":"))) for path in paths]
    assert numbers == [*itertools.product((1, 2), range(1, 13), (1, 2))]


def test_a_clu_has_the_outermost_modules(tmp_path: Path) -> None:
    assert written(pairs_of_pairs(), tmp_path, "a.clu") == [
        "# node_id module flow",
        *(f"{u} {1 if u < 5 else 2} {flow!r}" for u, flow in FLOW.items()),
    ]


# Tables, JSON, data frames


@pytest.mark.parametrize(("suffix", "separator"), [(".tsv", "\t"), (".csv", ",")])
def test_a_table_of_a_hierarchy_has_paths_as_in_python(
    tmp_path: Path, suffix: str, separator: str
) -> None:
    partition = pairs_of_pairs()
    rows = [line.split(separator) for line in written(partition, tmp_path, f"a{suffix}")[1:]]
    assert [row[:3] for row in rows] == [
        [str(u), "0" if u < 5 else "1", repr(flow)] for u, flow in FLOW.items()
    ]
    paths = {u: ":".join(map(str, path)) for u, path in partition.paths.items()}
    assert [row[3] for row in rows] == list(paths.values())
    assert paths[1] == "0:1"


def test_json_of_a_hierarchy_has_paths_levels_and_modules(tmp_path: Path) -> None:
    partition = pairs_of_pairs()
    partition.write(tmp_path / "a.json")
    document = json.loads((tmp_path / "a.json").read_text())
    assert document["num_levels"] == 3
    assert sum(document["codelength_by_level"]) == pytest.approx(partition.codelength)
    assert [tuple(entry["path"]) for entry in document["nodes"]] == [*partition.paths.values()]
    modules = [*partition.tree.walk()][1:]
    assert document["modules"] == [
        {
            "path": list(module.path),
            "flow": module.flow,
            "enter_flow": module.enter_flow,
            "exit_flow": module.exit_flow,
            "codelength": module.codelength,
        }
        for module in modules
    ]


def test_a_text_says_how_many_levels_there_are_and_what_each_takes(tmp_path: Path) -> None:
    partition = pairs_of_pairs()
    partition.write(tmp_path / "a.tree")
    text = (tmp_path / "a.tree").read_text()
    assert "\n# num_levels: 3\n" in text
    assert f"\n# codelength_by_level: {list(partition.codelength_by_level)}\n" in text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_slices_of_hierarchies_join_without_a_seam(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    at_once = written(pairs_of_pairs(), tmp_path, f"whole{suffix}")
    monkeypatch.setattr(output_files, "SLICE", 3)
    assert written(pairs_of_pairs(), tmp_path, f"cut{suffix}") == at_once


def test_a_data_frame_of_a_hierarchy_has_paths() -> None:
    pytest.importorskip("pandas")
    frame = pairs_of_pairs().to_dataframe()
    assert list(frame.columns) == ["node", "module", "flow", "path"]
    assert frame["path"].tolist()[:4] == [(0, 1), (0, 1), (0, 0), (0, 0)]


# States


def two_states_of_b(**layers: Any) -> Partition:
    """b after a, and b after c; a and c are visited once in four steps, as both of these."""
    network = StateNetwork.from_links(
        *([0, 1, 2, 3], [1, 0, 3, 2]),
        nodes=["b<a", "a", "b<c", "c"],
        physical=[1, 0, 1, 2],
        physical_nodes=["a", "b", 'c "x"'],
        **layers,
    )
    return partition_into(network, dict(zip(network.nodes, "llrr", strict=True)))


LAYERS = {"layers": [0, 0, 1, 1], "layer_labels": [7, 9]}


def test_states_have_their_own_id_and_that_of_their_node_whose_name_they_have(
    tmp_path: Path,
) -> None:
    assert written(two_states_of_b(), tmp_path, "a.tree") == [
        "# path flow name state_id node_id",
        '1:1 0.25 "b" 1 2',
        '1:2 0.25 "a" 2 1',
        '2:1 0.25 "b" 3 2',
        r'2:2 0.25 "c \"x\"" 4 3',
    ]
    assert written(two_states_of_b(), tmp_path, "a.clu") == [
        "# state_id module flow node_id",
        "1 1 0.25 2",
        "2 1 0.25 1",
        "3 2 0.25 2",
        "4 2 0.25 3",
    ]


def test_states_in_layers_have_the_id_of_the_layer_besides(tmp_path: Path) -> None:
    lines = written(two_states_of_b(**LAYERS), tmp_path, "a.tree")
    assert lines[:3] == [
        "# path flow name state_id node_id layer_id",
        '1:1 0.25 "b" 1 2 7',
        '1:2 0.25 "a" 2 1 7',
    ]
    lines = written(two_states_of_b(**LAYERS), tmp_path, "a.clu")
    assert lines[0] == "# state_id module flow node_id layer_id"
    assert lines[-1] == "4 2 0.25 3 9"


def test_a_data_frame_of_states_has_their_nodes_and_layers() -> None:
    pytest.importorskip("pandas")
    frame = two_states_of_b(**LAYERS).to_dataframe()
    assert frame[["physical_node", "layer"]].values.tolist() == [
        ["b", 7],
        ["a", 7],
        ["b", 9],
        ['c "x"', 9],
    ]
    assert "layer" not in two_states_of_b().to_dataframe()
