"""What a distributed search found: numbers here, nodes in files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from infomap_py.data_frames import imported_pandas
from infomap_py.distributed.folder import load_numbers, save_numbers
from infomap_py.errors import ReadError, counted
from infomap_py.optional_packages import imported

SUMMARY = "summary.json"


@dataclass(frozen=True)
class DistributedPartition:
    """Modules of a network that need not fit this machine; the nodes stay in files.

    Codelengths are in bits per step of the walk, as of :class:`infomap_py.Partition`.

    Attributes
    ----------
    folder : str
        Where ``nodes/*.parquet`` (node, module, flow), ``modules.parquet`` (module, num_nodes,
        flow, exit_flow, enter_flow, and bits of the codebook per step) and ``links/*.parquet``
        (row, other_row, flow: what modules that hold nodes exchange) are. Modules are numbered by
        decreasing flow. In a hierarchy, nodes and modules of all levels have a path besides, such
        as ``"3:0:12"``, and ``module`` is the outermost one.
    codelength, index_codelength, module_codelength : float
        The first is the sum of the others.
    one_level_codelength : float
        If all nodes were in one module.
    num_modules, num_levels, num_nodes, num_links : int
        Modules are the outermost ones; levels are those of modules and that of nodes. Links are
        counted as they were given, parallel ones one by one.
    options : dict
        Every option of the search.
    version : str
        Of infomap_py.
    """

    folder: str
    codelength: float
    index_codelength: float
    module_codelength: float
    one_level_codelength: float
    num_modules: int
    num_levels: int
    num_nodes: int
    num_links: int
    options: dict[str, Any]
    version: str

    def __repr__(self) -> str:
        return (
            f"<DistributedPartition of {counted(self.num_nodes, 'node')} into "
            f"{counted(self.num_modules, 'module')}: {self.codelength:.4f} bits per step, in "
            f"{self.folder!r}>"
        )

    @property
    def relative_savings(self) -> float:
        """The share of bits that modules save: 1 - codelength / one_level_codelength."""
        return (
            1.0 - self.codelength / self.one_level_codelength if self.one_level_codelength else 0.0
        )

    @property
    def node_files(self) -> list[str]:
        """The files of nodes, in order; any reader of Parquet takes ``folder/nodes`` as a whole."""
        return sorted(str(path) for path in (Path(self.folder) / "nodes").glob("*.parquet"))

    def modules(self) -> Any:
        """The table of modules, as a pandas DataFrame."""
        return self._frame(str(Path(self.folder) / "modules.parquet"))

    def to_dataframe(self) -> Any:
        """All nodes, as a pandas DataFrame, in the memory of this process."""
        pandas = imported_pandas()
        return pandas.concat([self._frame(path) for path in self.node_files], ignore_index=True)

    def frames(self) -> Iterator[Any]:
        """The nodes, as one pandas DataFrame after another."""
        yield from map(self._frame, self.node_files)

    def _frame(self, path: str) -> Any:
        imported_pandas()
        return imported("pyarrow.parquet", "reading the nodes", "dask").read_table(path).to_pandas()

    def save(self) -> None:
        """Write the numbers down, beside the nodes."""
        numbers = {name: value for name, value in asdict(self).items() if name != "folder"}
        save_numbers(Path(self.folder) / SUMMARY, numbers)

    @classmethod
    def read(cls, folder: str | os.PathLike[str]) -> DistributedPartition:
        """What was saved in a folder, or in that of the run.

        Raises
        ------
        ReadError
            There is none.
        """
        place = Path(folder)
        if not (place / SUMMARY).exists() and (place / "out" / SUMMARY).exists():
            place /= "out"
        try:
            return cls(folder=str(place), **load_numbers(place / SUMMARY))
        except (FileNotFoundError, ReadError, TypeError) as error:
            raise ReadError(
                f"{place}: no result of infomap_py.distributed.partition is there ({error}). Give "
                "the folder that it returned."
            ) from error
