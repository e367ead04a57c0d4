"""The command line of infomap-py: its commands and options, which have Python's words with hyphens.

Options that are not given are absent from the result, so that Python's defaults hold and stand in
one place.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Sequence
from typing import Any, NoReturn

from infomap_py._version import __version__
from infomap_py.options import FLOW_MODELS
from infomap_py.writers import FORMATS

PROGRAM = "infomap-py"

DESCRIPTION = """\
Find the communities of a network that describe a random walk on it in the fewest bits.
"""

EXAMPLES = """\
examples:
  infomap-py partition edges.txt                     node<TAB>module, one line per node
  infomap-py partition edges.txt -o out.tree         the suffix chooses the format
  infomap-py partition links.csv.gz --directed --num-trials 10 --num-threads 4 -o out.json
  zcat edges.gz | infomap-py partition - --seed 7 | sort -k2 -n
  infomap-py codelength edges.txt out.clu            bits per step with these modules
  infomap-py scan edges.txt                          modules at Markov times from 0.1 to 100

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
    parser, commands = _parsers()
    if not argv:
        parser.error(f"give a command: {', '.join(commands)}")
    _refuse_unknown_command(parser, list(commands), argv[0])
    _refuse_unknown_options(commands.get(argv[0], parser), argv)
    return vars(parser.parse_args(argv))


def _parsers() -> tuple[Parser, dict[str, Parser]]:
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
    partition = commands.add_parser("partition", help="find the modules of a network", **common)
    codelength = commands.add_parser("codelength", help="score a partition of a network", **common)
    scan = commands.add_parser("scan", help="partition at a range of Markov times", **common)
    for command in (partition, codelength, scan):
        command.add_argument(
            "file",
            metavar="FILE",
            help="links 'source target [weight]', or a file with headings such as *Vertices, "
            "*States, *Intra; - is standard input",
        )
    codelength.add_argument(
        "partition",
        metavar="PARTITION",
        help=f"its modules: {', '.join('.' + name for name in FORMATS)}; - is standard input",
    )
    _add_output_options(partition)
    for command in (partition, scan):
        _add_search_options(command)
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
    for command in (partition, codelength):
        command.add_argument(
            "--markov-time",
            type=float,
            metavar="T",
            help="above 1 for larger modules, below for smaller ones (default: 1.0)",
        )
    codelength.add_argument(
        "--format", choices=FORMATS, help="of PARTITION; by default its suffix says"
    )
    for command in (partition, codelength, scan):
        _add_input_options(command)
        _add_flow_options(command)
        _add_multilayer_options(command)
        _add_objective_options(command)
        command.add_argument("--quiet", action="store_true", help="no summary, notes or bar")
    return parser, {"partition": partition, "codelength": codelength, "scan": scan}


