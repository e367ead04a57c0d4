"""Link arrays, and the graphs of a data folder; ``generators.py`` has those that are made up.

A data folder holds ``graphs/NAME/edges.tsv.gz`` and ``nodes.tsv.gz``. The first line of the former
says what it is, as in ``# karate: undirected unweighted; nodes=34 edges=78; ...``; then comes every
link as ``source target [weight]``, tab-separated, from 0.
"""

import gzip
import os
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

VARIABLE = "INFOMAP_PY_DATA"
HEADING = re.compile(
    r"# \S+: (?P<direction>directed|undirected) (?P<weights>weighted|unweighted); nodes=\d+ "
    r"edges=(?P<links>\d+)"
)


@dataclass(frozen=True, eq=False)
class Links:
    """Link arrays that are ready to be handed to a program; ``weights`` is None where all are 1.

    ``module_of`` is the planted module of every node, where modules were planted.
    """

    name: str
    num_nodes: int
    sources: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64] | None
    directed: bool
    remark: str = ""
    module_of: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.sources)

    @property
    def kind(self) -> str:
        direction = "directed" if self.directed else "undirected"
        return direction if self.weights is None else f"{direction}, weighted"

    def linked(self) -> npt.NDArray[np.int64]:
        """The nodes that have a link."""
        has_link = np.zeros(self.num_nodes, dtype=bool)
        has_link[self.sources] = has_link[self.targets] = True
        return np.flatnonzero(has_link)

    def as_rows(self) -> npt.NDArray[np.float64]:
        """One row (source, target[, weight]) per link."""
        columns = [self.sources, self.targets, *([] if self.weights is None else [self.weights])]
        return np.column_stack([column.astype(np.float64) for column in columns])


def data_folder(given: Path | None) -> Path | None:
    """The folder given, or named by INFOMAP_PY_DATA, or ../shared/data beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = given or Path(os.environ.get(VARIABLE) or beside)
    if (folder / "graphs").is_dir():
        return folder
    print(
        f"Left out: the real networks, for want of a folder {folder / 'graphs'}. Say where they "
        f"are with --data or {VARIABLE}; each is a folder graphs/NAME with edges.tsv.gz and "
        "nodes.tsv.gz."
    )
    return None


def names(folder: Path) -> list[str]:
    """The graphs that can be read, smallest first; not those that are bipartite."""
    sizes = {}
    for path in (folder / "graphs").iterdir():
        if (path / "nodes.tsv.gz").exists():
            with gzip.open(path / "edges.tsv.gz", "rt", encoding="utf-8") as lines:
                sizes[path.name] = int(_heading(path, lines.readline())["links"])
    return sorted(sizes, key=lambda name: (sizes[name], name))


def read_links(folder: Path, name: str) -> Links:
    """One graph. Links of infinite weight are dropped, and the remark says so."""
    path = folder / "graphs" / name
    with gzip.open(path / "edges.tsv.gz", "rt", encoding="utf-8") as lines:
        heading = _heading(path, lines.readline())
        columns = np.loadtxt(lines, delimiter="\t", ndmin=2)
    with gzip.open(path / "nodes.tsv.gz", "rt", encoding="utf-8") as lines:
        num_nodes = sum(not line.startswith("#") for line in lines)
    remark = ""
    if heading["weights"] == "weighted":
        infinite = np.isinf(columns[:, 2])
        if infinite.any():
            remark = f"{np.count_nonzero(infinite)} links of infinite weight dropped"
            columns = columns[~infinite]
    return Links(
        name,
        num_nodes,
        columns[:, 0].astype(np.int64),
        columns[:, 1].astype(np.int64),
        columns[:, 2].copy() if heading["weights"] == "weighted" else None,
        heading["direction"] == "directed",
        remark,
    )


def _heading(path: Path, line: str) -> re.Match[str]:
    heading = HEADING.match(line)
    if heading is None:
        raise SystemExit(f"{path / 'edges.tsv.gz'}:1: the heading does not say what it is.")
    return heading
