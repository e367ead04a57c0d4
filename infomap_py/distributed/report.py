"""The page of a distributed partition: its modules, and of each those nodes that say most about it.

What the page shows is a partition of far fewer nodes: of every module that holds nodes, some that
have most flow, and one for all the others. Modules have the flow, the bits and the links that they
have; the nodes of the network are not read into memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from infomap_py.added_terms import NOTHING_ADDED
from infomap_py.arrays import Ids, Vector
from infomap_py.codelength import CodedTree, Codelength, ModuleRates
from infomap_py.data_frames import imported_pandas
from infomap_py.distributed.result import DistributedPartition
from infomap_py.network import Network
from infomap_py.option_checks import check_integer
from infomap_py.options import FlowOptions
from infomap_py.output_files import written
from infomap_py.partition import Partition
from infomap_py.report.outline import NUM_MODULES
from infomap_py.report.page import page_with
from infomap_py.report.report import NUM_NODES, data_of
from infomap_py.report.subject import NAMES_OF_MODULE, Columns, Subject
from infomap_py.tree import ROOT, ModuleTree


def distributed_report(
    found: DistributedPartition,
    path: str | os.PathLike[str] | None = None,
    *,
    title: str | None = None,
    num_nodes: int = NUM_NODES,
) -> str:
    """Make a page of a distributed partition, as :meth:`infomap_py.Partition.report` does.

    Parameters
    ----------
    found : DistributedPartition
    path : str or path, optional
        Where the page is written; a further suffix .gz, .bz2 or .xz compresses.
    title : str, optional
        None: the name of the folder.
    num_nodes : int
        At most so many nodes are listed.

    Returns
    -------
    str
        The page.

    Raises
    ------
    OptionError
        ``num_nodes`` is negative or no integer; ``title`` is no text.
    MissingPackageError
        pandas or pyarrow is not installed.
    OSError
        The file cannot be written; what was there before is still there.
    """
    check_integer("num_nodes", num_nodes, 0)
    subject = ReducedSubject(found)
    data = data_of(subject, None, title or Path(found.folder).parent.name, num_nodes)
    data["provenance"] = [
        ("infomap_py", found.version),
        ("folder", found.folder),
        *((name, repr(value)) for name, value in found.options.items()),
    ]
    data["notes"] = list(subject.notes())
    data["total"]["nodes"] = found.num_nodes
    return written(page_with(data), path)


class ReducedSubject(Subject):
    """Modules as they are, with few of their nodes."""

    def __init__(self, found: DistributedPartition) -> None:
        self.found = found
        self._table = found.modules()
        self._order = _breadth_first(self._paths())
        super().__init__(self._reduced())
        self._names = self._names_of_modules()

    def names_of(self, module: int) -> list[str]:
        return self._names.get(module) or super().names_of(module)

    def numbers(self) -> Iterator[tuple[str, str]]:
        found = self.found
        yield "Modules", f"{found.num_modules:,}"
        yield "Nodes", f"{found.num_nodes:,}"
        yield "Links", f"{found.num_links:,}"
        yield "Codelength", f"{found.codelength:.4f} bits per step"
        yield "Savings", f"{100 * found.relative_savings:z.1f} %"
        yield "One level", f"{found.one_level_codelength:.4f} bits per step"
        yield "Index", f"{found.index_codelength:.4f} bits per step"
        yield "Modules' codebooks", f"{found.module_codelength:.4f} bits per step"

    def notes(self) -> Iterator[str]:
        """What a reader should mind."""
        yield (
            f"Of each module at most {NAMES_OF_MODULE} nodes are shown, those with most flow, and "
            "one that stands for all the others. All nodes are in the files of the result."
        )
        if self.found.options.get("directed"):
            yield "Flow between modules is that of both ways."

    def columns_of_modules(self, modules: Ids) -> Columns:
        """All nodes are counted, not only those on the page."""
        return {"size": self._table["num_nodes"].to_numpy()[self._order][modules].tolist()}

    def _names_of_modules(self) -> dict[int, list[str]]:
        """Of modules of every level, the nodes with most flow, and none that is for others."""
        tree = self.partition.module_tree
        names: dict[int, list[str]] = {}
        for depth in range(1, tree.max_depth + 1):
            top = self._named.assign(module=tree.at_depth(depth)[self._named["shown"]])
            top = top.sort_values(["flow", "node"], ascending=[False, True])
            for module, some in top.groupby("module").head(NAMES_OF_MODULE).groupby("module"):
                names[int(module)] = some["node"].tolist()
        return names

    def _paths(self) -> list[tuple[int, ...]]:
        if "path" not in self._table:
            return [(m,) for m in self._table["module"].tolist()]
        return [tuple(map(int, path.split(":"))) for path in self._table["path"].tolist()]

    def _reduced(self) -> Partition:
        found, order, table = self.found, self._order, self._table.iloc[self._order]
        paths = [self._paths()[row] for row in order.tolist()]
        place = {path: m for m, path in enumerate(paths)}
        parent = np.array([place.get(path[:-1], ROOT) for path in paths], dtype=np.int32)
        lowest = np.setdiff1d(np.arange(len(paths)), parent)
        flow, enter, leave, bits = (
            table[name].to_numpy(dtype=np.float64)
            for name in ("flow", "enter_flow", "exit_flow", "bits")
        )
        nodes, module_of, node_flow = self._nodes(paths, lowest, flow)
        by_level = [found.index_codelength, found.module_codelength]
        coded = CodedTree(
            ModuleTree(module_of, parent),
            Codelength(tuple(by_level), found.one_level_codelength),
            ModuleRates(flow, enter, leave),
            np.append(bits, found.index_codelength),
            NOTHING_ADDED,
        )
        network = self._network(nodes, module_of, node_flow)
        options = FlowOptions(flow_model="precomputed", directed=True).as_dict()
        return Partition(network, coded, node_flow, options, found.options["seed"], None, {})

    def _nodes(
        self, paths: list[tuple[int, ...]], lowest: Ids, flow: Vector
    ) -> tuple[list[str], Any, Vector]:
        """Names, modules and flow of some nodes of every lowest module, and of all its others as
        one."""
        sizes = self._table["num_nodes"].to_numpy()[self._order]
        shown = lowest[np.argsort(-flow[lowest], kind="stable")[:NUM_MODULES]]
        called = {":".join(map(str, paths[m])): m for m in shown.tolist()}
        self._named = top = self._top(called)
        names, modules, flows = top["node"].tolist(), top["shown"].tolist(), top["flow"].tolist()
        told = np.bincount(top["shown"], minlength=len(paths))
        rest = flow - np.bincount(top["shown"], top["flow"], len(paths))
        for m in lowest[sizes[lowest] > told[lowest]].tolist():
            number = int(sizes[m] - told[m])
            names.append(f"{number:,} other{'s' * (number > 1)} in {':'.join(map(str, paths[m]))}")
            modules.append(m)
            flows.append(max(0.0, rest[m]))
        return names, np.array(modules, dtype=np.int32), np.array(flows)

    def _top(self, called: dict[str, int]) -> Any:
        """A table of nodes with most flow of these modules, from one file after another."""
        pandas = imported_pandas()
        top = pandas.DataFrame({"node": [], "shown": [], "flow": []})
        for frame in self.found.frames():
            column = frame["path"] if "path" in frame else frame["module"].astype(str)
            here = frame.assign(node=frame["node"].astype(str), shown=column.map(called))
            here = here[["node", "shown", "flow"]].dropna()
            top = here if len(top) == 0 else pandas.concat([top, here])
            top = top.sort_values(["shown", "flow", "node"], ascending=[True, False, True])
            top = top.groupby("shown").head(NAMES_OF_MODULE)
        return top.astype({"shown": np.int64})

    def _network(self, nodes: list[str], module_of: Any, node_flow: Vector) -> Network:
        """What modules exchange, as links between their first nodes; half of it each way."""
        pandas = imported_pandas()
        files = sorted((Path(self.found.folder) / "links").glob("*.parquet"))
        links = pandas.concat(map(pandas.read_parquet, files), ignore_index=True)
        rows = np.empty(len(self._order), dtype=np.int64)
        rows[self._order] = np.arange(len(self._order))
        first = np.full(len(self._order), -1, dtype=np.int64)
        first[module_of[::-1]] = np.arange(len(nodes))[::-1]
        source, target = (first[rows[links[name].to_numpy()]] for name in ("row", "other_row"))
        half = links["flow"].to_numpy() / 2.0
        return Network.from_links(
            np.concatenate([source, target]),
            np.concatenate([target, source]),
            np.concatenate([half, half]),
            nodes=_unlike(nodes),
            directed=True,
            node_weights=node_flow,
        )


def _breadth_first(paths: list[tuple[int, ...]]) -> Ids:
    """The rows of modules by depth, and then in order of their paths, which is that of trees."""
    order = sorted(range(len(paths)), key=lambda row: (len(paths[row]), paths[row]))
    return np.array(order, dtype=np.int64)


def _unlike(names: list[str]) -> list[str]:
    """The same, with a mark behind those that another has."""
    seen: dict[str, int] = {}
    unlike = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unlike.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return unlike if len(set(unlike)) == len(unlike) else [f"{k} {n}" for k, n in enumerate(names)]
