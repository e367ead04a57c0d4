"""The networkx backend: found without loading the package, dispatched to, and like a direct call.

Networkx defines the functions from 3.8 on; before, they are defined here as it will define them.
"""

import random
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from networkx.algorithms.community.quality import NotAPartition
from networkx.utils import py_random_state

import infomap_py
from infomap_py import networkx_functions
from infomap_py._networkx import BackendInterface

if not hasattr(nx, "_dispatchable"):
    pytest.skip("networkx dispatches like this from 3.3 on", allow_module_level=True)

from networkx.utils.backends import _registered_algorithms as dispatchable_by_name
from networkx.utils.backends import backends

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
INFO = import_module("_infomap_py_nx_info")
TRIANGLES = nx.barbell_graph(3, 0)

installed = pytest.mark.skipif(
    "infomap_py" not in backends,
    reason="networkx finds no backend infomap_py: the package is not installed (pip install -e .)",
)


def dispatchable(name: str, *, seeded: bool = True) -> Callable[..., Any]:
    """The function of networkx; where it has none, one without an implementation of its own."""
    if name in dispatchable_by_name:
        return getattr(nx.community, name)

    if not seeded:

        def function(
            G, communities, *, weight="weight", teleportation_probability=0.15
        ): ...  # pragma: no cover

        return nx._dispatchable(function, name=name, edge_attrs="weight", implemented_by_nx=False)

    def function(
        G, *, weight="weight", seed=None, num_trials=1, teleportation_probability=0.15
    ): ...  # pragma: no cover

    return py_random_state("seed")(
        nx._dispatchable(function, name=name, edge_attrs="weight", implemented_by_nx=False)
    )


communities_of = dispatchable("infomap_communities")
partitions_of = dispatchable("infomap_partitions")
bits_of = dispatchable("map_equation", seeded=False)


# Entry points


def entry_points() -> dict[str, str]:
    return {
        group: points["infomap_py"]
        for group, points in tomllib.loads(PYPROJECT.read_text())["project"]["entry-points"].items()
    }


def test_the_entry_points_lead_to_the_interface_and_its_info() -> None:
    found = {
        group: EntryPoint("infomap_py", value, group).load()
        for group, value in entry_points().items()
    }
    assert found == {
        "networkx.backends": BackendInterface,
        "networkx.backend_info": INFO.get_info,
    }


def test_what_is_registered_is_what_the_interface_has() -> None:
    assert set(INFO.get_info()["functions"]) == {
        "infomap_communities",
        "infomap_partitions",
        "map_equation",
    }
    for name in INFO.DISPATCHED:
        assert getattr(BackendInterface, name) is getattr(networkx_functions, name)


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path.cwd()
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.surroundings
@installed
def test_networkx_finds_the_backend_without_loading_the_package() -> None:
    code = (
        "import sys, networkx as nx\n"
        "print('infomap_py' in nx.config.backends, len(nx.utils.backends.backend_info))\n"
        "print('infomap_py' in sys.modules, '_infomap_py_nx_info' in sys.modules)"
    )
    found, loaded = python(code).splitlines()
    assert found.startswith("True")
    assert loaded == "False True"


@pytest.mark.surroundings
def test_the_info_imports_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); import _infomap_py_nx_info as info\n"
        "info.get_info(); print(sorted(set(sys.modules) - before))"
    )
    assert python(code) == "['_infomap_py_nx_info']\n"


# Dispatch


@pytest.fixture
def priority() -> Iterator[None]:
    with nx.config(backend_priority=["infomap_py"]):
        yield


@installed
def test_the_keyword_backend_dispatches() -> None:
    found = communities_of(TRIANGLES, seed=1, backend="infomap_py")
    assert found == [{0, 1, 2}, {3, 4, 5}]
    assert list(partitions_of(TRIANGLES, seed=1, backend="infomap_py")) == [found]
    # The bridge is crossed at 2/14 per step: see test_networkx_functions.
    bits = bits_of(TRIANGLES, found, backend="infomap_py")
    assert bits == pytest.approx(2.320730356834, abs=1e-12)


