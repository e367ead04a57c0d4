"""infomap-py --hierarchy: modules within modules, found, written, scored and started from."""

import json
from pathlib import Path

import pytest
from shell import Shell

import infomap_py

NESTED = Path(__file__).parent / "reference" / "networks" / "nested_3x3x3x3.net"


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "nested.net").write_bytes(NESTED.read_bytes())
    return Shell(tmp_path, capsys, monkeypatch)


@pytest.fixture
def expected() -> infomap_py.Partition:
    partition = infomap_py.partition(NESTED, two_level=False)
    assert partition.num_levels > 3
    return partition


def test_a_hierarchy_has_its_outermost_modules_on_standard_output(
    shell: Shell, expected: infomap_py.Partition
) -> None:
    code, out, _ = shell("partition nested.net --hierarchy")
    assert code == 0
    assert out == "".join(f"{node}\t{module}\n" for node, module in expected.items())


def test_the_summary_says_levels_and_their_bits_and_top_modules(
    shell: Shell, expected: infomap_py.Partition
) -> None:
    _, _, err = shell("partition nested.net --hierarchy")
    lines = err.splitlines()
    depths = expected.module_tree.depth.tolist()
    bits = [f"{bits:.6f}" for bits in expected.codelength_by_level]
    by_depth = [f"{depths.count(d)} modules {bits[d]}" for d in range(1, max(depths) + 1)]
    assert lines[2] == (
        f"{len(bits)} levels, bits by level: index {bits[0]}, {', '.join(by_depth)}"
    )
    assert lines[3] == f"{expected.num_modules} top modules"
    first = expected.tree.children[0]
    size = len(list(first.all_nodes()))
    share = 100 * first.flow
    assert lines[4].startswith(
        f"  0: {share:.2f} % of the flow, {size} nodes in {len(first.children)} modules: "
    )


def test_a_hierarchy_of_two_levels_says_so(shell: Shell) -> None:
    _, out, err = shell("partition edges.txt --hierarchy")
    assert len(out.splitlines()) == 6
    assert "\n2 levels, bits by level: index 0.142857, 2 modules 2.177873\n2 top modules\n" in err


@pytest.mark.parametrize("name", ["a.tree", "a.ftree.gz", "a.tsv", "a.csv", "a.json"])
def test_a_hierarchy_that_was_written_is_scored_to_the_last_bit(
    shell: Shell, expected: infomap_py.Partition, name: str
) -> None:
    assert shell(f"partition nested.net --hierarchy -o {name}")[0] == 0
    code, out, err = shell(f"codelength nested.net {name}")
    assert code == 0
    assert float(out) == expected.codelength
    assert err.splitlines()[2].startswith(f"{expected.num_levels} levels, bits by level: index ")


def test_a_hierarchy_is_scored_from_standard_input(
    shell: Shell, expected: infomap_py.Partition
) -> None:
    table = shell("partition nested.net --hierarchy --format tsv --quiet")[1]
    code, out, err = shell("codelength nested.net - --quiet", stdin=table)
    assert (code, err) == (0, "")
    assert float(out) == expected.codelength


def test_a_search_starts_from_the_hierarchy_in_a_file(
    shell: Shell, expected: infomap_py.Partition
) -> None:
    shell("partition nested.net --hierarchy -o start.ftree")
    command = "partition nested.net --hierarchy --initial start.ftree --seed 9 -o out.json"
    code, _, err = shell(command)
    assert code == 0
    assert "note" not in err
    document = json.loads((shell.folder / "out.json").read_text())
    assert document["codelength"] <= expected.codelength
    assert document["provenance"]["options"]["two_level"] is False


def test_two_levels_from_a_hierarchy_are_noted(shell: Shell) -> None:
    shell("partition nested.net --hierarchy -o start.tree")
    _, _, err = shell("partition nested.net --initial start.tree")
    assert err.startswith(
        "infomap-py: note: start.tree has modules within modules; two levels start from the "
        "outermost. Pass --hierarchy to start from all.\n"
    )
    assert shell("partition nested.net --initial start.tree --quiet")[2] == ""


def test_an_option_of_two_levels_is_refused_in_the_words_of_the_shell(shell: Shell) -> None:
    code, _, err = shell("partition edges.txt --hierarchy --min-module-size 3")
    assert code == 2
    assert err == (
        "infomap-py: error: --min-module-size 3 is for modules of nodes alone, not of modules. "
        "Leave it out, or --hierarchy.\n"
    )


def test_a_tree_that_leaves_nodes_out_is_refused_by_name(shell: Shell) -> None:
    (shell.folder / "part.tree").write_text('1:1:1 .5 "d" 1\n1:2:1 .5 "e" 2\n')
    for command in ("codelength edges.txt part.tree", "partition edges.txt --initial part.tree"):
        code, out, err = shell(command)
        assert (code, out) == (1, "")
        assert err.startswith(
            "infomap-py: error: part.tree: node 'f' is in no module (4 such nodes)."
        )
