"""The command line of infomap-py: its commands, and which options each has.

Options that are not given are absent from the result, so that Python's defaults hold and stand in
one place.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Sequence
from typing import Any

from infomap_py._version import __version__
from infomap_py.command_arguments import PROGRAM, Parser, add_commands

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
  infomap-py report edges.txt -o map.html            a page to look at in a browser
  infomap-py info edges.txt                          what is in it, and how it is read
  infomap-py sparsify edges.txt --top-k 10 | infomap-py partition -
  infomap-py compare old.tree new.tree               how alike, and what split or merged
  infomap-py landscape edges.txt --num-trials 50     how many solutions, how far apart
  infomap-py words novels/*.txt --language zh -o clusters.tsv      word, cluster, flow
  infomap-py vectors glove.txt.gz --limit 20000 -o map.svg

exit codes:
  0 done   1 the input or the run failed   2 wrong usage   130 Ctrl-C
"""


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
    return parser, add_commands(commands, common)


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
