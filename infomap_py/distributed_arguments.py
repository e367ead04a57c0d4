"""What infomap-py distributed takes."""

from __future__ import annotations

import argparse
from typing import Any


def add_distributed(commands: Any, common: dict[str, Any]) -> Any:
    """The parser of the command."""
    command = commands.add_parser(
        "distributed", help="partition a network beyond one machine, on Dask", **common
    )
    command.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="links: Parquet or link lists, folders or patterns of them",
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        required=True,
        help="a folder that every worker sees, for all files on the way and the result",
    )
    command.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="of a running cluster, such as tcp://host:8786; here: all in this process (default: "
        "a cluster on this machine)",
    )
    command.add_argument(
        "--resume", action="store_true", help="go on with what is in the folder already"
    )
    command.add_argument("--directed", action="store_true", help="links are one-way")
    command.add_argument(
        "--header",
        action=argparse.BooleanOptionalAction,
        help="link lists begin with a line of column names (default: if it looks like that)",
    )
    command.add_argument("--weight", metavar="NAME", help="the column of weights in Parquet")
    command.add_argument(
        "--unweighted", dest="weight", action="store_const", const=None, help="every link counts 1"
    )
    command.add_argument(
        "--teleportation-probability", type=float, metavar="P", help="(default: 0.15)"
    )
    command.add_argument("--teleport-to", choices=("links", "nodes"), help="(default: links)")
    command.add_argument(
        "--no-self-links", dest="self_links", action="store_false", help="leave them out"
    )
    command.add_argument(
        "--hierarchy", dest="two_level", action="store_false", help="modules may hold modules"
    )
    command.add_argument("--seed", type=int, metavar="N", help="of all random choices (default: 0)")
    command.add_argument(
        "--shard-arcs", type=int, metavar="N", help="that one task holds (default: 8388608)"
    )
    command.add_argument(
        "--whole-arcs", type=int, metavar="N", help="that one task searches (default: 33554432)"
    )
    command.add_argument(
        "--progress",
        action=argparse.BooleanOptionalAction,
        help="a bar on standard error (default: if that is a terminal)",
    )
    command.add_argument("--quiet", action="store_true", help="no summary or bar")
    return command
