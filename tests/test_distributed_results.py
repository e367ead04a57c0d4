"""What a distributed run writes: tables that add up to the codelength, hierarchies, and a page."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from read_pages import Page
from shell import Shell
from test_distributed import NETWORKS, written

import infomap_py
import infomap_py.distributed
from infomap_py.cli import main
from infomap_py.distributed.report import distributed_report
from infomap_py.distributed.result import DistributedPartition
from infomap_py.errors import PartitionWarning, ReadError

pytest.importorskip("pyarrow", reason="results are Parquet files: pip install 'infomap_py[dask]'")
pandas = pytest.importorskip("pandas")

GRAPHS = {
    **{name: NETWORKS[name] for name in ("undirected", "directed", "two pieces")},
    "cliques": nx.ring_of_cliques(40, 5),
}


def found_of(graph: nx.Graph, folder: Path, **options: Any) -> DistributedPartition:
    return infomap_py.distributed.partition(
        written(graph, folder / "links.txt"),
        workdir=folder / "work",
        client="here",
        directed=graph.is_directed(),
        shard_arcs=graph.number_of_edges(),  # half of all: there are two or three
        **options,
    )


def path_of(found: DistributedPartition) -> dict[Any, Any]:
    nodes = found.to_dataframe()
    if "path" not in nodes:
        return dict(zip(nodes["node"], nodes["module"], strict=True))
    paths = [tuple(map(int, path.split(":"))) for path in nodes["path"]]
    return dict(zip(nodes["node"], paths, strict=True))


def holds_nodes(modules: Any) -> Any:
    """Which rows are of modules in which no module is."""
    if "path" not in modules:
        return np.ones(len(modules), dtype=bool)
    above = {path.rpartition(":")[0] for path in modules["path"]}
    return ~modules["path"].isin(above)


Run = tuple[nx.Graph, Path, DistributedPartition]


@pytest.fixture(
    scope="module", params=product(GRAPHS, [True, False]), ids=lambda run: f"{run[0]}-{run[1]}"
)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A graph, the folder that it was partitioned in, on two levels or more, and what was found."""
    name, two_level = request.param
    folder = tmp_path_factory.mktemp("run")
    found = found_of(GRAPHS[name], folder, two_level=two_level)
    assert (folder / "work" / "level-0" / "1").exists()
    return GRAPHS[name], folder, found


def test_bits_of_modules_and_of_the_index_are_the_codelength(run: Run) -> None:
    graph, folder, found = run
    modules = found.modules()
    assert modules["bits"].sum() + found.index_codelength == pytest.approx(
        found.codelength, abs=1e-9
    )
    bits = infomap_py.codelength(folder / "links.txt", path_of(found), directed=graph.is_directed())
    assert found.codelength == pytest.approx(bits, abs=1e-9)
    assert found.num_modules == modules["module"].nunique()
    lowest = modules[holds_nodes(modules)]
    assert lowest["num_nodes"].sum() == found.num_nodes
    assert lowest["flow"].sum() == pytest.approx(1.0, abs=1e-12)


def test_what_modules_exchange_is_what_leaves_and_enters_them(run: Run) -> None:
    _, _, found = run
    modules = found.modules()
    links = pandas.concat(map(pandas.read_parquet, sorted(Path(found.folder).glob("links/*"))))
    assert (links["row"] < links["other_row"]).all()
    assert not links.duplicated(["row", "other_row"]).any()
    exchanged = np.zeros(len(modules))
    for side in ("row", "other_row"):
        np.add.at(exchanged, links[side], links["flow"])
    lowest = holds_nodes(modules)
    expected = (modules["exit_flow"] + modules["enter_flow"])[lowest]
    np.testing.assert_allclose(exchanged[lowest], expected, atol=1e-12)
    assert not exchanged[~lowest].any()


