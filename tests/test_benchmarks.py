"""The benchmarks' graphs are what they say, finished runs are kept, and every script runs."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import generators
import numpy as np
import pytest
from generators import BIG, SMALL, lfr, lfr_overlapping, mixing_of, planted, rmat
from runs import Runs
from suite import SIZED

import infomap_py

GRAPHS = {
    "planted": partial(planted, 3000),
    "planted, ordered": partial(planted, 3000, shuffled=False),
    "planted, directed, weighted": partial(planted, 3000, directed=True, weighted=True),
    "rmat": partial(rmat, 9, 2000),
    "rmat, directed": partial(rmat, 9, 2000, directed=True),
    "lfr": partial(lfr, 1000, 0.3),
    "lfr, weighted": partial(lfr, 1000, 0.3, sizes=BIG, weighted=True),
}


def degrees(links):
    return np.bincount(np.concatenate([links.sources, links.targets]), minlength=links.num_nodes)


@pytest.mark.parametrize("name", GRAPHS)
def test_made_up_graphs_have_no_self_links_and_no_parallel_links(name):
    links = GRAPHS[name]()
    pairs = np.column_stack([links.sources, links.targets])
    if not links.directed:
        pairs.sort(axis=1)
    assert len(np.unique(pairs, axis=0)) == len(links)
    assert (links.sources != links.targets).all()


@pytest.mark.parametrize("name", GRAPHS)
def test_made_up_graphs_depend_on_their_seed_alone(name):
    links, same, other = GRAPHS[name](seed=1), GRAPHS[name](seed=1), GRAPHS[name](seed=2)
    np.testing.assert_array_equal(links.as_rows(), same.as_rows())
    assert not np.array_equal(links.as_rows(), other.as_rows())


@pytest.mark.parametrize("mixing", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("sizes", [SMALL, BIG])
def test_lfr_graphs_have_the_degrees_the_modules_and_the_mixing_that_were_asked_for(sizes, mixing):
    links = lfr(5000, mixing, sizes=sizes)
    assert 19 < degrees(links).mean() < 21
    assert degrees(links).max() <= 50
    # A last module that is too small is spread over the others, one node each.
    assert np.bincount(links.module_of).min() >= sizes[0]
    assert np.bincount(links.module_of).max() <= sizes[1] + 1
    # Where modules are hardly larger than degrees, some links inside cannot be placed.
    assert mixing_of(links) == pytest.approx(mixing, abs=0.02)


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_overlapping_nodes_are_in_as_many_different_modules_as_they_should(share):
    links, pairs = lfr_overlapping(1000, 0.3, share, memberships=3)
    assert len(np.unique(pairs, axis=0)) == len(pairs)
    counts = np.bincount(pairs[:, 0], minlength=1000)
    assert (np.count_nonzero(counts == 3), np.count_nonzero(counts == 1)) == (
        1000 * share,
        1000 - 1000 * share,
    )
    is_in = np.zeros((1000, pairs[:, 1].max() + 1), dtype=bool)
    is_in[pairs[:, 0], pairs[:, 1]] = True
    together = (is_in[links.sources] & is_in[links.targets]).any(axis=1)
    assert 1.0 - together.mean() == pytest.approx(0.3, abs=0.03)
    assert len(np.unique(np.sort(links.as_rows(), axis=1), axis=0)) == len(links)


def test_planted_groups_keep_their_nodes_when_ids_are_shuffled():
    ordered, shuffled = planted(3000, shuffled=False), planted(3000)
    assert mixing_of(ordered) == mixing_of(shuffled)
    assert 0.25 < mixing_of(shuffled) < 0.35
    assert len(shuffled) == 3000


def test_a_graph_that_was_kept_is_read_back(tmp_path, monkeypatch):
    monkeypatch.setattr(generators, "KEPT", tmp_path)
    made = generators.kept("a-graph", GRAPHS["lfr, weighted"])
    read = generators.kept("a-graph", lambda: pytest.fail("made again"))
    np.testing.assert_array_equal(made.as_rows(), read.as_rows())
    np.testing.assert_array_equal(made.module_of, read.module_of)
    assert (read.name, read.num_nodes, read.directed) == ("lfr", 1000, False)


def test_a_finished_run_is_not_run_again(tmp_path):
    runs = Runs(tmp_path / "runs.jsonl")
    assert runs.get("one", lambda: {"seconds": 1.5}) == {"seconds": 1.5}
    again = Runs(tmp_path / "runs.jsonl")
    assert again.get("one", lambda: pytest.fail("run again")) == {"seconds": 1.5}
    assert again.get("two", lambda: 2) == 2


def test_a_run_of_another_version_of_the_package_is_run_again(tmp_path, monkeypatch):
    Runs(tmp_path / "runs.jsonl").get("one", lambda: 1)
    monkeypatch.setattr("runs.code", lambda: "another")
    assert Runs(tmp_path / "runs.jsonl").get("one", lambda: 2) == 2


@pytest.mark.slow
@pytest.mark.peer
@pytest.mark.parametrize("script", SIZED)
def test_a_benchmark_writes_its_page_and_its_runs(script, tmp_path):
    pytest.importorskip("infomap")
    root = Path(infomap_py.__file__).parents[1]
    page, runs = tmp_path / "page.md", tmp_path / "runs.jsonl"
    command = [sys.executable, root / "benchmarks" / f"{script}.py", "--size", "tiny"]
    subprocess.run(
        [*command, "--output", page, "--runs", runs],
        env={**os.environ, "PYTHONPATH": str(root)},
        check=True,
        capture_output=True,
    )
    assert page.read_text(encoding="utf-8").startswith("# ")
    assert runs.read_text(encoding="utf-8")
