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
OPTIONS_OF_THE_CODE = {
    "--entropy-corrected": ("entropy_corrected", True),
    "--entropy-correction-strength": ("entropy_correction_strength", float),
    "--preferred-number-of-modules": ("preferred_number_of_modules", int),
    "--meta-data": ("metadata", str),  # the name of a file
    "--meta-data-rate": ("metadata_rate", float),
    "--meta-data-unweighted": ("metadata_weighted", False),
}
OPTIONS_OF_LAYERS = {
    "--multilayer-relax-rate": ("multilayer_relax_rate", float),
    "--multilayer-relax-limit": ("multilayer_relax_limit", int),
    "--multilayer-relax-limit-up": ("multilayer_relax_limit_up", int),
    "--multilayer-relax-limit-down": ("multilayer_relax_limit_down", int),
    "--multilayer-relax-by-jsd": ("multilayer_relax_by_jsd", True),
    "--multilayer-relax-to-self": ("multilayer_relax_to_self", True),
}
# Kinds of networks whose visit rates are in a file of their own; the program codes nothing besides
# the walk on networks of states, whatever it is asked.
WITHOUT_FLOW = ("multilayer",)
OF_STATES = (*WITHOUT_FLOW, "states")
TWO_LEVEL = ("two_level", True)
TWO_LEVELS = ("one_module", "singletons", "mod2", "mod3", "blocks3", "blocks5")
MORE_LEVELS = ("nested_9_3", "nested_27_9_3", "ragged")


def options_of(arguments, names=OPTIONS):
    """The program's arguments as our options; None where one of them has no meaning here."""
    options = {}
    words = iter(arguments.split())
    for word in words:
        if word not in names:
            return None
        name, value = names[word]
        options[name] = value(next(words)) if isinstance(value, type) else value
    # Unlike ours, the program takes a file for undirected, whatever it says itself.
    return {**options, "flow_model": options.get("flow_model", "undirected")}


def is_one_of(kinds, network):
    return any(kind in network for kind in kinds)


def is_other_walk(network, options):
    """The program's walk by own copies is another where links between layers are given in full."""
    return "_full" in network and "multilayer_relax_to_self" in options


def codelengths(folder):
    for row in json.loads((folder / "fixed_partitions.json").read_text()):
        options = options_of(row["args"])
        left_out = is_one_of(OF_STATES, row["network"]) or options is None
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


def options_of_row(row):
    """Of codelengths and searches; None where an argument has no meaning for that network, or the
    walk never teleports, so that where it settles may depend on its start, or does nothing else."""
    others = OPTIONS_OF_LAYERS if is_one_of(OF_STATES, row["network"]) else OPTIONS_OF_THE_CODE
    options = options_of(row["args"], {**OPTIONS, **others, "--two-level": TWO_LEVEL})
    if options is None or is_other_walk(row["network"], options):
        return None
    return options if options.get("teleportation_probability") not in (0.0, 1.0) else None


def with_added_terms(row):
    """The options of a row in which something is coded besides; None for others."""
    options = options_of_row(row)
    added = {name for name, _ in OPTIONS_OF_THE_CODE.values()}
    return options if options is not None and added & options.keys() else None


def of_states(row):
    """The options of a row whose network is one of states, or of layers; None for others."""
    return options_of_row(row) if is_one_of(OF_STATES, row["network"]) else None


def fixed(folder, options_in, partitions=TWO_LEVELS):
    for row in json.loads((folder / "fixed_partitions.json").read_text()):
        options = options_in(row)
        if options is not None and row["partition"] in partitions:
            names = ("partition", "codelength", "index_codelength", "one_level_codelength")
            values = {name: row[name] for name in names}
            yield {"network": row["network"], "options": options, **values}


def best(folder, options_in, two_level=True):
    """The best of ten trials, in two levels or in as many as shorten the code."""
    for row in json.loads((folder / "optimised_best_of_10.json").read_text()):
        options = options_in(row)
        if options is not None and options.pop("two_level", False) == two_level:
            values = {"codelength": row["codelength"]}
            yield {"network": row["network"], "options": options, **values}


def write(name, rows):
    lines = ",\n".join(json.dumps(row) for row in rows)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def main(folder):
    lengths, flows = list(codelengths(folder)), list(node_flows(folder))
    write("fixed_partitions", lengths)
    write("node_flows", flows)
    write("added_terms", fixed(folder, with_added_terms))
    write("added_terms_best_of_10", best(folder, with_added_terms))
    write("states", fixed(folder, of_states))
    write("states_best_of_10", best(folder, of_states))
    write("trees", fixed(folder, options_of_row, MORE_LEVELS))
    write("trees_best_of_10", best(folder, options_of_row, two_level=False))
    for network in sorted({row["network"] for row in lengths + flows}):
        shutil.copyfile(folder / "networks" / network, HERE / "networks" / network)
    for metadata in (folder / "networks").glob("*.meta"):
        shutil.copyfile(metadata, HERE / "networks" / metadata.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
