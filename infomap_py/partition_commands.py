"""infomap-py partition, infomap-py codelength, infomap-py scan"""

from __future__ import annotations

import time
from typing import Any

from infomap_py.added_terms import added_terms
from infomap_py.codelength import codelength_of
from infomap_py.command_input import (
    as_read,
    initial_modules,
    read_file,
    read_modules_file,
    tree_of,
    with_metadata,
)
from infomap_py.console import (
    Given,
    check_output,
    leave_to_the_summary,
    progress_of,
    say,
    say_diagnosis,
    show,
)
from infomap_py.file_formats import format_of, format_to_read
from infomap_py.flow import flow_of
from infomap_py.options import (
    FlowOptions,
    MultilayerOptions,
    ObjectiveOptions,
    SearchOptions,
    chosen,
    option_names,
)
from infomap_py.partition import Partition
from infomap_py.plateaus import ScanPoint
from infomap_py.resolution import resolution_scan
from infomap_py.search import partition
from infomap_py.summary import (
    codelength_summary,
    levels_summary,
    network_summary,
    partition_summary,
    scan_summary,
)
from infomap_py.writers import write

SCAN_COLUMNS = ("markov_time", "num_modules", "codelength", "similarity")


def partition_file(given: Given) -> None:
    """infomap-py partition"""
    started = time.perf_counter()
    output, format = given.get("output", "-"), given.get("format")
    if output != "-":
        format_of(output, format)
        check_output(output, given["file"])
    result = found(given)
    write(result, output, format)
    if not given.get("quiet"):
        say(*partition_summary(result, time.perf_counter() - started))
        say_diagnosis(result)


def found(given: Given) -> Partition:
    """What a search finds in the network of a file, with the options on the command line."""
    search_options = chosen(SearchOptions, given)
    flow_options = chosen(FlowOptions, given)
    multilayer_options = chosen(MultilayerOptions, given)
    network = read_file(given)
    initial, fixed = initial_modules(given, network), given.get("fixed")
    objective_options = chosen(ObjectiveOptions, given)
    leave_to_the_summary(given)
    with progress_of(given) as progress:
        result = partition(
            network,
            initial=initial,
            fixed=fixed,
            progress=progress,
            **flow_options.as_dict(),
            **multilayer_options.as_dict(),
            **vars(with_metadata(objective_options, network)),
            **{name: getattr(search_options, name) for name in option_names(SearchOptions)},
        )
    return as_read(result, given)


def score_file(given: Given) -> None:
    """infomap-py codelength"""
    flow_options = chosen(FlowOptions, given)
    objective_options = chosen(ObjectiveOptions, given)
    format_to_read(given["partition"], given.get("format"))
    network = read_file(given)
    read = read_modules_file(given["partition"], network, given.get("format"))
    modules = tree_of(given["partition"], network, read)
    flow = flow_of(network, flow_options)
    added = added_terms(flow, with_metadata(objective_options, network))
    tree = modules.ordered(flow.visits)
    lengths = codelength_of(flow, tree, added)
    show(str(lengths.total))
    if not given.get("quiet"):
        say(network_summary(network), codelength_summary(lengths))
        if tree.max_depth > 1:
            say(levels_summary(lengths, tree))


def scan_file(given: Given) -> None:
    """infomap-py scan"""
    search_options = chosen(SearchOptions, given)
    flow_options = chosen(FlowOptions, given)
    objective_options = chosen(ObjectiveOptions, given)
    network = read_file(given)
    scan = resolution_scan(
        network,
        given.get("markov_times"),
        **_all_but("markov_time", flow_options, FlowOptions),
        **_all_but("two_level", search_options, SearchOptions),
        **vars(with_metadata(objective_options, network)),
    )
    show("\t".join(SCAN_COLUMNS), *map(_scan_line, scan))
    if not given.get("quiet"):
        say(network_summary(network), *scan_summary(scan))


def _scan_line(point: ScanPoint) -> str:
    cells = (getattr(point, name) for name in SCAN_COLUMNS)
    return "\t".join("" if cell is None else str(cell) for cell in cells)


def _all_but(name: str, options: object, kind: type[Any]) -> dict[str, Any]:
    """Every option of this kind but one."""
    return {other: getattr(options, other) for other in option_names(kind) if other != name}
