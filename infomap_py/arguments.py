"""The command line of infomap-py: its commands, and which options each has.

Options that are not given are absent from the result, so that Python's defaults hold and stand in
one place.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Sequence
from typing import Any, NoReturn

from infomap_py._version import __version__
from infomap_py.file_formats import FORMATS, READ_FORMATS, SUFFIXES
from infomap_py.network_files import FORMATS as NETWORK_FORMATS
from infomap_py.option_groups import (
    add_flow_options,
    add_input_options,
    add_link_filters,
    add_multilayer_options,
    add_objective_options,
    add_output_options,
    add_search_options,
)
from infomap_py.words.file_formats import FORMATS as CLUSTER_FORMATS
from infomap_py.words.option_groups import (
    add_cooccurrence_options,
    add_text_options,
    add_vector_options,
)

PROGRAM = "infomap-py"
SHELLS = ("bash", "zsh", "fish")


DESCRIPTION = """\
Find the communities of a network that describe a random walk on it in the fewest bits.
"""

EXAMPLES = """\
examples:
  infomap-py partition edges.txt                     node<TAB>module, one line per node
  infomap-py partition edges.txt -o out.tree         the suffix chooses the format
  infomap-py partition links.csv.gz --directed --num-trials 10 --num-threads 4 -o out.json
  zcat edges.gz | infomap-py partition - --seed 7 | sort -k2 -n
  infomap-py partition edges.txt --hierarchy -o out.ftree     modules within modules
  infomap-py codelength edges.txt out.clu            bits per step with these modules
  infomap-py scan edges.txt                          modules at Markov times from 0.1 to 100
  infomap-py info edges.txt                          what is in it, and how it is read
  infomap-py sparsify edges.txt --top-k 10 | infomap-py partition -
  infomap-py compare old.tree new.tree               how alike, and what split or merged
  infomap-py landscape edges.txt --num-trials 50     how many solutions, how far apart
  infomap-py words novels/*.txt --language zh -o clusters.tsv      word, cluster, flow
  infomap-py vectors glove.txt.gz --limit 20000 -o map.svg

exit codes:
  0 done   1 the input or the run failed   2 wrong usage   130 Ctrl-C
"""


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{PROGRAM}: error: {message} (see {self.prog} --help)\n")


def parse(argv: Sequence[str]) -> dict[str, Any]:
    """The command and the options that were given, by their names in Python.

    Raises
    ------
    SystemExit
        With code 2 after a line on standard error if the usage is wrong; with 0 after help or
        version.
    """
    parser, commands = parsers()
    if not argv:
        parser.error(f"give a command: {', '.join(commands)}")
    _refuse_unknown_command(parser, list(commands), argv[0])
    _refuse_unknown_options(commands.get(argv[0], parser), argv)
    return vars(parser.parse_args(argv))


def parsers() -> tuple[Parser, dict[str, Parser]]:
    """That of the program, and those of its commands."""
    parser = Parser(
        prog=PROGRAM,
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common: dict[str, Any] = {
        "epilog": EXAMPLES,
        "formatter_class": argparse.RawDescriptionHelpFormatter,
        "allow_abbrev": False,
        "argument_default": argparse.SUPPRESS,
    }
    return parser, {
        **_network_commands(commands, common),
        **_commands_before_a_run(commands, common),
        **_comparing_commands(commands, common),
        **_word_commands(commands, common),
        **_completion_command(commands, common),
    }


def _network_commands(commands: Any, common: dict[str, Any]) -> dict[str, Parser]:
    partition = commands.add_parser("partition", help="find the modules of a network", **common)
    codelength = commands.add_parser("codelength", help="score a partition of a network", **common)
    scan = commands.add_parser("scan", help="partition at a range of Markov times", **common)
    for command in (partition, codelength, scan):
        _add_network_file(command)
    codelength.add_argument(
        "partition",
        metavar="PARTITION",
        help=f"its modules: {', '.join(_suffixes_to_read())}; - is standard input",
    )
    add_output_options(partition, FORMATS)
    for command in (partition, scan):
        add_search_options(command)
    _add_hierarchy(partition)
    partition.add_argument("--initial", metavar="FILE", help="start from this partition")
    partition.add_argument(
        "--fixed",
        action="store_true",
        help="what --initial puts together stays together, the rest apart; it may leave nodes out",
    )
    scan.add_argument(
        "--markov-times",
        type=_numbers,
        metavar="T,T,...",
        help="those to search at (default: 31 from 0.1 to 100, ten per decade)",
    )
    _add_markov_time(partition)
    _add_markov_time(codelength)
    codelength.add_argument(
        "--format", choices=READ_FORMATS, help="of PARTITION; by default its suffix says"
    )
    for command in (partition, codelength, scan):
        add_input_options(command)
        add_flow_options(command)
        add_multilayer_options(command)
        add_objective_options(command)
        _add_quiet(command)
    return {"partition": partition, "codelength": codelength, "scan": scan}


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
    completion.add_argument("shell", choices=SHELLS, help="for which: see docs/command-line.md")
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
            help=f"modules: {', '.join(_suffixes_to_read())}; - is standard input",
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
    add_search_options(landscape)
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


def _suffixes_to_read() -> list[str]:
    return [suffix for suffix, format in SUFFIXES.items() if format in READ_FORMATS]


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


def _refuse_unknown_command(parser: Parser, commands: list[str], given: str) -> None:
    if given in commands or given.startswith("-"):
        return
    near = difflib.get_close_matches(given, commands, n=1)
    hint = f"{PROGRAM} {near[0]}" if near else f"{PROGRAM} {commands[0]} {given}"
    parser.error(f"no command {given!r}; did you mean '{hint}'?")


def _refuse_unknown_options(parser: Parser, argv: Sequence[str]) -> None:
    """Before argparse, which would take the value of a misspelt option for a file."""
    known = [name for action in parser._actions for name in action.option_strings]
    for argument in argv:
        name = argument.partition("=")[0]
        if argument == "--":
            return
        if name.startswith("--") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else ""
            parser.error(f"no option {name}; {hint}".rstrip("; "))
