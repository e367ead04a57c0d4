"""partition(): files of links -> modules in files, on workers of Dask or here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from infomap_py._version import __version__
from infomap_py.distributed import writing
from infomap_py.distributed.course import FINEST, Course, State, Tree
from infomap_py.distributed.edges import Reading, piece_size, pieces_of
from infomap_py.distributed.executors import Executor, InProcess, OnDask
from infomap_py.distributed.folder import load_numbers, save_numbers
from infomap_py.distributed.input_files import check_files, files_of
from infomap_py.distributed.journal import Journal
from infomap_py.distributed.progress import Progress, listening
from infomap_py.distributed.result import DistributedPartition
from infomap_py.distributed.sharding import Sharded, Sharding, Walk
from infomap_py.errors import DistributedError, OptionError
from infomap_py.option_checks import check_flag, check_integer
from infomap_py.optional_packages import imported
from infomap_py.options import FlowOptions, SearchOptions
from infomap_py.progress import check_progress

SHARD_ARCS = 1 << 23  # some 500 MB in a task
WHOLE_ARCS = 1 << 25  # some 1.2 GB in the task that searches them


def partition(
    edges: Any,
    *,
    workdir: str | os.PathLike[str],
    client: Any = None,
    resume: bool = False,
    weight: str | None = "weight",
    directed: bool = False,
    header: bool | None = None,
    teleportation_probability: float = 0.15,
    teleport_to: str = "links",
    self_links: bool = True,
    two_level: bool = True,
    seed: int = 0,
    shard_arcs: int = SHARD_ARCS,
    whole_arcs: int = WHOLE_ARCS,
    progress: bool | Callable[[Progress], object] = False,
) -> DistributedPartition:
    """Partition a network that need not fit the memory of any machine.

    What :func:`infomap_py.partition` does, by tasks that read and write files: the links are cut
    into shards, and nodes move shard by shard, until the network of modules fits one task. No
    process holds all links. Results are the same bytes for any number of workers, and after any of
    them was lost.

    Parameters
    ----------
    edges : str, path, list of them, or Dask DataFrame
        Files of links that every worker can open: Parquet, whose columns are those of a data frame;
        or link lists as :func:`infomap_py.readers.read_network` takes them, compressed or not. A
        pattern (``"links/*.parquet"``) names several, a folder all Parquet files in it; a file that
        is named twice is read once. A DataFrame is written to ``workdir`` first.
    workdir : str or path
        A folder that every worker sees, for all that tasks share, and for the result. It takes some
        60 bytes per link.
    client : None, "here", str, or distributed.Client
        None starts a cluster on this machine, with a worker per core; ``"here"`` runs all tasks in
        this process; else the address of a scheduler, or a client of one.
    resume : bool
        Go on with what an earlier call with the same arguments left in ``workdir``.
    weight : str or None
        The column of weights in Parquet; None: every link counts 1. Parallel links are summed.
    directed : bool
        Whether links lead one way.
    header : bool, optional
        Whether link lists begin with a header; see :func:`infomap_py.readers.read_network`.
    teleportation_probability, teleport_to, self_links
        As of :func:`infomap_py.partition`.
    two_level : bool
        False: modules may hold modules. A tree over pieces of the modules of two levels is searched
        in one task, so their network has to fit ``whole_arcs``.
    seed : int
        Of all random choices.
    shard_arcs : int
        Arcs of a shard: a task takes some 60 bytes for each, 500 MB by default. A link is two
        arcs. Pieces of the input grow with it.
    whole_arcs : int
        Arcs of a network of modules that one task searches, at some 40 bytes each.
    progress : bool or callable
        True shows a bar; a callable hears of every :class:`Progress`.

    Returns
    -------
    DistributedPartition

    Raises
    ------
    OptionError
        An option is out of its range, there is no such file, or ``workdir`` holds another run.
    InputTypeError
        ``edges`` are neither files nor a Dask DataFrame.
    NetworkError
        A link is malformed; the message names the file and the line. Or there is none.
    FlowError
        All weights are zero, or their sum is too small or too large for a double.
    DistributedError
        No scheduler answers, the cluster was lost, or a disk is full; ``resume=True`` goes on from
        there.
    MissingPackageError
        Dask or pyarrow is not installed.

    Examples
    --------
    >>> import tempfile, networkx as nx
    >>> from infomap_py import distributed
    >>> folder = tempfile.mkdtemp()
    >>> nx.write_edgelist(nx.barbell_graph(3, 0), f"{folder}/links.txt", data=False)
    >>> p = distributed.partition(f"{folder}/links.txt", workdir=folder, client="here")
    >>> p.num_modules, round(p.codelength, 4)
    (2, 2.3207)
    >>> sorted(p.to_dataframe()["node"][p.to_dataframe()["module"] == 0])
    [0, 1, 2]
    """
    check_flag("resume", resume)
    check_progress(progress)
    FlowOptions(
        directed=directed,
        teleportation_probability=teleportation_probability,
        teleport_to=teleport_to,
        self_links=self_links,
    )
    SearchOptions(two_level=two_level, seed=seed)
    check_integer("shard_arcs", shard_arcs, 1)
    check_integer("whole_arcs", whole_arcs, 1)
    if header is not None:
        check_flag("header", header)
    if not isinstance(weight, str | None):
        raise OptionError(f"weight={weight!r} is neither the name of a column nor None.")
    options: dict[str, Any] = {  # as JSON has them, where they may be numbers of NumPy
        "weight": weight,
        "directed": bool(directed),
        "header": None if header is None else bool(header),
        "teleportation_probability": float(teleportation_probability),
        "teleport_to": teleport_to,
        "self_links": bool(self_links),
        "two_level": bool(two_level),
        "seed": int(seed),
        "shard_arcs": int(shard_arcs),
        "whole_arcs": int(whole_arcs),
    }
    folder = _folder(workdir)
    with _executor(client) as executor, listening(progress) as heard:
        files = _files(edges, folder)
        check_files(files, weight)
        _begin(folder, files, options, resume)
        journal = Journal(folder, executor, heard)
        most = piece_size(options["shard_arcs"])
        pieces = [piece for path in files for piece in pieces_of(path, most)]
        walk = Walk(*(options[field.name] for field in fields(Walk)))
        reading = Reading(*(options[field.name] for field in fields(Reading)))
        sharded = Sharding(journal, options["shard_arcs"]).run(pieces, reading, walk)
        course = Course(journal, options["whole_arcs"], options["seed"])
        state, tree = course.run(), None
        if not two_level:
            state, tree = course.nested(state)
        return _written(journal, course, sharded, course.settled(state), tree, options)


def _folder(workdir: Any) -> Path:
    try:
        path = os.fsdecode(workdir)
    except TypeError:
        path = ""
    if not path or "\0" in path:
        raise OptionError(f"workdir={workdir!r} is no path of a folder.")
    return Path(path).absolute()


def _written(
    journal: Journal,
    course: Course,
    sharded: Sharded,
    state: State,
    tree: Tree | None,
    options: dict[str, Any],
) -> DistributedPartition:
    """The result, in files."""
    out = journal.folder / "out"
    course.each(FINEST, "members", writing.count_members, state.version)
    task = (FINEST, state.version, tree.folder if tree else None, out)
    (counted,) = journal.run("modules", writing.write_modules, [task])
    course.links(state, out)
    course.each(FINEST, "nodes", writing.write_nodes, state.version, out, sharded.firsts)
    found = DistributedPartition(
        folder=str(out),
        codelength=state.bits,
        index_codelength=state.index_codelength,
        module_codelength=state.module_codelength,
        one_level_codelength=course.one_level_codelength,
        num_modules=counted["modules"],
        num_levels=tree.num_levels if tree else 2,
        num_nodes=sharded.num_nodes,
        num_links=sharded.num_links,
        options=options,
        version=__version__,
    )
    found.save()
    return found


def _begin(folder: Path, files: list[str], options: dict[str, Any], resume: bool) -> None:
    """Write down what this run is of; or find that the one that is there is the same."""
    stats = [[path, os.stat(path).st_size, os.stat(path).st_mtime_ns] for path in files]
    this = {"files": stats, "options": options, "version": __version__}
    path = folder / "run.json"
    if not path.exists():
        try:
            save_numbers(path, this)
        except OSError as error:
            raise OptionError(
                f"{folder} cannot be written to ({error.strerror}). Name a folder "
                "that can, and that every worker sees."
            ) from error
        return
    if not resume:
        raise OptionError(
            f"{folder} holds a run already. Go on with it by resume=True, or name another folder."
        )
    that = load_numbers(path)
    if not isinstance(that, dict) or that.keys() != this.keys():
        raise OptionError(f"{path} is not of infomap_py.distributed. Name another folder.")
    differ = [name for name in options if that["options"].get(name) != options[name]]
    if differ or that["files"] != stats or that["version"] != __version__:
        what = ", ".join(differ) or ("files" if that["files"] != stats else "version")
        raise OptionError(
            f"{folder} holds a run with other {what}. Pass the same again, or name another folder."
        )


@contextmanager
def _executor(client: Any) -> Iterator[Executor]:
    """Who runs the tasks, and what Dask computes meanwhile; a cluster that was started here is gone
    afterwards, and whom the caller's own Dask asks is not changed."""
    if client == "here":
        yield InProcess()
        return
    distributed = imported("distributed", "partitioning on Dask", "dask")
    if isinstance(client, distributed.Client):
        with _checked(client).as_current():
            yield OnDask(client)
    elif client is None:
        with (
            distributed.LocalCluster(threads_per_worker=1) as cluster,
            distributed.Client(cluster, set_as_default=False) as own,
            own.as_current(),
        ):
            yield OnDask(own)
    else:
        with _connected(client) as own, own.as_current():
            yield OnDask(own)


def _checked(client: Any) -> Any:
    """A client that somebody else has made."""
    if client.status != "running" or client.asynchronous:
        how = "asynchronous" if client.asynchronous else client.status
        raise OptionError(f"the client is {how}. Give one that waits for a scheduler that runs.")
    return client


def _connected(address: Any) -> Any:
    """A client of a scheduler."""
    distributed = imported("distributed", "partitioning on Dask", "dask")
    try:
        return distributed.Client(address, set_as_default=False)
    except OSError as error:
        raise DistributedError(
            f"no scheduler answers at {address!r} ({error}). Start one by dask scheduler, or mend "
            "the address."
        ) from error
    except (TypeError, ValueError) as error:
        raise OptionError(
            f"{address!r} is no address of a scheduler ({error}). Give one such as "
            "tcp://host:8786, or 'here'."
        ) from error


def _files(edges: Any, folder: Path) -> list[str]:
    """The files of links; a Dask DataFrame becomes some, once."""
    if not hasattr(edges, "__dask_graph__"):
        return files_of(edges)
    place = folder / "links"
    if not (place / "_done").exists():
        edges.to_parquet(str(place), write_index=False)
        save_numbers(place / "_done", True)
    return files_of(place)
