"""A partition as .ftree: a .tree, and the flow on links between the children of every module.

A link between two nodes belongs to the lowest module that both are in, and joins the two children
of that module, nodes or modules, that they are or are in. Each module has a section

    *Links path enterFlow exitFlow numEdges numChildren
    source target flow

where children are called by their rank in the module; the root's path is "root". Of an undirected
network a line is the flow both ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from infomap_py.links_in_modules import LinksInModules
from infomap_py.output_files import in_pieces
from infomap_py.scoring import flow_behind
from infomap_py.tree import ROOT
from infomap_py.tree_files import lines_of_nodes
from infomap_py.tree_places import TreePlaces, text_of_path

if TYPE_CHECKING:
    from infomap_py.partition import Partition


def flow_tree_lines(partition: Partition) -> Iterator[str]:
    """The lines of .tree, and those of links."""
    places = TreePlaces(partition.module_tree, partition.flow)
    yield from lines_of_nodes(partition, places)
    yield from in_pieces(_link_lines(partition, places))


def _link_lines(partition: Partition, places: TreePlaces) -> Iterator[str]:
    """The flow is computed anew from the network and the options: no result keeps it."""
    flow = flow_behind(partition)
    links, rates = LinksInModules(flow, places), partition.coded.rates
    if flow.symmetric:
        yield "*Links undirected\n"
        yield "# link flow is both directions combined, one row per module pair\n"
    else:
        yield "*Links directed\n"
    yield "#*Links path enterFlow exitFlow numEdges numChildren\n"
    among_modules, among_nodes = links.among_modules(), links.among_nodes()
    for module in [ROOT, *places.order.tolist()]:
        path, enter_flow, exit_flow = "root", 0, 0
        if module != ROOT:
            path = text_of_path(places.path(module))
            enter_flow, exit_flow = rates.enter_flow[module].item(), rates.exit_flow[module].item()
        count, num_children = links.count[module], links.num_children[module]
        yield f"*Links {path} {enter_flow!r} {exit_flow!r} {count} {num_children}\n"
        rows = among_modules if links.holds_modules[module] else among_nodes
        for source, target, amount in islice(rows, int(count)):
            yield f"{source} {target} {amount!r}\n"
