"""A file of a partition -> the modules of its nodes, or with the graph the Partition that it holds.

:mod:`infomap_py.partition_files` reads; what is left is to number modules as Python does, and to
make of modules, graph and options what a search would have returned.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, overload

from infomap_py._version import __version__
from infomap_py.added_terms import added_terms
from infomap_py.codelength import coded
from infomap_py.errors import OptionError, PartitionError
from infomap_py.flow import flow_of
from infomap_py.line_graph import LineGraph
from infomap_py.membership import module_tree
from infomap_py.network import Network
from infomap_py.options import FlowOptions, ObjectiveOptions, chosen
from infomap_py.partition import Partition
from infomap_py.partition_files import Modules, PartitionFile
from infomap_py.scoring import CODING_OPTIONS, read_graph, refuse_unknown

FROM_ONE = ("clu", "tree", "ftree")  # how these count modules, unless one is called 0
GIVEN = "given"  # what stands in a file for an option that is as large as the network
LARGE = ("node_weights", "bipartite", "metadata")
INTEGER = re.compile(r"0|-?[1-9][0-9]{0,3999}")  # Python makes integers of some more digits
NUMBER = re.compile(r"[0-9]{1,20}")
TOLERANCE = 1e-9  # bits: sums of a million terms in another order differ by less


@overload
def read_partition(
    path: str | os.PathLike[str], graph: None = None, *, format: str | None = None
) -> dict[Hashable, Any]: ...
@overload
def read_partition(
    path: str | os.PathLike[str], graph: Any, *, format: str | None = None, **options: Any
) -> Partition: ...
def read_partition(
    path: str | os.PathLike[str],
    graph: Any = None,
    *,
    format: str | None = None,
    **options: Any,
) -> dict[Hashable, Any] | Partition:
    """Read the partition that a file holds, whether this package wrote it, Infomap or another.

    Parameters
    ----------
    path : str or path
        ``"-"`` is standard input. Compressed files are decompressed.
    graph : optional
        What was partitioned, as in :func:`partition`. Without it, nodes are called as the file
        calls them.
    format : {"clu", "tree", "ftree", "tsv", "csv", "json", "newick", "graphml", "gexf"}, optional
        None: as the suffix of ``path`` says; standard input is "tsv".
    **options
        With a graph: those of :func:`codelength`, which say how it is read and coded. Those that
        are not given are as the file tells, and else by default.

    Returns
    -------
    dict or Partition
        Without a graph ``{node: module}``, of a hierarchy ``{node: path}``, which ``initial=`` and
        :func:`codelength` take. Modules are numbered from 0, whatever the file does. Nodes are
        integers if all read like some, and else strings; .json tells numbers from texts, and has
        all other labels as text. Of .clu, and of states in .tree and .ftree, they are ids.

        With the graph the :class:`Partition`, with its flow and codelengths computed anew. Seed,
        trial and version are those of the file; where it tells none, 0, None and this one. Of a
        hierarchy .clu holds the outermost modules only, and so does the Partition.

    Raises
    ------
    ReadError
        The file is malformed, or names a node that the graph has not; the message begins with
        file:line.
    PartitionError
        The file leaves out nodes of the graph. Or the codelength is not the one that the file
        tells, and no option was given that would explain it: the graph is another one.
    OptionError
        There is no such format, or the suffix names none; or what the file calls "given", such as
        ``metadata``, is not.
    OSError
        The file cannot be opened or read.

    Examples
    --------
    >>> import networkx as nx, infomap_py, tempfile, os
    >>> two_triangles = nx.barbell_graph(3, 0)
    >>> p = infomap_py.partition(two_triangles)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "modules.nwk")
    ...     p.write(path)
    ...     modules = infomap_py.read_partition(path)
    ...     again = infomap_py.read_partition(path, two_triangles)
    >>> modules
    {2: 0, 0: 0, 1: 0, 3: 1, 4: 1, 5: 1}
    >>> again == p
    True
    """
    if graph is None:
        if options:
            raise OptionError(
                f"{next(iter(options))}= says how a graph is read or coded, and there is none. "
                "Give the graph as well, or leave the option out."
            )
        file = PartitionFile.read(path, format)
        return _as_called(from_zero(file.modules(None), file.format), file.format)
    refuse_unknown(set(options) - set(CODING_OPTIONS), "read_partition", CODING_OPTIONS)
    file = PartitionFile.read(path, format)
    facts = file.facts()
    told = facts.get("options")
    told = told if isinstance(told, dict) else {}
    coding = _coding_options(file.text.name, told, options)
    with _about(file.text.name, told_by_file=not options):
        network = read_graph(graph, coding)
    modules = from_zero(file.modules(network), file.format)
    with _about(file.text.name, told_by_file=not options):
        found = _partition(network, modules, {**told, **options}, facts)
    if not options:
        _refuse_other_codelength(found, facts, file.text.name)
    return found


@contextmanager
def _about(name: str, *, told_by_file: bool) -> Iterator[None]:
    """Errors within begin with the name of the file, where it is the file that they are about."""
    try:
        yield
    except PartitionError as error:
        raise PartitionError(f"{name}: {error}") from None
    except OptionError as error:
        raise OptionError(f"{name}: {error}" if told_by_file else str(error)) from None


def from_zero(modules: Modules, format: str) -> Modules:
    """With integers from 0 for modules, unless they have other names."""
    paths = {m: m if isinstance(m, tuple) else (m,) for m in modules.values()}
    if not all(INTEGER.fullmatch(str(name)) for path in paths.values() for name in path):
        return modules
    numbers_used = {int(name) for path in paths.values() for name in path}
    first = 1 if format in FROM_ONE and 0 not in numbers_used else 0
    ids: dict[Hashable, Hashable] = {}
    for module, path in paths.items():
        numbers = tuple(int(name) - first for name in path)
        ids[module] = numbers if isinstance(module, tuple) else numbers[0]
    return {node: ids[module] for node, module in modules.items()}


def _as_called(modules: Modules, format: str) -> Modules:
    """With integers for nodes if all read like some; JSON says so itself."""
    if format == "json" or not all(INTEGER.fullmatch(str(node)) for node in modules):
        return modules
    return {int(str(node)): module for node, module in modules.items()}


def _coding_options(name: str, told: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What says how the graph is read and coded: as it is given, and else as the file tells."""
    known = {option: told[option] for option in CODING_OPTIONS if option in told} | dict(given)
    for option in LARGE:
        if option not in given and told.get(option) == GIVEN:
            raise OptionError(
                f"{name} is of a partition with {option}=, which it does not hold. Give it again."
            )
    return known