def test_a_hierarchy_is_as_short_as_on_one_machine(tmp_path: Path) -> None:
    found = found_of(GRAPHS["cliques"], tmp_path, two_level=False)
    here = infomap_py.partition(GRAPHS["cliques"], two_level=False)
    assert found.num_levels == here.num_levels == 3
    assert found.codelength == pytest.approx(here.codelength, rel=1e-3)
    above = found.modules().set_index("path")
    for path, inner in above[above.index.str.contains(":")].groupby(lambda p: p.split(":")[0]):
        assert inner["num_nodes"].sum() == above.loc[path, "num_nodes"]
        assert inner["flow"].sum() == pytest.approx(above.loc[path, "flow"], abs=1e-12)


def test_where_pieces_do_not_fit_a_task_there_are_two_levels_and_a_warning(tmp_path: Path) -> None:
    with pytest.warns(PartitionWarning, match="so no hierarchy was searched. Give more whole_arcs"):
        found = found_of(GRAPHS["cliques"], tmp_path, two_level=False, whole_arcs=10)
    assert found.num_levels == 2
    assert "path" not in found.modules()


def data_in(page: str) -> Any:
    return Page(page).data


@pytest.mark.parametrize("two_level", [True, False])
def test_a_page_has_the_numbers_of_the_whole_network(tmp_path: Path, two_level: bool) -> None:
    found = found_of(GRAPHS["undirected"], tmp_path, two_level=two_level)
    data, modules = data_in(distributed_report(found, title="Novel")), found.modules()
    numbers = dict(data["numbers"])
    assert data["title"] == "Novel"
    assert numbers["Codelength"] == f"{found.codelength:.4f} bits per step"
    assert (numbers["Nodes"], numbers["Links"]) == ("77", "254")
    assert sorted(data["modules"]["size"]) == sorted(modules["num_nodes"])
    flow = [float(f"{value:.4g}") for value in modules["flow"]]
    assert sorted(data["modules"]["flow"]) == sorted(flow)
    names = data["modules"]["names"]
    assert names[1][:2] == ["Valjean", "Marius"]
    assert not any("other" in name for some in names for name in some)
    assert sum("other" in name for name in data["nodes"]["name"]) == sum(modules["num_nodes"] > 5)


def test_a_page_of_a_hierarchy_has_its_modules_of_modules(tmp_path: Path) -> None:
    found = found_of(GRAPHS["cliques"], tmp_path, two_level=False)
    shown, modules = data_in(distributed_report(found))["modules"], found.modules()
    assert found.num_levels == 3
    assert shown["parent"].count(-1) == found.num_modules
    inside = modules[modules["path"].str.contains(":")].groupby("module").size()
    assert [shown["parent"].count(m) for m in range(found.num_modules)] == list(inside)
    assert shown["children"][: found.num_modules] == list(inside)


def test_the_command_makes_a_page_of_the_folder_of_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = found_of(GRAPHS["cliques"], tmp_path)
    shell = Shell(tmp_path, capsys, monkeypatch)
    for folder in ("work", "work/out"):
        assert shell(["report", folder, "-o", "page.html"])[0] == 0
        assert dict(data_in((tmp_path / "page.html").read_text())["numbers"])["Nodes"] == "200"
    code, _, err = shell(["report", "work", "-o", "page.html", "--seed", "3"])
    assert (code, err.startswith("infomap-py: error: --seed is of a network")) == (2, True)
    code, _, err = shell(["report", ".", "-o", "page.html"])
    assert (code, "no result of infomap_py.distributed.partition is there" in err) == (1, True)
    with pytest.raises(ReadError, match="no result"):
        DistributedPartition.read(tmp_path)
    assert DistributedPartition.read(tmp_path / "work") == found


def test_errors_of_the_command_are_in_words_of_the_shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "links.txt").write_text("1 2\n")
    command = ["distributed", str(tmp_path / "links.txt"), "-o", str(tmp_path), "--scheduler"]
    assert main([*command, "here", "--shard-arcs", "0"]) == 2
    assert "--shard-arcs 0 is out of range" in capsys.readouterr().err
    (tmp_path / "run.json").write_text("{}")
    assert main([*command, "here"]) == 2
    assert "Go on with it by --resume" in capsys.readouterr().err
