"""What commands read: networks, and modules and metadata of their nodes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from infomap_py.arrays import ModuleIds
from infomap_py.command_arguments import PROGRAM
from infomap_py.console import (
    Given,
    say,
)
from infomap_py.errors import OptionError, PartitionError
from infomap_py.file_formats import READ_SUFFIXES, format_to_read
from infomap_py.line_graph import graph_of
from infomap_py.membership import module_tree
from infomap_py.network import Network
from infomap_py.options import (
    FlowOptions,
    MultilayerOptions,
    ObjectiveOptions,
    chosen,
)
from infomap_py.partition import Partition
from infomap_py.readers import read_network
from infomap_py.scoring import of_links
from infomap_py.shell_words import in_shell_words
from infomap_py.streams import name_of
from infomap_py.tree import ModuleTree

Modules = dict[Hashable, Hashable]  # the module of every node, or its path
FILES = {
    "file": "FILE",
    "partition": "PARTITION",
    "before": "BEFORE",
    "after": "AFTER",
    "initial": "--initial",
    "metadata": "--metadata",
}


def read_file(given: Given) -> Network:
    """The network, of links where modules may overlap; remarks go to standard error."""
    check_standard_input(given)
    notes: list[str] = []
    network = read_network(
        given["file"],
        format=given.get("input_format"),
        weight=given.get("weight", "weight"),
        min_weight=given.get("min_weight", 0.0),
        directed=chosen(FlowOptions, given).reads_directed(),
        header=given.get("header"),
        notes=notes,
        multilayer=chosen(MultilayerOptions, given),
    )
    if not given.get("quiet"):
        say(*(f"{PROGRAM}: note: {in_shell_words(note)}" for note in notes))
    return of_links(network, given) if given.get("overlapping") else network


def check_standard_input(given: Given) -> None:
    """Of the files that a command reads, at most one is standard input."""
    names = [name for option, name in FILES.items() if given.get(option) == "-"]
    if len(names) > 1:
        raise OptionError(
            f"{names[0]} and {names[1]} cannot both be standard input; name one of them."
        )


def initial_modules(given: Given, network: Network) -> Modules | ModuleIds | None:
    """Of all nodes; of some, if those are fixed."""
    if "initial" not in given:
        return None
    try:
        format_to_read(given["initial"])
    except OptionError:
        raise OptionError(
            f"the suffix of --initial {given['initial']} names no format that is read; rename it, "
            f"to one of {', '.join(READ_SUFFIXES)}."
        ) from None
    modules = read_modules_file(given["initial"], network)
    if "fixed" in given:
        return modules
    tree = tree_of(given["initial"], network, modules)
    if tree.max_depth <= 1:
        return tree.module_of
    if given.get("two_level", True) and not given.get("quiet"):
        say(
            f"{PROGRAM}: note: {name_of(given['initial'])} has modules within modules; two levels "
            "start from the outermost. Pass --hierarchy to start from all."
        )
    return modules


def as_read(partition: Partition, given: Given) -> Partition:
    """With the weights that its network was read with: to leave them out again would count parallel
    links as one."""
    return replace(
        partition, options={**partition.options, "weight": given.get("weight", "weight")}
    )


def with_metadata(options: ObjectiveOptions, network: Network) -> ObjectiveOptions:
    """With what the file holds in place of its name."""
    if options.metadata is None:
        return options
    from infomap_py.metadata_files import read_metadata  # see read_modules_file

    return replace(options, metadata=read_metadata(options.metadata, graph_of(network)))


def read_modules_file(path: str, network: Network, format: str | None = None) -> Modules:
    from infomap_py.partition_files import read_modules  # 8 ms, which most commands do without

    return read_modules(path, network, format)


def tree_of(path: str, network: Network, modules: Modules) -> ModuleTree:
    """The modules that a file puts the nodes into."""
    try:
        return module_tree(network, modules)
    except PartitionError as error:
        raise PartitionError(f"{name_of(path)}: {error}") from None
