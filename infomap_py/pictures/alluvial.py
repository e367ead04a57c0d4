"""Alluvial diagrams: what became of modules from one partition to the next, and to the next [1]_.

Every partition is a step. Its largest modules are blocks, as high as their flow; the others are one
block together. Streams between two steps are the flow of the nodes that both have: they leave a
block as high as that flow is here, and arrive as high as it is there. What a block has besides is
of nodes that the other step does not have.

References
----------
.. [1] Rosvall & Bergstrom (2010), Mapping change in large networks. PLoS ONE 5(1), e8694.
   :doi:`10.1371/journal.pone.0008694`
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from infomap_py.errors import InputTypeError, OptionError, PartitionError, counted
from infomap_py.labels import kind_of
from infomap_py.option_checks import check_integer, check_number
from infomap_py.pictures.alluvial_diagram import MIN_FLOW, NUM_MODULES, Alluvial
from infomap_py.pictures.alluvial_layout import Side, laid_out
from infomap_py.same_nodes import as_partitions, names_of
from infomap_py.words.clusters import WordClusters


def alluvial(
    partitions: Sequence[Any],
    *,
    names: Sequence[object] | None = None,
    num_modules: int = NUM_MODULES,
    min_flow: float = MIN_FLOW,
) -> Alluvial:
    """Show what became of modules from one partition to the next: levels of a hierarchy, seeds,
    years.

    Parameters
    ----------
    partitions : sequence of Partition, WordClusters, or what :func:`infomap_py.compare` takes
        Two or more, of one network or of several. Nodes are the same where their labels are equal.
        Of hierarchies, the outermost modules; ``p.levels`` are the levels of one.
    names : sequence, optional
        What the steps are called, one name each. None: "1", "2", ...
    num_modules : int, at least 1
        At most so many modules of a step are blocks, those with most flow. 20 can be named in a
        picture of the height of a screen.
    min_flow : float in [0, 1]
        Modules with less are no blocks; but the largest always is. 0.005 is as thin as a line.

    Returns
    -------
    Alluvial
        With ``svg(path)`` and ``plot(ax)``. Modules that are no blocks are one block together,
        where they are two or more. A block has the colour of that which it comes from, as
        :func:`infomap_py.matching.matching_of` says; others have the colour that is least in use.
        The first step is in order of flow, the others so that streams cross little.

    Raises
    ------
    InputTypeError
        ``partitions`` is a single one, or no sequence.
    OptionError
        A number is out of range, or there is not one name for each partition.
    PartitionError
        There are fewer than two, or one is none, or two that follow each other have no node in
        common.

    Examples
    --------
    >>> import networkx as nx, infomap_py
    >>> p = infomap_py.partition(nx.ring_of_cliques(24, 4), two_level=False)
    >>> changes = infomap_py.alluvial(p.levels, names=["coarse", "fine"], num_modules=30)
    >>> changes
    <Alluvial of 2 steps: 6, 24 modules>
    >>> len(changes.streams), [block.colour for block in changes.steps[1].blocks[:8]]
    (24, [0, 0, 0, 0, 1, 1, 1, 1])
    """
    given = _as_list(partitions)
    clusters = [item if isinstance(item, WordClusters) else None for item in given]
    given = [item if c is None else c.partition for item, c in zip(given, clusters, strict=True)]
    sides = [
        Side(partition, names_of(item, partition, 1), c)
        for item, partition, c in zip(given, as_partitions(given), clusters, strict=True)
    ]
    return alluvial_of(sides, names, num_modules, min_flow)


def alluvial_of(
    sides: Sequence[Side], names: Sequence[object] | None, num_modules: int, min_flow: float
) -> Alluvial:
    """The same of partitions whose modules have names already."""
    check_integer("num_modules", num_modules, 1)
    check_number("min_flow", min_flow)
    if not 0.0 <= min_flow <= 1.0:
        raise OptionError(f"min_flow={min_flow!r} is not in [0, 1]; it is a share of the flow.")
    return laid_out(sides, _step_names(names, len(sides)), num_modules, min_flow)


def _as_list(partitions: Any) -> list[Any]:
    if isinstance(partitions, Mapping) or not isinstance(partitions, Iterable):
        raise InputTypeError(
            f"partitions is one {kind_of(partitions)}; give a sequence of two or more. The levels "
            "of a hierarchy are p.levels."
        )
    given = list(partitions)
    if len(given) < 2:
        raise PartitionError(
            f"{counted(len(given), 'partition')}; an alluvial diagram is between two or more. A "
            "partition of two levels has one level only."
        )
    return given


def _step_names(names: Sequence[object] | None, count: int) -> list[str]:
    if names is None:
        return [str(k + 1) for k in range(count)]
    told = [names] if isinstance(names, str) else list(names)
    if len(told) != count:
        raise OptionError(
            f"{counted(len(told), 'name')} for {counted(count, 'partition')}; give one for each."
        )
    return list(map(str, told))
