"""infomap-py: the library for a shell.

Results go to standard output or a file, and all that is said about them to standard error. What is
wrong with the options, or with the place to write to, is said before anything is read.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any

from infomap_py.added_terms import added_terms
from infomap_py.arguments import PROGRAM, parse
from infomap_py.codelength import codelength_of
from infomap_py.console import (
    Given,
    check_output,
    discard,
    leave_to_the_summary,
    one_line_per_warning,
    progress_of,
    say,
    say_diagnosis,
)
from infomap_py.errors import InfomapError, OptionError, PartitionError
from infomap_py.file_formats import format_of, format_to_read
from infomap_py.flow import flow_of
from infomap_py.line_graph import graph_of
from infomap_py.membership import ModuleIds, module_tree
from infomap_py.network import Network
from infomap_py.options import (
    FlowOptions,
    MultilayerOptions,
    ObjectiveOptions,
    SearchOptions,
    chosen,
    option_names,
)
from infomap_py.readers import read_network
from infomap_py.resolution import resolution_scan
from infomap_py.scoring import of_links
from infomap_py.search import partition
from infomap_py.shell_words import in_shell_words
from infomap_py.streams import name_of
from infomap_py.summary import (
    codelength_summary,
    levels_summary,
    network_summary,
    partition_summary,
    scan_summary,
)
from infomap_py.tree import ModuleTree
from infomap_py.writers import write

Modules = dict[Hashable, Hashable]  # the module of every node, or its path

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

ADVICE = {
    FileNotFoundError: "; check the path",
    IsADirectoryError: "; give a file, not a folder",
    PermissionError: "; check the permissions, or choose another place",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run infomap-py with these arguments, or those of the process; its exit code."""
    code = DONE
    try:
        with one_line_per_warning():
            code = _exit_code(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the output has enough, as `head` does
        discard(sys.stdout, sys.stderr)
        return DONE
    except OSError as error:  # as of a full disk, which the command may have met before
        discard(sys.stdout)
        return code or _fail(FAILED, _in_words(error))
    return code


def _exit_code(argv: Sequence[str]) -> int:
    try:
        given = parse(argv)
        _COMMANDS[given["command"]](given)
    except SystemExit as end:  # argparse has said why
        return int(end.code or DONE)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OptionError as error:
        return _fail(WRONG_USAGE, str(error))
    except InfomapError as error:
        return _fail(FAILED, str(error))
    except OSError as error:
        return _fail(FAILED, _in_words(error))
    except MemoryError:
        return _fail(
            FAILED, "the memory does not suffice; try --unweighted, or fewer --num-threads"
        )
    return DONE


def _partition(given: Given) -> None:
    """infomap-py partition"""
    started = time.perf_counter()
    output, format = given.get("output", "-"), given.get("format")
    if output != "-":
        format_of(output, format)
        check_output(output, given["file"])
    search_options = chosen(SearchOptions, given)
    flow_options = chosen(FlowOptions, given)
    multilayer_options = chosen(MultilayerOptions, given)
    network = _read(given)
    initial, fixed = _initial(given, network), given.get("fixed")
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
            **vars(_with_metadata(objective_options, network)),
            **{name: getattr(search_options, name) for name in option_names(SearchOptions)},
        )
    # It was read with these weights: to leave them out again would count parallel links as one.
    result = replace(result, options={**result.options, "weight": given.get("weight", "weight")})
    write(result, output, format)
    if not given.get("quiet"):
        say(*partition_summary(result, time.perf_counter() - started))
        say_diagnosis(result)


def _codelength(given: Given) -> None:
    """infomap-py codelength"""
    if given["file"] == given["partition"] == "-":
        raise OptionError("FILE and PARTITION cannot both be standard input; name one of them.")
    flow_options = chosen(FlowOptions, given)
    objective_options = chosen(ObjectiveOptions, given)
    format_to_read(given["partition"], given.get("format"))
    network = _read(given)
    read = _read_modules(given["partition"], network, given.get("format"))
    modules = _tree(given["partition"], network, read)
    flow = flow_of(network, flow_options)
    added = added_terms(flow, _with_metadata(objective_options, network))
    tree = modules.ordered(flow.visits)
    lengths = codelength_of(flow, tree, added)
    print(lengths.total)
    if not given.get("quiet"):
        say(network_summary(network), codelength_summary(lengths))
        if tree.max_depth > 1:
            say(levels_summary(lengths, tree))


