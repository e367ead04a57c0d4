"""Messages of the library in the words of a shell."""

from __future__ import annotations

import re

from infomap_py.options import (
    FlowOptions,
    MultilayerOptions,
    ObjectiveOptions,
    SearchOptions,
    option_names,
)

# What messages call an option in Python -> in the shell, where more than underscores change.
SHELL_WORDS = {
    "initial={node: module}": "--initial FILE",
    "two_level=False": "--hierarchy",
    "directed=True": "--directed",
    "directed=False": "--undirected",
    "weight=None": "--unweighted",
    "recorded_teleportation=True": "--recorded-teleportation",
    "regularized=True": "--regularized",
    "overlapping=True": "--overlapping",
    "bipartite_teleportation=True": "--bipartite-teleportation",
    "adjust_bipartite_flow=False": "--no-adjust-bipartite-flow",
    "header=True": "--header",
    "header=False": "--no-header",
    "format='links'": "--input-format links",
    "format='pajek'": "--input-format pajek",
}
KINDS = (FlowOptions, SearchOptions, MultilayerOptions, ObjectiveOptions)
NAMES = [name for options in KINDS for name in option_names(options)]
PYTHON_WORDS = re.compile(
    rf"\b(?:{'|'.join(SHELL_WORDS)})"
    rf"|\b(?P<name>{'|'.join([*NAMES, 'format'])})='?(?P<value>[\w.+-]*\w)'?"
    "|'[^']*'"
)


def in_shell_words(message: str) -> str:
    """A message of the library, with its options as the shell has them; what is quoted stays."""

    def translated(match: re.Match[str]) -> str:
        if match["name"]:
            return f"--{match['name'].replace('_', '-')} {match['value']}"
        return SHELL_WORDS.get(match[0], match[0])

    return PYTHON_WORDS.sub(translated, message)
