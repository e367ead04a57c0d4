"""What each command of infomap-py takes."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from infomap_py.distributed_arguments import add_distributed
from infomap_py.file_formats import FORMATS, READ_FORMATS, READ_SUFFIXES
from infomap_py.network_files import FORMATS as NETWORK_FORMATS
from infomap_py.option_groups import (
    add_flow_options,
    add_input_options,
    add_link_filters,
    add_multilayer_options,
    add_objective_options,
    add_output_options,
    add_progress,
    add_search_options,
)
from infomap_py.output_files import one_line
from infomap_py.words.file_formats import FORMATS as CLUSTER_FORMATS
from infomap_py.words.option_groups import (
    add_cooccurrence_options,
    add_text_options,
    add_vector_options,
)

PROGRAM = "infomap-py"
SHELLS = ("bash", "zsh", "fish")


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{PROGRAM}: error: {one_line(message)} (see {self.prog} --help)\n")


def add_commands(commands: Any, common: dict[str, Any]) -> dict[str, Parser]:
    """The parsers of all commands, by name, in the order in which help lists them."""
    return {
        **_network_commands(commands, common),
        **_commands_before_a_run(commands, common),
        **_comparing_commands(commands, common),
        **_word_commands(commands, common),
        "distributed": add_distributed(commands, common),
        **_completion_command(commands, common),
    }


def _network_commands(commands: Any, common: dict[str, Any]) -> dict[str, Parser]:
    partition = commands.add_parser("partition", help="find the modules of a network", **common)
    codelength = commands.add_parser("codelength", help="score a partition of a network", **common)
    scan = commands.add_parser("scan", help="partition at a range of Markov times", **common)
    report = commands.add_parser("report", help="a page of the modules of a network", **common)
    for command in (partition, codelength, scan, report):
        _add_network_file(command)
    codelength.add_argument(
        "partition",
        metavar="PARTITION",
        help=f"its modules: {', '.join(READ_SUFFIXES)}; - is standard input",
    )
    add_output_options(partition, FORMATS)
    _add_page_options(report)
    for command in (partition, scan, report):
        add_search_options(command)
    for command in (partition, report):
        _add_hierarchy(command)
        command.add_argument("--initial", metavar="FILE", help="start from this partition")
        command.add_argument(
            "--fixed",
            action="store_true",
            help="what --initial puts together stays together, the rest apart; it may leave nodes "
            "out",
        )
    scan.add_argument(
        "--markov-times",
        type=_numbers,
        metavar="T,T,...",
        help="those to search at (default: 31 from 0.1 to 100, ten per decade)",
    )
    for command in (partition, codelength, report):
        _add_markov_time(command)
    codelength.add_argument(
        "--format", choices=READ_FORMATS, help="of PARTITION; by default its suffix says"
    )
    for command in (partition, codelength, scan, report):
        add_input_options(command)
        add_flow_options(command)
        add_multilayer_options(command)
        add_objective_options(command)
        _add_quiet(command)
    return {"partition": partition, "codelength": codelength, "scan": scan, "report": report}


def _add_page_options(command: Parser) -> None:
    options = command.add_argument_group("page")
    options.add_argument(
        "-o", "--output", metavar="OUT", help="write to this file, say map.html (default: -)"
    )
    options.add_argument(
        "--partition",
        metavar="FILE",
        help="show these modules rather than search; what the file tells of options holds",
    )
    options.add_argument(
        "--compare-with", metavar="FILE", help="show what becomes of modules from here to there"
    )
    options.add_argument("--title", help="of the page (default: what was read)")
    options.add_argument(
        "--num-nodes", type=int, metavar="N", help="at most so many are listed (default: 10000)"
    )
    add_progress(options)


def _commands_before_a_run(commands: Any, common: dict[str, Any]) -> dict[str, Parser]:
    info = commands.add_parser("info", help="describe a network before any run", **common)
    sparsify = commands.add_parser("sparsify", help="keep the links that matter", **common)
    for command in (info, sparsify):
        _add_network_file(command)
    add_output_options(sparsify, NETWORK_FORMATS, progress=False)
    add_link_filters(
        sparsify.add_argument_group(
            "which links are kept: those that all of these keep, and --min-weight"
        )
    )
    info.add_argument("--json", action="store_true", help="all figures, as a JSON object")
    for command in (info, sparsify):
        add_input_options(command)
        add_multilayer_options(command)
        _add_quiet(command)
    return {"info": info, "sparsify": sparsify}


def _completion_command(commands: Any, common: dict[str, Any]) -> dict[str, Parser]:
    completion = commands.add_parser(
        "completion", help="a script with which a shell completes commands and options", **common
    )
    completion.add_argument(
        "shell", choices=SHELLS, help="for which, as in: source <(infomap-py completion bash)"
    )
    return {"completion": completion}


def _add_network_file(command: Parser) -> None:
    command.add_argument(
        "file",
        metavar="FILE",
        help="links 'source target [weight]', a file with headings such as *Vertices, *States, "
        "*Intra, or .graphml, .gexf, .gml, .mtx, .npz, .parquet; - is standard input",
    )


def _comparing_commands(commands: Any, common: dict[str, Any]) -> dict[str, Parser]:
    compare = commands.add_parser("compare", help="compare two partitions", **common)
    for name in ("before", "after"):
        compare.add_argument(
            name,
            metavar=name.upper(),
            help=f"modules: {', '.join(READ_SUFFIXES)}; - is standard input",
        )
    compare.add_argument(
        "--network",
        dest="file",
        metavar="FILE",
        help="the links of both: then nodes count by flow, not all alike",
    )
    compare.add_argument(
        "--format", choices=READ_FORMATS, help="of both; by default their suffix says"
    )
    compare.add_argument(
        "--level",
        type=int,
        metavar="N",
        help="of modules within modules; 1 are the outermost (default: 1)",
    )
    compare.add_argument(
        "--min-share",
        type=float,
        metavar="S",
        help="of its flow that a module has to have in another to go on there (default: 0.4)",
    )
    compare.add_argument(
        "-o", "--output", metavar="OUT", help="write an alluvial diagram to this file: .svg"
    )
    landscape = commands.add_parser(
        "landscape", help="search many times, and compare what is found", **common
    )
    _add_network_file(landscape)
    landscape.add_argument(
        "--max-distance",
        type=float,
        metavar="D",
        help="within which solutions are alike, from 0 to 1 (default: 0.2)",
    )
    landscape.add_argument(
        "-o", "--output", metavar="OUT", help="write the consensus of all trials to this file"
    )
    landscape.add_argument("--format", choices=FORMATS, help="of OUT; by default its suffix says")
    add_progress(landscape)
    add_search_options(landscape, "independent searches, two or more (default: 20)")
    _add_markov_time(landscape)
    for command in (compare, landscape):
        add_input_options(command)
        add_flow_options(command)
        add_multilayer_options(command)
        _add_quiet(command)
    add_objective_options(landscape)
    return {"compare": compare, "landscape": landscape}


def _word_commands(commands: Any, common: dict[str, Any]) -> dict[str, Parser]:
    words = commands.add_parser("words", help="cluster the words of texts", **common)
    vectors = commands.add_parser("vectors", help="cluster words by their vectors", **common)
    words.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="texts, a document a line, or folders of them; - is standard input",
    )
    vectors.add_argument(
        "file",
        metavar="FILE",
        help="word2vec (text or binary), fastText .vec, GloVe, or .npy; - is standard input",
    )
    for command in (words, vectors):
        add_output_options(command, CLUSTER_FORMATS)
    add_text_options(words)
    add_cooccurrence_options(words)
    add_vector_options(vectors)
    for command in (words, vectors):
        add_search_options(command)
        _add_hierarchy(command)
        _add_markov_time(command)
        command.add_argument(
            "--overlapping", action="store_true", help="words may be in several clusters"
        )
        _add_quiet(command)
    return {"words": words, "vectors": vectors}


def _add_hierarchy(command: Parser) -> None:
    command.add_argument(
        "--hierarchy",
        dest="two_level",
        action="store_false",
        help="modules within modules, too, as many levels as shorten the code",
    )


def _add_markov_time(command: Parser) -> None:
    command.add_argument(
        "--markov-time",
        type=float,
        metavar="T",
        help="above 1 for larger modules, below for smaller ones (default: 1.0)",
    )


def _add_quiet(command: Parser) -> None:
    command.add_argument("--quiet", action="store_true", help="no summary, notes or bar")


def _numbers(text: str) -> list[float]:
    """Separated by commas."""
    try:
        return [float(number) for number in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not numbers separated by commas") from None
