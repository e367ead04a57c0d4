"""infomap-py report"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from infomap_py.command_input import read_file, with_metadata
from infomap_py.console import Given, check_output, say, say_diagnosis
from infomap_py.errors import OptionError, ReadError
from infomap_py.file_formats import SUFFIXES, format_by_suffix, format_to_read
from infomap_py.network import Network
from infomap_py.option_checks import check_integer
from infomap_py.options import ObjectiveOptions, SearchOptions, chosen, option_names
from infomap_py.output_files import write_text
from infomap_py.partition import Partition
from infomap_py.partition_commands import found
from infomap_py.partition_files import PartitionFile
from infomap_py.report.report import partition_report
from infomap_py.scoring import CODING_OPTIONS
from infomap_py.stored_partitions import from_zero, read_partition
from infomap_py.summary import partition_summary

OF_A_SEARCH = (*option_names(SearchOptions), "initial", "fixed")


def report_file(given: Given) -> None:
    """The page to a file or to standard output, the summary on standard error."""
    started = time.perf_counter()
    output = given.get("output", "-")
    if os.path.isdir(given["file"]):
        _report_folder(given, output)
        return
    _refuse_contradictions(given, output)
    other = PartitionFile.read(given["compare_with"]) if "compare_with" in given else None
    partition = _stored(given) if "partition" in given else found(given)
    here = {"title", "num_nodes"} & given.keys()
    options: dict[str, Any] = {name: given[name] for name in here}
    if other is not None:
        options["compare_with"] = _modules(other, given["compare_with"], partition.network)
    write_text(output, [partition_report(partition, **options)])
    if not given.get("quiet"):
        say(*partition_summary(partition, time.perf_counter() - started))
        say_diagnosis(partition)


def _report_folder(given: Given, output: str) -> None:
    """The page of the folder that a distributed run wrote."""
    from infomap_py.distributed.report import distributed_report
    from infomap_py.distributed.result import DistributedPartition

    here = {name: given[name] for name in ("title", "num_nodes") if name in given}
    others = sorted(given.keys() - here.keys() - {"command", "file", "output", "quiet", "progress"})
    if others:
        raise OptionError(
            f"{_option(others[0])} is of a network, and {given['file']!r} is the folder of a "
            "result, whose modules are there already; leave the option out."
        )
    found = DistributedPartition.read(Path(given["file"]))
    write_text(output, [distributed_report(found, **here)])


def _refuse_contradictions(given: Given, output: str) -> None:
    """What is wrong, before anything is read."""
    if output == "-" and sys.stdout is not None and sys.stdout.isatty():
        raise OptionError("a page is to be seen in a browser. Name a file: --output map.html")
    if output != "-":
        named = format_by_suffix(output, SUFFIXES)
        if named not in ("html", None):
            raise OptionError(
                f"{output!r} would be taken for {named}, and a report is a page. Call it .html, or "
                "use infomap-py partition."
            )
        others = [given[name] for name in ("partition", "compare_with") if name in given]
        check_output(output, given["file"], *others)
    check_integer("--num-nodes", given.get("num_nodes", 0), 0)
    for name in ("partition", "compare_with"):
        if given.get(name) == "-":
            raise OptionError(
                f"{_option(name)} - has no suffix to say how it is read; name a file."
            )
        if name in given:
            format_to_read(given[name])
    searching = [name for name in OF_A_SEARCH if name in given]
    if "partition" in given and searching:
        raise OptionError(
            f"{_option(searching[0])} is of a search, and --partition has the modules already; "
            "leave one of the two out."
        )


def _option(name: str) -> str:
    return "--hierarchy" if name == "two_level" else f"--{name.replace('_', '-')}"


def _stored(given: Given) -> Partition:
    """What the file holds, read and coded as it tells, but for what is given."""
    path = given["partition"]
    told = PartitionFile.read(path).facts().get("options", {})
    as_told = {name: told[name] for name in CODING_OPTIONS if name in told}
    network = read_file({**as_told, **given})
    coding: dict[str, Any] = {name: given[name] for name in CODING_OPTIONS if name in given}
    if "metadata" in coding:
        coding["metadata"] = with_metadata(chosen(ObjectiveOptions, given), network).metadata
    return read_partition(path, network, **coding)


def _modules(file: PartitionFile, path: str, network: Network) -> Any:
    """Those of a file: of nodes of this network; or else, as of another year, by the names that it
    has."""
    try:
        return from_zero(file.modules(network), file.format)
    except ReadError:
        return read_partition(path)
