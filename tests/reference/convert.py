"""Recorded values of the reference program -> those of the tests, with options named as ours.

    python tests/reference/convert.py FOLDER

FOLDER holds fixed_partitions.json, node_flows.json and networks/. A value is taken over where all
of the program's arguments have a meaning here, and the network is of a kind that can be read; to
take more over, extend OPTIONS, or shorten the kinds that are left out.
"""

import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent

# What the program calls our options: the name and how to read a value, or the value of a flag.
OPTIONS = {
    "-f": ("flow_model", str),
    "-d": ("flow_model", "directed"),
    "-p": ("teleportation_probability", float),
    "--recorded-teleportation": ("recorded_teleportation", True),
    "--to-nodes": ("teleport_to", "nodes"),
    "--markov-time": ("markov_time", float),
    "--no-self-links": ("self_links", False),
    "--use-node-weights-as-flow": ("node_weights_as_flow", True),
    "--regularized": ("regularized", True),
    "--regularization-strength": ("regularization_strength", float),
    "--variable-markov-time": ("variable_markov_time", True),
    "--variable-markov-damping": ("variable_markov_damping", float),
    "--variable-markov-min-scale": ("variable_markov_min_scale", float),
    "--skip-adjust-bipartite-flow": ("adjust_bipartite_flow", False),
    "--bipartite-teleportation": ("bipartite_teleportation", True),
}
# Kinds of networks whose visit rates, or whose codelengths besides, are not computed here.
WITHOUT_FLOW = ("multilayer",)
WITHOUT_CODELENGTH = (*WITHOUT_FLOW, "states")
TWO_LEVELS = ("one_module", "singletons", "mod2", "mod3", "blocks3", "blocks5")


def options_of(arguments):
    """The program's arguments as our options; None where one of them has no meaning here."""
    options = {}
    words = iter(arguments.split())
    for word in words:
        if word not in OPTIONS:
            return None
        name, value = OPTIONS[word]
        options[name] = value(next(words)) if isinstance(value, type) else value
    # Unlike ours, the program takes a file for undirected, whatever it says itself.
    return {**options, "flow_model": options.get("flow_model", "undirected")}


def is_one_of(kinds, network):
    return any(kind in network for kind in kinds)


def codelengths(folder):
    for row in json.loads((folder / "fixed_partitions.json").read_text()):
        options = options_of(row["args"])
        left_out = is_one_of(WITHOUT_CODELENGTH, row["network"]) or options is None
        if not left_out and row["partition"] in TWO_LEVELS:
            names = ("partition", "codelength", "index_codelength", "one_level_codelength")
            values = {name: row[name] for name in names}
            yield {"network": row["network"], "options": options, **values}


def node_flows(folder):
    for key, flow in json.loads((folder / "node_flows.json").read_text()).items():
        network, arguments = key.split(" | ")
        options = options_of(arguments)
        if options is not None and not is_one_of(WITHOUT_FLOW, network):
            yield {"network": network, "options": options, "flow": flow}


def write(name, rows):
    lines = ",\n".join(json.dumps(row) for row in rows)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main(folder):
    lengths, flows = list(codelengths(folder)), list(node_flows(folder))
    write("fixed_partitions", lengths)
    write("node_flows", flows)
    for network in sorted({row["network"] for row in lengths + flows}):
        shutil.copyfile(folder / "networks" / network, HERE / "networks" / network)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