def _numbers(text: str) -> list[float]:
    """Separated by commas."""
    try:
        return [float(number) for number in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not numbers separated by commas") from None


def _add_output_options(command: Parser) -> None:
    options = command.add_argument_group("output")
    options.add_argument(
        "-o", "--output", metavar="OUT", help="write to this file; its suffix chooses the format"
    )
    options.add_argument(
        "--format", choices=FORMATS, help="whatever the suffix; also of standard output"
    )
    options.add_argument(
        "--progress",
        action=argparse.BooleanOptionalAction,
        help="a bar on standard error (default: if that is a terminal)",
    )


def _add_search_options(command: Parser) -> None:
    options = command.add_argument_group("search")
    options.add_argument(
        "--num-trials",
        type=int,
        metavar="N",
        help="independent searches, which are then recombined (default: 1)",
    )
    options.add_argument(
        "--seed", type=int, metavar="N", help="of every random choice (default: 0)"
    )
    options.add_argument(
        "--first-trial", type=int, metavar="N", help="number of the first trial (default: 0)"
    )
    options.add_argument("--num-threads", type=int, metavar="N", help="threads to use (default: 1)")
    options.add_argument(
        "--min-module-size",
        type=int,
        metavar="N",
        help="modules of fewer nodes are merged into others (default: 1)",
    )
    options.add_argument(
        "--time-limit", type=float, metavar="SECONDS", help="then the best so far is the result"
    )


def _add_input_options(command: Parser) -> None:
    options = command.add_argument_group("input")
    options.add_argument(
        "--input-format", choices=("links", "pajek"), help="by default the first line says"
    )
    options.add_argument(
        "--header",
        action=argparse.BooleanOptionalAction,
        help="the links begin with a line of column names (default: if it looks like that)",
    )
    direction = options.add_mutually_exclusive_group()
    direction.add_argument(
        "--directed",
        action="store_const",
        const=True,
        help="links are one-way (default: as the input says; link lists are undirected)",
    )
    direction.add_argument("--undirected", dest="directed", action="store_const", const=False)
    options.add_argument(
        "--unweighted",
        dest="weight",
        action="store_const",
        const=None,
        help="every link counts 1, whatever its weight",
    )


def _add_flow_options(command: Parser) -> None:
    options = command.add_argument_group("random walk")
    options.add_argument(
        "--flow-model", choices=FLOW_MODELS, help="by default as the links are directed"
    )
    options.add_argument(
        "--teleportation-probability",
        type=float,
        metavar="P",
        help="of a jump instead of a link, in directed networks (default: 0.15)",
    )
    options.add_argument(
        "--recorded-teleportation", action="store_true", help="jumps cost bits as well"
    )
    options.add_argument(
        "--teleport-to", choices=("links", "nodes"), help="where jumps land (default: links)"
    )
    options.add_argument(
        "--no-self-links",
        dest="self_links",
        action="store_false",
        help="leave out links from a node to itself",
    )
    options.add_argument(
        "--node-weights-as-flow",
        action="store_true",
        help="take the weights of a Pajek file's vertices for the visit rates",
    )
    for name, text in (
        ("regularized", "follow links that may be missing, too: sparse data suggest no modules"),
        ("variable-markov-time", "follow links for longer where the walk has little choice"),
        ("bipartite-teleportation", "jump between primary nodes alone, once per two links"),
    ):
        options.add_argument(f"--{name}", action="store_true", help=text)
    for name, metavar, text in (
        ("regularization-strength", "S", "how many links may be missing"),
        ("variable-markov-damping", "D", "from 0, by effective degree, to 1, by its logarithm"),
        ("variable-markov-min-scale", "M", "the least choice of a node"),
    ):
        options.add_argument(
            f"--{name}", type=float, metavar=metavar, help=f"{text} (default: 1.0)"
        )
    options.add_argument(
        "--no-adjust-bipartite-flow",
        dest="adjust_bipartite_flow",
        action="store_false",
        help="take both sides of a bipartite network for one",
    )


def _add_multilayer_options(command: Parser) -> None:
    options = command.add_argument_group("layers, where no links between them are given")
    options.add_argument(
        "--multilayer-relax-rate",
        type=float,
        metavar="R",
        help="probability of following a link of any layer (default: 0.15)",
    )
    for limit, where in (("limit", "away"), ("limit-up", "higher"), ("limit-down", "lower")):
        options.add_argument(
            f"--multilayer-relax-{limit}",
            type=int,
            metavar="N",
            help=f"only to layers at most N {where}",
        )
    options.add_argument(
        "--multilayer-relax-by-jsd",
        action="store_true",
        help="rather to layers where a node has similar links",
    )
    options.add_argument(
        "--multilayer-relax-to-self",
        action="store_true",
        help="by way of the node itself in the other layer",
    )


def _add_objective_options(command: Parser) -> None:
    options = command.add_argument_group("what is coded besides")
    options.add_argument(
        "--entropy-corrected",
        action="store_true",
        help="add to the code what few links make it too short",
    )
    options.add_argument(
        "--entropy-correction-strength",
        type=float,
        metavar="S",
        help="times that correction (default: 1.0)",
    )
    options.add_argument(
        "--preferred-number-of-modules",
        type=int,
        metavar="N",
        help="add a bit for every module more or less",
    )
    options.add_argument(
        "--metadata",
        metavar="FILE",
        help="lines 'node category ...': add what it takes to name the categories",
    )
    options.add_argument(
        "--metadata-rate",
        type=float,
        metavar="R",
        help="how often they are named per step (default: 1.0)",
    )
    options.add_argument(
        "--metadata-unweighted",
        dest="metadata_weighted",
        action="store_false",
        help="all nodes count the same, however often they are visited",
    )


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
