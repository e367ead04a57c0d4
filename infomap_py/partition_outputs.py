"""What is made of a partition: texts, tables, graphs of other tools, pictures, a page."""

from __future__ import annotations

import os
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import cdlib
    import igraph
    import networkx
    import pandas
    from matplotlib.axes import Axes

    from infomap_py.partition import Partition


class PartitionOutputs:
    """The methods of a :class:`infomap_py.Partition` that make something else of it; each is a door
    to the module that does, which is loaded when it is used."""

    @property
    def _partition(self) -> Partition:
        """Itself."""
        return cast("Partition", self)

    def summary(self, num_modules: int = 10) -> str:
        """What ``infomap-py partition`` says of it: the network, the codelength and its parts, the
        ``num_modules`` modules with the most flow, the trial and the seconds it took, and what
        :attr:`diagnosis` finds.

        Examples
        --------
        >>> import networkx as nx, infomap_py
        >>> p = infomap_py.partition(nx.barbell_graph(3, 0))
        >>> print(p.summary())  # doctest: +ELLIPSIS
        networkx.Graph: 6 nodes, 7 links, undirected, unweighted
        codelength 2.320730 bits per step: index 0.142857 + modules 2.177873; ... savings 9.23 %
        2 modules
          0: 50.00 % of the flow, 3 nodes: 2, 0, 1
          1: 50.00 % of the flow, 3 nodes: 3, 4, 5
        seed 0, trial 0 is the best of 1; ... s
        """
        from infomap_py.summary import partition_summary

        lines = partition_summary(self._partition, num_modules=num_modules)
        return "\n".join([*lines, *self._partition.diagnosis.lines()])

    def to_dataframe(self) -> pandas.DataFrame:
        """A pandas DataFrame with a row per node: node, module, flow; in a hierarchy also path, as
        in :attr:`paths`, and of a :class:`StateNetwork` also physical_node, and layer if it has
        layers.

        Raises
        ------
        MissingPackageError
            pandas is not installed.
        """
        from infomap_py.data_frames import data_frame_of

        return data_frame_of(self._partition)

    def to_networkx(self) -> networkx.Graph:
        """The network as a networkx graph, directed if it is, with ``module`` and ``flow`` as
        attributes of its nodes; in a hierarchy also ``path``, the ids of :attr:`paths` with colons
        in between.

        Nodes are the caller's labels. Links have their weight as ``weight``, unless all weigh 1.
        Features of bipartite networks have 1 as ``bipartite``, primary nodes 0. Of a
        :class:`StateNetwork` the nodes are states, with ``physical_node``, and ``layer`` if it has
        layers. Where links were dealt out (``overlapping=True``), they are those of the graph, with
        the module that has most of their flow, and in ``modules`` all, as "module:flow".

        Examples
        --------
        >>> import networkx as nx, infomap_py
        >>> graph = infomap_py.partition(nx.barbell_graph(3, 0)).to_networkx()
        >>> graph.nodes[4]
        {'module': 1, 'flow': 0.14285714285714285}
        """
        from infomap_py.exported_graphs import networkx_graph

        return networkx_graph(self._partition)

    def to_igraph(self) -> igraph.Graph:
        """The same as an igraph.Graph, whose vertices have labels as ``name``.

        Raises
        ------
        MissingPackageError
            igraph is not installed.
        """
        from infomap_py.exported_graphs import igraph_graph

        return igraph_graph(self._partition)

    def to_cdlib(self) -> cdlib.NodeClustering:
        """A cdlib.NodeClustering of the outermost modules, for the scores and comparisons of cdlib.

        Its graph is a networkx graph of nodes; of a :class:`StateNetwork`, of physical nodes, with
        the links between their states summed. ``overlap`` says whether a node is in several
        modules. cdlib sorts modules by size. Other depths of a hierarchy are :attr:`levels`.

        Raises
        ------
        MissingPackageError
            cdlib is not installed.
        """
        from infomap_py.exported_graphs import cdlib_clustering

        return cdlib_clustering(self._partition)

    def write(self, path: str | os.PathLike[str], format: str | None = None) -> None:
        """Write to a file; its suffix chooses the format: see :func:`infomap_py.writers.write`."""
        from infomap_py import writers

        writers.write(self._partition, path, format)

    def map(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        num_modules: int = 60,
        width: int = 1200,
        height: int = 900,
    ) -> str:
        """Draw the modules, as a text that is SVG, and write it where a path is given: see
        :func:`infomap_py.pictures.module_map.module_map`."""
        from infomap_py.output_files import written
        from infomap_py.pictures.module_map import module_map

        return written(
            module_map(self._partition, num_modules=num_modules, width=width, height=height), path
        )

    def plot(
        self,
        kind: str = "map",
        *,
        ax: Axes | None = None,
        num_modules: int | None = None,
        labels: bool | Mapping[Hashable, object] = True,
        font: str | os.PathLike[str] | None = None,
    ) -> Axes:
        """Draw it with matplotlib, an extra: ``pip install "infomap_py[plot]"``.

        Parameters
        ----------
        kind : str
            "map": a disc for each module, of a hierarchy the outermost, with its most visited
            nodes. Area is flow, the border exit flow, lines are flow between modules; those that
            exchange much are near each other. For networks of any size.

            "network": nodes, coloured by module, those of a module together. For at most 2,000
            nodes in at most 300 modules.

            "matrix": the adjacency matrix with nodes ordered by module, which are blocks along the
            diagonal. Pixels of large networks are ranges of nodes.

            "sizes": shares that modules have in nodes and in flow, by rank.

            "tree": modules from left to right, those in a module beside it, nodes last; heights are
            flow.

            "levels": bits per step of every level, beside those without modules.

            "trials": the codelength of every trial, and the best.
        ax : matplotlib.axes.Axes, optional
            Where it is drawn. None: in a new figure of pyplot, one for each picture as in pandas,
            which notebooks show. Give one in a script that makes many, or close their figures.
            Axes side by side want ``layout="constrained"`` of their figure, as captions are below.
        num_modules : int in 1, ..., 500, optional
            The largest ones, of a map alone. None: 60, whose names can still be read.
        labels : bool or mapping
            Whether names are written; or other names, by node, for those that it has. Very long
            ones are shortened.
        font : str or path, optional
            A font family that matplotlib knows, or a font file. None: that of
            ``matplotlib.rcParams``, and for letters that it lacks, as Chinese ones, others that
            matplotlib knows.

        Returns
        -------
        matplotlib.axes.Axes
            ``ax.figure.savefig("map.svg")`` writes it to a file.

        Raises
        ------
        OptionError
            There is no such kind, ``num_modules`` is out of range or given with another kind, there
            is no such font, the network is too large for its nodes to be drawn, or there are no
            trials.
        MissingPackageError
            matplotlib is not installed.

        Examples
        --------
        >>> import matplotlib.figure, networkx as nx, infomap_py
        >>> p = infomap_py.partition(nx.barbell_graph(3, 0))
        >>> ax = matplotlib.figure.Figure().add_subplot()
        >>> p.plot("network", ax=ax) is ax
        True
        >>> sorted(text.get_text() for text in ax.texts)
        ['0', '1', '2', '3', '4', '5']
        """
        from infomap_py.plots.kinds import plot

        return plot(self._partition, kind, ax=ax, num_modules=num_modules, labels=labels, font=font)

    def report(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        compare_with: Any = None,
        title: str | None = None,
        num_nodes: int = 10_000,
    ) -> str:
        """Make a page to look at it in a browser, which works offline, and write it where a path is
        given: see :func:`infomap_py.report.report.partition_report`."""
        from infomap_py.report.report import partition_report

        return partition_report(
            self._partition, path, compare_with=compare_with, title=title, num_nodes=num_nodes
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the facts of :meth:`summary`, and the map."""
        from infomap_py.pictures.notebook import partition_html

        return partition_html(self._partition)
