"""A partition for VOSviewer: JSON, which app.vosviewer.com opens, and map and network files.

Links have no direction there: those of both directions are summed; links of a node to itself, and
of weight 0, are left out. A cluster of VOSviewer is a number from 1 to 1,000, here in the order of
modules: nodes of further ones belong to none. Where nodes are is left to its layout. What nodes are
where modules overlap, and of states, is in :class:`NodeColumns`.

References
----------
.. [1] van Eck & Waltman (2010), Software survey: VOSviewer, a computer program for bibliometric
   mapping. Scientometrics 84, 523. :doi:`10.1007/s11192-009-0146-3`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from infomap_py.json_files import as_json, listed
from infomap_py.network import Network
from infomap_py.node_columns import NodeColumns
from infomap_py.output_files import in_pieces, one_line
from infomap_py.provenance import description

if TYPE_CHECKING:
    from infomap_py.partition import Partition

MAX_CLUSTERS = 1000  # of VOSviewer
FLOW = "Flow (%)"  # it shows few decimals

Weights = Mapping[str, Sequence[float]]

_asks_for_quotes = re.compile('[",;\t]').search


def vosviewer_json(
    partition: Partition,
    weights: Weights | None = None,
    cluster_labels: Sequence[str] = (),
    with_provenance: bool = True,
) -> Iterator[str]:
    """The JSON document; nodes can be shown by flow, or by any of ``weights``."""
    nodes = NodeColumns.of(partition)
    yield '{"network": {\n"items": [\n'
    yield from listed(_items(nodes, weights or {}))
    yield '],\n"links": [\n'
    yield from listed(
        f'{{"source_id": {u}, "target_id": {v}, "strength": {strength!r}}}'
        for u, v, strength in _links(nodes)
    )
    yield '],\n"clusters": [\n'
    yield from listed(
        as_json({"cluster": k, "label": one_line(label)})
        for k, label in enumerate(cluster_labels[:MAX_CLUSTERS], 1)
    )
    yield "]}"
    if with_provenance:
        info = {"title": partition.network.source, "description": description(partition)}
        yield f',\n"info": {as_json(info)}'
    yield "}\n"


def vosviewer_map(partition: Partition, weights: Weights | None = None) -> Iterator[str]:
    """The map file: a row per node, and a header. It has no place for provenance."""
    nodes = NodeColumns.of(partition)
    columns = _weights(nodes, weights or {})
    yield "\t".join(["id", "label", "cluster", *(f"weight<{name}>" for name in columns)]) + "\n"
    rows = zip(map(_cell, nodes.labels), nodes.module.tolist(), *columns.values(), strict=True)
    yield from in_pieces(
        "\t".join([str(u), label, _cluster(module), *map(repr, numbers)]) + "\n"
        for u, (label, module, *numbers) in enumerate(rows, 1)
    )


def vosviewer_network(partition: Partition) -> Iterator[str]:
    """The network file: lines ``id<TAB>id<TAB>strength``, with the ids of the map file."""
    links = _links(NodeColumns.of(partition))
    yield from in_pieces(f"{u}\t{v}\t{strength!r}\n" for u, v, strength in links)


def _items(nodes: NodeColumns, weights: Weights) -> Iterator[str]:
    columns = _weights(nodes, weights)
    rows = zip(nodes.labels, nodes.module.tolist(), *columns.values(), strict=True)
    for u, (label, module, *numbers) in enumerate(rows, 1):
        cluster = {"cluster": module + 1} if module < MAX_CLUSTERS else {}
        sizes = dict(zip(columns, numbers, strict=True))
        yield as_json({"id": u, "label": one_line(label), **cluster, "weights": sizes})


def _weights(nodes: NodeColumns, more: Weights) -> dict[str, Sequence[float]]:
    return {FLOW: (100.0 * nodes.flow).tolist(), **more}


def _links(nodes: NodeColumns) -> Iterator[tuple[int, int, float]]:
    """Links between different nodes, without direction, by ids that count from 1."""
    network = nodes.network
    if network.directed:
        network = Network.from_links(
            *(network.sources, network.targets, network.weights), nodes=range(network.num_nodes)
        )
    rows = replace(nodes, network=network).links()
    for u, v, strength in chain.from_iterable(rows):
        if u != v and strength > 0.0:
            yield u + 1, v + 1, strength


def _cell(label: str) -> str:
    text = one_line(label)
    return '"' + text.replace('"', '""') + '"' if _asks_for_quotes(text) else text


def _cluster(module: int) -> str:
    return str(module + 1) if module < MAX_CLUSTERS else ""