@installed
@pytest.mark.usefixtures("priority")
def test_the_priority_of_backends_dispatches() -> None:
    found = communities_of(TRIANGLES, seed=1)
    assert found == [{0, 1, 2}, {3, 4, 5}]
    assert list(partitions_of(TRIANGLES, seed=1)) == [found]
    assert bits_of(TRIANGLES, found) == infomap_py.map_equation(TRIANGLES, found)


@installed
@pytest.mark.usefixtures("priority")
def test_no_other_function_of_networkx_is_taken_over() -> None:
    assert nx.community.louvain_communities(TRIANGLES, seed=1) == [{0, 1, 2}, {3, 4, 5}]
    interface = {name for name in vars(BackendInterface) if not name.startswith("_")}
    assert interface - {"convert_from_nx", "convert_to_nx", "can_run", "should_run"} == set(
        INFO.DISPATCHED
    )


@installed
@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_dispatched_call_is_like_a_direct_one_with_the_same_random_state(kind: Any) -> None:
    graph = kind(nx.gnm_random_graph(60, 90, seed=1))
    graph.add_edge(0, 1, strength=3.5)
    options = {"weight": "strength", "num_trials": 2, "teleportation_probability": 0.3}
    for function, direct in (
        (communities_of, infomap_py.infomap_communities),
        (partitions_of, infomap_py.infomap_partitions),
    ):
        found = function(graph, seed=7, backend="infomap_py", **options)
        assert list(found) == list(direct(graph, seed=random.Random(7), **options))


@installed
def test_without_a_seed_the_global_state_of_python_is_drawn_from() -> None:
    graph = nx.gnm_random_graph(60, 90, seed=1)  # on which seeds differ
    before = random.getstate()
    try:
        runs = []
        for _ in range(2):
            random.seed(3)
            runs.append([communities_of(graph, backend="infomap_py") for _ in range(6)])
    finally:
        random.setstate(before)
    assert runs[0] == runs[1]
    assert any(found != runs[0][0] for found in runs[0])


@installed
def test_what_is_refused_is_refused_as_in_networkx() -> None:
    with pytest.raises(ValueError, match="num_trials=0 is out of range"):
        communities_of(TRIANGLES, num_trials=0, backend="infomap_py")
    with pytest.raises(ValueError, match="num_trials=0 is out of range"):
        partitions_of(TRIANGLES, num_trials=0, backend="infomap_py")  # at the call
    with pytest.raises(NotAPartition, match="node 3 is in no module"):
        bits_of(TRIANGLES, [{0, 1, 2}], backend="infomap_py")


# Graphs are not converted


@installed
def test_a_graph_that_changed_is_read_again_and_nobody_is_warned() -> None:
    graph = TRIANGLES.copy()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = communities_of(graph, seed=1, backend="infomap_py")
        graph[2][3]["weight"] = 100.0  # behind the back of networkx's cache
        second = communities_of(graph, seed=1, backend="infomap_py")
    assert first == [{0, 1, 2}, {3, 4, 5}]
    assert {2, 3} <= second[0]


@installed
def test_a_graph_does_not_keep_itself_in_its_cache_and_keeps_what_others_cached() -> None:
    graph = TRIANGLES.copy()
    graph.__networkx_cache__["backends"] = {"another": {"key": "kept"}}
    communities_of(graph, seed=1, backend="infomap_py")
    assert graph.__networkx_cache__["backends"] == {"another": {"key": "kept"}}


@installed
def test_a_graph_without_a_cache_is_taken() -> None:
    graph = TRIANGLES.copy()
    graph.__networkx_cache__ = None
    assert len(communities_of(graph, seed=1, backend="infomap_py")) == 2
    assert BackendInterface.convert_to_nx(graph, name="graph") is graph
