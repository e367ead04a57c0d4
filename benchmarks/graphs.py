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
HEADING = re.compile(r"# \S+: (directed|undirected) (weighted|unweighted); nodes=(\d+)")


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

    def as_rows(self) -> npt.NDArray[np.float64]:
        """One row (source, target[, weight]) per link."""
        columns = [self.sources, self.targets, *([] if self.weights is None else [self.weights])]
        return np.column_stack([column.astype(np.float64) for column in columns])


def data_folder(given: Path | None) -> Path:
    """The folder given, or named by INFOMAP_PY_DATA, or ../shared/data beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = given or Path(os.environ.get(VARIABLE) or beside)
    if not (folder / "graphs").is_dir():
        raise SystemExit(
            f"There is no folder {folder / 'graphs'}. Say where the real graphs are with --data or "
            f"{VARIABLE}; each is a folder graphs/NAME with edges.tsv.gz and nodes.tsv.gz."
        )
    return folder


def names(folder: Path) -> tuple[list[str], list[str]]:
    """The graphs that can be read, and those that are bipartite or have no list of nodes."""
    every = sorted(path.name for path in (folder / "graphs").iterdir() if path.is_dir())
    plain = [name for name in every if (folder / "graphs" / name / "nodes.tsv.gz").exists()]
    return plain, [name for name in every if name not in plain]


def read_links(folder: Path, name: str) -> Links:
    """One graph. Links of infinite weight are dropped, and the remark says so."""
    path = folder / "graphs" / name
    with gzip.open(path / "edges.tsv.gz", "rt", encoding="utf-8") as lines:
        heading = HEADING.match(lines.readline())
        if heading is None:
            raise SystemExit(f"{path / 'edges.tsv.gz'}:1: the heading does not say what it is.")
        columns = np.loadtxt(lines, delimiter="\t", ndmin=2)
    with gzip.open(path / "nodes.tsv.gz", "rt", encoding="utf-8") as lines:
        num_nodes = sum(not line.startswith("#") for line in lines)
    remark = ""
    if heading[2] == "weighted":
        infinite = np.isinf(columns[:, 2])
        if infinite.any():
            remark = f"{np.count_nonzero(infinite)} links of infinite weight dropped"
            columns = columns[~infinite]
    return Links(
        name,
        num_nodes,
        columns[:, 0].astype(np.int64),
        columns[:, 1].astype(np.int64),
        columns[:, 2].copy() if heading[2] == "weighted" else None,
        heading[1] == "directed",
        remark,
    )
