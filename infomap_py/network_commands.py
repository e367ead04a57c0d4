"""infomap-py info, infomap-py sparsify"""

from __future__ import annotations

import json

from infomap_py.command_arguments import PROGRAM
from infomap_py.command_input import read_file
from infomap_py.console import Given, check_output, say, show
from infomap_py.description import described, direction_of
from infomap_py.errors import counted
from infomap_py.network_files import format_of, left_out, write
from infomap_py.options import MultilayerOptions, chosen
from infomap_py.output_files import write_text
from infomap_py.readers import read_network
from infomap_py.shell_words import in_shell_words
from infomap_py.sparsification import chosen_filters, sparsify
from infomap_py.summary import network_summary


def describe_file(given: Given) -> None:
    """infomap-py info"""
    facts: dict[str, str] = {}
    notes: list[str] = []
    directed = given.get("directed")
    network = read_network(
        given["file"],
        format=given.get("input_format"),
        weight=given.get("weight", "weight"),
        min_weight=given.get("min_weight", 0.0),
        directed=directed,
        header=given.get("header"),
        notes=notes,
        facts=facts,
        multilayer=chosen(MultilayerOptions, given),
    )
    description = described(network, facts, direction_of(given["file"], network, facts, directed))
    if given.get("json"):
        text = json.dumps(description.as_dict(), indent=1, ensure_ascii=False)
        write_text("-", [f"{text}\n"])
    else:
        show(in_shell_words(str(description)))
    if not given.get("quiet"):
        say(*(f"{PROGRAM}: note: {in_shell_words(note)}" for note in notes))


def sparsify_file(given: Given) -> None:
    """infomap-py sparsify"""
    output, format = given.get("output", "-"), given.get("format")
    names = ("top_k", "backbone_alpha", "min_weight")
    filters = chosen_filters(**{name: given[name] for name in names if name in given})
    chosen_format = format_of(output, format)
    if output != "-":
        check_output(output, given["file"])
    network = read_file({name: value for name, value in given.items() if name != "min_weight"})
    sparse = sparsify(network, **filters)
    write(sparse, output, chosen_format, is_plain=(output, format) == ("-", None))
    if not given.get("quiet"):
        say(
            network_summary(sparse),
            f"kept {sparse.num_links:,} of {counted(network.num_links, 'link')}",
            *(f"{PROGRAM}: note: {note}" for note in left_out(sparse, chosen_format)),
        )