def _scan(given: Given) -> None:
    """infomap-py scan"""
    search_options = chosen(SearchOptions, given)
    flow_options = chosen(FlowOptions, given)
    objective_options = chosen(ObjectiveOptions, given)
    network = _read(given)
    scan = resolution_scan(
        network,
        given.get("markov_times"),
        **_all_but("markov_time", flow_options, FlowOptions),
        **_all_but("two_level", search_options, SearchOptions),
        **vars(_with_metadata(objective_options, network)),
    )
    print("markov_time", "num_modules", "codelength", "similarity", sep="\t")
    for point in scan:
        similarity = "" if point.similarity is None else point.similarity
        print(point.markov_time, point.num_modules, point.codelength, similarity, sep="\t")
    if not given.get("quiet"):
        say(network_summary(network), *scan_summary(scan))


def _all_but(name: str, options: object, kind: type[Any]) -> dict[str, Any]:
    """Every option of this kind but one."""
    return {other: getattr(options, other) for other in option_names(kind) if other != name}


def _words(given: Given) -> None:
    """infomap-py words"""
    from infomap_py.words.commands import cluster_texts  # see _read_modules

    cluster_texts(given)


def _vectors(given: Given) -> None:
    """infomap-py vectors"""
    from infomap_py.words.commands import cluster_file  # see _read_modules

    cluster_file(given)


def _sparsify(given: Given) -> None:
    """infomap-py sparsify"""
    from infomap_py.network_commands import sparsify_file  # see _read_modules

    sparsify_file(given, _read)


def _info(given: Given) -> None:
    """infomap-py info"""
    from infomap_py.network_commands import describe_file  # see _read_modules

    describe_file(given)


def _completion(given: Given) -> None:
    """infomap-py completion"""
    from infomap_py.completion import script  # see _read_modules

    print(script(given["shell"]), end="")


def _compare(given: Given) -> None:
    """infomap-py compare"""
    from infomap_py.comparing_commands import compare_files  # see _read_modules

    compare_files(given, _read(given) if "file" in given else None)


def _landscape(given: Given) -> None:
    """infomap-py landscape"""
    from infomap_py.comparing_commands import search_landscape  # see _read_modules

    objective_options = chosen(ObjectiveOptions, given)
    network = _read(given)
    search_landscape(given, network, _with_metadata(objective_options, network))


_COMMANDS = {
    "partition": _partition,
    "codelength": _codelength,
    "scan": _scan,
    "info": _info,
    "sparsify": _sparsify,
    "compare": _compare,
    "landscape": _landscape,
    "words": _words,
    "vectors": _vectors,
    "completion": _completion,
}


def _read(given: Given) -> Network:
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


def _initial(given: Given, network: Network) -> Modules | ModuleIds | None:
    """Of all nodes; of some, if those are fixed."""
    if "initial" not in given:
        return None
    modules = _read_modules(given["initial"], network)
    if "fixed" in given:
        return modules
    tree = _tree(given["initial"], network, modules)
    if tree.max_depth <= 1:
        return tree.module_of
    if given.get("two_level", True) and not given.get("quiet"):
        say(
            f"{PROGRAM}: note: {name_of(given['initial'])} has modules within modules; two levels "
            "start from the outermost. Pass --hierarchy to start from all."
        )
    return modules


def _with_metadata(options: ObjectiveOptions, network: Network) -> ObjectiveOptions:
    """With what the file holds in place of its name."""
    if options.metadata is None:
        return options
    from infomap_py.metadata_files import read_metadata  # see _read_modules

    return replace(options, metadata=read_metadata(options.metadata, graph_of(network)))


def _read_modules(path: str, network: Network, format: str | None = None) -> Modules:
    from infomap_py.partition_files import read_modules  # 8 ms, which most commands do without

    return read_modules(path, network, format)


def _tree(path: str, network: Network, modules: Modules) -> ModuleTree:
    """The modules that a file puts the nodes into."""
    try:
        return module_tree(network, modules)
    except PartitionError as error:
        raise PartitionError(f"{name_of(path)}: {error}") from None


def _in_words(error: OSError) -> str:
    advice = next((text for kind, text in ADVICE.items() if isinstance(error, kind)), "")
    return f"{error.filename or 'standard output'}: {error.strerror or error}{advice}"


def _fail(code: int, message: str) -> int:
    say(f"{PROGRAM}: error: {in_shell_words(message)}")
    return code
