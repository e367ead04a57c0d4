"""The modules of a partition as a table: a row per module, by decreasing flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import numpy as np

from infomap_py.data_frames import imported_pandas
from infomap_py.errors import counted
from infomap_py.modules import Module
from infomap_py.text_tables import shown_names, table_with_names
from infomap_py.text_width import terminal_width
from infomap_py.tree import ROOT

if TYPE_CHECKING:
    import pandas

    from infomap_py.partition import Partition

MODULES_SHOWN = 10
NODES_LISTED = 5


@dataclass(frozen=True, eq=False, repr=False)
class ModuleTable(Sequence[Module]):
    """The outermost modules of a partition, by module id: :attr:`infomap_py.Partition.modules`.

    ``table[m]`` is the :class:`Module` with id m, and a slice is a table of some of them. Printed,
    it shows the first ten, with their rates per step and the bits per step that their codebooks
    take, which sum to the codelength with those of the index. Modules within them are in the
    ``children`` of each; tables of deeper levels are ``level.modules for level in p.levels``.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> p = infomap_py.partition(nx.barbell_graph(3, 0))
    >>> p.modules
    2 modules of 6 nodes, 2.3207 bits per step: index 0.1429 + modules 2.1779
     id     flow   enter    exit    bits  size  nodes
      0  50.00 %  0.0714  0.0714  1.0889     3  2 0 1
      1  50.00 %  0.0714  0.0714  1.0889     3  3 4 5
    >>> p.modules[1].top_nodes(2), p.modules[1].size
    ([3, 4], 3)
    """

    partition: Partition
    ids: range

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, key: int) -> Module: ...
    @overload
    def __getitem__(self, key: slice) -> ModuleTable: ...
    def __getitem__(self, key: int | slice) -> Module | ModuleTable:
        if isinstance(key, slice):
            return ModuleTable(self.partition, self.ids[key])
        return Module(self.partition.tree.outline, self.ids[key])

    def to_dataframe(self, num_nodes: int = NODES_LISTED) -> pandas.DataFrame:
        """A pandas DataFrame with a row per module: module, size, flow, enter_flow, exit_flow,
        bits, and top_nodes, a list of its ``num_nodes`` most visited ones; in a hierarchy also
        num_modules, how many are directly in it.

        Raises
        ------
        MissingPackageError
            pandas is not installed.
        """
        columns = {
            "module": list(self.ids),
            "size": [module.size for module in self],
            "flow": [module.flow for module in self],
            "enter_flow": [module.enter_flow for module in self],
            "exit_flow": [module.exit_flow for module in self],
            "bits": [module.bits for module in self],
        }
        if self.partition.num_levels > 2:
            columns["num_modules"] = [len(module.children) for module in self]
        columns["top_nodes"] = [module.top_nodes(num_nodes) for module in self]
        frame: pandas.DataFrame = imported_pandas().DataFrame(columns)
        return frame

    def summary(self, num_modules: int = MODULES_SHOWN, width: int | None = None) -> str:
        """A line for each of the first ``num_modules`` modules, and what all take together.

        Parameters
        ----------
        num_modules : int
        width : int, optional
            Columns of a line, of which nodes take what numbers leave. None: those of the terminal,
            or 100.
        """
        shown = self[: max(num_modules, 0)]
        lines = [self._heading()]
        if shown:
            lines += shown._lines(terminal_width() if width is None else width)
        return "\n".join([*lines, *self._rest(len(shown))])

    def _heading(self) -> str:
        lengths, total = self.partition.lengths, self.partition.num_modules
        number = counted(len(self), "module")
        if len(self) != total:
            return f"{number} of {total:,}"
        nodes = counted(Module(self.partition.tree.outline, ROOT).size, "node")
        return (
            f"{number} of {nodes}, {lengths.total:.4f} bits per step: "
            f"index {lengths.index:.4f} + modules {lengths.module:.4f}"
        )

    def _lines(self, width: int) -> Iterator[str]:
        # A name takes a column at least.
        names = (module.top_nodes(width + 1) for module in self)
        return table_with_names(self._columns(), "nodes", names, width)

    def _columns(self) -> list[list[str]]:
        """Each a heading and its cells."""
        columns = [
            ["id", *map(str, self.ids)],
            ["flow", *(f"{100 * module.flow:.2f} %" for module in self)],
            ["enter", *(f"{module.enter_flow:.4f}" for module in self)],
            ["exit", *(f"{module.exit_flow:.4f}" for module in self)],
            ["bits", *(f"{module.bits:z.4f}" for module in self)],
            ["size", *(f"{module.size:,}" for module in self)],
        ]
        if self.partition.num_levels > 2:
            columns.append(["modules", *(f"{len(module.children):,}" for module in self)])
        return columns

    def _rest(self, num_shown: int) -> Iterator[str]:
        """What is not listed."""
        hidden = np.array(self.ids[num_shown:], dtype=np.int64)
        if len(hidden) == 0:
            return
        outline = self.partition.tree.outline
        share = 100 * self.partition.coded.rates.flow[hidden].sum()
        alone = np.count_nonzero(outline.num_nodes[hidden] == 1)
        of_one = f", {alone:,} of them of one node" if alone else ""
        yield f"and {len(hidden):,} more with {share:.2f} % of the flow{of_one}"

    def __repr__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        """What a notebook shows: the same as a table."""
        from infomap_py.pictures.notebook import table_html

        shown = self[:MODULES_SHOWN]
        names = [" ".join(shown_names(module.top_nodes(NODES_LISTED))) for module in shown]
        columns, rest = shown._columns(), self._rest(len(shown))
        return table_html(self._heading(), columns, ["nodes", *names], rest)
