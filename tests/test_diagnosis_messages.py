"""Where a diagnosis is told: as a Python warning, and on the command line in its own words."""

import re
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from planted import planted, similarities
from shell import Shell

import infomap_py
from infomap_py import errors
from infomap_py.errors import PartitionWarning

# Warnings


def test_python_warns_once_per_call_and_says_what_to_try():
    with pytest.warns(PartitionWarning, match=r"All 60 nodes are in one module\. Try: ") as seen:
        infomap_py.partition(nx.star_graph(59))
        infomap_py.partition(nx.star_graph(59))
    assert [warning.filename for warning in seen] == [__file__] * 2


def test_nodes_that_are_nearly_all_alone_are_warned_of():
    with pytest.warns(PartitionWarning, match="60 nodes of 60 have no link"):
        infomap_py.partition(nx.empty_graph(60))


@pytest.mark.parametrize(
    ("graph", "options"),
    [
        (nx.star_graph(48), {}),  # small
        (nx.star_graph(59), {"markov_time": 2.0}),  # asked for
        (nx.star_graph(59), {"regularized": True}),
        (nx.star_graph(59), {"initial": np.zeros(60, dtype=int)}),
        (nx.complete_graph(60), {}),  # as it should be
        (nx.gnm_random_graph(300, 9000, seed=1), {}),
        (nx.path_graph(200), {}),  # small modules are modules
    ],
)
def test_nothing_is_warned_of_that_is_small_or_asked_for(graph, options):
    infomap_py.partition(graph, **options)  # warnings are errors here


def test_no_warning_of_the_package_goes_to_the_log_alone():
    """The log has remarks at most; every category of warning is issued as one."""
    sources = [path.read_text() for path in Path(infomap_py.__file__).parent.rglob("*.py")]
    levels = {level for text in sources for level in re.findall(r"logger\.(\w+)\(", text)}
    assert levels <= {"debug", "info", "addHandler"}
    categories = {name for name in vars(errors) if name.endswith("Warning")} - {"InfomapWarning"}
    assert len(categories) >= 3
    calls = re.compile(r"\bwarn\((.*?)\)\n", re.DOTALL)
    issued = [call for text in sources for call in calls.findall(text)]
    for category in categories:
        assert any(category in call for call in issued)


# The command line


@pytest.fixture
def shell(tmp_path, capsys, monkeypatch):
    return Shell(tmp_path, capsys, monkeypatch)


def dense(count=60):
    matrix = similarities(planted(4, count // 4))
    rows = zip(*np.nonzero(np.triu(matrix, 1)), strict=True)
    return "".join(f"{u} {v} {matrix[u, v]:.4f}\n" for u, v in rows)


def test_the_command_line_says_it_in_its_own_words(shell):
    code, out, err = shell("partition -", stdin=dense())
    assert code == 0
    assert len(out.splitlines()) == 60
    lines = err.splitlines()
    assert lines[-3].startswith("All 60 nodes are in one module: ")
    assert lines[-2] == "  Try: infomap-py sparsify with --top-k 7, which keeps nearest neighbours"
    assert lines[-1].startswith("  Try: infomap-py sparsify with --min-weight 0.6")
    assert "warning" not in err


def test_without_a_summary_there_is_a_warning(shell):
    _, _, err = shell("partition - --quiet", stdin=dense())
    assert err == (
        "infomap-py: warning: All 60 nodes are in one module. Try: infomap-py sparsify with "
        "--top-k 7, which keeps nearest neighbours. Without --quiet, it says why.\n"
    )


def test_options_in_the_advice_are_those_of_the_shell(shell):
    text = "".join(f"{u} {u + 1}\n" for u in range(200))
    _, _, err = shell("partition -", stdin=text)
    assert [line.split(",")[0] for line in err.splitlines()[-3:]] == [
        "  Try: --hierarchy",
        "  Try: --markov-time 3",
        "  Try: --regularized",
    ]