def _partition(
    network: Network, modules: Modules, options: Mapping[str, Any], facts: Mapping[str, Any]
) -> Partition:
    """What a search would have returned."""
    flow_options, objective = chosen(FlowOptions, options), chosen(ObjectiveOptions, options)
    flow = flow_of(network, flow_options)
    tree = module_tree(network, modules).ordered(flow.visits)
    seed, trial = str(facts.get("seed", 0)), str(facts.get("trial"))
    return Partition(
        network,
        coded(flow, tree, added_terms(flow, objective)),
        flow.node_flow.copy(),
        options={
            **options,
            **flow_options.as_dict(),
            **objective.as_dict(),
            **{name: GIVEN for name in LARGE if _is_large(options.get(name))},
            "overlapping": isinstance(network, LineGraph),
        },
        seed=int(seed) if NUMBER.fullmatch(seed) else 0,
        trial=int(trial) if NUMBER.fullmatch(trial) else None,
        trial_codelengths={},
        complete=str(facts.get("complete", True)) == "True",
        version=str(facts.get("infomap_py", __version__)),
    )


def _is_large(option: object) -> bool:
    """Whether it is as large as the network: an array, say, which is not to be compared."""
    return option is not None and option is not True


def _refuse_other_codelength(found: Partition, facts: Mapping[str, Any], name: str) -> None:
    """Where the file tells one, and nothing explains that it differs: .clu has the outermost
    modules of a hierarchy, and the codelength of all."""
    num_levels = str(facts.get("num_levels"))
    if NUMBER.fullmatch(num_levels) and int(num_levels) > found.num_levels:
        return
    try:
        told = float(facts.get("codelength", found.codelength))
    except (TypeError, ValueError):
        return
    if not math.isclose(told, found.codelength, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
        raise PartitionError(
            f"{name} tells a codelength of {told!r}, and these modules of {found.network!r} take "
            f"{found.codelength!r} bits per step. Give the graph that belongs to the file, or the "
            "options that differ; codelength() takes what read_partition() reads without a graph."
        )
