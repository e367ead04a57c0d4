"""infomap-py compare, infomap-py landscape"""

from __future__ import annotations

from typing import Any

from infomap_py.command_input import as_read, check_standard_input, read_file, with_metadata
from infomap_py.comparison import compare
from infomap_py.console import Given, check_output, progress_of, say, show
from infomap_py.errors import OptionError, PartitionError
from infomap_py.file_formats import format_by_suffix, format_of
from infomap_py.network import Network
from infomap_py.options import (
    FlowOptions,
    ObjectiveOptions,
    SearchOptions,
    chosen,
    option_names,
)
from infomap_py.partition_files import PartitionFile
from infomap_py.scoring import partition_of
from infomap_py.solution_landscape import landscape
from infomap_py.solutions import described
from infomap_py.streams import name_of
from infomap_py.summary import network_summary
from infomap_py.writers import write

MEASURES = (
    *("num_nodes", "adjusted_mutual_information", "adjusted_rand", "variation_of_information"),
    *("variation_of_information_by_flow", "jaccard_by_flow"),
)


def compare_files(given: Given) -> None:
    """The measures on standard output, a line each, and the changes on standard error; as a
    picture in a file, if one is named."""
    files, output = [given["before"], given["after"]], given.get("output")
    check_standard_input(given)
    if output is not None:
        _check_picture(output)
        check_output(output, *files)
    network = read_file(given) if "file" in given else None
    sides = [_side(file, given, network) for file in files]
    options = {name: given[name] for name in ("level", "min_share") if name in given}
    comparison = compare(*sides, **options)
    if output is not None:
        comparison.alluvial(names=list(map(name_of, files))).svg(output)
    show(*(f"{name}\t{getattr(comparison, name)}" for name in MEASURES))
    if not given.get("quiet"):
        say(*comparison.summary().split("\n"))


def _check_picture(output: str) -> None:
    if output == "-":
        raise OptionError("--output -: standard output has the measures; name a file.")
    if format_by_suffix(output, {".svg": "svg"}) is None:
        raise OptionError(f"--output {output}: a comparison is drawn as SVG. End the name in .svg.")


def _side(file: str, given: Given, network: Network | None) -> Any:
    """What a file holds; on a network as a partition of it, with its flow."""
    modules = PartitionFile.read(file, given.get("format")).modules(network)
    if network is None:
        return modules
    try:
        return partition_of(network, modules, **chosen(FlowOptions, given).as_dict())
    except PartitionError as error:
        raise PartitionError(f"{name_of(file)}: {error}") from None


def search_landscape(given: Given) -> None:
    """A line per solution on standard output, what they look like on standard error."""
    output, format = given.get("output"), given.get("format")
    if output is not None:
        format_of(output, format)
        check_output(output, given["file"])
    elif format is not None:
        raise OptionError(f"format={format!r} is of a file, and none is named. Add --output.")
    search_options = chosen(SearchOptions, given)
    objective_options = chosen(ObjectiveOptions, given)
    network = read_file(given)
    here = {name: given[name] for name in ("num_trials", "max_distance") if name in given}
    kept = set(option_names(SearchOptions)) - {"num_trials", "two_level"}
    with progress_of(given) as progress:
        found = landscape(
            network,
            **here,
            progress=progress,
            **chosen(FlowOptions, given).as_dict(),
            **vars(with_metadata(objective_options, network)),
            **{name: getattr(search_options, name) for name in sorted(kept)},
        )
    if output is not None:
        partition = found.consensus().partition
        assert partition is not None  # there is a network
        write(as_read(partition, given), output, format)
    rows = list(found.rows())
    show(*("\t".join(map(str, cells)) for cells in (rows[0], *(row.values() for row in rows))))
    if not given.get("quiet"):
        say(network_summary(network), *described(found))
