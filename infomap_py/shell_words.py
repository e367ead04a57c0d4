"""Messages of the library in the words of a shell."""

from __future__ import annotations

import re
from functools import cache

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
    "entropy_corrected=True": "--entropy-corrected",
    "variable_markov_time=True": "--variable-markov-time",
    "self_links=False": "--no-self-links",
    "infomap_py.sparsify": "infomap-py sparsify",
    "infomap_py.resolution_scan": "infomap-py scan",
    "Partition.diagnosis says why": "Without --quiet, it says why",
    "approximate=False": "--no-approximate",
    "approximate=True": "--approximate",
    "header=True": "--header",
    "header=False": "--no-header",
    "resume=True": "--resume",
    "more whole_arcs": "more --whole-arcs",
    "format='links'": "--input-format links",
    "format='pajek'": "--input-format pajek",
    "stop_words: a list, the Path": "--stop-words: the path",
}


def in_shell_words(message: str) -> str:
    """A message of the library, with its options as the shell has them; what is quoted stays."""

    def translated(match: re.Match[str]) -> str:
        if match["name"]:
            return f"--{match['name'].replace('_', '-')} {match['value']}"
        return SHELL_WORDS.get(match[0], match[0])

    return _python_words().sub(translated, message)


@cache
def _python_words() -> re.Pattern[str]:
    from infomap_py.words.cooccurrence_options import CooccurrenceOptions  # only errors need them
    from infomap_py.words.neighbour_options import NeighbourOptions

    kinds = (
        *(FlowOptions, SearchOptions, MultilayerOptions, ObjectiveOptions),
        *(CooccurrenceOptions, NeighbourOptions),
    )
    names = {name: None for kind in kinds for name in option_names(kind)}
    others = (
        *("format", "weight", "min_weight", "stop_words", "encoding_errors"),
        *("level", "min_share", "max_distance", "shard_arcs", "whole_arcs"),
    )
    return re.compile(
        rf"\b(?:{'|'.join(SHELL_WORDS)})"
        rf"|\b(?P<name>{'|'.join([*names, *others])})='?(?P<value>[\w.+-]*\w)'?"
        "|'[^']*'"
    )
