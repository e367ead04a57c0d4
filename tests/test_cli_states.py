"""infomap-py on files of states: they are called so, written with their nodes, and scored."""

from pathlib import Path

import pytest
from shell import Shell

STATES = (
    '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*States\n1 2 "b<a"\n2 1 "a"\n3 2 "b<c"\n4 3 "c"\n'
    "*Edges\n1 2\n3 4\n"
)


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "states.net").write_text(STATES)
    return Shell(tmp_path, capsys, monkeypatch)


def test_states_are_called_so_in_the_summary(shell: Shell) -> None:
    code, out, err = shell("partition states.net")
    assert (code, out) == (0, "b<a\t0\na\t0\nb<c\t1\nc\t1\n")
    lines = err.splitlines()
    assert lines[0] == "states.net: 4 states of 3 nodes, 2 links, undirected, unweighted"
    assert lines[3:5] == [
        "  0: 50.00 % of the flow, 2 states: b<a, a",
        "  1: 50.00 % of the flow, 2 states: b<c, c",
    ]


@pytest.mark.parametrize("name", ["a.tree", "a.ftree", "a.clu", "a.json"])
def test_modules_of_states_that_were_written_are_scored(shell: Shell, name: str) -> None:
    assert shell(f"partition states.net -o {name}")[0] == 0
    code, out, _ = shell(f"codelength states.net {name}")
    assert code == 0
    assert float(out) == 1.0  # a walker stays in its module, and alternates between two states


def test_a_file_of_nodes_is_refused_with_the_way_out(shell: Shell) -> None:
    (shell.folder / "nodes.tree").write_text('1:1 0.5 "a" 1\n')
    code, out, err = shell("codelength states.net nodes.tree")
    assert (code, out) == (1, "")
    assert err == (
        "infomap-py: error: nodes.tree:1: '1:1 0.5 \"a\" 1' names a node, and this network has "
        "states of nodes: 'path flow \"name\" state_id node_id' was expected. Give the file of "
        "states, which Infomap calls _states.\n"
    )
