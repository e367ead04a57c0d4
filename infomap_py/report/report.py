"""A partition, or clusters of words, as one page that opens anywhere: what is on it."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from infomap_py.arrays import Vector
from infomap_py.errors import OptionError
from infomap_py.option_checks import check_integer
from infomap_py.output_files import written
from infomap_py.partition import Partition
from infomap_py.pictures.svg import COLOURS, shortened
from infomap_py.report.contents import notes_of, provenance_of
from infomap_py.report.outline import PageOutline
from infomap_py.report.page import page_with
from infomap_py.report.scenes import scenes_of
from infomap_py.report.subject import Subject
from infomap_py.tree import ROOT

NUM_NODES = 10_000
LETTERS_OF_TITLE = 200
DIGITS = 4  # significant ones: a page is read


def partition_report(
    partition: Partition,
    path: str | os.PathLike[str] | None = None,
    *,
    compare_with: Any = None,
    title: str | None = None,
    num_nodes: int = NUM_NODES,
    with_provenance: bool = True,
) -> str:
    """Make a page of a partition: a map of modules that opens each into its modules and nodes, the
    hierarchy, tables that can be searched and sorted, the numbers, and what made it.

    It is one file of HTML that any browser opens, without a network: style, scripts and data are
    inside, and it asks for nothing else. It shows the modules and nodes with most flow, and says
    what it leaves out, so that it takes less than 2 MB, of a network of any size. Labels are shown
    as the text that they are, in one line of at most 60 letters. The same partition makes the same
    page. ``docs/report.md`` has more.

    The flow is computed anew, as no result keeps it.

    Parameters
    ----------
    partition : Partition
    path : str or path, optional
        Where the page is written; a further suffix .gz, .bz2 or .xz compresses.
    compare_with : Partition, or what else :func:`infomap_py.compare` takes, optional
        A second partition: what becomes of modules from this one to that is drawn as an
        :func:`infomap_py.alluvial` diagram.
    title : str, optional
        None: what was read, as a file's name.
    num_nodes : int
        At most so many nodes are listed: 10,000, as many as are found by searching rather than by
        reading. They are dealt out among the modules on the page by the root of their flow.
    with_provenance : bool
        Whether the page says what made the partition.

    Returns
    -------
    str
        The page.

    Raises
    ------
    OptionError
        ``num_nodes`` is negative or no integer; ``title`` is no text.
    PartitionError
        ``compare_with`` is no partition, or has no node in common.
    OSError
        The file cannot be written; what was there before is still there.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> page = infomap_py.partition(nx.barbell_graph(3, 0)).report(title="Two triangles")
    >>> "<title>Two triangles</title>" in page
    True
    """
    check_integer("num_nodes", num_nodes, 0)
    page = page_with(data_of(Subject(partition), compare_with, title, num_nodes, with_provenance))
    return written(page, path)


def data_of(
    subject: Subject,
    compare_with: Any = None,
    title: str | None = None,
    num_nodes: int = NUM_NODES,
    with_provenance: bool = True,
) -> dict[str, Any]:
    """What is on the page, as ``docs/decisions/0018`` has it."""
    partition, outline = subject.partition, PageOutline(subject, num_nodes)
    nodes, tree = outline.nodes, outline.tree
    return {
        "title": _title(title) or _source(partition),
        "noun": subject.noun,
        "member": subject.member,
        "palette": COLOURS,
        "numbers": list(subject.numbers()),
        "provenance": provenance_of(partition) if with_provenance else [],
        "notes": notes_of(subject, outline),
        "total": {
            "modules": tree.num_modules,
            "children": int(np.count_nonzero(tree.parent == ROOT)),
            "nodes": outline.num_nodes,
        },
        "modules": {**_module_columns(outline), **subject.columns_of_modules(outline.modules)},
        "nodes": {
            "module": outline.place[nodes.module].tolist(),
            "name": outline.node_names,
            "flow": rounded(nodes.flow),
            **subject.columns_of_nodes(nodes.node),
        },
        "hidden_nodes": outline.hidden[outline.modules].tolist(),
        "scenes": scenes_of(outline),
        "alluvial": None if compare_with is None else _alluvial(subject, compare_with),
    }


def _title(title: str | None) -> str:
    """What is asked for; nothing where that is nothing that could be read."""
    if not isinstance(title, str | None):
        raise OptionError(f"title={title!r} is no text.")
    return shortened((title or "").strip(), LETTERS_OF_TITLE)


def _module_columns(outline: PageOutline) -> dict[str, list[Any]]:
    partition, modules, tree = outline.partition, outline.modules, outline.tree
    rates = partition.coded.rates
    children = np.bincount(tree.parent + 1, minlength=tree.num_modules + 1)[1:]
    return {
        "parent": outline.place[tree.parent[modules]].tolist(),
        "names": outline.names,
        "size": outline.size[modules].tolist(),
        "children": children[modules].tolist(),
        "flow": rounded(rates.flow[modules]),
        "enter": rounded(rates.enter_flow[modules]),
        "exit": rounded(rates.exit_flow[modules]),
        "bits": rounded(partition.tree.outline.bits[modules]),
        "colour": outline.outermost[modules].tolist(),
    }


def rounded(values: Vector) -> list[float]:
    """To as many digits as are read."""
    return [float(f"{value:.{DIGITS}g}") for value in values.tolist()]


def _alluvial(subject: Subject, other: Any) -> dict[str, Any]:
    """From this partition to the other: this one's blocks have the colours of the map."""
    from infomap_py.pictures.alluvial import alluvial  # and all of the words with it

    sources = [_source(subject.partition), _source(getattr(other, "partition", other))]
    names = sources if len({*sources, ""}) == 3 else ["This partition", "The other"]
    return alluvial([subject.compared, other], names=names).as_dict()


def _source(partition: Any) -> str:
    """What was partitioned, as far as it is known; of a file, its name without folders."""
    if not isinstance(partition, Partition):
        return ""
    return os.path.basename(partition.network.source) or type(partition.network).__name__
