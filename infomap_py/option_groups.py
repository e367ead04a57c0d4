"""The options of infomap-py by group, which have Python's words with hyphens."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from infomap_py.options import FLOW_MODELS
from infomap_py.readers import FORMATS


def add_output_options(
    command: argparse.ArgumentParser, formats: Sequence[str], progress: bool = True
) -> None:
    """Where to, and in which format."""
    options = command.add_argument_group("output")
    options.add_argument(
        "-o", "--output", metavar="OUT", help="write to this file; its suffix chooses the format"
    )
    options.add_argument(
        "--format", choices=formats, help="whatever the suffix; also of standard output"
    )
    if progress:
        options.add_argument(
            "--progress",
            action=argparse.BooleanOptionalAction,
            help="a bar on standard error (default: if that is a terminal)",
        )


def add_link_filters(options: argparse._ArgumentGroup) -> None:
    """Which links are kept."""
    options.add_argument(
        "--top-k", type=int, metavar="K", help="of each node only the K strongest links"
    )
    options.add_argument(
        "--backbone-alpha",
        type=float,
        metavar="A",
        help="only links that are significant at this level by the disparity filter",
    )


def add_search_options(
    command: argparse.ArgumentParser,
    num_trials: str = "independent searches, which are then recombined (default: 1)",
) -> None:
    """How much is searched; ``num_trials`` is what helps with that option."""
    options = command.add_argument_group("search")
    options.add_argument("--num-trials", type=int, metavar="N", help=num_trials)
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


def add_input_options(command: argparse.ArgumentParser) -> None:
    """How the file is read."""
    options = command.add_argument_group("input")
    options.add_argument(
        "--input-format",
        choices=FORMATS,
        help="by default the suffix says, or else the first line",
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
    weights = options.add_mutually_exclusive_group()
    weights.add_argument(
        "--weight",
        metavar="NAME",
        help="the column or edge attribute that holds weights, where they have names "
        "(default: weight)",
    )
    weights.add_argument(
        "--unweighted",
        dest="weight",
        action="store_const",
        const=None,
        help="every link counts 1, whatever its weight",
    )
    options.add_argument(
        "--min-weight",
        type=float,
        metavar="W",
        help="leave out links that weigh less; nodes stay (default: 0.0)",
    )


def add_flow_options(command: argparse.ArgumentParser) -> None:
    """How the walk moves."""
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
        ("overlapping", "deal out links, so that a node may be in several modules"),
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


def add_multilayer_options(command: argparse.ArgumentParser) -> None:
    """How it moves between layers."""
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


def add_objective_options(command: argparse.ArgumentParser) -> None:
    """What is coded besides."""
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
