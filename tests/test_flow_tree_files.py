"""The links of .ftree, and the files of the reference program with ours for its partition."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import FLOW_OPTIONS, networks
from written_trees import pairs_of_pairs, partition_into, paths_of, written

import infomap_py
from infomap_py import Network, Partition, StateNetwork
from infomap_py.flow import flow_of

# Links


def sections(lines: list[str]) -> dict[str, dict[tuple[int, int], float]]:
    """Rows by path of the module; the first line of each section says how many there are."""
    found: dict[str, dict[tuple[int, int], float]] = {}
    rows: dict[tuple[int, int], float] = {}
    left = 0
    for line in lines:
        if line.startswith("*Links ") and len(line.split()) == 6:
            _, path, _, _, count, _ = line.split()
            assert left == 0
            left, rows = int(count), found.setdefault(path, {})
        elif found:
            source, target, flow = line.split()
            assert (int(source), int(target)) > max(rows, default=(0, 0))
            rows[int(source), int(target)] = float(flow)
            left -= 1
    assert left == 0
    return found


def headings(lines: list[str]) -> dict[str, tuple[float, ...]]:
    """Enter and exit flow, links and children by path of the module."""
    fields = [line.split() for line in lines if line.startswith("*Links ")][1:]
    return {path: tuple(map(float, numbers)) for _, path, *numbers in fields}


def test_a_flow_tree_is_the_tree_and_the_links_in_each_module(tmp_path: Path) -> None:
    lines = written(pairs_of_pairs(), tmp_path, "a.ftree")
    assert lines[:9] == written(pairs_of_pairs(), tmp_path, "a.tree")
    assert lines[9:12] == [
        "*Links undirected",
        "# link flow is both directions combined, one row per module pair",
        "#*Links path enterFlow exitFlow numEdges numChildren",
    ]
    expected = {
        "root": ((0, 0, 1, 2), 2 / 42),  # the link of weight 1, both ways
        "1": ((1 / 42, 1 / 42, 1, 2), 4 / 42),
        "1:1": ((3 / 42, 3 / 42, 1, 2), 8 / 42),
        "1:2": ((2 / 42, 2 / 42, 1, 2), 8 / 42),
        "2": ((1 / 42, 1 / 42, 1, 2), 4 / 42),
        "2:1": ((3 / 42, 3 / 42, 1, 2), 8 / 42),
        "2:2": ((2 / 42, 2 / 42, 1, 2), 8 / 42),
    }
    assert list(headings(lines)) == list(expected)
    for path, (heading, flow) in expected.items():
        assert headings(lines)[path] == pytest.approx(heading)
        assert sections(lines[12:])[path] == {(1, 2): pytest.approx(flow)}


def test_a_directed_flow_tree_has_links_one_way(tmp_path: Path) -> None:
    lines = written(pairs_of_pairs(directed=True, flow_model="rawdir"), tmp_path, "a.ftree")
    assert lines[9:11] == [
        "*Links directed",
        "#*Links path enterFlow exitFlow numEdges numChildren",
    ]
    # Weights are the flow: 21 in all. More flow enters the right half, 6 -> 7 -> 8, than the left.
    assert headings(lines)["root"] == (0, 0, 1, 2)
    assert sections(lines[11:])["root"] == {(2, 1): pytest.approx(1 / 21)}


def by_hand(partition: Partition, **flow_options: Any) -> dict[str, dict[tuple[int, int], float]]:
    """The same rows from the paths of both ends of every arc."""
    with tempfile.TemporaryDirectory() as folder:
        lines = written(partition, Path(folder), "a.tree")[1:]
    path_of = {int(line.split()[3]): line.split()[0].split(":") for line in lines}
    flow = flow_of(partition.network, infomap_py.options.FlowOptions(**flow_options))
    arcs = zip(flow.network.sources, flow.network.targets, flow.link_flow, strict=True)
    rows: dict[str, dict[tuple[int, int], float]] = {}
    for path in path_of.values():
        for depth in range(len(path)):
            rows.setdefault(":".join(path[:depth]) or "root", {})
    for source, target, amount in arcs:
        if source == target or amount == 0.0:
            continue
        ends = path_of[source], path_of[target]
        depth = next(k for k, (a, b) in enumerate(zip(*ends, strict=False)) if a != b)
        children = int(ends[0][depth]), int(ends[1][depth])
        if flow.symmetric:
            children = min(children), max(children)
        module = rows[":".join(ends[0][:depth]) or "root"]
        module[children] = module.get(children, 0.0) + amount
    return rows


@given(st.data(), networks(), st.sampled_from(FLOW_OPTIONS))
def test_links_are_those_that_their_ends_say(data: Any, network: Network, options: Any) -> None:
    network = network.as_directed(options.flow_model != "undirected")
    paths = data.draw(paths_of(network.num_nodes))
    partition = partition_into(network, dict(enumerate(paths)), **options.as_dict())
    with tempfile.TemporaryDirectory() as folder:
        lines = written(partition, Path(folder), "a.ftree")
    first = next(k for k, line in enumerate(lines) if line.startswith("*Links root"))
    found, expected = sections(lines[first:]), by_hand(partition, **options.as_dict())
    assert found.keys() == expected.keys()
    for path, rows in expected.items():
        assert found[path] == pytest.approx(rows, rel=1e-12, abs=0)


def test_nodes_without_links_have_sections_without_rows(tmp_path: Path) -> None:
    network = Network.from_links([], [], nodes=[1, 2])
    lines = written(partition_into(network, {1: 0, 2: 1}), tmp_path, "a.ftree")
    assert [line for line in lines if line.startswith("*Links ")] == [
        "*Links undirected",
        "*Links root 0 0 0 2",
        "*Links 1 0.0 0.0 0 1",
        "*Links 2 0.0 0.0 0 1",
    ]


# The reference


def theirs(path: Path, network: Path, initial: Path, **options: Any) -> Any:
    """What the reference program says of the modules in a file that we wrote."""
    infomap = pytest.importorskip("infomap")
    options = {"silent": True, "no_infomap": True, "cluster_data": str(initial), **options}
    program = infomap.Infomap(options=options)
    program.read_file(str(network))
    return program.run()


def is_same(word: str, their_word: str) -> bool:
    """Whether both are the same text, or numbers that agree in the six digits that they write."""
    try:
        return float(word) == pytest.approx(float(their_word), rel=1e-5, abs=1e-12)
    except ValueError:
        return word == their_word


REFERENCE = Path(__file__).parent / "reference" / "networks"
CASES: dict[str, dict[str, Any]] = {
    "nested_3x3x3x3.net": {},
    "nested_4x4x4.net": {"directed": True},
    "selfloops_directed.net": {"directed": True},
    "directed_dangling.net": {"directed": True, "recorded_teleportation": True},
    "isolated_nodes.net": {"regularized": True},
    "own_bipartite.net": {},
    "own_states_2nd_order.net": {"directed": True},
    "own_multilayer_intra.net": {"directed": True},
}


@pytest.mark.peer
@pytest.mark.parametrize("suffix", ["tree", "ftree", "clu"])
@pytest.mark.parametrize("name", CASES)
def test_the_reference_takes_our_file_for_its_partition_and_writes_the_same(
    tmp_path: Path, name: str, suffix: str
) -> None:
    ours = infomap_py.partition(REFERENCE / name, two_level=suffix == "clu", **CASES[name])
    lines = written(ours, tmp_path, f"ours.{suffix}")
    result = theirs(tmp_path, REFERENCE / name, tmp_path / f"ours.{suffix}", **CASES[name])
    assert result.codelength == pytest.approx(ours.codelength, abs=1e-9)
    if suffix == "clu" or name == "own_multilayer_intra.net":
        return  # the order of lines, and the ids of states in layers, are its own
    write = {"tree": result.write_tree, "ftree": result.write_flow_tree}[suffix]
    write(str(tmp_path / "theirs"), states=isinstance(ours.network, StateNetwork))
    text = (tmp_path / "theirs").read_text().splitlines()
    first = next(k for k, line in enumerate(text) if line.startswith("# path"))
    assert len(text[first:]) == len(lines)
    for line, their_line in zip(lines, text[first:], strict=True):
        words = zip(line.split(), their_line.split(), strict=True)
        assert all(is_same(*pair) for pair in words), (line, their_line)
